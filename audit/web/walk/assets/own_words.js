// One's own words at a stop: what happened, and why a rating is low.

import { day, h, icon, own, radios, sheet, uid, write } from "./draw.js";
import { drawPhotos } from "./more.js";

const OWN_WORDS = 15; // letters of one's own before the words of others can sway nobody

export function openWords(screen) {
  const id = uid("words"),
    others = h("p"),
    heading = h("h3.group", {}, "Others here, last");
  const show = () => {
    const { latest } = screen.stop,
      isFree = screen.entry.what_happened.trim().length >= OWN_WORDS;
    heading.hidden = others.hidden = !latest;
    others.dir = isFree ? "auto" : "ltr";
    others.lang = (isFree && own.lang) || "en";
    if (latest)
      write(
        others,
        isFree
          ? `“${latest.words}” (${outcomeLabel(screen, latest.outcome)}${latest.day ? `, ${day(latest.day)}` : ""})`
          : "Shown once your own words are written, so that they do not sway you.",
      );
  };
  const text = h("textarea", {
    id,
    rows: 6,
    ...own,
    maxlength: 10000,
    value: screen.entry.what_happened,
    oninput: () => {
      screen.change({ what_happened: text.value });
      show();
    },
  });
  const open = sheet(
    screen.app.root,
    "What happened?",
    [h("label.small", { htmlFor: id }, "Facts before feelings. No names."), text, heading, others],
    [h("button.save.wide", { onclick: () => open.close() }, "Keep")],
    () => {
      screen.refresh();
      screen.tools.words.focus();
    },
  );
  show();
  text.focus();
}

function outcomeLabel(screen, key) {
  return (screen.programme.outcomes.find((each) => each.key === key)?.label ?? "not judged").toLowerCase();
}

export function askWhy(screen, [key, rating]) {
  const label = screen.programme.dimensions.find((dimension) => dimension.key === key)?.label ?? "it";
  const id = uid("why");
  const text = h("textarea", {
    id,
    rows: 3,
    ...own,
    maxlength: 10000,
    oninput: () => {
      screen.change({ what_happened: text.value });
      write(band, "");
    },
  });
  const band = h("p.note", { role: "alert" });
  const causes = radios({
    name: `${id}-no`,
    labelledby: `${id}-no-h`,
    kind: "chip",
    options: screen.programme.causes_of_no_words,
    chosen: screen.entry.why_no_words,
    onchoose: (why) => {
      screen.change({ why_no_words: why });
      write(band, "");
    },
  });
  const save = (event) => {
    const { what_happened, why_no_words } = screen.entry;
    if (!what_happened.trim() && !why_no_words && !screen.hold.photosOf(screen.entryId).length) {
      write(band, "One sentence, one photo, or tap why not.");
      text.focus();
      return;
    }
    open.close();
    screen.save(event);
  };
  const open = sheet(
    screen.app.root,
    `What made ${label} a ${rating}?`,
    [
      h("label.small", { htmlFor: id }, "One sentence or one photo, so that it can be mended."),
      text,
      ...drawPhotos(screen, `${id}-photo`, () => write(band, "")),
      h("h3.group", { id: `${id}-no-h` }, "Or say why not"),
      causes.node,
      band,
    ],
    [
      h("button.btn", { onclick: () => open.close() }, "Back"),
      h("button.save", { onclick: save }, "Save ", icon("fwd")),
    ],
    () => screen.refresh(),
  );
  text.focus();
}
