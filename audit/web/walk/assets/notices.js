// What needs a person before anything else: a phone with trouble, what was not taken, two texts of one stop.

import { h, sheet, words } from "./draw.js";
import { UNDO_SECONDS } from "./hold.js";
import { called, label, nameOf } from "./names.js";

/** Return what needs a person before anything else: what is given up, not taken, two texts, a phone with trouble. */
export function notices(app) {
  const { hold } = app,
    notes = [];
  const note = (sentence, ...actions) =>
    notes.push(
      h(
        "div.notice",
        { role: "status" },
        words("p", sentence, { lang: null }),
        ...actions.map(([label, act]) => h("button.btn", { onclick: act }, label)),
      ),
    );
  const file = ["Save what waits as a file", () => app.saveFile()];
  const { givenUp } = hold;
  if (givenUp)
    note(`The walk of ${called(givenUp)} is given up. You can take it back for ${UNDO_SECONDS} seconds.`, [
      "Take it back",
      async () => {
        if (await hold.edit(givenUp.id)) {
          hold.takeUpAgain(givenUp.id);
          app.show("stops", givenUp.id);
        }
      },
    ]);
  if (hold.trouble === "device") {
    const sentence = hold.sentence || "This phone can send nothing here. Ask your steward for an invitation.",
      rest = "Everything you wrote stays on this phone, and you can save it as a file that your steward can bring in.";
    if (hold.programme) note(`${sentence} ${rest}`, file);
    else note(sentence);
  }
  if (hold.trouble === "foreign") note(hold.sentence, file);
  if (hold.trouble === "version")
    note(
      hold.sentence ||
        "This page and the server are of different versions. Load the page again; what you wrote stays here.",
      ["Load again", () => location.reload()],
    );
  if (hold.trouble === "server")
    note(
      `${hold.sentence || "The server cannot take anything now."} ` +
        "Everything you write stays on this phone and is sent again by itself.",
      file,
    );
  if (hold.storage === "forbidden")
    note(
      "This browser lets nothing be stored (a private window?). What you write is safe only once it has arrived: " +
        "leave this page open, or open it in a normal window.",
      file,
    );
  if (hold.storage === "full")
    note(
      "This phone is full. What you write now is kept only while this page is open. " +
        "Make room; it is tried again by itself.",
      file,
    );
  if (hold.skew) note(`This phone's clock is ${away(hold.skew)}. Go on: the times are put right when they arrive.`);
  for (const entry of hold.conflicts)
    note(`Two texts stand at ${nameOf(hold, entry)}.`, ["Choose one", () => chooseText(app, entry.id)]);
  for (const part of hold.refused) {
    const walkId = part.walk_id ?? part.id;
    note(
      `Not taken: ${part.walk_id ? nameOf(hold, part) : `the walk of ${called(part)}`}. ${hold.refusal(part.id)}`,
      ["Look at it", () => (part.walk_id ? app.show("stop", walkId, part.touchpoint_id) : app.show("stops", walkId))],
      file,
    );
  }
  for (const photo of hold.refusedPhotos) {
    const entry = hold.entries.get(photo.entry_id);
    note(`A photo at ${nameOf(hold, entry)} was not taken. ${photo.sentence}`, [
      "Look at it",
      () => app.show("stop", entry.walk_id, entry.touchpoint_id),
    ]);
  }
  for (const walk of hold.going.filter(({ id }) => hold.isGone(id) && !hold.refusal(id)))
    note(
      `The journey of the walk of ${called(walk)} is not in the audit any more. Go on with it or finish it: ` +
        "what cannot be taken stays here, and you can save it as a file.",
      file,
    );
  return notes;
}

function away(skew) {
  const minutes = Math.round(Math.abs(skew) / 60_000),
    how = skew < 0 ? "ahead" : "behind";
  return minutes < 120 ? `${minutes} minutes ${how}` : `${Math.round(minutes / 60)} hours ${how}`;
}

export async function chooseText(app, entryId) {
  const { hold } = app,
    entry = hold.entries.get(entryId),
    stands = hold.stands(entryId);
  if (!(await hold.edit(entry.walk_id))) {
    app.show("other", entry.walk_id);
    return;
  }
  const text = (each) => [
    h("b", {}, each.withdrawn ? "Taken back" : `${label(hold, each.outcome)}${each.wait ? `, wait ${each.wait}` : ""}`),
    Object.keys(each.ratings ?? {}).length
      ? h(
          "small",
          {},
          hold.programme.dimensions
            .filter(({ key }) => each.ratings[key])
            .map(({ key, label: name }) => `${name} ${each.ratings[key]}`)
            .join(", "),
        )
      : null,
    words("p", each.what_happened || "no words"),
  ];
  const choose = (whose) => {
    open.close();
    hold.choose(entryId, whose);
    app.confirm(whose === "mine" ? "Your text is sent" : "The other text stays");
  };
  const open = sheet(
    app.root,
    `Two texts at ${nameOf(hold, entry)}`,
    [
      h("p.small", {}, "It was also changed elsewhere. Which one is to stand? The other stays in the history."),
      h("h3.group", {}, "On this phone"),
      h("div.quote", {}, text(entry.saved)),
      h("h3.group", {}, "There now"),
      h("div.quote", {}, text(stands)),
    ],
    [
      h("button.btn", { onclick: () => choose("theirs") }, "Take what is there"),
      h("button.save", { onclick: () => choose("mine") }, "Use mine"),
    ],
  );
}
