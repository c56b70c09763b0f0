"""The figures of answers come from the store, narrowed as every other, and as they stood on the day asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit import figures
from audit.actions import recoveries, walks
from audit.actions.answers import give_answer
from audit.figures import Question
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.view import View
from audit.store.answer import unanswered
from tests.builders import ANSWER, DESK, NOON, a_walk, an_answer, an_observation

DAY = NOON.date()
TODAY = DAY + timedelta(days=40)
COUNTS = ["negatives", "owned", "answered"]


def happened(store, days=0, place="Main hall", **changes):
    day = DAY + timedelta(days=days)
    seen = an_observation(**{"outcome": Outcome.NEGATIVE, "id": new_key(), "observed_on": day} | changes)
    walks.record_walk_through(store, a_walk(place=place), [seen])
    return seen


@pytest.fixture
def audited(desk):
    """Return an audit with four bad experiences: two answered after 9 days together, one of these owned, one owned."""
    first, second, third = (happened(desk).id for _ in range(3))
    happened(desk, 5, "Annex", touchpoint_id=ANSWER.id)
    happened(desk, outcome=Outcome.POSITIVE)
    for key, days in ((first, 3), (third, 8)):
        recoveries.own(desk, Recovery(key, "desk"), Taken(Step.OWNED, DAY + timedelta(days=days)), TODAY)
    give_answer(desk, an_answer(answered_on=DAY + timedelta(days=9)), [first, second], TODAY)
    return desk


def counts(store, day=TODAY, **view):
    rows = figures.answers(store, Question(day, View(**view)))
    return dict(zip(rows["touchpoint"], rows[COUNTS].to_numpy().tolist(), strict=True))


def test_what_was_found_owned_and_answered_is_counted_at_each_touchpoint(audited):
    assert counts(audited) == {"Greeting": [3, 2, 2], "Answer": [1, 0, 0]}
    (row,) = figures.answers_in_all(audited, Question(TODAY)).to_dict("records")
    assert [row[name] for name in COUNTS] == [4, 2, 2]
    assert (row["owned_median_days"], row["answered_median_days"], row["answered_share"]) == (3, 9, 0.5)


def test_a_day_gone_by_knows_nothing_of_what_came_later(audited):
    assert counts(audited, DAY + timedelta(days=8)) == {"Greeting": [3, 2, 0], "Answer": [1, 0, 0]}
    assert counts(audited, DAY) == {"Greeting": [3, 0, 0]}
    assert counts(audited, DAY - timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("view", "left"),
    [
        ({"places": ("Annex",)}, {"Answer": [1, 0, 0]}),
        ({"touchpoint": "Answer"}, {"Answer": [1, 0, 0]}),
        ({"journeys": (str(DESK.id),)}, {"Greeting": [3, 2, 2], "Answer": [1, 0, 0]}),
        ({"since": DAY + timedelta(days=1)}, {"Answer": [1, 0, 0]}),
    ],
)
def test_the_filter_narrows_it(audited, view, left):
    assert counts(audited, **view) == left
    in_all = figures.answers_in_all(audited, Question(TODAY, View(**view)))[COUNTS].to_numpy().tolist()
    assert in_all == [[sum(column) for column in zip(*left.values(), strict=True)]]


def test_what_was_withdrawn_or_corrected_is_counted_no_more(desk):
    seen, gone = happened(desk), happened(desk)
    give_answer(desk, an_answer(), [seen.id, gone.id], TODAY)
    walks.withdraw_observation(desk, gone.id, "KM", "Wrong desk.")
    assert counts(desk) == {"Greeting": [1, 0, 1]}
    walks.correct_observation(desk, replace(seen, outcome=Outcome.NEUTRAL), "KM", "A slip.")
    assert counts(desk) == {}


def test_what_waits_for_an_answer_is_listed_the_oldest_first_and_no_more_than_wanted(audited):
    happened(audited, 2)
    waiting = unanswered(audited, View(), TODAY, 2)
    assert waiting["touchpoint"].tolist() == ["Greeting", "Greeting"]
    assert waiting["observed_on"].is_monotonic_increasing
    assert unanswered(audited, View(places=("Annex",)), TODAY, 9)["place"].tolist() == ["Annex"]
    assert len(unanswered(audited, View(), TODAY, 9)) == 3
    assert len(unanswered(audited, View(), DAY, 9)) == 1
