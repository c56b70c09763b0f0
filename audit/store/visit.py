"""Which observations are of one visit, and which touchpoint is the visit as a whole."""

from collections.abc import Iterable

import pandas as pd

from audit.store.listed import joining
from audit.store.opening import Store

_MARK_REPEATS = (  # of the visits in the table `told`
    "UPDATE observation SET is_repeat = placed.place > 1 FROM (SELECT id, ROW_NUMBER() OVER "
    # by key: which of the two repeats the other makes no difference
    "(PARTITION BY visit, touchpoint_id ORDER BY id) AS place FROM observation "
    "WHERE visit IN (SELECT CAST(visit AS UUID) FROM told)) AS placed "
    # rows that stay as they are are not written again
    "WHERE observation.id = placed.id AND observation.is_repeat <> (placed.place > 1)"
)


def keep_visits(store: Store, rows: pd.DataFrame) -> None:
    """Keep which visit each of `rows` is of, and which touchpoints judge the visit as a whole.

    Also of observations that came earlier and belong to no visit yet, as those brought in before visits were kept. A
    walk's own observations stay with their walk.

    Args:
        store: the open store.
        rows: observation rows (docs/data-model.md); without the columns `visit` and `is_whole_visit` nothing is said.
    """
    _mark_whole_visits(store, rows)
    with_visit = rows[rows["visit"] != ""] if "visit" in rows else rows[:0]
    if with_visit.empty:
        return
    with store.writing() as cursor:
        cursor.register("told", pd.DataFrame({name: with_visit[name].astype(str) for name in ("id", "visit")}))
        cursor.execute(
            "UPDATE observation SET visit = CAST(told.visit AS UUID) FROM told "
            "WHERE observation.id = CAST(told.id AS UUID) AND observation.visit IS NULL"
        )
        cursor.execute(_MARK_REPEATS)
        cursor.unregister("told")


def visits_of_imported(store: Store, ids: Iterable[object]) -> dict[str, str]:
    """Return id -> visit (both text) of those of `ids` that were imported and belong to a visit."""
    with joining(store, ids) as cursor:
        rows = cursor.execute(
            "SELECT CAST(observation.id AS TEXT), CAST(visit AS TEXT) FROM observation "
            "INNER JOIN listed ON CAST(listed.id AS UUID) = observation.id "
            "WHERE walk_through_id IS NULL AND visit IS NOT NULL"
        ).fetchall()
    return dict(rows)


def move_visits(store: Store, rows: pd.DataFrame) -> None:
    """Put observations that were imported into the visit that `rows` name, "" being a visit of its own.

    Args:
        store: the open store.
        rows: observation rows (docs/data-model.md) that stand already; without the column `visit` nothing moves.
    """
    if "visit" not in rows:
        return
    with store.writing() as cursor:
        named = pd.DataFrame({name: rows[name].astype(str) for name in ("id", "visit")})
        cursor.register("named", named)
        left = cursor.execute(
            "SELECT DISTINCT CAST(observation.visit AS TEXT) AS visit FROM observation INNER JOIN named "
            "ON observation.id = CAST(named.id AS UUID) WHERE observation.walk_through_id IS NULL "
            "AND observation.visit IS NOT NULL "
            "AND observation.visit IS DISTINCT FROM TRY_CAST(named.visit AS UUID)"
        ).df()
        cursor.execute(
            "UPDATE observation SET visit = TRY_CAST(named.visit AS UUID), is_repeat = FALSE FROM named "
            "WHERE observation.id = CAST(named.id AS UUID) AND observation.walk_through_id IS NULL "
            "AND observation.visit IS DISTINCT FROM TRY_CAST(named.visit AS UUID)"
        )
        cursor.unregister("named")
        cursor.register("told", left)
        cursor.execute(_MARK_REPEATS)
        cursor.unregister("told")


def _mark_whole_visits(store: Store, rows: pd.DataFrame) -> None:
    if "is_whole_visit" not in rows:
        return
    of_visits = rows.loc[rows["is_whole_visit"], ["journey", "stage", "touchpoint"]].drop_duplicates()
    with store.writing() as cursor:
        for name in of_visits.to_dict("records"):
            cursor.execute(
                "UPDATE touchpoint SET is_whole_visit = TRUE WHERE name = $touchpoint AND stage_id IN "
                "(SELECT stage.id FROM stage INNER JOIN journey ON journey.id = stage.journey_id "
                "WHERE journey.name = $journey AND stage.name = $stage)",
                name,
            )
