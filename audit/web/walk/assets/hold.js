// What the phone holds: memory answers at once, IndexedDB is written behind every event, and what waits is sent.

import { asClock, asciiDigits, askAbout, minutesOf } from "./wait.js";

export const PROTOCOL = 1;
export const UNDO_SECONDS = 10;
const HOME = new URL("../", import.meta.url); // where the routes are: beside the folder of the modules
const STORES = ["walks", "entries", "touchpoints", "answers", "editors", "rest", "photos"];
const HEAD = [
  "journey_id",
  "method",
  "started_at",
  "place",
  "scenario",
  "observer",
  "customer_group",
  "own_area",
  "recognised",
  "plan_id",
  "first_impressions",
  "first_outcome",
  "closing_words",
  "finished_at",
];
const CONTENT = ["outcome", "ratings", "what_happened", "wait", "greeted", "signals", "why_no_words", "withdrawn"];
const CHOICES = ["journey_id", "method", "place", "scenario", "observer", "customer_group", "own_area"];
const CORRECTED = ["method", "place", "scenario", "observer", "customer_group", "own_area"]; // of a head, in the app
const NOTED = ["recognised", "first_impressions", "first_outcome", "closing_words"];
const BLANK = {
  outcome: "",
  ratings: {},
  what_happened: "",
  wait: "",
  greeted: "",
  signals: [],
  why_no_words: "",
  withdrawn: false,
};
const FIRST_PAUSE_MS = 2_500;
const LONGEST_PAUSE_MS = 60_000;
const MOST_ENTRIES = 50;
const PATIENCE_MS = 20_000;
const DAY_MS = 86_400_000;
const SAME_CLOCK_MS = 10 * 60_000;

/** Return a UUIDv7: its first 48 bits are the time, so that keys stand in the order they were made. */
export function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let at = 5; at >= 0; at--) {
    bytes[at] = now % 256;
    now = Math.floor(now / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const utc = () => new Date().toISOString();
const pick = (record, names) => Object.fromEntries(names.map((name) => [name, structuredClone(record[name])]));
const same = (one, other) => CONTENT.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
const isBlank = (entry) => same(entry, BLANK) && !entry.clock_started_at;

/** Open what this phone holds; the programme is fetched behind it. */
export async function open() {
  const hold = new Hold();
  await hold._begin();
  return hold;
}

class Hold extends EventTarget {
  programme = null;
  walks = new Map();
  entries = new Map();
  touchpoints = new Map();
  answers = new Map();
  photos = new Map();
  editing = null;
  skew = 0; // milliseconds the server's clock is ahead of this phone's, nothing below ten minutes
  trouble = ""; // "", "no signal", "server", "device", "version", "foreign"
  sentence = "";
  storage = ""; // "", "forbidden", "full"
  settled = Promise.resolve(); // the last strict write
  #db = null;
  #token = uuid7();
  #rest = {};
  #free = null;
  #unwritten = new Map();
  #channel = "BroadcastChannel" in self ? new BroadcastChannel("moments-walk") : null;
  #sending = null;
  #again = false;
  #pause = FIRST_PAUSE_MS;
  #next = 0;
  #stop = new AbortController();
  #fetched = 0;

  async _begin() {
    const asked = this.#askProgramme(); // on its way while the phone looks up what it holds
    try {
      this.#db = await opened();
      this.#db.onversionchange = () => this.#db.close();
      await this.#read();
    } catch {
      this.storage = "forbidden";
    }
    this.programme = this.#rest.programme ?? null;
    if (!this.#rest.phone) this.#note("phone", uuid7());
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.#hear(data);
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#stop.signal });
    const look = () => {
      if (!document.hidden) {
        this.#next = 0;
        this.sync();
        if (Date.now() > this.#fetched + 60_000) this.fetchProgramme();
      }
    };
    on(self, "online", look);
    on(self, "focus", look);
    on(self, "pageshow", look);
    on(document, "visibilitychange", look);
    const timer = setInterval(() => this.#tick(), 1000);
    this.#stop.signal.addEventListener("abort", () => clearInterval(timer));
    this.#sweep();
    this.fetchProgramme(asked);
    this.sync();
  }

  /** Leave the walk to other tabs and listen no more. */
  close() {
    this.leave();
    this.#stop.abort();
    this.#channel?.close();
    this.#db?.close();
    this.#db = null;
  }

  // ---- what is read

  get remembered() {
    return this.#rest.remembered ?? {};
  }

  /** Return how many saved entries wait, how many arrived, when the last did, and what needs a person. */
  get waiting() {
    const saved = [...this.entries.values()].filter((entry) => entry.saved);
    const heads = [...this.walks.values()].filter(
      (walk) => this.#isDue(walk) && !this.#isRefused(walk) && walk.version > this.#arrived(walk.id),
    );
    return {
      waiting: saved.filter((entry) => this.#waits(entry)).length,
      heads: heads.length,
      arrived: this.#rest.arrived ?? 0,
      last: this.#rest.last ?? null,
      trouble: this.trouble,
      photos: [...this.photos.values()].filter((photo) => !photo.state).length,
      refused: this.refused.length,
      conflicts: this.conflicts.length,
    };
  }

  photosOf(entryId) {
    return [...this.photos.values()].filter((photo) => photo.entry_id === entryId);
  }

  get conflicts() {
    return [...this.entries.values()].filter((entry) => this.answers.get(entry.id)?.stands);
  }
  get refused() {
    const parts = [...this.entries.values(), ...this.walks.values()];
    return parts.filter((part) => this.#isRefused(part));
  }

  refusal(id) {
    const part = this.entries.get(id) ?? this.walks.get(id);
    return part && this.#isRefused(part) ? this.answers.get(id).sentence : "";
  }
  stands(id) {
    return this.answers.get(id)?.stands ?? null;
  }
  hasArrived(id) {
    const entry = this.entries.get(id);
    return Boolean(entry?.saved) && !this.#waits(entry) && !this.refusal(id);
  }

  /** Return the walks that go on, the latest first. */
  get going() {
    const open = [...this.walks.values()].filter((walk) => !walk.finished_at && !walk.given_up_at);
    return open.sort((one, other) => (one.started_at < other.started_at ? 1 : -1));
  }

  get givenUp() {
    return [...this.walks.values()].find((walk) => walk.given_up_at && !walk.is_gone) ?? null;
  }

  /** Return the stops of a walk in their order: the journey's, those added here, and those that went from it since. */
  stops(walkId) {
    const walk = this.walks.get(walkId);
    const now = this.programme?.journeys.find((each) => each.id === walk.journey_id);
    const stops =
      (now ?? walk.before)?.stages.flatMap((stage) =>
        stage.touchpoints.map((touchpoint) => ({ ...touchpoint, stage: stage.name, stage_id: stage.id, gone: !now })),
      ) ?? [];
    const known = new Set(stops.map((stop) => stop.id));
    for (const added of this.touchpoints.values()) {
      if (added.walk_id !== walkId || known.has(added.id)) continue;
      const last = stops.findLastIndex((stop) => stop.stage_id === added.stage_id);
      const stage = stops[last]?.stage ?? now?.stages.find((each) => each.id === added.stage_id)?.name ?? "";
      stops.splice(last + 1 || stops.length, 0, {
        id: added.id,
        name: added.name,
        hint: "",
        anchors: {},
        commitments: [],
        promised_minutes: null,
        service: "",
        latest: null,
        stage,
        stage_id: added.stage_id,
        added: true,
      });
      known.add(added.id);
    }
    for (const entry of this.entriesOf(walkId)) {
      if (known.has(entry.touchpoint_id) || (isBlank(entry) && !entry.saved)) continue;
      const before = walk.before?.stages
        .flatMap((stage) => stage.touchpoints)
        .find((each) => each.id === entry.touchpoint_id);
      stops.push({
        hint: "",
        anchors: {},
        commitments: [],
        promised_minutes: null,
        service: "",
        latest: null,
        name: "A stop of before",
        ...before,
        id: entry.touchpoint_id,
        stage: "No longer in the journey",
        stage_id: "",
        gone: true,
      });
      known.add(entry.touchpoint_id);
    }
    return stops;
  }

  stages(walkId) {
    const walk = this.walks.get(walkId);
    return (this.programme?.journeys.find((each) => each.id === walk.journey_id) ?? walk.before)?.stages ?? [];
  }

  entriesOf(walkId) {
    return [...this.entries.values()].filter((entry) => entry.walk_id === walkId && !entry.saved?.withdrawn);
  }

  /** Return how a stop stands: "open", "begun", "saved", "changed" (saved, then written in), "before" or "skipped". */
  stateOf(walkId, touchpointId) {
    const entry = this.entriesOf(walkId).find((each) => each.touchpoint_id === touchpointId);
    if (entry?.saved) return same(entry, entry.saved) ? "saved" : "changed";
    if (entry && !isBlank(entry)) return "begun";
    const walk = this.walks.get(walkId);
    if (walk.saved_before?.includes(touchpointId)) return "before";
    return walk.skipped?.includes(touchpointId) ? "skipped" : "open";
  }

  // ---- what is changed; every change names what it belongs to

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
    this.#note("remembered", { ...this.remembered, ...pick(walk, CHOICES) });
    this.walks.set(walk.id, walk);
    navigator.storage?.persist?.();
    this.#fire();
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
    Object.assign(walk, fields, isHead ? { version: this.#due(walk) } : {});
    this.#put("walks", walk, id);
    this.#fire();
    return walk;
  }

  /** Return the entry of a stop: the open or the saved one, or a new one that nothing was written into yet. */
  entry(walkId, touchpointId) {
    const live = this.entriesOf(walkId).find((each) => each.touchpoint_id === touchpointId);
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
    this.#put("entries", entry, entry.walk_id);
    this.#fire();
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
    entry.version = Math.max(entry.version, this.#arrived(id)) + 1;
    entry.saved = pick(entry, CONTENT);
    this.settled = this.#put("entries", entry, entry.walk_id, "strict");
    this.#fire();
    this.settled.then(() => {
      this.#channel?.postMessage({ look: true });
      this.sync();
    });
    return { saved: entry };
  }

  /** Hold a photo that was made small; it is sent after its entry. */
  addPhoto(entryId, blob) {
    const { walk_id } = this.changeEntry(entryId, {});
    const photo = { id: uuid7(), entry_id: entryId, walk_id, blob, taken: utc(), arrived: 0, state: "", sentence: "" };
    this.photos.set(photo.id, photo);
    this.settled = this.#putPhoto(photo);
    this.settled.then(() => this.sync());
    this.#fire();
    return photo;
  }

  /** Let go of a photo that has not arrived. */
  dropPhoto(id) {
    this.#drop("photos", id);
    this.#fire();
  }

  /** Empty a stop: what was written and not saved goes; what was saved is taken back. */
  clearEntry(id) {
    const entry = this.entries.get(id);
    if (!entry.saved) return this.changeEntry(id, { ...structuredClone(BLANK), clock_started_at: null });
    entry.saved = { ...entry.saved, withdrawn: true };
    entry.version = Math.max(entry.version, this.#arrived(id)) + 1;
    this.changeEntry(id, { withdrawn: true, clock_started_at: null });
    this.sync();
    return entry;
  }

  /** Add a stop that is missing; it counts at once. */
  addTouchpoint(walkId, stageId, name) {
    const added = { id: uuid7(), walk_id: walkId, stage_id: stageId, name: name.trim() };
    this.touchpoints.set(added.id, added);
    this.#put("touchpoints", added, walkId, "strict");
    this.#fire();
    return added;
  }

  finish(id) {
    this.changeWalk(id, { finished_at: utc() });
    this.settled = this.#put("walks", this.walks.get(id), id, "strict");
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
    this.#answered(id, { arrived: stands.version, stands: null });
    this.#put("entries", entry, entry.walk_id, "strict");
    this.#fire();
    this.sync();
  }

  /** Return everything that has not arrived, as a file for its owner: `{name, text}`. */
  file() {
    const walks = [...this.walks.values()].map((walk) => ({
      ...this.#message(walk, (entry) => !this.hasArrived(entry.id)),
      unsaved: this.entriesOf(walk.id).filter((entry) => !isBlank(entry) && !(entry.saved && same(entry, entry.saved))),
    }));
    const unsent = walks.filter(
      (each) => each.entries.length || each.unsaved.length || each.walk.version > this.#arrived(each.walk.id),
    );
    const text = JSON.stringify(
      { file: "walks of Moments of Truth", protocol: PROTOCOL, written_at: utc(), walks: unsent },
      null,
      1,
    );
    return { name: `walks-${utc().slice(0, 16).replace(":", "")}.json`, text };
  }

  // ---- one editor a walk

  /** Become the one editor of a walk: true, or false where another tab is; `take` takes it over. */
  async edit(walkId, take = false) {
    if (this.editing === walkId) return true;
    this.leave();
    if (!(await (navigator.locks ? this.#lock(walkId, take) : this.#claim(walkId, take)))) return false;
    this.editing = walkId;
    await this.#write(["editors"], (store) => store("editors").put({ id: walkId, token: this.#token }), "strict");
    await this.#read(walkId); // after the token: what the other tab wrote until then is in
    this.#takeUp(walkId);
    for (const entry of this.entries.values())
      if (entry.walk_id === walkId && !isBlank(entry)) this.#put("entries", entry, walkId);
    this.#put("walks", this.walks.get(walkId), walkId);
    this.#fire();
    return true;
  }

  leave() {
    this.editing = null;
    this.#free?.();
    this.#free = null;
  }

  #lock(walkId, take) {
    return new Promise((answer) => {
      navigator.locks
        .request(`moments-walk ${walkId}`, take ? { steal: true } : { ifAvailable: true }, (lock) => {
          answer(Boolean(lock));
          return lock
            ? new Promise((free) => {
                this.#free = free;
              })
            : undefined;
        })
        .catch(() => {
          answer(false);
          this.#lose(walkId);
        });
    });
  }

  #claim(walkId, take) {
    // plain http off loopback has no locks: the tabs ask each other
    if (!this.#channel) return Promise.resolve(true);
    this.#channel.postMessage(take ? { take: walkId } : { ask: walkId });
    if (take) return Promise.resolve(true);
    return new Promise((answer) => {
      const hear = ({ data }) => {
        if (data.mine === walkId) answer(false);
      };
      this.#channel.addEventListener("message", hear);
      setTimeout(() => {
        this.#channel?.removeEventListener("message", hear);
        answer(true);
      }, 250);
    });
  }

  #hear(message) {
    if (message.ask && message.ask === this.editing) this.#channel.postMessage({ mine: message.ask });
    if (message.take && message.take === this.editing) this.#lose(message.take);
    if (message.look) this.#read().then(() => this.#fire());
  }

  #lose(walkId) {
    if (this.editing !== walkId) return;
    this.leave();
    this.dispatchEvent(new CustomEvent("lost", { detail: walkId }));
    this.#fire();
  }

  // ---- IndexedDB

  async #read(only = null) {
    if (!this.#db) return;
    const tx = this.#db.transaction(STORES, "readonly");
    const [walks, entries, touchpoints, answers, , rest, photos] = await Promise.all(
      STORES.map((name) => asked(tx.objectStore(name).getAll())),
    );
    const mine = (walkId) => (only ? walkId === only : walkId !== this.editing);
    for (const walk of walks) if (mine(walk.id)) this.walks.set(walk.id, walk);
    for (const entry of entries) if (mine(entry.walk_id)) this.entries.set(entry.id, entry);
    for (const added of touchpoints) this.touchpoints.set(added.id, added);
    for (const photo of photos) if (!this.photos.has(photo.id)) this.photos.set(photo.id, photo);
    for (const answer of answers) this.answers.set(answer.id, answer);
    for (const { id, value } of rest) if (id !== "programme" || !this.#rest.programme) this.#rest[id] = value;
  }

  /** Write one record; a walk's records only while this tab is its editor. */
  #put(name, record, walkId = null, durability = "relaxed") {
    if (walkId && this.editing !== walkId) return Promise.resolve();
    return this.#write(
      walkId ? [name, "editors"] : [name],
      (store) => {
        if (!walkId) {
          store(name).put(record);
          return;
        }
        const editor = store("editors").get(walkId);
        editor.onsuccess = () => {
          if (editor.result?.token === this.#token) store(name).put(record);
          else {
            this.#lose(walkId);
          }
        };
      },
      durability,
      () => this.#unwritten.set(`${name} ${record.id}`, [name, record, walkId]),
    );
  }

  #write(names, act, durability, onFull = () => {}) {
    if (!this.#db) return Promise.resolve();
    return new Promise((done) => {
      const failed = (problem) => {
        onFull();
        if (this.storage !== "full") {
          this.storage = problem?.name === "QuotaExceededError" ? "full" : "forbidden";
          this.#fire();
        }
        done();
      };
      try {
        const tx = this.#db.transaction(names, "readwrite", { durability });
        tx.oncomplete = () => done();
        tx.onabort = () => failed(tx.error);
        act((name) => tx.objectStore(name));
      } catch (problem) {
        failed(problem);
      }
    });
  }

  #putPhoto(photo) {
    return this.#write(["photos"], (store) => store("photos").put(photo), "strict");
  }

  #note(id, value) {
    this.#rest[id] = value;
    return this.#write(["rest"], (store) => store("rest").put({ id, value }), "relaxed");
  }

  #tick() {
    const givenUp = this.givenUp;
    if (givenUp && Date.now() > givenUp.given_up_at + UNDO_SECONDS * 1000) this.#sweep();
    if (this.#unwritten.size) {
      const again = [...this.#unwritten.values()];
      this.#unwritten.clear();
      this.storage = "";
      Promise.all(again.map((each) => this.#put(...each))).then(() => this.#fire());
    }
    const { waiting, heads, photos } = this.waiting;
    if (Date.now() < this.#next) return;
    if (waiting || heads || photos) this.sync();
    else if (this.trouble || !this.programme) {
      this.#next = Date.now() + this.#pause;
      this.fetchProgramme();
    }
  }

  /** Let go of what is done with: walks given up ten seconds ago, and those whose every part arrived a day ago. */
  #sweep() {
    for (const walk of this.walks.values()) {
      if (walk.given_up_at && !walk.is_gone && Date.now() > walk.given_up_at + UNDO_SECONDS * 1000) {
        walk.is_gone = true;
        walk.finished_at ??= utc();
        walk.version = this.#due(walk);
        for (const entry of this.entriesOf(walk.id)) {
          if (!this.#isTried(entry.id)) {
            this.#drop("entries", entry.id);
            continue;
          }
          entry.saved = { ...entry.saved, withdrawn: true };
          entry.version = Math.max(entry.version, this.#arrived(entry.id)) + 1;
          this.#write(["entries"], (store) => store("entries").put(entry), "strict");
        }
        this.#write(["walks"], (store) => store("walks").put(walk), "strict");
        if (this.editing === walk.id) this.leave();
      }
      const parts = [...this.entries.values()].filter((entry) => entry.walk_id === walk.id);
      const isHere = parts.every(
        (entry) => !entry.saved || (!this.#waits(entry) && !this.#isRefused(entry) && !this.stands(entry.id)),
      );
      const isDone = walk.is_gone
        ? !this.#isTried(walk.id) || this.#arrived(walk.id) >= walk.version
        : walk.finished_at &&
          Date.now() > Date.parse(walk.finished_at) + DAY_MS &&
          this.#arrived(walk.id) >= walk.version;
      const photos = [...this.photos.values()].filter((photo) => photo.walk_id === walk.id);
      if (!isDone || !isHere || photos.some((photo) => !photo.state && !walk.is_gone)) continue;
      for (const photo of photos) this.#drop("photos", photo.id);
      for (const entry of parts) this.#drop("entries", entry.id);
      for (const added of this.touchpoints.values()) if (added.walk_id === walk.id) this.#drop("touchpoints", added.id);
      this.#drop("walks", walk.id);
      this.#write(["editors"], (store) => store("editors").delete(walk.id), "relaxed");
    }
    this.#fire();
  }

  #drop(name, id) {
    this[name].delete(id);
    this.answers.delete(id);
    this.#write(
      [name, "answers"],
      (store) => {
        store(name).delete(id);
        store("answers").delete(id);
      },
      "relaxed",
    );
  }

  // ---- the programme

  #askProgramme() {
    return fetch(new URL("programme", HOME), { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  }

  async fetchProgramme(asked = this.#askProgramme()) {
    this.#fetched = Date.now();
    const answer = await asked;
    if (!answer) {
      this.#suffer("no signal");
      return;
    }
    if (answer.status === 401) {
      this.#suffer("device", await sentenceOf(answer));
      return;
    }
    if (!answer.ok) {
      this.#suffer("server", await sentenceOf(answer));
      return;
    }
    const ahead = Date.parse(answer.headers.get("date") ?? "") - Date.now();
    this.skew = Math.abs(ahead) > SAME_CLOCK_MS ? ahead : 0;
    let given;
    try {
      given = await answer.json();
    } catch {
      this.#suffer("no signal");
      return;
    }
    if (given.protocol !== PROTOCOL) {
      this.#suffer("version");
      return;
    }
    const { waiting, heads } = this.waiting;
    if (!(waiting || heads) || ["no signal", "device", "version"].includes(this.trouble)) this.#suffer("");
    if (given.version !== this.programme?.version) this.#change(given);
    this.#fire();
  }

  #change(given) {
    for (const walk of this.walks.values()) {
      // a walk goes on with what it was begun with
      const before = this.programme?.journeys.find((each) => each.id === walk.journey_id);
      const now = given.journeys.find((each) => each.id === walk.journey_id);
      const ids = new Set(now?.stages.flatMap((stage) => stage.touchpoints.map((each) => each.id)));
      if (before && before.stages.some((stage) => stage.touchpoints.some((each) => !ids.has(each.id)))) {
        walk.before = before;
        this.#put("walks", walk, walk.id);
      }
    }
    this.programme = given;
    this.#note("programme", given);
  }

  // ---- the outbox

  /** Send what waits, each walk by itself; one bad entry keeps none of the others here. */
  sync() {
    if (this.#sending) {
      this.#again = true;
      return this.#sending;
    }
    this.#sending = this.#sendAll()
      .catch(() => this.#suffer("server"))
      .finally(() => {
        this.#sending = null;
        if (this.#again) {
          this.#again = false;
          this.sync();
        }
        this.#fire();
      });
    return this.#sending;
  }

  async #sendAll() {
    await this.#read().catch(() => {});
    for (const { id } of [...this.walks.values()]) {
      if (this.stands(id)) await this.#takeHead(id);
      const walk = this.walks.get(id);
      let most = MOST_ENTRIES;
      while (this.#isDue(walk) && !this.#isRefused(walk)) {
        const sent = this.#message(walk, (entry) => this.#waits(entry), most);
        if (
          !sent.entries.length &&
          !sent.touchpoints.length &&
          (walk.version <= this.#arrived(walk.id) || this.stands(walk.id))
        )
          break;
        const outcome = await this.#post(walk, sent);
        if (outcome === "smaller" && most > 1) {
          most = Math.ceil(most / 4);
          continue;
        }
        if (outcome !== "on") return;
        if (this.stands(id)) await this.#takeHead(id);
      }
    }
    await this.#sendPhotos();
    this.#sweep();
  }

  /** Take the head of a walk that was corrected in the app, unless another tab is at it: that one takes it. */
  async #takeHead(id) {
    if (this.editing === id || !navigator.locks) this.#takeUp(id);
    else
      await navigator.locks.request(`moments-walk ${id}`, { ifAvailable: true }, (lock) => {
        if (lock) this.#takeUp(id);
      });
  }

  /** What was corrected stands; what only the walk itself can tell stays as noted here, and goes out above it. */
  #takeUp(id) {
    const walk = this.walks.get(id),
      stands = this.stands(id);
    if (!walk || !stands) return;
    Object.assign(walk, pick(stands, CORRECTED), { recognised: walk.recognised || stands.recognised });
    walk.version = stands.version + (NOTED.some((name) => (walk[name] || "") !== (stands[name] || "")) ? 1 : 0);
    this.#answered(id, { arrived: stands.version, stands: null });
    this.#write(["walks"], (store) => store("walks").put(walk), "strict");
  }

  /** Send the photos whose entries have arrived; each goes on at the byte where it was cut off. */
  async #sendPhotos() {
    const due = [...this.photos.values()].filter((photo) => !photo.state && this.#arrived(photo.entry_id));
    if (!due.length) return;
    const { send } = await import("./photos.js");
    for (const photo of due) {
      const { arrived, state, sentence } = await send({ ...photo, entry: photo.entry_id }, photo.arrived, (bytes) => {
        photo.arrived = bytes;
        this.#fire();
      });
      Object.assign(photo, { arrived, sentence, state: state === "later" ? "" : state });
      await this.#putPhoto(photo);
      if (!photo.state) {
        this.#suffer("no signal");
        return;
      }
    }
  }

  async #post(walk, sent) {
    for (const { id } of [walk, ...sent.entries]) {
      if (!this.#isTried(id)) this.#answered(id, { tried: true }); // it may arrive though no answer does
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
      this.#suffer(answer && answer.status !== 200 ? "server" : "no signal");
      return "stop";
    }
    switch (answer.status) {
      case 200:
        break;
      case 413:
        return "smaller";
      case 422:
        this.#answer({ id: walk.id, version: walk.version, state: "refused", sentence: given.sentence });
        return "on";
      case 401:
        this.#suffer("device", given.sentence);
        return "stop";
      case 403:
        this.#suffer("foreign", given.sentence);
        return "stop";
      case 409:
        this.#suffer("version", given.sentence);
        return "stop";
      default:
        this.#suffer("server", given.sentence);
        return "stop";
    }
    if (given.protocol !== PROTOCOL) {
      this.#suffer("version");
      return "stop";
    }
    for (const each of [
      given.walk,
      ...given.touchpoints.map((touchpoint) => ({ version: 1, ...touchpoint })),
      ...given.entries,
    ])
      this.#answer(each);
    this.#suffer("");
    this.#channel?.postMessage({ look: true });
    if (given.programme && given.programme !== this.programme?.version) this.fetchProgramme();
    const answered = new Set([...given.entries, ...given.touchpoints].map((each) => each.id));
    const isAnswered = [...sent.entries, ...sent.touchpoints].every((each) => answered.has(each.id));
    return isAnswered ? "on" : "stop"; // else it would be sent for ever
  }

  /** Return a walk as it is sent. */
  #message(walk, isDue, most = Infinity) {
    const entries = this.#entriesEver(walk.id)
      .filter((entry) => entry.saved && isDue(entry))
      .slice(0, most);
    const touchpoints = [...this.touchpoints.values()].filter(
      (added) => added.walk_id === walk.id && !this.#arrived(added.id) && !this.answers.get(added.id)?.refused,
    );
    return {
      protocol: PROTOCOL,
      phone: this.#rest.phone,
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

  #answer({ id, version, state, sentence = "", stands = null }) {
    const before = this.#arrived(id);
    if (state === "kept") {
      if (this.entries.has(id)) {
        if (!before) this.#note("arrived", (this.#rest.arrived ?? 0) + 1);
        this.#note("last", Date.now());
      }
      this.#answered(id, { arrived: Math.max(before, version), stands: null });
    } else if (state === "refused") this.#answered(id, { refused: version, sentence, stands: null });
    else this.#answered(id, { stands });
  }

  /** Note what became of something that was sent, apart from the records themselves: those belong to their editor. */
  #answered(id, fields) {
    const answer = { id, arrived: 0, ...this.answers.get(id), ...fields };
    this.answers.set(id, answer);
    this.#put("answers", answer);
  }

  #suffer(trouble, sentence = "") {
    this.trouble = trouble;
    this.sentence = sentence;
    this.#pause = trouble ? Math.min(LONGEST_PAUSE_MS, this.#pause * 2) : FIRST_PAUSE_MS;
    this.#next = trouble ? Date.now() + this.#pause : 0;
    this.#fire();
  }

  #entriesEver(walkId) {
    return [...this.entries.values()].filter((entry) => entry.walk_id === walkId);
  }
  #isTried(id) {
    return Boolean(this.answers.get(id)?.tried);
  }
  #arrived(id) {
    return this.answers.get(id)?.arrived ?? 0;
  }
  #due(part) {
    return part.version > this.#arrived(part.id) && !this.#isTried(part.id)
      ? part.version
      : Math.max(part.version, this.#arrived(part.id)) + 1;
  }
  #isRefused(part) {
    const answer = this.answers.get(part.id);
    return Boolean(answer?.refused) && answer.refused >= part.version;
  }
  #waits(entry) {
    return (
      Boolean(entry.saved) &&
      entry.version > this.#arrived(entry.id) &&
      !this.#isRefused(entry) &&
      !this.stands(entry.id)
    );
  }

  /** Tell whether a walk is to be sent at all: one that was only opened is nobody's business. */
  #isDue(walk) {
    if (walk.given_up_at && !walk.is_gone) return false;
    if (walk.is_gone) return this.#isTried(walk.id);
    return Boolean(
      walk.finished_at ||
      walk.first_impressions ||
      walk.first_outcome ||
      this.#entriesEver(walk.id).some((entry) => entry.saved),
    );
  }

  #fire() {
    this.dispatchEvent(new Event("change"));
  }
}

async function sentenceOf(answer) {
  try {
    return (await answer.json()).sentence ?? "";
  } catch {
    return "";
  }
}

function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

function opened() {
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
