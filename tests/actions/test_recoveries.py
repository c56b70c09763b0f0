"""Whatever steps are taken, a bad experience counts as made good exactly as long as the customer's yes stands."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from audit.actions import recoveries, walks
from audit.errors import (
    AuditError,
    GoneError,
    NobodyOwnsItError,
    NoReplyError,
    NothingToRecoverError,
    OwnedMeanwhileError,
    OwnerMovedError,
    RecoveryClosedError,
    RepliedAlreadyError,
    StepTakenError,
)
from audit.figures import Question, trust
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.reply import Outcome as ReplyOutcome
from audit.model.reply import Reply, ReplyKind, Ruling
from audit.model.story import Cause
from audit.store.change import changes_of
from audit.store.opening import open_store
from audit.store.recovery import finding, recovery_of
from audit.store.reply import reply_to
from tests.builders import NOON, a_walk, an_observation, with_desk
from tests.laws import costly

TODAY = NOON.date()
LATER = TODAY + timedelta(days=30)


def happened(store, **changes):
    observed = an_observation(**{"outcome": Outcome.NEGATIVE, "id": new_key()} | changes)
    walks.record_walk_through(store, a_walk(), [observed])
    return observed.id


@pytest.fixture
def bad(desk):
    return happened(desk)


def own(store, key, owner="desk lead", **changes):
    recoveries.own(store, Recovery(key, owner, **changes), Taken(Step.OWNED, TODAY, "KM", "Ours."), LATER)


def take(store, key, step, day=LATER, **changes):
    recoveries.take_step(store, key, Taken(step, day, **{"words": "In a few words."} | changes), LATER)


def resolved_on(store, key):
    return finding(store, key)["resolved_on"]


def rows(store, table):
    with store.reading() as cursor:
        return cursor.execute(f"SELECT COUNT(*) FROM {table}").fetchall()[0][0]


def test_owning_keeps_owner_due_day_and_cause(bad, desk):
    own(desk, bad, due_on=LATER, cause=Cause.POLICY)
    stored = recovery_of(desk, bad)
    assert (stored.owner, stored.due_on, stored.cause) == ("desk lead", LATER, Cause.POLICY)
    assert [(each.step, each.by, each.words) for each in stored.steps] == [(Step.OWNED, "KM", "Ours.")]


def test_owning_twice_changes_nothing(bad, desk):
    own(desk, bad)
    own(desk, bad)
    assert (rows(desk, "recovery_step"), rows(desk, "change")) == (1, 1)


def test_what_somebody_took_on_meanwhile_is_not_taken_from_them(bad, desk):
    ours, key = Taken(Step.OWNED, TODAY, "KM", "Ours."), new_key()
    recoveries.own(desk, Recovery(bad, "desk lead"), ours, LATER, anew=True)
    recoveries.own(desk, Recovery(bad, "desk lead"), ours, LATER, anew=True)
    with pytest.raises(OwnedMeanwhileError, match="desk lead owns this now"):
        recoveries.own(
            desk, Recovery(bad, "loans team"), Taken(Step.OWNED, TODAY, "AB", "Ours.", key), LATER, anew=True
        )
    assert recovery_of(desk, bad).owner == "desk lead"


def test_owner_and_due_day_can_be_changed_and_the_history_keeps_both(bad, desk):
    own(desk, bad)
    own(desk, bad, owner="loans team", due_on=LATER)
    assert recovery_of(desk, bad).owner == "loans team"
    assert rows(desk, "recovery_step") == 1
    latest = changes_of(desk, recovery_of(desk, bad).id).iloc[0]
    assert "desk lead" in latest["before"]
    assert "loans team" in latest["after"]


def test_nothing_but_a_bad_experience_is_recovered(desk):
    for observed in (happened(desk, outcome=Outcome.POSITIVE), happened(desk)):
        if finding(desk, observed)["outcome"] == "negative":
            walks.withdraw_observation(desk, observed, "KM", "Wrong desk.")
        with pytest.raises(NothingToRecoverError):
            own(desk, observed)


def test_what_a_customer_confirmed_elsewhere_needs_no_owner(bad, desk):
    with desk.writing() as cursor:
        cursor.execute("UPDATE observation SET resolved_on = observed_on")
    with pytest.raises(NothingToRecoverError, match="confirmed on"):
        own(desk, bad)


def test_what_is_not_there_cannot_be_owned(desk):
    with pytest.raises(GoneError):
        own(desk, new_key())


def test_a_step_needs_an_owner_first(bad, desk):
    with pytest.raises(NobodyOwnsItError):
        take(desk, bad, Step.FIXED)


def test_a_step_that_stands_or_was_sent_before_changes_nothing(bad, desk):
    own(desk, bad)
    tap = Taken(Step.CONFIRMED, LATER)
    recoveries.take_step(desk, bad, tap, LATER)
    recoveries.take_step(desk, bad, tap, LATER)
    take(desk, bad, Step.CONFIRMED, words="")
    take(desk, bad, Step.REOPENED)
    recoveries.take_step(desk, bad, tap, LATER)
    assert resolved_on(desk, bad) is None
    assert rows(desk, "recovery_step") == 3


def test_a_confirmation_writes_off_what_is_left_from_its_day_on(bad, desk):
    own(desk, bad)
    take(desk, bad, Step.CONFIRMED, TODAY + timedelta(days=5))
    before, after = (trust(desk, Question(TODAY + timedelta(days=days))).iloc[0] for days in (4, 5))
    assert (before["debt"], before["written_off"]) == (12, 0)
    assert (after["debt"], after["written_off"]) == (0, 12)


def test_reopening_takes_the_confirmation_back(bad, desk):
    own(desk, bad)
    take(desk, bad, Step.CONFIRMED)
    take(desk, bad, Step.REOPENED, words="It broke again.")
    assert resolved_on(desk, bad) is None
    assert recovery_of(desk, bad).standing == {Step.OWNED}


def test_what_cannot_be_done_keeps_its_reason_and_its_debt_until_it_is_reopened(bad, desk):
    own(desk, bad)
    take(desk, bad, Step.CANNOT, words="The hall has one door.")
    assert recovery_of(desk, bad).cannot_because == "The hall has one door."
    assert trust(desk, Question(LATER)).iloc[0]["debt"] == 12
    take(desk, bad, Step.REOPENED, words="A second door is built.")
    assert recovery_of(desk, bad).cannot_because == ""


def test_a_refused_step_leaves_nothing_behind(bad, desk):
    own(desk, bad)
    take(desk, bad, Step.CONFIRMED)
    with pytest.raises(RecoveryClosedError):
        take(desk, bad, Step.FIXED)
    assert (rows(desk, "recovery_step"), rows(desk, "change")) == (2, 2)


@settings(costly, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(st.lists(st.tuples(st.sampled_from(Step), st.integers(0, 30)), max_size=12))
def test_whatever_steps_are_taken_the_day_of_the_confirmation_stands_exactly_as_long_as_it_does(taken):
    store = with_desk(open_store())
    key = happened(store)
    own(store, key)
    for step, days in taken:
        try:
            take(store, key, step, TODAY + timedelta(days=days))
        except AuditError:
            continue
    stored = recovery_of(store, key)
    confirmed = [each.taken_on for each in stored.steps if each.step is Step.CONFIRMED]
    assert resolved_on(store, key) == (confirmed[-1] if Step.CONFIRMED in stored.standing else None)
    assert bool(stored.cannot_because) == (Step.CANNOT in stored.standing)
    assert rows(store, "change") == len(stored.steps)
    store.close()


def a_reply(key, words="We were two people short."):
    return Reply(key, ReplyKind.REPLY, words)


def test_a_reply_is_given_once_and_changes_nothing_in_the_observation(bad, desk):
    before = finding(desk, bad)
    for _ in range(2):
        recoveries.reply(desk, a_reply(bad), "")
    with pytest.raises(RepliedAlreadyError):
        recoveries.reply(desk, a_reply(bad, "And it was raining hard."), "")
    assert reply_to(desk, bad) == a_reply(bad)
    assert finding(desk, bad) == before
    assert rows(desk, "change") == 1


def test_a_withdrawn_observation_is_not_replied_to(bad, desk):
    walks.withdraw_observation(desk, bad, "KM", "Wrong desk.")
    with pytest.raises(GoneError):
        recoveries.reply(desk, a_reply(bad), "")


def test_what_came_of_a_reply_stands_beside_it_and_its_history_is_kept(bad, desk):
    with pytest.raises(NoReplyError):
        recoveries.answer_reply(desk, bad, ReplyOutcome(Ruling.STANDS, "It was timed twice."), "KM")
    recoveries.reply(desk, a_reply(bad), "desk")
    for ruling in (Ruling.STANDS, Ruling.STANDS, Ruling.ACCEPTED):
        recoveries.answer_reply(desk, bad, ReplyOutcome(ruling, "The rota says so."), "KM")
    assert reply_to(desk, bad).outcome == ReplyOutcome(Ruling.ACCEPTED, "The rota says so.")
    assert len(changes_of(desk, bad)) == 3


@pytest.mark.parametrize("step", [Step.FIXED, Step.CANNOT])
def test_what_a_second_person_says_of_the_same_step_is_never_taken_for_the_same_tap(bad, desk, step):
    own(desk, bad)
    take(desk, bad, step, words="The first reason.")
    with pytest.raises(StepTakenError, match="The first reason"):
        take(desk, bad, step, words="The law forbids it, see paragraph 4.")
    with pytest.raises(StepTakenError):
        take(desk, bad, step, words="", day=LATER - timedelta(days=1))
    assert rows(desk, "recovery_step") == 2


def test_who_owns_what_somebody_owns_by_now_with_more_to_say_is_told_so(bad, desk):
    own(desk, bad)
    more = Taken(Step.OWNED, TODAY, "AB", "We agreed on the phone.")
    with pytest.raises(OwnedMeanwhileError):
        recoveries.own(desk, Recovery(bad, "desk lead"), more, LATER, anew=True)


def test_an_owner_that_somebody_else_changed_meanwhile_is_not_written_over(bad, desk):
    own(desk, bad)
    read = recovery_of(desk, bad)
    recoveries.own(desk, Recovery(bad, "loans team"), Taken(Step.OWNED, LATER), LATER, read=read)
    with pytest.raises(OwnerMovedError, match="it is loans team now"):
        recoveries.own(desk, Recovery(bad, "front desk"), Taken(Step.OWNED, LATER), LATER, read=read)
    recoveries.own(desk, Recovery(bad, "loans team"), Taken(Step.OWNED, LATER), LATER, read=read)
    assert recovery_of(desk, bad).owner == "loans team"
