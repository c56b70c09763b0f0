// The same walk inside a page of the app: drawn once, however often the page runs.

import { mount } from "/walk/a/all.js";

const walks = new WeakMap();

/** Draw the walk into the place Streamlit gives a component; what it returns is called when that place goes. */
export default function ({ parentElement, data }) {
  if (!walks.has(parentElement)) {
    const holder = document.createElement("div");
    holder.addEventListener("keydown", (event) => event.stopPropagation()); // "r" would run the page anew
    parentElement.append(holder);
    walks.set(parentElement, { holder, app: mount(holder, { inside: true }) });
  }
  const { holder, app } = walks.get(parentElement);
  app.then(({ root }) => root.classList.toggle("dark", data?.dark ?? isDark(holder)));
  return () => {
    if ((parentElement.host ?? parentElement).isConnected) return;
    walks.delete(parentElement);
    app.then((mounted) => mounted.close()); // else a left page stays the walk's editor
  };
}

function isDark(holder) {
  const paper = getComputedStyle(holder).getPropertyValue("--st-background-color").trim();
  const [, red, green, blue] = /^#(..)(..)(..)/.exec(paper) ?? [];
  return red !== undefined && parseInt(red, 16) + parseInt(green, 16) + parseInt(blue, 16) < 384;
}
