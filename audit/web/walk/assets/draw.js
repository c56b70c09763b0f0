// The parts every screen is drawn with: elements, pictures, the three outcomes, sheets that come from below.

const SHAPES = {
  back: '<path d="m15 5-7 7 7 7"/>',
  fwd: '<path d="m9 5 7 7-7 7"/>',
  down: '<path d="m6 9.500 6 6 6-6"/>',
  list: '<path d="M9.500 6H20M9.500 12H20M9.500 18H20M4 6h1.500M4 12h1.500M4 18h1.500"/>',
  pen:
    '<path d="m4 20 1-4.300L16.200 4.500a1.800 1.800 0 0 1 2.600 0l.7.7a1.800 1.800 0 0 1 0 2.600L8.300 ' +
    '19z"/><path d="m14.500 6.500 3 3"/>',
  cam:
    '<path d="M4.500 8h3l1.600-2.500h5.800L16.500 8h3A1.500 1.500 0 0 1 21 9.500v8a1.500 1.500 0 0 1-1.500 ' +
    '1.500h-15A1.500 1.500 0 0 1 3 17.500v-8A1.500 1.500 0 0 1 4.500 8z"/>' +
    '<circle cx="12" cy="13.200" r="3.300"/>',
  flag: '<path d="M6 21V4.500M6 5c4-2.400 7 2.400 12 0v9c-5 2.400-8-2.400-12 0"/>',
  hello:
    '<path d="M4 6.500A1.500 1.500 0 0 1 5.500 5h13A1.500 1.500 0 0 1 20 6.500v8a1.500 1.500 0 0 1-1.500 ' +
    '1.500H11l-4 3.500V16H5.500A1.500 1.500 0 0 1 4 14.500z"/>' +
    '<path d="M9 9v.1M15 9v.1M9 11.800c1.700 1.700 4.300 1.700 6 0"/>',
  clock: '<circle cx="12" cy="13.500" r="7.500"/><path d="M12 9.500v4l2.500 1.800M9.500 3h5"/>',
  halt:
    '<circle cx="12" cy="12" r="9"/><rect x="8.700" y="8.700" width="6.600" height="6.600" rx="1" ' +
    'fill="currentColor"/>',
  here: '<rect x="7" y="3" width="10" height="18" rx="2.500"/><path d="m10 12 1.600 1.600L14.300 11"/>',
  off:
    '<path d="M3 3l18 18M5 12.500a10 10 0 0 1 3.500-2.300M12.500 9.100A10 10 0 0 1 19 12.500M8.500 16a5 5 0 ' +
    '0 1 5.300-1.100M12 19.500v.1"/>',
  warn: '<path d="M12 4 2.800 19.500h18.400z"/><path d="M12 10v4.500M12 17v.1"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  tick: '<path d="m5 12.500 4.500 4.500L19 7.500"/>',
  book: '<path d="M7 4.500A1 1 0 0 1 8 3.500h8a1 1 0 0 1 1 1V20l-5-4-5 4z"/>',
  tabs: '<rect x="3" y="8" width="13" height="13" rx="2"/><path d="M8 4.500h11A1.500 1.500 0 0 1 20.500 6v11"/>',
};
const MARKS = {
  // the shape says it before the colour does
  positive: ["good", '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.3 3 3 6-6.3"/>'],
  neutral: ["mixed", '<rect x="2.5" y="2.500" width="19" height="19" rx="4"/><path d="M7.500 12h9"/>'],
  negative: [
    "bad",
    '<path class="solid" d="M2.6 3.6h18.8a1 1 0 0 1 .9 1.5l-9.4 16.2a1 1 0 0 1-1.8 0L1.7 5.1a1 1 0 0 1 ' +
      '.9-1.5z"/><path d="M12 7.400v4.800M12 15.400v.1"/>',
  ],
  now: ["now", '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4.500"/>'],
  begun: ["begun", '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>'],
  before: ["past", '<circle cx="12" cy="12" r="9"/><path d="m8 12.300 2.800 2.800 5.400-5.800"/>'],
  skipped: ["skipped", '<path d="M6 12h12"/>'],
  open: ["open", '<circle cx="12" cy="12" r="9"/>'],
};
let count = 0;

/** Return a name no other element here has. */
export const uid = (name) => `${name}-${++count}`;

/** Return an element: `h("button.card", {onclick}, "words", child)`; words are text, never markup. */
export function h(what, fields = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (tag === "button") node.type = "button";
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.startsWith("aria") && !["list", "form", "style"].includes(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return words of people, which may run from right to left. */
export const words = (what, text, fields = {}) => h(what, { ...own, ...fields }, text);

/** What an element has that holds words of people: their direction, and the language they are read aloud in. */
export const own = { dir: "auto", lang: null };

/** Set the language that people write in. */
export function speak(language) {
  own.lang = language || null;
}

/** Return a word of the programme in its language. */
export const named = ({ label, lang }) => h("span", lang ? { dir: "auto", lang } : {}, label);

export function icon(name) {
  return picture("icon", SHAPES[name]);
}
export function mark(name) {
  const [kind, shape] = MARKS[name] ?? MARKS.open;
  return picture(`mark ${kind}`, shape);
}

/** Put another picture in the place of the one an element has. */
export function swapIcon(node, name) {
  if (node.dataset.icon === name) return;
  node.dataset.icon = name;
  node.querySelector("svg")?.replaceWith(icon(name));
}

function picture(kind, shape) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", kind);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = shape; // drawn above, nobody's words
  return svg;
}

/** Write text only where it differs: what a screen reader has read is not read again. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Show on a tool whether something is behind it. */
export function markTool(button, name, text, isSo) {
  button.classList.toggle("has", isSo);
  write(button.querySelector("span"), text);
  swapIcon(button, isSo ? "tick" : name);
}

/** Return a group of which one can be chosen; a second tap, or Space, Delete, Backspace on it, takes it back. */
export function radios({ name, options, chosen, onchoose, labelledby, label, kind = "pick", draw }) {
  const group = h(`div.${kind}`, { role: "radiogroup", "aria-labelledby": labelledby, "aria-label": label });
  const inputs = options.map((option) => {
    const input = h("input.over", { type: "radio", name, value: option.key });
    group.append(
      h(
        "label",
        { className: MARKS[option.key]?.[0] ?? "" },
        input,
        ...(draw ? draw(option) : [named(option)]),
      ),
    );
    return input;
  });
  let current = "";
  const show = (key) => {
    current = String(key ?? "");
    for (const input of inputs) input.checked = input.value === current;
  };
  const choose = (key) => {
    show(key);
    onchoose(key);
  };
  group.addEventListener("click", ({ target }) => {
    if (target.type === "radio") choose(target.value === current ? "" : target.value);
  });
  group.addEventListener("keydown", (event) => {
    if (event.target.checked && [" ", "Delete", "Backspace"].includes(event.key)) {
      event.preventDefault();
      choose("");
    }
  });
  show(chosen);
  return { node: group, show, focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus() };
}

/** Return Good, Mixed and Bad, each with its shape. */
export function outcomes(fields) {
  return radios({ ...fields, draw: (option) => [mark(option.key), h("span", {}, option.label)] });
}

/** Return chips that can each be on or off. */
export function chips({ options, chosen, onchange, labelledby }) {
  const on = new Set(chosen);
  const node = h("div.chip", { role: "group", "aria-labelledby": labelledby });
  for (const option of options) {
    const input = h("input.over", { type: "checkbox", value: option.key, checked: on.has(option.key) });
    input.addEventListener("change", () => {
      on[input.checked ? "add" : "delete"](option.key);
      onchange([...on], option);
    });
    node.append(h("label", {}, input, named(option)));
  }
  return node;
}

/** Return a labelled field of the start sheet. */
export function field(label, control, isUnseen = false) {
  control.id ||= uid("field");
  return h(
    "div.field",
    {},
    h("label", { htmlFor: control.id, className: isUnseen ? "unseen" : "" }, label),
    control,
    control.tagName === "SELECT" && icon("down"),
  );
}

/** Open a sheet; it goes with Escape, with its last button, or by `close()` of what is returned. */
export function sheet(app, title, body, actions, onclose = () => {}) {
  const id = uid("sheet"),
    heading = h("h2", { id, tabIndex: -1 }, title);
  const node = h(
    "dialog",
    { "aria-labelledby": id },
    h("div.flow", {}, heading, ...body),
    h("div.bar", {}, h("div.act", {}, ...actions)),
  );
  node.addEventListener("close", () => {
    node.remove();
    onclose();
  });
  app.append(node);
  node.showModal();
  heading.focus();
  return { node, close: () => node.close() };
}

export const time = (moment) =>
  new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const day = (text) => new Date(`${text}T12:00`).toLocaleDateString([], { day: "numeric", month: "long" });
export const counted = (n, noun, many = `${noun}s`) => `${n} ${n === 1 ? noun : many}`;
