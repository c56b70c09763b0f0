// The walk: what is shown when; each screen stands in a module of its own.

import { standing } from "./bar.js";
import { h, icon, swapIcon, write } from "./draw.js";
import { otherScreen } from "./elsewhere.js";
import { finishScreen } from "./finish.js";
import { firstScreen } from "./first.js";
import { open } from "./hold.js";
import { HOME } from "./outbox.js";
import { startScreen } from "./start.js";
import { stopScreen } from "./stop.js";
import { stopsScreen } from "./stops.js";

const SHOWN_MS = 5000; // how long what was just done stands in the line above Save
const DOUBLE_TAP_MS = 1000; // the second tap of a double one on Save falls on what stands there then
const RELOAD_MS = 60_000; // at most one reload in this time
const PLACE = "moments-walk-screen";
const SCREENS = {
  start: startScreen,
  first: firstScreen,
  stop: stopScreen,
  stops: stopsScreen,
  finish: finishScreen,
  other: otherScreen,
};

/** Draw the walk into an element, once; `close()` leaves it. */
export async function mount(parent, { inside = false, code = "", place = "" } = {}) {
  const app = new App(parent, inside);
  app.hold = await open();
  app.begin(code, place);
  return app;
}

class App {
  savedAt = -Infinity; // by the clock of taps themselves: on a busy phone they are heard late
  poster = null;
  chosen = null;
  #screen = null;
  #aside = null;
  #shown = null;
  #said = "";
  #due = false;
  #stop = new AbortController();

  constructor(parent, inside) {
    this.inside = inside;
    this.root = h(inside ? "div.app.inside" : "main.app"); // a page around it has a main part of its own
    parent.append(this.root);
  }

  begin(code, place) {
    const { signal } = this.#stop;
    this.hold.addEventListener("change", () => this.#refreshSoon(), { signal });
    this.hold.addEventListener("lost", ({ detail }) => this.show("other", detail), { signal });
    if (!this.inside)
      addEventListener("popstate", ({ state }) => this.show(...(state ?? ["start"]), false), { signal });
    this.root.addEventListener("click", (event) => this.#guard(event), { signal, capture: true });
    let before = null;
    try {
      before = JSON.parse(sessionStorage.getItem(PLACE));
    } catch {
      /* nothing is remembered here */
    }
    if (code) {
      this.code = code;
      this.place = place;
      before = null;
    }
    if (before?.[1] && !this.hold.walks.get(before[1])) before = null;
    this.show(...(before ?? ["start"]), false);
  }

  close() {
    this.#stop.abort();
    this.#screen?.leave?.();
    this.hold.close();
    this.root.remove();
  }

  /** Show a screen; one that belongs to a walk is shown where this tab is its editor, else where that is. */
  async show(name, walkId = "", touchpointId = "", push = true) {
    const shown = [name, walkId, touchpointId];
    this.#shown = shown;
    if (["first", "stop", "stops", "finish"].includes(name) && this.hold.editing !== walkId) {
      const isMine = await this.hold.edit(walkId);
      if (this.#shown !== shown) return;
      if (!isMine) {
        this.#draw("other", walkId, touchpointId);
        return;
      }
    }
    if (name === "stop" && !this.hold.stopOf(walkId, touchpointId)) {
      this.show("stops", walkId, "", push); // it went from the journey, and nothing is written there
      return;
    }
    if (name === "start") this.hold.leave();
    if (name === "stop" && this.hold.walks.get(walkId).here !== touchpointId)
      this.hold.changeWalk(walkId, { here: touchpointId });
    this.#remember(shown, push);
    this.#draw(...shown);
  }

  #guard(event) {
    if (!event.target.closest(".save"))
      this.savedAt = -Infinity; // another tap was meant, and so is what follows it
    else if (event.timeStamp < this.savedAt + DOUBLE_TAP_MS && !this.#screen.isBegun) event.stopPropagation();
  }

  #remember(shown, push) {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(shown));
    } catch {
      /* it then opens at the start */
    }
    if (this.inside) return;
    const isSame = !push || history.state?.[0] === shown[0];
    const address = /\/t\/[^/]*$/.test(location.pathname)
      ? HOME.pathname
      : location.pathname;
    history[isSame ? "replaceState" : "pushState"](shown, "", address);
  }

  #draw(name, walkId, touchpointId) {
    for (const dialog of this.root.querySelectorAll("dialog")) dialog.close();
    this.#screen?.leave?.();
    this.#aside = name === "stop" ? stopsScreen(this, walkId, true) : null;
    this.#screen = SCREENS[name](this, walkId, touchpointId);
    this.root.classList.toggle("two", Boolean(this.#aside));
    this.root.replaceChildren(...(this.#aside ? [this.#aside.node] : []), this.#screen.node);
    this.root.querySelector(".now")?.scrollIntoView?.({ block: "center" });
    const heading = this.#screen.node.querySelector("h1");
    if (name !== "start") {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }

  #refreshSoon() {
    if (this.#due) return;
    this.#due = true;
    const act = () => {
      this.#due = false;
      this.#screen?.refresh?.();
      if (this.#aside?.node.checkVisibility?.()) this.#aside.refresh();
      this.#reloadIfOld();
    };
    if (document.hidden) setTimeout(act);
    else requestAnimationFrame(act);
  }

  /** Go to the next stop of a walk that nothing was said of yet; where there is none, to what comes then. */
  onward(walkId, touchpointId, stops) {
    if (this.hold.walks.get(walkId).finished_at) {
      this.show("start");
      return;
    }
    const next = this.hold.stopAfter(walkId, touchpointId, stops);
    if (next) this.show("stop", walkId, next.id);
    else this.show("stops", walkId);
  }

  /** Say for a moment, in the line above Save, what was just done. */
  confirm(sentence) {
    this.#said = sentence;
    clearTimeout(this.clearing);
    this.clearing = setTimeout(() => {
      this.#said = "";
      this.#refreshSoon();
    }, SHOWN_MS);
    this.#refreshSoon();
  }

  sayLine() {
    const node = h("p.say", { role: "status" }, icon("here"), h("span"));
    const refresh = () => {
      const [name, sentence, isBold] = this.#said ? ["tick", this.#said, false] : standing(this.hold);
      swapIcon(node, name);
      write(node.lastChild, sentence);
      node.classList.toggle("wait", isBold);
    };
    refresh();
    return { node, refresh };
  }

  async saveFile() {
    const { name, text } = await this.hold.file();
    const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  #reloadIfOld() {
    if (this.hold.trouble === "version") this.reload();
  }

  /** Load the page anew when nobody is writing, and not again and again. */
  reload() {
    const active = this.root.getRootNode().activeElement;
    if (this.inside || active?.matches("input, textarea, select") || this.root.querySelector("dialog")) return;
    try {
      if (Date.now() < Number(sessionStorage.getItem("moments-walk-reload")) + RELOAD_MS) return;
      sessionStorage.setItem("moments-walk-reload", String(Date.now()));
    } catch {
      return;
    }
    location.reload();
  }
}
