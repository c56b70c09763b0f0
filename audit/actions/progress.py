"""Saying how a commitment goes between two reviews, and taking that back; nothing said is ever written over."""

from typing import Any
from uuid import UUID

from audit.errors import CommitmentClosedError, GoneError
from audit.model.clock import utc_now
from audit.model.commitment import Commitment, check_check_in
from audit.model.progress import Progress
from audit.store import progress as records
from audit.store.change import add_change
from audit.store.commitment import change_check_in, commitment_with
from audit.store.opening import Store

_NOUN = "commitment_progress"


def note_progress(store: Store, progress: Progress) -> None:
    """Keep what a team says of an open commitment, and when it looks at it next. The same again changes nothing.

    Raises:
        GoneError: there is no such commitment.
        CommitmentClosedError: it has its verdict.
        CheckInOutsideError: the next check-in is not after this day and before the due day.
    """
    with store.writing():
        promised = _open(store, progress.commitment_id)
        if records.progress_with(store, progress.id) is not None:
            return
        check_check_in(progress.check_in_on, progress.written_on, promised.due_on)
        records.add_progress(store, progress, promised.check_in_on, utc_now())
        change_check_in(store, promised.id, progress.check_in_on)


def take_back_progress(store: Store, progress_id: UUID, by: str) -> None:
    """Take back what was said of an open commitment; the history keeps it, and the check-in is what it was before.

    Args:
        store: the open store.
        progress_id: which.
        by: who takes it back, a role; "" = not said.

    Raises:
        GoneError: it was taken back before.
        CommitmentClosedError: its commitment has its verdict.
    """
    with store.writing():
        record = records.progress_with(store, progress_id)
        if record is None:
            raise GoneError("note")
        noted, check_in_before = record
        promised = _open(store, noted.commitment_id)
        if promised.check_in_on == noted.check_in_on:  # else another day was agreed since, which stays
            change_check_in(store, promised.id, check_in_before)
        why = by.strip() or "not said", ""
        add_change(store, "withdrawn", (_NOUN, progress_id), why, (_content(noted), None))
        records.delete_progress(store, progress_id)


def _open(store: Store, commitment_id: UUID) -> Commitment:
    promised, closed_with, _ = commitment_with(store, commitment_id)
    if closed_with is not None:
        raise CommitmentClosedError(closed_with)
    return promised


def _content(noted: Progress) -> dict[str, Any]:
    """Return what the history keeps; who said it stands nowhere in it, so that an erased name is in none."""
    return {
        "commitment": noted.commitment_id,
        "status": noted.status.value,
        "note": noted.note,
        "blocker": noted.blocker,
        "written_on": noted.written_on,
        "check_in_on": noted.check_in_on,
    }
