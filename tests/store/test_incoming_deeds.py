"""What was done about observations comes in with them, for one import's own rows only, and goes with them."""

from datetime import timedelta

import pandas as pd
import pytest

from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.rating import Outcome
from audit.model.recovery import Step, recovery_key
from audit.model.reply import ReplyKind
from audit.model.walk_through import Method
from audit.store.import_batch import take_back
from audit.store.incoming import add_incoming_observations
from audit.store.planned_walk import add_planned_walk, planned_walks
from audit.store.recovery import add_incoming_recoveries, recovery_of
from audit.store.reply import add_incoming_replies, reply_to
from audit.store.story import add_incoming_stories, kudos, stories
from tests.builders import DESK, GREETING, NOON, an_observation, observation_rows
from tests.store.test_incoming import a_batch
from tests.store.test_observation import recorded

STEPS = [Step.OWNED, Step.FIXED]


@pytest.fixture
def bad(desk):
    """Return an import and the key of the bad experience that it brought."""
    rows, batch = observation_rows({"outcome": "negative", "observer": "KM"}), a_batch(desk)
    add_incoming_observations(desk, rows, batch)
    return batch, rows["id"].iloc[0]


def recoveries_of(*keys):
    listed = {"owner": "Desk lead", "due_on": pd.NaT, "cause": "", "cannot_because": "", "opened_at": NOON}
    rows = [{"id": str(recovery_key(key)), "observation_id": str(key)} | listed for key in keys]
    return pd.DataFrame(rows).astype({"due_on": "datetime64[us]"})


def steps_of(*keys):
    listed = {"taken_on": NOON, "taken_by": "Desk lead", "words": ""}
    return pd.DataFrame(
        [
            {"id": str(new_key()), "recovery_id": str(recovery_key(key)), "step": step.value} | listed
            | {"taken_at": NOON + timedelta(minutes=number)}
            for key in keys
            for number, step in enumerate(STEPS)
        ]
    )  # fmt: skip


def replied(key, outcome=""):
    at = pd.Series([NOON if outcome else pd.NaT], dtype="datetime64[us]")
    row = {"id": str(key), "kind": "query", "words": "Was it really at the desk?", "replied_at": NOON}
    return pd.DataFrame([row | {"outcome": outcome}]).assign(outcome_at=at)


def starred(key, words="Well done."):
    return pd.DataFrame([{"id": str(key), "starred_at": NOON, "kudos": words}])


def bring(store, batch, key):
    add_incoming_recoveries(store, recoveries_of(key), steps_of(key), batch)
    add_incoming_replies(store, replied(key, "stands: It was there."), batch)
    add_incoming_stories(store, starred(key), batch)


def test_what_was_done_stands_beside_its_observation(desk, bad):
    batch, key = bad
    bring(desk, batch, key)
    recovery = recovery_of(desk, key)
    assert (recovery.owner, recovery.due_on, [each.step for each in recovery.steps]) == ("Desk lead", None, STEPS)
    reply = reply_to(desk, key)
    assert (reply.kind, str(reply.outcome)) == (ReplyKind.QUERY, "stands: It was there.")
    assert stories(desk)["starred"].tolist() == [True]
    assert kudos(desk)["kudos"].tolist() == ["Well done."]


def test_what_stands_there_already_stays(desk, bad):
    batch, key = bad
    bring(desk, batch, key)
    before = (recovery_of(desk, key), reply_to(desk, key), stories(desk))
    add_incoming_recoveries(desk, recoveries_of(key).assign(owner="Others"), steps_of(key)[:0], batch)
    add_incoming_replies(desk, replied(key), batch)
    add_incoming_stories(desk, starred(key, "Other words."), batch)
    assert (recovery_of(desk, key), reply_to(desk, key)) == before[:2]
    assert stories(desk).equals(before[2])


def test_observations_of_somebody_else_are_left_alone(desk, bad):
    batch, key = bad
    own = recorded(desk, an_observation(outcome=Outcome.NEGATIVE))
    bring(desk, batch, own.id)
    bring(desk, a_batch(desk), key)
    assert recovery_of(desk, own.id) is reply_to(desk, own.id) is recovery_of(desk, key) is None
    assert stories(desk).empty


def test_all_of_it_goes_with_its_import(desk, bad):
    batch, key = bad
    bring(desk, batch, key)
    take_back(desk, batch)
    assert recovery_of(desk, key) is reply_to(desk, key) is None
    with desk.reading() as cursor:
        for table in ("recovery", "recovery_step", "reply", "story", "observer"):
            assert cursor.execute(f"SELECT COUNT(*) FROM {table}").fetchall() == [(0,)]


def test_a_name_that_a_walk_of_ours_carries_too_stays_when_an_import_goes(desk, bad):
    recorded(desk, an_observation())
    take_back(desk, bad[0])
    with desk.reading() as cursor:
        assert cursor.execute("SELECT name FROM observer").fetchall() == [("KM",)]


def test_a_walk_planned_by_an_import_goes_with_it_and_no_other(desk):
    batch = a_batch(desk)
    theirs, ours = (Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH, place=place) for place in ("North", "South"))
    add_planned_walk(desk, theirs, batch)
    add_planned_walk(desk, ours)
    take_back(desk, batch)
    assert planned_walks(desk)["place"].tolist() == ["South"]
