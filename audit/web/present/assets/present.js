// The keys, windows and clock of a review on the wall. Slides are all in the page; only where it stands is asked for.
import { drawMarks, fit, refit } from "./fit.js";
import { Overview } from "./overview.js";

(() => {
  const { body } = document;
  const { path, back } = body.dataset;
  const isDesk = body.classList.contains("desk");
  const isClosed = "closed" in body.dataset;
  const stage = document.getElementById("stage");
  const one = (id) => document.getElementById(id);
  const others = new BroadcastChannel(path);
  const live = {
    slide: Number(body.dataset.at),
    revealed: body.dataset.revealed === "true",
    room_open: body.dataset.open === "true",
    version: body.dataset.version,
  };
  let at = live.slide;
  let isBlack = false;
  let leftFullScreen = 0;

  const slides = () => [...stage.querySelectorAll(":scope > .slide")];
  const current = () => slides()[at];
  const write = (id, words) => {
    const place = one(id);
    if (place && place.textContent !== words) place.textContent = words;
  };
  const SILENT = "The app does not answer; slides still turn here. Other windows follow once it is back.";
  const UNKEPT = "The app does not answer, so nothing was shown, hidden or edited. Try again in a moment.";
  const UNCOUNTED = "The app does not answer, so no hands were counted. Try again in a moment.";
  const say = (words) => write("said", words);
  const trouble = (words) => {
    write("trouble", words);
    one("trouble").hidden = !words;
  };

  // ---- what is seen
  function show(number, { tells = true, says = true } = {}) {
    const all = slides();
    overview.close();
    at = Math.max(0, Math.min(number, all.length - 1));
    all.forEach((slide, place) => {
      const [isCurrent, isNext] = [place === at, place === at + 1];
      slide.hidden = !isCurrent && !(isDesk && isNext);
      slide.classList.toggle("current", isCurrent);
      slide.classList.toggle("next", isNext);
    });
    fitSeen();
    body.classList.toggle("turned", tells || !says);
    history.replaceState(null, "", `#${at + 1}`);
    write("place", `${at + 1} of ${all.length}`);
    if (says) say(`Slide ${at + 1} of ${all.length}: ${current().querySelector("h2").textContent}`);
    if (isDesk) showDesk(all);
    if (says) tidy();
    if (!tells) return;
    clock(at > 0);
    heard = null;
    tell({ slide: at });
    others.postMessage({ slide: at });
  }

  // ---- all slides beside each other
  const overview = new Overview(stage, (number) => show(number));
  function toggleOverview() {
    if (overview.isOpen) return show(at, { tells: false });
    overview.open(at);
    say("All slides. Arrows go from one to the next, Enter shows it.");
    fitSeen();
  }

  const fitSeen = () => slides().forEach((slide) => slide.hidden || fit(slide));
  function fitAgain() {
    refit(slides());
    fitSeen();
  }

  function showDesk(all) {
    const { notes, minutes } = current().dataset;
    write("notes", notes || "No notes for this slide.");
    write("minutes", `Planned for this slide: ${Number(minutes)} min`);
    write("coming", at + 1 < all.length ? "Next" : "This is the last slide");
  }

  function showLive() {
    body.dataset.open = live.room_open;
    document.querySelectorAll("[data-votes]").forEach((place) => {
      if (live.votes === undefined) return;
      place.textContent = live.votes === 1 ? "1 vote" : `${live.votes.toLocaleString("en")} votes`;
    });
    showVoted();
    showTimer();
    write("phones", live.phones ? `${live.phones === 1 ? "1 phone" : `${live.phones} phones`} in, ` : "");
    write("reveal", live.revealed ? "Hide the vote's result" : "Show the vote's result");
    write("open", live.room_open ? "Close the room" : "Let phones in");
    write("room", live.room_open ? "The room is open." : "The room is closed to phones.");
  }

  function showVoted() {
    const { votes, phones } = live;
    if (votes === undefined) return;
    const many = votes === 1 ? "1 vote" : `${votes.toLocaleString("en")} votes`;
    const share = `${votes.toLocaleString("en")} of ${phones?.toLocaleString("en")} have voted`;
    document.querySelectorAll("[data-voted]").forEach((place) => {
      place.textContent = phones >= votes && phones > 0 ? share : `${many} so far`;
    });
    document.querySelectorAll("[data-marks]").forEach((place) => drawMarks(place, votes, phones ?? 0));
    document.querySelectorAll("[data-phones]").forEach((place) => {
      place.hidden = !phones;
      place.textContent = phones === 1 ? "1 phone is in" : `${phones?.toLocaleString("en")} phones are in`;
    });
  }

  function forward(reveals) {
    if (reveals && "waits" in current().dataset && !isClosed) reveal(true);
    else show(at + 1);
  }

  function black(dark, tells = true) {
    isBlack = dark;
    if (isDesk) one("dark").hidden = !dark;
    body.classList.toggle("black", dark);
    say(dark ? "The screen is black. B brings the slide back." : current().querySelector("h2").textContent);
    if (tells) others.postMessage({ black: dark });
  }

  const reveal = (revealed) => isClosed || tell({ revealed });
  // The room sees a result the moment there is one; where nobody has voted, ending the vote is asked about first.
  const UNVOTED = "Nobody has voted yet. Once more ends the vote all the same.";
  function toggleResult() {
    if (live.revealed || isClosed) return reveal(false);
    if (live.votes === 0 && one("trouble").textContent !== UNVOTED) return trouble(UNVOTED);
    const result = slides().findIndex((slide) => "waits" in slide.dataset);
    if (result >= 0 && result !== at) show(result);
    reveal(true);
  }

  // ---- a minute to vote; once it is over no vote counts any more
  const TIMED = 60;
  const toggleTimer = () => isClosed || tell({ timer: live.seconds > 0 ? 0 : TIMED });
  function showTimer() {
    const { seconds } = live;
    const runs = seconds !== null && seconds !== undefined;
    const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    document.querySelectorAll("[data-timer]").forEach((place) => {
      place.hidden = !runs;
      place.textContent = seconds ? `${left} left` : "Time is up.";
    });
    write("timer", seconds > 0 ? `Stop the timer (${left})` : "A minute to vote");
  }

  const toggleRoom = () => isClosed || tell({ room_open: !live.room_open });
  // ---- the server: one message on its way at a time, the latest word wins
  const PATIENCE = 4000; // milliseconds until a server that says nothing is taken for silent
  let waiting = null;
  let unsent = null;
  let sending = false;
  let moves = 0;
  let looking = false;

  async function tell(asked) {
    waiting = { ...waiting, ...asked };
    moves += 1;
    if (sending) return;
    sending = true;
    while (waiting) {
      const message = { ...unsent, ...waiting };
      waiting = unsent = null;
      await send(message);
    }
    sending = false;
  }

  const headers = { "Content-Type": "application/json", "X-Present": "1" };
  const asks = isDesk ? "?said" : ""; // what people said goes to the presenter's window alone
  async function send(message) {
    try {
      const answer = await fetch(`${path}/live${asks}`, {
        method: "POST",
        headers,
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(PATIENCE),
      });
      const now = await answer.json();
      trouble(now.wrong || "");
      if (answer.ok && !waiting) take(now); // a window elsewhere may have moved it since
      if ("revealed" in message) others.postMessage({ look: true });
    } catch {
      unsent = message;
      trouble(SILENT);
    }
  }

  async function look() {
    if (looking) return;
    looking = true;
    const begun = moves;
    try {
      const answer = await fetch(`${path}/live${asks}`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 404) trouble("This review is not there any more.");
      if (!answer.ok) return;
      const now = await answer.json();
      if (!sending && begun === moves) take(now);
      if (unsent) tell(unsent);
      else if ([SILENT, UNKEPT, UNCOUNTED].includes(one("trouble").textContent)) trouble("");
    } catch {
      trouble(SILENT);
    } finally {
      looking = false;
    }
  }

  // Another window said where it goes; until the server has heard it too, its answers are older than that.
  let heard = null;

  function take(now) {
    if (isClosed) now.slide = live.slide; // a closed review stands still; its windows lead each other
    if (heard && now.slide !== heard.slide && performance.now() < heard.until) now.slide = heard.slide;
    else heard = null;
    const isMoved = now.slide !== live.slide;
    const isOther = now.version !== live.version;
    Object.assign(live, now);
    showLive();
    if (now.said) showSaid(now.said);
    if (isOther) renew().catch(() => (live.version = ""));
    if (isMoved && now.slide !== at) show(now.slide, { tells: false });
  }

  async function renew() {
    const asked = new URLSearchParams(location.search);
    if (isDesk) asked.set("notes", "");
    const answer = await fetch(`${path}/slides?${asked}`, { cache: "no-store" });
    if (!answer.ok) throw new Error("no slides");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { key } = current().dataset;
    const wasOpen = overview.isOpen;
    stage.replaceChildren(...fresh.body.children);
    const same = slides().findIndex((slide) => slide.dataset.key === key);
    show(same < 0 ? at : same, { tells: false, says: false });
    if (wasOpen) toggleOverview();
    showLive();
  }

  // ---- what people said. What is decided here stays where it is until the slide turns: nothing moves under a finger.
  const entries = new Map();

  function showSaid({ waiting, first, last, questions, result }) {
    showAsked(questions);
    showResult(result);
    const list = one("waiting");
    write("waiting-title", `Waiting to be shown (${waiting.toLocaleString("en")})`);
    const waits = new Set(first.map(({ id }) => id));
    const isOver = ({ id }) => !waits.has(id) && !list.querySelector(`[data-id="${id}"]:is([data-here], [data-edited])`);
    list.querySelectorAll("li:not([data-here], [data-edited])").forEach((row) => waits.has(row.dataset.id) || row.remove());
    first.forEach((entry) => {
      if (!list.contains(entries.get(entry.id))) list.append(rowOf(entry));
    });
    const over = last.filter(isOver).map(rowOf);
    const rows = [...[...one("last").querySelectorAll("[data-edited]")].filter((row) => !over.includes(row)), ...over];
    [...first, ...last].forEach(mark);
    const focused = document.activeElement;
    if (rows.some((row, place) => one("last").children[place] !== row)) one("last").replaceChildren(...rows);
    if (focused !== document.activeElement && focused.isConnected) focused.focus(); // a row that moved loses it
    while (one("last").children.length > rows.length) one("last").lastChild.remove();
    one("decided").hidden = !rows.length;
    one("nobody").hidden = list.children.length > 0;
  }

  function showAsked(questions) {
    one("asked-part").hidden = !questions.length;
    const lines = questions.map(({ words, written, votes }) => {
      const line = document.createElement("li");
      const wanted = document.createElement("strong");
      wanted.textContent = votes;
      line.append(wanted, ` ${words}`);
      if (written) line.append(wasWritten(written));
      return line;
    });
    one("asked").replaceChildren(...lines);
  }

  // The result is seen here before the room sees it; whoever stands close to others can have it blurred.
  function showResult(result) {
    one("result-part").hidden = !result.length;
    const most = Math.max(1, ...result.map(({ votes }) => votes));
    const lines = result.map(({ choice, votes }) => {
      const line = document.createElement("li");
      line.style.setProperty("--share", votes / most);
      const count = document.createElement("strong");
      count.textContent = votes;
      line.append(choice, " ", count);
      return line;
    });
    one("result").replaceChildren(...lines);
  }

  const blur = one("blur");
  if (blur) {
    blur.checked = localStorage.getItem("blur the result") === "yes";
    const keep = () => localStorage.setItem("blur the result", blur.checked ? "yes" : "no");
    blur.addEventListener("change", keep);
  }

  // Keys of whoever moderates: they decide about the oldest entry that waits.
  const undecided = () => [...document.querySelectorAll("#waiting li:not([data-here])")];
  function moderates({ key, target }) {
    const [row] = undecided();
    const what = key.toLowerCase();
    const held = isDesk && target.closest("li[data-id]");
    if (what === "e" && held) return edit(held);
    if (!isDesk || !row) return false;
    if (what === "s" || what === "h") decide(row, what === "s");
    else if (what === "a") showAllClear();
    else if (what === "e") return edit(row);
    else return false;
    return true;
  }

  function showAllClear() {
    const rows = undecided().filter((row) => !("named" in row.dataset));
    if (rows.length) decideAll(rows, { ids: rows.map((row) => row.dataset.id), shown: true });
  }

  function make(tag, text = "", className = "") {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = className;
    if (tag === "button") made.type = "button";
    return made;
  }
  const wasWritten = (words) => make("span", `Edited. Written was: “${words}”`, "soft was");

  function rowOf({ id, about, shown }) {
    if (entries.has(id)) return entries.get(id);
    const row = document.createElement("li");
    row.dataset.id = id;
    row.dataset.seen = seen(shown);
    const quote = make("p");
    quote.id = `quote-${id}`;
    quote.append(make("span", `${about}: `, "soft"), "", make("span"));
    const buttons = ["Show", "Hide", "Edit"].map((what) => make("button", what));
    buttons.forEach((button) => button.setAttribute("aria-describedby", quote.id));
    buttons.forEach((button, place) => button.addEventListener("click", () => (place < 2 ? decide(row, !place) : edit(row))));
    row.append(quote, ...buttons);
    entries.set(id, row);
    return row;
  }

  const seen = (shown) => (shown === null ? "waits" : shown ? "shown" : "hidden");
  const reads = new Map(); // what the room reads of an entry, and what was written
  function mark({ id, shown, words, written, named }) {
    const row = entries.get(id);
    if (!row) return;
    row.dataset.seen = seen(shown);
    const [show, hide] = row.querySelectorAll("button");
    show.textContent = shown === true ? "Shown" : "Show";
    hide.textContent = shown === false ? "Hidden" : "Hide";
    show.setAttribute("aria-pressed", shown === true);
    hide.setAttribute("aria-pressed", shown === false);
    const before = reads.get(id);
    if (before?.words === words && before.written === (written || words)) return;
    reads.set(id, { words, written: written || words });
    const [, text, beneath] = row.firstChild.childNodes;
    text.data = words;
    row.toggleAttribute("data-named", named);
    const doubts = named ? [make("em", "May name somebody: edit or hide it")] : [];
    beneath.replaceChildren(...doubts, ...(written ? [wasWritten(written)] : []));
  }

  // Words are edited where they stand: Enter keeps, Escape leaves them; what was written can be brought back.
  function edit(row) {
    const { id } = row.dataset;
    if (isClosed || !reads.has(id)) return false;
    if ("edited" in row.dataset) return row.querySelector("textarea").focus() ?? true;
    const opener = document.activeElement;
    let before = reads.get(id).words;
    const field = Object.assign(make("textarea"), { value: before, maxLength: 500, rows: 2, dir: "auto" });
    field.setAttribute("aria-label", "What the room is to read. Enter keeps it, Escape leaves it as it was.");
    const [keeps, leaves, brings] = ["Keep", "Leave", "As written"].map((what) => make("button", what));
    const form = make("form", "", "edit");
    keeps.type = "submit";
    keeps.className = "main";
    form.append(field, keeps, leaves, brings);
    row.dataset.edited = "";
    row.append(form);
    const done = () => {
      form.remove();
      delete row.dataset.edited;
      if (opener.isConnected) opener.focus();
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (field.value.trim() === before) return done();
      if (await post("mended", { id, words: field.value, before })) {
        done();
        return say(`The room will read: ${reads.get(id).words}`);
      }
      await look();
      before = reads.get(id).words; // refused: the reason stands there, and keeping it once more is meant
      return field.focus();
    });
    leaves.addEventListener("click", done);
    brings.addEventListener("click", () => {
      field.value = reads.get(id).written;
      field.focus();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && (event.target !== field || event.key !== "Enter" || event.shiftKey || event.isComposing)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") done();
      else form.requestSubmit();
    });
    field.focus();
    field.setSelectionRange(before.length, before.length);
    return true;
  }

  const decide = (row, shown) => decideAll([row], { id: row.dataset.id, shown, seen: row.dataset.seen });

  async function decideAll(rows, asked) {
    moves += 1;
    const fresh = rows.filter((row) => !("here" in row.dataset));
    fresh.forEach((row) => (row.dataset.here = "")); // at once: a look on its way may hear of it before we do
    const isKept = await post("said", asked);
    if (!isKept) fresh.forEach((row) => delete row.dataset.here);
  }

  // Returns whether the server took it; the reason why not stands below.
  async function post(where, asked) {
    moves += 1;
    try {
      const body = JSON.stringify(asked);
      const answer = await fetch(`${path}/${where}${asks}`, { method: "POST", headers, body });
      const now = await answer.json();
      trouble(now.wrong || "");
      if (!answer.ok) return false;
      moves += 1;
      if (!sending) take(now);
      others.postMessage({ look: true });
      return true;
    } catch {
      trouble(UNKEPT);
      return false;
    }
  }

  function tidy() {
    document.querySelectorAll("#waiting [data-here]:not([data-edited])").forEach((row) => {
      delete row.dataset.here;
      row.remove();
    });
  }

  // ---- a show of hands, counted in the presenter's window
  const counts = () => [...document.querySelectorAll("#hands [data-choice]")];
  async function countHands(hands) {
    moves += 1;
    try {
      const answer = await fetch(`${path}/hands${asks}`, { method: "POST", headers, body: JSON.stringify({ hands }) });
      const now = await answer.json();
      trouble(now.wrong || "");
      if (!answer.ok) return;
      if (!Object.keys(hands).length) one("hands").reset();
      if (!sending) take(now);
      others.postMessage({ look: true });
    } catch {
      trouble(UNCOUNTED);
    }
  }

  one("hands")?.addEventListener("submit", (event) => {
    event.preventDefault();
    countHands(Object.fromEntries(counts().map((field) => [field.dataset.choice, Number(field.value || 0)])));
  });

  others.onmessage = ({ data }) => {
    if ("slide" in data) {
      live.slide = data.slide;
      heard = { slide: data.slide, until: performance.now() + 5000 };
      moves += 1;
      show(data.slide, { tells: false });
    }
    if ("black" in data) black(data.black, false);
    if ("look" in data) look();
  };

  // ---- the clock begins when the first slide is left
  const began = `began ${path}`;
  function clock(runs, again = false) {
    if (again || (runs && !localStorage.getItem(began))) localStorage.setItem(began, String(Date.now()));
    tick();
  }

  function tick() {
    if (!isDesk) return;
    const since = Number(localStorage.getItem(began)) || Date.now();
    const seconds = Math.floor((Date.now() - since) / 1000);
    write("elapsed", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    const planned = slides().map((slide) => Number(slide.dataset.minutes));
    const before = planned.slice(0, at).reduce((sum, each) => sum + each, 0);
    const whole = planned.reduce((sum, each) => sum + each, 0);
    write("planned", `${Math.ceil(whole)} ${Math.ceil(whole) === 1 ? "minute" : "minutes"}`);
    const spent = seconds / 60;
    const late = spent > before + planned[at] ? spent - before - planned[at] : Math.min(0, spent - before);
    const left = Math.ceil(whole - spent);
    const pace = late >= 1 ? `${Math.round(late)} min behind` : late <= -1 ? `${Math.round(-late)} min ahead` : "on time";
    write("pace", `· ${left >= 0 ? `${left} min left` : `${-left} min over`} · ${pace}`);
  }

  // ---- keys, pointer, touch
  const root = document.documentElement;
  const toggleFull = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
  function leave() {
    if (isBlack) black(false);
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (!isDesk && performance.now() - leftFullScreen > 400) location.assign(back);
  }

  function otherScheme() {
    const asked = new URLSearchParams(location.search);
    if (asked.has("dark")) asked.delete("dark");
    else asked.set("dark", "1");
    location.replace(`${location.pathname}?${asked}#${at + 1}`);
  }
  const openDesk = () => isDesk || window.open(`${path}/presenter`, "presenter", "popup,width=1280,height=800");
  const openKeys = () => one("keys").showModal();
  const KEYS = {
    ArrowRight: () => forward(false),
    PageDown: () => forward(true),
    " ": () => forward(true),
    ArrowLeft: () => show(at - 1),
    PageUp: () => show(at - 1),
    Home: () => show(0),
    End: () => show(slides().length - 1),
    Escape: leave,
    r: toggleResult,
    b: () => black(!isBlack),
    ".": () => black(!isBlack),
    f: toggleFull,
    o: toggleRoom,
    p: openDesk,
    g: toggleOverview,
    t: toggleTimer,
    l: otherScheme,
    "?": openKeys,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("keys").open) return;
    if (event.target.closest("input, textarea")) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    if (overview.isOpen && overview.turn(event.key)) return event.preventDefault();
    if (overview.isOpen && event.key === "Enter") return;
    if (overview.isOpen && event.key === "Escape") {
      event.preventDefault();
      return toggleOverview();
    }
    if (moderates(event)) return event.preventDefault();
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) leftFullScreen = performance.now();
  });
  window.addEventListener("hashchange", () => {
    const asked = Number(location.hash.slice(1)) - 1;
    if (asked >= 0 && asked !== at) show(asked);
  });

  const PRESSED = {
    back: () => show(at - 1),
    next: () => forward(true),
    full: toggleFull,
    desk: openDesk,
    help: openKeys,
    all: toggleOverview,
    timer: toggleTimer,
    clear: showAllClear,
    black: () => black(!isBlack),
    reveal: toggleResult,
    open: toggleRoom,
    "hands-back": () => countHands({}),
    restart: () => clock(true, true),
  };
  Object.entries(PRESSED).forEach(([id, act]) => one(id)?.addEventListener("click", act));

  let from = null;
  if (!isDesk) {
    stage.addEventListener("touchstart", ({ changedTouches }) => ([from] = changedTouches), { passive: true });
    stage.addEventListener("touchend", ({ changedTouches: [to] }) => {
      const [along, down] = [to.clientX - (from?.clientX ?? to.clientX), to.clientY - (from?.clientY ?? to.clientY)];
      if (overview.isOpen || Math.abs(along) < 50 || Math.abs(along) < 2 * Math.abs(down)) return;
      if (along < 0) forward(true);
      else show(at - 1);
    });
    stage.addEventListener("click", (event) => {
      if (overview.isOpen || event.target.closest("a, button") || String(getSelection())) return;
      if (isBlack) black(false);
      else if (event.clientX > innerWidth / 2) forward(true);
      else show(at - 1);
    });
  }
  let stillness = 0;
  function stir() {
    body.classList.remove("still");
    clearTimeout(stillness);
    stillness = setTimeout(() => body.classList.add("still"), 3000);
  }
  ["pointermove", "pointerdown", "focusin"].forEach((kind) => document.addEventListener(kind, stir));
  stir();
  window.addEventListener("resize", fitAgain);
  window.addEventListener("beforeprint", () => {
    slides().forEach((slide) => (slide.hidden = false));
    fitAgain();
    show(at, { tells: false, says: false });
  });
  document.fonts.ready.then(fitAgain); // letters are as wide as their own face only once it is here
  const stayAwake = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
  const asked = Number(location.hash.slice(1)) - 1;
  show(asked >= 0 ? asked : at, { tells: asked >= 0 && asked !== at });
  showLive();
  tick();
  if (isDesk) look();
  setInterval(look, 1000);
  setInterval(tick, 1000);
  body.dataset.ready = "";
})();
