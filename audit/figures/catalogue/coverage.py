"""The figures of what was looked at and for whom, declared."""

from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import DEBT, GRADE, MOMENT_OF_TRUTH, PLACE, POSITIVE_SHARE, TOUCHPOINT, interval
from audit.figures.coverage import coverage, next_walk, times_of_week
from audit.figures.fairness import fairness
from audit.model.daypart import DAYPARTS, NOT_KNOWN
from audit.model.view import WEEKDAYS

_HEADS = (DAYPARTS, (*DAYPARTS, NOT_KNOWN))  # the second where observations have no hour
_COUNTED = Column("n", Unit.COUNT, note="0 = never")
_LAST = Column("last_observed_on", Unit.DAY, note="empty = never")
_SINCE = Column("days_since", Unit.DAYS, note="empty = never")

FIGURES = (
    Figure(
        "coverage",
        "The observations at every touchpoint, the never observed too.",
        coverage,
        (
            *(MOMENT_OF_TRUTH, _COUNTED, _LAST, _SINCE),
            Column("journey", Unit.NAME, note="without other keys"),
            Column("stage", Unit.NAME, note="the same"),
            Column("channel", Unit.WORD, note="the same"),
        ),
        pictures=(
            *(
                Picture("coverage.coverage_heat", (("by", "daypart"), ("columns", heads)), by=("daypart",))
                for heads in _HEADS
            ),
            Picture("coverage.coverage_heat", (("by", "weekday"), ("columns", WEEKDAYS)), by=("weekday",)),
        ),
    ),
    Figure(
        "times-of-week",
        "The observations of each weekday and part of the day.",
        times_of_week,
        (Column("weekday", Unit.WORD), Column("daypart", Unit.WORD), _COUNTED, _LAST),
        is_keyed=False,
        pictures=tuple(Picture("coverage.week_heat", (("columns", heads),)) for heads in _HEADS),
        is_printed=False,
    ),
    Figure(
        "next-walk",
        "Where to go next and why.",
        next_walk,
        (
            *(TOUCHPOINT, PLACE, Column("method", Unit.WORD), Column("daypart", Unit.WORD)),
            *(Column("customer_group", Unit.NAME), Column("why", Unit.WORD), MOMENT_OF_TRUTH, DEBT, _LAST, _SINCE),
        ),
        is_keyed=False,
    ),
    Figure(
        "fairness",
        "The positive share of each customer group beside the others.",
        fairness,
        (
            Column("customer_group", Unit.NAME),
            Column("n", Unit.COUNT, note="good and bad moments"),
            Column("visits", Unit.COUNT, note="they are of so many"),
            *(Column("positives", Unit.COUNT), POSITIVE_SHARE, *interval(Unit.SHARE)),
            Column("gap", Unit.SHARE_GAP, "Gap to others", "of the group to all other groups"),
            Column("gap_low", Unit.SHARE_GAP, "Gap from", "95 % interval"),
            Column("gap_high", Unit.SHARE_GAP, "Gap to"),
            Column("like_gap", Unit.SHARE_GAP, "Gap at the same touchpoints", "where both were observed"),
            Column("like_low", Unit.SHARE_GAP, "Same touchpoints from", "95 % interval"),
            Column("like_high", Unit.SHARE_GAP, "Same touchpoints to"),
            Column("like_n", Unit.COUNT, "N at the same touchpoints", "good and bad moments of both sides there"),
            GRADE,
        ),
        by=(),
        pictures=(Picture("fairness.fairness_dots"), Picture("fairness.gap_dots")),
    ),
)
