"""Where the wall stands, for the phones that follow it: told at once where it moved, else as soon as it does."""

import asyncio
import gzip
import json
import threading
import time
from collections import Counter
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audit.errors import NotDrawnError
from audit.model.clock import utc_now
from audit.store.opened import served
from audit.store.opening import Store
from audit.web.hosts import is_loopback
from audit.web.room import links
from audit.web.room.following import Standing, milliseconds
from audit.web.room.pictures import PICTURES
from audit.web.room.presence import PRESENCE
from audit.web.room.sharing import FOLLOWING
from audit.web.trouble import trouble_of

DEVICE = "room_device"
HELD_SECONDS = 4.0  # an answer waits so long for something to tell; the server stops no later
_TICK = 0.2  # seconds between two looks, which read nothing
MOST_HELD = 100  # answers of one address that wait at once; behind a shared one the others ask again a second later
_DARK = "dark.svg"
_SCHEMES = ("light.svg", _DARK)
_NO_STORE = {"Cache-Control": "no-store"}
_NOWHERE = "No room was found for this link. Please scan the code on the screen once more."
_BROKE = "Something broke here; this page asks again by itself"


class Held:
    """How many answers wait now, by the address they go to."""

    def __init__(self, most: int = MOST_HELD) -> None:
        self._most = most
        self._waiting: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, address: str) -> bool:
        """Tell whether one more answer to an address may wait; whoever is told so lets it go afterwards."""
        with self._lock:
            if self._waiting[address] >= self._most and not is_loopback(address):
                return False
            self._waiting[address] += 1
            return True

    def let_go(self, address: str) -> None:
        """Count one answer less."""
        with self._lock:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]


_HELD = Held()


async def follow(request: Request) -> Response:
    """Answer where the wall of a review stands: 200 with all of it, 304 where the phone knows that already.

    A phone that says what it knows (If-None-Match) is answered as soon as that changes, a few seconds later at most.
    """
    try:
        return await _followed(request)
    except Exception as problem:  # noqa: BLE001  # nobody is shown a trace
        sentence, status = trouble_of(problem, "following the wall", _BROKE)
        return JSONResponse({"wrong": sentence}, status, _NO_STORE)


async def _followed(request: Request) -> Response:
    store, token = served(), request.path_params["token"]
    review_id = links.review_in(token)
    standing = await _now(store, review_id) if review_id else None
    if review_id is None or standing is None or not links.is_signed(token, standing.key):
        return JSONResponse({"wrong": _NOWHERE}, 404, _NO_STORE)
    cookie = request.cookies.get(DEVICE, "")
    PRESENCE.note(review_id, links.device_of(cookie, standing.key) if cookie else "")
    known = request.headers.get("if-none-match", "").strip('"')
    if known == standing.mark:
        standing = await _once_it_moved(request, store, review_id, standing)
    headers = {**_NO_STORE, "ETag": f'"{standing.mark}"'}
    if known == standing.mark:
        return Response(status_code=304, headers=headers)
    content = json.dumps({**standing.content, "mark": standing.mark, "now": milliseconds(utc_now())})
    return Response(content, 200, headers, "application/json")


async def picture(request: Request) -> Response:
    """Answer the picture of the slide that is on the wall now, in light or dark; 404 for any other one.

    Its address changes with it, so a phone asks for it once. Nothing is read, and nobody who waits holds a thread.
    """
    token, (mark, _, scheme) = request.path_params["token"], request.path_params["name"].partition("-")
    review_id = links.review_in(token)
    standing = FOLLOWING.latest(review_id) if review_id else None
    current = standing.picture if standing and links.is_signed(token, standing.key) else None
    if current is None or current.mark != mark or scheme not in _SCHEMES:
        return Response(status_code=404, headers=_NO_STORE)
    drawing = asyncio.wrap_future(PICTURES.packed(current, is_dark=scheme == _DARK))
    try:
        packed = await asyncio.shield(drawing)  # a phone that leaves takes it from nobody
    except NotDrawnError:  # the phone has what it shows in words
        return Response(status_code=404, headers=_NO_STORE)
    headers = {"Cache-Control": "private, max-age=86400, immutable", "ETag": f'"{mark}"', "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, 200, {**headers, "Content-Encoding": "gzip"}, "image/svg+xml")
    return Response(gzip.decompress(packed), 200, headers, "image/svg+xml")


async def _once_it_moved(request: Request, store: Store, review_id: UUID, known: Standing) -> Standing:
    """Return where the wall stands as soon as it is elsewhere, or where it stood once the time is over."""
    address = request.client.host if request.client else ""
    if not _HELD.take(address):
        return known
    try:
        until = time.monotonic() + HELD_SECONDS
        while time.monotonic() < until:
            await asyncio.sleep(_TICK)
            standing = await _now(store, review_id)
            if standing is not None and standing.mark != known.mark:
                return standing
    finally:
        _HELD.let_go(address)
    return known


async def _now(store: Store, review_id: UUID) -> Standing | None:
    known = FOLLOWING.known(store, review_id)  # without a thread, since nothing is read
    return known or await run_in_threadpool(FOLLOWING.find_out, store, review_id)
