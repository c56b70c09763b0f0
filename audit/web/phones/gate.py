"""The gate of the walk at the phones' door: its pages are anybody's, its programme and what is sent are not."""

import re
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from audit.actions.people import recognise
from audit.errors import DeviceTakenBackError, DeviceUnknownError
from audit.model.person import Device
from audit.store.opened import served
from audit.web.trouble import trouble_of
from audit.web.walk.walker import with_walker

COOKIE = "walk_device"
_BROKE = "Something broke here; what you wrote stays on your phone and is sent again"
_ANYBODYS = re.compile(r"/walk(/|/sw\.js|/manifest\.webmanifest|/(a|t|invite)/[^/]+)?")


@dataclass(frozen=True, slots=True)
class Gate:
    """Let through what is anybody's, and of the rest what comes with the cookie of a device; 401 otherwise.

    What is not listed as anybody's is asked for its cookie, so that an address added later is not open by oversight.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"]
        if not path.startswith("/walk") or _ANYBODYS.fullmatch(path):
            await self.app(scope, receive, send)
            return
        device = await run_in_threadpool(_device, Request(scope).cookies.get(COOKIE, ""))
        if isinstance(device, Device):
            await self.app(with_walker(scope, device), receive, send)
        else:
            sentence, status = device
            answer = JSONResponse({"sentence": sentence}, status, {"Cache-Control": "no-store"})
            await answer(scope, receive, send)


def _device(cookie: str) -> Device | tuple[str, int]:
    """Return whose device it is, or what stands in the way with its status."""
    try:
        return recognise(served(), cookie)
    except (DeviceTakenBackError, DeviceUnknownError) as unknown:
        return str(unknown), 401
    except Exception as problem:  # noqa: BLE001  # nobody is shown a trace
        return trouble_of(problem, "the gate of the walk", _BROKE)
