"""The running account of trust, day by day, against the same account kept by hand."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import OutOfRangeError
from audit.measures.ledger import Ledger, ledger
from tests.measures.account import FIRST, LAST, audits, day, kept_by_hand, outcome_days, resolved_days

RATIOS = st.sampled_from((1, 2, 3, 5, 12))
CLASSES = {"pos": (1, 0, 0), "neu": (0, 1, 0), "neg": (0, 0, 1)}


def kept(outcomes: Any, resolved: Any = (), last: date = LAST, ratio: int = 12, **reading: Any) -> Ledger:
    return ledger(outcome_days(outcomes), resolved_days(list(resolved)), last, ratio, **reading)


def test_twelve_later_positives_pay_one_negative():
    account = kept([("Desk", 0, 0, 0, 1), ("Desk", 2, 11, 0, 0), ("Desk", 5, 1, 0, 0)])
    assert account.days["balance"].tolist() == [12, 1, 0]
    assert account.debts.loc[0, "paid_off_on"] == pd.Timestamp(day(5))
    assert account.debts.loc[0, "days_to_recover"] == 5


def test_positives_of_the_same_day_come_first_and_pay_nothing_for_its_negatives():
    account = kept([("Desk", 0, 2, 0, 1), ("Desk", 1, 3, 0, 0)])
    assert account.days[["paid", "surplus", "balance"]].to_numpy().tolist() == [[0, 2, 12], [3, 0, 9]]


def test_surplus_positives_pay_for_nothing_later():
    account = kept([("Desk", 0, 20, 0, 0), ("Desk", 1, 0, 0, 1), ("Desk", 2, 5, 0, 0)])
    assert account.days["balance"].tolist() == [0, 12, 7]


def test_the_oldest_negative_is_paid_first():
    account = kept([("Desk", 0, 0, 0, 1), ("Desk", 1, 0, 0, 1), ("Desk", 2, 13, 0, 0)])
    assert account.debts[["negative_no", "paid", "remaining"]].to_numpy().tolist() == [[1, 12, 0], [2, 1, 11]]


def test_neutrals_neither_owe_nor_pay():
    account = kept([("Desk", 0, 0, 0, 1), ("Desk", 1, 0, 9, 0)])
    assert account.days["balance"].tolist() == [12, 12]
    assert account.days["neutrals"].tolist() == [0, 9]


def test_a_confirmed_recovery_writes_off_what_its_own_negative_still_owes():
    outcomes = [("Desk", 0, 0, 0, 1), ("Desk", 1, 3, 0, 0), ("Desk", 3, 0, 0, 1), ("Desk", 5, 3, 0, 0)]
    account = kept(outcomes, [("Desk", 0, 4, 1)])
    assert account.days["balance"].tolist() == [12, 9, 21, 12, 9]
    assert account.days["written_off"].tolist() == [0, 0, 0, 9, 0]
    assert account.debts[["paid", "written_off", "remaining"]].to_numpy().tolist() == [[3, 9, 0], [3, 0, 9]]


def test_a_confirmed_recovery_of_a_later_negative_leaves_the_first_its_payments():
    outcomes = [("Desk", 0, 0, 0, 1), ("Desk", 1, 0, 0, 1), ("Desk", 2, 5, 0, 0), ("Desk", 4, 7, 0, 0)]
    account = kept(outcomes, [("Desk", 1, 3, 1)])
    assert account.days["balance"].tolist() == [12, 24, 19, 7, 0]
    assert account.debts["written_off"].tolist() == [0, 12]


def test_a_recovery_confirmed_after_the_debt_was_paid_writes_nothing_off():
    outcomes = [("Desk", 0, 0, 0, 1), ("Desk", 1, 3, 0, 0), ("Desk", 4, 1, 0, 0)]
    account = kept(outcomes, [("Desk", 0, 3, 1)], ratio=3)
    assert account.days["balance"].tolist() == [3, 0, 0, 0]
    assert account.days["surplus"].sum() == 1
    assert account.debts[["paid", "written_off"]].to_numpy().tolist() == [[3, 0]]
    assert account.debts.loc[0, "paid_off_on"] == pd.Timestamp(day(1))


def test_on_the_day_of_its_confirmation_a_negative_is_paid_first_and_then_written_off():
    account = kept([("Desk", 0, 0, 0, 1), ("Desk", 2, 4, 0, 0)], [("Desk", 0, 2, 1)])
    assert account.days[["paid", "written_off", "balance"]].to_numpy().tolist() == [[0, 0, 12], [4, 8, 0]]


def test_a_confirmation_after_the_as_of_date_does_not_count_yet():
    outcomes, resolved = [("Desk", 0, 0, 0, 1)], [("Desk", 0, 6, 1)]
    assert kept(outcomes, resolved, day(5)).days["balance"].tolist() == [12]
    assert kept(outcomes, resolved, day(6)).days["balance"].tolist() == [12, 0]


def test_the_unresolved_reading_leaves_confirmed_negatives_out_altogether():
    outcomes = [("Desk", 0, 0, 0, 2), ("Desk", 1, 3, 0, 0)]
    account = kept(outcomes, [("Desk", 0, 4, 1)], unresolved_only=True)
    assert account.days["negatives"].tolist() == [1, 0, 0]
    assert account.days["balance"].tolist() == [12, 9, 9]
    assert len(account.debts) == 1


def test_scopes_never_pay_for_each_other():
    account = kept([("Billing", 1, 9, 0, 0), ("Reception", 0, 0, 0, 1), ("Reception", 3, 3, 0, 0)])
    assert account.days["touchpoint"].tolist() == ["Billing", "Reception", "Reception"]
    assert account.days["balance"].tolist() == [0, 12, 9]


def test_an_unpaid_debt_of_one_scope_does_not_reach_the_next():
    outcomes = [("A", 0, 0, 0, 3), ("B", 0, 0, 0, 1), ("B", 1, 30, 0, 0), ("C", 1, 1, 0, 0)]
    days = kept(outcomes).days
    assert days["balance"].tolist() == [36, 12, 0, 0]
    assert days["surplus"].tolist() == [0, 0, 18, 1]


def test_an_empty_history_has_an_empty_account_with_its_columns():
    account = kept([])
    assert list(account.days.columns) == [
        "touchpoint", "observed_on", "positives", "neutrals", "negatives",
        "paid", "surplus", "written_off", "balance",
    ]  # fmt: skip
    assert account.days.empty
    assert account.debts.empty


@pytest.mark.parametrize("ratio", [0, -3])
def test_a_ratio_under_one_is_refused(ratio):
    with pytest.raises(OutOfRangeError, match="recovery ratio"):
        kept([], ratio=ratio)


@given(audits(scopes=("Desk",)), RATIOS, st.integers(0, 14))
def test_the_account_is_the_one_kept_by_hand(audit, ratio, last):
    outcomes, resolved = audit
    negatives, by_day = kept_by_hand(outcomes, resolved, last, ratio)
    account = kept(outcomes, resolved, day(last), ratio)
    ons = (account.days["observed_on"] - pd.Timestamp(FIRST)).dt.days
    assert account.days["balance"].tolist() == [by_day[on] for on in ons]
    found = account.debts
    assert found["observed_on"].tolist() == [pd.Timestamp(day(each.observed)) for each in negatives]
    assert found["paid"].tolist() == [each.paid for each in negatives]
    assert found["written_off"].tolist() == [each.written_off for each in negatives]
    waited = [pd.NA if each.closed is None else each.closed - each.observed for each in negatives]
    assert found["days_to_recover"].tolist() == waited


@given(audits(), RATIOS)
def test_what_was_owed_is_paid_written_off_or_still_owed(audit, ratio):
    days = kept(audit[0], audit[1], ratio=ratio).days
    sums = days.groupby("touchpoint")[["positives", "negatives", "paid", "surplus", "written_off"]].sum()
    balance = days.groupby("touchpoint")["balance"].last()
    assert (ratio * sums["negatives"] - sums["paid"] - sums["written_off"] == balance).all()
    assert (sums["paid"] + sums["surplus"] == sums["positives"]).all()
    assert (days[["paid", "surplus", "written_off", "balance"]] >= 0).all(axis=None)


@given(audits(with_recoveries=False), RATIOS)
def test_the_lots_agree_with_the_closed_form(audit, ratio):
    """B = S - M, S the running sum of +k and -1, M its lowest point so far (at most 0)."""
    days = kept(audit[0], audit[1], ratio=ratio).days
    for _, scope in days.groupby("touchpoint"):
        steps = np.column_stack([-scope["positives"], ratio * scope["negatives"]]).ravel()
        running = np.cumsum(steps)
        lowest = np.minimum(0, np.minimum.accumulate(running))
        assert scope["balance"].tolist() == (running - lowest)[1::2].tolist()
        assert scope["surplus"].sum() == -lowest[-1]
        assert ratio * scope["negatives"].sum() - scope["paid"].sum() == scope["balance"].iloc[-1]


@given(audits(), RATIOS)
def test_closings_count_every_negative_once_with_the_days_it_waited(audit, ratio):
    account = kept(audit[0], audit[1], ratio=ratio)
    runs, debts = account.closings(), account.debts
    expected = pd.Timestamp(LAST) - debts["observed_on"]
    waited = debts["days_to_recover"].fillna(expected.dt.days.astype("Int64"))
    single = sorted(zip(debts["touchpoint"], waited, debts["paid_off_on"].isna(), strict=True))
    scopes = account.past.scopes["touchpoint"].to_numpy()[runs.scope]
    listed = zip(scopes, runs.waited, runs.is_open, strict=True)
    repeated = [each for each, n in zip(listed, runs.negatives, strict=True) for _ in range(n)]
    assert sorted(repeated) == single


@pytest.fixture(scope="module")
def cases(given):
    """Yield (case and scope, ratio, outcome rows) of the given events; the pooled journey too."""
    events = pd.read_csv(given / "measures/ledger/events.csv", parse_dates=["obs_date"])
    together = events[events["case"] == "E13_two_touchpoints"].assign(scope="POOLED journey")
    found = {}
    for (case, scope), rows in pd.concat([events, together]).groupby(["case", "scope"]):
        found[case, scope] = (int(rows["k"].iloc[0]), rows)
    return found


def as_rows(events: Any, date_column: str = "obs_date") -> list[Any]:
    ons = (events[date_column] - pd.Timestamp(FIRST)).dt.days
    pairs = zip(ons, events["cls"], strict=True)
    return [("Desk", on, *CLASSES[cls]) for on, cls in pairs if cls in CLASSES]


@pytest.mark.given
def test_balances_payments_and_surplus_are_the_given_ones(cases, given):
    table = pd.read_csv(given / "measures/ledger/expected_balance.csv", parse_dates=["obs_date"])
    for pair, steps in table.groupby(["case", "scope"]):
        ratio, events = cases[pair]
        days = kept(as_rows(events), ratio=ratio).days
        by_day = steps.groupby("obs_date")
        assert days["balance"].tolist() == by_day["balance_after"].last().tolist(), pair
        assert days["paid"].tolist() == by_day["pays_negative_no"].count().tolist(), pair
        assert days["surplus"].tolist() == by_day["surplus_positive"].sum().tolist(), pair


@pytest.mark.given
def test_each_negative_is_paid_as_given(cases, given):
    table = pd.read_csv(given / "measures/ledger/expected_negatives.csv", parse_dates=["neg_date", "paid_off_date"])
    for pair, rows in table.groupby(["case", "scope"]):
        ratio, events = cases[pair]
        debts = kept(as_rows(events), ratio=ratio).debts
        assert debts["negative_no"].tolist() == rows["neg_no"].tolist()
        assert debts["observed_on"].tolist() == rows["neg_date"].tolist()
        assert debts["paid"].tolist() == rows["paid"].tolist(), pair
        assert debts["remaining"].tolist() == rows["remaining"].tolist(), pair
        assert debts["paid_off_on"].equals(rows["paid_off_date"].astype("datetime64[us]").reset_index(drop=True))
        assert debts["days_to_recover"].tolist() == rows["days_to_recover"].astype("Int64").tolist()


@pytest.mark.given
def test_confirmed_recoveries_are_as_given(given):
    """Each event stands on its own day, so the account as of that day shows what it did."""
    table: Any = pd.read_csv(given / "measures/ledger/resolution_cases_expected.csv", parse_dates=["event_date"])
    for case, events in table.groupby("case"):
        numbers = events[events["cls"] == "neg"]["event_id"].tolist()
        seen_on = dict(zip(events["event_id"], (events["event_date"] - pd.Timestamp(FIRST)).dt.days, strict=True))
        resolved = [
            ("Desk", seen_on[row.resolves_neg_event_id], seen_on[row.event_id], 1)
            for row in events[events["cls"] == "resolve"].itertuples()
        ]
        before = pd.Series(0, index=numbers)
        for event in events.itertuples():
            account = kept(as_rows(events, "event_date"), resolved, event.event_date.date(), int(event.k))
            paid = account.debts["paid"].reindex(range(len(numbers)), fill_value=0).set_axis(numbers)
            today = account.days.iloc[-1]
            assert today["balance"] == event.balance_after, (case, event.event_id)
            served = (paid - before)[lambda gain: gain > 0]
            named = [] if pd.isna(event.pays_neg_event_id) else [event.pays_neg_event_id]
            assert served.index.tolist() == named
            assert today["written_off"] == (0 if pd.isna(event.written_off) else event.written_off)
            before = paid
