"""A show of hands: the vote of a room without phones, counted by the facilitator and typed in."""

from collections.abc import Mapping
from uuid import UUID

from audit.errors import GoneError, OutOfRangeError, ReviewClosedError
from audit.model.clock import utc_now
from audit.model.room import Room
from audit.store.opening import Store
from audit.store.review import review_with
from audit.store.room import room_with, touchpoints_voted_for
from audit.store.show_of_hands import delete_hands, set_hands

MOST_HANDS = 9_999  # for one choice: more than a hall holds, and short enough to be a slip of the finger


def count_hands(store: Store, review_id: UUID, hands: Mapping[str, int]) -> None:
    """Let the hands raised for each choice be the vote, in place of hands counted before.

    Ballots of phones and codes stay and do not count meanwhile: nobody is to count twice.

    Args:
        store: the open store.
        review_id: the review it is voted in.
        hands: how many were raised for each choice; a choice that is not named has none.

    Raises:
        UnknownChoiceError: one of them is not offered.
        OutOfRangeError: a count is none, or nobody raised a hand.
        GoneError, ReviewClosedError: there is no such review, or it is closed.
    """
    with store.writing(clears_cache=False):
        room = _not_closed(store, review_id)
        counts = {room.chosen(choice): raised for choice, raised in hands.items()}
        for choice, raised in counts.items():
            if not 0 <= raised <= MOST_HANDS:
                raise OutOfRangeError(f"The number of hands for {choice}", raised, f"from 0 to {MOST_HANDS:,}")
        if not any(counts.values()):
            raise OutOfRangeError("The number of hands in all", 0, "at least 1")
        set_hands(store, review_id, counts, utc_now(), touchpoints_voted_for(store, room))


def take_hands_back(store: Store, review_id: UUID) -> None:
    """Take a show of hands back; the ballots cast before and since are the vote again.

    Raises:
        GoneError, ReviewClosedError: there is no such review, or it is closed.
    """
    with store.writing(clears_cache=False):
        _not_closed(store, review_id)
        delete_hands(store, review_id)


def _not_closed(store: Store, review_id: UUID) -> Room:
    room = room_with(store, review_id)
    if room is None:
        raise GoneError("review")
    if review_with(store, review_id).closed_at is not None:
        raise ReviewClosedError
    return room
