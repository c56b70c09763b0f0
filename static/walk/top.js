/* A touchpoint opens at its top: Streamlit keeps the scroll position when what is shown changes. */
const shown = new WeakMap();

export default function atTheTop({ data, parentElement }) {
  const before = shown.get(parentElement);
  shown.set(parentElement, data.entry);
  if (before !== undefined && before !== data.entry) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }
}
