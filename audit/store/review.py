"""The all-staff reviews in the store: period, agenda and notes, where the room stands, what was frozen at the end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pandas as pd

from audit.errors import GoneError
from audit.model.review import AgendaItem, Item, Review
from audit.store.agenda import agenda_points, agenda_text
from audit.store.opening import Store, first

STORY_COLUMNS = ["id", "observed_on", "touchpoint", "place", "outcome", "what_happened", "kudos", "kudos_name"]


@dataclass(frozen=True, slots=True)
class Live:
    """Where a review stands while it is held: its slide (0 = the first), what is revealed, whether phones vote."""

    slide: int
    revealed: bool
    room_open: bool


def add_review(store: Store, review: Review) -> None:
    """Keep a review that was prepared; sending it twice changes nothing."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO review (id, title, since, until, agenda, key, prepared_at, slide, revealed, room_open, notes, "
            "frozen, closed_at, by_code, planned_minutes) VALUES ($id, $title, $since, $until, $agenda, $key, "
            "$prepared_at, 0, FALSE, FALSE, $notes, '', NULL, FALSE, $planned_minutes) ON CONFLICT (id) DO NOTHING",
            {
                "id": review.id,
                "title": review.title,
                "since": review.since,
                "until": review.until,
                "agenda": agenda_text(store, review.agenda),
                "key": review.key,
                "prepared_at": review.prepared_at,
                "notes": review.notes,
                "planned_minutes": review.planned_minutes,
            },
        )


def review_with(store: Store, review_id: UUID) -> Review:
    """Return the review with this key.

    Raises:
        GoneError: there is no such review.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT title, since, until, agenda, prepared_at, key, notes, closed_at, id, planned_minutes "
                "FROM review WHERE id = $id",
                {"id": review_id},
            )
        )
    if row is None:
        raise GoneError("review")
    return _review(store, row)


def open_review(store: Store) -> Review | None:
    """Return the latest review that is not closed, or None where there is none."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT title, since, until, agenda, prepared_at, key, notes, closed_at, id, planned_minutes "
                "FROM review WHERE closed_at IS NULL ORDER BY prepared_at DESC, id DESC LIMIT 1"
            )
        )
    return None if row is None else _review(store, row)


def reviews(store: Store) -> pd.DataFrame:
    """Return the reviews, one row each, the latest first.

    Columns: id (text), title, since, until (days), prepared_at, closed_at (UTC; NaT = not closed yet).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, title, since, until, prepared_at, closed_at FROM review "
            "ORDER BY prepared_at DESC, review.id DESC"
        ).df()


def change_period(store: Store, review_id: UUID, changed: Review) -> None:
    """Give a review the title, the days and the planned minutes of `changed`; a closed one keeps its own."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE review SET title = $title, since = $since, until = $until, planned_minutes = $planned_minutes "
            "WHERE id = $id AND closed_at IS NULL",
            {
                "id": review_id,
                "title": changed.title,
                "since": changed.since,
                "until": changed.until,
                "planned_minutes": changed.planned_minutes,
            },
        )


def change_agenda(store: Store, review_id: UUID, agenda: Sequence[AgendaItem]) -> None:
    """Put `agenda` in place of the one before; a closed review keeps its own. No figure is made from it."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE review SET agenda = $agenda WHERE id = $id AND closed_at IS NULL",
            {"id": review_id, "agenda": agenda_text(store, agenda)},
        )


def unchoose(store: Store, observation_id: UUID, items: Collection[Item]) -> None:
    """Show what was written about an observation no longer, at `items` of the review that is open.

    Whoever chose it chose the words that stood there then.
    """
    with store.writing(clears_cache=False):
        review = open_review(store)
        if review is not None:
            agenda = [each.without(observation_id) if each.item in items else each for each in review.agenda]
            change_agenda(store, review.id, agenda)


def change_notes(store: Store, review_id: UUID, notes: str) -> None:
    """Put the facilitator's notes in place of those before; a closed review keeps its own."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE review SET notes = $notes WHERE id = $id AND closed_at IS NULL", {"id": review_id, "notes": notes}
        )


def live(store: Store, review_id: UUID) -> Live:
    """Return where a review stands; it is never cached, since it moves while people watch.

    Raises:
        GoneError: there is no such review.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute("SELECT slide, revealed, room_open FROM review WHERE id = $id", {"id": review_id}),
        )
    if row is None:
        raise GoneError("review")
    return Live(*row)


def change_live(
    store: Store,
    review_id: UUID,
    *,
    slide: int | None = None,
    revealed: bool | None = None,
    room_open: bool | None = None,
) -> None:
    """Move a review that is being held; what is not said stays, and a closed review stands still."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE review SET slide = COALESCE(CAST($slide AS INTEGER), slide), "
            "revealed = COALESCE(CAST($revealed AS BOOLEAN), revealed), "
            "room_open = COALESCE(CAST($room_open AS BOOLEAN), room_open), "
            # whoever hides a result again wants to go on voting
            "votes_until = CASE WHEN CAST($revealed AS BOOLEAN) = FALSE THEN NULL ELSE votes_until END "
            "WHERE id = $id AND closed_at IS NULL",
            {"id": review_id, "slide": slide, "revealed": revealed, "room_open": room_open},
        )


def change_votes_until(store: Store, review_id: UUID, votes_until: datetime | None) -> None:
    """Let the vote of a review end at a moment (UTC), or by no timer (None); a closed review stands still."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE review SET votes_until = CAST($votes_until AS TIMESTAMP) WHERE id = $id AND closed_at IS NULL",
            {"id": review_id, "votes_until": votes_until},
        )


def frozen(store: Store, review_id: UUID) -> str:
    """Return the figures as they were frozen when the review was closed, "" before.

    Raises:
        GoneError: there is no such review.
    """
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT frozen FROM review WHERE id = $id", {"id": review_id}))
    if row is None:
        raise GoneError("review")
    return str(row[0])


def close_review(store: Store, review_id: UUID, frozen_figures: str, closed_at: datetime) -> None:
    """Close a review, and its room with it, keeping figures and names as shown; closing it again changes nothing."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE review SET frozen = $frozen, agenda = $agenda, closed_at = $closed_at, room_open = FALSE "
            "WHERE id = $id AND closed_at IS NULL",
            {
                "id": review_id,
                "frozen": frozen_figures,
                "agenda": agenda_text(store, review_with(store, review_id).agenda),
                "closed_at": closed_at,
            },
        )


def delete_review(store: Store, review_id: UUID) -> None:
    """Forget a review that is not closed, agenda, notes, voting codes and pictures with it."""
    with store.writing() as cursor:
        cursor.execute(
            "DELETE FROM voting_code WHERE review_id IN (SELECT id FROM review WHERE id = $id AND closed_at IS NULL)",
            {"id": review_id},
        )
        cursor.execute(
            "DELETE FROM review_picture WHERE review_id IN "
            "(SELECT id FROM review WHERE id = $id AND closed_at IS NULL)",
            {"id": review_id},
        )
        cursor.execute("DELETE FROM review WHERE id = $id AND closed_at IS NULL", {"id": review_id})


def stories_chosen(store: Store, chosen: Sequence[UUID]) -> pd.DataFrame:
    """Return the observations whose words were chosen for a review, in the order they were chosen.

    Returns:
        One row an observation that still stands. Columns: id (text), observed_on, touchpoint, place ("" = not said),
        outcome, what_happened, kudos ("" = none), kudos_name ("" = the team).
    """
    rows = [row for row in (_story(store, key) for key in chosen) if row is not None]
    stories = pd.DataFrame(rows, columns=STORY_COLUMNS)
    return stories.assign(observed_on=pd.to_datetime(stories["observed_on"]))


def _story(store: Store, observation_id: UUID) -> tuple[Any, ...] | None:
    with store.reading() as cursor:
        return first(
            cursor.execute(
                "SELECT CAST(observation.id AS TEXT), observed_on, touchpoint, COALESCE(place.name, ''), outcome, "
                "what_happened, COALESCE(kudos, ''), COALESCE(kudos_name, '') FROM observation "
                "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = observation.touchpoint_id "
                "LEFT JOIN place ON place.id = observation.place_id "
                "LEFT JOIN story ON story.observation_id = observation.id "
                "WHERE observation.id = $id AND withdrawn_at IS NULL",
                {"id": observation_id},
            )
        )


def _agenda_in(store: Store, text: str, *, is_closed: bool) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            item=Item(each["item"]),
            headline=each["headline"],
            notes=each["notes"],
            subject=each["subject"],
            stories=tuple(UUID(key) for key in each["stories"]),
            is_dropped=each["is_dropped"],
            named=tuple(each["named"]),
            photos=tuple(UUID(key) for key in each["photos"]),
        )
        for each in agenda_points(store, text, is_closed=is_closed)
    )


def _review(store: Store, row: Sequence[Any]) -> Review:
    title, since, until, text, prepared_at, key, notes, closed_at, review_id, planned = row
    agenda = _agenda_in(store, text, is_closed=closed_at is not None)
    return Review(title, since, until, agenda, prepared_at, key, notes, closed_at, review_id, planned)
