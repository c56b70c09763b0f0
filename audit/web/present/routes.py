"""The routes of the wall: slides, the presenter's window, where both stand, what is shown of what people said."""

import json
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any
from uuid import UUID

import pandas as pd
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from audit.actions import room as acts
from audit.actions.show_of_hands import count_hands, take_hands_back
from audit.errors import AuditError, DecidedError, GoneError, NoSlideError, ReviewClosedError
from audit.model.clock import utc_now
from audit.model.review import Review
from audit.review.read_aloud import spoken
from audit.store.contribution import contributions
from audit.store.opened import served
from audit.store.programme import programme
from audit.store.review import change_live, review_with
from audit.store.room import room_with
from audit.store.show_of_hands import hands_of
from audit.web.present import links
from audit.web.present.html import Wall, desk_page, sentence_page, slides_part, wall_page
from audit.web.present.showing import projected, standing, to_moderate
from audit.web.trouble import status_of, trouble_of

OWN = "x-present"  # a header no other site can make a browser send here
MOST_BYTES = 5_000  # the longest message counts hands: each choice stands in it with its name
MOST_SLIDES = 1_000
_MOVES = {"slide": int, "revealed": bool, "room_open": bool, "timer": int}
_DECIDES = {"id": str, "ids": list, "shown": bool, "seen": str}  # seen: waits, shown or hidden, as the window saw it
_MENDS = {"id": str, "words": str, "before": str}  # before: what the window saw the room would read
_HANDS = {"hands": dict}
_ASSETS = {
    "present.js": "text/javascript",
    "fit.js": "text/javascript",
    "overview.js": "text/javascript",
    "present.css": "text/css",
}
_NOWHERE = "No review was found for this link. Open the review in the app, and present it from there."
_FOREIGN = "Only a window of this review can move it. Reload the window, then try again."
_BROKE = "Something broke here. Reload this window"


def present_routes() -> list[Route]:
    """Return the routes of the wall, to stand beside the pages."""
    return [
        Route("/present/assets/{name}", _asset),
        Route("/present/{token}", _wall),
        Route("/present/{token}/presenter", _desk),
        Route("/present/{token}/slides", _slides),
        Route("/present/{token}/live", _live),
        Route("/present/{token}/live", _move, methods=["POST"]),
        Route("/present/{token}/said", _decide, methods=["POST"]),
        Route("/present/{token}/mended", _mend, methods=["POST"]),
        Route("/present/{token}/hands", _count, methods=["POST"]),
    ]


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        return _page(_NOWHERE, 404)
    text = (resources.files("audit.web.present") / "assets" / name).read_text(encoding="utf-8")
    return Response(text, media_type=_ASSETS[name], headers={"Cache-Control": "no-cache"})


async def _wall(request: Request) -> Response:
    return await _safely(request, _shown, wall_page)


async def _desk(request: Request) -> Response:
    return await _safely(request, _shown, desk_page)


async def _slides(request: Request) -> Response:
    return await _safely(request, _part)


async def _live(request: Request) -> Response:
    return await _safely(request, _standing)


async def _move(request: Request) -> Response:
    return await _heard(request, _moved)


async def _decide(request: Request) -> Response:
    return await _heard(request, _decided)


async def _mend(request: Request) -> Response:
    return await _heard(request, _mended)


async def _count(request: Request) -> Response:
    return await _heard(request, _counted)


async def _heard(request: Request, act: Callable[[Review, bytes], None]) -> Response:
    """Act on a message of one of our own windows, and of nobody else."""
    # another site cannot set a header of ours without asking first
    if OWN not in request.headers or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return JSONResponse({"wrong": _FOREIGN}, 403)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return JSONResponse({"wrong": str(NoSlideError())}, 413)
    return await _safely(request, _acted, act, body)


async def _safely(request: Request, answer: Callable[..., Response], *given: object) -> Response:
    """Answer in a thread, since the store may make us wait; nobody is shown a trace."""
    try:
        return await run_in_threadpool(_answered, request, answer, *given)
    except Exception as problem:  # noqa: BLE001  # the one boundary of these routes
        sentence, status = trouble_of(problem, "presenting", _BROKE)
        return _page(sentence, status) if request.method == "GET" else JSONResponse({"wrong": sentence}, status)


def _answered(request: Request, answer: Callable[..., Response], *given: object) -> Response:
    review = _review(request.path_params["token"])
    return _page(_NOWHERE, 404) if review is None else answer(request, review, *given)


def _shown(request: Request, review: Review, page: Callable[[Wall], str]) -> Response:
    return _html(page(_on_the_wall(request, review)))


def _part(request: Request, review: Review) -> Response:
    return _html(slides_part(_on_the_wall(request, review), with_notes="notes" in request.query_params))


def _on_the_wall(request: Request, review: Review) -> Wall:
    store, is_light = served(), "dark" not in request.query_params
    day_of = programme(store).day_of
    closed_on = None if review.closed_at is None else day_of(review.closed_at)
    now = standing(store, review)  # before the slides, so that what changes meanwhile is seen as a change
    slides = projected(store, review, day_of(utc_now()), is_light=is_light)
    room, counted = room_with(store, review.id), hands_of(store, review.id)
    hands = {choice: counted.get(choice, 0) for choice in (room.choices if room else ())}
    return Wall(review, slides, now, closed_on, is_light, hands, spoken(store))


def _standing(request: Request, review: Review) -> Response:
    """Answer where a review stands; with what people said where the window asks for it, which the wall never does."""
    now = standing(served(), review)
    answer: dict[str, Any] = {"slide": now.slide, "revealed": now.revealed, "room_open": now.room_open}
    answer |= {"votes": now.votes, "version": now.version, "phones": now.phones, "seconds": now.seconds}
    if "said" in request.query_params and review.closed_at is None:
        answer["said"] = to_moderate(served(), review)
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _acted(request: Request, review: Review, act: Callable[[Review, bytes], None], body: bytes) -> Response:
    """Do what a window asks for, and answer where the review stands then."""
    try:
        act(review, body)
    except AuditError as problem:
        return JSONResponse({"wrong": str(problem)}, status_of(problem))
    return _standing(request, review)


def _moved(review: Review, body: bytes) -> None:
    """Move the review, reveal its vote or open its room."""
    message = _message(body, _MOVES)
    if not 0 <= message.get("slide", 0) < MOST_SLIDES:
        raise NoSlideError
    if "room_open" in message:
        _let_in(review, is_open=message["room_open"])
    if "timer" in message:
        _time(review, message["timer"])
    change_live(served(), review.id, slide=message.get("slide"), revealed=message.get("revealed"))


def _decided(review: Review, body: bytes) -> None:
    """Show or hide what somebody said in the review, one entry or all of some that nobody has decided about yet."""
    message = _message(body, _DECIDES)
    ids = _decided_about(message)
    if review.closed_at is not None:
        raise ReviewClosedError
    sent = contributions(served(), review.id).set_index("id")
    if not set(ids) <= set(sent.index):  # of this review: the link of one must not moderate another
        raise GoneError("contribution")
    if "id" in message:
        _not_against_another(sent.loc[message["id"]], message)
    else:
        ids = [each for each in ids if sent.loc[each, "moderated_at"] is pd.NaT]
    for each in ids:
        acts.moderate(served(), UUID(each), shown=message["shown"])


def _decided_about(message: Mapping[str, Any]) -> list[str]:
    ids: list[str] = message.get("ids", [message.get("id")])
    if "shown" not in message or not ids or any(type(each) is not str for each in ids):
        raise NoSlideError
    return ids


def _not_against_another(entry: "pd.Series[Any]", message: Mapping[str, Any]) -> None:
    """Let two who moderate not undo each other unseen.

    Raises:
        DecidedError: it was decided otherwise since the window saw it.
    """
    shown = bool(entry["shown"])
    stands = "waits" if entry["moderated_at"] is pd.NaT else "shown" if shown else "hidden"
    if stands not in {"waits", message.get("seen", stands)} and shown != message["shown"]:
        raise DecidedError(shown=shown)


def _mended(review: Review, body: bytes) -> None:
    """Let the room read one entry in other words."""
    message = _message(body, _MENDS)
    if set(message) != set(_MENDS):
        raise NoSlideError
    try:
        contribution_id = UUID(message["id"])
    except ValueError as problem:
        raise GoneError("contribution") from problem
    acts.mend(served(), review.id, contribution_id, message["words"], message["before"])


def _counted(review: Review, body: bytes) -> None:
    """Count the hands raised for each choice; none at all takes a show of hands back."""
    hands = _message(body, _HANDS).get("hands")
    if hands is None or any(type(raised) is not int for raised in hands.values()):
        raise NoSlideError
    if hands:
        count_hands(served(), review.id, hands)
    else:
        take_hands_back(served(), review.id)


def _let_in(review: Review, *, is_open: bool) -> None:
    room = room_with(served(), review.id)
    if not is_open:
        acts.close_room(served(), review.id)
    elif room is not None and not room.is_open:
        acts.open_room(served(), review.id)


def _time(review: Review, seconds: int) -> None:
    """Let the vote end so many seconds from now, or by no timer (0)."""
    if seconds:
        acts.start_timer(served(), review.id, seconds)
    else:
        acts.stop_timer(served(), review.id)


def _message(body: bytes, kinds: Mapping[str, type]) -> dict[str, Any]:
    """Return what a window asks for, each word of it of its kind.

    Raises:
        NoSlideError: it is nothing a review can do.
    """
    try:
        message = json.loads(body)
    except ValueError as problem:
        raise NoSlideError from problem
    if not isinstance(message, dict) or any(type(message[name]) is not kinds.get(name) for name in message):
        raise NoSlideError
    return message


def _review(token: str) -> Review | None:
    """Return the review a link leads to, or None where it was not made with the review's own key."""
    review_id = links.review_in(token)
    if review_id is None:
        return None
    try:
        review = review_with(served(), review_id)
    except GoneError:
        return None
    return review if links.is_signed(token, review.key) else None


def _page(sentence: str, status: int) -> Response:
    return _html(sentence_page(sentence), status)


def _html(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})
