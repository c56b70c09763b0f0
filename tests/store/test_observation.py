"""Observations are kept once, corrected in full and withdrawn without a trace in the figures."""

from dataclasses import replace

import pytest

from audit.errors import GoneError
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.rating import Dimension, Outcome
from audit.model.story import Cause
from audit.model.view import View
from audit.model.walk_through import Signal
from audit.store import observation as observations
from audit.store import tallies
from audit.store.incoming import add_incoming_observations
from audit.store.observer import add_observer
from audit.store.place import add_place
from audit.store.programme import change_programme, programme
from audit.store.signal import cause_of, change_cause
from audit.store.walk_through import add_walk_through, walk_observations, walk_throughs
from tests.builders import ANSWER, a_walk, an_observation, observation_rows


def recorded(store, observation, walk=None):
    walk = walk or a_walk()
    place_id, observer_id = add_place(store, walk.place), add_observer(store, walk.observer)
    add_walk_through(store, walk, place_id, observer_id, None)
    observations.add_observation(store, observation, walk, place_id, observer_id)
    return observation


def test_an_observation_comes_back_as_it_was_given(desk):
    given = an_observation(
        wait_minutes=4.5, greeted=True, signals=frozenset({Signal.PERSONAL, Signal.EFFORTLESS}), observed_at=None
    )
    recorded(desk, given)
    assert observations.observation_with(desk, given.id) == given


def test_sending_an_observation_twice_keeps_it_once(desk):
    given = an_observation()
    for _ in range(2):
        recorded(desk, given)
    assert observations.observation_count(desk) == 1


def test_a_correction_replaces_every_part_of_the_judgement(desk):
    given = recorded(desk, an_observation(signals=frozenset({Signal.PERSONAL})))
    corrected = replace(given, outcome=Outcome.NEGATIVE, ratings={Dimension.TANGIBLES: 2}, signals=frozenset())
    observations.change_observation(desk, corrected)
    assert observations.observation_with(desk, given.id) == corrected


def test_an_unknown_observation_is_said_to_be_gone(desk):
    with pytest.raises(GoneError, match="not in the audit any more"):
        observations.change_observation(desk, an_observation())


def test_a_withdrawn_observation_is_out_of_every_list_until_it_is_brought_back(desk):
    given = recorded(desk, an_observation())
    observations.withdraw_observation(desk, given.id, utc_now())
    assert observations.observation_count(desk) == 0
    assert observations.observations(desk, View()).empty
    assert observations.latest_words_of_each(desk).empty
    observations.withdraw_observation(desk, given.id, None)
    assert observations.observation_count(desk) == 1


def test_the_list_follows_the_view(desk):
    recorded(desk, an_observation(what_happened="at the desk"))
    recorded(desk, an_observation(touchpoint_id=ANSWER.id, what_happened="on the phone"), a_walk(place="Branch"))
    result = observations.observations(desk, View(places=("Branch",)))
    assert list(result["what_happened"]) == ["on the phone"]
    assert list(result["touchpoint"]) == ["Answer"]
    assert list(observations.observations(desk, View(touchpoint="Greeting"))["place"]) == ["Main hall"]
    assert observations.observations(desk, View(journeys=("Another",))).empty


def test_a_touchpoint_that_is_gone_is_said_to_be_and_nothing_is_lost_in_silence(desk):
    with pytest.raises(GoneError, match="This touchpoint is not in the audit any more"):
        recorded(desk, an_observation(touchpoint_id=new_key()))
    assert observations.observation_count(desk) == 0


def test_a_walk_lists_what_it_saw_in_the_order_of_the_journey(desk):
    walk = a_walk()
    recorded(desk, an_observation(touchpoint_id=ANSWER.id, outcome=Outcome.NEGATIVE), walk)
    gone = recorded(desk, an_observation(), walk)
    observations.withdraw_observation(desk, gone.id, utc_now())
    observed = walk_observations(desk, walk.id)
    assert list(observed["touchpoint"]) == ["Greeting", "Answer"]
    assert list(observed["withdrawn"]) == [True, False]
    (listed,) = walk_throughs(desk).to_dict("records")
    assert (listed["observations"], listed["positives"], listed["negatives"]) == (1, 0, 1)
    assert (listed["place"], listed["observer"]) == ("Main hall", "KM")


def test_a_walk_without_place_or_observer_is_kept_all_the_same(desk):
    recorded(desk, an_observation(), a_walk(place="", observer=" "))
    (listed,) = walk_throughs(desk).to_dict("records")
    assert (listed["place"], listed["observer"]) == ("", "")


def test_a_correction_keeps_the_cause_of_a_signal_that_stays_ticked(desk):
    observed = recorded(desk, an_observation(signals=frozenset({Signal.END_RUN, Signal.PERSONAL})))
    change_cause(desk, observed.id, Signal.END_RUN, Cause.POLICY)
    observations.change_observation(desk, replace(observed, signals=frozenset({Signal.END_RUN})))
    assert cause_of(desk, observed.id, Signal.END_RUN) == Cause.POLICY
    assert observations.observation_with(desk, observed.id).signals == {Signal.END_RUN}


def test_the_hour_is_kept_by_the_programmes_clock_and_left_open_where_only_the_day_is_known(desk):
    recorded(desk, an_observation())
    recorded(desk, an_observation(observed_at=None))
    hours = tallies.outcome_days(desk, apart=("hour", "weekday", "month", "place", "channel"))
    assert sorted(hours["hour"]) == ["", "12"]
    assert set(hours["weekday"]) == {"Monday"}
    assert set(hours["month"]) == {"2026-03"}
    assert "in person" in observations.channels(desk)


def test_customer_groups_are_the_programmes_own_and_then_those_that_were_met(desk):
    change_programme(desk, replace(programme(desk), customer_groups=("Students", "Staff")))
    rows = [{"customer_group": name} for name in ("Zebra", "Business", "Staff", "")]
    add_incoming_observations(desk, observation_rows(*rows), new_key())
    assert observations.customer_groups(desk) == ("Students", "Staff", "Business", "Zebra")
