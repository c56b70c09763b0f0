"""The sentences of the change page are no surer than the chart, and never say because."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from audit.measures.change import change, standing, steadiness
from audit.measures.change import periods as periods_of
from audit.measures.consistency import consistency
from audit.measures.control import FALSE_SIGNAL
from audit.publish.headlines.change import (
    before_after_words,
    chance_words,
    change_headline,
    period_words,
    signal_words,
    steadiness_words,
)
from audit.publish.headlines.words import percent

AS_OF = date(2026, 6, 20)
HELD = [*[3.0, 3.3] * 4, *[4.4, 4.1, 4.3] * 3]


def stands(means: list[float], period: Any = "month", start: str = "2025-02") -> "pd.Series[Any]":
    every = pd.period_range(start, periods=len(means), freq="M").strftime("%Y-%m")
    sums = pd.DataFrame({"month": every, "n": 10, "total": [10 * mean for mean in means]})
    return standing(change(sums, period)).iloc[0]


def said(means: list[float], **changes: Any) -> str:
    return change_headline("Reply", stands(means, **changes), "month", AS_OF)


def row(**changes: Any) -> "pd.Series[Any]":
    usual = {
        "took_place_on": pd.Timestamp(2026, 3, 1),
        "days": 90,
        "n": 30,
        "mean": 3.2,
        "low": 2.9,
        "high": 3.5,
        "positives": 16,
        "negatives": 9,
        "positive_share": 0.64,
        "waits": 20,
        "median_wait": 6_336.0,
    }
    return pd.Series(usual | changes)


BETTER = {"mean": 4.4, "low": 4.1, "high": 4.6, "positives": 34, "negatives": 0, "positive_share": 1.0}


def test_a_change_that_holds_is_told_with_since_when():
    assert said(HELD) == (
        "Reply: the last 9 months all lie above the mean of all months; probably something changed, and it has held "
        "since October 2025 (mean of the months: 3.1 before, 4.3 since)."
    )


def test_a_change_is_not_said_to_hold_where_the_latest_month_is_close_to_the_mean_again():
    assert said([*HELD[:-1], 3.8]) == (
        "Reply: the last 9 months all lie above the mean of all months; probably something changed in October 2025 "
        "(mean of the months: 3.1 before, 4.2 since), but June 2026 lies close to the mean of all again."
    )
    assert "has held since" in said([*HELD[:-1], 4.1])


def test_a_small_change_is_seen_to_be_small():
    slight = [3.0 + (mean - 3.0) / 100 for mean in HELD]
    assert said(slight).endswith("(mean of the months: 3.00 before, 3.01 since).")
    shares = [mean / 5 for mean in HELD]
    assert change_headline("Reply", stands(shares), "month", AS_OF, percent).endswith(
        "(mean of the months: 63\u00a0% before, 85\u00a0% since)."
    )


def test_a_month_outside_the_limits_is_a_question():
    assert said([4.0, 4.6] * 8 + [2.0]) == (
        "Reply: June 2026 lies below the limits (2.0, where the mean of all months is 4.2); "
        "ask what was different then."
    )


def test_a_signal_of_long_ago_does_not_stand_out_now():
    means = [4.0, 4.6, 4.0, 4.6, 1.5, 4.6, 4.0, 4.6, 4.0, 4.6, 4.0, 4.6, 4.0, 4.6, 4.0, 4.6, 4.0]
    assert said(means) == "Reply: nothing stands out now; June 2025 was the last that did, on the low side."
    assert said([6 - mean for mean in means]).endswith("June 2025 was the last that did, on the high side.")


def test_without_a_signal_it_is_noise_so_far():
    assert said([4.0, 4.6] * 8) == "Reply: no signal; what moves from month to month may be chance alone."


def test_limits_from_few_months_are_said_to_be_provisional():
    assert said([4.0, 4.6] * 3, start="2026-01").endswith("may be chance alone; the limits are still provisional.")


@pytest.mark.parametrize(
    ("means", "why"),
    [
        ([], "no month has the five observations that a point needs"),
        ([4.0], "only 1 month has five observations or more, and it takes 5"),
        ([4.0, 4.1, 4.0, 2.0], "only 4 months have five observations or more, and it takes 5"),
    ],
)
def test_too_few_months_are_too_few_to_say(means, why):
    row = stands(means) if means else stands([4.0]).copy()
    row["points"] = len(means)
    assert change_headline("Reply", row, "month", AS_OF) == f"Reply: too few visits to say; {why}."


def test_a_chart_that_ended_long_ago_says_until_when():
    assert said(HELD, start="2024-01").startswith("Reply: up to May 2025, the last 9 months all lie above")


def test_a_month_outside_the_limits_is_named_once_however_long_ago_and_shown_to_be_hardly_lower():
    assert said([3.8] * 16 + [3.79], start="2024-01").startswith(
        "Reply: May 2025 lies below the limits (3.79, where the mean of all months is 3.80); ask"
    )


def test_quarters_are_told_by_their_months():
    row = stands([4.0, 4.6, 4.0] * 5 + [1.0, 1.1, 1.2], "quarter", "2025-01")
    assert change_headline("Reply", row, "quarter", AS_OF) == (
        "Reply: April to June 2026 lies below the limits (1.1, where the mean of all quarters is 3.7); ask what was "
        "different then; the limits are still provisional."
    )


@pytest.mark.parametrize(
    ("label", "words"),
    [("2026-03", "March 2026"), ("2026-Q1", "January to March 2026"), ("2025-Q4", "October to December 2025")],
)
def test_a_period_is_told_as_people_say_it(label, words):
    assert period_words(label) == words


def test_a_line_of_the_list_says_what_stands_out():
    assert signal_words(stands(HELD), "month") == "9 months in a row above the centre line, since October 2025"
    assert signal_words(stands([4.0, 4.6] * 8 + [2.0]), "month") == "June 2026 below the limits"


def test_what_chance_would_do_is_said_beside_the_list():
    assert chance_words(34, "month").startswith("34 charts with five points or more are read here at once.")
    assert chance_words(34, "month").endswith("would put a name on this list in about one month in 5.")
    assert chance_words(1, "quarter").startswith("1 chart with five points or more is read")
    assert chance_words(1, "quarter").endswith(f"in about one quarter in {1 / FALSE_SIGNAL:.0f}.")
    assert chance_words(2_000, "month").endswith("in nearly every month.")


def test_before_and_after_stand_side_by_side_with_their_n():
    assert before_after_words(row(), row(**BETTER, waits=30, median_wait=265.0)) == (
        "In the 90 days before 1 March 2026 the mean score was 3.2 (n 30), in the 90 days after 4.4 (n 30); the two "
        "intervals lie apart. The positive share was 64\u00a0% (n 25), and then 100\u00a0% (n 34). "
        "Half of the waits were "
        "4.4 days or less (n 20), and then 4.4 hours or less (n 30)."
    )


def test_intervals_that_overlap_leave_room_for_chance():
    assert "the two intervals overlap, so chance may be all there is." in before_after_words(row(), row(low=3.4))


def test_a_change_of_all_together_may_be_one_of_what_was_seen():
    told = change_headline("All touchpoints together", stands(HELD), "month", AS_OF, is_mixed=True)
    assert told.endswith("(mean of the months: 3.1 before, 4.3 since); perhaps other touchpoints were observed.")
    quiet = change_headline("All", stands([4.0, 4.1, 3.9, 4.0, 4.1, 4.0]), "month", AS_OF, is_mixed=True)
    assert "other touchpoints" not in quiet


def test_no_decimals_are_spent_on_means_that_may_be_alike():
    told = before_after_words(row(mean=4.0123, low=3.8, high=4.2), row(mean=4.0136, low=3.8, high=4.2))
    assert "the mean score was 4.0 (n 30), in the 90 days after 4.0 (n 30); the two intervals overlap" in told
    apart = before_after_words(row(mean=4.01, low=4.005, high=4.015), row(mean=4.04, low=4.03, high=4.05))
    assert "was 4.01 (n 30), in the 90 days after 4.04 (n 30); the two intervals lie apart" in apart


def test_what_was_not_seen_is_left_out():
    told = before_after_words(row(waits=0), row(positives=0, negatives=0))
    assert "waits" not in told
    assert "share" not in told


def test_too_few_or_no_days_to_compare_are_said_to_be():
    assert before_after_words(row(days=12, n=3), row(days=12, n=0)) == (
        "Too few rated observations to compare: 3 in the 12 days before 1 March 2026 and 0 in the 12 days after."
    )
    assert before_after_words(row(days=0, n=0), row(days=0, n=0)) == (
        "Nothing to compare: observations are needed on days before and after 1 March 2026."
    )


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.5, "30 seconds"), (7.4, "7 minutes"), (90.0, "1 hour 30 minutes"), (180.0, "3.0 hours"), (20_000.0, "14 days")],
)
def test_a_wait_is_told_in_one_unit(minutes, words):
    assert f"{words} or less (n 20), and then" in before_after_words(row(median_wait=minutes), row())


def test_a_cause_is_never_claimed():
    told = before_after_words(row(), row(**BETTER))
    assert not [word for word in ("because", "thanks to", "led to", "effect", "caused") if word in told]


def test_consistency_is_told_of_the_latest_month_that_counts():
    observed = periods_of(pd.DataFrame({"touchpoint": "Desk", "month": ["2026-04", "2026-05"], "n": [8, 3]}))
    counts = pd.DataFrame(
        [[0, "empathy", 1, 0, 0, 3, 4], [1, "empathy", 0, 0, 0, 0, 3]],
        columns=["number", "dimension", "n1", "n2", "n3", "n4", "n5"],
    )
    steady = steadiness(consistency(counts), observed)
    assert steadiness_words(steady, "month") == (
        "In April 2026 the consistency was 0.41, and 13\u00a0% of the ratings were 1 or 2 (n 8)."
    )
    assert steadiness_words(steady[1:], "month").startswith("Too few visits to say how alike they were")


def test_a_run_over_months_without_enough_visits_says_which_months_it_counts():
    every = pd.period_range("2025-01", periods=len(HELD) + 3, freq="M").strftime("%Y-%m")
    skipped = [month not in {"2025-10", "2026-01", "2026-04"} for month in every]
    sums = pd.DataFrame({"month": every[skipped], "n": 10, "total": [10 * mean for mean in HELD]})
    told = standing(change(sums, "month")).iloc[0]
    assert "the last 9 months with five observations or more all lie above" in change_headline(
        "Reply", told, "month", AS_OF
    )
    assert signal_words(told, "month").startswith("9 months with five observations or more in a row above")
