"""The audit this server serves: opened once in the process, for the pages and for the phones alike."""

import os
import threading
from contextlib import suppress
from pathlib import Path

from audit.errors import AuditError
from audit.home.folders import store_path
from audit.store.device import write_uses
from audit.store.opening import Store, open_store

_STORES: dict[str, Store] = {}
_OPENING = threading.Lock()


def served() -> Store:
    """Return the open audit, the same for everybody this server serves.

    Raises:
        StoreInUseError, StoreDamagedError, StoreTooNewError: it cannot be opened.
    """
    return opened(str(served_path()))


def served_path() -> Path:
    """Return where the audit this server serves is, or will be: AUDIT_STORE, else the home's own file."""
    return Path(os.environ.get("AUDIT_STORE") or store_path())


def opened(path: str) -> Store:
    """Return the store at `path`, opened once in this process; Streamlit's own cache takes ten times as long to ask."""
    if path not in _STORES:
        with _OPENING:
            if path not in _STORES:
                _STORES[path] = open_store(path)
    return _STORES[path]


def close_served() -> None:
    """Close every store this process has open, as the server stops."""
    with _OPENING:
        while _STORES:
            store = _STORES.popitem()[1]
            with suppress(AuditError):  # a full disk must not keep it open
                write_uses(store)
            store.close()
