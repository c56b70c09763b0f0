"""What the journal costs a save: the same saves with it and without it, turn by turn within one run."""

import statistics
import time
from typing import Any

import pytest

from audit.actions.walks import record_walk_through
from audit.model.keys import new_key
from audit.store.file.migrating import newest
from audit.store.journey import journeys
from audit.store.opening import open_store
from audit.store.upkeep.fingerprint import fingerprints
from tests.builders import a_walk, an_observation, with_desk
from tests.drills.figures import IS_WHOLE, tell

SAVES = 300 if IS_WHOLE else 30


@pytest.mark.drill
def test_the_journal_costs_a_save_little(tmp_path, capsys):
    with_journal = with_desk(open_store(tmp_path / "with.duckdb"))
    without = with_desk(open_store(tmp_path / "without.duckdb", last=newest()))  # as a backup is loaded: no journal
    waits: dict[Any, list[tuple[float, float]]] = {with_journal: [], without: []}
    for number in range(SAVES):
        for store in (with_journal, without) if number % 2 else (without, with_journal):
            waits[store].append(taken(store))
    rows = [fingerprints(store)["observation"][0] for store in waits]
    (journalled, busy), (plain, busy_without) = (medians(each) for each in waits.values())
    for store in waits:
        store.close()
    tell(
        capsys,
        f"a save with the journal takes {journalled / plain:.2f} times one without it (median of {SAVES} each, turn "
        f"by turn), {1000 * (journalled - plain):+.1f} ms on this machine; the processor works "
        f"{1000 * (busy - busy_without):+.1f} ms of that, the rest is the disk",
    )
    assert rows == [str(SAVES)] * 2
    assert not (tmp_path / "without.duckdb.journal").exists()


def taken(store):
    """Save one walk with one observation, and return the seconds it took, and those the processor worked for it."""
    (desk,) = journeys(store)
    walk = a_walk(journey_id=desk.id)
    seen = an_observation(id=new_key(), touchpoint_id=desk.stages[0].touchpoints[0].id)
    began, worked = time.perf_counter(), time.process_time()
    record_walk_through(store, walk, [seen])
    return time.perf_counter() - began, time.process_time() - worked


def medians(taken_each):
    return (statistics.median(each) for each in zip(*taken_each, strict=True))
