"""Listening: finding what lies behind a signal, starring a story, giving thanks."""

from uuid import UUID

from audit.model.clock import utc_now
from audit.model.review import Item
from audit.model.story import Kudos
from audit.store import signal as signals
from audit.store import story as stories
from audit.store.change import add_change
from audit.store.opening import Store
from audit.store.review import unchoose


def choose_cause(store: Store, observation_id: UUID, signal: str, cause: str, by: str) -> None:
    """Keep what lies behind a signal, or ask for it again with ""; what stood before stays in the history.

    Raises:
        GoneError: the signal is not ticked on that observation any more.
    """
    with store.writing():
        before = signals.cause_of(store, observation_id, signal)
        if before == cause:
            return
        signals.change_cause(store, observation_id, signal, cause)
        texts = tuple({"signal": str(signal), "cause": each} for each in (before, cause))
        add_change(store, "changed", ("signal", observation_id), (by.strip() or "not said", ""), (texts[0], texts[1]))


def star_story(store: Store, observation_id: UUID) -> None:
    """Mark an observation, good or bad, as a story worth telling.

    Raises:
        GoneError: there is no such observation.
    """
    stories.add_story(store, observation_id, utc_now())


def unstar_story(store: Store, observation_id: UUID) -> None:
    """Take the star back; thanks given for the same observation stay."""
    stories.withdraw_story(store, observation_id)


def give_kudos(store: Store, observation_id: UUID, given: Kudos) -> None:
    """Thank the team, or a person who agreed to be named, for what was seen.

    Thanks given before for the same observation are replaced; no history is kept of them, since a name may be in it.
    Where it was chosen as a story of a review that is still open it is to be chosen again, with the thanks.

    Raises:
        GoneError: there is no such observation.
    """
    with store.writing():
        stories.add_kudos(store, observation_id, given, utc_now())
        unchoose(store, observation_id, [Item.STORIES])


def take_back_kudos(store: Store, observation_id: UUID) -> None:
    """Take thanks back without a trace: somebody may not want to be named any more."""
    stories.withdraw_kudos(store, observation_id)
