// What is known about a stop: what a number means here, what is promised, and the commitments that are open.

import { counted, h, icon, sheet, words } from "./draw.js";

/** Return the line of a stop that says what is promised, and opens all that is known. */
export function promise(screen) {
  const { stop } = screen,
    parts = [];
  if (stop.promised_minutes !== null) parts.push(`Promise ${lasting(stop.promised_minutes)}`);
  if (stop.commitments.length) parts.push(counted(stop.commitments.length, "open commitment"));
  const text = parts.join(", ") || (stop.gone ? "No longer in the journey" : "Nothing promised here yet");
  return h("button.known", { onclick: () => openKnown(screen) }, icon("book"), h("span", {}, text), icon("fwd"));
}

function openKnown(screen) {
  const { stop } = screen,
    part = (title, ...lines) =>
      lines.length ? [h("h3.group", {}, title), ...lines.map((line) => words("p", line, langOf(line)))] : [],
    langOf = (line) => ([stop.hint, stop.why].includes(line) ? {} : { lang: null });
  const close = h("button.save.wide", { onclick: () => open.close() }, "Back");
  const open = sheet(
    screen.app.root,
    "Known about this stop",
    [
      ...part("Why trust is made or broken here", ...(stop.why ? [stop.why] : [])),
      ...part("Watch for", ...(stop.hint ? [stop.hint] : [])),
      ...part(
        "Promised",
        ...(stop.promised_minutes === null
          ? []
          : [`${stop.service ? `${stop.service}: ` : ""}a first response within ${lasting(stop.promised_minutes)}.`]),
      ),
      ...part("Open commitments", ...stop.commitments),
      ...(stop.why || stop.hint || stop.commitments.length || stop.promised_minutes !== null
        ? []
        : [h("p", {}, "Nothing is promised here, and nothing is noted to watch for.")]),
    ],
    [close],
  );
}

/** Return the sentence of a number: 2 and 4 lean on the sentence of 3. */
export function anchorOf(anchors, n) {
  if (anchors[n]) return anchors[n];
  if (anchors[3] && (n === 2 || n === 4)) return `${n === 2 ? "Less" : "More"} than “${anchors[3]}”`;
  const near = anchors[n < 3 ? 1 : 5];
  return near
    ? `Near “${near}”`
    : ["", "poor", "below what is right", "as it should be", "above that", "could not be better"][n];
}

function lasting(minutes) {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  if (minutes < 120) return `${+minutes.toFixed(1)} min`;
  return minutes < 2880 ? `${+(minutes / 60).toFixed(1)} hours` : `${+(minutes / 1440).toFixed(1)} days`;
}
