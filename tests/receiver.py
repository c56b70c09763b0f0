"""An address that takes messages, as Teams, Slack or Jira have one: a real server of this machine that keeps them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What arrived, and what is answered: a status, a body, headers; `waits` holds the answer back until it is set."""

    status: int = 200
    body: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)
    took: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    waits: threading.Event | None = None
    address: str = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Keep what came, and answer it."""
        self.paths.append(f"{handler.command} {handler.path}")
        self.took.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        if self.waits:
            self.waits.wait(30)
        handler.send_response(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.body.encode())


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Serve a receiver for as long as it lasts."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name http.server asks for
            receiver.answer(self)

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    receiver.address = f"http://127.0.0.1:{server.server_port}/services/T0/secret-word"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
