"""The doorway of a server: every request and every websocket passes it before anything else hears of it.

Streamlit looks at the name in a request for its websocket alone, lets any port of this machine open that one, and
answers paths that nobody here needs. Whatever decides who may come in belongs here.
"""

import posixpath
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from audit.web.headers import ResponseHeaders
from audit.web.hosts import Hosts, is_same_origin

_CLOSED = {("_stcore", "metrics"), ("_stcore", "agent")}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>Moments of Truth</title>
<style>body{margin:0 auto;max-width:34em;padding:32px 16px;font:18px/1.5 system-ui,sans-serif;
overflow-wrap:anywhere;background:light-dark(#fcfbf8,#14171c);color:light-dark(#0e151d,#ece8e1)}
a{color:inherit}</style></head>
<body><main><h1>Moments of Truth</h1><p>%s</p></main></body></html>
"""
_NOTHING = 'There is nothing at this address. <a href="/">Go to the start page</a>.'
_NO_NAME = "This request does not say whom it is for. Open the app by the address its steward gave you."
_OTHER_NAME = (
    "This app does not answer to the name <strong>%s</strong>. Open it by the address its steward gave you. If this is "
    "the right one, the steward lets it in by starting the app with <code>moments serve --allowed-host %s</code>."
)


@dataclass(frozen=True, slots=True)
class Doorway:
    """Let through what is meant for this server and comes from its own pages; answer the rest in words.

    A request for another host gets 421; what Streamlit tells machines about itself is not there, 404. A websocket is
    refused for these reasons too, and where it comes from another origin or names none: every browser names it.
    """

    app: ASGIApp
    hosts: Hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or websocket; whatever else a server says to its app goes through."""
        refusal = self._refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":  # no browser shows the words of such an answer to anybody
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, scheme = Headers(scope=scope), scope["scheme"]
        host = headers.get("host", "")
        if not self.hosts.admit(host, scheme):
            return _page(_OTHER_NAME.replace("%s", escape(host)) if host else _NO_NAME, 421)
        is_foreign = scope["type"] == "websocket" and not is_same_origin(headers.get("origin", ""), host, scheme)
        return _page(_NOTHING, 404) if is_foreign or _is_closed(scope["path"]) else None


def guarded(app: ASGIApp, hosts: Hosts) -> ASGIApp:
    """Return an app behind its doorway; what the doorway answers carries our headers like everything else."""
    return ResponseHeaders(Doorway(app, hosts))


def _is_closed(path: str) -> bool:
    """Return whether a path leads to what is closed, however it is written."""
    # a path may be quoted more than once
    while (plain := unquote(path)) != path:
        path = plain
    parts = posixpath.normpath(path.lower().replace("\\", "/")).split("/")
    return not _CLOSED.isdisjoint(pairwise(filter(None, parts)))


def _page(sentence: str, status: int) -> Response:
    # a name let in later must not be kept out by a cache
    return HTMLResponse(_PAGE % sentence, status, {"Cache-Control": "no-store"})
