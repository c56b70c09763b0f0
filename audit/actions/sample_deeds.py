"""The sample's college at work: what it did about what was seen and what it promised, kept beside the observations."""

from datetime import date, datetime, time
from uuid import UUID

import pandas as pd

from audit.actions.commitments import carry_over, judged, keep
from audit.errors import NothingObservedThereError
from audit.model.commitment import Commitment, Verdict
from audit.sample.college import Promise, Sample
from audit.store.answer import add_incoming_answers
from audit.store.commitment import close_commitment, commitments
from audit.store.journey import journeys
from audit.store.names import journey_names, touchpoint_names
from audit.store.opening import Store
from audit.store.planned_walk import drop_planned_walk
from audit.store.recovery import add_incoming_recoveries
from audit.store.reply import add_incoming_replies
from audit.store.story import add_incoming_stories

MIDDAY = time(12)  # UTC


def keep_deeds(store: Store, sample: Sample, rows: pd.DataFrame, batch_id: UUID) -> None:
    """Keep what the sample's college did about the observations of one import, and what it promised.

    Evidence and verdicts are measured from what the store holds, as for any commitment. An audit in which somebody
    promised anything already is given no promise of the sample's.

    Args:
        store: the open store, the observations in it.
        sample: the sample they are of.
        rows: those of its rows that something is done about, of every batch; see `Sample.acted_on`.
        batch_id: the import that brought them, with which all of this goes.
    """
    done = sample.deeds(rows)
    with store.writing():
        add_incoming_recoveries(store, done.recoveries, done.steps, batch_id)
        add_incoming_replies(store, done.replies, batch_id)
        add_incoming_stories(store, done.stories, batch_id)
        add_incoming_answers(store, done.answers, batch_id)
        if commitments(store).empty:
            for promise in sample.promises:
                _promise(store, promise, batch_id)


def _promise(store: Store, promise: Promise, batch_id: UUID) -> None:
    """Keep one promise and what became of it; none where its touchpoint is gone, or nothing was seen there before."""
    touchpoint_id = _touchpoint(store, promise)
    if touchpoint_id is None:
        return
    fields = (promise.words, promise.how_known, promise.owner, promise.due_on, promise.made_on)
    promised = Commitment(touchpoint_id, *fields, id=promise.id)
    try:
        walk_id = keep(store, promised, _midday(promise.made_on), batch_id)
    except NothingObservedThereError:
        return
    if promise.carried_to:
        why = (promise.owner, promise.carried_because)
        carry_over(store, promise.id, promise.carried_to, why, promise.due_on, _midday(promise.due_on))
    if promise.closed_on:
        _close(store, promised, promise.closed_on, walk_id)


def _close(store: Store, promised: Commitment, closed_on: date, walk_id: UUID) -> None:
    """Close a commitment with what was seen up to a day; where that is too little it stays open, its walk planned."""
    verdict, evidence = judged(store, promised, closed_on)
    if verdict is Verdict.TOO_EARLY:
        return
    close_commitment(store, promised.id, verdict, evidence, _midday(closed_on))
    drop_planned_walk(store, walk_id)  # nobody goes there any more to see whether it is kept


def _touchpoint(store: Store, promise: Promise) -> UUID | None:
    """Return the touchpoint a promise is about, whatever it is called by now; None where there is none any more."""
    journey_id = journey_names(store).key_of(promise.journey)
    within = [str(one.id) for each in journeys(store) if str(each.id) == journey_id for _, one in each.touchpoints()]
    key = touchpoint_names(store).one_of(within, promise.touchpoint)
    return UUID(key) if key else None


def _midday(day: date) -> datetime:
    return datetime.combine(day, MIDDAY)
