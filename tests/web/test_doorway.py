"""Nothing of the app hears of a request that is not meant for it or asks for what is closed."""

import base64
import hashlib
import re

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, WebSocketRoute

from audit.web.doorway import guarded
from audit.web.front_page import front_routes
from audit.web.headers import HEADERS
from audit.web.hosts import Hosts, listed
from audit.web.walk.routes import walk_routes
from tests.rooms import in_a_thread
from tests.web.visiting import ask, connect

HERE = "http://127.0.0.1:8501"
OPEN = ["/", "/journey", "/_stcore/health", "/_stcore/host-config", "/metrics", "/agent", "/_stcore", "/agent/_stcore"]
CLOSED = [
    *("/_stcore/metrics", "/_stcore/metrics/", "//_stcore/metrics", "/_stcore//metrics", "/_STCORE/Metrics"),
    *("/%5Fstcore/metrics", "/_stcore%2Fmetrics", "/_stcore%252Fmetrics", "/_stcore/./metrics", "/_stcore\\metrics"),
    *("/_stcore/x/../metrics", "/_stcore/agent", "/_stcore/agent/mcp", "/page/_stcore/agent/openapi.json"),
    *("/_stcore/AGENT/interact", "/_stcore/metrics/more"),
]


INSIDE = ["websocket.accept", "websocket.send"]


async def answer(scope, receive, send):
    await PlainTextResponse("inside")(scope, receive, send)


async def talk(line):
    await line.accept("streamlit")
    await line.send_text("inside")


@pytest.fixture(scope="module")
def app():
    """Return an app behind its doorway that answers everything with one word."""
    within = Starlette(routes=[WebSocketRoute("/{path:path}", talk), Mount("/", answer)])
    return guarded(within, Hosts(8501, listed("audit.example.org")))


@pytest.mark.parametrize("verb", ["GET", "POST", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", [*OPEN, *CLOSED])
def test_another_host_is_told_a_sentence_whatever_it_asks_for(app, verb, path):
    answered = ask(app, path, "evil.example", verb)
    assert answered.status == 421
    assert "does not answer to the name <strong>evil.example</strong>" in answered.text
    assert "moments serve --allowed-host evil.example" in answered.text
    assert answered.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_a_host_that_is_no_name_is_told_so_and_can_write_nothing_into_the_page(app):
    assert "does not say whom it is for" in ask(app, "/", "").text
    hostile = ask(app, "/", "<script>alert(1)</script>")
    assert hostile.status == 421
    assert "<script" not in hostile.text


@pytest.mark.parametrize("path", OPEN)
def test_what_is_meant_for_us_goes_through_with_our_headers(app, path):
    for host in ("127.0.0.1:8501", "localhost:8501", "audit.example.org"):
        answered = ask(app, path, host)
        assert (answered.status, answered.text) == (200, "inside")
        assert {answered.headers[name] for name in HEADERS} == set(HEADERS.values())


@pytest.mark.parametrize("path", CLOSED)
def test_what_machines_are_told_is_closed_however_it_is_written(app, path):
    for verb in ("GET", "POST"):
        answered = ask(app, path, verb=verb)
        assert answered.status == 404
        assert "nothing at this address" in answered.text


def test_a_websocket_of_our_own_page_is_let_in(app):
    assert connect(app, origin=HERE) == INSIDE
    assert connect(app, host="localhost:8501", origin="http://localhost:8501") == INSIDE


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:3000"),
        ("127.0.0.1:8501", "http://localhost:8501"),
        ("127.0.0.1:8501", "https://127.0.0.1:8501"),
        ("127.0.0.1:8501", "null"),
        ("127.0.0.1:8501", ""),
        ("evil.example", "http://evil.example"),
    ],
)
def test_a_websocket_from_anywhere_else_or_nowhere_is_refused(app, host, origin):
    assert connect(app, host=host, origin=origin) == ["websocket.close"]


def test_no_websocket_leads_to_what_is_closed(app):
    assert connect(app, "/_stcore/metrics", origin=HERE) == ["websocket.close"]


def test_what_a_server_says_to_its_app_goes_through():
    heard = []

    async def within(scope, receive, send):
        heard.append(scope["type"])

    in_a_thread(guarded(within, Hosts(8501))({"type": "lifespan"}, None, None))
    assert heard == ["lifespan"]


@pytest.mark.parametrize("path", ["/", "/journey", "/not-a-page"])
def test_every_page_begins_with_the_front_page_which_says_where_its_server_is(path):
    pages = Starlette(routes=[*front_routes(), Mount("/", answer)])
    page = ask(pages, path)
    assert page.headers["Cache-Control"] == "no-cache"
    own, module = page.text.index("BACKEND_BASE_URL"), page.text.index('<script type="module"')
    assert own < module, "the script that reads it comes later"
    assert ask(pages, "/favicon.png").text == ask(pages, "/a/b").text == "inside"


@pytest.mark.parametrize(
    ("routes", "path", "begins"),
    [(front_routes, "/", "<script>"), (walk_routes, "/walk/", '<script type="module">')],
)
def test_the_policy_admits_every_script_in_the_page(routes, path, begins):
    scripts = re.findall(f"{begins}(.*?)</script>", ask(Starlette(routes=routes()), path).text, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(digests) == (2 if path == "/" else 1)
    assert all(f"'sha256-{digest}'" in HEADERS["Content-Security-Policy"] for digest in digests)
