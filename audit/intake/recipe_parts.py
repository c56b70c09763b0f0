"""What a recipe is made of: which column a field comes from, and how its dates, scores and words are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from audit.model.rating import DIMENSIONS, Dimension

POSITIVE_FROM = 4  # on the 1-5 scale; MEASURES section 1, a team may set its own in the recipe
NEGATIVE_TO = 2

COMMON_FIELDS = ("observed_at", "journey", "channel", "place", "customer_group", "method", "observer")
WHOLE_FIELDS = ("outcome", *DIMENSIONS, "wait_minutes", "greeted", "what_happened", "signals", "resolved_at")
OBSERVATION_FIELDS = (*COMMON_FIELDS, "stage", "touchpoint", *WHOLE_FIELDS)
SHARE_FIELDS = ("target_share", "attained_share")
COUNT_FIELDS = ("met", "total")
METRIC_FIELDS = (
    *("period_start", "period_end", "service", "touchpoint", "place", "metric"),
    *SHARE_FIELDS,
    *COUNT_FIELDS,
)


class Kind(StrEnum):
    """What the rows of a table become."""

    OBSERVATIONS = "observations"
    SERVICE_METRICS = "service metrics"


class DateOrder(StrEnum):
    """Which part of a written date comes first; ISO dates (2026-03-31) are understood under each."""

    YEAR_FIRST = "year first"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class WaitUnit(StrEnum):
    """How a wait is written."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    CLOCK = "HH:MM"
    LONG_CLOCK = "HH:MM:SS"
    SPELT = "1h20"


class ShareUnit(StrEnum):
    """How a share is written: 0.95 or 95."""

    SHARE = "share"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale a score is written on; `worst` becomes 1 and `best` becomes 5, so 1 = best is `Scale(5, 1)`."""

    worst: float
    best: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How scores become ratings and outcomes; the thresholds are on the 1-5 scale, after rounding."""

    scale: Scale | None = None
    not_applicable: tuple[str, ...] = ()
    positive_from: int = POSITIVE_FROM
    negative_to: int = NEGATIVE_TO


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates are written; `formats`, when given, are the only ones besides ISO."""

    order: DateOrder = DateOrder.YEAR_FIRST
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where one of our fields comes from: the columns, and what their words mean.

    Several columns are joined by `join`, or with `first_given` the first that is not empty is taken. `words` turns a
    written word into ours; a word in `not_applicable` counts as empty; `if_empty` then stands in.
    """

    columns: tuple[str, ...]
    join: str = " "
    first_given: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    not_applicable: tuple[str, ...] = ()
    if_empty: str = ""
    scale: Scale | None = None
    unit: str = ""
    from_score: bool = False


@dataclass(frozen=True, slots=True)
class TouchpointPart:
    """One of several touchpoints that a single row judges: by a score column, an outcome column, or both."""

    touchpoint: str
    stage: str = ""
    channel: str = ""
    score: str = ""
    outcome: str = ""
    dimensions: tuple[Dimension, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    not_applicable: tuple[str, ...] = ()
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class WholeRow:
    """The touchpoint at which a row that judges several also says something as a whole."""

    touchpoint: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Rows left out because `column` holds one of `values`."""

    column: str
    values: tuple[str, ...]
