"""The figures of change, declared: period by period, and before and after what was done."""

from itertools import product

from audit.figures.catalogue.figure import Column, Figure, Picture, Unit
from audit.figures.catalogue.shared import (
    GRADE,
    N_OF_VISITS,
    PERIOD,
    POSITIVE_SHARE,
    PROVISIONAL,
    STARTS_ON,
    TOUCHPOINT,
    N,
    interval,
)
from audit.figures.change import (
    before_after,
    change,
    change_by_quarter,
    change_now,
    change_share,
    change_share_by_quarter,
    steadiness,
    steadiness_by_quarter,
)
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled

_COUNTED = Column("counted", Unit.YES_NO, "Counts", f"{spelled(FEWEST_TO_JUDGE)} observations or more")
_SIGNAL = Column("signal", Unit.WORD, note="outside the limits, nine or more in a row on one side; empty = none")


def _charted(mean: str, unit: Unit) -> tuple[Column, ...]:
    return (
        *(PERIOD, N),
        Column("mean", unit, mean),
        Column("centre", unit, "Centre line"),
        Column("lower", unit, "Lower limit"),
        Column("upper", unit, "Upper limit"),
        Column("ewma", unit, "Smoothed"),
        *(_SIGNAL, PROVISIONAL, STARTS_ON, _COUNTED),
        Column("ewma_lower", unit, "Smoothed limit from"),
        Column("ewma_upper", unit, "Smoothed limit to"),
    )


def _control_charts(what: str, period: str) -> tuple[Picture, ...]:
    options = product([("what", what)], [("period", period)], [("smooth", False), ("smooth", True)])
    return tuple(Picture("change.control_chart", each, by=(), laid_out="time_line.unmarked") for each in options)


_SCORES = _charted("Mean score", Unit.SCORE)
_SHARES = _charted("Positive share", Unit.SHARE)
_STEADY = (
    *(TOUCHPOINT, PERIOD, N),
    Column("consistency", Unit.NUMBER, note="1 = always the same"),
    Column("share_low", Unit.SHARE, "Part rated 1 or 2"),
    *(STARTS_ON, _COUNTED),
)

FIGURES = (
    Figure(
        "change",
        "The mean score month by month, within the limits of chance.",
        change,
        _SCORES,
        pictures=_control_charts("score", "month"),
    ),
    Figure(
        "change-by-quarter",
        "The mean score quarter by quarter, within the limits of chance.",
        change_by_quarter,
        _SCORES,
        pictures=_control_charts("score", "quarter"),
    ),
    Figure(
        "change-share",
        "The positive share month by month; n counts good and bad.",
        change_share,
        _SHARES,
        pictures=_control_charts("share", "month"),
    ),
    Figure(
        "change-share-by-quarter",
        "The positive share quarter by quarter; n counts good and bad.",
        change_share_by_quarter,
        _SHARES,
        pictures=_control_charts("share", "quarter"),
    ),
    Figure(
        "change-now",
        "How each chart of the score by month stands at its latest month.",
        change_now,
        (
            Column("points", Unit.COUNT, "Periods that count"),
            *(PERIOD, STARTS_ON, Column("mean", Unit.SCORE), _SIGNAL),
            Column("side", Unit.WORD, note="of the centre line: above, below"),
            Column("run", Unit.COUNT, "In a row on that side"),
            Column("run_since", Unit.PERIOD, "In a row since"),
            Column("run_mean", Unit.SCORE, "Mean of that row"),
            Column("mean_before", Unit.SCORE, "Mean before it"),
            Column("last_signal", Unit.PERIOD, "Latest signal"),
            Column("last_side", Unit.WORD, "Latest signal's side"),
            PROVISIONAL,
        ),
    ),
    Figure(
        "before-after",
        "How it was before and after what was done.",
        before_after,
        (
            Column("took_place_on", Unit.DAY, "Done on"),
            Column("touchpoint", Unit.NAME, note="empty = everywhere"),
            Column("words", Unit.TEXT, note="what was done"),
            Column("when", Unit.WORD, note="before, after"),
            *(Column("since", Unit.DAY, "From"), Column("until", Unit.DAY), Column("days", Unit.DAYS)),
            *(N, Column("mean", Unit.SCORE, "Mean score"), *interval(Unit.SCORE), GRADE),
            *(Column("positives", Unit.COUNT), Column("negatives", Unit.COUNT), POSITIVE_SHARE),
            Column("positive_low", Unit.SHARE, "Share from", "95 % interval"),
            Column("positive_high", Unit.SHARE, "Share to"),
            *(N_OF_VISITS, Column("waits", Unit.COUNT, "Waits timed")),
            Column("median_wait", Unit.MINUTES, "Half waited at most (minutes)"),
            Column("id", Unit.KEY),
        ),
        is_keyed=False,
        pictures=(Picture("change.before_after_dots"),),
    ),
    Figure(
        "steadiness",
        "How alike the ratings of each touchpoint were, month by month.",
        steadiness,
        _STEADY,
        is_keyed=False,
        pictures=(Picture("change.steadiness_bars", (("period", "month"),)),),
    ),
    Figure(
        "steadiness-by-quarter",
        "How alike the ratings of each touchpoint were, quarter by quarter.",
        steadiness_by_quarter,
        _STEADY,
        is_keyed=False,
        pictures=(Picture("change.steadiness_bars", (("period", "quarter"),)),),
    ),
)
