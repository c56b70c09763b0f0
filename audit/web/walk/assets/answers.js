// What became of all that was sent: what waits, what arrived, what was refused, and where another text stands.

import { Disk } from "./disk.js";

export class Answers extends Disk {
  trouble = ""; // "", "no signal", "server", "device", "version", "foreign"
  sentence = "";

  /** Return how many saved entries wait, how many arrived, when the last did, and what needs a person. */
  get waiting() {
    const saved = [...this.entries.values()].filter((entry) => entry.saved);
    const heads = [...this.walks.values()].filter(
      (walk) => this._isDue(walk) && !this._isRefused(walk) && walk.version > this._arrived(walk.id),
    );
    return {
      waiting: saved.filter((entry) => this._waits(entry)).length,
      heads: heads.length,
      arrived: this._rest.arrived ?? 0,
      last: this._rest.last ?? null,
      trouble: this.trouble,
      photos: [...this.photos.values()].filter((photo) => !photo.state).length,
      refused: this.refused.length + this.refusedPhotos.length,
      conflicts: this.conflicts.length,
    };
  }

  get conflicts() {
    return [...this.entries.values()].filter((entry) => this.answers.get(entry.id)?.stands);
  }

  get refused() {
    const parts = [...this.entries.values(), ...this.walks.values()];
    return parts.filter((part) => this._isRefused(part));
  }

  get refusedPhotos() {
    return [...this.photos.values()].filter((photo) => photo.state === "refused");
  }

  refusal(id) {
    const part = this.entries.get(id) ?? this.walks.get(id);
    return part && this._isRefused(part) ? this.answers.get(id).sentence : "";
  }

  stands(id) {
    return this.answers.get(id)?.stands ?? null;
  }

  hasArrived(id) {
    const entry = this.entries.get(id);
    return Boolean(entry?.saved) && !this._waits(entry) && !this.refusal(id);
  }

  _answer({ id, version, state, sentence = "", stands = null }) {
    const before = this._arrived(id);
    if (state === "kept") {
      if (this.entries.has(id)) {
        if (!before) this._note("arrived", (this._rest.arrived ?? 0) + 1);
        this._note("last", Date.now());
      }
      this._answered(id, { arrived: Math.max(before, version), stands: null });
    } else if (state === "refused") this._answered(id, { refused: version, sentence, stands: null });
    else this._answered(id, { stands });
  }

  /** Note what became of something that was sent, apart from the records themselves: those belong to their editor. */
  _answered(id, fields) {
    const answer = { id, arrived: 0, ...this.answers.get(id), ...fields };
    this.answers.set(id, answer);
    this._put("answers", answer);
  }

  _entriesEver(walkId) {
    return [...this.entries.values()].filter((entry) => entry.walk_id === walkId);
  }

  _isTried(id) {
    return Boolean(this.answers.get(id)?.tried);
  }

  _arrived(id) {
    return this.answers.get(id)?.arrived ?? 0;
  }

  _due(part) {
    return part.version > this._arrived(part.id) && !this._isTried(part.id)
      ? part.version
      : Math.max(part.version, this._arrived(part.id)) + 1;
  }

  _isRefused(part) {
    const answer = this.answers.get(part.id);
    return Boolean(answer?.refused) && answer.refused >= part.version;
  }

  _waits(entry) {
    return (
      Boolean(entry.saved) &&
      entry.version > this._arrived(entry.id) &&
      !this._isRefused(entry) &&
      !this.stands(entry.id)
    );
  }

  /** Tell whether a walk is to be sent at all: one that was only opened is nobody's business. */
  _isDue(walk) {
    if (walk.given_up_at && !walk.is_gone) return false;
    if (walk.is_gone) return this._isTried(walk.id);
    return Boolean(
      walk.finished_at ||
      walk.first_impressions ||
      walk.first_outcome ||
      this._entriesEver(walk.id).some((entry) => entry.saved),
    );
  }
}
