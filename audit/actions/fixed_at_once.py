"""What was fixed there and then: kept in one go while it is fresh, and taken back as long as nothing followed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from audit.actions.recoveries import negative, own, remember, take_step
from audit.errors import FixTooLateError, StepsSinceError
from audit.model.keys import key_of
from audit.model.recovery import Recovery, Step, Taken, due_by
from audit.store import recovery as recoveries
from audit.store.opening import Store

AT_ONCE_DAYS = 2  # beyond that nobody remembers, and what is tapped tidies a list; our convention
_STEPS = (Step.OWNED, Step.FIXED, Step.CONFIRMED)


def is_fresh(observed_on: date, today: date) -> bool:
    """Return whether something was observed so lately that it may be kept as fixed on the spot."""
    return observed_on >= today - timedelta(days=AT_ONCE_DAYS)


def fix_at_once(store: Store, observation_id: UUID, taken: Taken, today: date, *, owner: str, confirmed: bool) -> None:
    """Keep that it was fixed there and then: owned, fixed and, where the customer said so, confirmed.

    Sending the same again changes nothing.

    Args:
        store: the open store.
        observation_id: which bad experience.
        taken: on which day it was fixed, by whom and in which words; its step does not matter.
        today: the programme's day.
        owner: the role or team that fixed it; one that owns it already goes on owning it.
        confirmed: whether the customer said that it is right again.

    Raises:
        FixTooLateError: it was observed more than `AT_ONCE_DAYS` days ago.
        NothingToRecoverError, NotYetError, RecoveryClosedError, StepTooEarlyError: as `own` and `take_step`.
    """
    with store.writing():
        about = negative(store, observation_id)
        if not is_fresh(about["observed_on"], today):
            raise FixTooLateError(AT_ONCE_DAYS)
        before = recoveries.recovery_of(store, observation_id)
        if before is None:
            recovery = Recovery(observation_id, owner, due_by(about["observed_on"], about["promise_minutes"]))
            own(store, recovery, _step(before, taken, Step.OWNED, observation_id), today)
        for step in (Step.FIXED, *([Step.CONFIRMED] if confirmed else [])):
            take_step(store, observation_id, _step(before, taken, step, observation_id), today)


def is_undoable(recovery: Recovery) -> bool:
    """Return whether the last that was done is that it was kept as fixed on the spot."""
    mine = _steps(recovery)
    return bool(mine) and {each.id for each in recovery.steps[-len(mine) :]} == {each.id for each in mine}


def undo_fix_at_once(store: Store, observation_id: UUID, by: str) -> None:
    """Take back that it was fixed on the spot; it stands then as it stood before, and the history tells of both.

    Sending it again changes nothing.

    Raises:
        StepsSinceError: more was done since, or it was never kept so.
    """
    with store.writing():
        before = recoveries.recovery_of(store, observation_id)
        if before is None:
            return
        if not is_undoable(before):
            raise StepsSinceError
        mine = _steps(before)
        done = {each.step for each in mine}
        if Step.CONFIRMED in done:
            recoveries.change_resolved(store, observation_id, None)
        recoveries.take_back(store, before.id, [each.id for each in mine], with_owner=Step.OWNED in done)
        remember(store, before, Taken(Step.REOPENED, mine[-1].taken_on, by, "Taken back: not fixed on the spot."),
                 observation_id)  # fmt: skip


def _step(before: Recovery | None, taken: Taken, step: Step, observation_id: UUID) -> Taken:
    """Return one of the steps on the spot, with a key by which it is known again, anew after each reopening."""
    return replace(taken, step=step, id=_key(observation_id, step, before))


def _steps(recovery: Recovery) -> list[Taken]:
    keys = {_key(recovery.observation_id, step, recovery) for step in _STEPS}
    return [each for each in recovery.steps if each.id in keys]


def _key(observation_id: UUID, step: Step, recovery: Recovery | None) -> UUID:
    reopened = sum(each.step is Step.REOPENED for each in recovery.steps) if recovery else 0
    return key_of("step on the spot", str(observation_id), str(reopened), step.value)
