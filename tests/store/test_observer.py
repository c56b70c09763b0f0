"""The observers, and what is counted of what they did."""

from datetime import date, timedelta

import pytest

from audit.actions import walks
from audit.measures.log_delay import A_DAY
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.view import EVERYTHING, View
from audit.model.walk_through import Method, Recognised
from audit.sample.college import sample_audit
from audit.store.import_batch import ImportBatch, add_import_batch
from audit.store.incoming import add_incoming_observations
from audit.store.observer import add_observer, log_delays, observer_counts, observer_names, observer_walks
from tests.builders import ANSWER, DESK, NOON, a_walk, an_observation, observation_rows

BAD = Outcome.NEGATIVE


def logged(minutes, **changes):
    return an_observation(logged_at=NOON + timedelta(minutes=minutes), **changes)


@pytest.fixture
def walked(desk):
    """Two walks of KM's, one of them in the own area, one of AB's, a champion's note, and rows of a table."""
    walks.record_walk_through(desk, a_walk(), [logged(2), logged(5, touchpoint_id=ANSWER.id, outcome=BAD)])
    walks.record_walk_through(desk, a_walk(own_area=True, recognised=Recognised.PERHAPS), [logged(3_000)])
    hidden = a_walk(observer="AB", method=Method.MAKE_THE_CALL, recognised=Recognised.NO)
    walks.record_walk_through(desk, hidden, [logged(-1)])
    walks.record_walk_through(desk, a_walk(method=Method.CHAMPIONS_NOTE), [logged(1)])
    days = (
        {"observed_on": date(2026, 1, day), "method": "sit and listen", "observer": "KM", "recognised": "yes"}
        for day in (5, 5, 6)
    )
    add_incoming_observations(desk, observation_rows(*days, {"observer": ""}), new_key())
    return desk


def as_lists(frame):
    return {tuple(row.values()) for row in frame.to_dict("records")}


def test_an_observer_is_kept_once_and_one_without_a_name_not_at_all(store):
    assert add_observer(store, " KM ") == add_observer(store, "KM")
    assert add_observer(store, " ") is None


def test_the_names_of_observers_stand_in_the_order_of_the_alphabet(store):
    for name in ("KM", "AB", ""):
        add_observer(store, name)
    assert observer_names(store) == ("AB", "KM")


def test_what_each_saw_at_first_hand_is_counted_by_touchpoint(walked):
    assert as_lists(observer_counts(walked, EVERYTHING)) == {
        ("KM", "Greeting", 5, 0, 0, 0, 1, 3),
        ("KM", "Answer", 0, 0, 1, 0, 0, 0),
        ("AB", "Greeting", 1, 0, 0, 1, 0, 0),
    }


def test_rows_of_one_observer_journey_and_day_are_taken_for_one_walk(walked):
    assert as_lists(observer_walks(walked, EVERYTHING)) == {("KM", 4, 1), ("AB", 1, 0)}


def test_log_delays_are_counted_by_the_minute_for_what_was_logged_here(walked):
    assert as_lists(log_delays(walked, EVERYTHING, A_DAY)) == {
        ("KM", "walk it through", 2, 1),
        ("KM", "walk it through", 5, 1),
        ("KM", "walk it through", A_DAY, 1),
        ("AB", "make the call", 0, 1),
    }


def test_the_sample_tells_its_log_delays(store):
    sample = sample_audit(600, until=date(2026, 3, 10))
    batch = ImportBatch(new_key(), "sample", "sample", "seed 12", NOON, 600, 600, 0, 0)
    add_import_batch(store, batch)
    for rows in sample.batches():
        add_incoming_observations(store, rows, batch.id)
    delays = log_delays(store, EVERYTHING, A_DAY)
    assert 500 < delays["n"].sum() < 600
    assert delays["minutes"].between(0, A_DAY).all()


@pytest.mark.parametrize(
    ("view", "touchpoints", "made"),
    [
        (View(touchpoint="Answer"), {"Answer"}, 1),
        (View(journeys=(DESK.name,)), {"Greeting", "Answer"}, 5),
        (View(journeys=("Another",)), set(), 0),
        (View(since=NOON.date()), {"Greeting", "Answer"}, 3),
    ],
)
def test_a_view_narrows_every_count(walked, view, touchpoints, made):
    assert set(observer_counts(walked, view)["touchpoint"]) == touchpoints
    assert observer_walks(walked, view)["walks"].sum() == made
    assert (len(log_delays(walked, view, A_DAY)) > 0) == bool(touchpoints)


def test_an_empty_audit_counts_nothing(desk):
    assert observer_counts(desk, EVERYTHING).empty
    assert observer_walks(desk, EVERYTHING).empty
    assert log_delays(desk, EVERYTHING, A_DAY).empty
