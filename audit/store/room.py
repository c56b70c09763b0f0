"""The room of a review: whether phones may come in, what they are asked, and whether the vote's result is shown."""

import json
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from audit.model.review import AgendaItem, Item
from audit.model.room import Room, choices_of
from audit.store.opening import Store, first
from audit.store.review import change_agenda, change_live, review_with


def room_with(store: Store, review_id: UUID) -> Room | None:
    """Return the room of a review as it stands now, or None where there is no such review.

    The choices stand in the subject of the agenda's vote, one a line; the question is the subject of its reflection.
    A room whose review is closed is closed, and the result of its vote is no secret any more. It is one read, since
    every phone asks for it each time.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT title, key, agenda, room_open, revealed, closed_at IS NOT NULL FROM review WHERE id = $id",
                {"id": review_id},
            )
        )
    if row is None:
        return None
    title, key, agenda, is_open, is_revealed, is_over = row
    about = {each["item"]: each["subject"] for each in json.loads(agenda) if not each["is_dropped"]}
    return Room(
        review_id,
        title,
        key,
        choices_of(about.get(Item.VOTE.value, "")),
        about.get(Item.REFLECTION.value, ""),
        is_open=is_open and not is_over,
        is_revealed=is_revealed or is_over,
    )


def open_rooms(store: Store) -> tuple[tuple[UUID, str], ...]:
    """Return each review whose room is open now, with the key of its links; the latest first."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT id, key FROM review WHERE room_open AND closed_at IS NULL ORDER BY prepared_at DESC, id"
        ).fetchall()
    return tuple((review_id, key) for review_id, key in rows)


def change_room(store: Store, review_id: UUID, choices: Sequence[str] | None = None, *, is_open: bool) -> None:
    """Let phones in, or no longer; with `choices`, they vote on these from now on. A closed review stays as it is.

    Raises:
        GoneError: there is no such review.
    """
    with store.writing(forgets=False):
        if choices is not None:
            agenda = review_with(store, review_id).agenda
            change_agenda(store, review_id, _voting_on(agenda, "\n".join(choices)))
        change_live(store, review_id, room_open=is_open)


def _voting_on(agenda: Sequence[AgendaItem], subject: str) -> tuple[AgendaItem, ...]:
    """Return an agenda whose vote is on `subject`; one without a vote is given it at the end."""
    kept = tuple(replace(each, subject=subject) if each.item is Item.VOTE else each for each in agenda)
    return kept if any(each.item is Item.VOTE for each in agenda) else (*kept, AgendaItem(Item.VOTE, subject=subject))
