// All slides beside each other, to jump to one: the slides themselves, made small, each beneath a button.
export class Overview {
  #stage;
  #choose;
  isOpen = false;

  constructor(stage, choose) {
    this.#stage = stage;
    this.#choose = choose;
  }

  get #slides() {
    return [...this.#stage.querySelectorAll(":scope > .slide")];
  }

  open(at) {
    this.isOpen = true;
    document.body.classList.add("overview");
    this.#slides.forEach((slide, number) => {
      slide.hidden = false;
      slide.querySelector(".frame").inert = true;
      slide.append(this.#button(slide, number));
    });
    this.#buttons[at]?.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    document.body.classList.remove("overview");
    this.#buttons.forEach((button) => button.remove());
    this.#slides.forEach((slide) => (slide.querySelector(".frame").inert = false));
  }

  // Arrows go by where the slides stand, not by their number; what no arrow is goes on as any other key.
  turn(key) {
    const buttons = this.#buttons;
    const now = Math.max(0, buttons.indexOf(document.activeElement));
    const { offsetTop } = buttons[0].parentElement;
    const across = buttons.filter((button) => button.parentElement.offsetTop === offsetTop).length;
    const last = buttons.length - 1;
    const to = {
      ArrowRight: now + 1,
      ArrowLeft: now - 1,
      ArrowDown: now + across,
      ArrowUp: now - across,
      Home: 0,
      End: last,
    }[key];
    if (to === undefined) return false;
    buttons[Math.max(0, Math.min(to, last))].focus();
    return true;
  }

  get #buttons() {
    return [...this.#stage.querySelectorAll(":scope > .slide > .jump")];
  }

  #button(slide, number) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "jump";
    const place = document.createElement("span");
    place.textContent = number + 1;
    button.append(place);
    button.setAttribute("aria-label", `Slide ${number + 1}: ${slide.querySelector("h2").textContent}`);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.#choose(number);
    });
    return button;
  }
}
