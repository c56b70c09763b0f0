// The head of a stop: which of the walk it is, its stage and name, why trust is made or broken there, what to look for.

import { h, icon, words, write } from "./draw.js";

const LONG_NAME = 52;

export class StopHead {
  constructor(screen) {
    this.screen = screen;
    this.count = h("span.num");
    this.top = h(
      "div.top",
      {},
      h("button", { "aria-label": "Previous stop", onclick: () => screen.go(-1) }, icon("back")),
      h("button.list", { onclick: () => screen.app.show("stops", screen.walkId) }, icon("list"), this.count),
      h("button", { onclick: () => screen.skip() }, "Skip"),
      h("button", { "aria-label": "Next stop", onclick: () => screen.go(1) }, icon("fwd")),
    );
    this.stage = words("span", "");
    this.tag = h("b");
    this.name = words("h1", "", { id: `${screen.name}-h`, tabIndex: -1 });
    this.why = words("p", "", { className: "why" });
    this.hint = words("p", "", { className: "hint" });
    this.read = h("div.read", {}, h("p.stage.small", {}, this.stage, this.tag), this.name, this.why, this.hint);
  }

  /** Show the stop as it is now; one's own words stand in the place of what to look for. */
  refresh(own) {
    const { stop, stops, at } = this.screen;
    this.top.style.setProperty("--way", `${((at + 1) / stops.length) * 100}%`);
    write(this.count, `Stop ${at + 1} of ${stops.length}`);
    write(this.stage, stop.stage);
    write(this.tag, stop.added ? "Added by you" : stop.is_moment_of_truth ? "Moment of truth" : "");
    this.tag.hidden = !this.tag.textContent;
    write(this.name, stop.name);
    this.name.classList.toggle("long", stop.name.length > LONG_NAME);
    write(this.why, stop.why ?? "");
    write(this.hint, own ? `“${own}”` : stop.hint || (stop.added ? "Counts at once; the steward sees it." : ""));
    this.hint.classList.toggle("own", Boolean(own));
  }
}
