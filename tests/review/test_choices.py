"""A choice of the vote carries one fact, and says where no number of walks could show an improvement."""

import pytest

from audit.review.choices import CANNOT_SHOW, NOT_OBSERVED, count_fact


@pytest.mark.parametrize(
    ("seen", "fact"),
    [
        ((0, 0, 0), NOT_OBSERVED),
        ((42, 14, 26), "26 bad of 42"),
        ((3, 0, 0), "0 bad of 3"),
        ((9, 9, 0), f"0 bad of 9; {CANNOT_SHOW}"),
    ],
)
def test_the_fact_is_a_count_and_says_where_walks_could_not_show_it_better(seen, fact):
    assert count_fact(dict(zip(("observations", "positives", "negatives"), seen, strict=True))) == fact
