"""Watermelon: the metric is green, and those who went and looked saw something else."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from audit.measures.intervals import newcombe, wilson
from audit.measures.watermelon import STATUSES, Targets, watermelon
from tests.measures.reported import CALL, MONTH, a_metric, belonging, metric_rows, visit_rows

FIRST_COLUMNS = [
    *("service", "touchpoint", "place", "period_start", "attained_share", "target_share", "n", "positive_share"),
    *("low", "high", "gap", "gap_low", "gap_high", "status"),
]
# The published table speaks of colours where the app speaks of melons; the meaning is the same.
IN_OUR_WORDS = {"green/green": "ripe", "red/red": "bitter", "red outside, green inside": "honest red"}
CASES = {  # metric met of total, its target, visits that went well of all: what it is called
    "A": (96, 100, 0.95, 11, 20, "watermelon"),
    "B": (96, 100, 0.95, 15, 20, "possible watermelon"),
    "C": (97, 100, 0.95, 19, 20, "ripe"),
    "D": (80, 100, 0.95, 8, 20, "bitter"),
    "E": (85, 100, 0.95, 38, 40, "honest red"),
    "F": (99, 100, 0.95, 1, 2, "too few visits"),
}


def one(good: int, bad: int, *, targets: Targets | None = None, **metric: Any) -> "pd.Series[Any]":
    """Return the one row of a help line with so many good and bad visits in January."""
    visits = visit_rows(("Call", "", "2026-01-15", good, 3, bad))
    rows = watermelon(metric_rows(a_metric(**metric)), visits, CALL, targets)
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_columns_stand_in_the_order_that_must_not_drift():
    assert list(one(5, 5).index[: len(FIRST_COLUMNS)]) == FIRST_COLUMNS


@pytest.mark.parametrize("case", CASES)
def test_each_worked_case_is_called_what_it_is(case):
    met, total, target, good, n, status = CASES[case]
    row = one(good, n - good, met=met, total=total, target_share=target)
    assert row["status"] == status
    assert (row["gap_low"], row["gap_high"]) == pytest.approx(newcombe(met, total, good, n))


@pytest.mark.given
def test_the_worked_cases_are_the_given_ones(given):
    for case in pd.read_csv(given / "measures/intervals/watermelon_expected.csv").to_dict("records"):
        row = one(
            case["exp_pos"],
            case["exp_n"] - case["exp_pos"],
            met=case["sla_met"],
            total=case["sla_n"],
            target_share=case["sla_target"],
            targets=Targets(experience=case["exp_target"]),
        )
        assert row["status"] == IN_OUR_WORDS.get(case["status"], case["status"])
        found = row[["gap", "gap_low", "gap_high", "low", "high"]].tolist()
        names = ["gap", "newcombe_lo", "newcombe_hi", "exp_wilson_lo", "exp_wilson_hi"]
        assert found == pytest.approx([case[name] for name in names], abs=1e-6)


def test_a_target_met_exactly_is_met():
    assert one(10, 0, met=27, total=30, target_share=0.9)["status"] == "ripe"
    assert one(8, 2, met=27, total=30, target_share=0.9)["status"] == "ripe"


def test_neutral_visits_stand_beside_and_are_not_counted_in_the_share():
    row = one(3, 3)
    assert (row["n"], row["neutrals"], row["positive_share"]) == (6, 3, 0.5)


def test_four_visits_are_too_few_and_five_are_not():
    assert one(0, 4)["status"] == "too few visits"
    assert one(0, 5)["status"] == "watermelon"


def test_without_visits_nothing_is_said_of_the_experience():
    row = one(0, 0)
    assert (row["n"], row["status"]) == (0, "too few visits")
    assert row[["positive_share", "low", "high", "gap", "gap_low", "gap_high"]].isna().all()


def test_a_mere_share_counts_as_exactly_known():
    row = one(11, 9, met=None, total=None, attained_share=0.96)
    low, high = wilson(11, 20)
    assert pd.isna(row["met"])
    assert (row["gap_low"], row["gap_high"]) == pytest.approx((0.96 - float(high), 0.96 - float(low)))


def test_counts_go_before_a_rounded_share():
    assert one(5, 5, attained_share=0.95, met=957, total=1_000)["attained_share"] == 0.957


def test_a_period_without_any_work_says_nothing():
    assert watermelon(metric_rows(a_metric(met=0, total=0)), visit_rows(), CALL).empty
    assert watermelon(metric_rows(a_metric(met=None, total=None)), visit_rows(), CALL).empty


def test_the_metrics_own_target_goes_first_then_its_services_then_the_programmes():
    targets = Targets(attainment=0.7, of_service={"Help line": 0.8})
    assert one(5, 5, target_share=0.9, targets=targets)["target_share"] == 0.9
    assert one(5, 5, target_share=None, targets=targets)["target_share"] == 0.8
    assert one(5, 5, target_share=None, service="Desk", targets=targets)["target_share"] == 0.7
    assert one(5, 5, target_share=None)["target_share"] == 0.9


FEBRUARY = {"period_start": "2026-02-01", "period_end": "2026-03-01"}


def test_periods_are_pooled_by_the_work_there_was():
    metrics = metric_rows(a_metric(met=90, total=100), a_metric(met=500, total=900, **FEBRUARY))
    visits = visit_rows(("Call", "", "2026-01-31", 1, 0, 2), ("Call", "", "2026-02-01", 3, 0, 4))
    (row,) = watermelon(metrics, visits, CALL).iloc
    assert (row["attained_share"], row["met"], row["total"]) == (0.59, 590, 1_000)
    assert (row["positives"], row["negatives"]) == (4, 6)
    assert (row["periods"], row["periods_met"]) == (2, 1)
    assert (row["period_start"], row["period_end"]) == (pd.Timestamp("2026-01-01"), pd.Timestamp("2026-03-01"))


def test_mere_shares_are_averaged_by_the_days_of_their_periods():
    only = {"met": None, "total": None}
    metrics = metric_rows(a_metric(attained_share=1.0, **only), a_metric(attained_share=0.5, **only, **FEBRUARY))
    (row,) = watermelon(metrics, visit_rows(), CALL).iloc
    assert row["attained_share"] == pytest.approx((31 * 1.0 + 28 * 0.5) / 59)


def test_one_period_with_a_mere_share_makes_the_whole_metric_one_of_shares():
    metrics = metric_rows(a_metric(met=10, total=100), a_metric(met=None, total=None, attained_share=0.5, **FEBRUARY))
    (row,) = watermelon(metrics, visit_rows(), CALL).iloc
    assert row["attained_share"] == pytest.approx((31 * 0.1 + 28 * 0.5) / 59)
    assert pd.isna(row["total"])


def test_a_target_that_changed_is_pooled_like_the_attainment():
    metrics = metric_rows(
        a_metric(met=100, total=100, target_share=1.0), a_metric(met=150, total=300, target_share=0.5, **FEBRUARY)
    )
    (row,) = watermelon(metrics, visit_rows(("Call", "", "2026-02-03", 9, 0, 0)), CALL).iloc
    assert (row["attained_share"], row["target_share"], row["status"]) == (0.625, 0.625, "ripe")


def test_by_month_each_month_stands_alone():
    week = {"period_start": "2026-01-05", "period_end": "2026-01-12"}
    metrics = metric_rows(a_metric(**FEBRUARY), a_metric(**week, met=10, total=100), a_metric(met=90))
    visits = visit_rows(("Call", "", "2026-01-06", 6, 0, 0), ("Call", "", "2026-02-28", 0, 0, 6))
    january, february = watermelon(metrics, visits, CALL, by_month=True).iloc
    assert (january["positives"], january["met"], january["periods"]) == (6, 100, 2)
    assert (january["period_start"], january["status"]) == (pd.Timestamp("2026-01-01"), "honest red")
    assert (february["positives"], february["period_start"]) == (0, pd.Timestamp("2026-02-01"))
    assert february["status"] == "watermelon"


def test_visits_elsewhere_or_on_other_days_do_not_count():
    metrics = metric_rows(a_metric(place="North"))
    visits = visit_rows(
        ("Call", "North", "2025-12-31", 1, 0, 0),
        ("Call", "North", "2026-01-01", 2, 0, 0),
        ("Call", "North", "2026-01-31", 4, 0, 0),
        ("Call", "North", "2026-02-01", 8, 0, 0),
        ("Call", "South", "2026-01-15", 16, 0, 0),
        ("Desk", "North", "2026-01-15", 32, 0, 0),
    )
    assert list(watermelon(metrics, visits, CALL)["positives"]) == [6]


def test_a_metric_for_everywhere_takes_visits_at_any_place():
    visits = visit_rows(("Call", "North", "2026-01-02", 1, 0, 0), ("Call", "", "2026-01-02", 2, 0, 0))
    assert list(watermelon(metric_rows(a_metric()), visits, CALL)["positives"]) == [3]


def test_a_service_is_seen_at_all_its_touchpoints():
    metrics = metric_rows(a_metric(touchpoint=""))
    visits = visit_rows(
        ("Call", "", "2026-01-02", 1, 0, 0), ("Chat", "", "2026-01-01", 2, 0, 0), ("Desk", "", "2026-01-01", 4, 0, 0)
    )
    whole = belonging(("Help line", "", "Call"), ("Help line", "", "Chat"), ("Loans", "", "Desk"))
    assert list(watermelon(metrics, visits, whole)["positives"]) == [3]
    assert list(watermelon(metrics, visits, belonging())["n"]) == [0]


def test_a_day_that_two_periods_cover_counts_once():
    metrics = metric_rows(
        a_metric(period_end="2026-01-20"), a_metric(period_start="2026-01-10"), a_metric(period_start="2026-01-12")
    )
    visits = visit_rows(*(("Call", "", f"2026-01-{day}", 1, 0, 0) for day in ("05", "11", "15", "25")))
    assert list(watermelon(metrics, visits, CALL)["positives"]) == [4]


def test_the_widest_watermelon_stands_first_and_too_few_visits_last():
    names = ["Few", "Ripe", "Narrow", "Wide"]
    metrics = metric_rows(*(a_metric(service=name) for name in names))
    counts = {"Few": (1, 1), "Ripe": (50, 1), "Narrow": (20, 20), "Wide": (5, 35)}
    visits = visit_rows(*((name, "", "2026-01-09", good, 0, bad) for name, (good, bad) in counts.items()))
    ordered = watermelon(metrics, visits, belonging(*((name, "Call", name) for name in names)))
    assert list(ordered["service"]) == ["Wide", "Narrow", "Ripe", "Few"]


def test_no_metric_gives_no_row():
    empty = watermelon(metric_rows(), visit_rows(), belonging())
    assert len(empty) == 0
    assert list(empty.columns[: len(FIRST_COLUMNS)]) == FIRST_COLUMNS
    assert watermelon(metric_rows(), visit_rows(), belonging(), by_month=True).empty


shares = st.floats(0.01, 1.0)
counts = st.tuples(st.integers(0, 60), st.integers(0, 60))


@supposing(st.integers(0, 200), shares, shares, counts)
def test_every_case_has_exactly_one_name_and_it_follows_the_rules(met, target, wanted, visits):
    row = one(*visits, met=met, total=200, target_share=target, targets=Targets(experience=wanted))
    assert row["status"] in STATUSES
    assert (row["status"] == "too few visits") == (sum(visits) < 5)
    if row["status"] != "too few visits":
        assert (row["status"] in {"bitter", "honest red"}) == (row["attained_share"] < row["target_share"])
        assert (row["status"] in {"ripe", "honest red"}) == (row["positive_share"] >= wanted)
        assert row["low"] <= row["positive_share"] <= row["high"]
        assert row["gap_low"] <= row["gap"] <= row["gap_high"]
    if row["status"] == "watermelon":
        assert row["high"] < wanted


STEPS = ["watermelon", "possible watermelon", "ripe"]


@supposing(st.integers(5, 40), st.data())
def test_one_good_visit_more_instead_of_a_bad_one_never_makes_it_worse(n, chance):
    good = chance.draw(st.integers(0, n - 1))
    worse, better = one(good, n - good), one(good + 1, n - good - 1)
    assert STEPS.index(better["status"]) >= STEPS.index(worse["status"])
    assert better["gap"] < worse["gap"]


@supposing(counts.filter(lambda visits: sum(visits) >= 5), st.integers(2, 30))
def test_more_visits_alike_are_surer(visits, times):
    few, many = one(*visits), one(visits[0] * times, visits[1] * times)
    assert many["high"] - many["low"] < few["high"] - few["low"]
    assert many["gap_high"] - many["gap_low"] < few["gap_high"] - few["gap_low"]
    if few["status"] == "watermelon":
        assert many["status"] == "watermelon"


@supposing(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 90)), min_size=1, max_size=5), st.randoms())
def test_months_add_up_to_the_whole_whatever_their_order(months, chance):
    spans = [(f"2026-{month:02}-01", f"2026-{month + 1:02}-01") for month in range(1, len(months) + 1)]
    rows = [
        a_metric(period_start=start, period_end=end, met=met, total=total)
        for (start, end), (met, total) in zip(spans, months, strict=True)
    ]
    visits = visit_rows(*(("Call", "", start, 2, 0, 3) for start, _ in spans))
    apart = watermelon(metric_rows(*rows), visits, CALL, by_month=True)
    chance.shuffle(rows)
    (whole,) = watermelon(metric_rows(*rows), visits, CALL).iloc
    for name in ("met", "total", "positives", "negatives", "n", "periods", "periods_met"):
        assert whole[name] == apart[name].sum()
    assert MONTH[0] == str(whole["period_start"].date())
