"""Walks are recorded once; corrections and withdrawals keep what stood before."""

import json
from dataclasses import replace

import pytest

from audit.actions import walks
from audit.errors import GoneError, MissingError
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.view import View
from audit.model.walk_through import Method, Recognised
from audit.store.change import changes_of
from audit.store.field_entry import field_walk
from audit.store.observation import observation_count, observation_with, observations
from audit.store.observer import observer_counts
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


def test_a_corrected_head_is_carried_by_its_observations_and_what_stood_stays_in_the_history(desk):
    walk = a_walk()
    walks.record_walk_through(desk, walk, [an_observation(), an_observation()])
    corrected = replace(
        walk,
        place="Annex",
        method=Method.MAKE_THE_CALL,
        customer_group="Guests",
        observer="BD",
        own_area=True,
        scenario="A lost card",
        recognised=Recognised.PERHAPS,
    )
    walks.correct_walk(desk, corrected, "steward", "The wrong hall")
    seen = observations(desk, View(places=("Annex",), methods=("make the call",)))
    assert list(seen["customer_group"]) == ["Guests", "Guests"]
    assert list(observer_counts(desk, View())["observer"]) == ["BD"]
    _, stands = field_walk(desk, walk.id)
    assert stands.walk == corrected
    (line,) = changes_of(desk, walk.id).to_dict("records")
    assert (line["verb"], line["changed_by"], line["reason"]) == ("corrected", "steward", "The wrong hall")
    assert (json.loads(line["before"])["place"], json.loads(line["after"])["place"]) == ("Main hall", "Annex")


def test_a_head_corrected_to_the_same_is_no_change(desk):
    walk = a_walk()
    walks.record_walk_through(desk, walk, [])
    walks.correct_walk(desk, walk, "steward", "Looked again")
    assert changes_of(desk, walk.id).empty
    assert field_walk(desk, walk.id)[1].version == 0


def test_a_walk_that_is_not_there_cannot_be_corrected(desk):
    with pytest.raises(GoneError):
        walks.correct_walk(desk, a_walk(), "steward", "The wrong hall")


def test_a_walk_s_head_and_its_withdrawal_ask_for_a_reason(desk):
    walk = a_walk()
    walks.record_walk_through(desk, walk, [an_observation()])
    with pytest.raises(MissingError, match="reason"):
        walks.correct_walk(desk, replace(walk, place="Annex"), "steward", " ")
    with pytest.raises(MissingError, match="reason"):
        walks.withdraw_walk(desk, walk.id, "steward", "")
    assert observation_count(desk) == 1


def test_withdrawing_a_walk_takes_out_what_counted_of_it_and_nothing_else(desk):
    walk, (first, second) = a_walk(), (an_observation(), an_observation())
    walks.record_walk_through(desk, walk, [first, second])
    walks.record_walk_through(desk, a_walk(), [an_observation()])
    walks.withdraw_observation(desk, first.id, "KM", "seen twice")
    assert walks.withdraw_walk(desk, walk.id, "steward", "It was a rehearsal") == 1
    assert observation_count(desk) == 1
    assert list(changes_of(desk, first.id)["reason"]) == ["seen twice"]
    assert list(changes_of(desk, second.id)["reason"]) == ["It was a rehearsal"]


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
