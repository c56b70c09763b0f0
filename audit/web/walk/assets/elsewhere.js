// A walk that is open in another tab, and taking it over.

import { bar } from "./bar.js";
import { h, icon, uid, words } from "./draw.js";

export function otherScreen(app, walkId, touchpointId) {
  const { hold } = app,
    walk = hold.walks.get(walkId),
    id = uid("other");
  const stop = hold.stops(walkId).find((each) => each.id === walk.here);
  const take = async () => {
    if (await hold.edit(walkId, true)) {
      const here = touchpointId || hold.walks.get(walkId).here;
      app.show(here ? "stop" : "stops", walkId, here);
    }
  };
  const foot = bar(
    app,
    h("button.btn", { onclick: () => app.show("start") }, "Leave it there"),
    h("button.save", { onclick: take }, "Go on here"),
  );
  const node = h(
    "section.screen.other",
    { "aria-labelledby": `${id}-h` },
    h(
      "div.flow",
      {},
      h(
        "div.read.middle",
        {},
        icon("tabs"),
        h("h1", { id: `${id}-h` }, "This walk is open in another tab"),
        h(
          "p",
          {},
          "Everything is kept; only one tab can write at a time.",
          ...(stop ? [" It stands at ", words("b", stop.name), "."] : []),
        ),
        h("p.small", {}, "What is being typed there is kept first, then the walk opens here."),
      ),
    ),
    foot.node,
  );
  return { node, refresh: foot.say.refresh };
}
