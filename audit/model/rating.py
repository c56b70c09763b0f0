"""How one moment is judged: an outcome, and 1-5 on each RATER dimension that was observed."""

from collections.abc import Mapping
from enum import StrEnum

from audit.errors import OutOfRangeError


class Dimension(StrEnum):
    """The five dimensions of service quality (Parasuraman, Zeithaml and Berry), in RATER order."""

    RELIABILITY = "reliability"
    ASSURANCE = "assurance"
    TANGIBLES = "tangibles"
    EMPATHY = "empathy"
    RESPONSIVENESS = "responsiveness"


class Outcome(StrEnum):
    """The observer's own judgement of the whole moment; one observation has exactly one."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


DIMENSIONS = tuple(Dimension)
RATINGS = (1, 2, 3, 4, 5)
SCORE_UNITS = 60  # a score is a mean of one to five ratings, so sixty of them are always a whole number


def checked_ratings(ratings: Mapping[Dimension, int]) -> dict[Dimension, int]:
    """Return `ratings` (dimension -> 1-5) unchanged; a dimension that is absent was not observed.

    Raises:
        OutOfRangeError: when a rating is not a whole number from 1 to 5.
    """
    for dimension, rating in ratings.items():
        if isinstance(rating, bool) or rating not in RATINGS:
            raise OutOfRangeError(dimension.capitalize(), rating, "a whole number from 1 to 5, or left empty")
    return dict(ratings)
