// First impressions, before the first stop.

import { bar } from "./bar.js";
import { h, icon, outcomes, own, uid } from "./draw.js";

const SENSES = ["See", "Hear", "Smell", "Touch", "Way in"];

export function firstScreen(app, walkId) {
  const { hold } = app,
    walk = hold.walks.get(walkId),
    id = uid("first");
  const onward = () => {
    const here = walk.here || hold.stops(walkId)[0]?.id;
    if (here) app.show("stop", walkId, here);
    else app.show("stops", walkId);
  };
  const text = h("textarea.fill", {
    id,
    rows: 5,
    ...own,
    maxlength: 10000,
    value: walk.first_impressions,
    oninput: () => {
      hold.changeWalk(walkId, { first_impressions: text.value });
      show();
    },
  });
  const senses = SENSES.map((sense) =>
    h(
      "button",
      {
        "aria-pressed": "false",
        onclick: () => {
          if (!text.value.includes(`${sense}: `))
            text.value = `${text.value.trimEnd()}${text.value.trim() ? "\n" : ""}${sense}: `;
          hold.changeWalk(walkId, { first_impressions: text.value });
          text.focus();
          text.setSelectionRange(text.value.length, text.value.length);
          show();
        },
      },
      sense,
    ),
  );
  const show = () =>
    SENSES.forEach((sense, n) => {
      const on = text.value.includes(`${sense}:`);
      senses[n].setAttribute("aria-pressed", String(on));
      senses[n].classList.toggle("has", on);
    });
  show();
  const feeling = outcomes({
    name: `${id}-out`,
    labelledby: `${id}-out-h`,
    options: hold.programme.outcomes,
    chosen: walk.first_outcome,
    onchoose: (key) => hold.changeWalk(walkId, { first_outcome: key }),
  });
  const foot = bar(
    app,
    h("button.save.wide", { onclick: onward }, `Keep, to ${walk.here ? "the" : "the first"} stop `, icon("fwd")),
  );
  const node = h(
    "section.screen.first",
    { "aria-labelledby": `${id}-h` },
    h(
      "div.top",
      {},
      h("button", { "aria-label": "Back to the start", onclick: () => app.show("start") }, icon("back")),
      h("button.list", { onclick: () => app.show("stops", walkId) }, icon("list"), "Before the first stop"),
      h("button", { onclick: onward }, "Skip"),
    ),
    h(
      "div.flow",
      {},
      h(
        "div.read.low",
        {},
        h("h1", { id: `${id}-h` }, "First impressions"),
        h("p.hint", {}, "Stand still for half a minute. What do you see, hear and smell before anybody speaks to you?"),
      ),
      h("h2.sub.ask", { id: `${id}-s` }, "Tap what you noticed, then say it"),
      h("div.chip.senses", { role: "group", "aria-labelledby": `${id}-s` }, senses),
      h("h2.sub.ask.later", {}, h("label", { htmlFor: id }, "In your words")),
      text,
      h(
        "p.small.below",
        {},
        "No names, and nothing by which one person could be told. Dictate with your keyboard if you like.",
      ),
      h("h2.sub.ask", { id: `${id}-out-h` }, "Your first feeling"),
      feeling.node,
    ),
    foot.node,
  );
  return { node, refresh: foot.say.refresh };
}
