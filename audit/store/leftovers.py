"""What a kill leaves lying beside a store: halves of backups, restores and new stores, with people's words in them."""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from audit.store.opening import Store

_A_DAY = 86_400  # seconds; whatever is younger may still be at work


def clear_leftovers(store: Store) -> int:
    """Remove what was begun beside a store more than a day ago and never finished; return how much that was."""
    cleared = 0
    for path in _halves(Path(store.path)):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _A_DAY:
                _remove(path)
                cleared += 1
    return cleared


def _halves(path: Path) -> Iterator[Path]:
    # a new store, a restore, a journal: each is made under such a name first
    beside = (f"{path.name}.new-*", f"{path.stem}-restoring-*", f"{path.name}.journal.part")
    for pattern in beside:
        yield from path.parent.glob(pattern)
    for pattern in ("unfinished-*", "asked-for-*", "*.part"):
        yield from (path.parent / "backups").glob(pattern)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
