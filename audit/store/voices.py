"""What people wrote down: the notes that hold certain words, how many there are, and the signals ticked beside them.

The statements are put together from words of ours only, a condition for each thing that is asked; what is asked goes as
a parameter. Conditions nobody asked for, and subqueries in the filter, would keep DuckDB from looking at the latest
blocks first (4 milliseconds instead of 1,000 at ten million observations).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pandas as pd

from audit.measures.rows_in_view import rows_in_view
from audit.model.rating import Outcome
from audit.model.search import Kind, Search
from audit.model.view import View
from audit.store.journey import touchpoints
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.photo import has_photos
from audit.store.searching import holds_words
from audit.store.view_filter import IN_VIEW, view_parameters
from audit.store.vocabulary import vocabulary

_AT_ONCE = 3  # times as many notes of all outcomes as are wanted of one; usually no second look is needed then
_STARRED = "id IN (SELECT observation_id FROM story WHERE starred_at IS NOT NULL)"
_THANKED = "id IN (SELECT observation_id FROM story WHERE kudos <> '')"
_WORDED = "what_happened <> ''"
_PHOTOGRAPHED = "what_happened = '' AND id IN (SELECT entry_id FROM photo WHERE withdrawn_at IS NULL)"


def notes(store: Store, view: View, search: Search, limit: int) -> pd.DataFrame:
    """Return the latest notes of `view` that `search` asks for, latest first, at most `limit`.

    Returns:
        One row an observation with words. Columns: id (text), observed_on, touchpoint, place ("" = not said), method,
        outcome, what_happened, signals (joined by ";"), own_area (the observer's own), starred, kudos ("" = none),
        kudos_name ("" = the team). The customer group is none of them, since words beside it could name a person.
    """
    return _notes(store, *_conditions(store, view, search, search.kind.outcomes), limit)


def notes_by_outcome(store: Store, view: View, search: Search, limit: int) -> dict[str, pd.DataFrame]:
    """Return the latest notes of `view`, at most `limit` of each outcome that `search` asks for, latest first.

    A search for a rare word reads every note, so it is made once for all outcomes; only where many notes were found
    and too few of one outcome is that one asked for by itself.
    """
    outcomes = search.kind.outcomes
    enough = limit * (1 if len(outcomes) == 1 else _AT_ONCE)  # one read for all outcomes is nearly always enough
    together = notes(store, view, search, enough)
    notes_of = {}
    for outcome in outcomes:
        own = together[together["outcome"] == outcome].head(limit).reset_index(drop=True)
        # else all there is was read, and another look finds no more
        if len(own) < limit and len(together) == enough:
            own = _notes(store, *_conditions(store, view, search, (outcome,)), limit)
        notes_of[outcome.value] = own
    return notes_of


def note_counts(store: Store, view: View, search: Search) -> dict[str, int]:
    """Return how many notes `search` finds in `view`, by outcome; every note is read, unlike for the latest."""
    return store.cached(("note_counts", view, search), lambda: _note_counts(store, view, search))


def photos_alone(store: Store, view: View, search: Search, limit: int) -> pd.DataFrame:
    """Return the latest observations of `view` that a photo says without words, at most `limit`; columns as `notes`.

    A search for words finds none of them.
    """
    outcomes = () if search.words or not has_photos(store) else search.kind.outcomes
    return _notes(store, *_conditions(store, view, search, outcomes, _PHOTOGRAPHED), limit)


def photo_alone_counts(store: Store, view: View, search: Search) -> dict[str, int]:
    """Return how many observations of `view` a photo says without words, by outcome; see `photos_alone`."""
    outcomes = () if search.words or not has_photos(store) else search.kind.outcomes
    return _counts(store, *_conditions(store, view, search, outcomes, _PHOTOGRAPHED), outcomes)


def latest_texts(store: Store, view: View, limit: int) -> pd.DataFrame:
    """Return the latest notes of praise and of complaint, at most `limit` together.

    Columns: outcome, what_happened, observed_on.
    """
    conditions, given = _conditions(store, view, Search(), Kind.BOTH.outcomes)
    with store.reading() as cursor:
        return cursor.execute(
            f"SELECT outcome, what_happened, observed_on FROM observation WHERE {_all_of(conditions)} "
            "ORDER BY observed_on DESC, logged_at DESC, id LIMIT $limit",
            given | {"limit": limit},
        ).df()


def starred_stories(store: Store, view: View, limit: int) -> pd.DataFrame:
    """Return the starred observations of `view`, latest first; columns as `notes`, words may be empty."""
    conditions, given = _of(store, view)
    return _notes(store, [*conditions, _STARRED], given, limit)


def thanks_given(store: Store, view: View, limit: int) -> pd.DataFrame:
    """Return the observations of `view` that somebody was thanked for, latest first; columns as `notes`."""
    conditions, given = _of(store, view)
    return _notes(store, [*conditions, _THANKED], given, limit)


def signal_counts(store: Store, view: View) -> pd.DataFrame:
    """Count on how many observations each signal was ticked.

    Returns:
        One row a touchpoint and signal that was ticked there. Columns: journey, stage, touchpoint, signal, n.
    """
    conditions, given = _of(store, view)
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT journey, stage, touchpoint, signal, n FROM (SELECT touchpoint_id, signal, COUNT(*) AS n "
            "FROM observation INNER JOIN observation_signal ON observation_signal.observation_id = observation.id "
            f"WHERE {_all_of(conditions)} GROUP BY touchpoint_id, signal) AS counted "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = counted.touchpoint_id "
            "ORDER BY journey_position, journey, stage_position, position, touchpoint, signal",
            given,
        ).df()


def cause_counts(store: Store, view: View) -> pd.DataFrame:
    """Count the signals of trouble by the cause that was found. Columns: signal, cause ("" = none yet), n."""
    conditions, given = _troubled(store, view)
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT signal, cause, COUNT(*) AS n FROM observation "
            "INNER JOIN observation_signal ON observation_signal.observation_id = observation.id "
            f"WHERE {_all_of(conditions)} GROUP BY signal, cause ORDER BY signal, cause",
            given,
        ).df()


def troubles(store: Store, view: View, limit: int, *, explained: bool) -> pd.DataFrame:
    """Return the latest signals of trouble whose cause was found, or those that still ask for one.

    Returns:
        One row an observation and signal, at most `limit`, those with words first and then the latest. Columns: id
        (text), signal, cause, observed_on, touchpoint, place, method, outcome, what_happened.
    """
    conditions, given = _troubled(store, view)
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(latest.id AS TEXT) AS id, signal, cause, observed_on, touchpoint, "
            "COALESCE(place.name, '') AS place, method, outcome, what_happened FROM (SELECT id, signal, cause, "
            "observed_on, logged_at, touchpoint_id, place_id, method, outcome, what_happened FROM observation "
            "INNER JOIN observation_signal ON observation_signal.observation_id = observation.id "
            f"WHERE (cause <> '') = $explained AND {_all_of(conditions)} "
            "ORDER BY what_happened = '', observed_on DESC, logged_at DESC, id, signal LIMIT $limit) AS latest "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = latest.touchpoint_id "
            "LEFT JOIN place ON place.id = latest.place_id "
            "ORDER BY what_happened = '', observed_on DESC, logged_at DESC, id, signal",
            given | {"explained": explained, "limit": limit},
        ).df()


def _note_counts(store: Store, view: View, search: Search) -> dict[str, int]:
    return _counts(store, *_conditions(store, view, search, search.kind.outcomes), search.kind.outcomes)


def _counts(
    store: Store, conditions: Sequence[str], given: dict[str, Any], outcomes: Sequence[Outcome]
) -> dict[str, int]:
    with store.reading() as cursor:
        rows = cursor.execute(
            f"SELECT outcome, COUNT(*) AS notes FROM observation WHERE {_all_of(conditions)} GROUP BY outcome", given
        ).fetchall()
    counted = {str(outcome): int(notes) for outcome, notes in rows}
    return {outcome.value: counted.get(outcome, 0) for outcome in outcomes}


def _notes(store: Store, conditions: Sequence[str], given: dict[str, Any], limit: int) -> pd.DataFrame:
    with store.reading() as cursor:
        return cursor.execute(
            "WITH latest AS MATERIALIZED (SELECT id, walk_through_id, observed_on, logged_at, touchpoint_id, place_id, "
            "method, outcome, what_happened FROM observation "
            f"WHERE {_all_of(conditions)} ORDER BY observed_on DESC, logged_at DESC, id LIMIT $limit) "
            "SELECT CAST(latest.id AS TEXT) AS id, observed_on, touchpoint, COALESCE(place.name, '') AS place, "
            "latest.method AS method, outcome, what_happened, "
            "COALESCE(signals, '') AS signals, COALESCE(own_area, FALSE) AS own_area, "
            "starred_at IS NOT NULL AS starred, COALESCE(kudos, '') AS kudos, COALESCE(kudos_name, '') AS kudos_name "
            "FROM latest "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = latest.touchpoint_id "
            "LEFT JOIN place ON place.id = latest.place_id "
            "LEFT JOIN walk_through ON walk_through.id = latest.walk_through_id "
            "LEFT JOIN story ON story.observation_id = latest.id "
            "LEFT JOIN (SELECT observation_id, STRING_AGG(signal, ';' ORDER BY signal) AS signals "
            "FROM observation_signal WHERE observation_id IN (SELECT id FROM latest) GROUP BY observation_id) "
            "AS ticked ON ticked.observation_id = latest.id ORDER BY observed_on DESC, logged_at DESC, latest.id",
            given | {"limit": limit},
        ).df()


def _conditions(
    store: Store, view: View, search: Search, outcomes: Sequence[Outcome], written: str = _WORDED
) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions of a search among the notes of `view` with these outcomes, and their parameters."""
    conditions, given = _of(store, view)
    conditions.append(written)
    if search.is_starred:
        conditions.append(_STARRED)
    if len(outcomes) < len(Outcome):
        conditions.append(_one_of("outcome", outcomes, given))
    return [*conditions, *holds_words("what_happened", search.words, given)], given


def _of(store: Store, view: View) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions of `view`, and their parameters; a journey or touchpoint is asked for by its keys."""
    conditions, given = [IN_VIEW], view_parameters(store, view)
    if view.journeys or view.touchpoint:
        chosen = rows_in_view(touchpoints(store), in_names_of_today(store, view))["touchpoint_id"]
        conditions.append(_one_of("touchpoint_id", [UUID(key) for key in chosen], given))
    return conditions, given


def _troubled(store: Store, view: View) -> tuple[list[str], dict[str, Any]]:
    conditions, given = _of(store, view)
    return [*conditions, _one_of("signal", vocabulary(store).troubles, given)], given


def _one_of(column: str, values: Sequence[UUID | str], given: dict[str, Any]) -> str:
    """Return the condition that `column` is one of `values`, putting them among the parameters."""
    names = [f"{column}_{index}" for index in range(len(values))]
    given.update(zip(names, values, strict=True))
    # Within COALESCE, since a bare IN is looked up block by block, which ends the looking at the latest first.
    return f"COALESCE({column} IN ({', '.join(f'${name}' for name in names)}), FALSE)" if names else "FALSE"


def _all_of(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions)
