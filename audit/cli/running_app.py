"""Asking the app that runs on this machine for what only it can do while it holds the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from audit.errors import BackupRefusedError, StoreInUseError
from audit.store.file.announcing import BACKUP_PATH, KEY_HEADER, OWN_APP, note_beside

_PATIENCE = 600  # seconds; a very large audit takes a while to copy


@contextmanager
def backup_of_running_app(path: Path) -> Iterator[BinaryIO]:
    """Yield the backup that the app serving the store at `path` makes.

    Raises:
        StoreInUseError: no app answers that would serve it; another program holds the store.
        BackupRefusedError: the app says why it makes none.
    """
    note = note_beside(path)
    if note is None:
        raise StoreInUseError(str(path))
    request = Request(f"{note.address}{BACKUP_PATH}", method="POST", headers={KEY_HEADER: note.key})  # noqa: S310  # ours
    try:
        with urlopen(request, timeout=_PATIENCE, context=OWN_APP) as answer:  # noqa: S310  # our own app on this machine
            yield answer
    except HTTPError as refusal:
        raise BackupRefusedError(refusal.read().decode("utf-8", "replace")) from refusal
    except (HTTPException, OSError) as problem:
        raise StoreInUseError(str(path)) from problem
