// The bar at the bottom of a screen: how all that is written stands, in one line, and what can be done.

import { counted, h, time } from "./draw.js";

/** Return how all that is written stands: the name of its picture, a sentence, and whether somebody should look. */
export function standing(hold) {
  const { waiting, heads, photos, arrived, last, trouble, refused, conflicts } = hold.waiting;
  const here = arrived ? `${arrived} arrived, last ${time(last)}` : "";
  const list = (...parts) => parts.filter(Boolean).join(", ");
  if (photos && !waiting && !trouble) return ["here", list(`${counted(photos, "photo")} on the way`, here), false];
  if (hold.storage === "full") return ["warn", "No room left on this phone: leave this page open", true];
  if (hold.storage)
    return ["warn", `Only kept while this page is open. ${list(waiting && `${waiting} waiting`, here)}`, true];
  if (trouble === "device" && !hold.programme) return ["warn", "This phone has no invitation yet", true];
  if (trouble === "device") return ["warn", "This phone can send nothing here now. All is kept on it.", true];
  if (conflicts)
    return ["warn", `${counted(conflicts, "stop has", "stops have")} two texts: choose one in the list`, true];
  if (refused) return ["warn", `${refused} not taken: see the start. ${here}`, true];
  const photo = photos && `${counted(photos, "photo")} waiting`;
  const rest = list(waiting ? `${waiting} waiting` : photo || (heads ? "the walk waits" : "all is kept here"), here);
  if (trouble === "no signal") return ["off", `No signal: ${rest}`, true];
  if (trouble === "version") return ["warn", `Page and server differ: ${rest}`, true];
  if (trouble) return ["warn", `The server cannot take it now: ${rest}`, true];
  if (waiting) return ["here", `${list(`${waiting} on ${waiting === 1 ? "its" : "their"} way`, here)}`, false];
  return ["here", here ? `Kept on this device. ${here}` : "Kept on this device", false];
}

export const bar = (app, ...actions) => {
  const say = app.sayLine();
  return { say, node: h("div.bar", {}, say.node, h("div.act", {}, ...actions)) };
};
