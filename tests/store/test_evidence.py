"""The observations behind a mark: counted and read by the same choice, latest first."""

from datetime import date

import pytest

from audit.actions.walks import record_walk_through
from audit.errors import OutOfRangeError
from audit.model.evidence import Counts, Evidence
from audit.model.rating import Dimension, Outcome
from audit.model.view import EVERYTHING, View
from audit.store.evidence import observations_behind, outcomes_behind
from tests.builders import ANSWER, INVOICE, a_walk, an_observation

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 6)


@pytest.fixture
def observed(desk):
    rows = [
        an_observation(),
        an_observation(outcome=Outcome.NEGATIVE, ratings={Dimension.EMPATHY: 1}, observed_on=APRIL, observed_at=None),
        an_observation(outcome=Outcome.NEUTRAL, ratings={}, touchpoint_id=ANSWER.id),
        an_observation(outcome=Outcome.NEGATIVE, ratings={}, touchpoint_id=INVOICE.id, what_happened=""),
    ]
    record_walk_through(desk, a_walk(), rows)
    return desk


@pytest.mark.parametrize(
    ("view", "evidence", "n"),
    [
        (EVERYTHING, Evidence(), 4),
        (EVERYTHING, Evidence(Counts.RATED), 2),
        (EVERYTHING, Evidence(Counts.JUDGED), 3),
        (EVERYTHING, Evidence(dimension=Dimension.EMPATHY), 2),
        (EVERYTHING, Evidence(dimension=Dimension.RELIABILITY), 1),
        (EVERYTHING, Evidence(dimension=Dimension.EMPATHY, rating=1), 1),
        (EVERYTHING, Evidence(dimension=Dimension.TANGIBLES, rating=1), 0),
        (EVERYTHING, Evidence(spans=((APRIL, APRIL),)), 1),
        (EVERYTHING, Evidence(spans=((MARCH, MARCH), (APRIL, APRIL))), 4),
        (EVERYTHING, Evidence(touchpoints=("Answer", "Invoice")), 2),
        (EVERYTHING, Evidence(touchpoints=()), 0),
        (View(touchpoint="Greeting"), Evidence(), 2),
        (View(journeys=("At the desk",)), Evidence(touchpoints=("Greeting",)), 2),
        (View(journeys=("Elsewhere",)), Evidence(), 0),
    ],
)
def test_as_many_are_read_as_are_counted(observed, view, evidence, n):
    assert sum(outcomes_behind(observed, view, evidence).values()) == n
    assert len(observations_behind(observed, view, evidence, 50)) == n


def test_how_they_went_is_counted_and_the_latest_come_first(observed):
    assert outcomes_behind(observed, EVERYTHING, Evidence()) == {"positive": 1, "neutral": 1, "negative": 2}
    read = observations_behind(observed, EVERYTHING, Evidence(), 2)
    assert len(read) == 2
    assert read["observed_on"].tolist()[0].date() == APRIL
    assert read.loc[0, ["touchpoint", "place", "outcome", "empathy"]].tolist() == [
        "Greeting",
        "Main hall",
        "negative",
        1,
    ]


def test_a_rating_beyond_the_scale_is_refused():
    with pytest.raises(OutOfRangeError, match="1 to 5"):
        Evidence(dimension=Dimension.EMPATHY, rating=6)
