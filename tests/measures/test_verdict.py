"""A verdict is said only where later visits carry it, and more good moments never make it worse."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.intervals import newcombe
from audit.measures.verdict import (
    COUNTS,
    EFFECTS,
    FEWEST_MOMENTS,
    MOST_MOMENTS,
    WINDOWS,
    badness,
    evidence,
    least_showing,
    spans,
    verdicts,
    windows,
)
from audit.model.commitment import Verdict
from tests.measures.visited import sums_of

MADE = date(2026, 6, 30)
ORDER = ["worse", "no change", "improved"]
counts = st.integers(0, 60)


def judged(good_before, bad_before, good, bad):
    row = dict.fromkeys(COUNTS) | {
        "before_positives": good_before,
        "before_negatives": bad_before,
        "after_positives": good,
        "after_negatives": bad,
    }
    return verdicts(pd.DataFrame([row])).iloc[0]


def days(*rows, touchpoint="Handover"):
    frame = pd.DataFrame(rows, columns=["observed_on", "positives", "neutrals", "negatives"])
    return frame.assign(observed_on=pd.to_datetime(frame["observed_on"]), touchpoint=touchpoint)


def made(since=None, until=None, touchpoint="Handover", made_on=MADE):
    return pd.DataFrame([{"touchpoint": touchpoint, "made_on": made_on, "since": since, "until": until}])


def counted(seen, as_of=date(2026, 9, 30), **changes):
    return windows(made(**changes), seen, as_of).iloc[0]


def test_what_was_seen_after_the_last_day_does_not_count():
    seen = days(("2026-06-20", 9, 0, 3), ("2026-07-01", 5, 0, 0), ("2026-07-02", 5, 0, 0))
    for last, good in (("2026-06-30", 0), ("2026-07-01", 5), ("2026-07-02", 10)):
        row = counted(seen, as_of=date.fromisoformat(last))
        assert (row["before_positives"], row["after_positives"]) == (9, good)
        assert row["after_since"] <= row["after_until"]


@pytest.mark.parametrize(
    ("before_and_after", "verdict"),
    [
        ((29, 31, 30, 12), "improved"),
        ((30, 12, 29, 31), "worse"),
        ((29, 31, 21, 21), "no change"),
        ((29, 31, 9, 0), "too early"),
        ((29, 31, 0, 0), "too early"),
        ((2, 2, 20, 20), "too early"),
        ((0, 5, 30, 0), "improved"),
        ((0, 0, 30, 0), "too early"),
    ],
)
def test_a_verdict_goes_by_the_whole_interval_and_by_ten_moments(before_and_after, verdict):
    assert judged(*before_and_after)["verdict"] == verdict


def test_the_interval_is_newcombes():
    row = judged(29, 31, 30, 12)
    low, high = newcombe(30, 42, 29, 60)
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((low, high))
    assert row["difference"] == pytest.approx(30 / 42 - 29 / 60)
    assert (row["before_n"], row["after_n"]) == (60, 42)


def test_too_early_says_how_many_more_it_takes():
    row = judged(29, 31, 3, 1)
    assert row["still_needed"] == FEWEST_MOMENTS - 4
    n = int(4 + row["would_show"])
    assert newcombe(3 * n / 4, n, 29, 60)[0] > 0 >= newcombe(3 * (n - 1) / 4, n - 1, 29, 60)[0]
    assert judged(29, 31, 0, 0)["still_needed"] == FEWEST_MOMENTS
    assert np.isnan(judged(29, 31, 0, 0)["would_show"])


def test_with_too_little_before_it_says_what_would_show_or_that_nothing_would():
    assert judged(1, 6, 7, 5)["still_needed"] == 4
    assert np.isnan(judged(1, 1, 10, 10)["still_needed"])


def test_no_change_says_what_would_have_been_seen():
    row = judged(29, 31, 20, 20)
    rise, fall = round(40 * row["shows_from"]), round(40 * row["shows_to"])
    assert newcombe(rise, 40, 29, 60)[0] > 0 >= newcombe(rise - 1, 40, 29, 60)[0]
    assert newcombe(fall, 40, 29, 60)[1] < 0 <= newcombe(fall + 1, 40, 29, 60)[1]
    assert row["still_needed"] == 0
    best = judged(20, 0, 13, 0)
    assert np.isnan(best["shows_from"])
    assert np.isnan(judged(0, 20, 0, 13)["shows_to"])


@given(counts, counts, counts, counts, st.integers(1, 10))
def test_more_good_moments_after_never_make_a_verdict_worse(good_before, bad_before, good, bad, more):
    first = judged(good_before, bad_before, good, bad)["verdict"]
    then = judged(good_before, bad_before, good + more, bad)["verdict"]
    if first == "improved":
        assert then == "improved"
    if {first, then} <= set(ORDER):
        assert ORDER.index(then) >= ORDER.index(first)


@given(counts, counts, counts, counts)
def test_before_and_after_swapped_the_verdict_turns_round(good_before, bad_before, good, bad):
    there, back = judged(good_before, bad_before, good, bad), judged(good, bad, good_before, bad_before)
    if min(there["before_n"], there["after_n"]) >= FEWEST_MOMENTS:
        turned = {"improved": "worse", "worse": "improved", "no change": "no change"}
        assert back["verdict"] == turned[there["verdict"]]
        assert there["difference_low"] <= there["difference"] <= there["difference_high"]


@given(counts, counts, counts, counts)
def test_a_verdict_closes_exactly_where_nothing_is_needed(good_before, bad_before, good, bad):
    row = judged(good_before, bad_before, good, bad)
    assert (row["still_needed"] == 0) == (row["verdict"] != Verdict.TOO_EARLY.value)


def test_before_are_the_days_of_the_review_and_after_begins_the_day_after():
    seen = days(
        ("2026-03-31", 99, 0, 0), ("2026-04-01", 5, 2, 5), ("2026-06-20", 1, 0, 0), ("2026-06-21", 50, 0, 0),
        ("2026-06-30", 60, 0, 0), ("2026-07-01", 3, 0, 1), ("2026-09-30", 1, 0, 0), ("2026-10-01", 70, 0, 0),
    )  # fmt: skip
    row = counted(seen, since=date(2026, 4, 1), until=date(2026, 6, 20))
    assert row[COUNTS].tolist() == [
        pd.Timestamp("2026-04-01"), pd.Timestamp("2026-06-20"), 6, 5,
        pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30"), 4, 1,
    ]  # fmt: skip


def test_a_review_that_goes_on_after_the_day_counts_up_to_it():
    seen = days(("2026-06-29", 9, 0, 1), ("2026-07-01", 0, 0, 9))
    row = counted(seen, since=date(2026, 6, 1), until=date(2026, 7, 31))
    assert (row["before_until"], row["before_negatives"]) == (pd.Timestamp(MADE), 1)


@pytest.mark.parametrize("since", [None, date(2026, 7, 1)])
def test_outside_a_review_before_are_ninety_days(since):
    seen = days(("2026-04-01", 99, 0, 0), ("2026-04-02", 5, 0, 5), ("2026-06-30", 1, 0, 0))
    row = counted(seen, since=since, until=since)
    assert (row["before_since"], row["before_until"]) == (pd.Timestamp("2026-04-02"), pd.Timestamp(MADE))
    assert (row["before_positives"], row["before_negatives"]) == (6, 5)


def test_where_the_window_holds_too_little_it_goes_back_a_year():
    seen = days(("2025-06-30", 99, 0, 0), ("2025-07-01", 2, 0, 3), ("2026-06-10", 4, 0, 0))
    row = counted(seen, since=date(2026, 6, 1), until=date(2026, 6, 20))
    assert (row["before_since"], row["before_until"]) == (pd.Timestamp("2025-07-01"), pd.Timestamp(MADE))
    assert (row["before_positives"], row["before_negatives"]) == (6, 3)


def test_only_its_own_touchpoint_counts_and_none_seen_is_none():
    seen = days(("2026-06-10", 40, 0, 0), touchpoint="Invoice")
    row = counted(seen, as_of=MADE)
    assert row[["before_positives", "before_negatives", "after_positives", "after_negatives"]].tolist() == [0] * 4
    assert windows(made().head(0), seen, MADE).empty
    assert verdicts(windows(made().head(0), seen, MADE)).empty


def test_evidence_sums_up_the_days_it_rests_on():
    seen = days(("2026-06-10", 3, 1, 1), ("2026-07-10", 50, 0, 0))
    scores = pd.DataFrame({"n": [3, 1], "total": [10.0, 4.0]})
    found = evidence(seen, scores, date(2026, 6, 1), MADE)
    assert (found.n, found.positives, found.negatives, found.positive_share, found.mean_score) == (5, 3, 1, 0.75, 3.5)
    nothing = evidence(seen.head(0), scores.head(0), date(2026, 6, 1), MADE)
    assert (nothing.n, nothing.positive_share, nothing.mean_score) == (0, None, None)


def test_of_18_good_of_22_even_20_of_20_can_show_nothing():
    assert judged(18, 4, 20, 0)["verdict"] == "no change"
    least = least_showing(judged(18, 4, 20, 0))
    assert least > 20
    assert judged(18, 4, int(least), 0)["verdict"] == "improved"
    assert judged(18, 4, int(least) - 1, 0)["verdict"] == "no change"


@given(counts, counts)
def test_the_fewest_that_show_an_improvement_do_and_one_fewer_does_not(good, bad):
    least = least_showing(judged(good, bad, 0, 0))
    if np.isnan(least):
        assert judged(good, bad, MOST_MOMENTS, 0)["verdict"] != "improved"
        return
    assert judged(good, bad, int(least), 0)["verdict"] == "improved"
    assert least == FEWEST_MOMENTS or judged(good, bad, int(least) - 1, 0)["verdict"] != "improved"


def test_where_all_was_good_no_number_of_moments_shows_an_improvement():
    assert np.isnan(least_showing(judged(22, 0, 0, 0)))


def test_the_worst_news_comes_first():
    news = [
        ("improved", "kept"),
        ("improved", "words only"),
        ("no change", "kept"),
        ("too early", "kept"),
        ("too early", "too early"),
        ("no change", "words only"),
        ("improved", "not kept"),
        ("too early", "not kept"),
        ("worse", "kept"),
    ]
    ranks = badness(pd.DataFrame(news, columns=["verdict", "rule_verdict"]))
    assert ranks.tolist() == [5, 5, 4, 4, 3, 2, 1, 1, 0]


def noted(good_before, bad_before, good, bad, times=1):
    """Return one commitment's verdict where each moment is a visit of its own, noted so many times."""
    begins = {"before": "2026-06-20", "after": "2026-07-05"}
    moments = {"before": (good_before, bad_before), "after": (good, bad)}
    seen = days(*((begins[when], times * each[0], 0, times * each[1]) for when, each in moments.items()))
    visits = {
        when: [(str(n), "Handover", float(n < each[0])) for n in range(sum(each))] * times
        for when, each in moments.items()
    }
    in_turn = (visits["before"], visits["before"], visits["after"])
    sums = [sums_of(observed, number=number) for number, observed in enumerate(in_turn) if observed]
    counts = windows(made(), seen, date(2026, 9, 30), pd.DataFrame(sums) if sums else None)
    return verdicts(counts).iloc[0]


SURENESS = {"too early": 0, "no change": 1, "improved": 2, "worse": 2}
few = st.integers(0, 30)


@given(few, few, few, few, st.integers(2, 3))
def test_noting_everything_again_within_its_visit_makes_nothing_surer(good_before, bad_before, good, bad, times):
    moments = (good_before, bad_before, good, bad)
    once, again = noted(*moments), noted(*moments, times)
    assert np.nan_to_num(least_showing(again), nan=np.inf) >= np.nan_to_num(least_showing(once), nan=np.inf)
    assert SURENESS[again["verdict"]] <= SURENESS[once["verdict"]]
    for low, high in (
        ("before_low", "before_high"),
        ("after_low", "after_high"),
        ("difference_low", "difference_high"),
    ):
        ends = [float(row[high] - row[low]) for row in (once, again)]
        assert np.nan_to_num(ends[1]) >= np.nan_to_num(ends[0]) - 1e-9


def test_nine_moments_noted_twice_are_still_too_few():
    row = noted(9, 9, 9, 0, times=2)
    assert (row["verdict"], row["after_n"], row["still_needed"]) == ("too early", 18, 1)


def test_a_difference_that_only_repeated_moments_carry_is_none():
    assert judged(20, 20, 28, 12)["verdict"] == "no change"
    assert judged(40, 40, 56, 24)["verdict"] == "improved"  # as many visits of their own
    row = noted(20, 20, 28, 12, times=2)
    assert row["verdict"] == "no change"
    # 40 visits of two, alike: sum(e * e) / (40 * 39) over 2 * sum(e * e) / (80 * 79) is 79 / 39.
    worth = 80 / (79 / 39)
    low, high = newcombe(0.7 * worth, worth, 0.5 * worth, worth)
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((low, high))


def test_too_little_of_late_goes_back_a_year_however_often_it_was_noted():
    seen = days(("2025-09-01", 20, 0, 0), ("2026-06-20", 12, 0, 0))
    usual = [(str(n), "Handover", 1.0) for n in range(6)] * 2
    year = usual + [(f"early {n}", "Handover", 1.0) for n in range(20)]
    sums = pd.DataFrame([sums_of(usual, number=0), sums_of(year, number=1)])
    assert windows(made(), seen, MADE)["before_positives"].tolist() == [12]
    row = windows(made(), seen, MADE, sums).iloc[0]
    assert (row["before_positives"], row["before_deff"]) == (32, 32 / 26)


def test_what_was_frozen_before_visits_were_counted_is_judged_as_it_was():
    row = dict.fromkeys(COUNTS) | {f"{when}_{what}": 12 for when in WINDOWS for what in ("positives", "negatives")}
    frames = [pd.DataFrame([row]), pd.DataFrame([row | dict.fromkeys(EFFECTS, np.nan)])]
    pd.testing.assert_frame_equal(*(verdicts(frame) for frame in frames))


def test_the_days_to_choose_among_are_those_of_the_windows():
    usual, year, after = spans(made(), date(2026, 9, 30)).itertuples(index=False)
    assert (usual.since, usual.until) == (pd.Timestamp("2026-04-02"), pd.Timestamp(MADE))
    assert (year.since, year.until) == (pd.Timestamp("2025-07-01"), pd.Timestamp(MADE))
    assert (after.since, after.until) == (pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30"))
