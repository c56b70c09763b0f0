// Words as large as they fit, found by measuring: a slide that is too full is set one step smaller, down to 36 of 1,080.
const STEPS = 7;

// What stands lower than the last line of the frame may, or wider than it, does not fit.
function isFull(frame) {
  const { bottom } = frame.getBoundingClientRect();
  const lowest = bottom - parseFloat(getComputedStyle(frame).paddingBottom) + 1;
  const flow = [...frame.children].filter((part) => !part.classList.contains("progress"));
  return flow.some((part) => part.getBoundingClientRect().bottom > lowest) || frame.scrollWidth > frame.clientWidth + 1;
}

// Sets one slide that is seen; what it was set to before is found again at once where nothing changed.
export function fit(slide) {
  const frame = slide.querySelector(".frame");
  const size = `${slide.clientWidth}x${slide.clientHeight}`;
  if (!frame || !slide.clientHeight || slide.dataset.fitted === size) return;
  let step = 0;
  do slide.dataset.fit = step;
  while (isFull(frame) && ++step <= STEPS);
  slide.dataset.fitted = size;
}

// Forgets what was measured: the window, the type or the words have changed.
export const refit = (slides) => slides.forEach((slide) => delete slide.dataset.fitted);

// Draws one mark a phone, filled where it has voted; beyond sixty one mark stands for several.
export function drawMarks(place, votes, phones) {
  const all = Math.max(votes, phones);
  const each = [1, 2, 5, 10, 20, 50, 100].find((many) => all / many <= 60) ?? Math.ceil(all / 60);
  const count = Math.ceil(all / each);
  while (place.children.length < count) place.append(document.createElement("i"));
  while (place.children.length > count) place.lastChild.remove();
  [...place.children].forEach((mark, number) => mark.classList.toggle("on", number < Math.floor(votes / each)));
}
