"""A view: which observations somebody is looking at."""

from dataclasses import dataclass
from datetime import date

from audit.errors import DatesCrossedError

SPLITS = ("place", "channel", "customer_group", "method", "month")  # what a figure can be kept apart by
KEYS = ("journey", "stage", "touchpoint", *SPLITS)


@dataclass(frozen=True, slots=True)
class View:
    """A choice of observations; whatever is empty does not narrow it.

    `since` and `until` are days in the programme's time zone, both included.
    """

    since: date | None = None
    until: date | None = None
    journey: str | None = None
    place: str | None = None
    channel: str | None = None
    customer_group: str | None = None
    method: str | None = None
    touchpoint: str | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise DatesCrossedError(self.since, self.until)


EVERYTHING = View()
