// A phone in the room: follows the wall, keeps what is typed or chosen, and sends it when it can. The page's own form does
// the work; what stands here decides which part of it is seen. Without this file the page shows all of it.
"use strict";
(() => {
  const form = document.querySelector("form[data-path]");
  if (!form) return;
  const { path } = form.dataset;
  const main = form.parentElement;
  const one = (id) => document.getElementById(id);
  const KINDS = ["appreciation", "answer", "question"];
  const WORDS = { appreciation: "Thanks from the room", answer: "A question to each of us", question: "Questions from the room" };

  // ---- what this phone remembers until its tab is closed
  const KEY = `room ${path}`;
  const kept = { typed: {}, choice: "", outbox: [], ...stored() };
  function stored() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  }
  function keep() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // a browser that keeps nothing: the page itself still does
    }
  }

  // ---- small things to build with
  function make(tag, { className = "", text = "", id = "", ...more } = {}, ...within) {
    const made = Object.assign(document.createElement(tag), more);
    if (className) made.className = className;
    if (id) made.id = id;
    if (text) made.textContent = text;
    made.append(...within);
    return made;
  }
  const button = (text, act, className = "") => make("button", { type: "button", text, className, onclick: act });
  const write = (place, words) => {
    if (place.textContent !== words) place.textContent = words;
  };
  const apart = (words) => `\u2068${words}\u2069`; // from right to left or not, it moves nothing beside it
  const field = (kind) => one(kind);
  const chosen = () => form.elements.choice?.value ?? "";
  const sectionOf = (kind) => one(`${kind}-view`);

  // ---- the parts that only a page which follows has
  const part = make("b", { text: "Moments of Truth" });
  const where = make("span");
  const clock = make("span", { role: "timer" });
  const status = make("p", { className: "told", hidden: true, role: "status" });
  const aloud = make("p", { className: "told", role: "status" });
  aloud.style.cssText = "position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%)";
  const movedWords = make("p");
  const moved = make("div", { id: "moved", hidden: true }, movedWords, button("Go there", () => go()));
  moved.setAttribute("role", "status");
  const headline = make("h2", { dir: "auto", text: main.querySelector("h1").textContent });
  const thank = button("Write a thank-you", () => open("appreciation"), "other");
  const ask = button("Questions from the room", () => open("question"), "other");
  const reply = button("Answer the question", () => open("answer"), "other");
  const picture = make("img");
  const inTheDark = make("source", { media: "(prefers-color-scheme: dark)" });
  const pictureWords = make("p", { className: "small", dir: "auto" });
  const inWords = make("details", {}, make("summary", { className: "small", text: "The picture in words" }), pictureWords);
  const pictured = make("figure", { hidden: true }, make("picture", {}, inTheDark, picture), inWords);
  picture.onerror = () => {
    picture.hidden = true;
    inWords.open = true;
  };
  const wait = make(
    "section",
    { id: "wait-view" },
    headline,
    pictured,
    make("p", { className: "small", text: "You see what the wall shows. When it is time to vote, this page changes by itself." }),
  );
  const more = make("div", { className: "card" }, make("p", { text: "Want to say something?" }), thank, ask, reply);
  const tick = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  tick.setAttribute("viewBox", "0 0 24 24");
  tick.setAttribute("class", "mark");
  tick.setAttribute("aria-hidden", "true");
  tick.innerHTML = '<circle cx="12" cy="12" r="11"/><path d="M7 12.5l3.4 3.4L17 9"/>';
  const receiptHead = make("h2", { tabIndex: -1 });
  const quote = make("blockquote", { dir: "auto" });
  const receiptWords = make("p", { className: "small" });
  const again = button("", () => open(receiptKind));
  const receipt = make(
    "section",
    { id: "receipt-view" },
    tick, receiptHead, quote, receiptWords,
    make("div", { className: "end" }, again, button("Back to the wall", () => back(), "other")),
  );
  const resultPart = make("div");
  const ownVote = make("p", { className: "told", dir: "auto" });
  const result = make("section", { id: "result-view" }, make("h2", { text: "What the room chose" }), resultPart, ownVote);
  const handsPart = make("div");
  const hands = make(
    "section",
    { id: "hands-view" },
    make("h2", { text: "Raise your hand, once" }),
    make("p", { text: "Which one do we mend first? Hands are counted in the room; votes from phones do not count here." }),
    handsPart,
  );
  const closed = make(
    "section",
    { id: "closed-view" },
    make("h2", { text: "This room is closed" }),
    make("p", { text: "No more votes or words are taken. Thank you for taking part." }),
    make("p", { id: "unsent", className: "typed", dir: "auto" }),
  );
  const counted = make("p", { className: "told", hidden: true, dir: "auto" });
  const leave = KINDS.map((kind) => [kind, button("Back to the wall", () => back(), "other")]);

  // ---- where the wall stands, and what is seen here
  let live = null; // what the server said last
  let view = ""; // what is seen: wait, vote, hands, result, closed, a kind of words, or receipt
  let opened = ""; // the kind of words somebody opened by hand
  let receiptKind = "appreciation";
  let ahead = 0; // milliseconds by which the server's clock is ahead of this one
  let own = form.dataset.own;
  let fresh = false; // the receipt was not looked past yet

  const BY_STATE = { answer: "answer", thanks: "appreciation" };
  const wanted = () => (live ? BY_STATE[live.state] ?? live.state : "wait");
  const nameOf = { vote: "It is time to vote.", result: "The result is here.", hands: "It is time to raise hands." };

  function seen(next, { says = true } = {}) {
    const before = view;
    view = next;
    const shown = { wait, hands, result, closed, receipt, vote: one("vote") };
    for (const kind of KINDS) shown[kind] = sectionOf(kind);
    for (const [name, section] of Object.entries(shown)) if (section) section.hidden = name !== view;
    more.hidden = !["wait", "hands", "result"].includes(view);
    reply.hidden = !sectionOf("answer") || !live?.question;
    moved.hidden = true;
    clock.hidden = view !== "vote";
    write(part, view === "receipt" ? WORDS[receiptKind] : { vote: "Your vote", ...WORDS }[view] ?? "Moments of Truth");
    for (const [kind, away] of leave) away.hidden = kind !== opened;
    showPicture();
    if (before === view) return;
    scrollTo(0, 0);
    if (view === "question") refreshQuestions();
    if (says && before) write(aloud, nameOf[view] ?? live?.headline ?? "");
  }

  // Asked for only where it is seen; while a vote or a form is on screen there is none.
  function showPicture() {
    const shown = view === "wait" && live?.picture;
    pictured.hidden = !shown;
    if (!shown || pictured.dataset.mark === shown.mark) return;
    pictured.dataset.mark = shown.mark;
    picture.hidden = false;
    picture.style.aspectRatio = shown.shape;
    inTheDark.srcset = `${path}/pictures/${shown.mark}-dark.svg`;
    picture.src = `${path}/pictures/${shown.mark}-light.svg`;
    picture.alt = shown.words;
    inWords.open = false;
    write(pictureWords, shown.words);
  }

  // What is being typed or chosen stays under the finger: the page says that the wall moved on, and waits.
  function busy() {
    if (view === "vote") return Boolean(chosen()) && chosen() !== own && !live?.revealed;
    return KINDS.includes(view) && field(view).value.trim() !== "";
  }

  function settle() {
    const next = wanted();
    if (next === "closed") return shut();
    if (view === next && !opened) return seen(next);
    if (busy()) {
      write(movedWords, nameOf[next] ?? `The wall moved on: ${live.headline}`);
      moved.lastElementChild.textContent = view === "vote" ? "Go there, my choice stays" : "Go there, my words stay";
      moved.hidden = !next || view === next;
      return undefined;
    }
    if (fresh && next !== "vote" && next !== "result" && next !== "hands") return undefined; // thanked and not read yet
    return go();
  }

  function go() {
    opened = "";
    fresh = false;
    seen(wanted() === "vote" && !one("vote") ? "wait" : wanted());
  }

  function open(kind) {
    opened = kind;
    fresh = false;
    seen(kind, { says: false });
    if (kind !== "question") field(kind).focus(); // the keyboard would cover the questions
  }

  function back() {
    opened = "";
    fresh = false;
    const next = wanted();
    seen(KINDS.includes(next) && view === "receipt" ? "wait" : next, { says: false });
    if (KINDS.includes(view)) seen("wait", { says: false });
  }

  function shut() {
    const unsent = KINDS.map((kind) => field(kind)?.value.trim()).filter(Boolean).join("\n\n");
    write(one("unsent"), unsent ? `What you had written:\n\n${unsent}` : "");
    seen("closed");
  }

  // ---- what the server says
  function follow(said) {
    const before = live;
    live = said;
    ahead = said.now - Date.now();
    if (said.state !== "closed") {
      if (Boolean(said.by_code) !== "byCode" in form.dataset || (said.part && said.state === "vote" && !one("choices")))
        return anew();
      write(headline, said.headline);
      write(where, `slide ${said.slide} of ${said.of}`);
      write(ask, said.questions ? `Questions from the room (${said.questions})` : "Ask the room a question");
      if (said.question !== form.elements.about.value) ask_anew(said.question, said.asked);
      if (said.state === "vote" && before?.part !== said.part) offer(said.part);
      if (said.state === "hands") handsPart.innerHTML = said.part;
      if (said.state === "result") reveal(said.part);
    }
    time();
    settle();
    return undefined;
  }

  function ask_anew(question, asked) {
    const section = sectionOf("answer");
    if (!section || !question) return void (question && anew());
    form.elements.about.value = question;
    write(section.querySelector("label"), asked);
    return undefined;
  }

  // The choices as they are now; what was chosen stays chosen.
  function offer(html) {
    const choice = chosen();
    one("choices").innerHTML = html;
    choose(choice || kept.choice || own);
  }

  function choose(choice) {
    for (const radio of one("choices")?.querySelectorAll("input") ?? []) radio.checked = radio.value === choice;
    confirm();
  }

  function confirm() {
    const send = one("vote")?.querySelector("fieldset ~ button");
    if (!send) return;
    const waits = kept.outbox.some((each) => each.what === "vote");
    counted.hidden = !own;
    write(counted, own ? `✓ Your vote is counted: ${apart(own)}. You can change it until the result is shown.` : "");
    send.hidden = waits || late() || (Boolean(own) && chosen() === own);
    write(send, own ? "Change my vote" : "Vote");
  }

  function reveal(html) {
    resultPart.innerHTML = html;
    const choice = chosen();
    ownVote.hidden = !own && !choice;
    write(ownVote, own ? `You voted for: ${apart(own)}.` : `The result was shown before your vote was sent. You had chosen: ${apart(choice)}.`);
  }

  // The page again, for what only a new one has; what was typed comes back.
  function anew() {
    if (Date.now() - (kept.anew ?? 0) < 5000) return; // a page that brings it no better is not asked for again and again
    kept.anew = Date.now();
    keep();
    location.replace(path);
  }

  // ---- the clock of a vote
  const left = () => (live?.until ? Math.ceil((live.until - Date.now() - ahead) / 1000) : null);
  const late = () => left() !== null && left() <= 0;
  const over = make("p", { className: "told", hidden: true, text: "The time to vote is up. The result comes by itself; until then the facilitator can give more time." });
  function time() {
    const seconds = left();
    const minutes = Math.floor((seconds ?? 0) / 60);
    write(clock, seconds === null || seconds <= 0 ? "" : `closes in ${minutes}:${String(seconds % 60).padStart(2, "0")}`);
    where.hidden = view === "vote" && Boolean(clock.textContent);
    over.hidden = !late();
    confirm();
  }
  setInterval(time, 1000);

  // ---- sending: one thing after the other, again and again until it is answered
  const PATIENCE = 8000; // milliseconds until a server that says nothing is taken for silent
  let sending = false;
  let tries = 0;
  let timer = 0;

  const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");

  function send(what, fields, says = {}) {
    if (what === "vote") kept.outbox = kept.outbox.filter((each) => each.what !== "vote"); // the last word counts
    kept.outbox.push({ what, fields, says, sent: random() });
    keep();
    confirm();
    pump();
  }

  async function pump() {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    while (kept.outbox.length) {
      const [message] = kept.outbox;
      const slow = setTimeout(() => unsent(message), 1500);
      const heard = await post(message);
      clearTimeout(slow);
      if (!heard) {
        tries += 1;
        unsent(message);
        timer = setTimeout(pump, Math.min(8000, 500 * 2 ** tries) * (0.75 + Math.random() / 2));
        break;
      }
      tries = 0;
      kept.outbox = kept.outbox.filter((each) => each.sent !== message.sent);
      keep();
      status.hidden = true;
      took(message, heard);
    }
    sending = false;
  }

  async function post({ what, fields, sent }) {
    const to = { vote: "vote", wish: "wish" }[what] ?? "say";
    const body = new URLSearchParams({ mark: form.elements.mark.value, sent, ...fields });
    try {
      const answer = await ask_server(`${path}/${to}`, { method: "POST", body, headers: { "X-Room": "1" } }, PATIENCE);
      if (answer.status >= 500) return null;
      return await answer.json();
    } catch {
      return null;
    }
  }

  async function ask_server(address, more, patience) {
    const given_up = new AbortController();
    const alarm = setTimeout(() => given_up.abort(), patience);
    try {
      return await fetch(address, { cache: "no-store", credentials: "same-origin", signal: given_up.signal, ...more });
    } finally {
      clearTimeout(alarm);
    }
  }

  function unsent({ what }) {
    const thing = what === "vote" ? "Your choice" : what === "wish" ? "Your wish" : "What you wrote";
    say(`${thing} is not sent yet: the network is slow. It stays on this phone and is sent as soon as it can be.`);
  }

  function say(words, is_wrong = false) {
    write(status, words);
    status.className = is_wrong ? "wrong" : "told";
    status.hidden = !words;
  }

  function took({ what, fields, says }, heard) {
    if (heard.outdated) return refused_page(what, fields);
    if (heard.wrong) return refused(what, fields, heard.wrong);
    if (what === "wish") return refreshQuestions();
    if (what === "vote") {
      own = heard.own;
      kept.choice = "";
      keep();
      if (heard.code && one("code")) anew();
      confirm();
      if (live?.state === "result") reveal(live.part);
      write(aloud, `Your vote is counted: ${apart(own)}`);
      return settle();
    }
    return thanked(what, says.words);
  }

  function refused(what, fields, sentence) {
    say(sentence, true);
    if (KINDS.includes(what) && !field(what).value.trim()) {
      field(what).value = fields[what];
      remember();
      if (view === "receipt" || view === "wait") open(what);
    }
    confirm();
    one("vote")?.querySelector("fieldset ~ button")?.toggleAttribute("hidden", late());
  }

  // The page did not know this phone: a new one does, and what was to be sent is there again.
  function refused_page(what, fields) {
    if (KINDS.includes(what)) kept.typed[what] = fields[what];
    if (kept.reloaded) return say("This page did not recognise your phone. Please allow cookies for this page.", true);
    kept.reloaded = true;
    return anew();
  }

  const THANKED = {
    appreciation: ["It is on its way to the wall", "Somebody reads it first, so that no one is named. Then it stands with the others.", "Thank someone else"],
    answer: ["Your answer is with the facilitator", "Somebody reads it first, so that no one is named. Then it can go to the wall.", "Answer once more"],
    question: ["Your question is with the facilitator", "Somebody reads it first. Then every phone can want it answered too.", "Ask another question"],
  };
  function thanked(kind, words) {
    const [head, more, next] = THANKED[kind];
    receiptKind = kind;
    write(receiptHead, head);
    write(quote, words);
    write(receiptWords, more);
    write(again, next);
    opened = "";
    if (KINDS.includes(view) && view !== kind && field(view).value.trim()) return say(`${head}.`);
    fresh = true;
    seen("receipt", { says: false });
    receiptHead.focus({ preventScroll: true });
    return undefined;
  }

  // ---- what is typed or chosen here
  function remember() {
    for (const kind of KINDS) if (field(kind)) kept.typed[kind] = field(kind).value;
    const choice = chosen();
    kept.choice = choice === own ? "" : choice;
    keep();
  }

  form.addEventListener("input", () => {
    remember();
    confirm();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { submitter } = event;
    if (submitter?.name === "wish" || submitter?.name === "unwish") return wish(submitter);
    const kind = submitter?.name === "kind" ? submitter.value : "";
    if (kind) return tell(kind);
    return vote();
  });

  function vote() {
    const choice = chosen();
    if (!choice) return say("Choose one of them first, then vote.", true);
    if (late()) return say("The time to vote is up. Your choice stays marked; the facilitator can give more time.", true);
    say("");
    const code = one("code")?.value;
    return send("vote", code ? { choice, code } : { choice });
  }

  function tell(kind) {
    const words = field(kind).value;
    if (!words.trim()) return field(kind).focus();
    say("");
    const about = form.elements.about.value;
    field(kind).value = "";
    remember();
    send(kind, { kind, [kind]: words, about }, { words: words.trim() });
    return thanked(kind, words.trim());
  }

  // ---- questions from the room, asked for while they are looked at
  let questionsAsked = 0;
  function wish(pressed) {
    pressed.setAttribute("aria-pressed", String(pressed.name === "wish"));
    send("wish", { [pressed.name]: pressed.value });
  }
  async function refreshQuestions() {
    clearTimeout(questionsAsked);
    if (view !== "question") return;
    try {
      const answer = await ask_server(`${path}/questions`, {}, PATIENCE);
      const html = answer.ok ? await answer.text() : null;
      const place = one("questions");
      if (html !== null && html !== place.dataset.html) {
        const focused = place.contains(document.activeElement) ? document.activeElement.value : "";
        place.dataset.html = html;
        place.innerHTML = html;
        if (focused) place.querySelector(`[value="${focused}"]`)?.focus();
      }
    } catch {
      // asked again in a moment
    }
    questionsAsked = setTimeout(refreshQuestions, 4000);
  }

  // ---- following: an answer waits on the server until the wall moves
  const AT_LEAST = 1000; // milliseconds between two askings where the server does not wait
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  async function listen() {
    let mark = "";
    let silent = 0;
    for (;;) {
      if (document.hidden) await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
      const began = Date.now();
      try {
        const answer = await ask_server(`${path}/live`, { headers: mark ? { "If-None-Match": `"${mark}"` } : {} }, 10000);
        if (answer.status === 404) return location.reload();
        if (answer.ok) {
          const said = await answer.json();
          mark = said.mark;
          follow(said);
        } else if (answer.status !== 304) throw new Error(String(answer.status));
        else if (Date.now() - began < AT_LEAST) await pause(AT_LEAST);
        if (silent > 1 && !kept.outbox.length) say("");
        silent = 0;
      } catch {
        silent += 1;
        if (silent > 1 && !kept.outbox.length) say("The app does not answer just now. This page follows again by itself; what you write stays.");
        await pause(Math.min(8000, 500 * 2 ** silent) * (0.75 + Math.random() / 2));
      }
    }
  }

  // ---- the page as it is at first
  function begin() {
    document.body.classList.add("follows");
    main.prepend(make("div", { className: "top" }, part, make("span", {}, where, clock)), moved, status);
    main.append(aloud);
    form.prepend(wait, hands, result, receipt, closed);
    form.append(more);
    one("notice")?.remove();
    const send = one("vote")?.querySelector("fieldset ~ button");
    send?.before(over);
    send?.before(counted);
    one("vote")?.querySelector("button ~ p.small")?.remove();
    for (const [kind, away] of leave) sectionOf(kind)?.append(away);
    for (const kind of KINDS) if (field(kind) && !field(kind).value && kept.typed[kind]) field(kind).value = kept.typed[kind];
    choose(kept.choice || chosen() || own);
    seen("wait", { says: false });
    pump();
    listen();
    addEventListener("online", pump);
    delete kept.reloaded;
  }
  begin();
})();
