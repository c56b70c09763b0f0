"""The recipes and templates of one's own as plain files, for a backup to hold and a restore to put back."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from audit.errors import OwnFileRefusedError
from audit.home.folders import own_folder

KINDS = ("recipes", "templates")
MAX_FILE = 256 * 1024  # bytes; a long recipe has five thousand
MAX_TEMPLATE = 8 * 1024 * 1024  # bytes; three hundred touchpoints that say all they can, in any script
_MOST = {"recipes": MAX_FILE, "templates": MAX_TEMPLATE}
MOST_FILES = 2_000
_PORTABLE = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)\w[\w .()&+,'=@-]{0,99}\.toml", re.IGNORECASE)


def is_portable(name: str) -> bool:
    """Return whether a TOML file can be called so on every system: no path, no device, no unusual character."""
    return _PORTABLE.fullmatch(name) is not None


def own_files(home: Path) -> dict[str, bytes]:
    """Return every recipe and template of one's own in `home`: "recipes/NAME.toml" or "templates/NAME.toml" -> bytes.

    What the app could not use anyway is left out: files of other names, and those over `MAX_FILE` or `MAX_TEMPLATE`.
    """
    files = {f"{kind}/{path.name}": path.read_bytes() for kind in KINDS for path in _usable(kind, home)}
    return dict(list(files.items())[:MOST_FILES])


def check_own_files(files: Mapping[str, bytes]) -> None:
    """Refuse `files` unless all of them are what `own_files` returns; nothing is written.

    Raises:
        OwnFileRefusedError: a name leads elsewhere, a file is too large, or there are too many.
    """
    if len(files) > MOST_FILES:
        raise OwnFileRefusedError(list(files)[MOST_FILES])
    for name, content in files.items():
        kind, _, rest = name.partition("/")
        if kind not in KINDS or not is_portable(rest) or len(content) > _MOST[kind]:
            raise OwnFileRefusedError(name)


def put_own_files(home: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write `files` as recipes and templates of one's own in `home`; others that are there stay.

    Each is there whole or not at all. One of the same name and other content is set aside first, beside it.

    Returns:
        The names of those set aside.

    Raises:
        OwnFileRefusedError: some are none of ours; then nothing is written.
    """
    check_own_files(files)
    aside = []
    for name, content in files.items():
        kind, _, rest = name.partition("/")
        path = own_folder(kind, home) / rest
        if path.is_file() and path.read_bytes() == content:
            continue
        if path.exists():
            path.replace(_unused(path))
            aside.append(name)
        _write(path, content)
    return tuple(aside)


def _usable(kind: str, home: Path) -> Iterator[Path]:
    for path in sorted(own_folder(kind, home).glob("*.toml")):
        if is_portable(path.name) and path.is_file() and path.stat().st_size <= _MOST[kind]:
            yield path


def _unused(path: Path) -> Path:
    """Return the first free name for what is set aside; it does not end in .toml, so nothing reads it."""
    number = 1
    while (aside := path.with_name(f"{path.name}.before-restore-{number}")).exists():
        number += 1
    return aside


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
