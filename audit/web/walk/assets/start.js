// The start: go on with a walk, a planned one, or a new one.

import { bar } from "./bar.js";
import { day, h, icon, sheet, words } from "./draw.js";
import { called, journeyOf } from "./names.js";
import { newWalk } from "./new_walk.js";
import { notices } from "./notices.js";

export function startScreen(app) {
  const { hold } = app;
  let drawn = "";
  const body = h("div.flow");
  const start = h("button.btn", {}, "Start new ", icon("fwd"));
  const foot = bar(app, h("button.btn.quiet", { onclick: () => openAbout(app) }, "Before you go"), start);
  const node = h("section.screen.start", { "aria-labelledby": "start-h" }, body, foot.node);
  const draw = () => {
    const isInUse = body.querySelector(".new")?.contains(app.root.getRootNode().activeElement);
    if (isInUse) return false;
    const form = newWalk(app);
    start.hidden = !form;
    start.onclick = () => form.start();
    const going = goOn(app);
    start.className = going.length ? "btn" : "save";
    body.replaceChildren(
      h(
        "div.read",
        {},
        words("p", hold.programme?.programme ?? "Moments of Truth", { className: "small" }),
        h("h1.big", { id: "start-h" }, "Go and see it as a customer does"),
        h("p.hint", {}, "Sit with your back to the desk. Listen. Time the wait. Who is standing un-greeted?"),
      ),
      ...notices(app),
      ...going,
      ...planned(app),
      ...(form
        ? [h("h2.sub.group", {}, app.poster ? `New walk, from ${app.poster.stop.name}` : "New walk"), form.node]
        : [nothingYet(hold)]),
    );
    return true;
  };
  const refresh = () => {
    if (app.code && hold.programme) openPoster(app);
    const mark = JSON.stringify([
      hold.programme?.version,
      hold.walks.size,
      hold.going.map((walk) => [walk.id, walk.here]),
      hold.givenUp?.id,
      hold.waiting.refused,
      hold.waiting.conflicts,
      hold.trouble,
      hold.sentence,
      hold.storage,
      hold.skew,
    ]);
    if (mark !== drawn && draw()) drawn = mark;
    foot.say.refresh();
  };
  refresh();
  return { node, refresh };
}

function nothingYet(hold) {
  if (hold.trouble === "device") return ""; // the notice above says it
  if (hold.programme)
    return h(
      "p.group",
      {},
      "There is no journey to walk yet. Set one up in the app; it is here as soon as it is there.",
    );
  const sentence = hold.trouble
    ? hold.sentence || "The journeys are not on this phone yet. Open this page once where there is signal."
    : "The journeys are on their way…";
  return h("p.group", { role: "status" }, sentence);
}

function openPoster(app) {
  const { hold, code } = app;
  app.code = "";
  for (const journey of hold.programme.journeys) {
    const stop = journey.stages
      .flatMap((stage) => stage.touchpoints)
      .find((each) => each.code === code || each.id === hold.programme.merged_codes?.[code]);
    if (!stop) continue;
    app.poster = { journey, stop, place: hold.programme.place_codes?.[app.place] ?? "" };
    app.chosen = null;
    const going = hold.going.find((walk) => walk.journey_id === journey.id);
    if (going) app.show("stop", going.id, stop.id);
    else if (hold.remembered.method) newWalk(app).start();
    return;
  }
  app.confirm("This code leads to no stop any more. Start a walk below.");
}

function goOn(app) {
  const { hold } = app;
  const drafts = (hold.programme?.drafts ?? []).filter(
    (draft) => !hold.walks.has(draft.id) && journeyOf(hold, draft.journey_id),
  );
  const cards = hold.going.map((walk) => {
    const stops = hold.stops(walk.id),
      next = hold.goesOnAt(walk.id),
      at = stops.findIndex((stop) => stop.id === next?.id);
    return [
      `Go on with the walk of ${called(walk)}`,
      [next ? `Stop ${at + 1} of ${stops.length}` : `${stops.length} stops`, walk.place],
      () => (next ? app.show("stop", walk.id, next.id) : app.show("stops", walk.id)),
    ];
  });
  cards.push(
    ...drafts.map((draft) => [
      `Go on with the walk of ${called(draft)}`,
      [journeyOf(hold, draft.journey_id).name, draft.place],
      () => {
        const walk = hold.takeOver(draft);
        app.show(walk.here ? "stop" : "stops", walk.id, walk.here);
      },
    ]),
  );
  return cards.map(([title, parts, go], n) =>
    h(
      `button.card${n ? "" : ".first"}`,
      { onclick: go },
      h("span", {}, h("b", {}, title), words("small", parts.filter(Boolean).join(", "), { lang: null })),
      icon("fwd"),
    ),
  );
}

function planned(app) {
  const { hold } = app,
    me = hold.programme?.person || hold.remembered.observer;
  const used = new Set([...hold.walks.values()].map((walk) => walk.plan_id));
  const plans = (hold.programme?.plans ?? []).filter(
    (plan) => !used.has(plan.id) && journeyOf(hold, plan.journey_id) && (!plan.observer || !me || plan.observer === me),
  );
  if (!plans.length) return [];
  return [
    h("h2.sub.group", {}, "Planned"),
    ...plans.map((plan) => {
      const stop = journeyOf(hold, plan.journey_id)
        .stages.flatMap((stage) => stage.touchpoints)
        .find((each) => each.id === plan.touchpoint_id);
      const go = () => {
        const filled = Object.fromEntries(
          ["place", "method", "customer_group", "observer"].map((name) => [
            name,
            plan[name] || hold.remembered[name] || "",
          ]),
        );
        const walk = hold.startWalk({
          ...filled,
          own_area: hold.remembered.own_area ?? false,
          journey_id: plan.journey_id,
          plan_id: plan.id,
          here: stop ? stop.id : "",
        });
        app.show("first", walk.id);
      };
      return h(
        "button.card",
        { onclick: go },
        h(
          "span",
          {},
          words("b", stop?.name ?? journeyOf(hold, plan.journey_id).name),
          words("small", whenAndWhy(plan, me), { lang: null }),
        ),
        icon("fwd"),
      );
    }),
  ];
}

/** Return when and where a planned walk is, whether it is for the owner of this phone alone, and why. */
function whenAndWhy(plan, me) {
  const isForMe = plan.observer && plan.observer === me;
  const isPast = plan.planned_for && new Date(`${plan.planned_for}T23:59:59`) < new Date();
  const on = plan.planned_for && `${isPast ? "was for " : ""}${day(plan.planned_for)}`;
  const when = [on, isForMe && "for you", plan.place];
  return [when.filter(Boolean).join(", "), plan.reason].filter(Boolean).join(". ");
}

function openAbout(app) {
  const open = sheet(
    app.root,
    "Before you go",
    [
      h(
        "p.group",
        {},
        "Never stage an emergency. Never jump a real queue. No names, no faces. " +
          "The notice to staff says that walks happen and that they never serve discipline.",
      ),
      h(
        "p.group",
        {},
        self.isSecureContext
          ? "This page opens and works without signal. " +
              "Everything you write is kept on this device at once, and sent when there is signal."
          : "This page opens only while it is connected here. " +
              "Once open, it keeps everything on this device and sends it when it is back.",
      ),
    ],
    [
      h("button.btn", { onclick: () => app.saveFile() }, "Save what waits as a file"),
      h("button.save", { onclick: () => open.close() }, "Understood"),
    ],
  );
}
