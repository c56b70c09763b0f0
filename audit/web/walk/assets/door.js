// The page at /walk/: draws the walk, and keeps itself for when there is no signal.

import { HOME } from "./outbox.js";
import { mount } from "./walk.js";

const [, code = ""] = /\/t\/([^/]+)$/.exec(location.pathname.toLowerCase()) ?? []; // a poster's address may be typed
const app = await mount(document.body, {
  code,
  place: new URLSearchParams(location.search.toLowerCase()).get("p") ?? "",
});

import("/walk/a/photos.js").catch(() => {}); // the first photo may be taken where there is no signal

if (navigator.serviceWorker) {
  const hadWorker = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker
    .register(new URL("sw.js", HOME), { updateViaCache: "none" })
    .catch(() => null);
  const renew = () => {
    registration?.waiting?.postMessage("renew");
  };
  const look = () => {
    if (!document.hidden) registration?.update().then(renew, () => {});
  };
  registration?.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", renew));
  document.addEventListener("visibilitychange", look);
  look();
  if (hadWorker)
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      const timer = setInterval(() => app.reload(), 2000); // when nobody writes
      addEventListener("pagehide", () => clearInterval(timer));
    });
}
