// What things are called on every screen: a walk by its time, a number in words, a stop by its name.

import { time } from "./draw.js";

const NUMBERS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
];

export const called = (walk) => {
  const begun = new Date(walk.started_at),
    isToday = begun.toDateString() === new Date().toDateString();
  return isToday ? time(begun) : `${begun.toLocaleDateString([], { day: "numeric", month: "long" })}, ${time(begun)}`;
};

export const journeyOf = (hold, id) => hold.programme?.journeys.find((each) => each.id === id);

export const inWords = (n) => NUMBERS[n] ?? String(n);

export const label = (hold, key) =>
  (hold.programme.outcomes.find((each) => each.key === key)?.label ?? key).toLowerCase();

export const nameOf = (hold, entry) =>
  hold.stopOf(entry.walk_id, entry.touchpoint_id)?.name ?? "a stop";
