// The form of a new walk: journey and place, and what is asked once and remembered on this phone.

import { field, h, own, words } from "./draw.js";
import { journeyOf } from "./names.js";

const ANOTHER = "\u0000";

export function newWalk(app) {
  const { hold } = app,
    { programme, remembered } = hold;
  if (!programme?.journeys.length) return null;
  const listed = (name, list) => (list.includes(remembered[name]) ? remembered[name] : "");
  const head = (app.chosen ??= {
    // drawn anew, the start shows what was chosen on it
    journey_id:
      app.poster?.journey.id ??
      listed(
        "journey_id",
        programme.journeys.map((each) => each.id),
      ),
    place: app.poster?.place || (remembered.place ?? ""),
    method:
      listed(
        "method",
        programme.methods.map((each) => each.key),
      ) || "walk it through",
    customer_group: remembered.customer_group ?? "",
    scenario: "",
    persona: "",
    observer: remembered.observer ?? "",
    own_area: remembered.own_area ?? false,
    isOpen: !remembered.method, // asked once, remembered on this phone
  });
  if (!journeyOf(hold, head.journey_id)) head.journey_id = programme.journeys[0].id;
  head.observer = programme.person || head.observer;
  const rows = h("div");
  const options = (list) => list.map((each) => ({ key: each, label: each }));
  const played = h("div");
  const showPlayed = () => {
    const known = journeyOf(hold, head.journey_id);
    const list = (label, name, texts, empty) =>
      texts?.length && // a programme of before has no personas
      field(
        label,
        choice(options(texts), head[name], empty, (key) => {
          head[name] = key;
        }),
      );
    played.replaceChildren(
      ...[
        list("Scenario", "scenario", known.scenarios, "None in particular"),
        list("Walk it as", "persona", known.personas, "Nobody in particular"),
      ].filter(Boolean),
    );
  };
  rows.append(
    ...[
      field(
        "How",
        choice(programme.methods, head.method, "", (key) => {
          head.method = key;
        }),
      ),
      openField("Place", programme.places, head.place, "Choose a place", (text) => {
        head.place = text;
      }),
      openField("Customer group", programme.customer_groups, head.customer_group, "None in particular", (text) => {
        head.customer_group = text;
      }),
      !programme.person &&
        field(
          "Observer",
          h("input", {
            value: head.observer,
            placeholder: "Name or initials",
            autocomplete: "name",
            maxlength: 200,
            oninput: ({ target }) => {
              head.observer = target.value;
            },
          }),
        ),
      h(
        "label.tick",
        {},
        h("input", {
          type: "checkbox",
          checked: head.own_area,
          onchange: ({ target }) => {
            head.own_area = target.checked;
          },
        }),
        h("span", {}, "This is my own area ", h("small", {}, "(shown with the figures)")),
      ),
    ].filter(Boolean),
  );
  const label = programme.methods.find((each) => each.key === head.method)?.label;
  const summary = h(
    "button.card",
    {
      onclick: () => {
        head.isOpen = true;
        summary.replaceWith(rows);
        rows.querySelector("select").focus();
      },
    },
    h(
      "span",
      {},
      words("b", head.place || "No place chosen"),
      words(
        "small",
        [label, head.customer_group && `as ${head.customer_group}`, head.observer, head.own_area && "my own area"]
          .filter(Boolean)
          .join(", "),
        { lang: null },
      ),
    ),
    "Change",
  );
  const journey = field(
    "Journey",
    choice(
      programme.journeys.map(({ id, name }) => ({ key: id, label: name })),
      head.journey_id,
      "",
      (key) => {
        head.journey_id = key;
        head.scenario = head.persona = "";
        showPlayed();
      },
    ),
    true,
  );
  showPlayed();
  const node = h("div.new", {}, journey, played, head.isOpen ? rows : summary);
  const start = () => {
    const { poster } = app;
    const here = poster?.journey.id === head.journey_id ? poster.stop.id : "";
    app.poster = app.chosen = null;
    const { isOpen, ...chosen } = head;
    const walk = hold.startWalk({
      ...chosen,
      place: head.place.trim(),
      observer: head.observer.trim(),
      customer_group: head.customer_group.trim(),
      here,
    });
    if (here) app.show("stop", walk.id, here);
    else app.show("first", walk.id);
  };
  return { node, start };
}

function choice(options, chosen, empty, onchoose) {
  const select = h("select", { ...own, onchange: () => onchoose(select.value) });
  if (empty) select.append(h("option", { value: "", lang: "en" }, empty));
  const option = ({ key, label, lang }) => h("option", { value: key, selected: key === chosen, lang }, label);
  select.append(...options.map(option));
  return select;
}

/** Return a field to choose in, or to write what is not in the list. */
function openField(label, known, chosen, empty, onchange) {
  const list = !chosen || known.includes(chosen) ? known : [chosen, ...known];
  const select = choice(
    [...list.map((each) => ({ key: each, label: each })), { key: ANOTHER, label: "Another…", lang: "en" }],
    chosen,
    empty,
    (key) => {
      if (key !== ANOTHER) {
        onchange(key);
        return;
      }
      onchange("");
      const input = h("input", { ...own, maxlength: 200, oninput: () => onchange(input.value) });
      node.replaceWith(field(label, input));
      input.focus();
    },
  );
  const node = field(label, select);
  return node;
}
