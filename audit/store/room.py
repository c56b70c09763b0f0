"""The room of a review: whether phones may come in, what they are asked, and whether the vote's result is shown."""

from collections.abc import Mapping
from uuid import UUID

from audit.model.review import Item
from audit.model.room import Room, choices_of
from audit.store.agenda import agenda_points
from audit.store.names import touchpoint_names
from audit.store.opening import Store, first


def room_with(store: Store, review_id: UUID) -> Room | None:
    """Return the room of a review as it stands now, or None where there is no such review.

    The choices stand in the subject of the agenda's vote, one a line; the question is the subject of its reflection.
    A room whose review is closed is closed, and the result of its vote is no secret any more. It is one read, since
    every phone asks for it each time.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT title, key, agenda, room_open, revealed, closed_at IS NOT NULL, COALESCE(by_code, FALSE), "
                "EXISTS (SELECT 1 FROM show_of_hands WHERE review_id = review.id), since, until, votes_until "
                "FROM review WHERE id = $id",
                {"id": review_id},
            )
        )
    if row is None:
        return None
    title, key, agenda, is_open, is_revealed, is_over, by_code, by_hands, since, until, votes_until = row
    points = agenda_points(store, agenda, is_closed=is_over)
    about = {each["item"]: each["subject"] for each in points if not each["is_dropped"]}
    return Room(
        review_id,
        title,
        key,
        choices_of(about.get(Item.VOTE.value, "")),
        about.get(Item.REFLECTION.value, ""),
        is_open=is_open and not is_over,
        is_revealed=is_revealed or is_over,  # what a closed review decided is nobody's secret
        by_code=by_code,
        by_hands=by_hands,
        named=next((tuple(each["named"]) for each in points if each["item"] == Item.VOTE.value), ()),
        period=(since, until),
        votes_until=votes_until,
    )


def touchpoints_voted_for(store: Store, room: Room) -> Mapping[str, str]:
    """Return which choices of a room name touchpoints -> their keys."""
    lines = touchpoint_names(store).by_line
    return {choice: lines[choice] for choice in room.choices if choice in room.named and choice in lines}


def open_rooms(store: Store) -> tuple[tuple[UUID, str], ...]:
    """Return each review whose room is open now, with the key of its links; the latest first."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT id, key FROM review WHERE room_open AND closed_at IS NULL ORDER BY prepared_at DESC, id"
        ).fetchall()
    return tuple((review_id, key) for review_id, key in rows)
