"""Whatever is looked at, every figure counts the same observations, at the same touchpoints."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from audit import figures
from audit.actions.imports import load_sample
from audit.figures import Question
from audit.model.view import View
from audit.model.walk_through import Method
from audit.store.opening import Store, open_store

TODAY = date(2026, 3, 12)
VIEWS = (
    View(),
    View(since=date(2026, 1, 1)),
    View(until=date(2025, 12, 31)),
    View(journey="Using the library"),
    View(place="Harbour Hall"),
    View(place="Foundry Annexe"),
    View(channel="phone"),
    View(customer_group="Evening learners"),
    View(method=Method.SIT_AND_LISTEN),
    View(method=Method.IMPORTED),
    View(second_hand=False),
    View(place="Mill Lane Library", customer_group="Visitors"),
    View(channel="in person", method=Method.WALK_IT_THROUGH, since=date(2026, 1, 1)),
    View(journey="Getting help from IT", place="North Wing", second_hand=False),
)


@pytest.fixture(scope="module")
def college() -> Iterator[Store]:
    store = open_store()
    load_sample(store, observations=900, seed=12, until=TODAY)
    yield store
    store.close()


@pytest.mark.parametrize("view", VIEWS, ids=str)
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


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_fairness_counts_every_group_whichever_is_chosen(college: Store, view: View) -> None:
    every = replace(view, customer_group=None)
    judged = figures.journey(college, Question(TODAY, every))[["positives", "negatives"]].to_numpy().sum()
    assert figures.fairness(college, Question(TODAY, every, ()))["n"].sum() == judged


@pytest.mark.parametrize("view", [view for view in VIEWS if view.place], ids=str)
def test_a_walk_suggested_where_one_place_is_looked_at_goes_there(college: Store, view: View) -> None:
    suggested = figures.next_walk(college, Question(TODAY, view))
    assert len(suggested) == 3
    assert set(suggested["place"]) == {view.place}
