"""Many at once: every write is there, each once, however the threads take turns."""

import pytest

from audit.store.opening import open_store
from tests.drills.deeds import begun
from tests.drills.figures import IS_WHOLE, tell
from tests.drills.people import People

THREADS = 32
WRITES = 50 if IS_WHOLE else 5  # of each thread


@pytest.mark.drill
def test_thirty_two_threads_writing_at_once_lose_and_double_nothing(tmp_path, capsys):
    path = tmp_path / "audit.duckdb"
    begun(path)
    store = open_store(path)
    with People(store, THREADS, ("walk", "draft", "vote"), WRITES).at_work() as people:
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
