"""What was acknowledged is in the store: the journal is compared with it, and what is missing is written again."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import duckdb

from audit.model.keys import new_key
from audit.store.file.connecting import set_aside
from audit.store.file.journal import Contents, Entry, contents
from audit.store.file.migrating import transaction

_GONE = (
    "The journal {} of this audit is gone, so nothing can tell whether the audit holds all that was saved. If it was "
    "copied here without its journal, all is well; else look whether what was saved last is there."
)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a store and its journal say of each other.

    `number` is the store's last change. `is_level` = nothing stands in the journal that the store's file does not hold
    for good. `sentences` tell what a person should know.
    """

    identity: UUID
    number: int
    is_level: bool = False
    sentences: tuple[str, ...] = ()


def recover(connection: duckdb.DuckDBPyConnection, journal: Path) -> Recovery | None:
    """Compare a store with its journal, and write again what the store lacks.

    A journal that does not belong to the store as it stands is set aside under a dated name, never thrown away.

    Returns:
        What was found; None for a store that never had a journal.
    """
    mark = _mark(connection)
    if mark is None:
        return None
    identity, number = mark
    # a store without a change has lost none, and is left in peace
    if not journal.exists():
        return Recovery(identity, number, sentences=(_GONE.format(journal.name),) if number else ())
    known = contents(journal)
    if why := _stranger(known, identity, number):
        return Recovery(identity, number, sentences=(_set_aside(journal, why),))
    written = _written_again(connection, _missing(known, number))
    lost = max(0, known.until - number - written)
    is_torn = known.is_torn and bool(written)  # else the store is ahead of the line, or nobody was told of it
    sentences: tuple[str, ...] = (_rewritten(written, is_all=not (lost or is_torn)),) if written else ()
    if lost:
        sentences += (_set_aside(journal, f"holds {_changes(lost)} that could not be written again"),)
    elif is_torn:
        sentences += (_set_aside(journal, "ends in the middle of a change"),)
    return Recovery(identity, number + written, known.until == known.after, sentences)


def begin(connection: duckdb.DuckDBPyConnection, journal: Path) -> Recovery:
    """Give a store its identity; a journal that lies there already is another store's."""
    identity = new_key()
    connection.execute("INSERT INTO journal_mark (identity, number) VALUES ($identity, 0)", {"identity": identity})
    sentences = (_set_aside(journal, "belongs to another audit than the one in its place"),) if journal.exists() else ()
    return Recovery(identity, 0, sentences=sentences)


def _stranger(known: Contents, identity: UUID, number: int) -> str:
    """Return why a journal does not go with the store, "" where it does."""
    if known.identity is None:
        return "cannot be read"
    if known.identity != identity:
        return "belongs to another audit than the one in its place"
    # the journal began after changes that this file has never had
    if known.after > number:
        lacking = _changes(known.after - number)
        return f"says that the audit's file lacks {lacking}: the file is an older copy, or damaged"
    return ""


def _missing(known: Contents, number: int) -> Iterable[Entry]:
    """Return the entries behind change `number`, up to the first that cannot be read."""
    behind = [entry for entry in known.entries if entry.number > number]
    # without a gap: a change may rest on the one before it
    return [entry for position, entry in enumerate(behind, start=number + 1) if entry.number == position]


def _written_again(connection: duckdb.DuckDBPyConnection, entries: Iterable[Entry]) -> int:
    """Do the statements of `entries` once more, up to the first that cannot be done; return how many were."""
    written = 0
    for entry in entries:
        try:
            with transaction(connection):
                for query, given in entry.statements:
                    connection.execute(query, given)
                connection.execute("UPDATE journal_mark SET number = $number", {"number": entry.number})
        except (duckdb.ConstraintException, duckdb.CatalogException, duckdb.BinderException):
            break  # what follows may rest on the change that could not be done
        written += 1
    return written


def _mark(connection: duckdb.DuckDBPyConnection) -> tuple[UUID, int] | None:
    tables = connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
    if ("journal_mark",) not in tables:
        return None
    rows = connection.execute("SELECT identity, number FROM journal_mark").fetchall()
    return rows[0] if rows else None


def _set_aside(journal: Path, why: str) -> str:
    return (
        f"The journal {journal.name} {why}. It was set aside as {set_aside(journal).name}. Look whether what was saved "
        "last is there; if it is not, the last backup brings back what it holds: moments restore BACKUP."
    )


def _changes(count: int) -> str:
    return "one change" if count == 1 else f"{count} changes"


def _rewritten(written: int, *, is_all: bool) -> str:
    one = written == 1
    return (
        f"{'One saved change was' if one else f'{written} saved changes were'} missing from the audit's file and "
        f"{'has' if one else 'have'} been written again from its journal."
        f"{' Nothing that was saved is lost.' if is_all else ''}"
    )
