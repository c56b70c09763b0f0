"""Walks are recorded once; corrections and withdrawals keep what stood before."""

import json
from dataclasses import replace

import pytest

from audit.actions import walks
from audit.errors import GoneError, MissingError
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.store.change import changes_of
from audit.store.observation import observation_count, observation_with
from audit.store.tallies import outcome_days
from tests.builders import a_walk, an_observation


def test_sending_a_walk_again_adds_nothing(desk):
    walk, seen = a_walk(), [an_observation(), an_observation()]
    walks.record_walk_through(desk, walk, seen[:1])
    for _ in range(2):
        walks.record_walk_through(desk, walk, seen, finished_at=utc_now())
    assert observation_count(desk) == 2


def test_a_walk_is_recorded_whole_or_not_at_all(desk):
    with pytest.raises(AttributeError):
        walks.record_walk_through(desk, a_walk(), [an_observation(), None])
    assert observation_count(desk) == 0


def test_a_correction_keeps_what_stood_before(desk):
    seen = an_observation()
    walks.record_walk_through(desk, a_walk(), [seen])
    corrected = replace(seen, outcome=Outcome.NEGATIVE)
    walks.correct_observation(desk, corrected, "KM", "tapped wrongly")
    assert observation_with(desk, seen.id) == corrected
    (rows,) = changes_of(desk, seen.id).to_dict("records")
    assert (rows["verb"], rows["changed_by"], rows["reason"]) == ("corrected", "KM", "tapped wrongly")
    assert json.loads(rows["before"])["outcome"] == "positive"
    assert json.loads(rows["after"])["outcome"] == "negative"


def test_correcting_to_the_same_is_no_change(desk):
    seen = an_observation()
    walks.record_walk_through(desk, a_walk(), [seen])
    walks.correct_observation(desk, seen, "KM", "looked again")
    assert changes_of(desk, seen.id).empty


@pytest.mark.parametrize("verb", [walks.correct_observation, walks.withdraw_observation])
def test_a_reason_is_asked_for(desk, verb):
    seen = an_observation()
    walks.record_walk_through(desk, a_walk(), [seen])
    with pytest.raises(MissingError, match="reason"):
        verb(desk, seen if verb is walks.correct_observation else seen.id, "KM", " ")


def test_withdrawing_equals_never_having_logged(desk):
    before = outcome_days(desk)
    seen = an_observation()
    walks.record_walk_through(desk, a_walk(), [seen])
    logged = outcome_days(desk)
    walks.withdraw_observation(desk, seen.id, "KM", "seen twice")
    assert len(outcome_days(desk)) == len(before)
    walks.bring_back_observation(desk, seen.id, "KM", "it was right")
    assert outcome_days(desk).equals(logged)
    assert list(changes_of(desk, seen.id)["verb"]) == ["restored", "withdrawn"]


def test_what_is_not_there_cannot_be_withdrawn(desk):
    with pytest.raises(GoneError):
        walks.withdraw_observation(desk, new_key(), "KM", "reason")
