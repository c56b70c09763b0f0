"""Sums over visits, set beside sums worked out row by row in plain Python."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from audit.measures.visits import SUMS as NAMED
from audit.model.daypart import daypart_of
from audit.model.keys import new_key
from audit.model.view import EVERYTHING, View
from audit.store.incoming import add_incoming_observations
from audit.store.opening import open_store
from audit.store.visit_quantity import DIFFERENCES, GOOD, RATINGS, SCORES
from audit.store.visit_sums import resembling, visit_sums
from tests.builders import observation_rows
from tests.measures.visited import NAMES, sums_of

SUMS = list(NAMED)
PLACES, GROUPS, TOUCHPOINTS = ("Hall", "Yard", ""), ("A", ""), ("Greeting", "Answer", "Exit")


@pytest.fixture
def rows():
    """Return a hundred and twenty rows of forty visits and twenty of none, as various as can be."""
    dice = np.random.default_rng(7)
    visits = [str(new_key()) for _ in range(40)]
    return observation_rows(
        *(
            {
                "visit": visits[int(dice.integers(40))] if n % 7 else "",
                "touchpoint": TOUCHPOINTS[int(dice.integers(3))],
                "place": PLACES[int(dice.integers(3))],
                "customer_group": GROUPS[int(dice.integers(2))],
                "channel": "phone" if n % 2 else "letter",
                "outcome": ("positive", "neutral", "negative")[int(dice.integers(3))],
                "observed_on": date(2026, 1 + n % 3, 1 + n % 25),
                "observed_at": pd.Timestamp(2026, 1 + n % 3, 1 + n % 25, 6 + n % 13) if n % 4 else pd.NaT,
                **{name: int(dice.integers(1, 6)) for name in NAMES if dice.random() < 0.7},
            }
            for n in range(140)
        )
    )


@pytest.fixture
def stored_rows(store, rows):
    """Return the rows as they lie in the store, each with the words its keys are told by."""
    add_incoming_observations(store, rows, new_key())
    listed = rows.assign(
        month=rows["observed_on"].dt.strftime("%Y-%m"),
        weekday=rows["observed_on"].dt.day_name(),
        hour=rows["observed_at"].dt.strftime("%H").fillna(""),
        one=rows["visit"].where(rows["visit"] != "", rows["id"].astype(str)),
        of=rows["journey"] + rows["stage"] + rows["touchpoint"],
    )
    return listed.assign(daypart=listed["hour"].map(daypart_of), journey="At the desk")


def values(row):
    given = {name: int(row[name]) for name in NAMES if pd.notna(row[name])}
    outcome = {"positive": 1.0, "negative": 0.0}.get(row["outcome"])
    pairs = [(one, other) for place, one in enumerate(NAMES) for other in NAMES[place + 1 :]]
    return {
        RATINGS: {name: float(rating) for name, rating in given.items()},
        SCORES: {"score": 60 * sum(given.values()) / len(given)} if given else {},
        GOOD: {} if outcome is None else {"good": outcome},
        DIFFERENCES: {f"{a} {b}": float(given[a] - given[b]) for a, b in pairs if a in given and b in given},
    }


def by_hand(stored_rows, quantity, by):
    counts = {}
    for row in stored_rows.to_dict("records"):
        for name, y in values(row)[quantity].items():
            scope = (*(row[key] for key in by), name)
            counts.setdefault(scope, []).append((row["one"], row["of"], y))
    return {scope: [sums_of(rows)[name] for name in SUMS] for scope, rows in counts.items()}


@pytest.mark.parametrize("quantity", [RATINGS, SCORES, GOOD, DIFFERENCES])
@pytest.mark.parametrize(
    "by",
    [
        (),
        ("touchpoint", "stage"),
        ("journey",),
        ("place",),
        ("customer_group", "channel"),
        ("method", "month"),
        ("weekday",),
        ("hour",),
        ("daypart",),
    ],
)
def test_sums_by_whatever_is_kept_apart_are_those_worked_out_by_hand(store, stored_rows, quantity, by):
    result = visit_sums(store, quantity, EVERYTHING, by)
    sums = {tuple(row[: len(by) + 1]): row[len(by) + 1 :] for row in result[[*by, "value", *SUMS]].to_numpy().tolist()}
    expected = by_hand(stored_rows, quantity, by)
    assert sums.keys() == expected.keys()
    for scope, each in expected.items():
        assert sums[scope][:-1] == pytest.approx(each[:-1])
        assert sums[scope][-1] <= each[-1]  # what repeats something said elsewhere is no moment here either


def test_a_view_narrows_the_sums(store, stored_rows):
    for view, chosen in (
        (View(places=("Hall",)), stored_rows["place"] == "Hall"),
        (
            View(since=date(2026, 2, 1), until=date(2026, 2, 20)),
            stored_rows["observed_on"].between("2026-02-01", "2026-02-20"),
        ),
        (View(journeys=("At the desk",), touchpoint="Greeting"), stored_rows["touchpoint"] == "Greeting"),
    ):
        result = visit_sums(store, GOOD, view, ())
        assert result[SUMS[:-1]].to_numpy().tolist() == [by_hand(stored_rows[chosen], GOOD, ())["good",][:-1]]


def test_nothing_observed_gives_no_sums(store):
    assert visit_sums(store, RATINGS, EVERYTHING, ("place",)).empty
    assert resembling(store, RATINGS, EVERYTHING, ()) is None


def test_touchpoints_kept_apart_need_no_sums_until_one_is_told_of_twice(desk):
    visit = str(new_key())
    rows = [{"visit": visit, "touchpoint": name, "empathy": 3} for name in ("Greeting", "Answer")]
    add_incoming_observations(desk, observation_rows(*rows), new_key())
    assert resembling(desk, RATINGS, EVERYTHING, ("touchpoint",)) is None
    assert resembling(desk, RATINGS, View(touchpoint="Greeting"), ()) is None
    assert resembling(desk, RATINGS, EVERYTHING, ())["visits"].tolist() == [1]
    add_incoming_observations(desk, observation_rows(rows[0]), new_key())
    sums = resembling(desk, RATINGS, EVERYTHING, ("touchpoint",)).set_index("touchpoint")
    assert sums[["visits", "moments", "n"]].to_dict("index") == {"Greeting": {"visits": 1, "moments": 1, "n": 2}}


def test_the_order_in_which_rows_came_makes_no_difference(rows):
    result = []
    for order in (rows, rows.sample(frac=1, random_state=3)):
        store = open_store()
        add_incoming_observations(store, order, new_key())
        result.append(visit_sums(store, SCORES, EVERYTHING, ("place",)).sort_values("place").to_numpy().tolist())
        store.close()
    assert result[0] == result[1]
