// The end of a walk: its stops with their outcome, what is missing, and words to add.

import { bar } from "./bar.js";
import { counted, h, icon, mark, own, radios, uid, words, write } from "./draw.js";
import { called, inWords, label } from "./names.js";

/** Say how many of the stops were good: ", two of them good". */
function howMany(n, good) {
  if (n === 1) return good ? ", and it was good" : "";
  return good ? `, ${inWords(good).toLowerCase()} of them good` : ", none of them good";
}

export function finishScreen(app, walkId) {
  const { hold } = app,
    walk = () => hold.walks.get(walkId),
    id = uid("finish"),
    band = h("button.problem", { hidden: true }, icon("warn"), h("span"));
  const stops = hold.stops(walkId),
    entryAt = (stop) => hold.entryAt(walkId, stop.id);
  const seen = stops.filter((stop) => entryAt(stop)?.saved),
    begun = stops.filter((stop) => ["begun", "changed"].includes(hold.stateOf(walkId, stop.id)));
  const good = seen.filter((stop) => entryAt(stop).saved.outcome === "positive").length;
  const wordless = seen.filter((stop) => {
    const { saved } = entryAt(stop);
    return (
      saved.outcome === "negative" &&
      !saved.what_happened.trim() &&
      !saved.why_no_words &&
      !hold.photosOf(entryAt(stop).id).length
    );
  });
  const past = walk().saved_before?.length ?? 0,
    n = seen.length + past;
  const parts = [
    n
      ? `${inWords(n)} ${n === 1 ? "stop" : "stops"} seen${past ? "" : howMany(seen.length, good)}.`
      : "Nothing is saved yet.",
    wordless.length && `${inWords(wordless.length)} still ${wordless.length === 1 ? "wants" : "want"} words.`,
    begun.length && `${inWords(begun.length)} ${begun.length === 1 ? "is" : "are"} begun and not saved.`,
  ];
  const recognised = hold.programme.recognised.length
    ? radios({
        name: `${id}-r`,
        labelledby: `${id}-r-h`,
        kind: "pick.four",
        options: [...hold.programme.recognised, { key: "", label: "Not said" }],
        chosen: walk().recognised,
        onchoose: (key) => hold.changeWalk(walkId, { recognised: key }),
      })
    : null;
  const text = h("textarea", {
    id,
    rows: 2,
    ...own,
    maxlength: 10000,
    value: walk().closing_words,
    oninput: () => hold.changeWalk(walkId, { closing_words: text.value }),
  });
  const item = (stop) => {
    const entry = entryAt(stop),
      { saved } = entry;
    const notes = [
      label(hold, saved.outcome),
      saved.wait && `wait ${saved.wait}`,
      hold.stateOf(walkId, stop.id) === "changed" && "changed, not saved",
      wordless.includes(stop) && "words are missing: add them",
    ];
    const line = notes.filter(Boolean).join(", ");
    return h(
      "li",
      {},
      h(
        "button.item",
        { onclick: () => app.show("stop", walkId, stop.id) },
        mark(saved.outcome),
        h("span", {}, words("b", stop.name), h("small", {}, line[0].toUpperCase() + line.slice(1))),
      ),
    );
  };
  const complain = (sentence, act) => {
    band.hidden = false;
    write(band.lastChild, sentence);
    band.onclick = act;
  };
  const done = () => {
    const open = stops.find((stop) => ["begun", "changed"].includes(hold.stateOf(walkId, stop.id)));
    if (open) {
      complain(`${open.name} is begun and not saved. Tap here to save or clear it.`, () =>
        app.show("stop", walkId, open.id),
      );
      return;
    }
    if (!n && !walk().first_impressions) {
      complain("Nothing is saved yet. Save one stop, or give the walk up in the list.", () =>
        app.show("stops", walkId),
      );
      return;
    }
    hold.finish(walkId);
    app.confirm(`Done: ${counted(n, "observation")} of the walk of ${called(walk())}`);
    app.show("start");
  };
  const foot = bar(
    app,
    h("button.btn", { onclick: () => app.show("stops", walkId) }, "Not yet"),
    h("button.save", { onclick: done }, "Done"),
  );
  foot.node.insertBefore(h("div", { role: "alert" }, band), foot.node.lastChild);
  const node = h(
    "section.screen.finish",
    { "aria-labelledby": `${id}-h` },
    h(
      "div.top",
      {},
      h("button", { "aria-label": "Back to the stops", onclick: () => app.show("stops", walkId) }, icon("back")),
      h("b.grow", {}, `The walk of ${called(walk())}`),
    ),
    h(
      "div.flow",
      {},
      h("div.read.low", {}, h("h1", { id: `${id}-h` }, parts.filter(Boolean).join(" "))),
      ...(recognised
        ? [
            h("h2.sub.group", { id: `${id}-r-h` }, "Did anybody know you were observing?"),
            recognised.node,
            h("p.small", {}, "A recognised observer sees a better service, so the figures keep the two apart."),
          ]
        : []),
      ...(seen.length ? [h("h2.sub.group", {}, "What you saw"), h("ul", {}, seen.map(item))] : []),
      h("h2.sub.group", {}, h("label", { htmlFor: id }, "Anything to add")),
      text,
    ),
    foot.node,
  );
  return { node, refresh: foot.say.refresh };
}
