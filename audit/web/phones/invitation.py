"""The page of an invitation: one button, for whoever only looks at a link must not use it up."""

from collections.abc import Callable
from importlib import resources

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from audit.actions import people as acts
from audit.errors import ForeignFormError, InvitationOverError
from audit.store.opened import served
from audit.web.hosts import is_same_origin
from audit.web.phones.gate import COOKIE
from audit.web.room import links
from audit.web.trouble import trouble_of

_PAGE = Environment(autoescape=True, trim_blocks=True).from_string(
    (resources.files("audit.web.phones") / "invitation.html").read_text(encoding="utf-8")
)
_TITLE = "Your invitation to walk"
_BROKE = "Something broke here. Open the invitation again"
_A_YEAR = 31_536_000
_STATUS: dict[type[Exception], int] = {ForeignFormError: 403, InvitationOverError: 410}


def invitation_routes() -> list[Route]:
    """Return the routes of an invitation, for the phones' door alone."""
    return [Route("/walk/invite/{token}", _look), Route("/walk/invite/{token}", _accept, methods=["POST"])]


def invitation_link(token: str) -> str:
    """Return the whole address of an invitation."""
    return f"{links.address()}/walk/invite/{token}"


async def _look(request: Request) -> Response:
    return await _safely(_shown, request)


async def _accept(request: Request) -> Response:
    return await _safely(_accepted, request)


async def _safely(answer: Callable[[Request], Response], request: Request) -> Response:
    """Answer in a thread, since the store may make us wait; nobody is shown a trace."""
    try:
        return await run_in_threadpool(answer, request)
    except Exception as problem:  # noqa: BLE001  # the one boundary of these routes
        sentence, status = trouble_of(problem, "an invitation", _BROKE)
        return _page(_STATUS.get(type(problem), status), sentence=sentence)


def _shown(request: Request) -> Response:
    return _page(200, name=acts.invited(served(), request.path_params["token"]))


def _accepted(request: Request) -> Response:
    """Make this phone the person's.

    The token is in the address, so another site could have a phone take up an invitation of its own; every browser
    names the origin of a form, and the page asks to have it named to ourselves.
    """
    headers = request.headers
    if not is_same_origin(headers.get("origin", ""), headers.get("host", ""), request.url.scheme):
        raise ForeignFormError
    secret = acts.accept(served(), request.path_params["token"], request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/walk/", 303, {"Cache-Control": "no-store"})
    is_secure = request.url.scheme == "https"  # over plain HTTP a secure cookie would never come back
    answer.set_cookie(COOKIE, secret, max_age=_A_YEAR, path="/walk", secure=is_secure, httponly=True, samesite="lax")
    return answer


def _page(status: int, name: str = "", sentence: str = "") -> Response:
    page = _PAGE.render(title=_TITLE, name=name, sentence=sentence)
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})
