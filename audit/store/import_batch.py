"""Imports: whole tables taken in at once, each of which can be taken back whole."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.errors import BatchGoneError
from audit.model.clock import utc_now
from audit.model.number import counted
from audit.store.answer import delete_answers_of_import
from audit.store.former_name import noting_former_names
from audit.store.opening import Store, first


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """What one import did, counted in rows of its file."""

    id: UUID
    kind: str
    recipe: str
    file_name: str
    imported_at: datetime
    rows_in_file: int
    accepted: int
    already_there: int
    rejected: int
    changed: int = 0  # rows of the file that were taken over in place of what stood there


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What went with an import that was taken back, and how many rows were put back as they had been."""

    observations: int = 0
    notes: int = 0
    service_metrics: int = 0
    ticket_targets: int = 0
    put_back: int = 0

    @property
    def gone(self) -> int:
        """How many observations, notes, service metrics and ticket targets went."""
        return self.observations + self.notes + self.service_metrics + self.ticket_targets

    def sentence(self) -> str:
        """Return in words what became of it."""
        counts = (
            (self.observations, "observation"),
            (self.notes, "note"),
            (self.service_metrics, "service metric"),
            (self.ticket_targets, "ticket target"),
        )
        parts = [f"{counted(count, thing)} removed" for count, thing in counts if count]
        if self.put_back:
            parts.append(
                f"{counted(self.put_back, 'row')} put back as {'it was' if self.put_back == 1 else 'they were'}"
            )
        return f"Taken back: {', '.join(parts) or 'the import; nothing was left of it'}."


def add_import_batch(store: Store, batch: ImportBatch) -> None:
    """Keep the record of an import."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO import_batch (id, kind, recipe, file_name, imported_at, rows_in_file, accepted, "
            "already_there, rejected, changed, undone_at) VALUES ($id, $kind, $recipe, $file_name, $imported_at, "
            "$rows_in_file, $accepted, $already_there, $rejected, $changed, NULL)",
            asdict(batch),
        )


def change_counts(store: Store, batch_id: UUID, accepted: int, already_there: int) -> None:
    """Set what an import brought, once it is known."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE import_batch SET accepted = $accepted, already_there = $already_there WHERE id = $id",
            {"id": batch_id, "accepted": accepted, "already_there": already_there},
        )


def import_batches(store: Store) -> pd.DataFrame:
    """Return the imports, latest first.

    Columns: id, kind, recipe, file_name, imported_at (UTC), rows_in_file, accepted, already_there, rejected, changed
    (rows taken over in place of what stood there), undone_at (UTC, NaT = stands).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, kind, recipe, file_name, imported_at, rows_in_file, accepted, "
            "already_there, rejected, changed, undone_at FROM import_batch ORDER BY imported_at DESC, id DESC"
        ).df()


def take_back(store: Store, batch_id: UUID) -> TakenBack:
    """Delete everything one import brought, and what it created that nothing else uses by now.

    A commitment made here keeps its touchpoint; with the sample goes whatever was tried on it.

    Returns:
        How many observations, notes, service metrics and ticket targets went.

    Raises:
        BatchGoneError: there is no such import, or it was undone before.
    """
    with store.writing() as cursor:
        row = first(
            cursor.execute("SELECT COUNT(*) FROM import_batch WHERE id = $id AND undone_at IS NULL", {"id": batch_id})
        )
        if row == (0,):
            raise BatchGoneError(batch_id)
        of_batch = {"id": batch_id}
        cursor.execute(
            "DELETE FROM observation_signal WHERE observation_id IN (SELECT id FROM observation WHERE batch_id = $id)",
            of_batch,
        )
        cursor.execute(
            "DELETE FROM story WHERE observation_id IN (SELECT id FROM observation WHERE batch_id = $id)", of_batch
        )
        cursor.execute(
            "DELETE FROM recovery_step WHERE recovery_id IN (SELECT recovery.id FROM recovery INNER JOIN observation "
            "ON observation.id = recovery.observation_id WHERE batch_id = $id)",
            of_batch,
        )
        cursor.execute(
            "DELETE FROM recovery WHERE observation_id IN (SELECT id FROM observation WHERE batch_id = $id)", of_batch
        )
        cursor.execute(
            "DELETE FROM reply WHERE observation_id IN (SELECT id FROM observation WHERE batch_id = $id)", of_batch
        )
        delete_answers_of_import(store, batch_id)
        _delete_commitments(store, batch_id)
        (observations,) = first(cursor.execute("DELETE FROM observation WHERE batch_id = $id", of_batch)) or (0,)
        (metrics,) = first(cursor.execute("DELETE FROM service_metric WHERE batch_id = $id", of_batch)) or (0,)
        (tickets,) = first(cursor.execute("DELETE FROM ticket WHERE batch_id = $id", of_batch)) or (0,)
        (notes,) = first(cursor.execute("DELETE FROM note WHERE batch_id = $id", of_batch)) or (0,)
        cursor.execute("DELETE FROM arrival WHERE batch_id = $id", of_batch)
        cursor.execute("DELETE FROM intervention WHERE batch_id = $id", of_batch)
        with noting_former_names(store):  # one that shared the name of what goes is shown by it alone then
            _delete_unused(store, batch_id)
        cursor.execute("UPDATE import_batch SET undone_at = $now WHERE id = $id", {"id": batch_id, "now": utc_now()})
    return TakenBack(int(observations), int(notes), int(metrics), int(tickets))


def _delete_commitments(store: Store, batch_id: UUID) -> None:
    """Delete the commitments an import brought, their history, and the walks that no other commitment waits for."""
    of_batch = {"id": batch_id}
    with store.writing() as cursor:
        cursor.execute(
            "DELETE FROM change WHERE noun = 'commitment' "
            "AND noun_id IN (SELECT id FROM commitment WHERE batch_id = $id)",
            of_batch,
        )
        cursor.execute(
            "DELETE FROM planned_walk WHERE (batch_id = $id "
            "OR id IN (SELECT planned_walk_id FROM commitment WHERE batch_id = $id)) "
            "AND id NOT IN (SELECT planned_walk_id FROM commitment "
            "WHERE planned_walk_id IS NOT NULL AND (batch_id IS NULL OR batch_id <> $id))",
            of_batch,
        )
        cursor.execute("DELETE FROM commitment WHERE batch_id = $id", of_batch)
        _forget_progress(store)


def _forget_progress(store: Store) -> None:
    """Delete what was said of commitments that are gone."""
    with store.writing() as cursor:
        cursor.execute("DELETE FROM commitment_progress WHERE commitment_id NOT IN (SELECT id FROM commitment)")


def _delete_unused(store: Store, batch_id: UUID) -> None:
    of_batch = {"id": batch_id}
    with store.writing() as cursor:
        cursor.execute(
            "DELETE FROM touchpoint WHERE batch_id = $id AND id NOT IN (SELECT touchpoint_id FROM observation) "
            "AND id NOT IN (SELECT touchpoint_id FROM note) "
            "AND (id NOT IN (SELECT touchpoint_id FROM commitment) "
            # with the sample goes what was tried on it
            "OR EXISTS (SELECT id FROM import_batch WHERE id = $id AND kind = 'sample'))",
            of_batch,
        )
        # from the inside out: what still points somewhere holds that
        for table in ("service_metric", "ticket", "intervention", "ballot", "show_of_hands"):  # the name is left of it
            cursor.execute(
                f"UPDATE {table} SET touchpoint_id = NULL "  # noqa: S608  # names of our own tables
                "WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint)"
            )
        cursor.execute("DELETE FROM merged_touchpoint WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint)")
        cursor.execute("DELETE FROM anchor WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint)")
        cursor.execute("DELETE FROM planned_walk WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint)")
        cursor.execute("DELETE FROM commitment WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint)")
        _forget_progress(store)
        cursor.execute(
            "DELETE FROM service WHERE batch_id = $id "
            "AND id NOT IN (SELECT service_id FROM touchpoint WHERE service_id IS NOT NULL)",
            of_batch,
        )
        cursor.execute(
            "DELETE FROM stage WHERE batch_id = $id AND id NOT IN (SELECT stage_id FROM touchpoint)", of_batch
        )
        cursor.execute(
            "DELETE FROM journey WHERE batch_id = $id AND id NOT IN (SELECT journey_id FROM stage) "
            "AND id NOT IN (SELECT journey_id FROM walk_through)",
            of_batch,
        )
        cursor.execute(
            "DELETE FROM place WHERE batch_id = $id "
            "AND id NOT IN (SELECT place_id FROM observation WHERE place_id IS NOT NULL) "
            "AND id NOT IN (SELECT place_id FROM note WHERE place_id IS NOT NULL) "
            "AND id NOT IN (SELECT place_id FROM walk_through WHERE place_id IS NOT NULL)",
            of_batch,
        )
        cursor.execute(
            # a name without an observation is kept for nothing
            "DELETE FROM observer WHERE id NOT IN (SELECT observer_id FROM observation WHERE observer_id IS NOT NULL) "
            "AND id NOT IN (SELECT observer_id FROM walk_through WHERE observer_id IS NOT NULL)"
        )
