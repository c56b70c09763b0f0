"""The room during a review: letting phones in, counting their votes, keeping and moderating what they say."""

from datetime import timedelta
from uuid import UUID

from audit.errors import (
    OutOfRangeError,
    QuestionChangedError,
    RoomClosedError,
    RoomFullError,
    SaidTooOftenError,
    VoteOverError,
)
from audit.model.clock import utc_now
from audit.model.keys import key_of
from audit.model.room import MAX_CHOICES, Contribution, Kind, Room
from audit.store.ballot import add_ballot
from audit.store.contribution import add_contribution, change_shown, is_kept, said_by, said_in
from audit.store.opening import Store
from audit.store.review import change_live
from audit.store.room import room_with

MOST_A_MINUTE = 5  # nobody thumbs five notes a minute on a phone
MOST_A_REVIEW = 2_000  # four from each of 500 people; more than a facilitator can read


def open_room(store: Store, review_id: UUID) -> None:
    """Let phones in, to vote on what the agenda says.

    Opening again after other choices were written there is harmless: votes for those that stay are kept, the others do
    not count.

    Raises:
        OutOfRangeError: there are more choices than a phone can show at once.
        RoomClosedError: the review is closed, or there is none.
    """
    with store.writing(forgets=False):
        change_live(store, review_id, room_open=True)
        offered = len(_open(store, review_id).choices)
        if offered > MAX_CHOICES:
            raise OutOfRangeError("The number of choices", offered, f"at most {MAX_CHOICES}")


def close_room(store: Store, review_id: UUID) -> None:
    """Let phones in no longer; what they voted and said is kept, and opening again brings the same links back."""
    change_live(store, review_id, room_open=False)


def vote(store: Store, review_id: UUID, device: str, choice: str) -> None:
    """Count a device's vote; voting again changes it, and it still counts once.

    Raises:
        RoomClosedError: the room or its review is closed.
        VoteOverError: the result is shown already.
        UnknownChoiceError: `choice` is not offered.
    """
    with store.writing(forgets=False):
        room = _open(store, review_id)
        if room.is_revealed:
            raise VoteOverError
        add_ballot(store, review_id, device, room.chosen(choice), utc_now())


def say(store: Store, review_id: UUID, device: str, kind: Kind, words: str, sent: str) -> None:
    """Keep what somebody says in free words, until a facilitator shows or hides it.

    Args:
        store: the open store.
        review_id: the review it is said in.
        device: the device it comes from.
        kind: an appreciation, or an answer to the reflection question.
        words: as typed.
        sent: the form's own mark, so that sending the same words on the same form twice is harmless.

    Raises:
        RoomClosedError: the room or its review is closed.
        MissingError, OutOfRangeError: there are no words, or too many.
        SaidTooOftenError, RoomFullError: this device, or all together, said more than can be read.
    """
    now = utc_now()
    with store.writing(forgets=False):
        room = _open(store, review_id)
        question = room.question if kind is Kind.ANSWER else ""
        key = key_of("said in a room", str(review_id), device, sent, kind.value, words)
        said = Contribution(review_id, device, kind, words, now, question, key)
        if is_kept(store, key):
            return
        if said_by(store, review_id, device, now - timedelta(minutes=1)) >= MOST_A_MINUTE:
            raise SaidTooOftenError(MOST_A_MINUTE)
        if said_in(store, review_id) >= MOST_A_REVIEW:
            raise RoomFullError(MOST_A_REVIEW)
        add_contribution(store, said)


def answer(store: Store, review_id: UUID, device: str, words: str, sent: str, question: str) -> None:
    """Keep an answer to `question`, as `say` does, if that is still what is asked.

    Raises:
        QuestionChangedError: another question is asked by now.
    """
    with store.writing(forgets=False):
        if _open(store, review_id).question != question:
            raise QuestionChangedError
        say(store, review_id, device, Kind.ANSWER, words, sent)


def reveal(store: Store, review_id: UUID, *, is_revealed: bool) -> None:
    """Show the result of the vote to everybody, which ends the voting, or hide it again and go on voting."""
    change_live(store, review_id, revealed=is_revealed)


def moderate(store: Store, contribution_id: UUID, *, shown: bool) -> None:
    """Show or hide what somebody said; it can be decided anew, and stands as it was when its review is closed."""
    change_shown(store, contribution_id, shown=shown, moderated_at=utc_now())


def _open(store: Store, review_id: UUID) -> Room:
    room = room_with(store, review_id)
    if room is None or not room.is_open:
        raise RoomClosedError
    return room
