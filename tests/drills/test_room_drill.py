"""A hall full of phones votes at once: every vote is counted, each once; how long they wait is told as a ratio."""

import asyncio
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from urllib.request import urlopen

import numpy as np
import pytest

from audit.store.ballot import ballots
from audit.store.contribution import contributions
from audit.store.opening import open_store
from audit.web.room.links import token
from tests.drills.figures import IS_WHOLE, tell
from tests.rooms import CHOICES, Phone, a_room, in_a_thread
from tests.screens import COLD

WITHIN = {100: 6, 500: 30}  # seconds in which so many phones come in
TALKATIVE = 10  # every tenth phone also says something


@pytest.fixture
def hall(root, tmp_path):
    """Return a review whose room is served at a door of its own, the path of its store, and the way to end it."""
    path = tmp_path / "audit.duckdb"
    store = open_store(path)
    review = a_room(store)
    store.close()
    ports = [free_port(), free_port()]
    doors = ("--port", str(ports[0]), "--phones", f"127.0.0.1:{ports[1]}")
    command = [sys.executable, "-m", "audit", "serve", "--store", str(path), *doors]
    with subprocess.Popen(command, cwd=root, env=COLD, stdout=subprocess.DEVNULL) as server:
        wait_until_up(f"http://127.0.0.1:{ports[0]}/health")
        yield review, path, ports[1], server
        server.terminate()


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(url):
    deadline = time.monotonic() + 180
    while True:
        try:
            with urlopen(url, timeout=30):
                return
        except OSError:
            assert time.monotonic() < deadline, "the server did not start within three minutes"
            time.sleep(0.2)


async def takes_part(phone, number, dice, seconds):
    """Come in at some moment, look, vote, now and then tap twice or change one's mind; return the last choice."""
    await asyncio.sleep(dice.uniform(0, seconds))
    assert await phone.look() == 200
    choice = dice.choice(CHOICES)
    assert await phone.send("vote", choice=choice) == 303
    if number % 5 == 0:
        assert await phone.send("vote", choice=choice) == 303  # an impatient thumb
    if number % 7 == 0:
        choice = dice.choice(CHOICES)
        assert await phone.send("vote", choice=choice) == 303
    if number % TALKATIVE == 0:
        assert await phone.send("say", kind="appreciation", appreciation=f"Thanks from {number}") == 303
    assert await phone.look() == 200
    return choice


async def alone(phone):
    """Look a few times while nobody else is there, and return the median seconds of an answer."""
    for _ in range(20):
        assert await phone.look() == 200
    return float(np.median(phone.seconds))


async def all_take_part(phones, seconds):
    dice = random.Random(12)
    return await asyncio.gather(*(takes_part(each, at, dice, seconds) for at, each in enumerate(phones)))


@pytest.mark.drill
@pytest.mark.parametrize("how_many", [100, *([500] if IS_WHOLE else [])])
def test_every_phone_is_counted_once(hall, how_many, capsys):
    review, path, port, server = hall
    link = f"/room/{token(review.id, review.key)}"
    unit = in_a_thread(alone(Phone("127.0.0.1", port, link)))
    phones = [Phone("127.0.0.1", port, link) for _ in range(how_many)]
    chosen = in_a_thread(all_take_part(phones, WITHIN[how_many]))
    server.terminate()
    server.wait(timeout=180)
    store = open_store(path)
    counted = ballots(store, review.id).set_index("choice")["votes"].to_dict()
    said = contributions(store, review.id)
    store.close()
    seconds = np.array([one for phone in phones for one in phone.seconds])
    p50, p95, most = np.percentile(seconds, [50, 95, 100]) / unit
    tell(
        capsys,
        f"{how_many} phones within {WITHIN[how_many]} s, {len(seconds)} requests: {sum(counted.values())} votes "
        f"counted; half answered within {p50:.1f} times what one phone alone waits, 95 % within {p95:.0f} times, "
        f"all within {most:.0f} times",
    )
    assert counted == Counter(chosen)
    assert len(said) == how_many / TALKATIVE
