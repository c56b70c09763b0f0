"""Reviews with their rooms for tests, and phones that come into them without a browser."""

import asyncio
import re
import threading
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from audit.actions.room import open_room
from audit.model.review import QUESTIONS, AgendaItem, Item, Review
from audit.store.opening import Store
from audit.store.review import add_review, change_agenda, review_with
from tests.builders import NOON

CHOICES = ("The queue before nine", "Phone answer times", "Printing in the labs")


def a_review(**changes: Any) -> Review:
    given: dict[str, Any] = {
        "title": "Spring review",
        "since": date(2026, 1, 1),
        "until": date(2026, 3, 31),
        "agenda": (AgendaItem(Item.VOTE), AgendaItem(Item.REFLECTION, subject=QUESTIONS[0])),
        "prepared_at": NOON,
        "key": "a key for tests alone",
    }
    return Review(**given | changes)


def a_room(store: Store, **changes: Any) -> Review:
    """Return a review that was kept and whose room is open."""
    review = a_review(**changes)
    add_review(store, review)
    ask(store, review.id, *CHOICES)
    return review


def ask(store: Store, review_id: UUID, *choices: str) -> None:
    """Write the choices of the vote into the agenda, as the facilitator does, and open the room."""
    agenda, subject = review_with(store, review_id).agenda, "\n".join(choices)
    asked = tuple(replace(each, subject=subject) if each.item is Item.VOTE else each for each in agenda)
    change_agenda(store, review_id, asked)
    open_room(store, review_id)


@dataclass
class Phone:
    """One device: its cookie, the form it was given last, and how long each answer took."""

    host: str
    port: int
    path: str
    cookie: str = ""
    headers: str = ""
    page: str = ""
    extra: str = ""  # headers it sends besides, each line with its end
    seconds: list[float] = field(default_factory=list)

    async def look(self) -> int:
        return await self.ask("GET", self.path)

    async def send(self, form: str, **fields: str) -> int:
        hidden = dict(re.findall(r'name="(mark|sent)" value="([^"]*)"', self.page))
        return await self.ask("POST", f"{self.path}/{form}", urlencode(hidden | fields))

    async def ask(self, verb: str, path: str, body: str = "") -> int:
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(self.host, self.port)
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{verb} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\n"
        writer.write(f"{head}{cookie}{form}{self.extra}\r\n{body}".encode())
        answer = (await reader.read()).decode()
        writer.close()
        await writer.wait_closed()
        self.seconds.append(time.perf_counter() - began)
        given = re.search(r"^set-cookie: (room_device=[^;]+)", answer, re.MULTILINE | re.IGNORECASE)
        self.cookie = given.group(1) if given else self.cookie
        headers, _, page = answer.partition("\r\n\r\n")
        self.headers, self.page = headers, page or self.page
        return int(headers.split()[1])


def in_a_thread(run: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine where no browser of another test keeps an event loop."""
    done: list[Any] = []
    thread = threading.Thread(target=lambda: done.append(asyncio.run(run)))
    thread.start()
    thread.join()
    return done[0]
