// Thumbnails are moved by dragging them, or with Alt and the arrow keys; Delete leaves one out. All of it has a button too.

const strips = new WeakMap();
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
const FAR = 8; // pixels from which on a press is a drag

/** Listen on the page; what it returns is called when the component goes. */
export default function ({ parentElement, data, setTriggerValue }) {
  const strip = strips.get(parentElement) ?? begun();
  strips.set(parentElement, strip);
  const isOpened = data.open && data.open !== strip.open;
  Object.assign(strip, { order: data.order, open: data.open, send: setTriggerValue });
  requestAnimationFrame(() => {
    focused(strip);
    if (isOpened) document.querySelector(".st-key-opened")?.scrollIntoView({ block: "nearest" }); // may be far below
  });
  return () => {
    if ((parentElement.host ?? parentElement).isConnected) return;
    strip.stop.abort();
    strips.delete(parentElement);
  };
}

function begun() {
  const strip = { order: [], open: "", send: null, moved: "", drag: null, stop: new AbortController() };
  const on = (name, act) =>
    document.addEventListener(name, (event) => act(strip, event), { capture: true, signal: strip.stop.signal });
  on("keydown", pressed);
  on("pointerdown", taken);
  on("pointermove", dragged);
  on("pointerup", dropped);
  on("pointercancel", put);
  on("click", tapped);
  on("dragstart", (_, event) => nameAt(event.target) && event.preventDefault());
  return strip;
}

function pressed(strip, event) {
  const name = event.target.closest?.("button") ? nameAt(event.target) : "";
  if (!strip.order.includes(name)) return;
  const step = event.altKey && STEPS[event.key];
  if (!step && event.key !== "Delete") return;
  event.preventDefault(); // Alt and an arrow would leaf through the browser's history
  event.stopPropagation();
  if (step) moved(strip, name, step);
  else strip.send("left_out", { name });
}

function moved(strip, name, by) {
  if (!by || strip.order.indexOf(name) + by < 0 || strip.order.indexOf(name) + by >= strip.order.length) return;
  strip.moved = name;
  strip.send("moved", { name, by });
}

/** Keep the focus on what was moved: the page draws it elsewhere. */
function focused(strip) {
  if (!strip.moved) return;
  const held = [...document.querySelectorAll("[data-slide]")].find((each) => each.dataset.slide === strip.moved);
  strip.moved = "";
  cellOf(held)?.querySelector("button")?.focus();
}

function taken(strip, event) {
  const small = event.target.closest?.("[data-slide]"); // a finger scrolls; it has the buttons
  if (event.pointerType !== "mouse" || event.button || !small || !strip.order.includes(small.dataset.slide)) return;
  strip.drag = { small, x: event.clientX, y: event.clientY, over: null };
  event.preventDefault(); // no words are marked on the way
}

function dragged({ order, drag }, event) {
  if (!drag) return;
  const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.over && Math.hypot(x, y) < FAR) return;
  drag.small.style.cssText = `transform:translate(${x}px,${y}px);pointer-events:none;position:relative;z-index:9;opacity:.85`;
  const over = nameAt(document.elementFromPoint(event.clientX, event.clientY));
  drag.over = order.includes(over) ? over : drag.over ?? drag.small.dataset.slide;
}

function dropped(strip, event) {
  const { drag, order } = strip;
  if (drag?.over) moved(strip, drag.small.dataset.slide, order.indexOf(drag.over) - order.indexOf(drag.small.dataset.slide));
  put(strip, event);
}

/** A tap on the picture opens it, as its button does. */
function tapped({ order }, event) {
  const small = event.target.closest?.("[data-slide]");
  if (small && order.includes(small.dataset.slide)) cellOf(small)?.querySelector("button")?.click();
}

function put(strip) {
  strip.drag?.small.removeAttribute("style");
  strip.drag = null;
}

function cellOf(element) {
  return element?.closest?.('[class*="st-key-slide-"]');
}

/** The point whose thumbnail an element belongs to, "" where it belongs to none. */
function nameAt(element) {
  return cellOf(element)?.querySelector("[data-slide]")?.dataset.slide ?? "";
}
