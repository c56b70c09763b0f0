"""Agreement: the published cases, and what must hold whatever is rated."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.agreement import AGREE, APART, NO_SPREAD, SO_FAR, TOO_FEW, Level, agreement, alpha
from audit.measures.pairing import JUDGED, OUTCOME

NAN = float("nan")
THREE_CODERS = [
    [NAN, NAN, NAN, NAN, NAN, 3, 4, 1, 2, 1, 1, 3, 3, NAN, 3],
    [1, NAN, 2, 1, 3, 3, 4, 3, NAN, NAN, NAN, NAN, NAN, NAN, NAN],
    [NAN, NAN, 2, 1, 3, 4, 4, NAN, 2, 1, 1, 3, 3, NAN, 4],
]
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
tables = st.lists(
    st.lists(st.one_of(st.just(NAN), st.integers(1, 5).map(float)), min_size=3, max_size=3), min_size=1, max_size=12
)
same = pytest.approx


def walked(**rated):
    """Return paired walks: for each dimension or the outcome, what the observer and what the partner said."""
    length = max(len(one) for one, _ in rated.values())
    columns = {}
    for name in JUDGED:
        one, other = rated.get(name, ([NAN] * length, [NAN] * length))
        columns[name], columns[f"{name}_partner"] = np.array(one, float), np.array(other, float)
    return pd.DataFrame(columns)


def told(one, other, name="empathy"):
    return agreement(walked(**{name: (one, other)})).iloc[0]


@pytest.mark.parametrize(
    ("observers", "level", "published"),
    [
        (THREE_CODERS, Level.NOMINAL, 0.691358),
        (THREE_CODERS, Level.INTERVAL, 0.810845),
        (FOUR_OBSERVERS, Level.NOMINAL, 0.743),
        (FOUR_OBSERVERS, Level.ORDINAL, 0.815),
        (FOUR_OBSERVERS, Level.RATIO, 0.797),
    ],
)
def test_alpha_is_the_published_one(observers, level, published):
    digits = len(str(published)) - 2
    assert round(alpha(np.array(observers).T, level), digits) == published


@pytest.mark.given
def test_alpha_is_the_given_one(given):
    folder = given / "measures"
    for row in pd.read_csv(folder / "t11_krippendorff_expected.csv", dtype=str).itertuples():
        judged = pd.read_csv(folder / f"t11_krippendorff_{row.data}.csv", index_col=0).T
        digits = len(row.alpha_published) - 2
        assert f"{alpha(judged.to_numpy(float), Level(row.level)):.{digits}f}" == row.alpha_published


@holds_for(tables, st.sampled_from(Level), st.randoms(use_true_random=False))
def test_neither_the_order_of_observers_nor_of_moments_matters(rows, level, chance):
    table = np.array(rows)
    columns = chance.sample(range(3), 3)
    shuffled = table[chance.sample(range(len(rows)), len(rows))][:, columns]
    assert alpha(shuffled, level) == same(alpha(table, level), nan_ok=True)


@holds_for(tables)
def test_ordinal_agreement_knows_only_which_rating_is_higher(rows):
    table = np.array(rows)
    stretched = np.array([0.0, 1.0, 4.0, 5.0, 40.0, 41.0])
    moved = np.where(np.isnan(table), NAN, stretched[np.nan_to_num(table).astype(int)])
    assert alpha(moved) == same(alpha(table), nan_ok=True)
    assert alpha(-table) == same(alpha(table), nan_ok=True)
    assert alpha(10 * table + 3, Level.INTERVAL) == same(alpha(table, Level.INTERVAL), nan_ok=True)


@holds_for(st.lists(st.integers(1, 5), min_size=2, max_size=20), st.sampled_from(Level))
def test_who_always_judges_alike_agrees_wholly(ratings, level):
    assume(len(set(ratings)) > 1)
    assert alpha(np.array([ratings, ratings]).T, level) == 1.0


@pytest.mark.parametrize("judged", [[[3, 3], [3, 3]], [[1, NAN], [NAN, 2]], np.empty((0, 2))])
def test_without_two_different_ratings_side_by_side_nothing_can_be_told(judged):
    assert np.isnan(alpha(judged))


@holds_for(st.lists(st.tuples(*[st.one_of(st.just(NAN), st.integers(1, 5).map(float))] * 2), min_size=1, max_size=30))
def test_pairs_agree_as_the_table_of_two_observers_does_and_the_interval_holds_it(rows):
    one, other = zip(*rows, strict=True)
    both = [pair for pair in rows if not np.isnan(pair).any()]
    found = agreement(walked(empathy=(one, other)))
    assert len(found) == bool(both)
    if both:
        (row,) = found.to_dict("records")
        assert row["pairs"] == len(both)
        assert row["one_sided"] == sum(np.isnan(pair).sum() == 1 for pair in rows)
        assert row["alpha"] == same(alpha(both), nan_ok=True)
        assert np.isnan(row["alpha"]) or row["low"] <= row["alpha"] <= row["high"] <= 1


def test_ten_pairs_that_agree_wholly_are_no_certainty():
    ten = told([1, 2, 3, 4, 5] * 2, [1, 2, 3, 4, 5] * 2)
    hundred = told([1, 2, 3, 4, 5] * 20, [1, 2, 3, 4, 5] * 20)
    assert ten["alpha"] == hundred["alpha"] == 1.0
    assert ten["low"] < hundred["low"] < 1.0
    assert ten["low"] == told([5, 1, 4, 2, 3] * 2, [5, 1, 4, 2, 3] * 2)["low"]  # no luck in it, whatever the order


def test_each_verdict_says_what_the_figure_bears():
    steps, one_off = [1, 2, 3, 4, 5], [2, 2, 3, 4, 5]
    assert told([*steps, 1, 2, 3, 4], [*steps, 1, 2, 3, 4])["verdict"] == TOO_FEW
    assert told([5] * 12, [5] * 12)["verdict"] == NO_SPREAD
    assert told(steps * 4, steps[::-1] * 4)["verdict"] == APART
    assert told([*steps, *steps], [*one_off, *steps])["verdict"] == SO_FAR
    assert told(steps * 12, steps * 12)["verdict"] == AGREE


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    draws, held = np.random.default_rng(4), 0
    chances = [0.15, 0.05, 0.05, 0.2, 0.1, 0.45]
    cells = [(1, 1), (1, 2), (2, 2), (3, 3), (3, 4), (4, 4)]
    many = np.repeat(cells, (np.array(chances) * 10_000).astype(int), axis=0)
    truth = alpha(many.astype(float))
    for _ in range(200):
        drawn = np.array(cells)[draws.choice(6, size=30, p=chances)]
        row = told(drawn[:, 0], drawn[:, 1])
        held += row["low"] <= truth <= row["high"]
    assert 0.90 <= held / 200 <= 0.99


def test_an_icc_stands_only_where_every_pair_has_both_ratings():
    whole = told([1, 2, 4, 5, 3], [1, 3, 4, 4, 3])
    assert 0.8 < whole["icc"] < 1
    assert whole["icc_low"] < whole["icc"] < whole["icc_high"]
    gap = told([1, 2, 4, 5, 3, 2], [1, 3, 4, 4, 3, NAN])
    assert np.isnan([gap["icc"], gap["icc_low"], gap["icc_high"]]).all()
    assert gap["one_sided"] == 1
    assert np.isnan(told([1, 2, 3], [1, 3, 3], OUTCOME)["icc"])


def test_what_is_kept_apart_is_judged_apart_in_the_order_of_the_journey():
    pairs = walked(empathy=([1, 5, 1, 5], [1, 5, 5, 1]), outcome=([1, 3, 1, 3], [1, 3, 3, 1]))
    places = pd.Categorical(["Way in", "Way in", "Desk", "Desk"], categories=["Way in", "Desk", "Lift"])
    found = agreement(pairs.assign(touchpoint=places), by=("touchpoint",))
    assert list(found["touchpoint"]) == ["Way in", "Way in", "Desk", "Desk"]
    assert list(found["dimension"]) == ["empathy", "outcome"] * 2
    assert list(found["alpha"] > 0) == [True, True, False, False]


def test_no_pairs_are_no_rows():
    assert list(agreement(walked(empathy=([], []))).columns) == [
        *("dimension", "pairs", "alpha", "low", "high", "icc", "icc_low", "icc_high", "one_sided", "verdict")
    ]
    assert agreement(walked(empathy=([], []))).empty
