"""Rows whose identity is known and whose content is another: told, left as they were, or taken over and put back."""

import json
from collections.abc import Callable, Mapping
from uuid import UUID

import pandas as pd

from audit.errors import ChangedAgainError
from audit.intake.comparing import changed_cells, content_marks, moved_visits, with_cells
from audit.intake.reading import Reading
from audit.intake.recipe_parts import Kind
from audit.model.review import Item
from audit.store.arrival import arrivals
from audit.store.change import add_changes_of_import, changed_again_by, changes_by_import
from audit.store.import_batch import ImportBatch
from audit.store.incoming_names import called_today
from audit.store.opening import Store
from audit.store.replacing import replace_metrics, replace_notes, replace_observations, replace_tickets
from audit.store.review import unchoose
from audit.store.standing import standing_metrics, standing_notes, standing_observations, standing_tickets
from audit.store.visit import visits_of_imported

NOUNS: Mapping[Kind, str] = {
    Kind.OBSERVATIONS: "observation",
    Kind.SERVICE_METRICS: "service metric",
    Kind.TICKETS: "ticket",
}
STANDING: Mapping[str, Callable[[Store, pd.Series], pd.DataFrame]] = {
    "observation": standing_observations,
    "service metric": standing_metrics,
    "ticket": standing_tickets,
    "note": standing_notes,
}
NOTE = "note"
REPLACE: Mapping[str, Callable[[Store, pd.DataFrame, UUID], None]] = {
    "observation": replace_observations,
    "service metric": replace_metrics,
    "ticket": replace_tickets,
    "note": replace_notes,
}


def changes_in(store: Store, reading: Reading, kind: Kind, marks: pd.Series) -> pd.DataFrame:
    """Return what the rows of a file say otherwise than what stands under the same identities.

    A row that says what it said when it last came has not changed, whatever was corrected here since.

    Args:
        store: the open store.
        reading: what the file gave.
        kind: what its rows become.
        marks: the mark of each row's content.

    Returns:
        One row a cell: row (of the file), id (text), field, was, now (text, "" = nothing), noun (what it is a cell of).
    """
    cells = _changes(store, NOUNS[kind], reading.rows, marks, reading.says)
    if kind is Kind.OBSERVATIONS and "visit" in (reading.rows if reading.says is None else reading.says):
        cells = pd.concat([cells, _moved(store, reading)]).sort_values("row", kind="stable", ignore_index=True)
    if reading.notes is None:
        return cells
    says = None if reading.says is None else reading.says | {"words"}
    of_notes = _changes(store, NOTE, reading.notes, content_marks(reading.notes), says)
    return pd.concat([cells, of_notes]).sort_values("row", kind="stable", ignore_index=True)


def _moved(store: Store, reading: Reading) -> pd.DataFrame:
    """Return the cells that name another visit than the one that stands.

    Of rows known by their own identity alone: where what a row says makes its key, its visit is the same.
    """
    cells = moved_visits(reading.rows, visits_of_imported(store, reading.rows["id"]))
    if cells.empty:
        return cells.assign(noun="")
    return cells[cells["id"].isin({str(key) for key in reading.by_content()})].assign(noun=NOUNS[Kind.OBSERVATIONS])


def _changes(
    store: Store, noun: str, rows: pd.DataFrame, marks: pd.Series, says: frozenset[str] | None
) -> pd.DataFrame:
    ids = rows["id"].astype("str")
    unchanged = ids.map(arrivals(store, ids)).eq(marks)
    other = rows[~unchanged]
    return changed_cells(other, STANDING[noun](store, other["id"]), says).assign(noun=noun)


def take_over(store: Store, changed: pd.DataFrame, batch: ImportBatch) -> None:
    """Write the cells that have `changed` over what stands; what stood there before stays in the history."""
    for noun, cells in changed.groupby("noun"):
        _take_over(store, cells, str(noun), batch)


def _take_over(store: Store, cells: pd.DataFrame, noun: str, batch: ImportBatch) -> None:
    with store.writing():
        REPLACE[noun](store, with_cells(STANDING[noun](store, cells["id"].drop_duplicates()), cells, "now"), batch.id)
        lines = [
            (noun, key, *(json.dumps(dict(zip(own["field"], own[word], strict=True))) for word in ("was", "now")))
            for key, own in cells.groupby("id", sort=False)
        ]
        columns = ["noun", "noun_id", "before", "after"]
        add_changes_of_import(store, batch.id, f"import of {batch.file_name}", pd.DataFrame(lines, columns=columns))
        for key in cells.loc[cells["field"] == "what_happened", "id"]:
            unchoose(store, UUID(key), [Item.STORIES, Item.HOT_SPOT])


def put_back(store: Store, batch_id: UUID) -> int:
    """Put back what an import took over, where it still stands as that import left it; return how many rows.

    Raises:
        ChangedAgainError: a later import changed the same rows once more, so that one has to be taken back first.
    """
    if later := changed_again_by(store, batch_id):
        raise ChangedAgainError(later)
    changes = changes_by_import(store, batch_id)
    for noun, own in changes.groupby("noun"):
        cells = _cells(own)
        standing = STANDING[str(noun)](store, cells["id"].drop_duplicates())
        left = with_cells(standing, cells, "now")
        # a renamed touchpoint is the one that the import named
        still = changed_cells(called_today(store, left) if "journey" in left else left, standing, None)
        altered = set(zip(still["id"], still["field"], strict=True))
        unaltered = [key not in altered for key in zip(cells["id"], cells["field"], strict=True)]
        REPLACE[str(noun)](store, with_cells(standing, cells[unaltered], "was"), batch_id)
    return len(changes)


def _cells(changes: pd.DataFrame) -> pd.DataFrame:
    cells = [
        (key, field, was, json.loads(after)[field])
        for key, before, after in zip(changes["noun_id"], changes["before"], changes["after"], strict=True)
        for field, was in json.loads(before).items()
    ]
    return pd.DataFrame(cells, columns=["id", "field", "was", "now"])
