"""Upkeep of the served store while people work: folded every minute, backed up when due, and ready or not."""

import logging
import os
import shutil
from collections.abc import Callable
from hmac import compare_digest
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from audit.errors import AuditError
from audit.errors.unexpected import in_words
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.store.device import write_uses
from audit.store.file.announcing import BACKUP_PATH, KEY_HEADER, Note
from audit.store.opened import served
from audit.store.programme import programme
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.rotation import back_up_when_due, last_backup, rotation_of

LEAST_ROOM = 50  # megabytes; below, a checkpoint or a backup may not find the room it needs
_NO_KEY = "Only the moments command on this machine may ask for that."
_LOG = logging.getLogger("moments")


def upkeep_routes(note: Note | None = None) -> list[Route]:
    """Return the routes that tell whether all is ready, and that make a backup for whoever holds the key of `note`."""

    async def backup(request: Request) -> Response:
        given = request.headers.get(KEY_HEADER, "")
        # in constant time, so that a key cannot be guessed letter by letter
        if note is None or not compare_digest(given.encode(), note.key.encode()):
            return PlainTextResponse(_NO_KEY, 403)
        return await run_in_threadpool(_backup)

    return [Route("/ready", _ready), Route(BACKUP_PATH, backup, methods=["POST"])]


def keep_up() -> None:
    """Write when phones were here last, fold what was written into the file, and make a backup where one is due.

    Trouble is logged, in words; whatever it is, the next turn tries again.
    """
    jobs: tuple[Callable[[], object], ...] = (
        lambda: write_uses(served()),
        lambda: served().fold(),
        lambda: back_up_when_due(served(), rotation_of(os.environ)),
    )
    for job in jobs:
        try:
            job()
        except Exception as problem:  # noqa: BLE001  # a server whose upkeep has ended looks well and is not
            _LOG.error("upkeep: %s", in_words(problem, "upkeep", "It is tried again within a minute"))


def _backup() -> Response:
    store = served()
    out = store.backups / f"asked-for-{new_key().hex}.backup"
    try:
        back_up(store, out)
    except AuditError as problem:
        return PlainTextResponse(str(problem), 507)
    # it was made for whoever asked, and is no backup of the rotation
    return FileResponse(out, background=BackgroundTask(out.unlink, missing_ok=True))


async def _ready(_: Request) -> JSONResponse:
    answer = await run_in_threadpool(readiness)
    return JSONResponse(answer, 200 if answer["ready"] else 503, {"Cache-Control": "no-store"})


def readiness() -> dict[str, object]:
    """Return whether the store can be read and has room, and when it was last backed up; asked of nobody's rights.

    Returns:
        `ready`; `store` ("ok", or "cannot be read"); `room_mb` and `has_room`; `last_backup` (UTC, ISO 8601) and
        `backup_age_hours`, both None where there is no backup yet. An old backup alone makes nothing unready.
    """
    try:
        store = served()
        programme(store)
        made, folder = last_backup(store), Path(store.path).resolve().parent
    # it says no more than that: this route asks nobody who they are
    except AuditError:
        return {"ready": False, "store": "cannot be read"}
    room = shutil.disk_usage(folder).free // 1_000_000
    hours = None if made is None else round((utc_now() - made).total_seconds() / 3600, 1)
    return {
        "ready": room >= LEAST_ROOM,
        "store": "ok",
        "room_mb": room,
        "has_room": room >= LEAST_ROOM,
        "last_backup": None if made is None else made.isoformat(),
        "backup_age_hours": hours,
    }
