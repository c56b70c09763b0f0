"""Which running app holds a store: a note beside the file, so that the command can ask that app on this machine."""

import json
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

KEY_HEADER = "x-moments-key"
BACKUP_PATH = "/upkeep/backup"  # where the app makes a backup for whoever holds the key
OWN_APP = ssl.create_default_context()  # its certificate is for the name others use, and this never leaves the machine
OWN_APP.check_hostname = False
OWN_APP.verify_mode = ssl.CERT_NONE


@dataclass(frozen=True, slots=True)
class Note:
    """Where the app that holds a store answers on this machine, and the key it wants to hear."""

    address: str
    key: str


def new_note(address: str) -> Note:
    """Return a note with a fresh key."""
    return Note(address, token_urlsafe(24))


@contextmanager
def announced(path: Path, note: Note) -> Iterator[None]:
    """Leave a note beside the store at `path` while an app serves it; only its owner can read it."""
    file = _note_of(path)
    file.unlink(missing_ok=True)
    # made anew with 0600: the key must not stand in a file that others could read before
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump({"address": note.address, "key": note.key}, out)
    try:
        yield
    finally:
        # the folder may be gone by then; a server that stops has nothing better to do about it
        with suppress(OSError):
            file.unlink(missing_ok=True)


def note_beside(path: Path) -> Note | None:
    """Return the note beside a store, None where no app has left one; it may be of an app that was killed."""
    # a note that cannot be read is as good as none
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(_note_of(path).read_text(encoding="utf-8"))
        return Note(str(content["address"]), str(content["key"]))
    return None


def _note_of(path: Path) -> Path:
    return Path(f"{path}.serving")
