"""Which phones are in a room now: those that were heard within the last minute, held in memory alone."""

import threading
import time
from collections.abc import Callable
from uuid import UUID

LATELY = 60.0  # seconds; a phone that lies in a pocket is in no longer
_MOST = 10_000  # phones of a review held; more are no longer told apart


class Presence:
    """When each device was heard last, by review, where it goes by a name of its own and not by its cookie."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard: dict[UUID, dict[str, float]] = {}
        self._lock = threading.Lock()

    def note(self, review_id: UUID, device: str) -> None:
        """Note that a device was heard now; "" is none."""
        if not device:
            return
        with self._lock:
            heard = self._heard.setdefault(review_id, {})
            heard.pop(device, None)  # so that whoever was heard last stands last
            heard[device] = self._clock()
            if len(heard) > _MOST:
                del heard[next(iter(heard))]

    def count(self, review_id: UUID) -> int:
        """Return how many devices of a review were heard within the last minute."""
        since = self._clock() - LATELY
        with self._lock:
            heard = self._heard.get(review_id, {})
            while heard and heard[first := next(iter(heard))] < since:
                del heard[first]
            return len(heard)


PRESENCE = Presence()


def present_phones(review_id: UUID) -> int:
    """Return how many phones are in the room of a review now, 0 where none was heard within the last minute.

    It is cheap enough to be asked each second: nothing is read from the store.
    """
    return PRESENCE.count(review_id)
