"""Since last time: the period now beside that of the last review, along lines that were fixed beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import pandas as pd

from audit.errors import PeriodAheadError
from audit.figures.change import change_share
from audit.figures.commitment import commitments
from audit.figures.ledger import trust
from audit.figures.question import Question, cached, with_text_names
from audit.figures.sides import side_question, sides_of
from audit.measures import since_last as measure
from audit.measures.change import standing
from audit.measures.since_last import BEFORE, NOW
from audit.model.side import Side, days_of, period_side, with_the_one_before
from audit.model.view import View
from audit.store import tallies
from audit.store.journey import touchpoints
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.review import reviews
from audit.store.visit_quantity import GOOD
from audit.store.visit_sums import resembling

ALL = ""  # the line of all touchpoints

_DAYS = ["before_since", "before_until", "since", "until"]
_LEDGER = ["owed_before", "newly_owed", "newly_paid", "newly_written_off", "debt"]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two periods, the day at whose end their lines were fixed, and the review that fixed them ("" = none)."""

    before: Side
    now: Side
    fixed_on: date
    review_id: str = ""

    @property
    def sides(self) -> dict[str, Side]:
        """The periods by what they are called."""
        return {BEFORE: self.before, NOW: self.now}


def compared(store: Store, question: Question) -> Compared:
    """Return which periods are compared.

    Now begins on the first day of the question's view, else on the day after those of the last review that was closed
    by then, and ends on the last day that counts. Before are the days of that review. Where none was closed, now are
    the last 90 days, and before are as many days before them.

    Raises:
        PeriodAheadError: the period now begins after the last day that counts.
    """
    since, last_day = question.view.since, question.last_day
    if since and since > question.as_of:
        raise PeriodAheadError(since, question.as_of)
    closed = reviews(store).dropna(subset="closed_at")
    closed = closed.assign(closed_on=[programme(store).day_of(moment) for moment in closed["closed_at"]])
    # one that ended on the last day is of the period now
    past = closed[(closed["until"] < pd.Timestamp(since or last_day)) & (closed["closed_on"] <= last_day)]
    if past.empty:
        before, now = with_the_one_before(since, last_day) if since else sides_of(replace(question, sides=()))
        return Compared(before, now, days_of(before.word)[1])
    last = past.sort_values(["until", "closed_at"]).iloc[-1]
    first, until = last["since"].date(), last["until"].date()
    now = period_side(since or until + timedelta(days=1), last_day)
    return Compared(period_side(first, until), now, last["closed_on"], last["id"])


@cached
def since_last(store: Store, question: Question) -> pd.DataFrame:
    """Return what moved since last time, line by line; see `audit.measures.since_last.since_last` and `compared`.

    The first line is all touchpoints in view, the others those of the commitments that were open when the lines were
    fixed, or made in the review that fixed them, in the order of the journeys. A touchpoint that is a visit as a whole
    is one of the others only.

    Returns:
        One row a line: `touchpoint` ("" = all), `before_since`, `before_until`, `since`, `until` (days, all included),
        the measure's figures; `owed_before`, `newly_owed`, `newly_paid`, `newly_written_off`, `debt` (good experiences
        owed: on the evening before the period now, what changed in it, and at its end, by all that was observed until
        then).
    """
    periods = compared(store, question)
    lines = {name: _of_line(question, name) for name in (ALL, *_promised(store, question, periods))}
    counts, sums = _counted(store, lines, periods)
    # none of all touchpoints: which of them were observed in a month moves it
    charts = [
        standing(change_share(store, _ever(line))).assign(line=name) for name, line in lines.items() if name != ALL
    ]
    figures = measure.since_last(
        counts,
        list(lines),
        days_of(periods.now.word)[0],
        sums,
        pd.concat(charts, ignore_index=True) if charts else None,
    )
    owed = [_owed(store, _ever(line), periods) for line in lines.values()]
    rows = pd.concat([figures.rename(columns={"line": "touchpoint"}), pd.concat(owed, ignore_index=True)], axis=1)
    return rows[["touchpoint", *_DAYS, *measure.COLUMNS[1:], *_LEDGER]]


def _counted(
    store: Store, lines: Mapping[str, Question], periods: Compared
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return what was observed on each line in both periods, and its sums over visits; None where none are kept."""
    counts, sums = [], []
    for (name, line), (period, side) in product(lines.items(), periods.sides.items()):
        view = side_question(line, side).view
        counts.append(with_text_names(tallies.sightings(store, view)).assign(line=name, period=period))
        of_visits = resembling(store, GOOD, view, ())
        sums += [] if of_visits is None else [of_visits.assign(line=name, period=period)]
    return pd.concat(counts, ignore_index=True), pd.concat(sums, ignore_index=True) if sums else None


def _promised(store: Store, question: Question, periods: Compared) -> Sequence[str]:
    """Return the touchpoints in view with a commitment that was open when the lines were fixed, or made then."""
    view = View(journeys=question.view.journeys, touchpoint=question.view.touchpoint)
    made = commitments(store, Question(question.last_day, view))
    fixed_on = pd.Timestamp(periods.fixed_on)
    was_open = (made["made_on"] <= fixed_on) & (made["closed_on"].isna() | (made["closed_on"] > fixed_on))
    made_then = (made["review_id"] == periods.review_id) & (periods.review_id != "")
    chosen = set(made.loc[was_open | made_then, "touchpoint"])
    return [name for name in touchpoints(store)["touchpoint"] if name in chosen]


def _of_line(question: Question, name: str) -> Question:
    """Return what is asked of one line, whatever its days."""
    # asked for by its own name a touchpoint is what it is alone: a visit as a whole, a group too small to be shown
    view = question.view if name == ALL else replace(question.view, touchpoint=name)
    return replace(question, view=view, by=(), sides=())


def _ever(question: Question) -> Question:
    """Return the same question of all days up to its last."""
    view = replace(question.view, since=None, until=question.last_day)
    return replace(question, as_of=question.last_day, view=view)


def _owed(store: Store, question: Question, periods: Compared) -> pd.DataFrame:
    """Return the days of one line and how what is owed moved in the period now, in one row."""
    before, now = days_of(periods.before.word), days_of(periods.now.word)
    moved = trust(store, question, now[0]).reindex([0])  # one row, whether or not anything was observed
    days = {name: pd.Timestamp(day) for name, day in zip(_DAYS, (*before, *now), strict=True)}
    return moved[_LEDGER].fillna(0).astype("int64").assign(**days).astype(dict.fromkeys(days, "datetime64[us]"))
