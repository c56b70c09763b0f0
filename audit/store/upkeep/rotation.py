"""Backups that make themselves: when the next one is due, and how many are kept."""

import json
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audit.errors import SettingError
from audit.model.clock import utc_now
from audit.store.opening import Store
from audit.store.upkeep.backup import MANIFEST, back_up

EVERY, KEEP = "MOMENTS_BACKUP_EVERY", "MOMENTS_BACKUP_KEEP"
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_WRITTEN = re.compile(r"([1-9]\d{0,3})([dhm])")


@dataclass(frozen=True, slots=True)
class Rotation:
    """How often a backup is made, None = never, and how many of them are kept."""

    every: timedelta | None = timedelta(days=1)
    keep: int = 14


def rotation_of(settings: Mapping[str, str]) -> Rotation:
    """Return the rotation that `MOMENTS_BACKUP_EVERY` (1d, 6h, 30m, off) and `MOMENTS_BACKUP_KEEP` (14) ask for.

    Raises:
        SettingError: one of them is written otherwise.
    """
    every, keep = settings.get(EVERY, "") or "1d", settings.get(KEEP, "") or "14"
    if not re.fullmatch(r"[1-9]\d{0,3}", keep):
        raise SettingError(KEEP, keep, "a number from 1 to 9999")
    if every == "off":
        return Rotation(None, int(keep))
    written = _WRITTEN.fullmatch(every)
    if written is None:
        raise SettingError(EVERY, every, "a number with d, h or m behind it, such as 1d or 6h, or off")
    return Rotation(timedelta(**{_UNITS[written[2]]: int(written[1])}), int(keep))


def last_backup(store: Store) -> datetime | None:
    """Return when the newest of the store's own backups was made (UTC), None where there is none."""
    made = _made(store)
    return _moment(made[-1]) if made else None


def back_up_when_due(store: Store, rotation: Rotation) -> Path | None:
    """Make a backup where the last is old enough and something was written since; then drop those too many.

    Returns:
        The new backup, None where none was due.

    Raises:
        StoreFullError, StoreReadOnlyError: it cannot be written; the backups before stay.
    """
    made, now = _made(store), utc_now()
    if rotation.every is None or (made and now - _moment(made[-1]) < rotation.every):
        return None
    # nothing was written since: another copy would push out an older state
    if store.state == (_state(made[-1]) if made else store.state_when_new):
        return None
    # the moment stands in the name: a copied file has another date
    out = store.backups / f"{_stem(store)}-{now:%Y%m%d-%H%M%S}.backup"
    back_up(store, out, replace=True)
    # after the new one is there, so that there is never one fewer
    for old in _made(store)[: -rotation.keep]:
        old.unlink(missing_ok=True)
    return out


def _made(store: Store) -> list[Path]:
    """Return the store's own backups, the oldest first; what people saved under other names is not among them."""
    # only names we give: what people saved themselves is never thrown away
    pattern = re.compile(rf"{re.escape(_stem(store))}-\d{{8}}-\d{{6}}\.backup")
    return sorted(path for path in store.backups.glob("*.backup") if pattern.fullmatch(path.name))


def _moment(backup: Path) -> datetime:
    return datetime.strptime(backup.stem[-15:], "%Y%m%d-%H%M%S").replace(tzinfo=UTC).replace(tzinfo=None)


def _state(backup: Path) -> str:
    """Return the state of the store that a backup holds, "" where it cannot be read."""
    with suppress(OSError, ValueError, KeyError, zipfile.BadZipFile), zipfile.ZipFile(backup) as archive:
        return str(json.loads(archive.read(MANIFEST))["state"])
    return ""


def _stem(store: Store) -> str:
    return Path(store.path).stem
