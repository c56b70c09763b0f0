"""What was fixed there and then is kept while it is fresh, dated as it was, and can be taken back."""

from datetime import timedelta

import pytest

from audit.actions.fixed_at_once import AT_ONCE_DAYS, fix_at_once, is_undoable, undo_fix_at_once
from audit.actions.recoveries import take_step
from audit.errors import FixTooLateError, NotYetError, StepsSinceError, StepTooEarlyError
from audit.model.recovery import Step, Taken
from audit.model.service import Service
from audit.store.change import changes_of
from audit.store.recovery import recovery_of
from audit.store.service import add_service, set_service
from audit.store.upkeep.fingerprint import fingerprints
from tests.actions.test_recoveries import TODAY, happened, own, resolved_on
from tests.builders import GREETING

NEXT = TODAY + timedelta(days=1)


@pytest.fixture
def bad(desk):
    return happened(desk)


def fix(store, key, on=NEXT, today=NEXT, *, confirmed=False):
    fix_at_once(store, key, Taken(Step.FIXED, on, "KM"), today, owner="desk team", confirmed=confirmed)


@pytest.mark.parametrize(("confirmed", "resolved"), [(False, None), (True, NEXT)])
def test_it_is_dated_the_day_that_was_asked(bad, desk, confirmed, resolved):
    service = Service("Desk", first_response_minutes=1440)
    add_service(desk, service)
    set_service(desk, GREETING.id, service.id)
    for _ in range(2):
        fix(desk, bad, confirmed=confirmed)
    stored = recovery_of(desk, bad)
    assert (stored.owner, stored.due_on) == ("desk team", NEXT)
    assert [each.step for each in stored.steps] == [Step.OWNED, Step.FIXED, *([Step.CONFIRMED] if confirmed else [])]
    assert {each.taken_on for each in stored.steps} == {NEXT}
    assert resolved_on(desk, bad) == resolved


def test_what_was_seen_longer_ago_is_refused_and_so_is_a_day_outside(bad, desk):
    late = TODAY + timedelta(days=AT_ONCE_DAYS + 1)
    with pytest.raises(FixTooLateError, match="last 2 days"):
        fix(desk, bad, late, late)
    with pytest.raises(NotYetError):
        fix(desk, bad, NEXT, TODAY)
    with pytest.raises(StepTooEarlyError):
        fix(desk, bad, TODAY - timedelta(days=1))
    assert recovery_of(desk, bad) is None


@pytest.mark.parametrize("confirmed", [False, True])
def test_taking_it_back_leaves_it_as_it_stood_but_for_its_history(bad, desk, confirmed):
    before = {name: rows for name, rows in fingerprints(desk).items() if name != "change"}
    fix(desk, bad, confirmed=confirmed)
    history = recovery_of(desk, bad).id
    assert is_undoable(recovery_of(desk, bad))
    for _ in range(2):
        undo_fix_at_once(desk, bad, "KM")
    assert {name: rows for name, rows in fingerprints(desk).items() if name != "change"} == before
    assert "Taken back: not fixed on the spot." in set(changes_of(desk, history)["reason"])
    fix(desk, bad)
    assert recovery_of(desk, bad).standing == {Step.OWNED, Step.FIXED}


def test_who_owned_it_before_owns_it_still(bad, desk):
    own(desk, bad)
    fix(desk, bad)
    assert recovery_of(desk, bad).owner == "desk lead"
    undo_fix_at_once(desk, bad, "")
    assert (recovery_of(desk, bad).owner, recovery_of(desk, bad).standing) == ("desk lead", {Step.OWNED})


def test_it_is_not_taken_back_once_more_was_done(bad, desk):
    fix(desk, bad)
    take_step(desk, bad, Taken(Step.INFORMED, NEXT, words="Called."), NEXT)
    assert not is_undoable(recovery_of(desk, bad))
    with pytest.raises(StepsSinceError):
        undo_fix_at_once(desk, bad, "")


def test_what_was_never_kept_so_is_not_taken_back(bad, desk):
    own(desk, bad)
    with pytest.raises(StepsSinceError):
        undo_fix_at_once(desk, bad, "")
