"""What a kill leaves lying beside a store: halves of backups, restores and new stores, and photos nobody needs."""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from audit.store.opening import Store
from audit.store.photo import shown_marks, withdrawn_marks
from audit.store.photo_files import photo_files, photos_of_store

_A_DAY = 86_400  # seconds; whatever is younger may still be at work


def clear_leftovers(store: Store) -> int:
    """Remove what was begun beside a store more than a day ago and never finished; return how much that was."""
    cleared = 0
    for path in _halves(Path(store.path)):
        with suppress(OSError):
            if _is_old(path):
                _remove(path)
                cleared += 1
    return cleared + _clear_photos(store)


def _clear_photos(store: Store) -> int:
    """Delete the files of photos that were withdrawn or that no row names; return how many.

    A store that was set aside by a restore may name others, and until it is gone those stay.
    """
    with store.reading() as cursor:
        shown, withdrawn = set(shown_marks(cursor)), withdrawn_marks(cursor)
    path = Path(store.path)
    is_set_aside = any(path.parent.glob(f"{path.stem}-before-restore-*{path.suffix}"))
    cleared = 0
    for mark, file in photo_files(photos_of_store(store.path)):
        is_stray = mark not in shown and not is_set_aside and _is_old(file)
        if mark in withdrawn or is_stray:
            file.unlink(missing_ok=True)
            cleared += 1
    return cleared


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _A_DAY


def _halves(path: Path) -> Iterator[Path]:
    # a new store, a restore, a journal: each is made under such a name first
    beside = (f"{path.name}.new-*", f"{path.stem}-restoring-*", f"{path.name}.journal.part")
    for pattern in beside:
        yield from path.parent.glob(pattern)
    for pattern in ("unfinished-*", "asked-for-*", "*.part"):
        yield from (path.parent / "backups").glob(pattern)
    yield from photos_of_store(path).glob("*.part")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
