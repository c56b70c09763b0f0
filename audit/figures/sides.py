"""Two to four sides beside each other: the experience, the five dimensions, what is owed, and what is sure of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd

from audit.errors import PeriodAheadError, UnknownChoiceError
from audit.figures.ledger import trust
from audit.figures.question import BY_TOUCHPOINT, Question, cached, with_text_names
from audit.figures.rating import journey, rater, rating_counts
from audit.measures.evidence_grade import grades
from audit.measures.fairness import TOO_FEW
from audit.measures.rater import RATING_COUNTS
from audit.measures.sides import bad_pairs, score_pairs
from audit.measures.small_groups import SMALL_CELL
from audit.measures.trust import WINDOW_DAYS
from audit.measures.visits import beside
from audit.model.named import Named
from audit.model.rating import DIMENSIONS, RATINGS
from audit.model.side import Side, SideKind, sides_spelt, with_the_one_before
from audit.model.view import View
from audit.model.walk_through import Recognised
from audit.store import tallies
from audit.store.earlier_name import name_of_today
from audit.store.observation import channels, customer_groups
from audit.store.opening import Store
from audit.store.place import places
from audit.store.view_filter import is_too_small
from audit.store.visit_quantity import GOOD, SCORES
from audit.store.visit_quantity import RATINGS as RATINGS_OF_VISITS
from audit.store.visit_sums import resembling

SCORE, BAD = "score", "bad per 100"
FAMILIES = ("journey", "rater", "trust")

_JOURNEY = ["journey", "stage", "touchpoint", "side", "n", "score", "low", "high", "grade"]
_RATER = ["dimension", "side", "n", "visits", "score", "low", "high", "grade"]
_TRUST = [
    *("side", "n", "visits", "positives", "negatives", "bad_per_100", "low", "high", "grade"),
    *("debt", "owed_per_100"),
]


def sides_of(question: Question) -> tuple[Side, ...]:
    """Return the sides of a question; where it names none, the last 90 days and the 90 before.

    Raises:
        PeriodAheadError: a period begins after the last day that counts.
    """
    if not question.sides:
        return with_the_one_before(question.last_day - timedelta(days=WINDOW_DAYS - 1), question.last_day)
    for side in question.sides:
        since = side.within(View()).since
        if since and since > question.as_of:
            raise PeriodAheadError(since, question.as_of)
    return question.sides


def side_question(question: Question, side: Side, by: tuple[str, ...] = ()) -> Question:
    """Return what is asked of one side alone."""
    of_side = replace(question, view=side.within(question.view), by=by, sides=(), leaves_out_small=False)
    return replace(of_side, view=of_side.view_to_last_day)


@cached
def compare_journey(store: Store, question: Question) -> pd.DataFrame:
    """Return how each touchpoint that was rated on any side was experienced on each, in journey order."""
    by_side = _each(question, lambda side: journey(store, side))
    rows = pd.concat(by_side, ignore_index=True).rename(columns={"n": "ratings", "rated": "n"})
    rated = rows.groupby(["journey", "touchpoint"])["n"].transform("sum") > 0
    places = ["journey", "stage_position", "position", "touchpoint"]
    ordered = rows[rated].sort_values(places, kind="stable", ignore_index=True)  # sides stay in their order
    return _without_small(store, question, ordered[_JOURNEY])


@cached
def compare_rater(store: Store, question: Question) -> pd.DataFrame:
    """Return each dimension that was rated on any side, as it is on each."""
    rows = pd.concat(_each(question, lambda side: rater(store, side)), ignore_index=True)
    rated = [str(each) for each in DIMENSIONS if str(each) in set(rows["dimension"])]
    every = pd.MultiIndex.from_product([rated, _labels(question)], names=["dimension", "side"])
    figures = rows.set_index(["dimension", "side"]).reindex(every).reset_index()
    counts = figures[["n", "visits"]].fillna(0).astype("int64")
    return _without_small(store, question, figures.assign(**counts, grade=figures["grade"].fillna(""))[_RATER])


@cached
def compare_trust(store: Store, question: Question) -> pd.DataFrame:
    """Return how many of 100 good or bad moments were bad on each side, and how many good ones each owes per 100.

    Per 100, since who observes more owes more at the same quality.
    """
    return _without_small(
        store, question, pd.concat(_each(question, lambda side: _owed(store, side)), ignore_index=True)[_TRUST]
    )


@cached
def compare_pairs(store: Store, question: Question, families: tuple[str, ...] = FAMILIES) -> pd.DataFrame:
    """Return every two sides compared at like touchpoints; see `audit.measures.sides`.

    Args:
        store: the open store.
        question: what is asked; its sides are compared.
        families: "journey" compares the scores, "rater" the dimensions, "trust" how often it went wrong; each is
            corrected for its own number of comparisons.
    """
    compared = [_COMPARED[family](store, question) for family in families]
    return pd.concat([pairs for pairs in compared if len(pairs)] or compared[:1], ignore_index=True)


def _each(
    question: Question, figure: Callable[[Question], pd.DataFrame], by: tuple[str, ...] = ()
) -> list[pd.DataFrame]:
    """Return a figure of each side alone, with its label."""
    return [figure(side_question(question, side, by)).assign(side=side.label) for side in sides_of(question)]


def _labels(question: Question) -> list[str]:
    return [side.label for side in sides_of(question)]


def _owed(store: Store, side: Question) -> pd.DataFrame:
    trusted = trust(store, side).reindex([0])  # one row, whether or not anything was observed
    counts = trusted[["positives", "negatives", "debt"]].fillna(0).astype("int64")
    n = counts["positives"] + counts["negatives"]
    visits, _ = beside(pd.DataFrame({"n": n}), resembling(store, GOOD, side.view, ()), [])
    return counts.assign(
        n=n,
        visits=np.where(n > 0, visits, 0),
        bad_per_100=trusted["bad_per_100"],
        low=trusted["bad_low"],
        high=trusted["bad_high"],
        owed_per_100=100 * counts["debt"] / n.where(n > 0),
        grade=[word if some else "" for word, some in zip(grades(visits), n > 0, strict=True)],
    )


def _score_pairs(store: Store, question: Question) -> pd.DataFrame:
    counts = _each(question, lambda side: tallies.score_sums(store, side.view), BY_TOUCHPOINT)
    sums = _sums(question, lambda view: resembling(store, SCORES, view, ()))
    return score_pairs(_counted(counts, SCORE), _labels(question), sums)


def _rater_pairs(store: Store, question: Question) -> pd.DataFrame:
    counted = _each(question, lambda side: _rating_sums(rating_counts(store, side)), BY_TOUCHPOINT)
    sums = _sums(question, lambda view: resembling(store, RATINGS_OF_VISITS, view, ()))
    return score_pairs(_counted(counted), _labels(question), sums)


def _bad_pairs(store: Store, question: Question) -> pd.DataFrame:
    counted = _each(question, lambda side: _judged(tallies.sightings(store, side.view)), BY_TOUCHPOINT)
    sums = _sums(question, lambda view: resembling(store, GOOD, view, ()))
    return bad_pairs(_counted(counted, BAD), _labels(question), sums)


_COMPARED: dict[str, Callable[[Store, Question], pd.DataFrame]] = {
    "journey": _score_pairs,
    "rater": _rater_pairs,
    "trust": _bad_pairs,
}


def _sums(question: Question, read: Callable[[View], pd.DataFrame | None]) -> pd.DataFrame | None:
    """Return the sums over visits of every side; None where each observation is a visit of its own."""
    sides = [(side.label, read(side_question(question, side).view)) for side in sides_of(question)]
    sums = [each.assign(side=label) for label, each in sides if each is not None]
    return pd.concat(sums, ignore_index=True).replace({"value": {"good": BAD}}) if sums else None


def _counted(counts: Sequence[pd.DataFrame], value: str = "") -> pd.DataFrame:
    counted = pd.concat([with_text_names(each) for each in counts], ignore_index=True)
    return counted.assign(value=value) if value else counted.rename(columns={"dimension": "value"})


def _rating_sums(counts: pd.DataFrame) -> pd.DataFrame:
    """Return how many ratings there are, their sum and that of their squares."""
    given, ratings = counts[list(RATING_COUNTS)].to_numpy(dtype=np.int64), np.array(RATINGS)
    return counts[["touchpoint", "dimension"]].assign(
        n=given.sum(axis=1), total=given @ ratings, squares=given @ ratings**2
    )


def _judged(sightings: pd.DataFrame) -> pd.DataFrame:
    bad = sightings["negatives"]
    return sightings[["touchpoint"]].assign(n=sightings["positives"] + bad, total=bad)


def _without_small(store: Store, question: Question, figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures without those of fewer than five moments of a customer group, who could be recognised."""
    sides = sides_of(question)
    by_group = question.view.customer_groups or sides[0].kind is SideKind.CUSTOMER_GROUP
    too_small = [side.label for side in sides if is_too_small(store, side_question(question, side).view)]
    # a group may be large enough, and too small at one touchpoint
    few = (figures["n"] > 0) & (figures["n"] < SMALL_CELL) & bool(by_group)
    hidden = few | figures["side"].isin(too_small)
    counts = [name for name in ("positives", "negatives", "debt") if name in figures]
    shown = figures.astype(dict.fromkeys(counts, "Int64"))
    shown.loc[hidden, counts] = pd.NA
    measured = [name for name in ("score", "low", "high", "bad_per_100", "owed_per_100") if name in figures]
    shown.loc[hidden, measured] = np.nan
    shown.loc[hidden, "grade"] = TOO_FEW
    return shown


def side_words(store: Store, kind: SideKind) -> tuple[str, ...]:
    """Return what the sides of one kind are spelt with in this audit; of periods none, since any days can be one."""
    read = {SideKind.PLACE: places, SideKind.CUSTOMER_GROUP: customer_groups, SideKind.CHANNEL: channels}.get(kind)
    if read:
        return store.cached_read(read)
    return tuple(Recognised) if kind is SideKind.RECOGNISED else ()


def sides_named(store: Store, spelt: Sequence[str]) -> tuple[Side, ...]:
    """Return the sides that somebody wrote like "place=Main hall", if this audit knows them, by today's names.

    Raises:
        UnknownChoiceError: there is none of that name, today or before.
        AuditError: as `audit.model.side.sides_spelt` says.
    """
    sides = sides_spelt(spelt)
    for side in sides:
        known = side_words(store, side.kind)
        if known and _today(store, side) not in known:
            raise UnknownChoiceError(f"The side {side.kind}", side.word, known)
    return sides


def _today(store: Store, side: Side) -> str:
    named = {SideKind.PLACE: Named.PLACE, SideKind.CUSTOMER_GROUP: Named.CUSTOMER_GROUP}.get(side.kind)
    return name_of_today(store, named, side.word) if named else side.word
