"""Killed without warning, two hundred times: what was acknowledged is there once, and the audit opens."""

import asyncio
import random
import shutil
import sys
import time
from contextlib import suppress

import pytest

from audit.actions.set_up import start_from_template
from audit.errors import StoreGoneError
from audit.store.observation import observation_count
from audit.store.opening import open_store
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import check
from audit.store.upkeep.restoring import restore
from audit.web.room.links import token
from tests.builders import template_named
from tests.drills.deeds import REVIEW, Ledger, begun
from tests.drills.figures import IS_WHOLE, tell
from tests.drills.killing import Order, heard, writer
from tests.rooms import CHOICES, Phone, a_review, in_a_thread
from tests.walk.phone import Phone as WalkPhone

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed there as SIGKILL does"),
]
AT_WORK = 140 if IS_WHOLE else 8  # kills at a moment of chance
MOST_WORDS = 16  # heard from a writer before it is killed
MOMENT = 0.03  # seconds at most between the last of them and the kill
MADE_OR_RESTORED = 80 if IS_WHOLE else 6  # kills at a file operation of chance, in making a store or restoring one
NEVER = 1_000_000
AT_THE_PAGE = 6  # kills of a server whose page was just tapped
UNDER_PHONES = 6 if IS_WHOLE else 1  # kills of a server while phones vote
PHONES = 8
A_STRIDE = 1 if IS_WHOLE else 9  # every how-manieth file operation of a saving, folding store is died at


def look(path, ledger):
    """Open the audit as the next start would, and return what is lost, what is there twice, what points nowhere."""
    store = open_store(path)
    try:
        return ledger.lost(store), ledger.doubled(store), check(store)
    finally:
        store.close()


def test_a_writer_killed_at_any_moment_loses_and_doubles_nothing(tmp_path, capsys):
    path, ledger, dice = tmp_path / "audit.duckdb", Ledger(), random.Random(12)
    begun(path)
    found = []
    for number in range(AT_WORK):
        with writer(Order(path, seed=number)) as (process, pipe):
            heard(pipe, ledger, most=dice.randrange(MOST_WORDS))
            time.sleep(dice.uniform(0, MOMENT))
            process.kill()
            heard(pipe, ledger)
        if dice.random() < 0.8 or number == AT_WORK - 1:
            found += [one for kind in look(path, ledger) for one in kind]
    tell(
        capsys,
        f"{AT_WORK} SIGKILLs of a writer at work: of {ledger.deeds} acknowledged deeds {len(found)} lost, doubled or "
        "torn, 0 failed opens",
    )
    assert found == []
    assert ledger.deeds > AT_WORK


def test_a_writer_killed_at_each_of_its_file_operations_loses_and_doubles_nothing(tmp_path, capsys):
    path, ledger, kills, deeds = tmp_path / "audit.duckdb", Ledger(), 0, ("walk", "fold", "entry", "import", "backup")
    begun(path)
    found, word = [], ""
    for touch in range(1, 10_000, A_STRIDE):
        with writer(Order(path, seed=touch % 3, kinds=deeds, deeds=6, dies_at=touch)) as (_, pipe):
            word = heard(pipe, ledger)
        found += [one for kind in look(path, ledger) for one in kind]
        if word == "done":
            break
        kills += 1
    tell(
        capsys,
        f"{kills} SIGKILLs, at each file operation of a store that saves, folds and is backed up: of {ledger.deeds} "
        f"acknowledged deeds {len(found)} lost, doubled or torn, 0 failed opens",
    )
    assert found == []


@pytest.mark.parametrize("verb", ["makes", "restores"])
def test_a_store_killed_while_it_comes_into_being_opens_whole_or_says_that_it_is_gone(tmp_path, capsys, verb):
    dice, gone, found = random.Random(12), 0, []
    model = a_backed_up_audit(tmp_path / "model")
    last = touches_of(tmp_path, model, verb)
    touches = sorted(dice.sample(range(1, last + 1), min(last, MADE_OR_RESTORED // 2)))
    for touch in touches:
        path = placed(model, tmp_path / f"killed-{touch}", verb)
        with writer(Order(path, verb, dies_at=touch)) as (_, pipe):
            assert heard(pipe, Ledger()) != "done"
        try:
            store = open_store(path)
            found += check(store) + list(rows_missing(store, verb))
            store.close()
        except StoreGoneError:
            gone += 1
        if verb == "restores":
            restore(path.with_suffix(".backup"), path)  # and once more brings it back, wherever it died
            found += look(path, EMPTY)[2]
        shutil.rmtree(path.parent)
    tell(
        capsys,
        f"{len(touches)} SIGKILLs of one that {verb} a store, of {last} file operations: {len(found)} half made, "
        f"{gone} told to be gone with the way back",
    )
    assert found == []


EMPTY = Ledger()


def a_backed_up_audit(folder):
    """Return an audit with something in it, and its backup beside."""
    folder.mkdir()
    path = folder / "audit.duckdb"
    begun(path)
    store = open_store(path)
    back_up(store, path.with_suffix(".backup"))
    store.close()
    return path


def placed(model, folder, verb):
    """Return where a writer shall make a store, or restore one over the one that is there."""
    path = shutil.copytree(model.parent, folder) / model.name
    if verb == "makes":
        shutil.rmtree(folder)
        folder.mkdir()
    return path


def touches_of(tmp_path, model, verb):
    """Return how often a writer touches a file until it is done."""
    path = placed(model, tmp_path / "counted", verb)
    with writer(Order(path, verb, dies_at=NEVER)) as (_, pipe):
        while (said := pipe.recv())[0] != "done":
            assert said[0] == "opened", said
    return int(said[2][0])


def rows_missing(store, verb):
    """Yield what a restored store, or the one before it, should hold and does not."""
    if verb == "restores":
        with store.reading() as cursor:
            if cursor.execute("SELECT COUNT(*) FROM journey").fetchall() != [(1,)]:
                yield "no journey"


def test_a_server_killed_while_phones_vote_has_every_vote_it_acknowledged(server, capsys):
    begun(server.store)
    acknowledged, tried, wrong, dice = 0, 0, [], random.Random(12)
    for number in range(UNDER_PHONES):
        server.start()
        votes = Votes(server, dice.randrange(5, 40))
        in_a_thread(votes.cast())
        acknowledged, tried = acknowledged + votes.acknowledged, tried + votes.tried
        store = open_store(server.store)
        with store.reading() as cursor:
            ((there,),) = cursor.execute("SELECT COUNT(*) FROM ballot").fetchall()
        if not acknowledged <= there <= tried or check(store):
            wrong.append(f"kill {number}: {there} of {acknowledged} acknowledged and {tried} tried")
        store.close()
    tell(
        capsys,
        f"{UNDER_PHONES} SIGKILLs of the server while {PHONES} phones vote: {len(wrong)} times one of {acknowledged} "
        "acknowledged votes was lost or doubled",
    )
    assert wrong == []


class Votes:
    """Phones that vote, each time as another device, until the server is killed by the so-manieth acknowledgement."""

    def __init__(self, server, last):
        self.acknowledged = self.tried = 0
        self._server, self._last = server, last
        self._link = f"/room/{token(REVIEW, a_review().key)}"

    async def cast(self):
        await asyncio.gather(*(self._vote() for _ in range(PHONES)))

    async def _vote(self):
        with suppress(OSError, IndexError):  # an answer that was cut short is none
            while True:
                phone = Phone("127.0.0.1", self._server.port, self._link)
                await phone.look()
                self.tried += 1
                assert await phone.send("vote", choice=CHOICES[0]) == 303
                self.acknowledged += 1
                if self.acknowledged == self._last:
                    self._server.kill()


@pytest.mark.browser
@pytest.mark.skipif(not IS_WHOLE, reason="the walk's own tests kill the server once; make drills does it six times")
def test_a_server_killed_after_a_tap_leaves_the_walk_as_it_is_and_what_was_saved_arrives(server, screen, capsys):
    store = open_store(server.store)
    start_from_template(store, template_named("library"))
    store.close()
    server.start()
    phone = WalkPhone(screen("log", "phone").page, server.url).begin()
    for number in range(AT_THE_PAGE):
        phone.outcome(("Bad", "Good", "Mixed")[number % 3])
        server.kill()
        phone.save()
        if phone.page.get_by_role("button", name="Nothing to add").count():
            phone.button("Nothing to add").click()
        server.start()
        phone.arrived(number + 1)
    server.stop()
    store = open_store(server.store)
    there = observation_count(store)
    store.close()
    tell(
        capsys,
        f"{AT_THE_PAGE} SIGKILLs of the server between a tap and Save: {there} of {AT_THE_PAGE} saved entries arrived "
        "by themselves, each once, and the page was never loaded again",
    )
    assert there == AT_THE_PAGE
