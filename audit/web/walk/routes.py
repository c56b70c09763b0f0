"""The routes of the walk: its shell and modules, what a phone is given, and what it sends."""

import gzip
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from audit.errors import AuditError, EntryUnreadableError
from audit.model.person import Device
from audit.store.opened import served
from audit.web.trouble import status_of, trouble_of
from audit.web.walk import front_end
from audit.web.walk.arriving import take_in
from audit.web.walk.photos import arriving_photo_routes
from audit.web.walk.programme import PROTOCOL, journeys_mark, programme_for_phones
from audit.web.walk.walker import walker_of

OWN = "x-walk"  # a header no other site can make a browser send here
MOST_BYTES = 256_000
_MOST_PARTS = 50
_FOREIGN = "Only the walk itself can send this. Load the page again."
_TOO_MUCH = "That is more than is taken at once. The page sends it in smaller parts by itself."
_OTHER_VERSION = "This page and the server are of different versions. Load the page again; what you wrote stays here."
_BROKE = "Something broke here; what you wrote stays on your phone and is sent again"


def walk_routes() -> list[Route]:
    """Return the routes of the walk, to stand beside the pages or at the phones' door."""
    return [
        Route("/walk", _to_shell),
        Route("/walk/", _shell),
        Route("/walk/t/{code}", _shell),
        Route("/walk/sw.js", _worker),
        Route("/walk/manifest.webmanifest", _manifest),
        Route("/walk/a/{name}", _asset),
        Route("/walk/programme", _programme),
        Route("/walk/sync", _sync, methods=["POST"]),
        *arriving_photo_routes(),
    ]


async def _to_shell(_: Request) -> Response:
    return RedirectResponse("/walk/", 308)


async def _shell(request: Request) -> Response:
    headers = {"Cache-Control": "no-cache", "ETag": f'"{front_end.mark()}"'}
    return _file(request, front_end.PAGE, headers)


async def _worker(_: Request) -> Response:
    """Answer the service worker, which carries the mark of all assets, so that a new one is a new worker."""
    script = front_end.content("sw.js").decode().replace("__VERSION__", front_end.mark())
    script = script.replace("__FILES__", json.dumps(front_end.names_for_phones()))
    return Response(script, media_type=front_end.KINDS["js"], headers={"Cache-Control": "no-cache"})


async def _manifest(request: Request) -> Response:
    return _file(request, "manifest.webmanifest", {"Cache-Control": "no-cache"})


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in front_end.names():
        return Response("There is nothing at this address.", 404, media_type="text/plain")
    return _file(request, name, {"Cache-Control": "no-cache", "ETag": f'"{front_end.mark()}"'})


async def _programme(request: Request) -> Response:
    return await _safely(_given, request)


async def _sync(request: Request) -> Response:
    if OWN not in request.headers or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _sentence(_FOREIGN, 403)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return _sentence(_TOO_MUCH, 413)
    return await _safely(_taken, body, walker_of(request.scope))


async def _safely(answer: Callable[..., Response], *given: object) -> Response:
    """Answer in a thread, since the store may make us wait; nobody is shown a trace."""
    try:
        return await run_in_threadpool(answer, *given)
    except Exception as problem:  # noqa: BLE001  # the one boundary of these routes
        return _sentence(*trouble_of(problem, "the walk", _BROKE))


def _given(request: Request) -> Response:
    walker = walker_of(request.scope)
    given = programme_for_phones(served(), walker.name if walker else "")
    mark = f'"{given["version"]}"'
    headers = {"Cache-Control": "no-cache", "ETag": mark}
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers=headers)
    return _packed(request, json.dumps(given).encode(), "application/json", headers)


def _taken(body: bytes, walker: Device | None) -> Response:
    try:
        sent = _message(body)
        if sent["protocol"] != PROTOCOL:
            return _sentence(_OTHER_VERSION, 409)
        answer = take_in(served(), sent, *((walker.id, walker.name) if walker else (UUID(sent["phone"]),)))
    except AuditError as problem:
        return _sentence(str(problem), status_of(problem))
    mark = journeys_mark(served())
    return JSONResponse({"protocol": PROTOCOL, "journeys_mark": mark, **answer}, headers={"Cache-Control": "no-store"})


def _message(body: bytes) -> dict[str, Any]:
    """Return what a phone sent.

    Raises:
        EntryUnreadableError: it is no message of the walk.
    """
    try:
        sent: dict[str, Any] = json.loads(body)
        parts = [sent.get(name, []) for name in ("entries", "touchpoints")]
        readable = isinstance(sent["walk"], dict) and UUID(sent["phone"]) and "protocol" in sent
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise EntryUnreadableError("message") from problem
    if not readable or any(not isinstance(part, list) or len(part) > _MOST_PARTS for part in parts):
        raise EntryUnreadableError("message")
    return sent


def _file(request: Request, name: str, headers: dict[str, str]) -> Response:
    if "ETag" in headers and request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return _packed(request, front_end.content(name), front_end.KINDS[name.rpartition(".")[2]], headers)


def _packed(request: Request, body: bytes, kind: str, headers: dict[str, str]) -> Response:
    """Return an answer made small: a phone in a cellar has a few kilobytes a second."""
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, headers = _small(body), headers | {"Content-Encoding": "gzip"}
    return Response(body, media_type=kind, headers=headers | {"Vary": "Accept-Encoding"})


@lru_cache(maxsize=32)
def _small(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def _sentence(sentence: str, status: int) -> Response:
    return JSONResponse({"sentence": sentence}, status, {"Cache-Control": "no-store"})
