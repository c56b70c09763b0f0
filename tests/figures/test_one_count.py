"""Whatever is looked at, every figure counts the same observations, at the same touchpoints."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from audit import figures
from audit.actions.imports import load_sample
from audit.figures import Question
from audit.model.evidence import Evidence
from audit.model.search import Search
from audit.model.view import SEVERAL as WITH_SEVERAL
from audit.model.view import View
from audit.model.walk_through import Method
from audit.store import tallies
from audit.store.evidence import outcomes_behind
from audit.store.note import count_without_outcome
from audit.store.observation import observations
from audit.store.observer import observer_counts
from audit.store.opening import Store, open_store
from audit.store.recovery import negative_days
from audit.store.visit_quantity import GOOD
from audit.store.visit_sums import visit_sums
from audit.store.voices import signal_counts

TODAY = date(2026, 3, 12)
VIEWS = (
    View(),
    View(since=date(2026, 1, 1)),
    View(until=date(2025, 12, 31)),
    View(journeys=("Using the library",)),
    View(places=("Harbour Hall",)),
    View(places=("Foundry Annexe",)),
    View(channels=("phone",)),
    View(customer_groups=("Evening learners",)),
    View(methods=(Method.SIT_AND_LISTEN,)),
    View(methods=(Method.IMPORTED,)),
    View(second_hand=False),
    View(places=("Mill Lane Library",), customer_groups=("Visitors",)),
    View(channels=("in person",), methods=(Method.WALK_IT_THROUGH,), since=date(2026, 1, 1)),
    View(journeys=("Getting help from IT",), places=("North Wing",), second_hand=False),
)
SEVERAL = (
    View(journeys=("Using the library", "Getting help from IT")),
    View(places=("Harbour Hall", "North Wing")),
    View(channels=("in person", "phone")),
    View(customer_groups=("Evening learners", "Visitors"), second_hand=False),
    View(methods=(Method.SIT_AND_LISTEN, Method.WALK_IT_THROUGH), since=date(2025, 6, 1)),
    View(places=("Harbour Hall", "Mill Lane Library"), channels=("in person",)),
)
ADDED: dict[str, Callable[[Store, View], float]] = {
    "outcomes": lambda store, view: _sum(tallies.outcome_days(store, view), "positives", "neutrals", "negatives"),
    "ratings": lambda store, view: _sum(tallies.rating_counts(store, view), "n1", "n5"),
    "of visits": lambda store, view: _sum(visit_sums(store, GOOD, view, ()), "n"),
    "of visits by journey": lambda store, view: _sum(visit_sums(store, GOOD, view, ("journey",)), "n"),
    "behind a figure": lambda store, view: sum(outcomes_behind(store, view, Evidence()).values()),
    "signals": lambda store, view: _sum(signal_counts(store, view), "n"),
    "bad ones": lambda store, view: _sum(negative_days(store, view, TODAY), "negatives"),
    "of observers": lambda store, view: _sum(observer_counts(store, view), "positives", "neutrals", "negatives"),
    "rows": lambda store, view: len(observations(store, view, 900)),
    "notes": lambda store, view: count_without_outcome(store, view, Search()),
}


def _sum(frame: pd.DataFrame, *names: str) -> float:
    return float(frame[[*names]].to_numpy().sum())


@pytest.fixture(scope="module")
def college() -> Iterator[Store]:
    store = open_store()
    load_sample(store, observations=900, seed=12, until=TODAY)
    yield store
    store.close()


@pytest.mark.parametrize("view", [view for view in (*VIEWS, *SEVERAL[:3]) if not view.customer_groups], ids=str)
def test_every_figure_counts_the_same(college: Store, view: View) -> None:
    asked = Question(TODAY, view)
    whole = replace(asked, by=())
    journey = figures.journey(college, asked)
    seen, rated, ratings = (int(journey[name].sum()) for name in ("observations", "rated", "n"))
    judged = int(journey[["positives", "negatives"]].to_numpy().sum())

    covered = figures.coverage(college, whole)
    assert sorted(covered["touchpoint"]) == sorted(journey["touchpoint"])
    owed = figures.trust(college, asked)
    assert int(owed[["positives", "neutrals", "negatives"]].to_numpy().sum()) == int(covered["n"].sum()) == seen
    for key in ("place", "daypart", "weekday", "channel", "method", "customer_group"):
        assert int(figures.coverage(college, replace(asked, by=(key,)))["n"].sum()) == seen, key
    assert int(figures.times_of_week(college, asked)["n"].sum()) == seen
    assert int(figures.rater(college, whole)["n"].sum()) == ratings
    assert int(figures.ranking(college, asked)["n"].sum()) == int(figures.change(college, whole)["n"].sum()) == rated
    assert int(figures.change_share(college, whole)["n"].sum()) == judged


@pytest.mark.parametrize("view", [view for view in (*VIEWS, *SEVERAL) if view.customer_groups], ids=str)
def test_the_total_of_a_group_counts_what_its_rows_leave_out_too(college: Store, view: View) -> None:
    asked = Question(TODAY, view)
    whole = replace(asked, by=())
    seen = int(figures.coverage(college, whole)["n"].sum())
    owed, in_all = (figures.trust(college, each) for each in (asked, whole))
    assert (
        _sum(in_all, "positives", "neutrals", "negatives") == seen == figures.times_of_week(college, asked)["n"].sum()
    )
    assert _sum(owed, "positives", "neutrals", "negatives") < seen
    assert _sum(figures.journey(college, asked), "observations") == _sum(owed, "positives", "neutrals", "negatives")


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_fairness_counts_every_group_whichever_is_chosen(college: Store, view: View) -> None:
    every = replace(view, customer_groups=())
    judged = figures.journey(college, Question(TODAY, every))[["positives", "negatives"]].to_numpy().sum()
    assert figures.fairness(college, Question(TODAY, every, ()))["n"].sum() == judged


@pytest.mark.parametrize("view", [view for view in (*VIEWS, *SEVERAL) if view.places], ids=str)
def test_a_walk_suggested_where_places_are_looked_at_goes_there(college: Store, view: View) -> None:
    suggested = figures.next_walk(college, Question(TODAY, view))
    assert len(suggested) == 3
    assert set(suggested["place"]) <= {*view.places}


@pytest.mark.parametrize("view", SEVERAL, ids=str)
def test_what_several_values_count_is_what_each_counts_alone(college: Store, view: View) -> None:
    name = next(each for each in WITH_SEVERAL if len(getattr(view, each)) > 1)
    values: list[dict[str, Any]] = [{name: (value,)} for value in getattr(view, name)]
    alone = [replace(view, **value) for value in values]
    counted = {of: [count(college, each) for each in alone] for of, count in ADDED.items()}
    assert {of: count(college, view) for of, count in ADDED.items()} == {
        of: sum(counts) for of, counts in counted.items()
    }
    assert min(counted["outcomes"]) > 0
