"""The voices page says no more than the notes bear out."""

from datetime import date

import pandas as pd

from audit.measures.words import word_odds
from audit.model.labels import SIGNAL_MEANINGS
from audit.model.search import UNJUDGED
from audit.model.walk_through import Signal
from audit.publish.headlines.voices import search_sentence, voices_headline

SINCE = date(2026, 5, 3)


def odds(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return word_odds(pd.DataFrame(rows, columns=["word", "negatives", "positives"]))


def said(found: pd.DataFrame, good: int = 60, bad: int = 40, notes: int = 100) -> str:
    return voices_headline(found, {"positive": good, "negative": bad}, SINCE, notes)


def test_both_sides_are_named_where_both_are_clear():
    told = said(odds(("handed", 30, 0), ("twice", 25, 0), ("again", 20, 0), ("greeted", 0, 40), ("queue", 9, 9)))
    assert (
        told == "In 100 notes since 3 May 2026, “handed” and “twice” set complaints apart; praise speaks of “greeted”."
    )


def test_one_side_alone_is_named_alone():
    some = [("queue", 20, 20), ("desk", 12, 11), ("form", 9, 10)]
    only_bad = said(odds(("handed", 30, 0), *(("x" * n, 1, 3) for n in range(5, 16)), *some))
    assert only_bad == "In 100 notes since 3 May 2026, “handed” sets complaints apart; no word sets praise apart."
    only_good = said(odds(("greeted", 0, 60), *(("x" * n, 4, 1) for n in range(5, 16)), *some))
    assert only_good == "In 100 notes since 3 May 2026, praise speaks of “greeted”; no word sets complaints apart."


def test_where_no_word_is_clear_none_is_named():
    told = said(odds(("queue", 9, 9), ("desk", 8, 7)), notes=400)
    assert told == "In the latest 100 notes since 3 May 2026, no word clearly sets complaints apart from praise."


def test_too_few_notes_are_too_few():
    told = said(odds(("handed", 4, 0), ("greeted", 0, 9)), good=9, bad=1)
    assert told == "Too few notes to tell praise and complaints apart: 9 of praise, 1 complaint."
    assert voices_headline(odds(), {}, None, 0) == ("Nobody has written down praise or a complaint in this view.")


def test_a_search_says_how_many_it_found_of_how_many():
    there = {"positive": 1_200, "negative": 300}
    assert search_sentence(there, there, "") == "1,500 notes: 1,200 of praise, 300 complaints."
    found = {"positive": 0, "negative": 1}
    assert (
        search_sentence(found, there, "handed on")
        == "1 of 1,500 notes with “handed” and “on”: 0 of praise, 1 complaint."
    )
    every = {"positive": 1, "neutral": 2, "negative": 3}
    assert search_sentence(every, every, "") == "6 notes: 1 of praise, 2 neither, 3 complaints."
    assert search_sentence({"neutral": 1}, {"neutral": 1}, "") == "1 note."
    told = {"positive": 2, UNJUDGED: 4}
    assert search_sentence(told, told, "") == "6 notes: 2 of praise, 4 that do not say how it went."


def test_every_signal_has_a_meaning() -> None:
    assert list(SIGNAL_MEANINGS) == list(Signal)
