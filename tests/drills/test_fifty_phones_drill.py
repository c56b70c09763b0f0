"""Fifty phones of a programme send what they noted: how long each waits, and what an entry costs the server."""

import asyncio
import json
import re
import time
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np
import psutil
import pytest

from audit.actions.people import accept, add_person, invite
from audit.model.keys import new_key
from audit.store.journey import journeys
from audit.store.observation import observation_count
from audit.store.opening import open_store
from audit.store.upkeep.checking import check
from tests.builders import with_desk
from tests.drills.figures import IS_WHOLE, tell
from tests.rooms import in_a_thread
from tests.screens import Server, free_port
from tests.web.walk.messages import a_message, a_sent_entry, a_sent_walk

pytestmark = pytest.mark.drill
PHONES = 50
AT_REST = 20  # seconds in which the server's own work is counted
PACED = 200  # entries of all phones, one a second
AT_ONCE = 10 if IS_WHOLE else 1  # entries of each phone, as fast as it can


@dataclass
class Walker:
    """One person's phone on a walk: what it shows at the door, and the seconds of each answer; `bare`: of a file."""

    port: int
    cookie: str
    walk: dict[str, object]
    touchpoint: str
    seconds: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    async def send(self) -> None:
        """Send one entry, as a phone does: on a connection of its own, the head of the walk with it."""
        body = json.dumps(a_message(self.walk, a_sent_entry(touchpoint_id=self.touchpoint)))
        head = f"X-Walk: 1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        began = time.perf_counter()
        answer = await self._ask("POST /walk/sync", head, body)
        self.seconds.append(time.perf_counter() - began)
        assert re.findall(r'"state": ?"(\w+)"', answer) == ["kept", "kept"], answer

    async def look(self) -> None:
        """Ask for a small file that nothing has to be worked out for: what the machine itself makes wait."""
        began = time.perf_counter()
        answer = await self._ask("GET /walk/a/icon.svg")
        self.bare.append(time.perf_counter() - began)
        assert answer.startswith("HTTP/1.1 200")

    async def _ask(self, what: str, head: str = "", body: str = "") -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        always = f"Host: 127.0.0.1:{self.port}\r\nConnection: close\r\nCookie: walk_device={self.cookie}\r\n"
        with closing(writer):
            writer.write(f"{what} HTTP/1.1\r\n{always}{head}\r\n{body}".encode())
            return (await reader.read()).decode()


@pytest.fixture
def hall(root, tmp_path):
    """Return a server with a door for phones, and fifty phones that were invited."""
    door = free_port()
    server = Server(root, tmp_path / "audit.duckdb", free_port(), options=("--phones", f"127.0.0.1:{door}"))
    store = with_desk(open_store(server.store))
    (desk,) = journeys(store)
    stops = [str(touchpoint.id) for _, touchpoint in desk.touchpoints()]
    walkers = [
        Walker(
            door,
            accept(store, invite(store, add_person(store, f"Walker {number}").id), ""),
            a_sent_walk(journey_id=str(desk.id), id=str(new_key())),
            stops[number % len(stops)],
        )
        for number in range(PHONES)
    ]
    store.close()
    server.start()
    yield server, walkers
    server.stop()


def worked(server):
    """Return the seconds of processor time a server has used so far."""
    used = psutil.Process(server.process.pid).cpu_times()
    return used.user + used.system


def at_rest(server):
    """Return how many seconds a server works in one in which nobody asks it for anything."""
    return psutil.Process(server.process.pid).cpu_percent(interval=AT_REST) / 100


async def one_a_second(walkers, count):
    """Send so many entries, each a second after the last whether that was answered or not, from phone after phone."""
    async with asyncio.TaskGroup() as sending:
        for number in range(count):
            walker = walkers[number % len(walkers)]
            sending.create_task(walker.send())
            await asyncio.sleep(0.5)
            sending.create_task(walker.look())
            await asyncio.sleep(0.5)


async def all_at_once(walkers, each):
    """Send so many entries from each phone, the next once the last was answered."""

    async def sends(walker):
        for _ in range(each):
            await walker.send()

    await asyncio.gather(*(sends(walker) for walker in walkers))


def stored(server):
    """Return how many observations there are, and what is wrong with the store."""
    server.stop()
    store = open_store(server.store)
    counted, problems = observation_count(store), check(store)
    store.close()
    return counted, problems


def test_every_entry_of_fifty_phones_at_once_is_stored_once(hall, capsys):
    server, walkers = hall
    before = worked(server)
    in_a_thread(all_at_once(walkers, AT_ONCE))
    used = worked(server) - before
    counted, problems = stored(server)
    sent = AT_ONCE * PHONES
    cost = f", {1000 * used / sent:.1f} ms of the server's processor an entry" if IS_WHOLE else ""
    tell(
        capsys, f"{PHONES} phones send {AT_ONCE} each as fast as they can: {counted} of {sent} stored, each once{cost}"
    )
    assert counted == sent
    assert problems == []


@pytest.mark.skipif(not IS_WHOLE, reason="it takes minutes; make drills measures it")
def test_fifty_phones_that_send_one_entry_a_second_wait_little(hall, capsys):
    server, walkers = hall
    began, before = time.perf_counter(), worked(server)
    in_a_thread(one_a_second(walkers, PACED))
    used, took = worked(server) - before, time.perf_counter() - began
    used -= at_rest(server) * took
    counted, problems = stored(server)
    p50, p95, most = 1000 * np.percentile([each for walker in walkers for each in walker.seconds], [50, 95, 100])
    bare50, bare95 = 1000 * np.percentile([each for walker in walkers for each in walker.bare], [50, 95])
    tell(
        capsys,
        f"{PHONES} phones, one entry a second in all, {counted} of {PACED} stored: half answered within {p50:.0f} ms, "
        f"95 % within {p95:.0f} ms, all within {most:.0f} ms (a small file: {bare50:.0f} and {bare95:.0f} ms); "
        f"{1000 * used / PACED:.1f} ms of the server's processor an entry and a file",
    )
    assert counted == PACED
    assert problems == []
