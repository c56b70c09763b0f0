"""What a recipe is made of: which column a field comes from, and how its dates, scores and words are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from audit.errors import DurationError
from audit.model.duration import minutes_of
from audit.model.rating import DIMENSIONS, Dimension
from audit.model.walk_through import TEXTS, YES_NO

POSITIVE_FROM = 4  # on the 1-5 scale; MEASURES section 1, a team may set its own in the recipe
NEGATIVE_TO = 2

COMMON_FIELDS = (
    *("observed_at", "journey", "channel", "place", "customer_group", "method", "observer", "recognised"),
    *("visit", "whole_visit"),
)
ROW_FIELDS = ("outcome", *DIMENSIONS, "wait_minutes", *YES_NO, *TEXTS, "signals", "resolved_at")
OBSERVATION_FIELDS = (*COMMON_FIELDS, "stage", "touchpoint", *ROW_FIELDS)
SCORE = "score"  # where a column goes that judges a touchpoint of its own
MAY_BE_UNUSABLE = (*DIMENSIONS, "wait_minutes", *YES_NO, "signals")  # optional, and nothing else rests on them
SHARE_FIELDS = ("target_share", "attained_share")
COUNT_FIELDS = ("met", "total")
METRIC_FIELDS = (
    *("period_start", "period_end", "period", "service", "touchpoint", "place", "metric"),
    *SHARE_FIELDS,
    *COUNT_FIELDS,
)
TICKET_FIELDS = ("opened_at", "closed_at", "service", "touchpoint", "place")


class Kind(StrEnum):
    """What the rows of a table become."""

    OBSERVATIONS = "observations"
    SERVICE_METRICS = "service metrics"
    TICKETS = "tickets"


class DateOrder(StrEnum):
    """Which part of a written date comes first; ISO dates (2026-03-31) are understood under each."""

    YEAR_FIRST = "year first"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class WaitUnit(StrEnum):
    """How a wait or another length of time is written."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    CLOCK = "HH:MM"
    LONG_CLOCK = "HH:MM:SS"
    SPELT = "1h20"


class WithoutOutcome(StrEnum):
    """What becomes of a row that does not say how it went."""

    PROBLEM = "problem"
    NOTE = "note"


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


class RealDates(StrEnum):
    """What a person says of the real dates in a workbook's column that also holds dates as text."""

    UNSURE = ""
    RIGHT = "right"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates are written; `formats`, when given, are the only ones besides ISO.

    `time_zone` is the one of the clock that wrote them, the programme's own where it is empty. `year_begins` is the
    first month of the year that a period such as 2026/27 names. Where a column of a workbook holds real dates and dates
    as text, a spreadsheet may have taken days for months: `real_dates` says whether day and month of the real ones are
    right or swapped.
    """

    order: DateOrder = DateOrder.YEAR_FIRST
    formats: tuple[str, ...] = ()
    time_zone: str = ""
    year_begins: int = 1
    real_dates: RealDates = RealDates.UNSURE


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where one of our fields comes from: the columns, and what their words mean.

    Several columns are joined by `join`, or with `first_given` the first that is not empty is taken. `words` turns a
    written word into ours; a word in `not_applicable` counts as empty; `if_empty` then stands in. With
    `if_unusable` "empty" a cell that cannot be used is read as empty, and told. With `spaces_between` a cell holds
    several of the `words` with spaces between them, or each has a column that holds 1 or TRUE where it was chosen.
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
    if_unusable: str = ""
    spaces_between: bool = False

    def choice_columns(self) -> tuple[str, ...]:
        """Return the columns that stand for single choices where a table has those: `signals/personal`."""
        several = self.columns if self.spaces_between else ()
        return tuple(f"{column}/{word}" for column in several for word in self.words)


@dataclass(frozen=True, slots=True)
class TouchpointPart:
    """One of several touchpoints that a single row judges: by a score column, an outcome column, or both.

    Where it has both, those of `words` that mean a number stand in the score column, the others in the outcome column.
    """

    touchpoint: str
    stage: str = ""
    channel: str = ""
    score: str = ""
    outcome: str = ""
    dimensions: tuple[Dimension, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    not_applicable: tuple[str, ...] = ()
    scale: Scale | None = None
    if_unusable: str = ""

    def score_words(self) -> dict[str, str]:
        """Return the words that stand for a score, with the number each means."""
        return {theirs: ours for theirs, ours in self.words.items() if not self.outcome or is_number(ours)}

    def outcome_words(self) -> dict[str, str]:
        """Return the words that stand for an outcome."""
        return {theirs: ours for theirs, ours in self.words.items() if not self.score or not is_number(ours)}


def is_number(text: str) -> bool:
    """Return whether `text` is a plain number, as a score is."""
    return re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text.strip()) is not None


def is_limit(text: str) -> bool:
    """Return whether `text` is a length of time that a target can be held against."""
    try:
        minutes_of(text)
    except DurationError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class EntireRow:
    """The touchpoint at which a row that judges several also says something as a whole."""

    touchpoint: str
    stage: str = ""


class Verdict(StrEnum):
    """What a word in a table says of a target."""

    IN_TIME = "met"
    MISSED = "missed"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class TargetPart:
    """One of the targets a ticket has, and how its row tells whether it was met.

    Exactly one of these tells: a word in the column `verdict` (`met` in a recipe); what was left of the time in the
    column `remaining`, where a leading minus means too late; the time it `took`, against the limit; or, with a limit
    alone, the time from opening to the decision. The limit is fixed (`limit`) or stands beside a word of the row
    (`limit_by`). `apart` adds a word of the row to the metric's name. `decided_at` is the day it counts on, that of
    the ticket where it is empty.
    """

    metric: str
    verdict: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    remaining: str = ""
    took: str = ""
    unit: str = ""
    limit: str = ""
    limit_by: FieldSource | None = None
    apart: FieldSource | None = None
    decided_at: FieldSource | None = None
    not_applicable: tuple[str, ...] = ()
    target_share: float | None = None

    def decider(self) -> str:
        """Return the column that tells whether it was met; "" where opening and decision do."""
        return self.verdict or self.remaining or self.took

    def columns(self) -> tuple[str, ...]:
        """Return every column that is read for this target."""
        beside = [source for source in (self.limit_by, self.apart, self.decided_at) if source]
        names = [column for column in (self.verdict, self.remaining, self.took) if column]
        return (*names, *(column for source in beside for column in source.columns))


@dataclass(frozen=True, slots=True)
class RowRule:
    """Rows known by `column` holding one of `values`, to be left out or to be the only ones kept."""

    column: str
    values: tuple[str, ...]
