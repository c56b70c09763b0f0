"""Streamlit's own page, told where its server is.

By itself it looks for the server under its own address first: on a deep link that is two answers of 404, two
complaints in the browser's console and one round trip before anything is shown; and an answer of 200 there would be
taken for the place all other addresses begin at.
"""

from pathlib import Path

import streamlit
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

_SCRIPT = '<script>window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}</script>'
_BEFORE = '<script type="module"'


class _Page(StringConvertor):
    """The address of a page, unlike that of a file, which has a dot."""

    regex = "[a-z][a-z0-9-]*"


def front_page() -> str:
    """Return the page that every address of the app begins with."""
    index = (Path(streamlit.__file__).with_name("static") / "index.html").read_text(encoding="utf-8")
    return index.replace(_BEFORE, _SCRIPT + _BEFORE, 1)


def front_routes() -> list[Route]:
    """Return the routes of the start page and of every other page, to stand before Streamlit's own."""
    register_url_convertor("page", _Page())
    return [Route("/", _front), Route("/{page:page}", _front)]


async def _front(_: Request) -> HTMLResponse:
    return HTMLResponse(_FRONT, headers={"Cache-Control": "no-cache"})


_FRONT = front_page()
