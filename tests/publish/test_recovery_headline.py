"""The board's one sentence says what waits, for whom and how long, and no more than is known."""

from datetime import date

import pandas as pd
import pytest

from audit.model.view import EVERYTHING, View
from audit.publish.headlines.recovery import (
    customer_not_informed,
    due_words,
    recoveries_headline,
)

AS_OF = date(2026, 3, 31)


def summed(**counts):
    usual = dict.fromkeys(("negatives", "confirmed", "cannot", "waiting", "unowned"), 0)
    return pd.DataFrame([usual | counts])


def cases(*rows):
    return pd.DataFrame(rows, columns=["closed_on", "had_word", "days_open"]).astype({"closed_on": "datetime64[us]"})


def said(counts, rows=(), view=EVERYTHING):
    return recoveries_headline(summed(**counts), cases(*rows), view, AS_OF)


OPEN = {"negatives": 52, "waiting": 40, "unowned": 33}


def test_the_longest_wait_without_a_word_is_told():
    rows = [(pd.NaT, True, 90), (pd.NaT, False, 41), (pd.Timestamp("2026-03-01"), False, 70)]
    assert said(OPEN, rows) == (
        "7 of 40 open bad experiences have an owner; "
        "with no word to the customer on record, one has waited 41 days, the longest of these."
    )


def test_where_every_customer_was_told_it_says_so():
    assert said({"negatives": 1, "waiting": 1}, [(pd.NaT, True, 90)]) == (
        "1 of 1 open bad experience has an owner; for each, word to the customer is on record."
    )


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(since=date(2026, 1, 1)), "of the last 90 days"),
        (View(since=date(2026, 3, 31)), "of the last 1 day "),
        (View(until=date(2026, 3, 1)), "of the chosen period"),
        (View(places=("Annexe",)), "open bad experiences at Annexe have an owner"),
        (
            View(journeys=("Desk",), methods=("make the call",)),
            "experiences on this journey by the method make the call have",
        ),
        (View(since=date(2026, 3, 2), places=("Annexe",)), "of the last 30 days at Annexe have an owner"),
        (View(since=date(2026, 1, 1), until=date(2026, 2, 1)), "of the chosen period"),
    ],
)
def test_the_period_and_all_else_that_narrows_is_named(view, words):
    assert words in said(OPEN, [(pd.NaT, False, 41)], view)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "There is no bad experience to recover."),
        (
            {"negatives": 3, "confirmed": 3},
            "No bad experience waits: customers confirmed that 3 bad experiences were put right.",
        ),
        (
            {"negatives": 2, "confirmed": 1, "cannot": 1},
            (
                "No bad experience waits: customers confirmed that 1 bad experience was put right, "
                "and somebody wrote why 1 bad experience cannot be mended."
            ),
        ),
        (
            {"negatives": 2, "cannot": 2},
            "No bad experience waits: somebody wrote why 2 bad experiences cannot be mended.",
        ),
    ],
)
def test_where_nothing_waits_it_says_why(counts, words):
    assert said(counts) == words


def test_what_a_filter_hides_is_not_said_to_be_settled():
    annexe = View(since=date(2026, 3, 2), places=("Annexe",))
    assert said({}, view=annexe) == "There is no bad experience of the last 30 days at Annexe to recover."
    assert said({"negatives": 1, "confirmed": 1}, view=annexe).startswith(
        "No bad experience of the last 30 days at Annexe waits:"
    )


def test_a_due_day_stands_in_words():
    assert due_words({"due_on": pd.NaT, "promise": "no promise"}) == "no day promised"
    due = {"due_on": pd.Timestamp("2026-04-01"), "promise": "due in 1 day"}
    assert due_words(due) == "due in 1 day (due 1 Apr 2026)"


@pytest.mark.parametrize(
    ("step", "told", "words"), [("fixed", False, True), ("fixed", True, False), ("owned", False, False)]
)
def test_what_is_fixed_without_a_word_to_the_customer_is_not_overlooked(step, told, words):
    assert bool(customer_not_informed({"step": step, "told": told})) == words


def test_a_period_yet_to_come_lasts_no_days_so_far():
    assert said({}, view=View(since=date(2026, 4, 3))) == (
        "There is no bad experience of the chosen period to recover."
    )
