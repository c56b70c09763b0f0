"""Many at once, and the same sent again: every write is there, each once, however the threads take turns."""

import random

import pytest

from audit.store.journey import journeys
from audit.store.opening import open_store
from audit.store.upkeep.fingerprint import fingerprints
from tests.drills.deeds import begun, deed
from tests.drills.figures import IS_WHOLE, tell
from tests.drills.people import People

THREADS = 32
AGAIN = 3  # times
SENT_AGAIN = ("walk", "vote", "recovery", "commitment", "import")
WRITES = 50 if IS_WHOLE else 5  # of each thread


@pytest.mark.drill
def test_thirty_two_threads_writing_at_once_lose_and_double_nothing(tmp_path, capsys):
    path = tmp_path / "audit.duckdb"
    begun(path)
    store = open_store(path)
    with People(store, THREADS, ("walk", "entry", "vote"), WRITES).at_work() as people:
        people.finish()
    store.close()
    store = open_store(path)
    lost, doubled, sentences = people.ledger.lost(store), people.ledger.doubled(store), store.sentences
    store.close()
    tell(
        capsys,
        f"{THREADS} threads x {WRITES} writes: {people.ledger.deeds} acknowledged, {len(lost)} lost, "
        f"{len(doubled)} doubled",
    )
    assert [people.problems, lost, doubled, sentences] == [[], [], [], ()]
    assert people.ledger.deeds == THREADS * WRITES


@pytest.mark.drill
def test_whatever_is_sent_again_changes_nothing(tmp_path, capsys):
    begun(tmp_path / "audit.duckdb")
    store = open_store(tmp_path / "audit.duckdb")
    (desk,) = journeys(store)
    acts = [act for kind in SENT_AGAIN for _, _, act in deed(store, kind, random.Random(12), desk)]
    for act in acts:
        act()
    before = fingerprints(store)
    for act in acts * AGAIN:
        act()
    rows = {table: (before[table][0], found[0]) for table, found in fingerprints(store).items()}
    changed = [table for table, (once, again) in rows.items() if once != again]
    store.close()
    tell(
        capsys,
        f"{len(acts)} writes ({', '.join(SENT_AGAIN)}) sent {AGAIN} times more: rows changed in {len(changed)} tables",
    )
    assert changed == []
