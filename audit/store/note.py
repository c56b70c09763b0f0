"""Notes: what somebody wrote down without saying how it went. They are read, and count in no figure.

Where an observation of the same identity stands, since a later table said how it went, it says the words itself.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pandas as pd

from audit.model.search import Search
from audit.model.view import View
from audit.store.incoming import add_rows
from audit.store.incoming_names import called_today
from audit.store.listed import joining
from audit.store.observation_columns import FROM_INCOMING, with_names
from audit.store.opening import Store, first
from audit.store.searching import holds_words
from audit.store.view_filter import IN_QUESTION, IS_CHOSEN, parameters_at_touchpoints

_SHOWN = (  # the view asks for columns that the names of touchpoints and places have, too
    "FROM (SELECT id, touchpoint_id, place_id, method, observed_on, words FROM note "
    # an outcome given later made an observation of it, which is shown instead
    f"WHERE {IN_QUESTION} AND NOT EXISTS (SELECT observation.id FROM observation WHERE observation.id = note.id)"
    ") AS noted INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = noted.touchpoint_id "
    "LEFT JOIN place ON place.id = noted.place_id WHERE"
)


def add_incoming_notes(store: Store, rows: pd.DataFrame, batch_id: UUID) -> int:
    """Keep note rows (columns of docs/data-model.md "note rows"), whose names are known; return how many were new."""
    return add_rows(
        store,
        called_today(store, rows),
        "INSERT INTO note (id, batch_id, touchpoint_id, place_id, channel, customer_group, method, observed_on, "
        "observed_at, words) SELECT CAST(incoming.id AS UUID), $batch_id, touchpoint.id, place.id, incoming.channel, "
        "incoming.customer_group, incoming.method, CAST(observed_on AS DATE), observed_at, words "
        f"{FROM_INCOMING} ON CONFLICT (id) DO NOTHING",
        batch_id,
    )


def known_notes(store: Store, ids: Iterable[object]) -> set[str]:
    """Return those of `ids` (as text) that are notes in the store already."""
    with joining(store, ids) as cursor:
        rows = cursor.execute(
            "SELECT CAST(note.id AS TEXT) FROM note INNER JOIN listed ON CAST(listed.id AS UUID) = note.id"
        ).fetchall()
    return {key for (key,) in rows}


def notes_without_outcome(store: Store, view: View, search: Search, limit: int) -> pd.DataFrame:
    """Return the latest notes of `view` that hold what `search` looks for, latest first, at most `limit`.

    Columns: id (text), observed_on, touchpoint, place ("" = not said), method, what_happened.
    """
    condition, given = _condition(store, view, search)
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(noted.id AS TEXT) AS id, observed_on, touchpoint, COALESCE(place.name, '') AS place, method, "
            f"words AS what_happened {_SHOWN} {condition} "
            "ORDER BY observed_on DESC, noted.id LIMIT $limit",
            given | {"limit": limit},
        ).df()


def count_without_outcome(store: Store, view: View, search: Search) -> int:
    """Return how many notes of `view` hold what `search` looks for."""
    condition, given = _condition(store, view, search)
    with store.reading() as cursor:
        (count,) = first(cursor.execute(f"SELECT COUNT(*) {_SHOWN} {condition}", given)) or (0,)
    return int(count)


def outgoing_notes(store: Store) -> pd.DataFrame:
    """Return the notes by day and key, in the columns of our own table, which brings them back as they were.

    Columns: id, observed_at (UTC, NaT = only the day is known), observed_on, journey, stage, touchpoint, channel,
    place, customer_group, method, words.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(note.id AS TEXT) AS id, observed_at, observed_on, journey.name AS journey, "
            "stage.name AS stage, touchpoint.name AS touchpoint, note.channel AS channel, "
            "COALESCE(place.name, '') AS place, customer_group, method, words FROM note "
            f"{with_names('note')} ORDER BY observed_on, note.id"
        ).df()


def _condition(store: Store, view: View, search: Search) -> tuple[str, dict[str, Any]]:
    """Return the condition of a search among the notes of `view`, and its parameters."""
    conditions, given = [IS_CHOSEN], parameters_at_touchpoints(store, view)
    return " AND ".join([*conditions, *holds_words("words", search.words, given)]), given
