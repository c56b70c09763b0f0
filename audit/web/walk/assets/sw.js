// Keeps the page of the walk on the phone: it opens without signal, and a new version comes as a whole.

const NAME = "moments-walk __VERSION__";
const FILES = __FILES__;
const HOME = new URL("./", self.location);
const SHELL = [
  HOME.href,
  new URL("manifest.webmanifest", HOME).href,
  ...FILES.filter((name) => !["sw.js", "embed.js", "walk.html", "manifest.webmanifest"].includes(name)).map(
    (name) => new URL(`a/${name}`, HOME).href,
  ),
];

self.addEventListener("install", (event) =>
  event.waitUntil(
    caches.open(NAME).then((cache) => cache.addAll(SHELL.map((address) => new Request(address, { cache: "reload" })))),
  ),
);

self.addEventListener("activate", (event) =>
  event.waitUntil(
    Promise.all([
      self.clients.claim(),
      caches
        .keys()
        .then((names) =>
          Promise.all(
            names
              .filter((name) => name.startsWith("moments-walk ") && name !== NAME)
              .map((name) => caches.delete(name)),
          ),
        ),
    ]),
  ),
);

self.addEventListener("message", ({ data }) => {
  if (data === "renew") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url),
    base = HOME.pathname;
  const isShell = request.mode === "navigate" && (pathname === base || pathname.startsWith(`${base}t/`));
  if (
    !isShell &&
    !pathname.startsWith(`${base}a/`) &&
    pathname !== `${base}manifest.webmanifest` &&
    !pathname.endsWith(".woff2")
  )
    return;
  event.respondWith(answer(request, isShell ? HOME.href : request.url.split("?")[0]));
});

async function answer(request, address) {
  const cache = await caches.open(NAME),
    here = await cache.match(address, { ignoreVary: true });
  if (here) return here;
  const fresh = await fetch(request);
  const isLetters = fresh.ok && address.endsWith(".woff2"); // brought along once they were needed
  if (isLetters) await cache.put(address, fresh.clone());
  return fresh;
}
