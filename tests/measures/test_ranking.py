"""Ranking: two lucky visits cannot take the first place."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.ranking import ranking

EXAMPLE = {
    "Reception": [4, 5, 4, 4, 5, 3, 4, 5, 4, 4],
    "Parking": [5, 5],
    "Billing": [3, 2, 4, 3, 3, 2, 4, 3],
    "Tour": [4, 4, 5, 5, 4, 5, 5, 4, 5, 4, 5, 4],
    "Web chat": [3, 4, 4],
}


def sums(scores: Any) -> pd.DataFrame:
    """Score sums of a mapping from touchpoint to its observations' scores."""
    rows = [(name, len(each), sum(each), sum(x * x for x in each)) for name, each in scores.items()]
    return pd.DataFrame(rows, columns=["touchpoint", "n", "total", "squares"])


def test_the_example_is_shrunk_and_ranked_by_its_lower_bound():
    ranked = ranking(sums(EXAMPLE))
    assert list(ranked.columns) == ["touchpoint", "n", "mean", "shrunk", "lower", "rank", "visits"]
    assert ranked["touchpoint"].tolist() == ["Tour", "Reception", "Billing", "Parking", "Web chat"]
    assert ranked["rank"].tolist() == [1, 2, 3, pd.NA, pd.NA]
    shrunk = [4.471791, 4.188656, 3.094537, 4.728653, 3.746115]
    assert ranked["shrunk"].tolist() == pytest.approx(shrunk, abs=1e-6)
    lower = [4.189988, 3.881856, 2.754639, 4.125705, 3.228672]
    assert ranked["lower"].tolist() == pytest.approx(lower, abs=1e-6)


@pytest.mark.given
def test_the_ranking_is_the_given_one(given):
    scores = pd.read_csv(given / "measures/intervals/shrinkage_example_input.csv")
    found = ranking(sums({name: list(each["score"]) for name, each in scores.groupby("tp")}))
    expected = pd.read_csv(given / "measures/intervals/shrinkage_example_expected.csv").set_index("tp")
    rows: Any = found.set_index("touchpoint").itertuples()
    for row in rows:
        want = expected.loc[row.Index]
        assert row.n == want["n"]
        assert row.mean == pytest.approx(want["mean"], abs=1e-6)
        assert row.shrunk == pytest.approx(want["eb"], abs=1e-6)
        assert row.lower == pytest.approx(want["eb_lo90"], abs=1e-6)
    ranked = expected[expected["n"] >= 5].sort_values("rank_eb_lo90").index.tolist()
    assert found[found["rank"].notna()]["touchpoint"].tolist() == ranked


def test_fewer_than_five_observations_are_listed_but_not_ranked():
    ranked = ranking(sums({"Four": [5, 5, 5, 5], "Five": [3, 3, 4, 3, 3]}))
    assert ranked["touchpoint"].tolist() == ["Five", "Four"]
    assert ranked["rank"].tolist() == [1, pd.NA]


def test_one_touchpoint_alone_is_its_own_mean():
    ranked = ranking(sums({"Desk": [4, 5, 4, 4, 3]}))
    assert ranked[["mean", "shrunk", "lower", "rank"]].iloc[0].tolist() == pytest.approx([4.0, 4.0, 4.0, 1])


def test_one_score_each_tells_nothing_apart():
    ranked = ranking(sums({"Desk": [5], "Phone": [1]}))
    assert ranked["shrunk"].tolist() == [3.0, 3.0]
    assert ranked["rank"].isna().all()


def test_differences_that_chance_explains_share_the_first_rank():
    ranked = ranking(sums({"Desk": [1, 5, 1, 5, 3, 3], "Phone": [5, 1, 3, 1, 5, 4]}))
    assert ranked["rank"].tolist() == [1, 1]
    first, second = ranked["shrunk"]
    assert first == second


def test_equal_touchpoints_share_a_rank_whatever_their_sums_round_to():
    ranked = ranking(sums({"A": [4.2] * 5, "B": [4.2] * 7, "C": [4.2] * 9}))
    assert ranked["rank"].tolist() == [1, 1, 1]


def test_touchpoints_without_any_spread_keep_their_own_means():
    ranked = ranking(sums({"Low": [2, 2, 2, 2, 2], "High": [5, 5, 5, 5, 5]}))
    assert ranked["touchpoint"].tolist() == ["High", "Low"]
    assert ranked["lower"].tolist() == [5.0, 2.0]


def test_a_touchpoint_without_scores_keeps_its_row():
    ranked = ranking(sums({"Desk": [4, 5, 4, 4, 3], "Phone": []}))
    assert ranked["touchpoint"].tolist() == ["Desk", "Phone"]
    assert ranked["mean"].isna().tolist() == [False, True]
    assert ranking(sums({"Phone": []}))["rank"].isna().all()


def test_several_keys_are_ranked_together():
    scores = sums(EXAMPLE).assign(place="Main")[["place", "touchpoint", "n", "total", "squares"]]
    assert list(ranking(scores).columns[:2]) == ["place", "touchpoint"]


@given(
    st.lists(st.lists(st.integers(4, 20).map(lambda x: x / 4), min_size=1, max_size=9), min_size=2, max_size=6),
    st.randoms(),
)
def test_shrinking_moves_towards_the_middle_and_order_is_irrelevant(groups, chance):
    table = sums({f"T{place}": scores for place, scores in enumerate(groups)})
    ranked = ranking(table)
    rows = list(table.itertuples(index=False))
    chance.shuffle(rows)
    pd.testing.assert_frame_equal(ranking(pd.DataFrame(rows, columns=table.columns)), ranked)
    assert (ranked["lower"] <= ranked["shrunk"] + 1e-9).all()
    assert ranked["shrunk"].min() >= ranked["mean"].min() - 1e-9
    assert ranked["shrunk"].max() <= ranked["mean"].max() + 1e-9
