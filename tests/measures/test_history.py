"""Daily counts come in any order and any pieces; the ledger reads them in one."""

import numpy as np
import pandas as pd
import pytest

from audit.errors import RecoveryWithoutNegativeError
from audit.measures.history import coded, history
from tests.measures.account import LAST, day, outcome_days, resolved_days


def test_days_are_sorted_by_scope_and_added_up():
    rows = [("Phone", 2, 1, 0, 0), ("Desk", 3, 0, 0, 1), ("Desk", 1, 2, 1, 0), ("Desk", 3, 4, 0, 0)]
    past = history(outcome_days(rows), resolved_days([]), LAST)
    assert past.scopes["touchpoint"].tolist() == ["Desk", "Phone"]
    assert past.days.scope.tolist() == [0, 0, 1]
    assert past.days.dates()[:-1].tolist() == [day(1), day(3), day(2)]
    assert past.days.positives.tolist() == [2, 4, 1]
    assert past.days.negatives.tolist() == [0, 1, 0]


def test_negatives_of_a_day_are_ordered_by_confirmation_and_the_unconfirmed_come_last():
    past = history(
        outcome_days([("Desk", 0, 0, 0, 6)]),
        resolved_days([("Desk", 0, 5, 1), ("Desk", 0, 3, 2), ("Desk", 0, 5, 1)]),
        LAST,
    )
    confirmed = past.days.dates()[past.lots.confirmed].tolist()
    assert list(zip(confirmed, past.lots.negatives.tolist(), strict=True)) == [
        (day(3), 2),
        (day(5), 2),
        (None, 2),
    ]


def test_a_confirmation_before_the_observation_counts_on_the_day_of_the_observation():
    past = history(outcome_days([("Desk", 4, 0, 0, 1)]), resolved_days([("Desk", 4, 1, 1)]), LAST)
    assert past.days.dates()[past.lots.confirmed].tolist() == [day(4)]


def test_nothing_after_the_as_of_date_takes_part():
    past = history(
        outcome_days([("Desk", 0, 0, 0, 1), ("Desk", 6, 5, 0, 1), ("Phone", 6, 1, 0, 0)]),
        resolved_days([("Desk", 0, 6, 1), ("Desk", 6, 6, 1)]),
        day(5),
    )
    assert past.days.dates()[:-1].tolist() == [day(0)]
    assert past.lots.confirmed.tolist() == [1]
    assert past.scopes["touchpoint"].tolist() == ["Desk", "Phone"]


def test_a_confirmation_without_a_date_has_not_come():
    resolved = resolved_days([("Desk", 0, 3, 1)]).assign(resolved_on=pd.Series([pd.NaT]))
    past = history(outcome_days([("Desk", 0, 0, 0, 1)]), resolved, LAST)
    assert past.lots.confirmed.tolist() == [len(past.days)]


def test_days_long_before_1970_are_days_too():
    outcomes = outcome_days([("Desk", 0, 1, 0, 0)]).assign(observed_on=pd.Timestamp("1899-12-31"))
    past = history(outcomes, resolved_days([]), LAST)
    assert str(past.days.dates()[0]) == "1899-12-31"


@pytest.mark.parametrize("rows", [[("Desk", 0, 2, 0, 1)], [("Desk", 1, 0, 0, 2)]])
def test_more_recoveries_than_negatives_are_refused_in_a_sentence(rows):
    with pytest.raises(RecoveryWithoutNegativeError, match=r"2026-03-01.*same filters"):
        history(outcome_days(rows), resolved_days([("Desk", 0, 2, 2)]), LAST)


def test_without_keys_everything_is_one_scope():
    past = history(
        outcome_days([("Desk", 0, 1, 0, 0), ("Phone", 0, 2, 0, 0)]).drop(columns="touchpoint"),
        resolved_days([]).drop(columns="touchpoint"),
        LAST,
    )
    assert len(past.scopes) == 1
    assert past.days.positives.tolist() == [3]


def test_rows_are_numbered_by_all_their_keys_in_order():
    keys = pd.DataFrame({"touchpoint": ["Desk", "Phone", "Desk", "Desk"], "place": ["West", "", "", "West"]})
    codes, distinct = coded(keys)
    assert codes.tolist() == [1, 2, 0, 1]
    assert distinct.to_numpy().tolist() == [["Desk", ""], ["Desk", "West"], ["Phone", ""]]
    nobody, none = coded(keys.iloc[:0])
    assert len(nobody) == len(none) == 0
    assert list(none.columns) == ["touchpoint", "place"]


def test_keys_kept_as_categories_are_the_same_scopes():
    outcomes = outcome_days([("Phone", 0, 0, 0, 1), ("Desk", 0, 1, 0, 0)])
    resolved = resolved_days([("Phone", 0, 2, 1)])
    outcomes["touchpoint"] = pd.Categorical(outcomes["touchpoint"])
    resolved["touchpoint"] = pd.Categorical(resolved["touchpoint"])
    past = history(outcomes, resolved, LAST)
    assert past.scopes["touchpoint"].tolist() == ["Desk", "Phone"]
    assert past.days.scope[past.lots.opened].tolist() == [1]
    assert np.array_equal(past.lots.negatives, [1])
