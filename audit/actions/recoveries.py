"""Mending what went wrong: owning it, taking it step by step to the customer's yes, and answering for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from audit.errors import (
    GoneError,
    NobodyOwnsItError,
    NoReplyError,
    NothingToRecoverError,
    OwnedMeanwhileError,
    OwnerMovedError,
    RepliedAlreadyError,
    StepTakenError,
)
from audit.model.clock import utc_now
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken, furthest, recovery_key
from audit.model.reply import Outcome as ReplyOutcome
from audit.model.reply import Reply
from audit.model.review import Item
from audit.model.vocabulary import TermKind
from audit.store import recovery as recoveries
from audit.store import reply as replies
from audit.store.change import add_change
from audit.store.opening import Store
from audit.store.review import unchoose
from audit.store.vocabulary import vocabulary


def own(
    store: Store,
    recovery: Recovery,
    taken: Taken,
    today: date,
    *,
    anew: bool = False,
    read: Recovery | None = None,
) -> None:
    """Let a role or team own a bad experience; where it is owned already, owner, due day and cause are changed.

    Sending the same again changes nothing.

    Args:
        store: the open store.
        recovery: who owns it, due when, for what cause; its steps do not matter.
        taken: the step of owning it, its day, by whom and in which words.
        today: the programme's day.
        anew: nobody is known to own it yet.
        read: the recovery as the writer read it; None = whatever stands there may be changed.

    Raises:
        OwnedMeanwhileError: somebody does.
        OwnerMovedError: somebody else changed meanwhile what is changed here.
        NothingToRecoverError: it is no bad experience any more, or the customer confirmed it without a recovery.
        NotYetError, StepTooEarlyError: see `Recovery.check`.
    """
    with store.writing():
        about = negative(store, recovery.observation_id)
        before = recoveries.recovery_of(store, recovery.observation_id)
        if before is None:
            if about["resolved_on"] is not None:
                raise NothingToRecoverError(f"the customer confirmed on {about['resolved_on']} that it is right again")
            after = replace(recovery, cannot_because="", steps=())
            after.check(taken, about["observed_on"], today)
        else:
            after = replace(recovery, cannot_because=before.cannot_because, steps=before.steps)
            _check_unmoved(store, before, after, read)
        if anew and before is not None and (before != after or (taken.words.strip() and not before.has(taken))):
            raise OwnedMeanwhileError(before.owner)
        if before == after:
            return
        recoveries.keep_recovery(store, after, utc_now())
        if before is None:
            recoveries.add_step(store, after.id, taken, utc_now())
        remember(store, before, taken, after.observation_id)


def take_step(store: Store, observation_id: UUID, taken: Taken, today: date) -> None:
    """Take a step: up the ladder, out of it with a reason ("cannot"), or back with a reason ("reopened").

    A step may leave others out, and what was left out may be made up for until it is closed. Confirming writes the day
    on the observation, from which the trust ledger writes off what is left of its debt; reopening takes that back.
    One that was sent before changes nothing, nor does one that stands already and is told with no more than its day.

    Raises:
        StepTakenError: somebody took the same step meanwhile, and this one says more or another day.
        NobodyOwnsItError: nobody owns it yet.
        NothingToRecoverError: it is no bad experience any more.
        AlignFirstError, MissingError, NothingToReopenError, NotYetError, RecoveryClosedError, StepTooEarlyError:
            see `Recovery.check`.
    """
    with store.writing():
        about = negative(store, observation_id)
        before = recoveries.recovery_of(store, observation_id)
        if before is None:
            raise NobodyOwnsItError
        if before.has(taken):
            return
        if stood := next((each for each in before.run if each.step is taken.step), None):
            if taken.words.strip() or stood.taken_on != taken.taken_on:
                raise StepTakenError(stood.step, stood.taken_on, stood.words)
            return
        before.check(taken, about["observed_on"], today)
        recoveries.add_step(store, before.id, taken, utc_now())
        _follow(store, before, taken)
        remember(store, before, taken, observation_id)


def reply(store: Store, given: Reply, by: str) -> None:
    """Keep what staff say to an observation, good or bad; it changes nothing in the observation.

    The same sent again changes nothing.

    Raises:
        GoneError: there is no such observation.
        RepliedAlreadyError: something else was replied before.
    """
    with store.writing():
        if recoveries.finding(store, given.observation_id)["withdrawn"]:
            raise GoneError("observation")
        before = replies.reply_to(store, given.observation_id)
        if before is not None:
            if (before.kind, before.words) == (given.kind, given.words):
                return
            raise RepliedAlreadyError
        replies.add_reply(store, given, utc_now())
        content = {"kind": given.kind.value, "words": given.words}
        add_change(store, "changed", ("reply", given.observation_id), (_who(by), ""), (None, content))


def answer_reply(store: Store, observation_id: UUID, outcome: ReplyOutcome, by: str) -> None:
    """Set beside a reply what came of it; what stood there before stays in the history.

    Raises:
        NoReplyError: nobody has replied.
    """
    with store.writing():
        before = replies.reply_to(store, observation_id)
        if before is None:
            raise NoReplyError
        if before.outcome == outcome:
            return
        replies.change_outcome(store, replace(before, outcome=outcome), utc_now())
        texts = tuple(str(each) if each else "" for each in (before.outcome, outcome))
        add_change(store, "changed", ("reply", observation_id), (_who(by), ""), (texts[0], texts[1]))


def negative(store: Store, observation_id: UUID) -> Mapping[str, Any]:
    """Return what `audit.store.recovery.finding` tells of a bad experience that still stands as one.

    Raises:
        NothingToRecoverError: it was withdrawn or corrected.
    """
    about = recoveries.finding(store, observation_id)
    if about["withdrawn"]:
        raise NothingToRecoverError("the observation was withdrawn")
    if about["outcome"] != Outcome.NEGATIVE:
        raise NothingToRecoverError("the observation was corrected and is no bad experience any more")
    return about


def _check_unmoved(store: Store, now: Recovery, after: Recovery, read: Recovery | None) -> None:
    """Refuse to write over what somebody else wrote since it was read, unless both wrote the same."""
    for name, field in (("owner", "owner"), ("due_on", "due day"), ("cause", "cause")):
        stands = getattr(now, name)
        if read is not None and stands not in (getattr(read, name), getattr(after, name)):
            shown = vocabulary(store).term(TermKind.CAUSE, stands).name if name == "cause" else stands
            raise OwnerMovedError(field, shown)


def _follow(store: Store, before: Recovery, taken: Taken) -> None:
    """Write what a step means for the observation and for the reason given before."""
    if taken.step is Step.CONFIRMED:
        recoveries.change_resolved(store, before.observation_id, taken.taken_on)
    elif taken.step is Step.CANNOT:
        recoveries.keep_recovery(store, replace(before, cannot_because=taken.words.strip()), utc_now())
        unchoose(store, before.observation_id, [Item.CANNOT])
    elif taken.step is Step.REOPENED:
        recoveries.change_resolved(store, before.observation_id, None)
        recoveries.keep_recovery(store, replace(before, cannot_because=""), utc_now())


def remember(store: Store, before: Recovery | None, taken: Taken, observation_id: UUID) -> None:
    """Write one line of history: what stood before, what stands now, by whom and why.

    Args:
        store: the open store.
        before: what stood before, None = nobody owned it.
        taken: by whom and why.
        observation_id: which bad experience.
    """
    after = recoveries.recovery_of(store, observation_id)
    changed = (_content(before), _content(after))
    add_change(
        store, "changed", ("recovery", recovery_key(observation_id)), (_who(taken.by), taken.words.strip()), changed
    )


def _content(recovery: Recovery | None) -> dict[str, Any] | None:
    if recovery is None:
        return None
    return {
        "owner": recovery.owner,
        "due_on": recovery.due_on,
        "cause": recovery.cause,
        "cannot_because": recovery.cannot_because,
        "step": furthest(recovery.standing),
    }


def _who(by: str) -> str:
    return by.strip() or "not said"
