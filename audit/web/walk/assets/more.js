// The sheet of a stop for what is not always there: photos, signals, the greeting, a wait without the clock.

import { chips, h, icon, radios, sheet, uid, write } from "./draw.js";

export function openMore(screen, where) {
  const { entry } = screen,
    ids = { greeted: uid("greeted"), good: uid("good"), hard: uid("hard"), wait: uid("wait") };
  const meaning = h("p.small.meaning", { role: "status", dir: "auto" });
  const greeted = radios({
    name: ids.greeted,
    labelledby: `${ids.greeted}-h`,
    options: [
      { key: "yes", label: "Yes" },
      { key: "no", label: "No" },
      { key: "no one there", label: "No one there" },
    ],
    chosen: entry.greeted,
    onchoose: (key) => screen.change({ greeted: key }),
  });
  const group = (isGood, id) =>
    chips({
      options: screen.programme.signals.filter((signal) => signal.is_good === isGood),
      chosen: screen.entry.signals.filter((key) => isGoodSignal(screen, key) === isGood),
      labelledby: id,
      onchange: (on, signal) => {
        screen.change({
          signals: [...screen.entry.signals.filter((key) => isGoodSignal(screen, key) !== isGood), ...on],
        });
        meaning.lang = signal.meaning_lang || "en";
        write(meaning, `${signal.label}: ${signal.meaning}`);
      },
    });
  const wait = h("input.box", {
    id: ids.wait,
    autocomplete: "off",
    placeholder: "1:30, 1,5 or 90 s",
    maxlength: 40,
    value: entry.clock_started_at ? "" : entry.wait,
    oninput: () => {
      screen.change({ wait: wait.value, clock_started_at: null });
      if (screen.field === "wait") screen.complain("");
    },
  });
  const open = sheet(
    screen.app.root,
    "Photo, signals, greeting",
    [
      h("h3.group", { id: `${ids.greeted}-h` }, "Greeted within ten seconds?"),
      greeted.node,
      h("h3.group", { id: ids.good }, "It was"),
      group(true, ids.good),
      h("h3.group", { id: ids.hard }, "It was hard because of"),
      group(false, ids.hard),
      meaning,
      ...drawPhotos(screen, uid("photos")),
      h("h3.group", {}, h("label", { htmlFor: ids.wait }, "Wait, if you did not use the clock")),
      wait,
    ],
    [
      !screen.isUntouched &&
        h(
          "button.btn.quiet",
          { onclick: () => clear(screen, open) },
          screen.entry.saved ? "Take it back" : "Clear this stop",
        ),
      h("button.save.wide", { onclick: () => open.close() }, "Keep"),
    ],
    () => {
      screen.refresh();
      (screen.tools[where] ?? screen.tools.signals).focus();
    },
  );
  if (where === "wait") wait.focus();
  else if (where === "photo") open.node.querySelector("[type=file]").focus();
  else if (where === "signals") open.node.querySelector("[type=checkbox]")?.focus();
  else greeted.focus();
}

function isGoodSignal(screen, key) {
  return screen.programme.signals.find((signal) => signal.key === key)?.is_good ?? true;
}

function clear(screen, open) {
  open.close();
  screen.hold.clearEntry(screen.entryId);
  screen.app.confirm(`Empty again: ${screen.stop.name}`);
  screen.app.show("stop", screen.walkId, screen.stop.id);
}

/** Return the photos of this stop, and the way to add one; `onadd` once that was done. */
export function drawPhotos(screen, id, onadd = () => {}) {
  const list = h("div.thumbs"),
    note = h("p.note", { role: "alert" });
  const show = () => {
    list.querySelectorAll("figure").forEach((each) => each.remove());
    list.prepend(
      ...screen.hold.photosOf(screen.entryId).map((photo) => {
        const address = URL.createObjectURL(screen.hold.pictureOf(photo));
        const picture = h("img", {
          src: address,
          alt: "Photo of this stop",
          onload: () => URL.revokeObjectURL(address),
        });
        const state = { kept: "arrived", refused: "not taken" }[photo.state] ?? "waiting";
        if (photo.state === "refused") write(note, `Not taken: ${photo.sentence}`);
        const isOurs = photo.state === "refused" || (!photo.state && !photo.arrived);
        const drop =
          isOurs &&
          h(
            "button",
            {
              "aria-label": "Take this photo away",
              onclick: () => {
                screen.hold.dropPhoto(photo.id);
                show();
              },
            },
            picture,
          );
        return h("figure", {}, drop || picture, h("figcaption", {}, state));
      }),
    );
  };
  const take = async (shrink, most) => {
    for (const file of input.files) {
      if (screen.hold.photosOf(screen.entryId).length >= most) {
        write(note, `${most} photos of one stop are enough. Take one away to add another.`);
        return;
      }
      await shrink(file)
        .then((small) => small.arrayBuffer())
        .then(
          (bytes) => screen.hold.addPhoto(screen.entryId, bytes),
          (problem) => write(note, problem.message),
        );
    }
    await screen.hold.settled;
    if (screen.hold.storage) write(note, "No room left on this phone: a photo is kept only while this page is open.");
  };
  const input = h("input.over", {
    type: "file",
    accept: "image/*",
    multiple: true,
    "aria-describedby": id,
    onchange: async () => {
      write(note, "");
      const { shrink, MOST_PHOTOS } = await import("/walk/a/photos.js").catch(() => ({}));
      if (shrink) await take(shrink, MOST_PHOTOS);
      else write(note, "Photos can be added once there is signal. All that you wrote is kept.");
      input.value = "";
      show();
      onadd();
    },
  });
  list.append(h("label.btn", {}, icon("cam"), h("span", {}, "Add a photo"), input));
  show();
  return [h("h3.group", { id }, "Photo: no faces, no screens, no badges"), list, note];
}
