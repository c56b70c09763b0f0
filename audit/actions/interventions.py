"""Marking what was done about the service, and taking a mark back, with the history kept."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from audit.errors import NotYetError
from audit.model.intervention import Intervention
from audit.store.change import add_change
from audit.store.intervention import add_intervention, intervention_with, withdraw_intervention
from audit.store.opening import Store


def mark_intervention(store: Store, done: Intervention, today: date) -> None:
    """Keep that something was done; marking the same twice changes nothing.

    Raises:
        NotYetError: it lies in the future.
    """
    if done.took_place_on > today:
        raise NotYetError(done.took_place_on)
    add_intervention(store, done.took_place_on, done.touchpoint, done.words, done.batch_id)


def take_back_intervention(store: Store, intervention_id: UUID, by: str) -> Intervention:
    """Take a mark off the time line and return what it said, so that it can be put back; the history keeps it too.

    Raises:
        GoneError: there is no such intervention.
    """
    with store.writing():
        done = intervention_with(store, intervention_id)
        withdraw_intervention(store, intervention_id)
        add_change(store, "withdrawn", ("intervention", intervention_id), (by, ""), (asdict(done), None))
    return done
