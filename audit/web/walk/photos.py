"""Photos on their way: taken in parts from phones, so that a lost signal costs one part, and given out to the pages."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from audit.actions.photos import check_holder, check_room, take_in_photo
from audit.errors import (
    EntryUnreadableError,
    PhotoTooLargeError,
    PhotoUnreadableError,
    StoreError,
    TooManyPhotosError,
    WalkOfAnotherError,
)
from audit.model.clock import utc_now
from audit.model.person import Device
from audit.model.photo import MOST_BYTES
from audit.store.opened import served
from audit.store.photo import photo_with
from audit.store.photo_files import add_part, arrived_content, drop_part, mark_in, photos_of_store
from audit.web.trouble import trouble_of
from audit.web.walk.walker import walker_of

OWN = "x-walk"  # a header no other site can make a browser send here
MOST_OF_A_PART = 64_000  # bytes
AT_ONCE = 2  # photos decoded at a time: each may take a few hundred megabytes
_DECODING = threading.BoundedSemaphore(AT_ONCE)
_LOOK_AGAIN = 0.05  # seconds between two looks whether one may be decoded
_FOREIGN = "Only the walk itself can send this. Load the page again."
_BROKE = "Something broke here; your photo stays on your phone and is sent again"
_FINAL = (
    PhotoUnreadableError,
    PhotoTooLargeError,
    TooManyPhotosError,
    EntryUnreadableError,
    WalkOfAnotherError,
)  # never taken, however often
_LASTING = {"Cache-Control": "private, max-age=31536000, immutable"}  # named by its hash, it never changes
_NOTHING = "There is nothing at this address."


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a photo as a phone sends it: `content` begins at byte `at` of `total`; `taken_at` is UTC or None."""

    key: UUID
    entry_id: UUID
    at: int
    total: int
    taken_at: datetime | None
    content: bytes


def arriving_photo_routes() -> list[Route]:
    """Return the route that takes photos, to stand beside the pages or at the phones' door."""
    return [Route("/walk/photos/{key}", _take_part, methods=["PUT"])]


def photo_routes() -> list[Route]:
    """Return the route that gives photos out, to stand beside the pages and nowhere else."""
    return [Route("/photos/{name}", _photo)]


async def _take_part(request: Request) -> Response:
    if OWN not in request.headers or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _answer({"state": "later", "sentence": _FOREIGN}, 403)
    try:
        part = _part_of(request, await _content(request))
        arrived = await run_in_threadpool(_arrived, part, walker_of(request.scope))
        if arrived == part.total:
            await _decoding(_take_in, part)
        return _answer({"arrived": arrived, "state": "part" if arrived < part.total else "kept", "sentence": ""}, 200)
    except Exception as problem:  # noqa: BLE001  # the one boundary of this route
        sentence, status = trouble_of(problem, "a photo", _BROKE)
        state = "refused" if isinstance(problem, _FINAL) else "later"
        return _answer({"state": state, "sentence": sentence}, status)


async def _content(request: Request) -> bytes:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_OF_A_PART:
            raise PhotoTooLargeError
    return content


def _part_of(request: Request, content: bytes) -> Part:
    """Return what a phone sent.

    Raises:
        EntryUnreadableError: it does not say what it is of.
        PhotoTooLargeError: it is of a photo larger than is taken.
    """
    query = request.query_params
    try:
        key, entry_id = UUID(request.path_params["key"]), UUID(query["entry"])
        at, total, taken_at = int(query["from"]), int(query["total"]), _moment(query.get("taken", ""))
    except (KeyError, ValueError, OverflowError) as problem:
        raise EntryUnreadableError("photo") from problem
    if total > MOST_BYTES:
        raise PhotoTooLargeError
    if not 0 <= at <= total or not total:
        raise EntryUnreadableError("photo")
    return Part(key, entry_id, at, total, taken_at, content)


def _moment(text: str) -> datetime | None:
    """Return a moment of the phone as ours, UTC and not later than now; None where it says none."""
    if not text:
        return None
    return min(datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None), utc_now())


def _arrived(part: Part, walker: Device | None) -> int:
    """Keep a part that follows on what is here, and return how much of its photo is."""
    store = served()
    if photo_with(store, part.key) is not None:
        return part.total
    if not part.at and walker is not None:
        check_holder(store, part.entry_id, walker.id)
    if not part.at:
        check_room(store, part.entry_id)
    return add_part(store, part.key, part.at, part.content, part.total)


async def _decoding(take_in: Callable[[Part], None], part: Part) -> None:
    """Decode no more than a few photos at a time, and hold up nobody else's answer by waiting for that."""
    while not _DECODING.acquire(blocking=False):  # noqa: ASYNC110  # the two doors have an event loop each
        await asyncio.sleep(_LOOK_AGAIN)
    try:
        await run_in_threadpool(take_in, part)
    finally:
        _DECODING.release()


def _take_in(part: Part) -> None:
    store = served()
    try:
        take_in_photo(store, part.key, part.entry_id, arrived_content(store, part.key), part.taken_at)
    except StoreError:  # the photo is sound; it waits here for the store
        raise
    except Exception:
        if photo_with(store, part.key) is None:  # else the same photo, sent twice at once, was quicker
            drop_part(store, part.key)
            raise
    drop_part(store, part.key)


async def _photo(request: Request) -> Response:
    path = await run_in_threadpool(_path_of, request.path_params["name"])
    return FileResponse(path, media_type="image/jpeg", headers=_LASTING) if path else PlainTextResponse(_NOTHING, 404)


def _path_of(name: str) -> Path | None:
    path = photos_of_store(served().path) / name
    return path if mark_in(name) and path.is_file() else None


def _answer(content: dict[str, object], status: int) -> Response:
    return JSONResponse(content, status, {"Cache-Control": "no-store"})
