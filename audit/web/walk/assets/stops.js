// The stops of a walk with how far each is; one that is missing is added here, and a walk given up.

import { bar } from "./bar.js";
import { counted, h, icon, mark, own, radios, sheet, uid, words, write } from "./draw.js";
import { called, inWords, label } from "./names.js";
import { chooseText } from "./notices.js";

export function stopsScreen(app, walkId, isAside = false) {
  const { hold } = app,
    id = uid("stops");
  const heading = h(isAside ? "h2.h1" : "h1", { id }),
    tally = h("p.tally"),
    list = h("div.flow");
  const foot = isAside
    ? {
        node: h(
          "div.bar",
          {},
          h("div.act", {}, addButton(), h("button.btn", { onclick: () => app.show("finish", walkId) }, "Finish")),
        ),
        say: { refresh() {} },
      }
    : bar(app, addButton(), h("button.save", { onclick: () => app.show("finish", walkId) }, "Finish"));
  function addButton() {
    return h("button.btn", { onclick: () => addStop(app, walkId) }, icon("plus"), "Add a stop");
  }
  const walk = () => hold.walks.get(walkId);
  const top = h(
    "div.top",
    {},
    h("button", { "aria-label": "Back to the start", onclick: () => app.show("start") }, icon("back")),
    h("b.grow", {}, `The walk of ${called(walk())}`),
    h("button", { onclick: () => giveUp(app, walkId) }, "Give it up"),
  );
  const node = h(
    isAside ? "aside.screen.stops" : "section.screen.stops",
    { "aria-labelledby": id },
    top,
    h("div.head", {}, heading, tally),
    list,
    foot.node,
  );
  const item = (stop) => {
    const state = hold.stateOf(walkId, stop.id),
      entry = hold.entryAt(walkId, stop.id);
    const isNow = walk().here === stop.id,
      shape = entry?.saved ? entry.saved.outcome : isNow ? "now" : state;
    const notes = [
      entry?.saved && label(hold, entry.saved.outcome),
      entry?.saved?.wait && `wait ${entry.saved.wait}`,
      { begun: "begun, not saved", changed: "changed, not saved", skipped: "skipped", before: "saved before" }[state],
      stop.added && "added by you, counts at once",
      entry && hold.stands(entry.id) && "two texts: choose one",
      entry && hold.refusal(entry.id) && `not taken: ${hold.refusal(entry.id)}`,
      isNow && "you are here",
    ];
    const text = notes.filter(Boolean).join(", ");
    const act = () => (entry && hold.stands(entry.id) ? chooseText(app, entry.id) : app.show("stop", walkId, stop.id));
    return h(
      "li",
      {},
      h(
        `button.item${isNow ? ".now" : ""}`,
        { "aria-current": isNow ? "step" : null, onclick: act },
        mark(shape),
        h("span", {}, words("b", stop.name), text && h("small", {}, text)),
      ),
    );
  };
  const refresh = () => {
    foot.say.refresh();
    const stops = hold.stops(walkId),
      saved = hold.entriesOf(walkId).filter((entry) => entry.saved);
    const reached = stops.filter((stop) =>
      ["saved", "changed", "before"].includes(hold.stateOf(walkId, stop.id)),
    ).length;
    const drawn = JSON.stringify([
      walk().here,
      stops.map((stop) => [stop.stage, stop.name, hold.stateOf(walkId, stop.id)]),
      saved.map((entry) => [
        entry.saved.outcome,
        entry.saved.wait,
        hold.stands(entry.id) !== null,
        hold.refusal(entry.id),
      ]),
    ]);
    if (drawn === node.dataset.drawn) return;
    node.dataset.drawn = drawn;
    write(heading, `${reached} of ${counted(stops.length, "stop")} seen`);
    tally.replaceChildren(
      ...hold.programme.outcomes
        .map(({ key, label: name }) => [key, name, saved.filter((entry) => entry.saved.outcome === key).length])
        .filter(([, , n]) => n)
        .map(([key, name, n]) => h("span", {}, mark(key), `${n} ${name.toLowerCase()}`)),
    );
    const groups = [];
    for (const stop of stops) {
      if (groups.at(-1)?.stage !== stop.stage) groups.push({ stage: stop.stage, items: h("ul") });
      groups.at(-1).items.append(item(stop));
    }
    const at = list.scrollTop;
    list.replaceChildren(
      ...groups.flatMap(({ stage, items }) => [words(isAside ? "h3" : "h2", stage, { className: "sub group" }), items]),
    );
    list.scrollTop = at;
  };
  refresh();
  return { node, refresh };
}

function addStop(app, walkId) {
  const { hold } = app,
    id = uid("add"),
    band = h("p.note", { role: "alert" });
  const { here } = hold.walks.get(walkId),
    now = hold.stops(walkId).find((stop) => stop.id === here);
  let stageId = now?.stage_id || hold.stages(walkId)[0]?.id;
  const name = h("input.box", { id, ...own, autocomplete: "off", maxlength: 200, oninput: () => write(band, "") });
  const stages = radios({
    name: `${id}-s`,
    labelledby: `${id}-s-h`,
    kind: "chip",
    options: hold.stages(walkId).map((stage) => ({ key: stage.id, label: stage.name })),
    chosen: stageId,
    onchoose: (key) => {
      stageId = key;
      write(band, "");
    },
  });
  const add = () => {
    if (!name.value.trim()) {
      write(band, "What is it called? Write what the customer meets.");
      name.focus();
      return;
    }
    if (!stageId) {
      write(band, "Tap the stage it belongs to.");
      return;
    }
    open.close();
    app.show("stop", walkId, hold.addTouchpoint(walkId, stageId, name.value).id);
  };
  const open = sheet(
    app.root,
    "A stop that is missing",
    [
      h("p.small", {}, "It counts at once. The steward sees it and may give it its place."),
      h("h3.group", {}, h("label", { htmlFor: id }, "What the customer meets")),
      name,
      h("h3.group", { id: `${id}-s-h` }, "Stage"),
      stages.node,
      band,
    ],
    [
      h("button.btn", { onclick: () => open.close() }, "Cancel"),
      h("button.save", { onclick: add }, "Add ", icon("fwd")),
    ],
  );
  name.focus();
}

function giveUp(app, walkId) {
  const { hold } = app,
    walk = hold.walks.get(walkId),
    n = hold.entriesOf(walkId).filter((entry) => entry.saved).length;
  const open = sheet(
    app.root,
    `Give up the walk of ${called(walk)}?`,
    [
      h(
        "p.group",
        {},
        n ? `${inWords(n)} saved ${n === 1 ? "stop" : "stops"} would go. ` : "Nothing is saved in it yet. ",
        "You can take it back for ten seconds.",
      ),
    ],
    [
      h(
        "button.btn",
        {
          onclick: () => {
            open.close();
            hold.giveUp(walkId);
            app.show("start");
          },
        },
        "Give it up",
      ),
      h("button.save", { onclick: () => open.close() }, "Keep the walk"),
    ],
  );
}
