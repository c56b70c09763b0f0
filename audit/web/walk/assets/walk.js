// The walk: what is shown when, and the screens around a stop (start, first impressions, stops, finish, another tab).

import {
  counted,
  day,
  field,
  h,
  icon,
  mark,
  outcomes,
  radios,
  sheet,
  swapIcon,
  time,
  uid,
  words,
  write,
} from "./draw.js";
import { UNDO_SECONDS, open } from "./hold.js";
import { stopScreen } from "./stop.js";

const SHOWN_MS = 5000; // how long what was just done stands in the line above Save
const DOUBLE_TAP_MS = 1000; // the second tap of a double one on Save falls on what stands there then
const RELOAD_MS = 60_000; // at most one reload in this time
const SENSES = ["See", "Hear", "Smell", "Touch", "Way in"];
const NUMBERS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
];
const ANOTHER = "\u0000";
const PLACE = "moments-walk-screen";

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
      ? new URL("../", import.meta.url).pathname
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
  onward(walkId, touchpointId) {
    if (this.hold.walks.get(walkId).finished_at) {
      this.show("start");
      return;
    }
    const stops = this.hold.stops(walkId),
      at = stops.findIndex((stop) => stop.id === touchpointId);
    const ahead = [...stops.slice(at + 1), ...stops.slice(0, at)];
    const next = ahead.find((stop) => ["open", "begun"].includes(this.hold.stateOf(walkId, stop.id)));
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

  saveFile() {
    const { name, text } = this.hold.file();
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

/** Return how all that is written stands: the name of its picture, a sentence, and whether somebody should look. */
function standing(hold) {
  const { waiting, heads, photos, arrived, last, trouble, refused, conflicts } = hold.waiting;
  const here = arrived ? `${arrived} arrived, last ${time(last)}` : "";
  const list = (...parts) => parts.filter(Boolean).join(", ");
  if (photos && !waiting && !trouble) return ["here", list(`${counted(photos, "photo")} on the way`, here), false];
  if (hold.storage === "full") return ["warn", "No room left on this phone: leave this page open", true];
  if (hold.storage)
    return ["warn", `Only kept while this page is open. ${list(waiting && `${waiting} waiting`, here)}`, true];
  if (trouble === "device") return ["warn", "This phone is not known here any more. All is kept on it.", true];
  if (conflicts)
    return ["warn", `${counted(conflicts, "stop has", "stops have")} two texts: choose one in the list`, true];
  if (refused) return ["warn", `${refused} not taken: see the start. ${here}`, true];
  if (trouble === "no signal")
    return [
      "off",
      `No signal: ${list(waiting ? `${waiting} waiting` : heads ? "the walk waits" : "all is kept here", here)}`,
      true,
    ];
  if (trouble === "version") return ["warn", `Page and server differ: ${list(`${waiting} waiting`, here)}`, true];
  if (trouble) return ["warn", `The server cannot take it now: ${list(`${waiting} waiting`, here)}`, true];
  if (waiting) return ["here", `${list(`${waiting} on ${waiting === 1 ? "its" : "their"} way`, here)}`, false];
  return ["here", here ? `Kept on this device. ${here}` : "Kept on this device", false];
}

const bar = (app, ...actions) => {
  const say = app.sayLine();
  return { say, node: h("div.bar", {}, say.node, h("div.act", {}, ...actions)) };
};
const called = (walk) => {
  const begun = new Date(walk.started_at),
    isToday = begun.toDateString() === new Date().toDateString();
  return isToday ? time(begun) : `${begun.toLocaleDateString([], { day: "numeric", month: "long" })}, ${time(begun)}`;
};
const journeyOf = (hold, id) => hold.programme?.journeys.find((each) => each.id === id);
const inWords = (n) => NUMBERS[n] ?? String(n);

// ---- start

function startScreen(app) {
  const { hold } = app;
  let drawn = "";
  const body = h("div.flow");
  const start = h("button.btn", {}, "Start new ", icon("fwd"));
  const foot = bar(app, h("button.btn.quiet", { onclick: () => openAbout(app) }, "Before you go"), start);
  const node = h("section.screen.start", { "aria-labelledby": "start-h" }, body, foot.node);
  const draw = () => {
    const isInUse = body.querySelector(".new")?.contains(app.root.getRootNode().activeElement);
    if (isInUse) return false;
    const form = newWalk(app);
    start.hidden = !form;
    start.onclick = () => form.start();
    const going = goOn(app);
    start.className = going.length ? "btn" : "save";
    body.replaceChildren(
      h(
        "div.read",
        {},
        words("p", hold.programme?.programme ?? "Moments of Truth", { className: "small" }),
        h("h1.big", { id: "start-h" }, "Go and see it as a customer does"),
        h("p.hint", {}, "Sit with your back to the desk. Listen. Time the wait. Who is standing un-greeted?"),
      ),
      ...notices(app),
      ...going,
      ...planned(app),
      ...(form
        ? [h("h2.sub.group", {}, app.poster ? `New walk, from ${app.poster.stop.name}` : "New walk"), form.node]
        : [nothingYet(hold)]),
    );
    return true;
  };
  const refresh = () => {
    if (app.code && hold.programme) openPoster(app);
    const mark = JSON.stringify([
      hold.programme?.version,
      hold.walks.size,
      hold.going.map((walk) => [walk.id, walk.here]),
      hold.givenUp?.id,
      hold.waiting.refused,
      hold.waiting.conflicts,
      hold.trouble,
      hold.storage,
      hold.skew,
    ]);
    if (mark !== drawn && draw()) drawn = mark;
    foot.say.refresh();
  };
  refresh();
  return { node, refresh };
}

function nothingYet(hold) {
  if (hold.programme)
    return h(
      "p.group",
      {},
      "There is no journey to walk yet. Set one up in the app; it is here as soon as it is there.",
    );
  const sentence = hold.trouble
    ? hold.sentence || "The journeys are not on this phone yet. Open this page once where there is signal."
    : "The journeys are on their way…";
  return h("p.group", { role: "status" }, sentence);
}

function openPoster(app) {
  const { hold, code } = app;
  app.code = "";
  for (const journey of hold.programme.journeys) {
    const stop = journey.stages.flatMap((stage) => stage.touchpoints).find((each) => each.code === code);
    if (!stop) continue;
    app.poster = { journey, stop, place: hold.programme.place_codes?.[app.place] ?? "" };
    app.chosen = null;
    const going = hold.going.find((walk) => walk.journey_id === journey.id);
    if (going) app.show("stop", going.id, stop.id);
    else if (hold.remembered.method) newWalk(app).start();
    return;
  }
  app.confirm("This code leads to no stop any more. Start a walk below.");
}

function goOn(app) {
  const { hold } = app;
  const drafts = (hold.programme?.drafts ?? []).filter(
    (draft) => !hold.walks.has(draft.id) && journeyOf(hold, draft.journey_id),
  );
  const cards = hold.going.map((walk) => {
    const stops = hold.stops(walk.id),
      at = stops.findIndex((stop) => stop.id === walk.here);
    return [
      `Go on with the walk of ${called(walk)}`,
      [at < 0 ? `${stops.length} stops` : `Stop ${at + 1} of ${stops.length}`, walk.place],
      () => (at < 0 ? app.show("stops", walk.id) : app.show("stop", walk.id, walk.here)),
    ];
  });
  cards.push(
    ...drafts.map((draft) => [
      `Go on with the walk of ${called(draft)}`,
      [journeyOf(hold, draft.journey_id).name, draft.place],
      () => {
        const walk = hold.takeOver(draft);
        app.show(walk.here ? "stop" : "stops", walk.id, walk.here);
      },
    ]),
  );
  return cards.map(([title, parts, go], n) =>
    h(
      `button.card${n ? "" : ".first"}`,
      { onclick: go },
      h("span", {}, h("b", {}, title), words("small", parts.filter(Boolean).join(", "))),
      icon("fwd"),
    ),
  );
}

function planned(app) {
  const { hold } = app,
    me = hold.programme?.person || hold.remembered.observer;
  const used = new Set([...hold.walks.values()].map((walk) => walk.plan_id));
  const plans = (hold.programme?.plans ?? []).filter(
    (plan) => !used.has(plan.id) && journeyOf(hold, plan.journey_id) && (!plan.observer || !me || plan.observer === me),
  );
  if (!plans.length) return [];
  return [
    h("h2.sub.group", {}, "Planned for you"),
    ...plans.map((plan) => {
      const stop = journeyOf(hold, plan.journey_id)
        .stages.flatMap((stage) => stage.touchpoints)
        .find((each) => each.id === plan.touchpoint_id);
      const go = () => {
        const filled = Object.fromEntries(
          ["place", "method", "customer_group", "observer"].map((name) => [
            name,
            plan[name] || hold.remembered[name] || "",
          ]),
        );
        const walk = hold.startWalk({
          ...filled,
          own_area: hold.remembered.own_area ?? false,
          journey_id: plan.journey_id,
          plan_id: plan.id,
          here: stop ? stop.id : "",
        });
        app.show("first", walk.id);
      };
      return h(
        "button.card",
        { onclick: go },
        h(
          "span",
          {},
          words("b", stop?.name ?? journeyOf(hold, plan.journey_id).name),
          words(
            "small",
            [plan.planned_for && day(plan.planned_for), plan.place, plan.reason].filter(Boolean).join(", "),
          ),
        ),
        icon("fwd"),
      );
    }),
  ];
}

/** Return what needs a person before anything else: what is given up, not taken, two texts, a phone with trouble. */
function notices(app) {
  const { hold } = app,
    notes = [];
  const note = (sentence, ...actions) =>
    notes.push(
      h(
        "div.notice",
        { role: "status" },
        words("p", sentence),
        ...actions.map(([label, act]) => h("button.btn", { onclick: act }, label)),
      ),
    );
  const file = ["Save what waits as a file", () => app.saveFile()];
  const { givenUp } = hold;
  if (givenUp)
    note(`The walk of ${called(givenUp)} is given up. You can take it back for ${UNDO_SECONDS} seconds.`, [
      "Take it back",
      async () => {
        if (await hold.edit(givenUp.id)) {
          hold.takeUpAgain(givenUp.id);
          app.show("stops", givenUp.id);
        }
      },
    ]);
  if (hold.trouble === "device")
    note(
      hold.sentence ||
        "This phone is not known here any more. Ask for a new invitation; everything stays on this phone.",
      file,
    );
  if (hold.trouble === "foreign") note(hold.sentence, file);
  if (hold.trouble === "version")
    note(
      hold.sentence ||
        "This page is older or newer than the server. It is loaded again by itself; what you wrote stays.",
      ["Load again", () => location.reload()],
    );
  if (hold.storage === "forbidden")
    note(
      "This browser lets nothing be stored (a private window?). What you write is safe only once it has arrived: " +
        "leave this page open, or open it in a normal window.",
      file,
    );
  if (hold.storage === "full")
    note(
      "This phone is full. What you write now is kept only while this page is open. " +
        "Make room; it is tried again by itself.",
      file,
    );
  if (hold.skew) note(`This phone's clock is ${away(hold.skew)}. Go on: the times are put right when they arrive.`);
  for (const entry of hold.conflicts)
    note(`Two texts stand at ${nameOf(hold, entry)}.`, ["Choose one", () => chooseText(app, entry.id)]);
  for (const part of hold.refused) {
    const walkId = part.walk_id ?? part.id;
    note(
      `Not taken: ${part.walk_id ? nameOf(hold, part) : `the walk of ${called(part)}`}. ${hold.refusal(part.id)}`,
      ["Look at it", () => (part.walk_id ? app.show("stop", walkId, part.touchpoint_id) : app.show("stops", walkId))],
      file,
    );
  }
  return notes;
}

function away(skew) {
  const minutes = Math.round(Math.abs(skew) / 60_000),
    how = skew < 0 ? "ahead" : "behind";
  return minutes < 120 ? `${minutes} minutes ${how}` : `${Math.round(minutes / 60)} hours ${how}`;
}

const nameOf = (hold, entry) =>
  hold.stops(entry.walk_id).find((stop) => stop.id === entry.touchpoint_id)?.name ?? "a stop";

function newWalk(app) {
  const { hold } = app,
    { programme, remembered } = hold;
  if (!programme?.journeys.length) return null;
  const listed = (name, list) => (list.includes(remembered[name]) ? remembered[name] : "");
  const head = (app.chosen ??= {
    // drawn anew, the start shows what was chosen on it
    journey_id:
      app.poster?.journey.id ??
      listed(
        "journey_id",
        programme.journeys.map((each) => each.id),
      ),
    place: app.poster?.place || (remembered.place ?? ""),
    method:
      listed(
        "method",
        programme.methods.map((each) => each.key),
      ) || "walk it through",
    customer_group: remembered.customer_group ?? "",
    scenario: "",
    observer: remembered.observer ?? "",
    own_area: remembered.own_area ?? false,
    isOpen: !remembered.method, // asked once, remembered on this phone
  });
  if (!journeyOf(hold, head.journey_id)) head.journey_id = programme.journeys[0].id;
  head.observer = programme.person || head.observer;
  const rows = h("div");
  const options = (list) => list.map((each) => ({ key: each, label: each }));
  const scenario = h("div");
  const showScenario = () => {
    const { scenarios } = journeyOf(hold, head.journey_id);
    scenario.replaceChildren(
      ...(scenarios.length
        ? [
            field(
              "Scenario",
              choice(options(scenarios), head.scenario, "None in particular", (key) => {
                head.scenario = key;
              }),
            ),
          ]
        : []),
    );
  };
  rows.append(
    ...[
      field(
        "How",
        choice(programme.methods, head.method, "", (key) => {
          head.method = key;
        }),
      ),
      openField("Place", programme.places, head.place, "Choose a place", (text) => {
        head.place = text;
      }),
      openField("Walking as", programme.customer_groups, head.customer_group, "Nobody in particular", (text) => {
        head.customer_group = text;
      }),
      !programme.person &&
        field(
          "Observer",
          h("input", {
            value: head.observer,
            placeholder: "Name or initials",
            autocomplete: "name",
            maxlength: 200,
            oninput: ({ target }) => {
              head.observer = target.value;
            },
          }),
        ),
      h(
        "label.tick",
        {},
        h("input", {
          type: "checkbox",
          checked: head.own_area,
          onchange: ({ target }) => {
            head.own_area = target.checked;
          },
        }),
        h("span", {}, "This is my own area ", h("small", {}, "(shown with the figures)")),
      ),
    ].filter(Boolean),
  );
  const label = programme.methods.find((each) => each.key === head.method)?.label;
  const summary = h(
    "button.card",
    {
      onclick: () => {
        head.isOpen = true;
        summary.replaceWith(rows);
        rows.querySelector("select").focus();
      },
    },
    h(
      "span",
      {},
      words("b", head.place || "No place chosen"),
      words(
        "small",
        [label, head.customer_group && `as ${head.customer_group}`, head.observer, head.own_area && "my own area"]
          .filter(Boolean)
          .join(", "),
      ),
    ),
    "Change",
  );
  const journey = field(
    "Journey",
    choice(
      programme.journeys.map(({ id, name }) => ({ key: id, label: name })),
      head.journey_id,
      "",
      (key) => {
        head.journey_id = key;
        head.scenario = "";
        showScenario();
      },
    ),
    true,
  );
  showScenario();
  const node = h("div.new", {}, journey, scenario, head.isOpen ? rows : summary);
  const start = () => {
    const { poster } = app;
    const here = poster?.journey.id === head.journey_id ? poster.stop.id : "";
    app.poster = app.chosen = null;
    const { isOpen, ...chosen } = head;
    const walk = hold.startWalk({
      ...chosen,
      place: head.place.trim(),
      observer: head.observer.trim(),
      customer_group: head.customer_group.trim(),
      here,
    });
    if (here) app.show("stop", walk.id, here);
    else app.show("first", walk.id);
  };
  return { node, start };
}

function choice(options, chosen, empty, onchoose) {
  const select = h("select", { dir: "auto", onchange: () => onchoose(select.value) });
  if (empty) select.append(h("option", { value: "" }, empty));
  select.append(...options.map(({ key, label }) => h("option", { value: key, selected: key === chosen }, label)));
  return select;
}

/** Return a field to choose in, or to write what is not in the list. */
function openField(label, known, chosen, empty, onchange) {
  const list = !chosen || known.includes(chosen) ? known : [chosen, ...known];
  const select = choice(
    [...list.map((each) => ({ key: each, label: each })), { key: ANOTHER, label: "Another…" }],
    chosen,
    empty,
    (key) => {
      if (key !== ANOTHER) {
        onchange(key);
        return;
      }
      onchange("");
      const input = h("input", { dir: "auto", maxlength: 200, oninput: () => onchange(input.value) });
      node.replaceWith(field(label, input));
      input.focus();
    },
  );
  const node = field(label, select);
  return node;
}

function openAbout(app) {
  const open = sheet(
    app.root,
    "Before you go",
    [
      h(
        "p.group",
        {},
        "Never stage an emergency. Never jump a real queue. No names, no faces. " +
          "The notice to staff says that walks happen and that they never serve discipline.",
      ),
      h(
        "p.group",
        {},
        self.isSecureContext
          ? "This page opens and works without signal. " +
              "Everything you write is kept on this device at once, and sent when there is signal."
          : "This page opens only while it is connected here. " +
              "Once open, it keeps everything on this device and sends it when it is back.",
      ),
    ],
    [
      h("button.btn", { onclick: () => app.saveFile() }, "Save what waits as a file"),
      h("button.save", { onclick: () => open.close() }, "Understood"),
    ],
  );
}

// ---- first impressions

function firstScreen(app, walkId) {
  const { hold } = app,
    walk = hold.walks.get(walkId),
    id = uid("first");
  const onward = () => {
    const here = walk.here || hold.stops(walkId)[0]?.id;
    if (here) app.show("stop", walkId, here);
    else app.show("stops", walkId);
  };
  const text = h("textarea.fill", {
    id,
    rows: 5,
    dir: "auto",
    maxlength: 10000,
    value: walk.first_impressions,
    oninput: () => {
      hold.changeWalk(walkId, { first_impressions: text.value });
      show();
    },
  });
  const senses = SENSES.map((sense) =>
    h(
      "button",
      {
        "aria-pressed": "false",
        onclick: () => {
          if (!text.value.includes(`${sense}: `))
            text.value = `${text.value.trimEnd()}${text.value.trim() ? "\n" : ""}${sense}: `;
          hold.changeWalk(walkId, { first_impressions: text.value });
          text.focus();
          text.setSelectionRange(text.value.length, text.value.length);
          show();
        },
      },
      sense,
    ),
  );
  const show = () =>
    SENSES.forEach((sense, n) => {
      const on = text.value.includes(`${sense}:`);
      senses[n].setAttribute("aria-pressed", String(on));
      senses[n].classList.toggle("has", on);
    });
  show();
  const feeling = outcomes({
    name: `${id}-out`,
    labelledby: `${id}-out-h`,
    options: hold.programme.outcomes,
    chosen: walk.first_outcome,
    onchoose: (key) => hold.changeWalk(walkId, { first_outcome: key }),
  });
  const foot = bar(
    app,
    h("button.save.wide", { onclick: onward }, `Keep, to ${walk.here ? "the" : "the first"} stop `, icon("fwd")),
  );
  const node = h(
    "section.screen.first",
    { "aria-labelledby": `${id}-h` },
    h(
      "div.top",
      {},
      h("button", { "aria-label": "Back to the start", onclick: () => app.show("start") }, icon("back")),
      h("button.list", { onclick: () => app.show("stops", walkId) }, icon("list"), "Before the first stop"),
      h("button", { onclick: onward }, "Skip"),
    ),
    h(
      "div.flow",
      {},
      h(
        "div.read.low",
        {},
        h("h1", { id: `${id}-h` }, "First impressions"),
        h("p.hint", {}, "Stand still for half a minute. What do you see, hear and smell before anybody speaks to you?"),
      ),
      h("h2.sub.ask", { id: `${id}-s` }, "Tap what you noticed, then say it"),
      h("div.chip.senses", { role: "group", "aria-labelledby": `${id}-s` }, senses),
      h("h2.sub.ask.later", {}, h("label", { htmlFor: id }, "In your words")),
      text,
      h(
        "p.small.below",
        {},
        "No names, and nothing by which one person could be told. Dictate with your keyboard if you like.",
      ),
      h("h2.sub.ask", { id: `${id}-out-h` }, "Your first feeling"),
      feeling.node,
    ),
    foot.node,
  );
  return { node, refresh: foot.say.refresh };
}

// ---- stops

function stopsScreen(app, walkId, isAside = false) {
  const { hold } = app,
    id = uid("stops");
  const heading = h(isAside ? "h2.h1" : "h1", { id }),
    tally = h("p.tally"),
    list = h("div.flow");
  const foot = isAside
    ? {
        node: h(
          "div.bar",
          {},
          h("div.act", {}, addButton(), h("button.btn", { onclick: () => app.show("finish", walkId) }, "Finish")),
        ),
        say: { refresh() {} },
      }
    : bar(app, addButton(), h("button.save", { onclick: () => app.show("finish", walkId) }, "Finish"));
  function addButton() {
    return h("button.btn", { onclick: () => addStop(app, walkId) }, icon("plus"), "Add a stop");
  }
  const walk = () => hold.walks.get(walkId);
  const top = h(
    "div.top",
    {},
    h("button", { "aria-label": "Back to the start", onclick: () => app.show("start") }, icon("back")),
    h("b.grow", {}, `The walk of ${called(walk())}`),
    h("button", { onclick: () => giveUp(app, walkId) }, "Give it up"),
  );
  const node = h(
    isAside ? "aside.screen.stops" : "section.screen.stops",
    { "aria-labelledby": id },
    top,
    h("div.head", {}, heading, tally),
    list,
    foot.node,
  );
  const item = (stop) => {
    const state = hold.stateOf(walkId, stop.id),
      entry = hold.entriesOf(walkId).find((each) => each.touchpoint_id === stop.id);
    const isNow = walk().here === stop.id,
      shape = entry?.saved ? entry.saved.outcome : isNow ? "now" : state;
    const notes = [
      entry?.saved && label(hold, entry.saved.outcome),
      entry?.saved?.wait && `wait ${entry.saved.wait}`,
      { begun: "begun, not saved", changed: "changed, not saved", skipped: "skipped", before: "saved before" }[state],
      stop.added && "added by you, counts at once",
      entry && hold.stands(entry.id) && "two texts: choose one",
      entry && hold.refusal(entry.id) && `not taken: ${hold.refusal(entry.id)}`,
      isNow && "you are here",
    ];
    const text = notes.filter(Boolean).join(", ");
    const act = () => (entry && hold.stands(entry.id) ? chooseText(app, entry.id) : app.show("stop", walkId, stop.id));
    return h(
      "li",
      {},
      h(
        `button.item${isNow ? ".now" : ""}`,
        { "aria-current": isNow ? "step" : null, onclick: act },
        mark(shape),
        h("span", {}, words("b", stop.name), text && h("small", {}, text)),
      ),
    );
  };
  const refresh = () => {
    foot.say.refresh();
    const stops = hold.stops(walkId),
      saved = hold.entriesOf(walkId).filter((entry) => entry.saved);
    const reached = stops.filter((stop) =>
      ["saved", "changed", "before"].includes(hold.stateOf(walkId, stop.id)),
    ).length;
    const drawn = JSON.stringify([
      walk().here,
      stops.map((stop) => [stop.name, hold.stateOf(walkId, stop.id)]),
      saved.map((entry) => [
        entry.saved.outcome,
        entry.saved.wait,
        hold.stands(entry.id) !== null,
        hold.refusal(entry.id),
      ]),
    ]);
    if (drawn === node.dataset.drawn) return;
    node.dataset.drawn = drawn;
    write(heading, `${reached} of ${counted(stops.length, "stop")} seen`);
    tally.replaceChildren(
      ...hold.programme.outcomes
        .map(({ key, label: name }) => [key, name, saved.filter((entry) => entry.saved.outcome === key).length])
        .filter(([, , n]) => n)
        .map(([key, name, n]) => h("span", {}, mark(key), `${n} ${name.toLowerCase()}`)),
    );
    const groups = [];
    for (const stop of stops) {
      if (groups.at(-1)?.stage !== stop.stage) groups.push({ stage: stop.stage, items: h("ul") });
      groups.at(-1).items.append(item(stop));
    }
    const at = list.scrollTop;
    list.replaceChildren(
      ...groups.flatMap(({ stage, items }) => [words(isAside ? "h3" : "h2", stage, { className: "sub group" }), items]),
    );
    list.scrollTop = at;
  };
  refresh();
  return { node, refresh };
}

const label = (hold, key) => (hold.programme.outcomes.find((each) => each.key === key)?.label ?? key).toLowerCase();

function addStop(app, walkId) {
  const { hold } = app,
    id = uid("add"),
    band = h("p.note", { role: "alert" });
  const { here } = hold.walks.get(walkId),
    now = hold.stops(walkId).find((stop) => stop.id === here);
  let stageId = now?.stage_id || hold.stages(walkId)[0]?.id;
  const name = h("input.box", { id, dir: "auto", autocomplete: "off", maxlength: 200, oninput: () => write(band, "") });
  const stages = radios({
    name: `${id}-s`,
    labelledby: `${id}-s-h`,
    kind: "chip",
    options: hold.stages(walkId).map((stage) => ({ key: stage.id, label: stage.name })),
    chosen: stageId,
    onchoose: (key) => {
      stageId = key;
      write(band, "");
    },
  });
  const add = () => {
    if (!name.value.trim()) {
      write(band, "What is it called? Write what the customer meets.");
      name.focus();
      return;
    }
    if (!stageId) {
      write(band, "Tap the stage it belongs to.");
      return;
    }
    open.close();
    app.show("stop", walkId, hold.addTouchpoint(walkId, stageId, name.value).id);
  };
  const open = sheet(
    app.root,
    "A stop that is missing",
    [
      h("p.small", {}, "It counts at once. The steward sees it and may give it its place."),
      h("h3.group", {}, h("label", { htmlFor: id }, "What the customer meets")),
      name,
      h("h3.group", { id: `${id}-s-h` }, "Stage"),
      stages.node,
      band,
    ],
    [
      h("button.btn", { onclick: () => open.close() }, "Cancel"),
      h("button.save", { onclick: add }, "Add ", icon("fwd")),
    ],
  );
  name.focus();
}

function giveUp(app, walkId) {
  const { hold } = app,
    walk = hold.walks.get(walkId),
    n = hold.entriesOf(walkId).filter((entry) => entry.saved).length;
  const open = sheet(
    app.root,
    `Give up the walk of ${called(walk)}?`,
    [
      h(
        "p.group",
        {},
        n ? `${inWords(n)} saved ${n === 1 ? "stop" : "stops"} would go. ` : "Nothing is saved in it yet. ",
        "You can take it back for ten seconds.",
      ),
    ],
    [
      h(
        "button.btn",
        {
          onclick: () => {
            open.close();
            hold.giveUp(walkId);
            app.show("start");
          },
        },
        "Give it up",
      ),
      h("button.save", { onclick: () => open.close() }, "Keep the walk"),
    ],
  );
}

async function chooseText(app, entryId) {
  const { hold } = app,
    entry = hold.entries.get(entryId),
    stands = hold.stands(entryId);
  if (!(await hold.edit(entry.walk_id))) {
    app.show("other", entry.walk_id);
    return;
  }
  const text = (each) => [
    h("b", {}, each.withdrawn ? "Taken back" : `${label(hold, each.outcome)}${each.wait ? `, wait ${each.wait}` : ""}`),
    Object.keys(each.ratings ?? {}).length
      ? h(
          "small",
          {},
          hold.programme.dimensions
            .filter(({ key }) => each.ratings[key])
            .map(({ key, label: name }) => `${name} ${each.ratings[key]}`)
            .join(", "),
        )
      : null,
    words("p", each.what_happened || "no words"),
  ];
  const choose = (whose) => {
    open.close();
    hold.choose(entryId, whose);
    app.confirm(whose === "mine" ? "Your text is sent" : "The other text stays");
  };
  const open = sheet(
    app.root,
    `Two texts at ${nameOf(hold, entry)}`,
    [
      h("p.small", {}, "It was also changed elsewhere. Which one is to stand? The other stays in the history."),
      h("h3.group", {}, "On this phone"),
      h("div.quote", {}, text(entry.saved)),
      h("h3.group", {}, "There now"),
      h("div.quote", {}, text(stands)),
    ],
    [
      h("button.btn", { onclick: () => choose("theirs") }, "Take what is there"),
      h("button.save", { onclick: () => choose("mine") }, "Use mine"),
    ],
  );
}

// ---- finish

/** Say how many of the stops were good: ", two of them good". */
function howMany(n, good) {
  if (n === 1) return good ? ", and it was good" : "";
  return good ? `, ${inWords(good).toLowerCase()} of them good` : ", none of them good";
}

function finishScreen(app, walkId) {
  const { hold } = app,
    walk = () => hold.walks.get(walkId),
    id = uid("finish"),
    band = h("button.problem", { hidden: true }, icon("warn"), h("span"));
  const stops = hold.stops(walkId),
    entryAt = (stop) => hold.entriesOf(walkId).find((entry) => entry.touchpoint_id === stop.id);
  const seen = stops.filter((stop) => entryAt(stop)?.saved),
    begun = stops.filter((stop) => ["begun", "changed"].includes(hold.stateOf(walkId, stop.id)));
  const good = seen.filter((stop) => entryAt(stop).saved.outcome === "positive").length;
  const wordless = seen.filter((stop) => {
    const { saved } = entryAt(stop);
    return (
      saved.outcome === "negative" &&
      !saved.what_happened.trim() &&
      !saved.why_no_words &&
      !hold.photosOf(entryAt(stop).id).length
    );
  });
  const past = walk().saved_before?.length ?? 0,
    n = seen.length + past;
  const parts = [
    n
      ? `${inWords(n)} ${n === 1 ? "stop" : "stops"} seen${past ? "" : howMany(seen.length, good)}.`
      : "Nothing is saved yet.",
    wordless.length && `${inWords(wordless.length)} still ${wordless.length === 1 ? "wants" : "want"} words.`,
    begun.length && `${inWords(begun.length)} ${begun.length === 1 ? "is" : "are"} begun and not saved.`,
  ];
  const recognised = hold.programme.recognised.length
    ? radios({
        name: `${id}-r`,
        labelledby: `${id}-r-h`,
        kind: "pick.four",
        options: [...hold.programme.recognised, { key: "", label: "Not said" }],
        chosen: walk().recognised,
        onchoose: (key) => hold.changeWalk(walkId, { recognised: key }),
      })
    : null;
  const text = h("textarea", {
    id,
    rows: 2,
    dir: "auto",
    maxlength: 10000,
    value: walk().closing_words,
    oninput: () => hold.changeWalk(walkId, { closing_words: text.value }),
  });
  const item = (stop) => {
    const entry = entryAt(stop),
      { saved } = entry;
    const notes = [
      label(hold, saved.outcome),
      saved.wait && `wait ${saved.wait}`,
      hold.stateOf(walkId, stop.id) === "changed" && "changed, not saved",
      wordless.includes(stop) && "words are missing: add them",
    ];
    const line = notes.filter(Boolean).join(", ");
    return h(
      "li",
      {},
      h(
        "button.item",
        { onclick: () => app.show("stop", walkId, stop.id) },
        mark(saved.outcome),
        h("span", {}, words("b", stop.name), h("small", {}, line[0].toUpperCase() + line.slice(1))),
      ),
    );
  };
  const complain = (sentence, act) => {
    band.hidden = false;
    write(band.lastChild, sentence);
    band.onclick = act;
  };
  const done = () => {
    const open = stops.find((stop) => ["begun", "changed"].includes(hold.stateOf(walkId, stop.id)));
    if (open) {
      complain(`${open.name} is begun and not saved. Tap here to save or clear it.`, () =>
        app.show("stop", walkId, open.id),
      );
      return;
    }
    if (!n && !walk().first_impressions) {
      complain("Nothing is saved yet. Save one stop, or give the walk up in the list.", () =>
        app.show("stops", walkId),
      );
      return;
    }
    hold.finish(walkId);
    app.confirm(`Done: ${counted(n, "observation")} of the walk of ${called(walk())}`);
    app.show("start");
  };
  const foot = bar(
    app,
    h("button.btn", { onclick: () => app.show("stops", walkId) }, "Not yet"),
    h("button.save", { onclick: done }, "Done"),
  );
  foot.node.insertBefore(h("div", { role: "alert" }, band), foot.node.lastChild);
  const node = h(
    "section.screen.finish",
    { "aria-labelledby": `${id}-h` },
    h(
      "div.top",
      {},
      h("button", { "aria-label": "Back to the stops", onclick: () => app.show("stops", walkId) }, icon("back")),
      h("b.grow", {}, `The walk of ${called(walk())}`),
    ),
    h(
      "div.flow",
      {},
      h("div.read.low", {}, h("h1", { id: `${id}-h` }, parts.filter(Boolean).join(" "))),
      ...(recognised
        ? [
            h("h2.sub.group", { id: `${id}-r-h` }, "Did anybody know you were observing?"),
            recognised.node,
            h("p.small", {}, "A recognised observer sees a better service, so the figures keep the two apart."),
          ]
        : []),
      ...(seen.length ? [h("h2.sub.group", {}, "What you saw"), h("ul", {}, seen.map(item))] : []),
      h("h2.sub.group", {}, h("label", { htmlFor: id }, "Anything to add")),
      text,
    ),
    foot.node,
  );
  return { node, refresh: foot.say.refresh };
}

// ---- another tab

function otherScreen(app, walkId, touchpointId) {
  const { hold } = app,
    walk = hold.walks.get(walkId),
    id = uid("other");
  const stop = hold.stops(walkId).find((each) => each.id === walk.here);
  const take = async () => {
    if (await hold.edit(walkId, true)) {
      const here = touchpointId || hold.walks.get(walkId).here;
      app.show(here ? "stop" : "stops", walkId, here);
    }
  };
  const foot = bar(
    app,
    h("button.btn", { onclick: () => app.show("start") }, "Leave it there"),
    h("button.save", { onclick: take }, "Go on here"),
  );
  const node = h(
    "section.screen.other",
    { "aria-labelledby": `${id}-h` },
    h(
      "div.flow",
      {},
      h(
        "div.read.middle",
        {},
        icon("tabs"),
        h("h1", { id: `${id}-h` }, "This walk is open in another tab"),
        h(
          "p",
          {},
          "Everything is kept; only one tab can write at a time.",
          ...(stop ? [" It stands at ", words("b", stop.name), "."] : []),
        ),
        h("p.small", {}, "What is being typed there is kept first, then the walk opens here."),
      ),
    ),
    foot.node,
  );
  return { node, refresh: foot.say.refresh };
}

const SCREENS = {
  start: startScreen,
  first: firstScreen,
  stop: stopScreen,
  stops: stopsScreen,
  finish: finishScreen,
  other: otherScreen,
};
