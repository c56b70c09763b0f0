"""The figures of what was looked at and what was not, and where to go next."""

from dataclasses import replace

import pandas as pd

from audit.figures.ledger import trust
from audit.figures.question import BY_TOUCHPOINT, Question, asked
from audit.measures import coverage as covered
from audit.measures import next_walk as suggestions
from audit.measures.ground import Ground, spots
from audit.measures.sighted import sighted
from audit.model.daypart import daypart_of
from audit.model.view import View
from audit.store import tallies
from audit.store.journey import touchpoints
from audit.store.opening import Store
from audit.store.place import places
from audit.store.planned_walk import planned_walks
from audit.store.programme import programme

_READ = (("place", "customer_group", "method"), ("weekday", "hour"))  # two reads feed a whole page


@asked
def coverage(store: Store, question: Question) -> pd.DataFrame:
    """Return the observations at every touchpoint, split by `by`; see `audit.measures.coverage.coverage`."""
    view = question.past
    seen = sightings(store, view, question.apart)
    return covered.coverage(seen, _ground(store, view), question.as_of, question.by, view)


def coverage_columns(store: Store, question: Question) -> tuple[str, ...]:
    """Return the words of the one key asked by, from left to right; see `audit.measures.coverage.columns`."""
    (key,) = question.by
    known = _ground(store, question.past).words(key)
    return covered.columns(coverage(store, question), key, known)


@asked
def times_of_week(store: Store, question: Question) -> pd.DataFrame:
    """Return the observations of each weekday and daypart; see `audit.measures.coverage.times_of_week`."""
    return covered.times_of_week(sightings(store, question.past, ("weekday", "hour")))


@asked
def next_walk(store: Store, question: Question) -> pd.DataFrame:
    """Return where to go next and why; see `audit.measures.next_walk.next_walk`. A period narrows nothing here."""
    ever = replace(question, by=BY_TOUCHPOINT, view=replace(question.view, since=None, until=None))
    view = ever.past
    seen = {
        "place": sightings(store, view, ("place",)),
        "daypart": sightings(store, view, ("hour",)),
        "customer_group": sightings(store, view, ("customer_group",)),
        "method": sightings(store, view, ("method",)),
    }
    planned = store.remembered(planned_walks)[["touchpoint", "place"]]
    return suggestions.next_walk(_ground(store, view), seen, trust(store, ever), planned, question.as_of)


def sightings(store: Store, view: View, apart: tuple[str, ...]) -> pd.DataFrame:
    """Return `audit.store.tallies.sightings` with `apart` kept apart, and more where one read serves the whole page."""
    read = next((keys for keys in _READ if set(apart) <= set(keys)), apart)
    return store.recall(("sightings", view, read), lambda: _with_dayparts(tallies.sightings(store, view, read)))


def _with_dayparts(tally: pd.DataFrame) -> pd.DataFrame:
    if "hour" not in tally:
        return tally
    parts = {hour: daypart_of(hour) for hour in tally["hour"].unique()}
    return tally.assign(daypart=tally["hour"].map(parts).astype("str"))


def _ground(store: Store, view: View) -> Ground:
    return store.recall(("ground", view), lambda: _surveyed(store, view))


def _surveyed(store: Store, view: View) -> Ground:
    where = sighted(sightings(store, View(until=view.until), ("place",)), ["touchpoint", "place"])
    been = {(touchpoint, place): n for (touchpoint, place), (n, _) in where.items()}
    groups = store.remembered(programme).customer_groups
    return Ground(spots(touchpoints(store)), been, places(store), groups).within(view)
