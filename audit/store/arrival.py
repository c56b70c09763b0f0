"""What rows said when an import brought them, as a mark: it tells a row that is the same from one that has changed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import pandas as pd

from audit.store.listed import joining
from audit.store.opening import Store, first

LEADS = 36  # characters of a content that is no mark but the key of the row it leads to


def add_arrivals(store: Store, marks: pd.DataFrame, batch_id: UUID) -> None:
    """Keep the marks of rows an import brought or took over. Columns: id, content, by_content.

    Where the key that a row has by what it says (`by_content`) is not its own, that key leads to its own.
    """
    ids = marks["id"].astype("str")
    other = marks["by_content"] != ids
    leads = pd.DataFrame({"id": marks.loc[other, "by_content"], "content": ids[other]})
    lines = pd.concat([pd.DataFrame({"id": ids, "content": marks["content"]}), leads])
    with store.writing() as cursor:
        cursor.register("incoming", lines)
        cursor.execute(
            "INSERT INTO arrival (id, batch_id, content) SELECT CAST(id AS UUID), $batch_id, content FROM incoming",
            {"batch_id": batch_id},
        )
        cursor.unregister("incoming")


def content_arrivals(store: Store, keys: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return key by content (text) -> the key its row came in under (text), and the recipe that brought it last."""
    with joining(store, keys) as cursor:
        rows = cursor.execute(
            "SELECT CAST(arrival.id AS TEXT), CASE WHEN LENGTH(content) = $length THEN content "
            "ELSE CAST(arrival.id AS TEXT) END, recipe FROM arrival "
            "INNER JOIN listed ON CAST(listed.id AS UUID) = arrival.id "
            "INNER JOIN import_batch ON import_batch.id = arrival.batch_id "
            "ORDER BY imported_at, import_batch.id",  # the last one wins in the dict: what the latest import said
            {"length": LEADS},
        ).fetchall()
    return {key: (own, recipe) for key, own, recipe in rows}


def arrivals(store: Store, ids: Iterable[object]) -> Mapping[str, str]:
    """Return id (text) -> the mark of what the latest import said of it; what came without one is not there."""
    with joining(store, ids) as cursor:
        rows = cursor.execute(
            "SELECT CAST(id AS TEXT), content FROM (SELECT arrival.id, content, ROW_NUMBER() OVER "
            # the latest import speaks, and of one moment the later key
            "(PARTITION BY arrival.id ORDER BY imported_at DESC, import_batch.id DESC) AS place FROM arrival "
            "INNER JOIN listed ON CAST(listed.id AS UUID) = arrival.id "
            "INNER JOIN import_batch ON import_batch.id = arrival.batch_id "
            "WHERE LENGTH(content) <> $length) AS told WHERE place = 1",
            {"length": LEADS},
        ).fetchall()
    return dict(rows)


def came_without_marks(store: Store, recipe: str) -> bool:
    """Return whether a standing import by this recipe came in before rows left marks."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT COUNT(*) FROM import_batch WHERE recipe = $recipe AND undone_at IS NULL "
                "AND id NOT IN (SELECT batch_id FROM arrival)",
                {"recipe": recipe},
            )
        )
    return row != (0,)
