"""A view: which observations somebody is looking at."""

from dataclasses import dataclass
from datetime import date

from audit.errors import DatesCrossedError

SPLITS = (  # what can be kept apart
    *("place", "channel", "customer_group", "method", "recognised", "month", "weekday", "hour"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEVERAL = ("journeys", "places", "channels", "customer_groups", "methods", "recognised")  # of a view
KEYS = ("journey", "stage", "touchpoint", *SPLITS, "daypart")


@dataclass(frozen=True, slots=True)
class View:
    """A choice of observations; whatever is empty does not narrow it.

    Of what can be several, an observation has to have one. In which order and how often they are given makes no
    difference: a view holds each once and sorted, so that the same choice is the same view.

    `journeys` and `touchpoint` are keys, so that a view holds whatever is renamed; a name is understood too, see
    `audit.store.names`.

    `since` and `until` are days in the programme's time zone, both included. Without `second_hand`, what the observer
    was told of (a champion's note, an import) is left out.
    """

    since: date | None = None
    until: date | None = None
    journeys: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    customer_groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    recognised: tuple[str, ...] = ()
    touchpoint: str | None = None
    second_hand: bool = True

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise DatesCrossedError(self.since, self.until)
        for several in SEVERAL:
            object.__setattr__(self, several, tuple(sorted({str(one) for one in getattr(self, several)})))


EVERYTHING = View()
