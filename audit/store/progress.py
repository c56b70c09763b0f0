"""The progress of commitments in the store: what teams said between reviews, the latest last."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

import pandas as pd

from audit.model.progress import Progress, ProgressStatus
from audit.store.opening import Store, first


def add_progress(store: Store, progress: Progress, check_in_before: date | None, written_at: datetime) -> None:
    """Keep what a team says of a commitment.

    Args:
        store: the open store.
        progress: what it says.
        check_in_before: the check-in that stood until then, None = none.
        written_at: the moment, UTC.
    """
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO commitment_progress (id, commitment_id, status, note, blocker, check_in_on, check_in_before, "
            "written_by, written_on, written_at) VALUES ($id, $commitment_id, $status, $note, $blocker, $check_in_on, "
            "$check_in_before, $by, $written_on, $written_at)",
            asdict(progress)
            | {"status": progress.status.value, "check_in_before": check_in_before, "written_at": written_at},
        )


def delete_progress(store: Store, progress_id: UUID) -> None:
    """Forget what was said once; its history stays."""
    with store.writing() as cursor:
        cursor.execute("DELETE FROM commitment_progress WHERE id = $id", {"id": progress_id})


def progress_with(store: Store, progress_id: UUID) -> tuple[Progress, date | None] | None:
    """Return what was said once and the check-in that stood before, None where there is no such progress."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT commitment_id, status, written_on, note, blocker, written_by, check_in_on, id, "
                "check_in_before FROM commitment_progress WHERE id = $id",
                {"id": progress_id},
            )
        )
    if row is None:
        return None
    commitment_id, status, *rest, before = row
    return Progress(commitment_id, ProgressStatus(status), *rest), before


def all_progress(store: Store) -> pd.DataFrame:
    """Return everything that was said of commitments, in its order.

    Columns: id, commitment_id (text), status, note, blocker, written_by ("" = not said), written_on.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, CAST(commitment_id AS TEXT) AS commitment_id, status, note, blocker, "
            "written_by, written_on FROM commitment_progress ORDER BY written_at, commitment_progress.id"
        ).df()
