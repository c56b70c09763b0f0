"""Many are owned or closed together with one reason: all of them or none, and sending it twice is harmless."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.actions.recoveries import take_step
from audit.actions.together import close_together, own_together
from audit.actions.walks import withdraw_observation
from audit.errors import NoReasonError, NothingChosenError, TogetherError
from audit.model.recovery import Step, Taken
from audit.store.recovery import recovery_of
from audit.store.upkeep.fingerprint import fingerprints
from tests.actions.test_recoveries import LATER, happened, own

REASON = Taken(Step.CANNOT, LATER, "KM", "The hall is let to others.")


@pytest.fixture
def many(desk):
    return [happened(desk) for _ in range(5)]


def test_several_are_owned_at_once_and_once(many, desk):
    own(desk, many[0])
    own(desk, many[1])
    for _ in range(2):
        own_together(desk, many, "loans team", REASON, LATER)
    kept = [recovery_of(desk, key) for key in many]
    assert {each.owner for each in kept} == {"loans team"}
    assert all(each.standing == {Step.OWNED} for each in kept)
    before = fingerprints(desk)
    own_together(desk, many, "loans team", REASON, LATER)
    assert fingerprints(desk) == before


def test_several_are_closed_with_one_reason_also_those_nobody_owned(many, desk):
    own(desk, many[0])
    for _ in range(2):
        close_together(desk, many, "desk team", REASON, LATER)
    kept = [recovery_of(desk, key) for key in many]
    assert [each.owner for each in kept] == ["desk lead", *["desk team"] * 4]
    assert {each.cannot_because for each in kept} == {REASON.words}
    assert [sum(step.step is Step.CANNOT for step in each.steps) for each in kept] == [1] * 5


@pytest.mark.parametrize("act", [own_together, close_together])
def test_one_that_stands_in_the_way_keeps_all_as_they_were(many, desk, act):
    withdraw_observation(desk, many[3], "KM", "Wrong desk.")
    before = fingerprints(desk)
    with pytest.raises(TogetherError, match="Nothing was saved, because of the one at Greeting"):
        act(desk, many, "loans team", REASON, LATER)
    assert fingerprints(desk) == before


def test_without_a_reason_nothing_is_closed_and_it_is_the_reason_that_is_asked_for(many, desk):
    before = fingerprints(desk)
    with pytest.raises(NoReasonError, match="Write the reason"):
        close_together(desk, many, "loans team", replace(REASON, words=" "), LATER)
    assert fingerprints(desk) == before


def test_one_that_was_closed_meanwhile_is_not_owned_by_others(many, desk):
    own(desk, many[0])
    take_step(desk, many[0], Taken(Step.CANNOT, LATER, words="No."), LATER)
    with pytest.raises(TogetherError, match="This one is closed"):
        own_together(desk, many, "loans team", REASON, LATER)
    with pytest.raises(TogetherError, match="saved this step meanwhile"):
        close_together(desk, many, "loans team", REASON, LATER)
    assert recovery_of(desk, many[1]) is None


@pytest.mark.parametrize("act", [own_together, close_together])
def test_none_chosen_and_no_reason_are_refused(many, desk, act):
    with pytest.raises(NothingChosenError):
        act(desk, [], "loans team", REASON, LATER)
    with pytest.raises(NoReasonError):
        close_together(desk, many, "loans team", Taken(Step.CANNOT, LATER), LATER + timedelta(days=1))
