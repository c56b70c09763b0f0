"""What all phones in a room are shown alike, read from the store."""

from audit.model.clock import utc_now
from audit.model.room import Room
from audit.review.choices import choice_facts
from audit.review.vote import vote, votes_cast
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.wish import QUESTION_TABLES, questions
from audit.web.room.following import Following
from audit.web.room.html import Rows, Shared, part
from audit.web.room.outline import State
from audit.web.room.pictures import PICTURES


def shared(store: Store, room: Room) -> Shared:
    """Return what every phone in a room is shown alike now."""
    return Shared(
        room,
        votes_cast(store, room.review_id),
        vote(store, room.review_id).to_dict("records") if room.is_revealed else [],
        _facts(store, room),
        shown_questions(store, room),
        programme(store).language,
    )


def shown_questions(store: Store, room: Room) -> Rows:
    """Return the questions that the facilitator shows, the most wanted first; read once for all phones.

    Each has id, words (as the room reads them), votes, and is_mended (somebody wrote them otherwise).
    """
    key = ("questions shown", room.review_id)
    return store.cached_of(QUESTION_TABLES, key, lambda: _shown_questions(store, room))


def _shown_questions(store: Store, room: Room) -> Rows:
    every = questions(store, room.review_id)
    every["is_mended"] = every["words"] != every["written"]
    return every[every["shown"]][["id", "words", "votes", "is_mended"]].to_dict("records")


def _facts(store: Store, room: Room) -> dict[str, str]:
    """Return one fact for each choice, beside a result only that a choice is gone.

    Worked out once until the next observation, however many phones ask.
    """
    facts = choice_facts(store, room.choices, room.named, room.period)
    if room.is_revealed:
        facts = facts[facts["is_gone"]]
    return dict(zip(facts["choice"], facts["fact"], strict=True))


def _part(store: Store, room: Room, state: State) -> str:
    return part(shared(store, room), state) if state in {State.VOTE, State.HANDS, State.RESULT} else ""


def is_late(room: Room) -> bool:
    """Return whether a timer has ended the vote of a room."""
    return room.is_late(utc_now())


FOLLOWING = Following(_part, PICTURES.draw_ahead)
