"""A recovery goes up its steps, may leave some out, and comes back only with a reason."""

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from audit.errors import (
    AlignFirstError,
    MissingError,
    NothingToReopenError,
    NotYetError,
    OutOfRangeError,
    RecoveryClosedError,
    StepTooEarlyError,
)
from audit.model.keys import new_key
from audit.model.recovery import LADDER, Recovery, Step, Taken, due_by, furthest, next_step, promised_days, standing

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
OBSERVED = new_key()


def a_recovery(*steps, **changes):
    taken = tuple(Taken(step, MONDAY) for step in steps)
    return Recovery(**{"observation_id": OBSERVED, "owner": "desk lead", "steps": taken} | changes)


def check(recovery, step, day=TUESDAY, words=""):
    recovery.check(Taken(step, day, words=words), MONDAY, FRIDAY)


def test_a_recovery_is_the_only_one_of_its_observation():
    assert a_recovery().id == a_recovery(Step.OWNED, owner="another").id


def test_an_owner_is_needed_and_short():
    with pytest.raises(MissingError, match="role or a team"):
        a_recovery(owner="  ")
    with pytest.raises(OutOfRangeError):
        a_recovery(owner="x" * 81)
    assert a_recovery(owner=" desk lead ").owner == "desk lead"


def test_a_few_words_are_a_few():
    with pytest.raises(OutOfRangeError):
        Taken(Step.FIXED, MONDAY, words="x" * 501)


def test_steps_may_be_left_out_forwards():
    check(a_recovery(Step.OWNED), Step.FIXED)
    check(a_recovery(Step.OWNED), Step.CONFIRMED)


def test_what_was_left_out_may_be_made_up_for():
    check(a_recovery(Step.OWNED, Step.FIXED), Step.ALIGNED)


def test_the_customer_is_told_before_everybody_is_aligned_only_with_a_reason():
    with pytest.raises(AlignFirstError):
        check(a_recovery(Step.OWNED), Step.INFORMED)
    check(a_recovery(Step.OWNED), Step.INFORMED, words="She stood at the desk.")
    check(a_recovery(Step.OWNED, Step.ALIGNED), Step.INFORMED)


@pytest.mark.parametrize("closing", [Step.CONFIRMED, Step.CANNOT])
def test_nothing_is_done_about_what_is_closed_until_it_is_reopened(closing):
    with pytest.raises(RecoveryClosedError):
        check(a_recovery(Step.OWNED, closing), Step.FIXED)
    check(a_recovery(Step.OWNED, closing), Step.REOPENED, words="It broke again.")


def test_giving_up_and_reopening_need_their_reason():
    for step in (Step.CANNOT, Step.REOPENED):
        with pytest.raises(MissingError):
            check(a_recovery(Step.OWNED, Step.FIXED), step)


def test_what_was_not_fixed_cannot_be_reopened():
    with pytest.raises(NothingToReopenError):
        check(a_recovery(Step.OWNED, Step.ALIGNED), Step.REOPENED, words="Again.")


def test_a_step_is_not_taken_in_the_future_nor_before_what_it_answers_to():
    with pytest.raises(NotYetError):
        check(a_recovery(Step.OWNED), Step.FIXED, date(2026, 3, 7))
    with pytest.raises(StepTooEarlyError):
        check(a_recovery(Step.OWNED), Step.FIXED, date(2026, 3, 1))
    reopened = Recovery(OBSERVED, "desk lead", steps=(Taken(Step.OWNED, MONDAY), Taken(Step.REOPENED, FRIDAY)))
    with pytest.raises(StepTooEarlyError):
        check(reopened, Step.CONFIRMED, TUESDAY)
    fixed = Recovery(OBSERVED, "desk lead", steps=(Taken(Step.OWNED, MONDAY), Taken(Step.FIXED, FRIDAY)))
    for step in (Step.CONFIRMED, Step.REOPENED):
        with pytest.raises(StepTooEarlyError):
            check(fixed, step, TUESDAY, "Again.")
    check(fixed, Step.INFORMED, TUESDAY, "It was left out.")


@drawn(st.lists(st.sampled_from(Step)))
def test_a_reopening_leaves_nothing_standing_but_that_it_is_owned(steps):
    assert standing([*steps, Step.REOPENED]) <= {Step.OWNED}
    assert Step.REOPENED not in standing(steps)
    assert standing([*steps, Step.OWNED]) >= {Step.OWNED}


@pytest.mark.parametrize(
    ("stand", "reached", "coming"),
    [
        ((), None, Step.OWNED),
        ((Step.OWNED,), Step.OWNED, Step.ALIGNED),
        ((Step.OWNED, Step.INFORMED), Step.INFORMED, Step.FIXED),
        ((Step.OWNED, Step.FIXED), Step.FIXED, Step.INFORMED),
        ((Step.OWNED, Step.INFORMED, Step.FIXED), Step.FIXED, Step.CONFIRMED),
        (LADDER, Step.CONFIRMED, None),
        ((Step.OWNED, Step.FIXED, Step.CANNOT), Step.CANNOT, None),
    ],
)
def test_how_far_it_has_come_and_what_comes_next(stand, reached, coming):
    assert furthest(stand) == reached
    assert next_step(stand) == coming


@pytest.mark.parametrize(
    ("minutes", "days"), [(None, None), (20, 0), (1439, 0), (1440, 1), (1441, 2), (2880, 2), (0.5, 0)]
)
def test_a_promise_within_a_day_is_due_the_same_day_and_a_begun_day_counts_whole(minutes, days):
    assert promised_days(minutes) == days


def test_a_due_day_is_counted_from_the_day_of_the_experience():
    assert due_by(MONDAY, 4 * 1440) == FRIDAY
    assert due_by(MONDAY, None) is None
