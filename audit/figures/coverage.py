"""The figures of what was observed and what was not, and where to go next."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from audit.figures.in_view import journey_map, sightings
from audit.figures.ledger import trust
from audit.figures.question import BY_TOUCHPOINT, Question, cached
from audit.figures.small_groups import GROUP, groups_shown
from audit.measures import coverage as coverages
from audit.measures import next_walk as suggestions
from audit.measures.journey_map import JourneyMap
from audit.measures.small_groups import with_groups_as_shown
from audit.model.vocabulary import TermKind
from audit.store.opening import Store
from audit.store.place import offered_places, places
from audit.store.planned_walk import planned_walks
from audit.store.vocabulary import retired_keys


@cached
def coverage(store: Store, question: Question) -> pd.DataFrame:
    """Return the observations at every touchpoint, split by `by`; see `audit.measures.coverage.coverage`."""
    view = question.view_to_last_day
    counts, mapped = sightings(store, view, question.apart), journey_map(store, view)
    if GROUP in question.by:
        # judged over the whole view: a cell tells how often somebody looked, and nothing of how anybody was served
        names = groups_shown(store, replace(question, by=(GROUP,)))
        counts, mapped = with_groups_as_shown(counts, names), _named(mapped, names)
    cells = coverages.coverage(counts, mapped, question.as_of, question.by, view)
    is_gap = cells["n"] == 0
    for key, retired in _retired(store).items():  # where nobody is to go any more nothing is missing
        if key in cells:
            cells = cells[~(is_gap & cells[key].isin(retired))]
    return cells.reset_index(drop=True)


def coverage_columns(store: Store, question: Question) -> tuple[str, ...]:
    """Return the words of the one key asked by, from left to right; see `audit.measures.coverage.columns`."""
    (key,) = question.by
    known = journey_map(store, question.view_to_last_day).words(key)
    return coverages.columns(coverage(store, question), key, known)


@cached
def times_of_week(store: Store, question: Question) -> pd.DataFrame:
    """Return the observations of each weekday and daypart; see `audit.measures.coverage.times_of_week`."""
    return coverages.times_of_week(sightings(store, question.view_to_last_day, ("weekday", "hour")))


@cached
def next_walk(store: Store, question: Question) -> pd.DataFrame:
    """Return where to go next and why; see `audit.measures.next_walk.next_walk`. A period narrows nothing here."""
    # or what was observed before the period would seem never observed
    ever = replace(question, by=BY_TOUCHPOINT, view=replace(question.view, since=None, until=None))
    view = ever.view_to_last_day
    by_key = {
        "place": sightings(store, view, ("place",)),
        "daypart": sightings(store, view, ("hour",)),
        "customer_group": sightings(store, view, ("customer_group",)),
        "method": sightings(store, view, ("method",)),
    }
    planned = store.cached_read(planned_walks)[["touchpoint", "place"]]
    return suggestions.next_walk(
        _offered(store, journey_map(store, view)), by_key, trust(store, ever), planned, question.as_of
    )


def _named(mapped: JourneyMap, shown: pd.DataFrame) -> JourneyMap:
    """Return the map without the groups that are merged: one that is too small to show would seem never observed."""
    merged = shown[shown["shown"] != shown[GROUP]]
    groups = [group for group in mapped.customer_groups if group not in set(merged[GROUP])]
    return replace(mapped, customer_groups=[*groups, *sorted(set(merged["shown"]) - {""})])


def _offered(store: Store, mapped: JourneyMap) -> JourneyMap:
    """Return the map without what is retired, where nobody is to be sent any more."""
    retired = _retired(store)
    return replace(
        mapped,
        places=[place for place in mapped.places if place not in retired["place"]],
        customer_groups=[group for group in mapped.customer_groups if group not in retired["customer_group"]],
        methods=[method for method in mapped.methods if method.value not in retired["method"]],
    )


def _retired(store: Store) -> Mapping[str, Collection[str]]:
    return {
        "place": {*places(store)} - {*offered_places(store)},
        "customer_group": retired_keys(store, TermKind.CUSTOMER_GROUP),
        "method": retired_keys(store, TermKind.METHOD),
    }
