"""The sample's story: in it at every size, where each page can find it."""

from datetime import date, timedelta

import pandas as pd
import pytest

from audit.measures.agreement import agreement
from audit.measures.intervals import wilson
from audit.measures.pairing import paired
from audit.measures.trust import trust
from audit.model.rating import DIMENSIONS, Outcome
from audit.model.walk_through import Method
from audit.sample.college import sample_audit
from tests.sample.drawn import SIZES_AND_SEEDS, UNTIL, at_every_size, drawn


def ledger(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The trust ledger by touchpoint, from the rows themselves."""
    counted = rows.assign(touchpoint=rows["touchpoint"].astype(str))
    for outcome in Outcome:
        counted[f"{outcome}s"] = (rows["outcome"] == outcome).astype("int64")
    outcomes = counted.groupby(["touchpoint", "observed_on"])[["positives", "neutrals", "negatives"]].sum()
    confirmed = counted[counted["resolved_on"].notna()]
    resolved = confirmed.groupby(["touchpoint", "observed_on", "resolved_on"])[["negatives"]].sum()
    return trust(outcomes.reset_index(), resolved.reset_index(), as_of).set_index("touchpoint")


def observed_by_two(rows: pd.DataFrame) -> pd.DataFrame:
    """First-hand rows with their hour as the store gathers them for pairing."""
    observed = rows[rows["observed_at"].notna() & (rows["method"] != Method.CHAMPIONS_NOTE)]
    spot = observed.groupby(["touchpoint", "place"], observed=True).ngroup()
    outcome = observed["outcome"].map({Outcome.NEGATIVE: 1.0, Outcome.NEUTRAL: 2.0, Outcome.POSITIVE: 3.0})
    ratings = observed[list(DIMENSIONS)].astype("float64")
    return observed[["touchpoint", "observer", "observed_at"]].assign(
        spot=spot, outcome=outcome.astype(float), **ratings
    )


# The story, as Truth tells it


@at_every_size
def test_the_watermelon_is_green_outside_and_red_inside(size, seed):
    sample, rows = drawn(size, seed)
    metric = sample.metrics[sample.metrics["service"] == sample.truth.watermelon_service]
    assert len(metric) == 18
    assert (metric["attained_share"] >= metric["target_share"]).all()
    assert set(metric["touchpoint"]) == {sample.truth.watermelon_touchpoint}
    outcomes = rows[rows["touchpoint"] == sample.truth.watermelon_touchpoint]["outcome"].value_counts()
    upper = wilson(outcomes["positive"], outcomes["positive"] + outcomes["negative"])[1]
    assert upper < 0.8


@at_every_size
def test_one_touchpoint_owes_more_than_any_other(size, seed):
    sample, rows = drawn(size, seed)
    debts = ledger(rows, UNTIL)["debt"].sort_values(ascending=False)
    assert debts.index[0] == sample.truth.deep_in_debt
    assert debts.iloc[0] > 1.3 * debts.iloc[1]
    assert debts.iloc[0] > 150


@at_every_size
def test_one_touchpoint_was_in_debt_and_recovered_after_the_training(size, seed):
    sample, rows = drawn(size, seed)
    recovered = sample.truth.recovered
    (trained,) = (change for change in sample.interventions if change.touchpoint == recovered)
    before = ledger(rows, trained.happened_on - timedelta(days=1)).loc[recovered]
    now = ledger(rows, UNTIL).loc[recovered]
    assert (before["verdict"], now["verdict"], now["debt"]) == ("in debt", "clear", 0)
    waits = rows[rows["touchpoint"] == recovered]
    late = waits["observed_on"] >= pd.Timestamp(trained.happened_on)
    assert waits[~late]["wait_minutes"].median() > 3 * 24 * 60
    assert waits[late]["wait_minutes"].median() < 8 * 60
    assert waits[late]["responsiveness"].mean() > waits[~late]["responsiveness"].mean() + 1


@at_every_size
def test_one_customer_group_is_clearly_served_worse(size, seed):
    sample, rows = drawn(size, seed)
    judged = rows[rows["outcome"] != "neutral"]
    shares = (judged["outcome"] == "positive").groupby(judged["customer_group"], observed=True)
    low, high = wilson(shares.sum(), shares.size())
    groups = pd.DataFrame({"low": low, "high": high}, index=shares.size().index)
    worse = groups.loc[sample.truth.served_worse]
    assert len(groups) == len(sample.programme.customer_groups)
    assert worse["high"] < groups.drop(sample.truth.served_worse)["low"].min()


@at_every_size
def test_one_place_is_observed_by_nobody_and_every_other_by_someone(size, seed):
    sample, rows = drawn(size, seed)
    assert set(sample.places) - set(rows["place"]) == {sample.truth.unobserved_place}


@at_every_size
def test_one_moment_of_truth_is_observed_three_times_and_every_other_touchpoint_more_often(size, seed):
    sample, rows = drawn(size, seed)
    counts = rows["touchpoint"].value_counts()
    touchpoints = [touchpoint for journey in sample.journeys for _, touchpoint in journey.touchpoints()]
    (hardly,) = (each for each in touchpoints if each.name == sample.truth.hardly_observed)
    assert hardly.is_moment_of_truth
    assert counts[hardly.name] == 3
    assert counts.drop(hardly.name).min() > 3
    assert set(counts.index) == {touchpoint.name for touchpoint in touchpoints}


@at_every_size
def test_one_touchpoint_is_known_at_second_hand_only(size, seed):
    sample, rows = drawn(size, seed)
    notes = rows["method"] == Method.CHAMPIONS_NOTE
    assert (notes == (rows["touchpoint"] == sample.truth.second_hand)).all()
    assert rows[notes]["observer"].str.startswith("Champion").all()
    assert not rows[~notes]["observer"].str.startswith("Champion").any()


@at_every_size
def test_the_healthy_ones_are_clear_and_one_is_sustainable(size, seed):
    sample, rows = drawn(size, seed)
    figures = ledger(rows, UNTIL)
    sustainable = figures.loc[sample.truth.sustainable]
    assert sustainable["verdict"] == "sustainable"
    assert sustainable["positives"] >= 47
    assert sustainable["negatives"] == 0
    assert figures["verdict"].isin(["clear", "sustainable"]).sum() >= 8


@pytest.mark.parametrize(("size", "seed"), SIZES_AND_SEEDS[1:])
def test_leaders_who_walk_in_pairs_agree_on_all_but_one_dimension(size, seed):
    sample, rows = drawn(size, seed)
    pairs = paired(observed_by_two(rows))
    assert 0.025 * size < len(pairs) < 0.04 * size
    result = agreement(pairs).set_index("dimension")
    apart = result.index == sample.truth.judged_apart
    assert result[~apart]["alpha"].between(0.667, 0.95).all()
    assert result[apart]["alpha"].max() < 0.667
    assert not result["one_sided"].sum() > 0.02 * len(pairs) * len(result)


def test_of_a_pair_both_met_the_same_and_are_two_leaders():
    pairs = paired(observed_by_two(drawn(2_400, 12)[1]))
    assert pairs["minutes"].median() < 3
    assert (pairs["observer"].astype(str) != pairs["partner"].astype(str)).all()
    assert pairs["touchpoint"].nunique() >= 3


# Metrics and interventions


def test_metrics_cover_the_last_eighteen_whole_months():
    metrics = sample_audit(until=UNTIL).metrics
    assert metrics["id"].is_unique
    months = pd.date_range("2024-09-01", "2026-02-01", freq="MS")
    for _, service in metrics.groupby("service"):
        assert list(service["period_start"]) == list(months)
        assert list(service["period_end"][:-1]) == list(months[1:])
    assert (metrics["attained_share"] == metrics["met"] / metrics["total"]).all()
    assert metrics[["target_share", "attained_share"]].ge(0).all(axis=None)
    assert metrics[["target_share", "attained_share"]].le(1).all(axis=None)


def test_metrics_tell_green_red_and_the_turn_after_the_training():
    sample = sample_audit(until=UNTIL)
    metrics = sample.metrics.assign(green=sample.metrics["attained_share"] >= sample.metrics["target_share"])
    greens = {service: set(part["green"]) for service, part in metrics.groupby("service")}
    assert greens == {
        "IT help line": {True},
        "IT requests": {True, False},
        "IT repairs": {False},
        "Borrowing and returning": {True},
        "Loans from other libraries": {False},
    }
    replies = metrics[metrics["touchpoint"] == sample.truth.recovered]
    trained = pd.Timestamp(sample.interventions[0].happened_on)
    assert (replies["green"] == (replies["period_start"] > trained)).all()


def test_interventions_name_touchpoints_that_exist_and_days_within_the_sample():
    sample, rows = drawn(2_400, 12)
    assert [change.happened_on for change in sample.interventions] == [date(2025, 4, 10), date(2025, 10, 10)]
    assert {change.touchpoint for change in sample.interventions} <= set(rows["touchpoint"])
    assert all(change.words for change in sample.interventions)
