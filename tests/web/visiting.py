"""A visitor of an ASGI app without a server between them: what it asks, and what it is answered."""

from dataclasses import dataclass
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

from tests.rooms import in_a_thread


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    text: str


def ask(app: ASGIApp, path: str, host: str = "127.0.0.1:8501", verb: str = "GET") -> Answer:
    """Return what a request is answered; a `host` of "" sends no such header."""
    begun, *rest = _heard(app, _scope("http", path, {"host": host}, verb))
    body = b"".join(part.get("body", b"") for part in rest).decode()
    return Answer(begun["status"], Headers(raw=begun["headers"]), body)


def connect(app: ASGIApp, path: str = "/_stcore/stream", host: str = "127.0.0.1:8501", origin: str = "") -> list[str]:
    """Return what a websocket hears, in the words of ASGI; an `origin` of "" names none."""
    return [message["type"] for message in _heard(app, _scope("websocket", path, {"host": host, "origin": origin}))]


def _scope(kind: str, path: str, headers: dict[str, str], verb: str = "GET") -> Scope:
    return {
        "method": verb,
        "type": kind,
        "scheme": {"http": "http", "websocket": "ws"}[kind],
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), text.encode()) for name, text in headers.items() if text],
        "subprotocols": [],
    }


def _heard(app: ASGIApp, scope: Scope) -> list[Message]:
    heard: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""} if scope["type"] == "http" else {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        heard.append(message)

    in_a_thread(app(scope, receive, send))  # type: ignore[arg-type]  # it is a coroutine with every app of ours
    return heard
