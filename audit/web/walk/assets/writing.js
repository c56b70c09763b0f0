// What a walk is written with; every change names what it belongs to.

import { Editor } from "./editor.js";
import { BLANK, CHOSEN, CONTENT, HEAD, pick, same, utc, uuid7 } from "./record.js";
import { asClock, asciiDigits, askAbout, minutesOf } from "./wait.js";

export class Writing extends Editor {
  /** Begin a walk with what was chosen, and remember the choices. */
  startWalk(head) {
    const walk = {
      id: uuid7(),
      version: 1,
      started_at: utc(),
      journey_id: "",
      method: "",
      place: "",
      scenario: "",
      persona: "",
      observer: "",
      customer_group: "",
      own_area: false,
      recognised: "",
      plan_id: "",
      first_impressions: "",
      first_outcome: "",
      closing_words: "",
      finished_at: null,
      given_up_at: null,
      skipped: [],
      saved_before: [],
      here: "",
      ...head,
    };
    this._note("remembered", { ...this.remembered, ...pick(walk, ["journey_id", ...CHOSEN]) });
    this.walks.set(walk.id, walk);
    navigator.storage?.persist?.();
    this._fire();
    return walk;
  }

  /** Take over a walk that was begun in the form of earlier versions, under its own keys. */
  takeOver({ entry, saved, ...head }) {
    const walk = this.startWalk({ ...head, version: 1, saved_before: saved, here: entry?.touchpoint_id ?? "" });
    if (entry?.touchpoint_id)
      this.entries.set(entry.id, {
        ...structuredClone(BLANK),
        ...entry,
        outcome: entry.outcome ?? "",
        greeted: entry.greeted ?? "",
        walk_id: walk.id,
        version: 0,
        saved: null,
        observed_at: null,
        clock_started_at: null,
      });
    return walk;
  }

  changeWalk(id, fields) {
    const walk = this.walks.get(id);
    const isHead = HEAD.some((name) => name in fields && fields[name] !== walk[name]);
    Object.assign(walk, fields, isHead ? { version: this._due(walk) } : {});
    this._put("walks", walk, id);
    this._fire();
    return walk;
  }

  /** Return the entry of a stop: the open or the saved one, or a new one that nothing was written into yet. */
  entry(walkId, touchpointId) {
    const live = this.entryAt(walkId, touchpointId);
    if (live) return live;
    const entry = {
      id: uuid7(),
      walk_id: walkId,
      touchpoint_id: touchpointId,
      version: 0,
      ...structuredClone(BLANK),
      saved: null,
      observed_at: null,
      clock_started_at: null,
    };
    this.entries.set(entry.id, entry);
    return entry;
  }

  changeEntry(id, fields) {
    const entry = Object.assign(this.entries.get(id), fields);
    this._put("entries", entry, entry.walk_id);
    this._fire();
    return entry;
  }

  startClock(id) {
    const before = minutesOf(this.entries.get(id).wait) ?? 0; // stopped by mistake, it goes on from there
    return this.changeEntry(id, { clock_started_at: Date.now() - Math.round(before * 60_000), wait: "" });
  }

  stopClock(id) {
    return this.changeEntry(id, { wait: this.clock(id), clock_started_at: null });
  }

  /** Return the time on the clock of an entry, "" where none was taken. */
  clock(id) {
    const entry = this.entries.get(id);
    if (entry.clock_started_at) return asClock(Math.max(0, Math.floor((Date.now() - entry.clock_started_at) / 1000)));
    const minutes = minutesOf(entry.wait);
    return typeof minutes === "number" ? asClock(Math.round(minutes * 60)) : entry.wait.trim();
  }

  /** Save an entry: `{saved}`, where it is saved already too, or `{problem, field}` and it stays as it is. */
  saveEntry(id) {
    const entry = this.entries.get(id);
    if (entry.saved && same(entry, entry.saved) && !entry.clock_started_at) return { saved: entry };
    if (!entry.outcome) return { problem: "How did it go? Tap Good, Mixed or Bad.", field: "outcome" };
    const wait = entry.clock_started_at ? this.clock(id) : entry.wait;
    if (minutesOf(wait) === undefined) return { problem: askAbout(wait), field: "wait" };
    const low = Object.entries(entry.ratings).find(([, rating]) => rating <= 2);
    if (low && !entry.what_happened.trim() && !entry.why_no_words && !this.photosOf(id).length)
      return { problem: "", field: "why", low };
    Object.assign(entry, {
      wait: asciiDigits(wait.trim()),
      clock_started_at: null,
      observed_at: entry.observed_at ?? utc(),
    });
    if (entry.what_happened.trim()) entry.why_no_words = "";
    entry.version = Math.max(entry.version, this._arrived(id)) + 1;
    entry.saved = pick(entry, CONTENT);
    this.settled = this._put("entries", entry, entry.walk_id, "strict");
    this._fire();
    this.settled.then(() => {
      this._channel?.postMessage({ look: true });
      this.sync();
    });
    return { saved: entry };
  }

  /** Hold the bytes of a photo that was made small; it is sent after its entry. */
  addPhoto(entryId, bytes) {
    const { walk_id } = this.changeEntry(entryId, {});
    const photo = { id: uuid7(), entry_id: entryId, walk_id, bytes, taken: utc(), arrived: 0, state: "", sentence: "" };
    this.photos.set(photo.id, photo);
    this.settled = this._putPhoto(photo);
    this.settled.then(() => this.sync());
    this._fire();
    return photo;
  }

  /** Return a photo as a file: what is held are its bytes, for a private window of Safari stores no file. */
  pictureOf({ blob, bytes }) {
    return blob ?? new Blob([bytes], { type: "image/jpeg" }); // pages of before held the file
  }

  /** Let go of a photo that has not arrived. */
  dropPhoto(id) {
    this._drop("photos", id);
    this._fire();
  }

  /** Empty a stop: what was written and not saved goes; what was saved is taken back. */
  clearEntry(id) {
    const entry = this.entries.get(id);
    if (!entry.saved) return this.changeEntry(id, { ...structuredClone(BLANK), clock_started_at: null });
    entry.saved = { ...entry.saved, withdrawn: true };
    entry.version = Math.max(entry.version, this._arrived(id)) + 1;
    this.changeEntry(id, { withdrawn: true, clock_started_at: null });
    this.sync();
    return entry;
  }

  /** Add a stop that is missing; it counts at once. */
  addTouchpoint(walkId, stageId, name) {
    const added = { id: uuid7(), walk_id: walkId, stage_id: stageId, name: name.trim() };
    this.touchpoints.set(added.id, added);
    this._put("touchpoints", added, walkId, "strict");
    this._fire();
    return added;
  }

  finish(id) {
    this.changeWalk(id, { finished_at: utc() });
    this.settled = this._put("walks", this.walks.get(id), id, "strict");
    this.settled.then(() => this.sync());
  }

  giveUp(id) {
    this.changeWalk(id, { given_up_at: Date.now() });
  }

  takeUpAgain(id) {
    this.changeWalk(id, { given_up_at: null });
  }

  /** Decide between two texts of one entry: "mine" is sent above what stands, "theirs" takes what stands. */
  choose(id, whose) {
    const entry = this.entries.get(id),
      { stands } = this.answers.get(id);
    if (whose === "mine") entry.version = stands.version + 1;
    else {
      Object.assign(entry, structuredClone(BLANK), pick({ ...BLANK, ...stands }, CONTENT), {
        version: stands.version,
        clock_started_at: null,
      });
      entry.saved = pick(entry, CONTENT);
    }
    this._answered(id, { arrived: stands.version, stands: null });
    this._put("entries", entry, entry.walk_id, "strict");
    this._fire();
    this.sync();
  }
}
