"""The route of the calendar: whoever has its secret address may read it, nobody else learns that there is one."""

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from audit.actions.appointments import calendar_of
from audit.store.calendar_feed import feed_secret
from audit.store.opened import served
from audit.web.trouble import trouble_of

_NOTHING = "There is nothing at this address. Ask for the calendar's address again; perhaps it was renewed."
_BROKE = "Something broke here; the calendar program asks again by itself"
FEED = "/calendar/"
CALENDAR = "text/calendar; charset=utf-8"


def calendar_routes() -> list[Route]:
    """Return the route of the calendar, to stand beside the pages and at the phones' door."""
    return [Route(f"{FEED}{{secret}}.ics", _feed)]


def feed_path(secret: str) -> str:
    """Return the path of the calendar that a secret opens."""
    return f"{FEED}{secret}.ics"


async def _feed(request: Request) -> Response:
    """Answer in a thread, since the store may make us wait; nobody is shown a trace."""
    try:
        text = await run_in_threadpool(_calendar, request.path_params["secret"])
    except Exception as problem:  # noqa: BLE001  # the one boundary of this route
        sentence, status = trouble_of(problem, "the calendar", _BROKE)
        return Response(sentence, status, media_type="text/plain")
    if not text:
        return Response(_NOTHING, 404, media_type="text/plain")
    return Response(text, media_type=CALENDAR, headers={"Cache-Control": "private, no-store"})


def _calendar(given: str) -> str:
    """Return the calendar to whoever gives the right secret, "" to everybody else."""
    secret = feed_secret(served())
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        return ""
    return calendar_of(served())
