// The outbox: what waits is sent walk by walk, and one bad entry keeps none of the others here.

import { HEAD, isBlank, pick, same, utc } from "./record.js";
import { Writing } from "./writing.js";

export const PROTOCOL = 1;
export const HOME = new URL("/walk/", location.origin); // not from where this stands: that may be the page itself
const FIRST_PAUSE_MS = 2_500;
const LONGEST_PAUSE_MS = 60_000;
const MOST_ENTRIES = 50;
export const PATIENCE_MS = 20_000;

export class Outbox extends Writing {
  _sending = null;
  _again = false;
  _pause = FIRST_PAUSE_MS;
  _next = 0;

  /** Return everything that has not arrived, photos too, as a file for its owner: `{name, text}`. */
  async file() {
    const walks = [...this.walks.values()].map((walk) => ({
      ...this._message(walk, (entry) => !this.hasArrived(entry.id)),
      unsaved: this.entriesOf(walk.id).filter((entry) => !isBlank(entry) && !(entry.saved && same(entry, entry.saved))),
    }));
    const unsent = walks.filter(
      (each) => each.entries.length || each.unsaved.length || each.walk.version > this._arrived(each.walk.id),
    );
    const photos = [...this.photos.values()].filter((photo) => photo.state !== "kept");
    const pictures = photos.map(async ({ id, entry_id, taken, ...picture }) => ({
      id,
      entry_id,
      taken,
      jpeg: await asText(this.pictureOf(picture)),
    }));
    const text = JSON.stringify(
      {
        file: "walks of Moments of Truth",
        protocol: PROTOCOL,
        written_at: utc(),
        person: this.programme?.person ?? "",
        skew: this.skew,
        walks: unsent,
        photos: await Promise.all(pictures),
      },
      null,
      1,
    );
    return { name: `walks-${utc().slice(0, 16).replace(":", "")}.json`, text };
  }

  /** Send what waits, each walk by itself; one bad entry keeps none of the others here. */
  sync() {
    if (this._sending) {
      this._again = true;
      return this._sending;
    }
    this._sending = this._sendAll()
      .catch(() => this._suffer("server"))
      .finally(() => {
        this._sending = null;
        if (this._again) {
          this._again = false;
          this.sync();
        }
        this._fire();
      });
    return this._sending;
  }

  async _sendAll() {
    await this._read().catch(() => {});
    for (const { id } of [...this.walks.values()]) {
      if (this.stands(id)) await this._takeHead(id);
      const walk = this.walks.get(id);
      let most = MOST_ENTRIES;
      while (this._isDue(walk) && !this._isRefused(walk)) {
        const sent = this._message(walk, (entry) => this._waits(entry), most);
        if (
          !sent.entries.length &&
          !sent.touchpoints.length &&
          (walk.version <= this._arrived(walk.id) || this.stands(walk.id))
        )
          break;
        const outcome = await this._post(walk, sent);
        if (outcome === "smaller" && most > 1) {
          most = Math.ceil(most / 4);
          continue;
        }
        if (outcome !== "on") return;
        if (this.stands(id)) await this._takeHead(id);
      }
    }
    await this._sendPhotos();
    this._sweep();
  }

  /** Send the photos whose entries have arrived; each goes on at the byte where it was cut off. */
  async _sendPhotos() {
    const due = [...this.photos.values()].filter((photo) => !photo.state && this._arrived(photo.entry_id));
    if (!due.length) return;
    const { send } = await import("/walk/a/photos.js");
    for (const photo of due) {
      const outgoing = { ...photo, blob: this.pictureOf(photo), entry: photo.entry_id };
      const answer = await send(outgoing, photo.arrived, (bytes) => {
        photo.arrived = bytes;
        this._fire();
      });
      const { arrived, state, sentence, status } = answer;
      Object.assign(photo, { arrived, sentence, state: state === "later" ? "" : state });
      await this._putPhoto(photo);
      if (!photo.state) {
        this._suffer(troubleOf(status), sentence);
        return;
      }
    }
  }

  async _post(walk, sent) {
    for (const { id } of [walk, ...sent.entries]) {
      if (!this._isTried(id)) this._answered(id, { tried: true }); // it may arrive though no answer does
    }
    let answer, given;
    try {
      answer = await fetch(new URL("sync", HOME), {
        method: "POST",
        headers: { "content-type": "application/json", "x-walk": "1" },
        body: JSON.stringify(sent),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      given = await answer.json();
    } catch {
      this._suffer(troubleOf(!answer || answer.ok ? 0 : answer.status));
      return "stop";
    }
    switch (answer.status) {
      case 200:
        break;
      case 413:
        return "smaller";
      case 422:
        this._answer({ id: walk.id, version: walk.version, state: "refused", sentence: given.sentence });
        return "on";
      default:
        this._suffer(troubleOf(answer.status), given.sentence);
        return "stop";
    }
    if (given.protocol !== PROTOCOL) {
      this._suffer("version");
      return "stop";
    }
    for (const each of [
      given.walk,
      ...given.touchpoints.map((touchpoint) => ({ version: 1, ...touchpoint })),
      ...given.entries,
    ])
      this._answer(each);
    this._suffer("");
    this._channel?.postMessage({ look: true });
    if (given.journeys_mark !== this.programme?.journeys_mark) this.fetchProgramme();
    const answered = new Set([...given.entries, ...given.touchpoints].map((each) => each.id));
    const isAnswered = [...sent.entries, ...sent.touchpoints].every((each) => answered.has(each.id));
    return isAnswered ? "on" : "stop"; // else it would be sent for ever
  }

  /** Return a walk as it is sent. */
  _message(walk, isDue, most = Infinity) {
    const entries = this._entriesEver(walk.id)
      .filter((entry) => entry.saved && isDue(entry))
      .slice(0, most);
    const touchpoints = [...this.touchpoints.values()].filter(
      (added) => added.walk_id === walk.id && !this._arrived(added.id) && !this.answers.get(added.id)?.refused,
    );
    return {
      protocol: PROTOCOL,
      phone: this._rest.phone,
      sent_at: utc(),
      walk: { id: walk.id, version: walk.version, ...pick(walk, HEAD) },
      touchpoints: touchpoints.slice(0, MOST_ENTRIES).map(({ id, stage_id, name }) => ({ id, stage_id, name })),
      entries: entries.map((entry) => ({
        id: entry.id,
        version: entry.version,
        touchpoint_id: entry.touchpoint_id,
        observed_at: entry.observed_at,
        ...entry.saved,
      })),
    };
  }

  _suffer(trouble, sentence = "") {
    this.trouble = trouble;
    this.sentence = sentence;
    this._pause = trouble ? Math.min(LONGEST_PAUSE_MS, this._pause * 2) : FIRST_PAUSE_MS;
    this._next = trouble ? Date.now() + this._pause : 0;
    this._fire();
  }
}

/** Return what ails by the status of an answer, 0 where none came. */
export function troubleOf(status) {
  return { 0: "no signal", 401: "device", 403: "foreign", 409: "version" }[status] ?? "server";
}

/** Return a picture as a text that a browser's address line shows. */
function asText(blob) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => done("");
    reader.readAsDataURL(blob);
  });
}
