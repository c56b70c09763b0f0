// The records of a walk: their keys, what they hold, and how two texts of an entry are compared.

export const CHOSEN = ["method", "place", "scenario", "persona", "observer", "customer_group", "own_area"];
export const HEAD = [
  "journey_id",
  "started_at",
  ...CHOSEN,
  "recognised",
  "plan_id",
  "first_impressions",
  "first_outcome",
  "closing_words",
  "finished_at",
];
export const CONTENT = [
  "outcome",
  "ratings",
  "what_happened",
  "wait",
  "greeted",
  "signals",
  "why_no_words",
  "withdrawn",
];
export const BLANK = {
  outcome: "",
  ratings: {},
  what_happened: "",
  wait: "",
  greeted: "",
  signals: [],
  why_no_words: "",
  withdrawn: false,
};

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

export const utc = () => new Date().toISOString();
export const pick = (record, names) => Object.fromEntries(names.map((name) => [name, structuredClone(record[name])]));
export const same = (one, other) => CONTENT.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
export const isBlank = (entry) => same(entry, BLANK) && !entry.clock_started_at;
export const isEmpty = (entry) => isBlank(entry) && !entry.saved;
