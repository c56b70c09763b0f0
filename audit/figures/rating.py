"""The figures made of ratings: the RATER profile, how alike ratings are, the ranking, the journey."""

from dataclasses import replace
from datetime import date

import pandas as pd

from audit.figures.in_view import touchpoints_in_view
from audit.figures.ledger import trust
from audit.figures.question import BY_TOUCHPOINT, Question, cached, keyed, with_text_names
from audit.figures.small_groups import (
    as_shown,
    few_of,
    resembling_as_shown,
    rows_not_shown,
    sums_as_shown,
    without_few,
)
from audit.measures import consistency as consistencies
from audit.measures import dimension_pairs
from audit.measures import journey as experiences
from audit.measures import ranking as rankings
from audit.measures import rater as raters
from audit.measures.small_groups import without_rows
from audit.measures.surely_good import surely_good
from audit.model.rating import Dimension
from audit.store import tallies
from audit.store.journey import parts_of_visits, touchpoints
from audit.store.opening import Store
from audit.store.visit_quantity import DIFFERENCES, RATINGS, SCORES
from audit.store.visit_sums import resembling, sums_within, visit_sums

_COUNTED = ["dimension", "n1", "n2", "n3", "n4", "n5"]


@cached
def rater(store: Store, question: Question) -> pd.DataFrame:
    """Return score, interval, grade and distribution of each dimension; see `audit.measures.rater.rater`."""
    sums = resembling_as_shown(store, RATINGS, question)
    return raters.rater(_rated_enough(store, question), sums)


@cached
def rater_pairs(store: Store, question: Question) -> pd.DataFrame:
    """Return every two dimensions compared; see `audit.measures.dimension_pairs.rater_pairs`."""
    sums = sums_as_shown(store, question, visit_sums(store, DIFFERENCES, question.view, question.by))
    enough = without_few(question, sums, ["n"], ["value"])
    return dimension_pairs.rater_pairs(enough, _rated_enough(store, question))


@cached
def rater_to_target(store: Store, question: Question) -> pd.DataFrame:
    """Return the profile of the touchpoints that have a target, with it; see `audit.measures.rater.beside_target`.

    Other touchpoints are left out, so that what is rated at those without a target is not held against one.
    """
    every = parts_of_visits(store)
    aimed = every[every["target"].notna()]
    names = ["journey", "stage", "touchpoint"]
    counts = with_text_names(tallies.rating_counts(store, question.view))
    own = counts.merge(with_text_names(aimed[[*names, "target"]]), on=names)
    spans = aimed[["touchpoint_id"]].astype("str").assign(number=0, place="")
    spans = spans.assign(since=question.view.since or date.min, until=question.view.until or question.as_of)
    sums = sums_within(store, RATINGS, question.view, spans) if len(own) else None
    return raters.beside_target(own[[*_COUNTED, "target"]], None if sums is None else sums.drop(columns="number"))


@cached
def consistency(store: Store, question: Question) -> pd.DataFrame:
    """Return how alike the ratings of each dimension are; see `audit.measures.consistency.consistency`."""
    return consistencies.consistency(_rated_enough(store, question))


@cached
def ranking(store: Store, question: Question) -> pd.DataFrame:
    """Return the touchpoints in the order the evidence allows, and which of them are surely good.

    See `audit.measures.ranking.ranking` and `audit.measures.surely_good.surely_good`.
    """
    sums = resembling(store, SCORES, question.view, BY_TOUCHPOINT)
    scores = with_text_names(tallies.score_sums(store, question.view)[["touchpoint", "n", "total", "squares"]])
    scores = without_few(replace(question, by=BY_TOUCHPOINT), scores, ["n"])
    return surely_good(rankings.ranking(scores, sums), touchpoints(store)[["touchpoint", "target"]])


@cached
def standards(store: Store, question: Question) -> pd.DataFrame:
    """Return each score where the team has set itself a standard, with its gap to it.

    See `audit.measures.rater.against_standards`; touchpoints without a standard have no rows.
    """
    rated = rater(store, replace(question, by=BY_TOUCHPOINT))
    own = touchpoints(store)[["touchpoint", "minimum", "target"]].dropna(how="all", subset=["minimum", "target"])
    with_standard = rated[rated["touchpoint"].isin(own["touchpoint"])]
    return raters.against_standards(with_standard, own).drop(columns=["n1", "n2", "n3", "n4", "n5", "deff"])


@cached
def journey(store: Store, question: Question) -> pd.DataFrame:
    """Return every touchpoint in journey order with score, outcomes and debt, the never observed too.

    What a narrowed view can never show is left out, as a telephone call at a place.
    """
    by_touchpoint = replace(question, by=BY_TOUCHPOINT)
    counts, trusted = with_text_names(rating_counts(store, by_touchpoint)), trust(store, by_touchpoint)
    every = parts_of_visits(store, question.view.touchpoint).drop(columns="is_retired")
    # Touchpoints are shown as coverage shows them, to the last day; ratings are counted as `rater` counts them.
    here = touchpoints_in_view(store, question.view_to_last_day, trusted["touchpoint"])
    visible = without_rows(every[every["touchpoint"].isin(here)], rows_not_shown(store, by_touchpoint))
    sums = resembling(store, SCORES, question.view, BY_TOUCHPOINT)
    rated = _rated(store, question)
    few = few_of(by_touchpoint, rated, ["n"])
    return experiences.experience(visible, without_rows(counts, few), without_rows(rated, few), trusted, sums)


def _rated(store: Store, question: Question) -> pd.DataFrame:
    """Return how many observations of each touchpoint were rated, on whichever dimensions."""
    counts = tallies.rating_counts(store, question.view)
    once = counts[counts["dimension"] == Dimension.RELIABILITY]  # each dimension's row carries the same count
    return with_text_names(once[["touchpoint", "rated"]].rename(columns={"rated": "n"}))


def _rated_enough(store: Store, question: Question) -> pd.DataFrame:
    return without_few(question, rating_counts(store, question), _COUNTED[1:], _COUNTED[:1])


def rating_counts(store: Store, question: Question) -> pd.DataFrame:
    """Return how often each rating was given, with no keys but those asked for; see `tallies.rating_counts`."""
    counts = keyed(tallies.rating_counts(store, question.view, question.apart), question, _COUNTED)
    return as_shown(store, question, counts)
