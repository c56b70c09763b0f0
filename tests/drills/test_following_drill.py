"""A hall of phones follows the wall and votes: how long a slide takes to reach them, and that each vote counts once."""

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import psutil
import pytest

from audit.actions.walks import record_walk_through
from audit.model.review import AgendaItem, Item
from audit.review.vote import votes_given
from audit.store.opening import open_store
from audit.web.present.links import present_path
from audit.web.room.links import token
from tests.builders import a_walk, an_observation, with_desk
from tests.drills.figures import IS_WHOLE, tell
from tests.rooms import CHOICES, Phone, a_room, in_a_thread
from tests.screens import Server, free_port

pytestmark = pytest.mark.drill
PHONES = 200 if IS_WHOLE else 20
TURNS = 10 if IS_WHOLE else 2
VOTE_SECONDS = 20 if IS_WHOLE else 3  # within which all of them vote
AT_REST = 10 if IS_WHOLE else 2  # seconds in which nothing moves and all phones wait
SLIDES = 3  # of the review


@dataclass
class Following:
    """A phone that follows the wall: which slide it shows, and when it came to show each."""

    phone: Phone
    mark: str = ""
    slide: int = 0
    came: dict[int, float] = field(default_factory=dict)
    drew: list[float] = field(default_factory=list)  # when it had the picture of each slide that has one

    async def follow(self, turns):
        """Follow until so many turns of the wall have come; each is told by the number of the slide it leads to."""
        while len(self.came) < turns:
            self.phone.extra = f'If-None-Match: "{self.mark}"\r\n' if self.mark else ""
            status = await self.phone.ask("GET", f"{self.phone.path}/live")
            if status == 200:
                told = json.loads(self.phone.page)
                self.mark, self.slide = told["mark"], told["slide"]
                self.came[len(self.came)] = time.perf_counter()
                if told["picture"]:
                    await self.draw(told["picture"]["mark"])

    async def draw(self, mark):
        """Ask for the picture of a slide, every time, while a page keeps it."""
        assert await self.phone.ask("GET", f"{self.phone.path}/pictures/{mark}-light.svg") == 200
        self.drew.append(time.perf_counter())

    async def vote(self, wait, choice):
        """Choose at some moment, and vote."""
        await asyncio.sleep(wait)
        assert await self.phone.send("vote", choice=choice) == 303
        return choice


@pytest.fixture
def hall(root, tmp_path):
    """Return a server with a door for phones, and a review whose room is open."""
    door = free_port()
    server = Server(root, tmp_path / "audit.duckdb", free_port(), options=("--phones", f"127.0.0.1:{door}"))
    store = open_store(server.store)
    record_walk_through(with_desk(store), a_walk(), [an_observation()])
    review = a_room(store, agenda=(AgendaItem(Item.VOTE), AgendaItem(Item.COVER)))
    store.close()
    server.start()
    yield server, review, door
    server.stop()


async def turn(server, review, slide):
    """Turn the wall to a slide, as the presenter does, and return when that was asked for."""
    presenter = Phone("127.0.0.1", server.port, present_path(review), extra="X-Present: 1\r\n")
    began = time.perf_counter()
    assert await presenter.ask("POST", f"{presenter.path}/live", json.dumps({"slide": slide})) == 200
    return began


async def come_in(phones):
    """Let every phone come in, a few at once, and learn where the wall stands."""
    few = asyncio.Semaphore(10)

    async def comes(following):
        async with few:
            assert await following.phone.look() == 200
            await following.follow(1)
        following.came.clear()

    await asyncio.gather(*(comes(each) for each in phones))


async def all_follow(server, review, phones):
    """Turn the wall again and again; return the seconds each turn, and each picture, took to each phone."""
    seconds, drawn = [], []
    for number in range(TURNS):
        following = [asyncio.create_task(each.follow(1)) for each in phones]
        await asyncio.sleep(1.5)  # as long as anybody looks at least
        began = await turn(server, review, 1 + number % (SLIDES - 1))
        await asyncio.gather(*following)
        seconds += [each.came[0] - began for each in phones]
        drawn += [at - began for each in phones for at in each.drew]
        for each in phones:
            each.came.clear()
            each.drew.clear()
    return seconds, drawn


async def all_vote(phones):
    dice = random.Random(16)
    return await asyncio.gather(*(each.vote(dice.uniform(0, VOTE_SECONDS), dice.choice(CHOICES)) for each in phones))


async def all_wait(server, review, phones):
    """Return the share of one processor that the server takes while all phones wait and nothing moves."""
    process = psutil.Process(server.process.pid)
    waiting = [asyncio.create_task(each.follow(1)) for each in phones]
    await asyncio.sleep(1)
    process.cpu_percent()
    await asyncio.sleep(AT_REST)
    share = process.cpu_percent()
    await turn(server, review, 0)
    await asyncio.gather(*waiting)
    return share


async def look_again(phones):
    """Take the page anew, whose form a vote is sent on."""
    for each in phones:
        each.phone.extra = ""
        assert await each.phone.look() == 200


async def meet(server, review, phones):
    await come_in(phones)
    seconds, drawn = await all_follow(server, review, phones)
    share = await all_wait(server, review, phones)
    await look_again(phones)
    for each in phones:
        each.phone.seconds.clear()
    chosen = await all_vote(phones)
    return seconds, drawn, share, chosen


def test_phones_follow_the_wall_within_a_second_and_each_vote_counts_once(hall, capsys):
    server, review, door = hall
    path = f"/room/{token(review.id, review.key)}"
    phones = [Following(Phone("127.0.0.1", door, path)) for _ in range(PHONES)]
    seconds, drawn, share, chosen = in_a_thread(meet(server, review, phones))
    server.stop()
    store = open_store(server.store)
    counted = votes_given(store, review.id).set_index("choice")["votes"].to_dict()
    store.close()
    p50, p95, most = np.percentile(seconds, [50, 95, 100])
    d50, d95, latest = np.percentile(drawn, [50, 95, 100])
    v50, v95, longest = np.percentile([one for each in phones for one in each.phone.seconds], [50, 95, 100])
    tell(
        capsys,
        f"{PHONES} phones, {TURNS} slides turned: half show it within {1000 * p50:.0f} ms, 95 % within "
        f"{1000 * p95:.0f} ms, all within {1000 * most:.0f} ms, its picture {1000 * d50:.0f}, {1000 * d95:.0f} and "
        f"{1000 * latest:.0f} ms; waiting, they take {share:.0f} % of one processor; "
        f"{sum(counted.values())} of {PHONES} votes within {VOTE_SECONDS} s counted, each once: half answered within "
        f"{1000 * v50:.0f} ms, 95 % within {1000 * v95:.0f} ms, all within {1000 * longest:.0f} ms",
    )
    assert counted == Counter(chosen)
