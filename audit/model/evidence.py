"""What stands behind one mark of a picture: the observations its figure was made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.errors import OutOfRangeError
from audit.model.rating import Dimension


class Counts(StrEnum):
    """Which observations a figure counts."""

    ALL = "all"
    RATED = "rated"  # on any dimension
    JUDGED = "judged"  # good or bad, those that were neither left out


@dataclass(frozen=True, slots=True)
class Evidence:
    """A choice among the observations of a view; whatever is empty does not narrow it.

    `rating` (1-5) is one of `dimension`. `touchpoints` are names, any of which will do; None leaves them to the view.
    `spans` are days, first and last included, any of which will do.
    """

    counts: Counts = Counts.ALL
    dimension: Dimension | None = None
    rating: int | None = None
    touchpoints: tuple[str, ...] | None = None
    spans: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if self.rating is not None and self.rating not in range(1, 6):
            raise OutOfRangeError("A rating", str(self.rating), "1 to 5")
