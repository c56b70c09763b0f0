"""Waits beside what was promised: what counts as kept, and what is too little to say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.intervals import wilson
from audit.measures.promise import waits
from tests.measures.visited import sums_of

PROMISES = pd.DataFrame(
    {
        "touchpoint": ["Door", "Desk", "Call", "Form"],
        "service": ["", "Desk service", "Help line", "Help line"],
        "promise_minutes": [None, 10.0, 1.0, 1.0],
        "target_share": [None, 0.5, None, None],
    }
)
COLUMNS = [
    "touchpoint",
    "service",
    "promise_minutes",
    "n",
    "median_wait",
    "within",
    "within_share",
    "low",
    "high",
    "grade",
    "target_share",
    "kept",
    "visits",
]


def counted(*waits_timed):
    rows = [(touchpoint, seconds, 1) for touchpoint, every in waits_timed for seconds in every]
    frame = pd.DataFrame(rows, columns=["touchpoint", "wait_seconds", "n"])
    return frame.astype({"wait_seconds": "int64", "n": "int64"})


def judged(*waits_timed, target=0.9):
    return waits(counted(*waits_timed), PROMISES, target).set_index("touchpoint")


def test_a_wait_as_long_as_the_promise_keeps_it_and_a_second_more_does_not():
    row = judged(("Desk", [599, 600, 600, 601, 602])).loc["Desk"]
    assert (row["n"], row["within"], row["within_share"]) == (5, 3, 0.6)


def test_the_columns_are_those_documented_in_their_order():
    assert list(waits(counted(("Desk", [1])), PROMISES, 0.9).columns) == COLUMNS


def test_a_promise_is_kept_when_the_share_reaches_its_target():
    assert judged(("Desk", [1, 1, 1, 700, 700, 700])).loc["Desk", "kept"] == "kept"  # half of them, half promised


def test_a_promise_is_possibly_not_kept_when_only_the_share_lies_below_the_target():
    row = judged(("Call", [30] * 8 + [90] * 2)).loc["Call"]
    assert row["within_share"] < row["target_share"] < row["high"]
    assert row["kept"] == "possibly not kept"


def test_a_promise_is_not_kept_when_the_whole_interval_lies_below_the_target():
    row = judged(("Call", [30] * 8 + [90] * 12)).loc["Call"]
    assert row["high"] < row["target_share"]
    assert row["kept"] == "not kept"


def test_four_waits_are_too_few_and_five_are_enough():
    assert judged(("Call", [30] * 4)).loc["Call", "kept"] == "too few"
    assert judged(("Call", [30] * 5)).loc["Call", "kept"] == "kept"


def test_a_service_that_says_no_target_takes_the_programmes():
    rows = judged(("Call", [30] * 9 + [90]), ("Desk", [1]), target=0.85)
    assert rows.loc["Call", "target_share"] == 0.85
    assert rows.loc["Desk", "target_share"] == 0.5
    assert rows.loc["Call", "kept"] == "kept"


def test_waits_where_nothing_is_promised_are_shown_without_a_judgement():
    row = judged(("Door", [60, 120, 180])).loc["Door"]
    assert (row["n"], row["median_wait"], row["kept"]) == (3, 2.0, "no promise")
    assert row[["promise_minutes", "within", "within_share", "low", "high", "target_share"]].isna().all()


def test_a_promise_nobody_has_timed_is_listed_and_too_few():
    rows = judged(("Desk", [1]))
    assert list(rows.index) == ["Desk", "Call", "Form"]  # in journey order, the never timed too
    assert (rows.loc["Call", "n"], rows.loc["Call", "kept"], rows.loc["Call", "grade"]) == (0, "too few", "no data")
    assert np.isnan(rows.loc["Call", "within_share"])


def test_nothing_timed_and_nothing_promised_is_nothing_to_show():
    empty = waits(counted(), PROMISES.head(1), 0.9)
    assert empty.empty
    assert list(empty.columns) == COLUMNS


def test_other_keys_split_a_touchpoint_and_stand_beside_it():
    counts = counted(("Call", [30, 30]), ("Call", [90])).assign(place=["North", "North", "South"])
    rows = waits(counts[["touchpoint", "place", "wait_seconds", "n"]], PROMISES, 0.9)
    told = rows[["touchpoint", "place", "n", "within"]].to_numpy().tolist()
    assert told == [["Desk", "", 0, 0], ["Call", "North", 2, 2], ["Call", "South", 1, 0], ["Form", "", 0, 0]]


def test_names_kept_as_categories_give_the_same_figures():
    counts = counted(("Call", [30, 90]), ("Desk", [5]))
    as_categories = counts.astype({"touchpoint": "category"})
    pd.testing.assert_frame_equal(waits(as_categories, PROMISES, 0.9), waits(counts, PROMISES, 0.9))


@holds_for(st.lists(st.integers(0, 2_000), min_size=1, max_size=40))
def test_the_figures_are_those_of_the_waits_one_by_one(seconds):
    counts = counted(("Desk", seconds)).groupby(["touchpoint", "wait_seconds"], as_index=False)["n"].sum()
    row = waits(counts, PROMISES, 0.9).set_index("touchpoint").loc["Desk"]
    within = sum(wait <= 600 for wait in seconds)
    low, high = wilson(within, len(seconds))
    assert (row["n"], row["within"]) == (len(seconds), within)
    assert row["median_wait"] == pytest.approx(np.median(seconds) / 60)
    assert (row["low"], row["high"]) == (pytest.approx(float(low)), pytest.approx(float(high)))
    assert row["low"] <= row["within_share"] <= row["high"]


@holds_for(st.lists(st.integers(0, 300), min_size=5, max_size=30), st.integers(1, 5), st.integers(1, 5))
def test_a_longer_promise_is_never_kept_less_often(seconds, one, other):
    shorter, longer = sorted((one, other))
    shares = [
        waits(counted(("Call", seconds)), PROMISES.assign(promise_minutes=float(minutes)), 0.9)
        .set_index("touchpoint")
        .loc["Call", "within_share"]
        for minutes in (shorter, longer)
    ]
    assert shares[0] <= shares[1]


SURENESS = {"too few": 0, "possibly not kept": 1, "kept": 1, "not kept": 2}


@holds_for(st.lists(st.integers(500, 700), min_size=1, max_size=25), st.integers(2, 3))
def test_noting_every_wait_again_within_its_visit_makes_nothing_surer(seconds, times):
    def of_visits(often):
        visits = [(str(visit), "Desk", float(wait <= 600)) for visit, wait in enumerate(seconds)]
        sums = pd.DataFrame([sums_of(visits * often, touchpoint="Desk")])
        return waits(counted(("Desk", seconds * often)), PROMISES, 0.9, sums).set_index("touchpoint").loc["Desk"]

    once, again = of_visits(1), of_visits(times)
    pd.testing.assert_series_equal(once, judged(("Desk", seconds)).loc["Desk"])
    assert SURENESS[again["kept"]] <= SURENESS[once["kept"]]
    assert (again["grade"], again["visits"]) == (once["grade"], once["visits"])
    assert again["high"] - again["low"] >= once["high"] - once["low"] - 1e-9
