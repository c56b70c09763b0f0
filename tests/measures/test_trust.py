"""The trust ledger's figures: who owes, how much, in both readings, and whether the ratio decides it."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import UnknownChoiceError
from audit.measures.intervals import wilson
from audit.measures.trust import survives, trust, trust_debts
from tests.measures.account import FIRST, LAST, audits, day, outcome_days, resolved_days
from tests.work import calls

COLUMNS = [
    "positives", "neutrals", "negatives", "debt", "debt_unresolved", "surplus", "open_debts", "paid_debts",
    "written_off", "median_days_to_recover", "load", "verdict", "debt_without_recoveries", "bad_per_100", "bad_low",
    "bad_high", "since", "owed_before", "newly_owed", "newly_paid", "newly_written_off",
]  # fmt: skip


def figures(outcomes: Any, resolved: Any = (), ratio: int = 12, by: Sequence[str] = ("touchpoint",)) -> Any:
    return trust(outcome_days(outcomes), resolved_days(list(resolved)), LAST, ratio, by)


def test_the_ledger_is_summed_up_by_touchpoint():
    outcomes = [("Desk", 0, 0, 1, 2), ("Desk", 3, 14, 0, 0), ("Phone", 0, 3, 0, 0)]
    found = figures(outcomes)
    assert list(found.columns) == ["touchpoint", *COLUMNS]
    desk = found.iloc[0].to_dict()
    low, high = (100 * float(each) for each in wilson(2, 16))
    assert desk == {
        "touchpoint": "Desk", "positives": 14, "neutrals": 1, "negatives": 2, "debt": 10,
        "debt_unresolved": 10, "surplus": 0, "open_debts": 1, "paid_debts": 1, "written_off": 0,
        "median_days_to_recover": 3.0, "load": 24 / 14, "verdict": "in debt",
        "debt_without_recoveries": 10, "bad_per_100": 12.5, "bad_low": low, "bad_high": high,
        "since": pd.Timestamp(FIRST), "owed_before": 0, "newly_owed": 24, "newly_paid": 14, "newly_written_off": 0,
    }  # fmt: skip
    assert found.loc[1, "verdict"] == "clear"
    assert found.loc[1, "surplus"] == 3
    assert np.isnan(found.loc[1, "median_days_to_recover"])


def test_both_readings_stand_side_by_side():
    outcomes = [("Desk", 0, 0, 0, 2), ("Desk", 1, 4, 0, 0)]
    found = figures(outcomes, [("Desk", 0, 5, 1)]).iloc[0]
    assert (found["debt"], found["debt_unresolved"]) == (12, 8)
    assert (found["written_off"], found["open_debts"], found["paid_debts"]) == (8, 1, 1)


def test_a_journey_owes_the_sum_of_its_scopes():
    rows = [(("Stay", "Reception"), 0, 0, 0, 1), (("Stay", "Billing"), 1, 9, 0, 0)]
    outcomes = outcome_days(rows, ("journey", "touchpoint"))
    resolved = resolved_days([], ("journey", "touchpoint"))
    by_journey = trust(outcomes, resolved, LAST, by=["journey"])
    assert by_journey[["journey", "debt", "surplus"]].to_numpy().tolist() == [["Stay", 12, 9]]
    pooled = trust(outcomes.drop(columns=["journey", "touchpoint"]), resolved, LAST, by=())
    assert pooled["debt"].tolist() == [3]


def test_the_whole_is_one_row_even_when_nothing_is_known():
    unknown = ["load", "median_days_to_recover", "bad_per_100", "bad_low", "bad_high", "since"]
    assert figures([], by=()).drop(columns=unknown).to_numpy().tolist() == [
        [0, 0, 0, 0, 0, 0, 0, 0, 0, "no data", 0, 0, 0, 0, 0]
    ]
    assert list(figures([]).columns) == ["touchpoint", *COLUMNS]
    assert figures([]).empty


def test_keys_are_reported_in_the_order_asked_for():
    outcomes = outcome_days([(("Desk", "West"), 0, 1, 0, 0)], ("touchpoint", "place"))
    found = trust(outcomes, resolved_days([], ("touchpoint", "place")), LAST, by=["place", "touchpoint"])
    assert list(found.columns[:2]) == ["place", "touchpoint"]


def test_a_key_that_is_not_kept_apart_is_refused():
    with pytest.raises(UnknownChoiceError, match=r"'place'.*touchpoint"):
        figures([("Desk", 0, 1, 0, 0)], by=("place",))


@pytest.mark.parametrize(
    ("positives", "neutrals", "negatives", "verdict"),
    [
        (0, 0, 0, "no data"),
        (0, 2, 0, "clear"),
        (46, 0, 0, "clear"),
        (47, 0, 0, "sustainable"),
        (500, 0, 1, "in debt"),
        (0, 0, 1, "in debt"),
    ],
)
def test_the_verdict_is_never_healthy_without_evidence(positives, neutrals, negatives, verdict):
    found = figures([("Desk", 0, positives, neutrals, negatives)]).iloc[0]
    assert found["verdict"] == verdict
    assert np.isnan(found["load"]) == (positives == 0)


def test_a_touchpoint_only_observed_later_has_no_data_yet():
    outcomes = outcome_days([("Desk", 9, 60, 0, 0)])
    assert trust(outcomes, resolved_days([]), day(8))["verdict"].tolist() == ["no data"]


def test_every_negative_is_listed_with_its_own_account():
    outcomes = outcome_days([("Phone", 0, 0, 0, 1), ("Desk", 0, 0, 0, 2), ("Desk", 2, 14, 0, 0)])
    debts = trust_debts(outcomes, resolved_days([("Desk", 0, 4, 1)]), LAST)
    assert list(debts.columns) == [
        "touchpoint", "negative_no", "observed_on", "paid", "written_off", "remaining", "paid_off_on",
        "days_to_recover",
    ]  # fmt: skip
    listed = debts.drop(columns=["observed_on", "paid_off_on"]).to_numpy().tolist()
    assert listed == [["Desk", 1, 12, 0, 0, 2], ["Desk", 2, 2, 0, 10, pd.NA], ["Phone", 1, 0, 0, 12, pd.NA]]
    assert debts["paid_off_on"].tolist() == [pd.Timestamp(day(2)), pd.NaT, pd.NaT]


def test_the_conclusion_is_shown_at_three_five_twelve_and_the_setting():
    outcomes = outcome_days([("Desk", 0, 0, 0, 1), ("Desk", 1, 4, 0, 0), ("Phone", 0, 100, 0, 0)])
    band = survives(outcomes, resolved_days([]), LAST, 7)
    assert band["ratio"].tolist() == [3, 5, 7, 12] * 2
    assert band["debt"].tolist() == [0, 1, 3, 8, 0, 0, 0, 0]
    assert band["verdict"].tolist() == ["clear", *["in debt"] * 3, *["sustainable"] * 4]
    assert list(band.columns) == ["touchpoint", "ratio", "debt", "verdict"]
    assert survives(outcomes, resolved_days([]), LAST, by=())["ratio"].tolist() == [3, 5, 12]


@given(audits(), st.sampled_from((1, 3, 12)))
def test_the_band_is_what_trust_says_at_each_ratio(audit, ratio):
    outcomes, resolved = outcome_days(audit[0]), resolved_days(audit[1])
    band = survives(outcomes, resolved, LAST, ratio)
    for each in {3, 5, 12, ratio}:
        rows, alone = band[band["ratio"] == each], trust(outcomes, resolved, LAST, each)
        columns = ["touchpoint", "debt", "verdict"]
        pd.testing.assert_frame_equal(rows[columns].reset_index(drop=True), alone[columns])


@given(audits(), st.randoms())
def test_the_order_of_arrival_and_the_splitting_of_days_are_irrelevant(audit, chance):
    outcomes, resolved = audit
    halves = [(scope, on, p // 2, u // 2, n // 2) for scope, on, p, u, n in outcomes]
    rests = [(scope, on, p - p // 2, u - u // 2, n - n // 2) for scope, on, p, u, n in outcomes]
    shuffled, single = halves + rests, [(*row[:3], 1) for row in resolved for _ in range(row[3])]
    chance.shuffle(shuffled)
    chance.shuffle(single)
    pd.testing.assert_frame_equal(figures(shuffled, single), figures(outcomes, resolved))
    pd.testing.assert_frame_equal(
        trust_debts(outcome_days(shuffled), resolved_days(single), LAST),
        trust_debts(outcome_days(outcomes), resolved_days(resolved), LAST),
    )


@given(audits(), st.data())
def test_a_positive_never_raises_a_debt(audit, data):
    outcomes, resolved = audit
    scope = data.draw(st.sampled_from(sorted({row[0] for row in outcomes})))
    more = [*outcomes, (scope, data.draw(st.integers(0, 14)), 1, 0, 0)]
    before, after = figures(outcomes, resolved), figures(more, resolved)
    assert (after["debt"] <= before["debt"]).all()
    assert (after["debt_unresolved"] <= before["debt_unresolved"]).all()


@given(audits(), st.integers(0, 2), st.data())
def test_withdrawing_an_observation_equals_never_having_logged_it(audit, outcome, data):
    outcomes, resolved = audit
    scope = data.draw(st.sampled_from([row[0] for row in outcomes]))
    on = data.draw(st.integers(0, 14))
    logged = tuple(int(place == outcome) for place in range(3))
    cells = {row[:2]: np.array(row[2:]) for row in outcomes}
    cells[scope, on] = cells.get((scope, on), np.zeros(3, dtype=int)) + logged
    with_it = [(*cell, *counts) for cell, counts in cells.items()]
    assert figures(with_it, resolved)[["positives", "neutrals", "negatives"]].to_numpy().sum() == 1 + sum(
        sum(row[2:]) for row in outcomes
    )
    cells[scope, on] = cells[scope, on] - logged
    without = [(*cell, *counts) for cell, counts in cells.items()]
    pd.testing.assert_frame_equal(figures(without, resolved), figures(outcomes, resolved))


@given(audits(scopes=("Desk", "Phone", "Web"), with_recoveries=False), st.sampled_from((1, 3, 12)))
def test_a_pooled_ledger_never_owes_more_than_its_scopes_together(audit, ratio):
    outcomes, resolved = outcome_days(audit[0]), resolved_days(audit[1])
    apart = trust(outcomes, resolved, LAST, ratio, by=())
    pooled = trust(outcomes.drop(columns="touchpoint"), resolved.drop(columns="touchpoint"), LAST, ratio, by=())
    assert pooled["debt"].sum() <= apart["debt"].sum()


@given(audits(), st.sampled_from((1, 3, 12)))
def test_the_summary_adds_up_to_the_list_of_negatives(audit, ratio):
    outcomes, resolved = outcome_days(audit[0]), resolved_days(audit[1])
    found = trust(outcomes, resolved, LAST, ratio).set_index("touchpoint")
    for name, debts in trust_debts(outcomes, resolved, LAST, ratio).groupby("touchpoint"):
        row = found.loc[name]
        assert row["debt"] == debts["remaining"].sum()
        assert row["written_off"] == debts["written_off"].sum()
        assert row["positives"] - row["surplus"] == debts["paid"].sum()
        assert row["paid_debts"] == debts["paid_off_on"].notna().sum()
        assert row["open_debts"] == debts["paid_off_on"].isna().sum()


MOVEMENT = ["owed_before", "newly_owed", "newly_paid", "newly_written_off"]


@given(audits(), st.sampled_from((1, 3, 12)), st.integers(0, 14), st.booleans())
def test_what_was_owed_and_what_came_and_went_is_what_is_owed_in_every_scope_and_together(audit, ratio, on, pooled):
    outcomes, resolved = outcome_days(audit[0]), resolved_days(audit[1])
    by = () if pooled else ("touchpoint",)
    now = trust(outcomes, resolved, LAST, ratio, by, day(on))
    before = trust(outcomes, resolved, day(on - 1), ratio, by)
    assert now["owed_before"].tolist() == before["debt"].tolist()
    lately = outcomes[outcomes["observed_on"] >= pd.Timestamp(day(on))]
    assert now["newly_owed"].sum() == ratio * lately["negatives"].sum()
    assert now["newly_written_off"].tolist() == (now["written_off"] - before["written_off"]).tolist()
    assert (now[MOVEMENT] >= 0).all(axis=None)
    moved = now["owed_before"] + now["newly_owed"] - now["newly_paid"] - now["newly_written_off"]
    assert moved.tolist() == now["debt"].tolist()
    assert (now["since"] == pd.Timestamp(day(on))).all()


@given(audits(), st.sampled_from((1, 3, 12)))
def test_the_second_reading_is_the_ledger_as_if_nothing_had_been_confirmed(audit, ratio):
    outcomes, resolved = outcome_days(audit[0]), resolved_days(audit[1])
    found = trust(outcomes, resolved, LAST, ratio)
    alone = trust(outcomes, resolved_days([]), LAST, ratio)
    both = found[["touchpoint", "debt_without_recoveries"]].merge(alone[["touchpoint", "debt"]], on="touchpoint")
    assert both["debt_without_recoveries"].tolist() == both["debt"].tolist()
    assert (found["debt_without_recoveries"] >= found["debt"]).all()


def test_the_movement_is_that_of_the_last_ninety_days_or_of_those_there_were():
    rows = [("Desk", 0, 0, 0, 1), ("Desk", 50, 5, 0, 0), ("Desk", 120, 4, 0, 1)]
    late = trust(outcome_days(rows), resolved_days([]), day(139)).iloc[0]
    assert (late["since"], *late[MOVEMENT]) == (pd.Timestamp(day(50)), 12, 12, 9, 0)
    early = trust(outcome_days(rows), resolved_days([]), day(60)).iloc[0]
    assert (early["since"], *early[MOVEMENT]) == (pd.Timestamp(day(0)), 0, 12, 5, 0)


def test_who_looks_more_owes_more_and_is_as_often_bad():
    few, many = figures([("Desk", 0, 85, 0, 15)]).iloc[0], figures([("Desk", 0, 680, 0, 120)]).iloc[0]
    assert many["debt"] == 8 * few["debt"]
    assert many["bad_per_100"] == few["bad_per_100"] == 15
    assert few["bad_low"] < many["bad_low"] < 15 < many["bad_high"] < few["bad_high"]
    assert np.isnan(figures([("Desk", 0, 0, 3, 0)]).iloc[0]["bad_per_100"])


@pytest.mark.given
def test_summaries_are_the_given_ones(given):
    events = pd.read_csv(given / "measures/ledger/events.csv", parse_dates=["obs_date"])
    together = events[events["case"] == "E13_two_touchpoints"].assign(scope="POOLED journey")
    groups = pd.concat([events, together]).groupby(["case", "scope"])
    classes = {"pos": (1, 0, 0), "neu": (0, 1, 0), "neg": (0, 0, 1)}
    summaries: Any = pd.read_csv(given / "measures/ledger/expected_summary.csv")
    for want in summaries.itertuples():
        seen = groups.get_group((want.case, want.scope))
        ons = (seen["obs_date"] - pd.Timestamp(FIRST)).dt.days
        rows = [("Desk", on, *classes[cls]) for on, cls in zip(ons, seen["cls"], strict=True)]
        as_of = pd.Timestamp(want.as_of).date()
        found = trust(outcome_days(rows), resolved_days([]), as_of, want.k).iloc[0]
        counts = [want.n_pos, want.n_neu, want.n_neg]
        assert found[["positives", "neutrals", "negatives"]].tolist() == counts, want
        assert found["debt"] == want.final_balance
        assert found["surplus"] == want.surplus_positives
        assert found["positives"] - found["surplus"] == want.effective_positives
        assert (found["open_debts"], found["paid_debts"]) == (want.open_debts, want.closed_debts)
        median = pd.to_numeric(want.km_median_days, errors="coerce")
        assert found["median_days_to_recover"] == pytest.approx(median, nan_ok=True)
        assert found["load"] == pytest.approx(want.load_k_neg_over_pos, abs=1e-6, nan_ok=True)


def test_a_day_more_costs_a_few_calls_however_many_there_are():
    def work(days):
        chance = random.Random(3)
        names, ons = [f"Touchpoint {n}" for n in range(20)], range(days)
        outcomes = outcome_days([(name, on, chance.randrange(40), 2, 3) for name in names for on in ons])
        resolved = resolved_days([(name, on, on + chance.randrange(40), 1) for name in names for on in ons])
        return calls(lambda: trust(outcomes, resolved, day(days - 1)))

    assert (work(700) - work(350)) / (350 * 20) <= 4  # 2 as written; a loop within a loop takes hundreds
