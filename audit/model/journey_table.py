"""A journey written as a table, one row a touchpoint: what its columns are called."""

from audit.model.rating import DIMENSIONS, Dimension

ANCHORED = (1, 3, 5)  # the ratings of which words may say what they look like
STAGE, TOUCHPOINT, CHANNEL = "stage", "touchpoint", "channel"
MOMENT_OF_TRUTH, WHY, LOOK_FOR = "moment of truth", "why", "what to look for"
MINIMUM, TARGET = "minimum", "target"
COLUMNS = (STAGE, TOUCHPOINT, CHANNEL, MOMENT_OF_TRUTH, WHY, LOOK_FOR, MINIMUM, TARGET)


def anchor_column(dimension: Dimension, rating: int) -> str:
    """Return what the column is called that says what `rating` looks like on `dimension`: "empathy 5"."""
    return f"{dimension} {rating}"


ANCHOR_COLUMNS = {
    anchor_column(dimension, rating): (dimension, rating) for dimension in DIMENSIONS for rating in ANCHORED
}
