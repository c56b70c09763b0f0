"""The journal beside the store: one line for each acknowledged change, kept until the store itself holds it for good.

DuckDB opens a cut, emptied or deleted write-ahead log without a word and with fewer rows. So every change stands here
too, on the disk before it is acknowledged; once the log is folded into the file, the journal begins anew.
"""

import json
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any
from uuid import UUID

from audit.store.file.recording import Statement

_CHECKSUM = 8  # characters before the text of a line, a blank behind them


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction: its number in the store, and its statements."""

    number: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a journal holds.

    `identity` is the store it belongs to, None where its first line cannot be read. `after` is the number of the last
    change the store's file held when the journal began; the entries are the changes since, in order. Where a line
    cannot be read, its number is missing. `until` is the number of the last change, readable or not; `is_torn` = the
    last line was cut short, in writing, before it was acknowledged, or later.
    """

    identity: UUID | None = None
    after: int = 0
    entries: tuple[Entry, ...] = ()
    until: int = 0
    is_torn: bool = False


class Journal:
    """The journal at `path`, open for writing. It has to be begun before a change can be added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    @contextmanager
    def holding(self, number: int, changes: Sequence[Statement]) -> Iterator[None]:
        """Put one transaction on the disk, and take it back where the work within fails.

        Raises:
            OSError: it cannot be written; nothing of it is kept.
        """
        # on the disk before COMMIT: the other order would acknowledge what it never got
        before = self._add(_line({"number": number, "statements": [[query, given] for query, given in changes]}))
        try:
            yield
        # also where the program is told to stop: what was not committed must not be done again
        except BaseException:
            self._cut_back(before)
            raise

    def begin(self, identity: UUID, after: int) -> None:
        """Begin anew, in one step: a journal of this store, which holds everything up to the change `after`.

        Raises:
            OSError: it cannot be written; the journal before stays.
        """
        # in its place in one step, so that there is always a whole journal
        fresh = self.path.with_name(self.path.name + ".part")
        file = _opened(fresh, os.O_TRUNC)
        try:
            _write(file, _line({"store": identity, "after": after}))
        except OSError:
            os.close(file)
            fresh.unlink(missing_ok=True)
            raise
        os.close(file)
        self.close()
        fresh.replace(self.path)
        _settle(self.path.parent)  # a rename is on the disk once its folder is
        self._file = _opened(self.path)

    def close(self) -> None:
        """Close the file; it can be begun again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _add(self, line: bytes) -> int:
        """Put a line at the end, and return the size of the journal before it."""
        before = os.fstat(self._begun()).st_size
        try:
            _write(self._begun(), line)
        except OSError:
            self._cut_back(before)
            raise
        return before

    def _cut_back(self, size: int) -> None:
        os.ftruncate(self._begun(), size)
        os.fsync(self._begun())

    def _begun(self) -> int:
        if self._file is None:
            raise FileNotFoundError(self.path)
        return self._file


def contents(path: Path) -> Contents:
    """Read a journal; what stands behind the last whole line is left out."""
    *complete, rest = path.read_bytes().split(b"\n")
    lines = [_content(line) for line in complete]
    head = lines[0] if lines else None
    if head is None or "store" not in head:
        return Contents()
    entries = tuple(_entry(line) for line in lines[1:] if line is not None)
    last = entries[-1].number if entries else head["after"]
    # damaged lines at the end were changes too, and count among what is lost
    unreadable = len(list(takewhile(lambda line: line is None, reversed(lines))))
    return Contents(head["store"], head["after"], entries, last + unreadable, is_torn=bool(rest))


def _entry(line: dict[str, Any]) -> Entry:
    return Entry(line["number"], tuple((query, given) for query, given in line["statements"]))


def _line(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, default=_tagged).encode("ascii")
    # a cut or flipped line must not be taken for a change
    return b"%08x " % zlib.crc32(text) + text + b"\n"


def _content(line: bytes) -> dict[str, Any] | None:
    text = line[_CHECKSUM + 1 :]
    if line[: _CHECKSUM + 1] != b"%08x " % zlib.crc32(text):
        return None
    content: dict[str, Any] = json.loads(text, object_hook=_untagged)
    return content


def _tagged(value: object) -> dict[str, str]:
    """Write what JSON has no kind for, so that it comes back as it was."""
    for tag, (kind, written, _) in _KINDS.items():
        if isinstance(value, kind):
            return {tag: written(value)}
    raise TypeError(type(value))


def _untagged(content: dict[str, Any]) -> Any:
    for tag, (_, _, read) in _KINDS.items():
        if content.keys() == {tag}:
            return read(content[tag])
    return content


_KINDS: dict[str, tuple[type, Any, Any]] = {  # a datetime is a date too, so it comes first
    "$key": (UUID, str, UUID),
    "$moment": (datetime, datetime.isoformat, datetime.fromisoformat),
    "$day": (date, date.isoformat, date.fromisoformat),
}


def _opened(path: Path, flags: int = 0) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | flags, 0o600)


def _write(file: int, line: bytes) -> None:
    rest = memoryview(line)
    # a full disk may take a part of it without an error
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)


def _settle(folder: Path) -> None:
    """Let the folder itself remember its new file; Windows has no way to ask for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
