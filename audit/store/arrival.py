"""What rows said when an import brought them, as a mark: it tells a row that is the same from one that has changed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import pandas as pd

from audit.store.opening import Store, first


def add_arrivals(store: Store, marks: pd.DataFrame, batch_id: UUID) -> None:
    """Keep the marks of rows an import brought or took over. Columns: id, content."""
    with store.writing() as cursor:
        cursor.register("incoming", marks.assign(id=marks["id"].astype(str)))
        cursor.execute(
            "INSERT INTO arrival (id, batch_id, content) SELECT CAST(id AS UUID), $batch_id, content FROM incoming",
            {"batch_id": batch_id},
        )
        cursor.unregister("incoming")


def arrivals(store: Store, ids: Iterable[object]) -> Mapping[str, str]:
    """Return id (text) -> the mark of what the latest import said of it; what came without one is not there."""
    wanted = pd.DataFrame({"id": [str(key) for key in ids]})
    with store.reading() as cursor:
        cursor.register("wanted", wanted)
        rows = cursor.execute(
            "SELECT CAST(id AS TEXT), content FROM (SELECT arrival.id, content, ROW_NUMBER() OVER "
            "(PARTITION BY arrival.id ORDER BY imported_at DESC, import_batch.id DESC) AS place FROM arrival "
            "INNER JOIN wanted ON CAST(wanted.id AS UUID) = arrival.id "
            "INNER JOIN import_batch ON import_batch.id = arrival.batch_id) AS told WHERE place = 1"
        ).fetchall()
        cursor.unregister("wanted")
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
