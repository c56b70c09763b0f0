"""When phones were last here, held in memory between two sweeps: a write for each of them costs more than an entry."""

import threading
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID


class DeviceUses:
    """The last use of each phone that the store does not hold yet; noted from any thread."""

    def __init__(self) -> None:
        self._uses: dict[UUID, datetime] = {}
        self._lock = threading.Lock()

    def note(self, device_id: UUID, now: datetime) -> None:
        """Note that a phone was here (UTC)."""
        with self._lock:
            self._uses[device_id] = now

    def last(self, device_id: UUID, stored: datetime) -> datetime:
        """Return when a phone was here last, of which the store holds a moment."""
        return max(stored, self._uses.get(device_id, stored))

    def waiting(self) -> Mapping[UUID, datetime]:
        """Return what the store does not hold yet."""
        with self._lock:
            return dict(self._uses)

    def forget(self, stored: Mapping[UUID, datetime]) -> None:
        """Forget what the store holds by now; a phone that was here again meanwhile waits on."""
        with self._lock:
            for device_id, moment in stored.items():
                if self._uses.get(device_id) == moment:
                    del self._uses[device_id]
