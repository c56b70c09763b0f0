// The phone's own database: memory answers at once, IndexedDB is written behind every event.

import { uuid7 } from "./record.js";

const STORES = ["walks", "entries", "touchpoints", "answers", "editors", "rest", "photos"];

export class Disk extends EventTarget {
  programme = null;
  walks = new Map();
  entries = new Map();
  touchpoints = new Map();
  answers = new Map();
  photos = new Map();
  editing = null;
  storage = ""; // "", "forbidden", "full"
  settled = Promise.resolve(); // the last strict write
  _db = null;
  _token = uuid7();
  _rest = {};
  _unwritten = new Map();
  _looked = 0; // reads that have begun
  _written = new Map(); // the key of what was written here -> how many reads had begun by then

  get remembered() {
    return this._rest.remembered ?? {};
  }

  async _read(only = null) {
    if (!this._db) return;
    const turn = ++this._looked,
      tx = this._db.transaction(STORES, "readonly");
    const [walks, entries, touchpoints, answers, , rest, photos] = await Promise.all(
      STORES.map((name) => resultOf(tx.objectStore(name).getAll())),
    );
    const mine = (walkId) => (only ? walkId === only : walkId !== this.editing);
    // what was written after this read began is newer than what it found
    const still = (name, found) => found.filter(({ id }) => !(this._written.get(`${name} ${id}`) >= turn));
    for (const walk of still("walks", walks)) if (mine(walk.id)) this.walks.set(walk.id, walk);
    for (const entry of still("entries", entries)) if (mine(entry.walk_id)) this.entries.set(entry.id, entry);
    for (const added of still("touchpoints", touchpoints)) this.touchpoints.set(added.id, added);
    for (const photo of still("photos", photos)) if (!this.photos.has(photo.id)) this.photos.set(photo.id, photo);
    for (const answer of still("answers", answers)) this.answers.set(answer.id, answer);
    for (const { id, value } of still("rest", rest))
      if (id !== "programme" || !this._rest.programme) this._rest[id] = value;
  }

  /** Write one record; a walk's records only while this tab is its editor. */
  _put(name, record, walkId = null, durability = "relaxed") {
    if (walkId && this.editing !== walkId) return Promise.resolve();
    return this._write(
      `${name} ${record.id}`,
      walkId ? [name, "editors"] : [name],
      (store) => {
        if (!walkId) {
          store(name).put(record);
          return;
        }
        const editor = store("editors").get(walkId);
        editor.onsuccess = () => {
          const isFull = this._unwritten.has(`editors ${walkId}`); // then what stands there says nothing
          if (isFull || editor.result?.token === this._token) store(name).put(record);
          else this._lose(walkId);
        };
      },
      durability,
    );
  }

  /** Write what belongs to one key; where that fails, the last of each key is written again later. */
  _write(key, names, act, durability = "relaxed") {
    if (!this._db) return Promise.resolve();
    this._written.set(key, this._looked);
    return new Promise((done) => {
      const failed = (problem) => {
        this._unwritten.set(key, () => this._write(key, names, act, durability));
        if (this.storage !== "full") {
          this.storage = problem?.name === "QuotaExceededError" ? "full" : "forbidden";
          this._fire();
        }
        done();
      };
      try {
        const tx = this._db.transaction(names, "readwrite", { durability });
        tx.oncomplete = () => done();
        this._unwritten.delete(key);
        tx.onabort = () => failed(tx.error);
        act((name) => tx.objectStore(name));
      } catch (problem) {
        failed(problem);
      }
    });
  }

  _putPhoto(photo) {
    return this._put("photos", photo, null, "strict");
  }

  _note(id, value) {
    this._rest[id] = value;
    return this._put("rest", { id, value });
  }

  _drop(name, id) {
    this[name].delete(id);
    this.answers.delete(id);
    this._write(`${name} ${id}`, [name, "answers"], (store) => {
      store(name).delete(id);
      store("answers").delete(id);
    });
  }

  /** Write again what there was no room for. */
  _writeAgain() {
    if (!this._unwritten.size) return;
    const again = [...this._unwritten.values()];
    this._unwritten.clear();
    this.storage = "";
    Promise.all(again.map((write) => write())).then(() => this._fire());
  }

  _fire() {
    this.dispatchEvent(new Event("change"));
  }
}

function resultOf(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

export function opened() {
  return new Promise((done, failed) => {
    const request = indexedDB.open("moments-walk", 2);
    request.onupgradeneeded = () => {
      for (const name of STORES)
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name, { keyPath: "id" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // a newer page in another tab is not kept waiting
      done(request.result);
    };
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("blocked"));
  });
}
