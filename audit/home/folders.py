"""The home: the one folder of the store, its backups, and the recipes and templates of one's own."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from audit.home.product import IS_INSTALLED, PRODUCT

CHOSEN = "MOMENTS_HOME"
_OF_THE_CHECKOUT = PRODUCT / "data"


def home() -> Path:
    """Return the folder `MOMENTS_HOME` names, else data/ of the checkout, else the user's folder for this app.

    It is looked up at each call and may not exist yet.
    """
    if chosen := os.environ.get(CHOSEN):
        return Path(chosen).resolve()
    return user_folder(sys.platform, os.environ, Path.home()) if IS_INSTALLED else _OF_THE_CHECKOUT


def user_folder(platform: str, environment: Mapping[str, str], user: Path) -> Path:
    """Return where a program keeps what belongs to its user, as each system has it.

    Args:
        platform: as `sys.platform` names it.
        environment: the variables that may move it: LOCALAPPDATA on Windows, XDG_DATA_HOME elsewhere but on macOS.
        user: the user's own folder.
    """
    if platform == "darwin":
        base = user / "Library" / "Application Support"
    elif platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or user / "AppData" / "Local")
    else:
        base = Path(environment.get("XDG_DATA_HOME") or "")
        base = base if base.is_absolute() else user / ".local" / "share"  # a relative one counts for nothing there
    return base / "moments-of-truth"


def store_path() -> Path:
    """Return where the audit's file is, or will be, when nobody names another."""
    return home() / "audit.duckdb"


def own_folder(kind: str, at: Path | None = None) -> Path:
    """Return the folder of one's own "recipes" or "templates" in the home `at`, this process's when left out.

    In data/ of a checkout those names hold what comes with the app and is in git, so one's own go into data/own/.
    """
    folder = at or home()
    return folder / "own" / kind if folder.resolve() == _OF_THE_CHECKOUT else folder / kind
