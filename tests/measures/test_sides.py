"""Sides beside each other: what is sure of every two of them where both came to the same touchpoints."""

import numpy as np
import pandas as pd
import pytest

from audit.measures.sides import bad_pairs, score_pairs
from tests.measures.visited import sums_of

RATINGS = {  # A is rated better at each touchpoint, and was mostly at the one that is rated worse
    ("A", "Desk"): [5] * 8 + [4] * 2,
    ("B", "Desk"): [4] * 60 + [5] * 20,
    ("A", "Invoice"): [3] * 50 + [2] * 10,
    ("B", "Invoice"): [2] * 15 + [1] * 5,
}


def counted(ratings):
    return pd.DataFrame(
        [
            {"side": side, "value": "score", "touchpoint": touchpoint, "n": len(ys)}
            | {"total": float(sum(ys)), "squares": float(sum(y * y for y in ys))}
            for (side, touchpoint), ys in ratings.items()
        ]
    )


def judged(*rows):
    return pd.DataFrame(rows, columns=["side", "touchpoint", "n", "total"]).assign(value="bad per 100")


def test_a_side_that_was_mostly_where_the_service_is_weak_is_not_called_worse():
    (pair,) = score_pairs(counted(RATINGS), ["A", "B"]).to_dict("records")
    assert pair["verdict"] == "higher"
    assert pair["difference"] > 0 > pair["pooled_difference"]
    assert (pair["n"], pair["other_n"]) == (70, 100)


def test_the_difference_and_its_interval_are_those_of_least_squares_with_a_mean_for_each_touchpoint():
    (pair,) = score_pairs(counted(RATINGS), ["A", "B"]).to_dict("records")
    rows = [
        (side == "A", touchpoint == "Desk", touchpoint != "Desk", y)
        for (side, touchpoint), ys in RATINGS.items()
        for y in ys
    ]
    *x, y = np.array(rows, dtype=float).T
    design = np.column_stack(x)
    (difference, *_), (left_over,), *_ = np.linalg.lstsq(design, y, rcond=None)
    error = np.sqrt(left_over / (len(y) - 3) * np.linalg.inv(design.T @ design)[0, 0])
    assert pair["difference"] == pytest.approx(difference)
    assert (pair["high"] - pair["low"]) / 2 == pytest.approx(1.974 * error, rel=1e-3)  # Student's t of 168


def test_shares_are_compared_as_customer_groups_are_at_like_touchpoints():
    counts = judged(("A", "Desk", 10, 0), ("B", "Desk", 178, 18), ("A", "Billing", 160, 90), ("B", "Billing", 20, 14))
    (pair,) = bad_pairs(counts, ["A", "B"]).to_dict("records")
    assert pair["pooled_difference"] == pytest.approx(100 * (90 / 170 - 32 / 198))
    weights = 10 * 178 / 188, 160 * 20 / 180
    gaps = 0 - 18 / 178, 90 / 160 - 14 / 20
    assert pair["difference"] == pytest.approx(100 * np.dot(weights, gaps) / sum(weights))
    assert pair["low"] < pair["difference"] < pair["high"]


def test_what_was_met_at_no_common_touchpoint_is_not_comparable():
    one, other = counted({("A", "Desk"): [5] * 30, ("B", "Invoice"): [1] * 30}), ["A", "B"]
    (pair,) = score_pairs(one, other).to_dict("records")
    assert (pair["verdict"], pair["n"], pair["p"]) == ("not comparable", 0, 1.0)
    assert np.isnan([pair["difference"], pair["low"], pair["pooled_difference"]]).all()
    (pair,) = bad_pairs(judged(("A", "Desk", 30, 0), ("B", "Invoice", 30, 30)), other).to_dict("records")
    assert pair["verdict"] == "not comparable"


def test_four_values_of_a_side_are_too_few_however_far_apart():
    four = counted({("A", "Desk"): [5] * 4, ("B", "Desk"): [1] * 40})
    assert list(score_pairs(four, ["A", "B"])["verdict"]) == ["not comparable"]
    five = counted({("A", "Desk"): [5] * 5, ("B", "Desk"): [1] * 40})
    assert list(score_pairs(five, ["A", "B"])["verdict"]) == ["higher"]


def test_thirty_ratings_of_one_visit_are_one_opinion():
    counts = counted({("A", "Desk"): [5] * 30, ("B", "Desk"): [1] * 30})
    visits = [("one", "Desk", 5.0)] * 30, [(f"v{each}", "Desk", 1.0) for each in range(30)]
    sums = pd.DataFrame([sums_of(each, side=side, value="score") for side, each in zip("AB", visits, strict=True)])
    assert list(score_pairs(counts, ["A", "B"], sums)["verdict"]) == ["not comparable"]


def test_observations_of_few_visits_widen_the_interval():
    dice = np.random.default_rng(4)
    ratings = {side: [float(each) for each in dice.integers(1, 6, 60)] for side in "AB"}
    counts = counted({(side, "Desk"): ys for side, ys in ratings.items()})
    of_visits = {
        side: [(f"{side}{int(y)}{n % 3}", "Desk", y) for n, y in enumerate(ys)] for side, ys in ratings.items()
    }
    sums = pd.DataFrame([sums_of(each, side=side, value="score") for side, each in of_visits.items()])
    (alone,), (resembling,) = (score_pairs(counts, ["A", "B"], each).to_dict("records") for each in (None, sums))
    assert resembling["difference"] == alone["difference"]
    assert resembling["low"] < alone["low"] < alone["high"] < resembling["high"]


@pytest.mark.parametrize("binary", [False, True])
def test_the_order_of_sides_turns_signs_and_nothing_else(binary):
    dice = np.random.default_rng(8)
    rows = {(side, spot): [int(y) for y in dice.integers(1, 6, 12)] for side in "ABC" for spot in ("Desk", "Invoice")}
    counts, compare = counted(rows), score_pairs
    if binary:
        counts, compare = counts.assign(total=counts["n"] // 3 * (counts["side"] == "C") + 1.0), bad_pairs
    there, back = (compare(counts, sides).set_index(["side", "other"]) for sides in (list("ABC"), list("CBA")))
    for side, other in there.index:
        one, same = there.loc[(side, other)], back.loc[(other, side)]
        assert one["difference"] == pytest.approx(-same["difference"])
        assert (one["low"], one["high"]) == pytest.approx((-same["high"], -same["low"]))
        assert (one["p"], one["n"]) == pytest.approx((same["p"], same["other_n"]))
        assert {one["verdict"], same["verdict"]} in ({"higher", "lower"}, {"no clear difference"})


def test_chances_are_corrected_for_all_comparisons_together():
    ratings = {(side, "Desk"): ([4, 5] * 15 if side == "A" else [3, 4, 5] * 10) for side in "ABCD"}
    two = score_pairs(counted({key: ys for key, ys in ratings.items() if key[0] in "AB"}), ["A", "B"])
    four = score_pairs(counted(ratings), list("ABCD"))
    assert len(four) == 6
    assert four["p"].min() == pytest.approx(6 * two["p"].iloc[0])


def test_where_nothing_differs_at_all_no_difference_is_clear():
    same = counted({("A", "Desk"): [4] * 9, ("B", "Desk"): [4] * 9})
    assert list(score_pairs(same, ["A", "B"])["verdict"]) == ["no clear difference"]
    flat = judged(("A", "Desk", 30, 30), ("B", "Desk", 30, 30))
    assert list(bad_pairs(flat, ["A", "B"])["verdict"]) == ["no clear difference"]


def test_a_side_nobody_met_stands_in_no_pair():
    counts = counted({("A", "Desk"): [4] * 9, ("B", "Desk"): [3] * 9})
    assert list(score_pairs(counts, ["A", "Nowhere", "B"])["other"]) == ["B"]
    assert score_pairs(counts.head(0), ["A", "B"]).empty
    assert bad_pairs(judged(), ["A", "B"]).empty
