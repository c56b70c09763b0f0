"""The outlook tells when a debt could be paid, or why nobody can say."""

import pandas as pd
import pytest

from audit.measures.outlook import outlook


def the_outlook(debts, recent):
    trusted = pd.DataFrame(debts, columns=["touchpoint", "debt"])
    seen = pd.DataFrame(recent, columns=["touchpoint", "positives", "neutrals", "negatives"])
    return outlook(trusted, seen, 12).set_index("touchpoint")


def test_the_deepest_debt_stands_first_and_the_debtless_are_left_out():
    told = the_outlook([("Greeting", 7), ("Answer", 12), ("Invoice", 0)], [("Greeting", 6, 0, 0)])
    assert list(told.index) == ["Answer", "Greeting"]


def test_a_debt_is_paid_at_the_recent_pace():
    told = the_outlook([("Greeting", 12)], [("Greeting", 5, 1, 0), ("Greeting", 7, 0, 0)]).loc["Greeting"]
    assert (told["positives"], told["neutrals"], told["negatives"]) == (12, 1, 0)
    assert [round(told[name]) for name in ("days", "days_low", "days_high")] == [86, 51, 146]
    assert told["expected_observations"] == pytest.approx(13)
    assert told["chance_ever_paid"] == 1


def test_without_a_positive_no_date_is_given():
    told = the_outlook([("Greeting", 12)], [("Greeting", 0, 0, 1)]).loc["Greeting"]
    assert told[["days", "days_low", "days_high", "expected_observations"]].isna().all()
    assert told["chance_ever_paid"] == 0


def test_where_nothing_was_observed_of_late_nothing_is_said():
    told = the_outlook([("Greeting", 12)], []).loc["Greeting"]
    assert told[["days", "drift", "expected_observations", "chance_ever_paid"]].isna().all()


def test_without_debts_there_is_no_outlook():
    assert the_outlook([("Greeting", 0)], [("Greeting", 3, 0, 0)]).empty
