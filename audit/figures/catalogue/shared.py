"""Columns that several figures have."""

from audit.figures.catalogue.figure import Column, Unit
from audit.measures.change import FEWEST_FIRM_POINTS
from audit.model.number import spelled

TOUCHPOINT = Column("touchpoint", Unit.NAME)
PLACE = Column("place", Unit.NAME)
DIMENSION = Column("dimension", Unit.WORD)
N = Column("n", Unit.COUNT)
N_OF_VISITS = Column("visits", Unit.COUNT, note="n is of so many")
GRADE = Column("grade", Unit.WORD, "Evidence", "of the visits: anecdote, thin, fair, good, strong")
VERDICT = Column("verdict", Unit.WORD)
SCORE = Column("score", Unit.SCORE)
MOMENT_OF_TRUTH = Column("is_moment_of_truth", Unit.YES_NO, "Moment of truth")
OUTCOMES = (Column("positives", Unit.COUNT), Column("neutrals", Unit.COUNT), Column("negatives", Unit.COUNT))
POSITIVE_SHARE = Column("positive_share", Unit.SHARE, note="good among good and bad")
DEBT = Column("debt", Unit.COUNT, "Good experiences owed")
DEBT_THEN = Column("debt_90_days_ago", Unit.COUNT, "Owed 90 days ago")
BAD_PER_100 = (
    Column("bad_per_100", Unit.PER_100, "Bad per 100 good or bad"),
    Column("bad_low", Unit.PER_100, "Bad per 100, from", "95 % interval"),
    Column("bad_high", Unit.PER_100, "Bad per 100, to"),
)
STARTS_ON = Column("starts_on", Unit.DAY, "Begins on")
PERIOD = Column("period", Unit.PERIOD, note='"2026-03" or "2026-Q1"')
PROVISIONAL = Column(
    "provisional", Unit.YES_NO, "Limits provisional", f"under {spelled(FEWEST_FIRM_POINTS)} periods that count"
)


def interval(unit: Unit, note: str = "95 % interval") -> tuple[Column, Column]:
    """Return the two ends of an interval."""
    return Column("low", unit, "Interval from", note), Column("high", unit, "Interval to")
