"""Many bad experiences owned or closed at once, with one reason: all of them or none."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID

from audit.actions.recoveries import own, take_step
from audit.errors import AuditError, NoReasonError, NothingChosenError, RecoveryClosedError, TogetherError
from audit.model.keys import key_of
from audit.model.recovery import CLOSING, Recovery, Step, Taken, due_by, furthest
from audit.store import recovery as recoveries
from audit.store.opening import Store


def own_together(store: Store, observation_ids: Collection[UUID], owner: str, taken: Taken, today: date) -> None:
    """Let one role or team own several bad experiences; those with an owner get this one, with their day and cause.

    Sending the same again changes nothing.

    Args:
        store: the open store.
        observation_ids: which.
        owner: the role or team.
        taken: the day, by whom and in which words; its key names this act, so that it is harmless to send it twice.
        today: the programme's day.

    Raises:
        NothingChosenError: there are none.
        TogetherError: one of them cannot be owned so; none is then.
    """
    with _each(store, observation_ids) as chosen:
        for key in chosen:
            with _named(store, key):
                _own(store, key, owner, taken, today)


def close_together(store: Store, observation_ids: Collection[UUID], owner: str, taken: Taken, today: date) -> None:
    """Close several bad experiences as not to be mended, with one reason; their debt stays in the ledger.

    Args:
        store: the open store.
        observation_ids: which.
        owner: the role or team that answers for those nobody owns yet.
        taken: the day, by whom and the reason; its key as in `own_together`.
        today: the programme's day.

    Raises:
        NothingChosenError, TogetherError: as `own_together`.
        NoReasonError: no reason is written.
    """
    if observation_ids and not taken.words.strip():
        raise NoReasonError
    with _each(store, observation_ids) as chosen:
        for key in chosen:
            with _named(store, key):
                before = recoveries.recovery_of(store, key)
                if before is None:
                    _own(store, key, owner, replace(taken, words=""), today)
                take_step(store, key, _of(taken, Step.CANNOT, key), today)


def _own(store: Store, key: UUID, owner: str, taken: Taken, today: date) -> None:
    about, before = recoveries.finding(store, key), recoveries.recovery_of(store, key)
    if before is None:
        due_on = due_by(about["observed_on"], about["promise_minutes"])
        own(store, Recovery(key, owner, due_on), _of(taken, Step.OWNED, key), today)
        return
    if before.owner == owner.strip():
        return
    if (reached := furthest(before.standing)) in CLOSING:
        raise RecoveryClosedError(str(reached))
    own(store, replace(before, owner=owner, steps=()), _of(taken, Step.OWNED, key), today)


@contextmanager
def _each(store: Store, observation_ids: Collection[UUID]) -> Iterator[list[UUID]]:
    if not observation_ids:
        raise NothingChosenError
    with store.writing():
        yield sorted(set(observation_ids))


@contextmanager
def _named(store: Store, key: UUID) -> Iterator[None]:
    """Say of what stands in the way at which of them it does."""
    try:
        yield
    except AuditError as problem:
        about = recoveries.finding(store, key)
        raise TogetherError(about["touchpoint"], about["observed_on"], str(problem)) from problem


def _of(taken: Taken, step: Step, key: UUID) -> Taken:
    return replace(taken, step=step, id=key_of("together", str(taken.id), str(key), step.value))
