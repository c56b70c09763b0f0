// Turns through every slide of the wall and returns what is wrong on each: words too small, faint, cut off, or on others.
async () => {
  const SMALLEST = 36 / 1080; // of the height of a slide
  const CONTRAST = 7;
  const slides = [...document.querySelectorAll("#stage > .slide")];
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
  const wrong = [];
  const turns = [];
  await document.fonts.ready;
  const shade = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => part / 255).map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  function behind(part) {
    for (let one = part; one; one = one.parentElement) {
      const [r, g, b, a = 1] = shade(getComputedStyle(one).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  }
  function contrast(part) {
    const [one, other] = [light(shade(getComputedStyle(part).color)), light(behind(part))].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  }
  function boxes(part) {
    const range = document.createRange();
    range.selectNodeContents(part);
    return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  }
  const isSeen = (part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  for (const [number, slide] of slides.entries()) {
    const began = performance.now();
    if (number) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    slide.getBoundingClientRect();
    turns.push(performance.now() - began);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const say = (what, words) => wrong.push(`${slide.dataset.key}: ${what}: ${words.trim().slice(0, 60)}`);
    if (slide.hidden) say("is not shown", "");
    const own = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const html = [...slide.querySelectorAll(".frame *")].filter((part) => !part.closest("svg") && own(part) && isSeen(part));
    const drawn = [...slide.querySelectorAll(".picture svg text")].filter((part) => part.textContent.trim() && isSeen(part));
    for (const part of html) {
      if (parseFloat(getComputedStyle(part).fontSize) < SMALLEST * 1080 * unit - 0.2) say("small", part.textContent);
      if (contrast(part) < CONTRAST) say(`contrast ${contrast(part).toFixed(1)}`, part.textContent);
    }
    for (const part of drawn) {
      const { a, b } = part.getScreenCTM();
      const size = parseFloat(getComputedStyle(part).fontSize) * Math.hypot(a, b);
      if (size < SMALLEST * 1080 * unit - 0.5) say(`small (${(size / unit).toFixed(0)})`, part.textContent);
    }
    const all = [
      ...html.flatMap((part) => boxes(part).map((box) => ({ part, box }))),
      ...drawn.map((part) => ({ part, box: part.getBoundingClientRect() })),
    ];
    const low = slide.querySelector(".progress").getBoundingClientRect().top;
    for (const { part, box } of all) {
      if (box.left < -1 || box.right > innerWidth + 1 || box.top < -1) say("past an edge", part.textContent);
      if (box.bottom > low + 1) say("on the progress line or beneath", part.textContent);
    }
    const room = 0.3; // of a line: lines of large type may touch, their letters do not
    all.forEach(({ part, box }, place) => {
      for (const { part: next, box: other } of all.slice(place + 1)) {
        if (part === next || part.contains(next) || next.contains(part)) continue;
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        const least = room * Math.min(box.height, other.height);
        if (across > 4 * unit && down > least) say("on other words", `${part.textContent} / ${next.textContent}`);
      }
    });
  }
  const turn = turns.sort((a, b) => a - b)[Math.floor(turns.length / 2)];
  return { slides: slides.length, wrong: [...new Set(wrong)], turn, moving: document.getAnimations().length };
}
