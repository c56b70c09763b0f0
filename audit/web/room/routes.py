"""The routes of the room: a page that follows the wall, votes, words, wishes, and a short address that leads there."""

from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from audit.errors import AuditError, FormOutdatedError, RoomClosedError
from audit.model.room import Kind, Room
from audit.model.voting_code import mark_of, written
from audit.store.opened import served
from audit.store.room import open_rooms, room_with
from audit.store.voting_code import is_code
from audit.web.room import links
from audit.web.room.acting import CODE, Form, act, own_vote, own_words, wished_by
from audit.web.room.html import SCRIPT, Visit, plain_page, questions_part, room_page, script
from audit.web.room.live import DEVICE, follow, picture
from audit.web.room.presence import PRESENCE
from audit.web.room.sharing import is_late, shared
from audit.web.trouble import status_of, trouble_of

COOKIE = DEVICE
OWN = "x-room"  # sent by our script, which is answered in data
MOST_BYTES = 20_000  # 500 characters of any script, written as a browser sends them, and then some
_A_DAY = 86_400
_NOWHERE = (
    "No room was found for this link. Please scan the code on the screen once more, or type the address beside it."
)
_TOO_LONG = "That is longer than this page takes. Go back, shorten it and send it again."
_BROKE = "Something broke here. Load this page again"
_NOT_SENT = "Something broke here, and what you sent may not be counted. Go back and send it again"
_MOST_FIELDS = 10
_THANKS = {
    "vote": "Your vote is counted.",
    Kind.APPRECIATION.value: "Thank you. Your words wait for the facilitator.",
    Kind.ANSWER.value: "Your answer waits for the facilitator.",
    Kind.QUESTION.value: "Your question waits for the facilitator.",
    "wish": "Your wish is counted; you can take it back.",
}


def room_routes() -> list[Route]:
    """Return the routes of the room, to stand beside the pages or alone."""
    return [
        Route("/room/assets/{name}", _asset),
        Route("/room/{token}", _look),
        Route("/room/{token}/live", follow),
        Route("/room/{token}/pictures/{name}", picture),
        Route("/room/{token}/questions", _questions),
        Route("/room/{token}/vote", _vote, methods=["POST"]),
        Route("/room/{token}/say", _say, methods=["POST"]),
        Route("/room/{token}/wish", _wish, methods=["POST"]),
        Route("/room/{token}/vote", _back),
        Route("/room/{token}/say", _back),
        Route("/room/{token}/wish", _back),
        Route("/r/{code}", _typed),
        Route("/r/{code}/{slip}", _typed),
    ]


async def _look(request: Request) -> Response:
    return await _safely(_shown, request)


async def _vote(request: Request) -> Response:
    return await _safely(_taken, request, "vote", await _form(request))


async def _say(request: Request) -> Response:
    form = await _form(request)
    kind = (form or {}).get("kind", "")
    return await _safely(_taken, request, kind if kind in set(Kind) else Kind.APPRECIATION.value, form)


async def _wish(request: Request) -> Response:
    return await _safely(_taken, request, "wish", await _form(request))


async def _questions(request: Request) -> Response:
    return await _safely(_all_questions, request)


async def _asset(request: Request) -> Response:
    if request.path_params["name"] != SCRIPT:
        return _answer(plain_page(_NOWHERE), 404)
    # its address changes with it
    return Response(script(), media_type="text/javascript", headers={"Cache-Control": f"max-age={_A_DAY}"})


async def _back(request: Request) -> Response:
    """Lead a phone that reloads what it had sent to the page itself."""
    return RedirectResponse(_path(request), 303)


async def _typed(request: Request) -> Response:
    return await _safely(_led, request)


async def nothing_here(*_: object) -> Response:
    """Answer in words where nothing is, on a phone that typed or scanned an address."""
    return _answer(plain_page(_NOWHERE), 404)


async def _safely(
    answer: Callable[..., Response], request: Request, what: str = "", form: Form | None = None
) -> Response:
    """Answer in a thread, since the store may make us wait; nobody is shown a trace, and words come back."""
    given = (what, form) if what else ()
    try:
        return await run_in_threadpool(answer, request, *given)
    except Exception as problem:  # noqa: BLE001  # the one boundary of these routes
        sentence, status = trouble_of(problem, "the room", _NOT_SENT if what else _BROKE)
        return _answer(plain_page(sentence, _words(form or {})), status)


async def _form(request: Request) -> Form | None:
    """Return what a form holds, read by ourselves so that no more than a little is ever taken in; None = too much."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    # so few that nothing is spent on a form of a thousand fields
    fields = body.decode("utf-8", "replace").split("&", _MOST_FIELDS)[:_MOST_FIELDS]
    return {name: text.replace("\r\n", "\n") for name, text in parse_qsl("&".join(fields), keep_blank_values=True)}


def _shown(request: Request) -> Response:
    room = _room(request)
    if room is None:
        return _answer(plain_page(_NOWHERE), 404)
    if not room.is_open:
        return _answer(plain_page(str(RoomClosedError())), 410)
    return _page(request, room, notice=_THANKS.get(request.query_params.get("told", ""), ""))


def _all_questions(request: Request) -> Response:
    """Answer the questions from the room, with what this device wants answered."""
    room = _room(request)
    if room is None or not room.is_open:
        return _answer("", 404)
    cookie, everywhere = request.cookies.get(COOKIE, ""), shared(served(), room)
    own = own_words(room, cookie, everywhere.questions)
    return _answer(questions_part(everywhere, _path(request), wished_by(room, cookie), own), 200)


def _led(request: Request) -> Response:
    """Lead a phone that typed the short address of a room, or scanned a slip, to its signed link while it is open."""
    typed = request.path_params["code"]
    for review_id, key in open_rooms(served()):
        if links.is_short_code(typed, review_id, key):
            led = RedirectResponse(f"/room/{links.token(review_id, key)}", 303, {"Cache-Control": "no-store"})
            return _with_code(led, request, request.path_params.get("slip", ""))
    return _answer(plain_page(_NOWHERE), 404)


def _taken(request: Request, what: str, form: Form | None) -> Response:
    """Do what a form asks for; whatever stands in the way, the words come back with the answer."""
    if form is None:
        return _answer(plain_page(_TOO_LONG), 413)
    typed = {name: form[name] for name in ("choice", "code", *Kind) if form.get(name, "").strip()}
    words = _words(form)
    room = _room(request)
    if room is None:
        return _answer(plain_page(_NOWHERE, words), 404)
    try:
        own = act(room, request.cookies, what, form)
    except AuditError as problem:
        return _refused(request, room, what, problem, typed)
    return _done(request, room, what, typed, own)


def _refused(request: Request, room: Room, what: str, problem: AuditError, typed: Form) -> Response:
    """Say why something was not taken, and give back what was typed."""
    is_closed = isinstance(problem, RoomClosedError)
    status = 410 if is_closed else status_of(problem)
    if OWN in request.headers:
        again = isinstance(problem, FormOutdatedError)  # a page loaded anew brings what this one lacks
        return JSONResponse({"wrong": str(problem), "outdated": again}, status, {"Cache-Control": "no-store"})
    if is_closed:
        return _answer(plain_page(str(problem), _words(typed)), status)
    return _page(request, room, status, wrong={what: str(problem)}, typed=typed)


def _done(request: Request, room: Room, what: str, typed: Mapping[str, str], own: str) -> Response:
    """Answer a form that was taken: with the page anew, or with the page as it is where more was typed than was sent.

    `own` is the vote as it stands now, which a form that sends words carries along unchanged.
    """
    done = {what, "code"} if what == "vote" else {what}
    begun = {name: text for name, text in typed.items() if name not in done and (name, text) != ("choice", own)}
    code = typed.get("code", "") if what == "vote" else ""
    if OWN in request.headers:
        answer = JSONResponse({"own": own, "code": written(code)}, headers={"Cache-Control": "no-store"})
        return _with_code(answer, request, code)
    if begun:  # something else was chosen or written, and not sent yet; a redirect would lose it
        return _with_code(_page(request, room, notice=_THANKS[what], typed=begun, code=code), request, code)
    # so that loading the page anew does not send the vote again
    return _with_code(RedirectResponse(f"{_path(request)}?told={what}{_still(request)}", 303), request, code)


def _words(form: Form) -> str:
    """Return what somebody wrote, to be given back where it could not be taken."""
    return "\n\n".join(form[kind] for kind in Kind if form.get(kind, "").strip())


def _path(request: Request) -> str:
    return f"/room/{request.path_params['token']}"


def _still(request: Request) -> str:
    """Return what an address ends with whose page does not follow the wall."""
    return "&whole=1" if "whole" in request.query_params else ""


def _room(request: Request) -> Room | None:
    """Return the room a link leads to, or None where it was not made with the review's own key."""
    token = request.path_params["token"]
    review_id = links.review_in(token)
    room = room_with(served(), review_id) if review_id else None
    return room if room and links.is_signed(token, room.key) else None


def _page(request: Request, room: Room, status: int = 200, code: str = "", **shown: Any) -> Response:
    known = request.cookies.get(COOKIE, "")
    cookie = known or token_urlsafe(18)  # random: it says nothing of who holds it
    code = written(code or ("" if "another" in request.query_params else request.cookies.get(CODE, "")))
    device = links.device_of(cookie, room.key)
    PRESENCE.note(room.review_id, device)
    everywhere = shared(served(), room)
    visit = Visit(
        everywhere,
        _path(request),
        links.form_mark(cookie, room.key),
        own_vote(room, device, code),
        code=code if is_code(served(), room.review_id, mark_of(code, room.key)) else "",
        wished=wished_by(room, cookie),
        own_words=own_words(room, cookie, everywhere.questions),
        is_late=is_late(room),
        is_still="whole" in request.query_params,
        **shown,
    )
    answer = _answer(room_page(visit), status)
    return answer if known else _given(answer, request, COOKIE, cookie)


def _given(answer: Response, request: Request, name: str, cookie: str) -> Response:
    """Return `answer` with a cookie for the room alone; over plain HTTP a secure one would never come back."""
    is_secure = request.url.scheme == "https"
    answer.set_cookie(name, cookie, max_age=_A_DAY, path="/room", secure=is_secure, httponly=True, samesite="lax")
    return answer


def _with_code(answer: Response, request: Request, code: str) -> Response:
    """Return `answer` with the code this device votes with from now on, where one was given."""
    signs = written(code)
    return _given(answer, request, CODE, signs) if signs else answer


def _answer(page: str, status: int) -> Response:
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})
