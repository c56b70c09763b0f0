// One touchpoint a screen: how it went, five ratings with their anchors, words, signals, the wait, and Save.

import { chips, counted, day, h, icon, outcomes, radios, sheet, swapIcon, uid, words, write } from "./draw.js";
import { asClock } from "./wait.js";

const HOW = "Tap a number to read here what it means. Tap it again for “not observed”.";
const LONG_NAME = 52;
const OWN_WORDS = 15; // letters of one's own before the words of others can sway nobody

/** Return the screen of one stop: `{node, refresh, leave}`. */
export function stopScreen(app, walkId, touchpointId) {
  return new Stop(app, walkId, touchpointId);
}

class Stop {
  constructor(app, walkId, touchpointId) {
    this.app = app;
    this.hold = app.hold;
    this.walkId = walkId;
    this.stops = this.hold.stops(walkId);
    this.at = Math.max(
      0,
      this.stops.findIndex((stop) => stop.id === touchpointId),
    );
    this.stop = this.stops[this.at];
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
    const { app, stop } = this;
    this.count = h("span.num");
    const top = h(
      "div.top",
      { style: `--way:${((this.at + 1) / this.stops.length) * 100}%` },
      h("button", { "aria-label": "Previous stop", onclick: () => this.go(-1) }, icon("back")),
      h("button.list", { onclick: () => app.show("stops", this.walkId) }, icon("list"), this.count),
      h("button", { onclick: () => this.skip() }, "Skip"),
      h("button", { "aria-label": "Next stop", onclick: () => this.go(1) }, icon("fwd")),
    );
    write(this.count, `Stop ${this.at + 1} of ${this.stops.length}`);
    const tag = stop.added ? "Added by you" : stop.is_moment_of_truth ? "Moment of truth" : "";
    this.hint = h("p.hint", { dir: "auto" });
    const read = h(
      "div.read",
      {},
      h("p.stage.small", {}, words("span", stop.stage), tag && h("b", {}, tag)),
      words("h1", stop.name, {
        id: `${this.name}-h`,
        tabIndex: -1,
        className: stop.name.length > LONG_NAME ? "long" : "",
      }),
      this.hint,
    );
    return h(
      "section.screen.stop",
      { "aria-labelledby": `${this.name}-h` },
      top,
      h("div.flow", {}, read, this.drawPromise(), this.drawOutcome(), this.drawRows(), this.anchor, this.drawTools()),
      this.drawBar(),
    );
  }

  drawPromise() {
    const { stop } = this,
      parts = [];
    if (stop.promised_minutes !== null) parts.push(`Promise ${lasting(stop.promised_minutes)}`);
    if (stop.commitments.length) parts.push(counted(stop.commitments.length, "open commitment"));
    const text = parts.join(", ") || (stop.gone ? "No longer in the journey" : "Nothing promised here yet");
    return h("button.known", { onclick: () => this.openKnown() }, icon("book"), h("span", {}, text), icon("fwd"));
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
        h("button", { id, onclick: () => this.explain(dimension) }, h("span", {}, dimension.label)),
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
      words: tool("pen", () => this.openWords()),
      photo: tool("cam", () => this.openMore("photo")),
      signals: tool("flag", () => this.openMore("signals")),
      greeted: tool("hello", () => this.openMore("greeted")),
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

  refresh() {
    const { entry } = this;
    if (!entry) return;
    this.outcome.show(entry.outcome);
    for (const { dimension, group } of this.rows) group.show(entry.ratings[dimension.key]);
    const own = entry.what_happened.trim();
    write(
      this.hint,
      own ? `“${own}”` : this.stop.hint || (this.stop.added ? "Counts at once; the steward sees it." : ""),
    );
    this.hint.classList.toggle("own", Boolean(own));
    const { words: pen, photo, signals, greeted } = this.tools,
      photos = this.hold.photosOf(this.entryId);
    has(photo, "cam", photos.length ? counted(photos.length, "photo") : "Photo", photos.length > 0);
    has(pen, "pen", "Words", Boolean(own));
    has(
      signals,
      "flag",
      entry.signals.length ? counted(entry.signals.length, "signal") : "Signals",
      entry.signals.length > 0,
    );
    has(
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
    const sentence = n ? anchorOf(this.stop.anchors[dimension.key] ?? {}, n) : `${dimension.meaning}.`;
    this.anchor.replaceChildren(
      ...(n ? [h("span.unseen", {}, `${dimension.label} `)] : []),
      h("b", {}, n ? `${n} ` : `${dimension.label}: `),
      words("span", sentence),
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
    else if (this.field === "wait") this.openMore("wait");
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
      this.askWhy(low);
      return;
    }
    if (!saved) {
      this.complain(problem, field);
      this.mendQuietly(field);
      return;
    }
    this.app.savedAt = timeStamp;
    this.hold.settled.then(() => this.app.confirm(`Saved: ${this.stop.name}`)); // once it is on the disk, not before
    this.app.onward(this.walkId, this.stop.id);
  }

  mendQuietly(field) {
    if (field === "outcome") this.outcome.focus();
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
    this.app.onward(this.walkId, this.stop.id);
  }

  // ---- sheets

  openKnown() {
    const { stop } = this,
      part = (title, ...lines) =>
        lines.length ? [h("h3.group", {}, title), ...lines.map((line) => words("p", line))] : [];
    const close = h("button.save.wide", { onclick: () => open.close() }, "Back");
    const open = sheet(
      this.app.root,
      "Known about this stop",
      [
        ...part("Watch for", ...(stop.hint ? [stop.hint] : [])),
        ...part(
          "Promised",
          ...(stop.promised_minutes === null
            ? []
            : [`${stop.service ? `${stop.service}: ` : ""}a first response within ${lasting(stop.promised_minutes)}.`]),
        ),
        ...part("Open commitments", ...stop.commitments),
        ...(stop.hint || stop.commitments.length || stop.promised_minutes !== null
          ? []
          : [h("p", {}, "Nothing is promised here, and nothing is noted to watch for.")]),
      ],
      [close],
    );
  }

  openWords() {
    const id = uid("words"),
      others = h("p"),
      heading = h("h3.group", {}, "Others here, last");
    const show = () => {
      const { latest } = this.stop,
        isFree = this.entry.what_happened.trim().length >= OWN_WORDS;
      heading.hidden = others.hidden = !latest;
      others.dir = isFree ? "auto" : "ltr";
      if (latest)
        write(
          others,
          isFree
            ? `“${latest.words}” (${this.outcomeLabel(latest.outcome)}${latest.day ? `, ${day(latest.day)}` : ""})`
            : "Shown once your own words are written, so that they do not sway you.",
        );
    };
    const text = h("textarea", {
      id,
      rows: 6,
      dir: "auto",
      maxlength: 10000,
      value: this.entry.what_happened,
      oninput: () => {
        this.change({ what_happened: text.value });
        show();
      },
    });
    const open = sheet(
      this.app.root,
      "What happened?",
      [h("label.small", { htmlFor: id }, "Facts before feelings. No names."), text, heading, others],
      [h("button.save.wide", { onclick: () => open.close() }, "Keep")],
      () => {
        this.refresh();
        this.tools.words.focus();
      },
    );
    show();
    text.focus();
  }

  outcomeLabel(key) {
    return (this.programme.outcomes.find((each) => each.key === key)?.label ?? "not judged").toLowerCase();
  }

  openMore(where) {
    const { entry } = this,
      ids = { greeted: uid("greeted"), good: uid("good"), hard: uid("hard"), wait: uid("wait") };
    const meaning = h("p.small.meaning", { role: "status" });
    const greeted = radios({
      name: ids.greeted,
      labelledby: `${ids.greeted}-h`,
      options: [
        { key: "yes", label: "Yes" },
        { key: "no", label: "No" },
        { key: "no one there", label: "No one there" },
      ],
      chosen: entry.greeted,
      onchoose: (key) => this.change({ greeted: key }),
    });
    const group = (isGood, id) =>
      chips({
        options: this.programme.signals.filter((signal) => signal.is_good === isGood),
        chosen: this.entry.signals.filter((key) => this.isGood(key) === isGood),
        labelledby: id,
        onchange: (on, signal) => {
          this.change({ signals: [...this.entry.signals.filter((key) => this.isGood(key) !== isGood), ...on] });
          write(meaning, `${signal.label}: ${signal.meaning}.`);
        },
      });
    const wait = h("input.box", {
      id: ids.wait,
      autocomplete: "off",
      placeholder: "1:30, 1,5 or 90 s",
      maxlength: 40,
      value: entry.clock_started_at ? "" : entry.wait,
      oninput: () => {
        this.change({ wait: wait.value, clock_started_at: null });
        if (this.field === "wait") this.complain("");
      },
    });
    const open = sheet(
      this.app.root,
      "Photo, signals, greeting",
      [
        h("h3.group", { id: `${ids.greeted}-h` }, "Greeted within ten seconds?"),
        greeted.node,
        h("h3.group", { id: ids.good }, "It was"),
        group(true, ids.good),
        h("h3.group", { id: ids.hard }, "It was hard because of"),
        group(false, ids.hard),
        meaning,
        ...this.drawPhotos(uid("photos")),
        h("h3.group", {}, h("label", { htmlFor: ids.wait }, "Wait, if you did not use the clock")),
        wait,
      ],
      [
        !this.isUntouched &&
          h(
            "button.btn.quiet",
            { onclick: () => this.clear(open) },
            this.entry.saved ? "Take it back" : "Clear this stop",
          ),
        h("button.save.wide", { onclick: () => open.close() }, "Keep"),
      ],
      () => {
        this.refresh();
        (this.tools[where] ?? this.tools.signals).focus();
      },
    );
    if (where === "wait") wait.focus();
    else if (where === "photo") open.node.querySelector("[type=file]").focus();
    else if (where === "signals") open.node.querySelector("[type=checkbox]")?.focus();
    else greeted.focus();
  }

  /** Return the photos of this stop, and the way to add one. */
  drawPhotos(id) {
    const list = h("div.thumbs"),
      note = h("p.note", { role: "alert" });
    const show = () => {
      list.querySelectorAll("figure").forEach((each) => each.remove());
      list.prepend(
        ...this.hold.photosOf(this.entryId).map((photo) => {
          const address = URL.createObjectURL(photo.blob);
          const picture = h("img", {
            src: address,
            alt: "Photo of this stop",
            onload: () => URL.revokeObjectURL(address),
          });
          const state = { kept: "arrived", refused: photo.sentence }[photo.state] ?? "waiting";
          const drop =
            !photo.state &&
            !photo.arrived &&
            h(
              "button",
              {
                "aria-label": "Take this photo away",
                onclick: () => {
                  this.hold.dropPhoto(photo.id);
                  show();
                },
              },
              picture,
            );
          return h("figure", {}, drop || picture, h("figcaption", {}, state));
        }),
      );
    };
    const input = h("input.over", {
      type: "file",
      accept: "image/*",
      multiple: true,
      "aria-describedby": id,
      onchange: async () => {
        write(note, "");
        const { shrink } = await import("./photos.js");
        for (const file of input.files)
          await shrink(file).then(
            (small) => this.hold.addPhoto(this.entryId, small),
            (problem) => write(note, problem.message),
          );
        input.value = "";
        show();
      },
    });
    list.append(h("label.btn", {}, icon("cam"), h("span", {}, "Add a photo"), input));
    show();
    return [h("h3.group", { id }, "Photo: no faces, no screens, no badges"), list, note];
  }

  isGood(key) {
    return this.programme.signals.find((signal) => signal.key === key)?.is_good ?? true;
  }

  clear(open) {
    open.close();
    this.hold.clearEntry(this.entryId);
    this.app.confirm(`Empty again: ${this.stop.name}`);
    this.app.show("stop", this.walkId, this.stop.id);
  }

  askWhy([key, rating]) {
    const label = this.programme.dimensions.find((dimension) => dimension.key === key)?.label ?? "it";
    const id = uid("why");
    const text = h("textarea", {
      id,
      rows: 3,
      dir: "auto",
      maxlength: 10000,
      oninput: () => {
        this.change({ what_happened: text.value });
        write(band, "");
      },
    });
    const band = h("p.note", { role: "alert" });
    const causes = radios({
      name: `${id}-no`,
      labelledby: `${id}-no-h`,
      kind: "chip",
      options: this.programme.causes_of_no_words,
      chosen: this.entry.why_no_words,
      onchoose: (why) => {
        this.change({ why_no_words: why });
        write(band, "");
      },
    });
    const save = (event) => {
      if (!this.entry.what_happened.trim() && !this.entry.why_no_words) {
        write(band, "One sentence, or tap why not.");
        text.focus();
        return;
      }
      open.close();
      this.save(event);
    };
    const open = sheet(
      this.app.root,
      `What made ${label} a ${rating}?`,
      [
        h("label.small", { htmlFor: id }, "One sentence or one photo, so that it can be mended."),
        text,
        h("h3.group", { id: `${id}-no-h` }, "Or say why not"),
        causes.node,
        band,
      ],
      [
        h("button.btn", { onclick: () => open.close() }, "Back"),
        h("button.save", { onclick: save }, "Save ", icon("fwd")),
      ],
      () => this.refresh(),
    );
    text.focus();
  }
}

function has(button, name, text, isSo) {
  button.classList.toggle("has", isSo);
  write(button.querySelector("span"), text);
  swapIcon(button, isSo ? "tick" : name);
}

/** Return the sentence of a number: 2 and 4 lean on the sentence of 3. */
function anchorOf(anchors, n) {
  if (anchors[n]) return anchors[n];
  if (anchors[3] && (n === 2 || n === 4)) return `${n === 2 ? "Less" : "More"} than “${anchors[3]}”`;
  const near = anchors[n < 3 ? 1 : 5];
  return near
    ? `Near “${near}”`
    : ["", "poor", "below what is right", "as it should be", "above that", "could not be better"][n];
}

function lasting(minutes) {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  if (minutes < 120) return `${+minutes.toFixed(1)} min`;
  return minutes < 2880 ? `${+(minutes / 60).toFixed(1)} hours` : `${+(minutes / 1440).toFixed(1)} days`;
}
