// One editor a walk: a second tab is told where it is open, and may take it over.

import { CHOSEN, isBlank, pick } from "./record.js";
import { Walks } from "./walks.js";

const NOTED = ["recognised", "first_impressions", "first_outcome", "closing_words"];

export class Editor extends Walks {
  _free = null;
  _channel = "BroadcastChannel" in self ? new BroadcastChannel("moments-walk") : null;

  /** Become the one editor of a walk: true, or false where another tab is; `take` takes it over. */
  async edit(walkId, take = false) {
    if (this.editing === walkId) return true;
    this.leave();
    if (!(await (navigator.locks ? this._lock(walkId, take) : this._claim(walkId, take)))) return false;
    this.editing = walkId;
    await this._put("editors", { id: walkId, token: this._token }, null, "strict");
    await this._read(walkId); // after the token: what the other tab wrote until then is in
    this._takeUp(walkId);
    for (const entry of this.entries.values())
      if (entry.walk_id === walkId && !isBlank(entry)) this._put("entries", entry, walkId);
    this._put("walks", this.walks.get(walkId), walkId);
    this._fire();
    return true;
  }

  leave() {
    this.editing = null;
    this._free?.();
    this._free = null;
  }

  _lock(walkId, take) {
    return new Promise((answer) => {
      navigator.locks
        .request(`moments-walk ${walkId}`, take ? { steal: true } : { ifAvailable: true }, (lock) => {
          answer(Boolean(lock));
          return lock
            ? new Promise((free) => {
                this._free = free;
              })
            : undefined;
        })
        .catch(() => {
          answer(false);
          this._lose(walkId);
        });
    });
  }

  _claim(walkId, take) {
    // plain http off loopback has no locks: the tabs ask each other
    if (!this._channel) return Promise.resolve(true);
    this._channel.postMessage(take ? { take: walkId } : { ask: walkId });
    if (take) return Promise.resolve(true);
    return new Promise((answer) => {
      const hear = ({ data }) => {
        if (data.mine === walkId) answer(false);
      };
      this._channel.addEventListener("message", hear);
      setTimeout(() => {
        this._channel?.removeEventListener("message", hear);
        answer(true);
      }, 250);
    });
  }

  _hear(message) {
    if (message.ask && message.ask === this.editing) this._channel.postMessage({ mine: message.ask });
    if (message.take && message.take === this.editing) this._lose(message.take);
    if (message.look) this._read().then(() => this._fire());
  }

  _lose(walkId) {
    if (this.editing !== walkId) return;
    this.leave();
    this.dispatchEvent(new CustomEvent("lost", { detail: walkId }));
    this._fire();
  }

  /** Take the head of a walk that was corrected in the app, unless another tab is at it: that one takes it. */
  async _takeHead(id) {
    if (this.editing === id || !navigator.locks) this._takeUp(id);
    else
      await navigator.locks.request(`moments-walk ${id}`, { ifAvailable: true }, (lock) => {
        if (lock) this._takeUp(id);
      });
  }

  /** What was corrected stands; what only the walk itself can tell stays as noted here, and goes out above it. */
  _takeUp(id) {
    const walk = this.walks.get(id),
      stands = this.stands(id);
    if (!walk || !stands) return;
    Object.assign(walk, pick(stands, CHOSEN), { recognised: walk.recognised || stands.recognised });
    walk.version = stands.version + (NOTED.some((name) => (walk[name] || "") !== (stands[name] || "")) ? 1 : 0);
    this._answered(id, { arrived: stands.version, stands: null });
    this._put("walks", walk, null, "strict");
  }
}
