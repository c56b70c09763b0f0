// What the phone holds, from its opening on: the programme it is given, and what is looked after while time goes by.

import { opened } from "./disk.js";
import { speak } from "./draw.js";
import { HOME, Outbox, PATIENCE_MS, PROTOCOL, troubleOf } from "./outbox.js";
import { utc, uuid7 } from "./record.js";

export const UNDO_SECONDS = 10;
const DAY_MS = 86_400_000;
const SAME_CLOCK_MS = 10 * 60_000;

/** Open what this phone holds; the programme is fetched behind it. */
export async function open() {
  const hold = new Hold();
  await hold._begin();
  return hold;
}

class Hold extends Outbox {
  skew = 0; // milliseconds the server's clock is ahead of this phone's, nothing below ten minutes
  _stop = new AbortController();
  _fetched = 0;

  async _begin() {
    const asked = this._askProgramme(); // on its way while the phone looks up what it holds
    try {
      this._db = await opened();
      this._db.onversionchange = () => this._db.close();
      await this._read();
    } catch {
      this.storage = "forbidden";
    }
    this.programme = this._rest.programme ?? null;
    speak(this.programme?.language);
    if (!this._rest.phone) this._note("phone", uuid7());
    if (this._channel) this._channel.onmessage = ({ data }) => this._hear(data);
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this._stop.signal });
    const look = () => {
      if (!document.hidden) {
        this._next = 0;
        this.sync();
        if (Date.now() > this._fetched + 60_000) this.fetchProgramme();
      }
    };
    on(self, "online", look);
    on(self, "focus", look);
    on(self, "pageshow", look);
    on(document, "visibilitychange", look);
    const timer = setInterval(() => this._tick(), 1000);
    this._stop.signal.addEventListener("abort", () => clearInterval(timer));
    this._sweep();
    this.fetchProgramme(asked);
    this.sync();
  }

  /** Leave the walk to other tabs and listen no more. */
  close() {
    this.leave();
    this._stop.abort();
    this._channel?.close();
    this._db?.close();
    this._db = null;
  }

  _tick() {
    const givenUp = this.givenUp;
    if (givenUp && Date.now() > givenUp.given_up_at + UNDO_SECONDS * 1000) this._sweep();
    this._writeAgain();
    const { waiting, heads, photos } = this.waiting;
    if (Date.now() < this._next) return;
    if (waiting || heads || photos) this.sync();
    else if (this.trouble || !this.programme) {
      this._next = Date.now() + this._pause;
      this.fetchProgramme();
    }
  }

  /** Let go of what is done with: walks given up ten seconds ago, and those whose every part arrived a day ago. */
  _sweep() {
    for (const walk of this.walks.values()) {
      if (walk.given_up_at && !walk.is_gone && Date.now() > walk.given_up_at + UNDO_SECONDS * 1000) {
        walk.is_gone = true;
        walk.finished_at ??= utc();
        walk.version = this._due(walk);
        for (const entry of this.entriesOf(walk.id)) {
          if (!this._isTried(entry.id)) {
            this._drop("entries", entry.id);
            continue;
          }
          entry.saved = { ...entry.saved, withdrawn: true };
          entry.version = Math.max(entry.version, this._arrived(entry.id)) + 1;
          this._put("entries", entry, null, "strict");
        }
        this._put("walks", walk, null, "strict");
        if (this.editing === walk.id) this.leave();
      }
      const parts = [...this.entries.values()].filter((entry) => entry.walk_id === walk.id);
      const isHere = parts.every(
        (entry) => !entry.saved || (!this._waits(entry) && !this._isRefused(entry) && !this.stands(entry.id)),
      );
      const isDone = walk.is_gone
        ? !this._isTried(walk.id) || this._arrived(walk.id) >= walk.version
        : walk.finished_at &&
          Date.now() > Date.parse(walk.finished_at) + DAY_MS &&
          this._arrived(walk.id) >= walk.version;
      const photos = [...this.photos.values()].filter((photo) => photo.walk_id === walk.id);
      if (!isDone || !isHere || photos.some((photo) => !photo.state && !walk.is_gone)) continue;
      for (const photo of photos) this._drop("photos", photo.id);
      for (const entry of parts) this._drop("entries", entry.id);
      for (const added of this.touchpoints.values()) if (added.walk_id === walk.id) this._drop("touchpoints", added.id);
      this._drop("walks", walk.id);
      this._write(`editors ${walk.id}`, ["editors"], (store) => store("editors").delete(walk.id));
    }
    this._fire();
  }

  _askProgramme() {
    return fetch(new URL("programme", HOME), { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  }

  async fetchProgramme(asked = this._askProgramme()) {
    this._fetched = Date.now();
    const answer = await asked;
    if (!answer) {
      this._suffer("no signal");
      return;
    }
    if (!answer.ok) {
      this._suffer(troubleOf(answer.status), await sentenceOf(answer));
      return;
    }
    const ahead = Date.parse(answer.headers.get("date") ?? "") - Date.now();
    this.skew = Math.abs(ahead) > SAME_CLOCK_MS ? ahead : 0;
    let given;
    try {
      given = await answer.json();
    } catch {
      this._suffer("no signal");
      return;
    }
    if (given.protocol !== PROTOCOL) {
      this._suffer("version");
      return;
    }
    const { waiting, heads } = this.waiting;
    if (!(waiting || heads) || ["no signal", "device", "version"].includes(this.trouble)) this._suffer("");
    if (given.version !== this.programme?.version) this._change(given);
    this._fire();
  }

  /** Take a programme that differs: a walk goes on with the stops it was begun with. */
  _change(given) {
    const had = idsOf(this.programme),
      has = idsOf(given);
    for (const before of this.programme?.journeys ?? []) {
      const key = `before ${before.id}`,
        isWalked = [...this.walks.values()].some((walk) => walk.journey_id === before.id);
      const hasLost = [...idsOf({ journeys: [before] })].some((id) => !has.has(id));
      if (isWalked && hasLost && !this._rest[key]) this._note(key, before);
      else if (!isWalked && this._rest[key]) this._note(key, null);
    }
    for (const part of this.refused) {
      const id = part.touchpoint_id ?? part.journey_id;
      if (has.has(id) && !had.has(id)) this._answered(part.id, { refused: 0 }); // there again: sent again
    }
    this.programme = given;
    speak(given.language);
    this._note("programme", given);
  }
}

async function sentenceOf(answer) {
  try {
    return (await answer.json()).sentence ?? "";
  } catch {
    return "";
  }
}

/** Return the keys of all journeys and touchpoints of a programme. */
function idsOf(programme) {
  const journeys = programme?.journeys ?? [];
  const stops = journeys.flatMap((each) => each.stages.flatMap((stage) => stage.touchpoints));
  return new Set([...journeys, ...stops].map((each) => each.id));
}
