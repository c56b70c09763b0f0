"""Which observations are of one visit, and which touchpoint is the visit as a whole."""

import pandas as pd

from audit.store.opening import Store


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
        cursor.execute(
            "UPDATE observation SET is_repeat = placed.place > 1 FROM (SELECT id, ROW_NUMBER() OVER "
            # by key: which of the two repeats the other makes no difference
            "(PARTITION BY visit, touchpoint_id ORDER BY id) AS place FROM observation "
            "WHERE visit IN (SELECT CAST(visit AS UUID) FROM told)) AS placed "
            # rows that stay as they are are not written again
            "WHERE observation.id = placed.id AND observation.is_repeat <> (placed.place > 1)"
        )
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
