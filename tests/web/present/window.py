"""A window on the wall without a browser: it asks an application in this process, and keeps the answer."""

import asyncio
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message


@dataclass
class Answer:
    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Window:
    app: ASGIApp

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self._ask("GET", address, b"", headers or {})

    def post(self, address: str, said: object, headers: Mapping[str, str]) -> Answer:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        return self._ask("POST", address, body, headers)

    def _ask(self, verb: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        # in a thread of its own, since the browser of other tests keeps an event loop running in this one
        answer = Answer()
        asking = threading.Thread(target=lambda: asyncio.run(self._asked(verb, address, body, headers, answer)))
        asking.start()
        asking.join()
        return answer

    async def _asked(self, verb: str, address: str, body: bytes, headers: Mapping[str, str], answer: Answer) -> None:
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": verb,
            "path": unquote(path),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }

        sent = [body]

        async def receive() -> Message:
            if not sent:
                await asyncio.Event().wait()  # the window stays; an answer that streams listens for it to go
            return {"type": "http.request", "body": sent.pop(), "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                answer.headers |= {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                answer.body += message["body"]

        await self.app(scope, receive, send)
