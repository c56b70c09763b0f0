"""The files of photos, in a folder beside the store: each named by its hash, and the parts of those still arriving."""

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from audit.errors import PhotosBusyError, PhotoTooLargeError
from audit.store.file.trouble import worded
from audit.store.opening import Store

MOST_ARRIVING = 200  # photos half here at a time: 800 MB at most
_A_DAY = 86_400  # seconds; a phone that was away for longer sends its photo from the beginning
_NAME = re.compile(r"([0-9a-f]{64})(-small)?\.jpg")
_APPENDING = threading.Lock()


def photos_of_store(path: Path | str) -> Path:
    """Return the folder with the photos of the store at `path`; it is made with the first of them."""
    return Path(f"{path}.photos")


def photo_file(store: Store, mark: str, *, is_small: bool = False) -> Path:
    """Return where the file of the photo with this hash lies, whether it is there or not."""
    return photos_of_store(store.path) / f"{mark}{'-small' if is_small else ''}.jpg"


def mark_in(name: str) -> str | None:
    """Return the hash in the name of a photo's file, None where the name is not one of ours."""
    named = _NAME.fullmatch(name)
    return named[1] if named else None


def put_photo(folder: Path, name: str, content: bytes) -> None:
    """Write the file of a photo, whole or not at all; the same one that is there already stays."""
    path = folder / name
    if path.exists() and path.read_bytes() == content:
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what people photographed is nobody else's
    half = path.with_name(f"{name}.{threading.get_ident()}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    _make_lasting(folder)


def delete_photo(store: Store, mark: str) -> None:
    """Delete both files of a photo."""
    with worded(store.path):
        for is_small in (False, True):
            photo_file(store, mark, is_small=is_small).unlink(missing_ok=True)


def add_part(store: Store, key: UUID, at: int, part: bytes, total: int) -> int:
    """Add the bytes of a photo from `at` on to what has arrived of it, where they follow on; return how many there are.

    Raises:
        PhotosBusyError: too many photos are half here.
        PhotoTooLargeError: there are more bytes than it was to have.
        StoreFullError, StoreReadOnlyError: they cannot be written.
    """
    path = _part(store, key)
    with worded(store.path), _APPENDING:
        arrived = path.stat().st_size if path.exists() else 0
        if at != arrived or not part:
            return arrived
        if arrived + len(part) > total:
            raise PhotoTooLargeError
        if not arrived:
            _make_room(path.parent)
        with path.open("ab") as file:
            file.write(part)
            file.flush()
            os.fsync(file.fileno())
        return arrived + len(part)


def arrived_content(store: Store, key: UUID) -> bytes:
    """Return what has arrived of a photo."""
    with worded(store.path):
        return _part(store, key).read_bytes()


def drop_part(store: Store, key: UUID) -> None:
    """Delete what has arrived of a photo."""
    with worded(store.path):
        _part(store, key).unlink(missing_ok=True)


def photo_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each photo's file in `folder` after its hash."""
    for path in sorted(folder.glob("*.jpg")):
        if (mark := mark_in(path.name)) is not None:
            yield mark, path


def _part(store: Store, key: UUID) -> Path:
    return photos_of_store(store.path) / f"{key}.part"


def _make_room(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    parts = list(folder.glob("*.part"))
    if len(parts) < MOST_ARRIVING:
        return
    for path in parts:
        if time.time() - path.stat().st_mtime > _A_DAY:
            path.unlink(missing_ok=True)
            return
    raise PhotosBusyError


def _make_lasting(folder: Path) -> None:
    """Have the folder itself written to the disk, so that the name outlasts a power cut too."""
    with suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
