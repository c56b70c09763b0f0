"""The hot spot: evidence times distance times moment of truth, and no spot where nothing lies below."""

import math

import pandas as pd
import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from audit.measures.evidence_grade import FEWEST_TO_POINT_AT
from audit.measures.hot_spot import COLUMNS, STANDARD, enough, hot_spots
from tests.measures.visited import sums_of


def a_spot(touchpoint="Desk", **changes):
    given = {"rated": 10, "score": 3.0, "low": 2.5, "high": 3.5, "target": math.nan}
    return {"touchpoint": touchpoint, **given, "is_moment_of_truth": False, "positives": 6, "negatives": 4, **changes}


def seen(*spots):
    nobody = a_spot("Nobody came", rated=0, score=math.nan, positives=0, negatives=0)
    return pd.DataFrame([*spots, nobody])


def test_without_a_target_the_standard_is_four_of_five():
    (row,) = hot_spots(seen(a_spot())).to_dict("records")
    assert (row["standard"], row["distance"], row["n"]) == (STANDARD, 1.0, 10)
    assert row["weight"] == pytest.approx(10 / 15)
    assert row["heat"] == pytest.approx(10 / 15)
    assert row["why"] == "3.0 of 5, surely below the standard of 4.0, from 10 observations (good evidence)."


def test_a_moment_of_truth_counts_twice():
    plain, truth = a_spot("Answer"), a_spot("Greeting", is_moment_of_truth=True)
    found = hot_spots(seen(plain, truth))
    assert found["touchpoint"].tolist() == ["Greeting", "Answer"]
    assert found["heat"].iloc[0] == pytest.approx(2 * found["heat"].iloc[1])
    assert found["why"].iloc[0].endswith("a moment of truth, so it counts twice.")


def test_the_teams_own_target_is_the_standard():
    found = hot_spots(seen(a_spot("High", target=4.5), a_spot("Met", target=2.9)))
    assert found["touchpoint"].tolist() == ["High"]
    assert found["standard"].iloc[0] == 4.5


def test_what_could_still_be_chance_is_not_said_to_be_sure():
    assert "perhaps below" in hot_spots(seen(a_spot(high=4.2)))["why"].iloc[0]


def test_nothing_below_its_standard_is_no_hot_spot():
    found = hot_spots(seen(a_spot(score=4.4, high=4.8)))
    assert found.empty
    assert list(found.columns) == COLUMNS


def test_an_anecdote_is_never_a_hot_spot():
    met = {"rated": FEWEST_TO_POINT_AT - 1, "positives": 0, "negatives": FEWEST_TO_POINT_AT - 1}
    assert hot_spots(seen(a_spot(score=1.0, **met))).empty


def test_what_few_of_many_visits_say_weighs_as_few():
    few = a_spot(rated=5, positives=90, negatives=10)
    (row,) = hot_spots(seen(few)).to_dict("records")
    assert (row["n"], row["weight"]) == (5, 0.5)
    assert row["why"].endswith("from 5 observations (fair evidence).")
    neutral = a_spot(rated=0, score=math.nan, low=math.nan, high=math.nan, positives=1, negatives=4)
    assert hot_spots(seen(neutral))["n"].tolist() == [5]


def test_two_ratings_do_not_speak_for_a_hundred_visits():
    assert hot_spots(seen(a_spot(rated=2, score=1.0, positives=90, negatives=10))).empty
    (row,) = hot_spots(seen(a_spot(rated=2, score=5.0, positives=40, negatives=60))).to_dict("records")
    assert (row["judged_by"], row["n"]) == ("outcomes", 100)


def test_from_fewest_to_point_at_on_a_touchpoint_could_be_one_however_good_it_is():
    least, fewer = FEWEST_TO_POINT_AT, FEWEST_TO_POINT_AT - 1
    spots = [a_spot(rated=n, score=5.0, positives=n, negatives=0) for n in (least, fewer)]
    assert enough(seen(*spots)).tolist() == [True, False, False], "nobody came to the last"


def test_level_spots_stand_by_name():
    assert hot_spots(seen(a_spot("Zone"), a_spot("Arch")))["touchpoint"].tolist() == ["Arch", "Zone"]


def test_without_ratings_the_share_of_good_moments_judges():
    bare = a_spot(rated=0, score=math.nan, low=math.nan, high=math.nan, positives=4, negatives=6)
    (row,) = hot_spots(seen(bare), share_target=0.8).to_dict("records")
    assert row["judged_by"] == "outcomes"
    assert row["score"] == pytest.approx(1 + 4 * 0.4)
    assert row["standard"] == pytest.approx(4.2)
    assert row["low"] < row["score"] < row["high"]
    assert row["why"].startswith("4 of 10 moments were good, surely below the 80\u00a0% aimed at")


def test_neutral_moments_alone_say_nothing():
    bare = a_spot(rated=0, score=math.nan, low=math.nan, high=math.nan, positives=0, negatives=0)
    assert hot_spots(seen(bare)).empty


@tried(st.lists(st.tuples(st.integers(0, 60), st.floats(1, 5), st.booleans()), max_size=8))
def test_more_evidence_or_more_distance_never_cools_a_spot(rows):
    spots = [
        a_spot(str(place), rated=n, score=score, is_moment_of_truth=truth, positives=0, negatives=0)
        for place, (n, score, truth) in enumerate(rows)
    ]
    found = hot_spots(seen(*spots))
    assert (found["heat"].diff().dropna() <= 1e-9).all()
    assert found["heat"].gt(0).all()
    warmer = hot_spots(seen(*({**spot, "rated": spot["rated"] + 5} for spot in spots)))
    together = found.merge(warmer, on="touchpoint")
    assert (together["heat_y"] >= together["heat_x"]).all()


def test_a_score_just_below_its_standard_does_not_look_like_it():
    (why,) = hot_spots(seen(a_spot(score=3.96, high=4.2)))["why"]
    assert why.startswith("3.96 of 5, perhaps below the standard of 4.00,")


@tried(st.integers(0, 30), st.integers(0, 30), st.integers(2, 3))
def test_noting_everything_again_within_its_visit_heats_no_spot(good, bad, times):
    def of_visits(often):
        bare = a_spot(rated=0, score=math.nan, low=math.nan, high=math.nan, positives=good, negatives=bad)
        visits = [(str(visit), "Desk", float(visit < good)) for visit in range(good + bad)] * often
        goods = pd.DataFrame([sums_of(visits, touchpoint="Desk")]) if visits else None
        return hot_spots(seen(bare | {"positives": good * often, "negatives": bad * often}), goods=goods)

    once, again = of_visits(1), of_visits(times)
    assert len(once) == len(again)
    for before, after in zip(once.to_dict("records"), again.to_dict("records"), strict=True):
        assert (after["heat"], after["grade"]) == (before["heat"], before["grade"])
        assert after["high"] - after["low"] >= before["high"] - before["low"] - 1e-9
        assert f"observations of {good + bad} visits (" in after["why"]


def test_two_visits_noted_twice_are_still_an_anecdote():
    twice = [(visit, "Desk", 60.0 * score) for visit, score in (("a", 1), ("b", 2))] * 2
    scores = pd.DataFrame([sums_of(twice, touchpoint="Desk")])
    met = a_spot(rated=4, score=1.5, positives=0, negatives=0)
    assert hot_spots(seen(met), scores=scores).empty
    assert len(hot_spots(seen(met))) == 1
