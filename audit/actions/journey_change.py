"""One change of a journey: one transaction and one line of the history, with what it changed before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from audit.errors import GoneError
from audit.model.journey import Journey, Stage, Touchpoint
from audit.store.change import Verb, add_change
from audit.store.former_name import noting_former_names
from audit.store.journey import journeys
from audit.store.journey_part import Part, differences, parts
from audit.store.opening import Store

NOBODY = "not said"


@contextmanager
def one_change(store: Store, of: tuple[Part, UUID], by: str, words: str, verb: Verb = "changed") -> Iterator[None]:
    """Do what is done within as one change of the journeys; where nothing comes of it, there is no line of history.

    Args:
        store: the open store.
        of: what is changed, and its key.
        by: who changes it, "" = not said.
        words: what is done, in a sentence without its full stop, as the history shows it.
        verb: what is done, as the history keeps it.
    """
    with store.writing():
        before = parts(store)
        with noting_former_names(store):
            yield
        left, right = differences(before, parts(store))
        if left or right:
            add_change(store, verb, of, (by.strip() or NOBODY, words), (left, right))


def journey_with(store: Store, key: UUID) -> Journey:
    """Return the journey with this key.

    Raises:
        GoneError: it is not there.
    """
    for journey in journeys(store):
        if journey.id == key:
            return journey
    raise GoneError("journey")


def stage_with(store: Store, key: UUID) -> tuple[Journey, Stage]:
    """Return the stage with this key, and its journey before it.

    Raises:
        GoneError: it is not there.
    """
    for journey in journeys(store):
        for stage in journey.stages:
            if stage.id == key:
                return journey, stage
    raise GoneError("stage")


def touchpoint_with(store: Store, key: UUID) -> tuple[Journey, Stage, Touchpoint]:
    """Return the touchpoint with this key, and before it the journey and stage it is in.

    Raises:
        GoneError: it is not there.
    """
    for journey in journeys(store):
        for stage, touchpoint in journey.touchpoints():
            if touchpoint.id == key:
                return journey, stage, touchpoint
    raise GoneError("touchpoint")
