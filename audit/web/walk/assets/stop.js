// One touchpoint a screen: how it went, five ratings with their anchors, words, signals, the wait, and Save.

import { counted, h, icon, markTool, named, outcomes, radios, swapIcon, uid, words, write } from "./draw.js";
import { anchorOf, promise } from "./known.js";
import { openMore } from "./more.js";
import { askWhy, openWords } from "./own_words.js";
import { isEmpty } from "./record.js";
import { StopHead } from "./stop_head.js";
import { asClock } from "./wait.js";

const HOW = "Tap a number to read here what it means. Tap it again for “not observed”.";

/** Return the screen of one stop: `{node, refresh, leave}`. */
export function stopScreen(app, walkId, touchpointId) {
  return new Stop(app, walkId, touchpointId);
}

class Stop {
  constructor(app, walkId, touchpointId) {
    this.app = app;
    this.hold = app.hold;
    this.walkId = walkId;
    this.take(touchpointId);
    this.entryId = this.hold.entry(walkId, this.stop.id).id;
    this.name = uid("stop");
    this.node = this.draw();
    this.timer = setInterval(() => {
      if (this.entry.clock_started_at) this.showClock();
    }, 500);
    const refusal = this.hold.refusal(this.entryId);
    if (refusal) this.complain(refusal);
    this.refresh();
  }

  get entry() {
    return this.hold.entries.get(this.entryId);
  }
  get programme() {
    return this.hold.programme;
  }
  change(fields) {
    this.hold.changeEntry(this.entryId, fields);
  }
  leave() {
    clearInterval(this.timer);
  }

  // ---- drawing

  draw() {
    this.head = new StopHead(this);
    this.known = promise(this);
    return h(
      "section.screen.stop",
      { "aria-labelledby": `${this.name}-h` },
      this.head.top,
      h(
        "div.flow",
        {},
        this.head.read,
        this.known,
        this.drawOutcome(),
        this.drawRows(),
        this.anchor,
        this.drawTools(),
      ),
      this.drawBar(),
    );
  }

  drawOutcome() {
    const id = `${this.name}-out`;
    this.outcome = outcomes({
      name: id,
      labelledby: id,
      options: this.programme.outcomes,
      chosen: this.entry.outcome,
      onchoose: (outcome) => {
        this.change({ outcome });
        this.complain("");
      },
    });
    this.outcomeBox = h("div", {}, h("h2.sub.ask", { id }, "How did it go?"), this.outcome.node);
    return this.outcomeBox;
  }

  drawRows() {
    this.anchor = h("p.anchor", { role: "status" }, HOW);
    this.rows = this.programme.dimensions.map((dimension) => {
      const id = `${this.name}-${dimension.key}`;
      const row = h("div.row");
      const group = radios({
        name: id,
        labelledby: id,
        kind: "nums",
        options: [1, 2, 3, 4, 5].map((n) => ({ key: String(n), label: String(n) })),
        chosen: this.entry.ratings[dimension.key],
        onchoose: (n) => this.rate(dimension, n ? Number(n) : 0),
      });
      row.append(
        h(buttonOf(dimension), { id, onclick: () => this.explain(dimension) }, named(dimension)),
        group.node,
      );
      return { dimension, row, group };
    });
    return h(
      "div.rows",
      {},
      this.rows.map(({ row }) => row),
    );
  }

  drawTools() {
    const tool = (name, onclick) => h("button", { onclick }, icon(name), h("span"));
    this.tools = {
      words: tool("pen", () => openWords(this)),
      photo: tool("cam", () => openMore(this, "photo")),
      signals: tool("flag", () => openMore(this, "signals")),
      greeted: tool("hello", () => openMore(this, "greeted")),
    };
    return h("div.tools", {}, Object.values(this.tools));
  }

  drawBar() {
    this.clockTime = h("span.num");
    this.clockNote = h("small.num");
    this.clock = h(
      "button.chipclock",
      { onclick: () => this.tapClock() },
      icon("clock"),
      h("span", {}, this.clockTime, this.clockNote),
    );
    this.band = h("button.problem", { hidden: true, onclick: () => this.mend() }, icon("warn"), h("span"));
    this.alert = h("div", { role: "alert" }, this.band);
    this.say = this.app.sayLine();
    return h(
      "div.bar",
      {},
      this.say.node,
      this.alert,
      h("div.act", {}, this.clock, h("button.save", { onclick: (event) => this.save(event) }, "Save ", icon("fwd"))),
    );
  }

  // ---- showing

  /** Take the stop as its journey is now; one that went from it stays on the screen, and in its place. */
  take(touchpointId) {
    const { hold, walkId } = this,
      now = hold.stopOf(walkId, touchpointId);
    this.takenFrom = hold.programme;
    this.stops = hold.stops(walkId);
    if (now) this.at = this.stops.findIndex((stop) => stop.id === now.id);
    else this.stops.splice(this.at, 0, { ...this.stop, stage: "No longer in the journey", stage_id: "", gone: true });
    this.stop = this.stops[this.at];
  }

  /** Stand at the stop as its journey is by now, with what was written at one that was merged into it. */
  takeAnew() {
    this.take(this.stop.id);
    if (isEmpty(this.entry)) this.entryId = this.hold.entry(this.walkId, this.stop.id).id;
    const known = promise(this);
    this.known.replaceWith(known);
    this.known = known;
  }

  refresh() {
    if (!this.entry) return;
    if (this.takenFrom !== this.programme) this.takeAnew();
    const { entry } = this;
    this.outcome.show(entry.outcome);
    for (const { dimension, group } of this.rows) group.show(entry.ratings[dimension.key]);
    const own = entry.what_happened.trim();
    this.head.refresh(own);
    const { words: pen, photo, signals, greeted } = this.tools,
      photos = this.hold.photosOf(this.entryId);
    markTool(photo, "cam", photos.length ? counted(photos.length, "photo") : "Photo", photos.length > 0);
    markTool(pen, "pen", "Words", Boolean(own));
    markTool(
      signals,
      "flag",
      entry.signals.length ? counted(entry.signals.length, "signal") : "Signals",
      entry.signals.length > 0,
    );
    markTool(
      greeted,
      "hello",
      { yes: "Greeted", no: "Not greeted", "no one there": "No one there" }[entry.greeted] ?? "Greeted?",
      Boolean(entry.greeted),
    );
    this.showClock();
    this.say.refresh();
  }

  showClock() {
    const { entry } = this,
      runs = Boolean(entry.clock_started_at),
      time = this.hold.clock(this.entryId);
    this.clock.classList.toggle("on", runs);
    swapIcon(this.clock, runs ? "halt" : "clock");
    write(this.clockTime, runs ? `Wait ${time} · stop` : time ? `Waited ${time}` : "Start the wait");
    const promised = this.stop.promised_minutes;
    write(this.clockNote, promised === null ? "no promise here" : `promised ${asClock(Math.round(promised * 60))}`);
  }

  explain(dimension, n = 0) {
    const sentence = n ? anchorOf(this.stop.anchors[dimension.key] ?? {}, n) : dimension.meaning;
    this.anchor.replaceChildren(
      ...(n ? [h("span.unseen", { lang: dimension.lang }, `${dimension.label} `)] : []),
      h("b", { lang: n ? null : dimension.lang }, n ? `${n} ` : `${dimension.label}: `),
      words("span", sentence, n ? {} : { lang: dimension.meaning_lang }),
    );
    this.point(dimension);
  }

  point(dimension) {
    for (const { dimension: each, row } of this.rows) row.classList.toggle("named", each === dimension);
  }

  rate(dimension, n) {
    const { [dimension.key]: _, ...others } = this.entry.ratings;
    this.change({ ratings: n ? { ...others, [dimension.key]: n } : others });
    if (n) this.explain(dimension, n);
    else {
      this.anchor.textContent = `${dimension.label}: not observed`;
      this.point(dimension);
    }
  }

  complain(sentence, field = "") {
    this.field = field;
    this.band.hidden = !sentence;
    write(this.band.querySelector("span"), sentence);
    this.outcomeBox.classList.toggle("missing", field === "outcome");
  }

  mend() {
    if (this.field === "outcome") this.outcome.focus();
    else if (this.field === "wait") openMore(this, "wait");
    else this.complain("");
  }

  // ---- acting

  tapClock() {
    if (this.entry.clock_started_at) this.hold.stopClock(this.entryId);
    else this.hold.startClock(this.entryId);
    if (this.field === "wait") this.complain("");
    this.refresh();
  }

  save({ timeStamp }) {
    const { saved, problem, field, low } = this.hold.saveEntry(this.entryId);
    if (field === "why") {
      askWhy(this, low);
      return;
    }
    if (!saved) {
      this.complain(problem, field);
      if (field === "outcome") this.outcome.focus();
      return;
    }
    this.app.savedAt = timeStamp;
    this.hold.settled.then(() => {
      if (!this.hold.storage) this.app.confirm(`Saved: ${this.stop.name}`); // once it is on the disk, not before
    });
    this.app.onward(this.walkId, this.stop.id, this.stops);
  }

  get isBegun() {
    return ["begun", "changed"].includes(this.hold.stateOf(this.walkId, this.stop.id));
  }
  get isUntouched() {
    return ["open", "skipped", "before"].includes(this.hold.stateOf(this.walkId, this.stop.id));
  }

  go(step) {
    const next = this.stops[this.at + step];
    if (next) this.app.show("stop", this.walkId, next.id);
    else this.app.show("stops", this.walkId);
  }

  skip() {
    const { skipped } = this.hold.walks.get(this.walkId);
    if (this.isUntouched && !skipped.includes(this.stop.id))
      this.hold.changeWalk(this.walkId, { skipped: [...skipped, this.stop.id] });
    this.app.onward(this.walkId, this.stop.id, this.stops);
  }
}

/** The name of a dimension in people's own words may need two lines; the English ones fit on one. */
const buttonOf = ({ label, lang = "en" }) =>
  lang !== "en" || label.length > "Responsiveness".length ? "button.wraps" : "button";
