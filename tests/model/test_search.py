"""Which notes are listened to."""

import pytest

from audit.model.rating import Outcome
from audit.model.search import Kind


@pytest.mark.parametrize(
    ("kind", "outcomes", "takes_unjudged"),
    [
        (Kind.BOTH, {Outcome.POSITIVE, Outcome.NEGATIVE}, True),
        (Kind.PRAISE, {Outcome.POSITIVE}, False),
        (Kind.COMPLAINTS, {Outcome.NEGATIVE}, False),
        (Kind.NEITHER, {Outcome.NEUTRAL}, False),
        (Kind.UNJUDGED, set(), True),
        (Kind.STARRED, set(Outcome), False),
    ],
)
def test_each_kind_of_note_has_its_outcomes_and_some_take_those_that_judge_nothing(kind, outcomes, takes_unjudged):
    assert set(kind.outcomes) == outcomes
    assert kind.takes_unjudged is takes_unjudged
