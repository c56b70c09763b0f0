"""Scores, waits, shares and counts as other tables write them."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit.intake import amounts
from audit.intake.recipe_parts import Scale, Scores


def texts(*words: str) -> pd.Series:
    return pd.Series(words, dtype="str")


def read(reader, *words: str) -> list[Any]:
    """Return what was read of each word: a number, None for nothing, "misfit" for a problem."""
    result, misfits = reader(texts(*words))
    return [
        "misfit" if misfit else None if pd.isna(value) else value for value, misfit in zip(result, misfits, strict=True)
    ]


def test_without_a_scale_only_whole_numbers_from_one_to_five_are_ratings():
    result = read(lambda words: amounts.read_ratings(words, None), "1", "5.0", "", "3,0", "0", "6", "3.5", "good", "-1")
    assert result == [1, 5, None, 3, "misfit", "misfit", "misfit", "misfit", "misfit"]


@pytest.mark.parametrize(
    ("scale", "scores", "ratings"),
    [
        (Scale(0, 10), "0 1 2 3 4 5 6 7 8 9 10", [1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5]),
        (Scale(1, 10), "1 10", [1, 5]),
        (Scale(5, 1), "1 2 3 4 5", [5, 4, 3, 2, 1]),
        (Scale(1, 3), "1 2 3", [1, 3, 5]),
        (Scale(0, 100), "12.4 12.5 100", [1, 2, 5]),
        (Scale(1, 5), "2.4 2.5", [2, 3]),
    ],
)
def test_a_scale_is_spread_over_one_to_five_and_halves_go_up(scale, scores, ratings):
    assert read(lambda words: amounts.read_ratings(words, scale), *scores.split()) == ratings


def test_a_score_off_its_scale_is_a_misfit():
    result = read(lambda words: amounts.read_ratings(words, Scale(6, 1)), "0", "7", "1e3", "nan", "inf", "1,234", "½")
    assert set(result) == {"misfit"}
    assert amounts.expected_score(Scale(6, 1)) == "a number from 1 to 6, or nothing"
    assert amounts.expected_score(None) == "a whole number from 1 to 5, or nothing"


@law(st.integers(-20, 20), st.integers(1, 40), st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_a_better_score_never_becomes_a_worse_rating(worst, span, shares):
    scores = [f"{worst + span * share:.6f}" for share in sorted(shares)]
    upright = read(lambda words: amounts.read_ratings(words, Scale(worst, worst + span)), *scores)
    assert upright == sorted(upright)
    inverted = read(lambda words: amounts.read_ratings(words, Scale(worst + span, worst)), *scores)
    assert inverted == sorted(inverted, reverse=True)
    assert set(upright) | set(inverted) <= {1, 2, 3, 4, 5}


def test_outcomes_follow_the_thresholds():
    ratings = pd.Series([1, 2, 3, 4, 5, None], dtype="Int8")
    usual = amounts.outcomes_of(ratings, Scores()).tolist()
    assert usual == ["negative", "negative", "neutral", "positive", "positive", ""]
    strict = amounts.outcomes_of(ratings, Scores(positive_from=5, negative_to=3)).tolist()
    assert strict == ["negative", "negative", "negative", "neutral", "positive", ""]


@pytest.mark.parametrize(
    ("unit", "written", "minutes"),
    [
        ("", ["90", "1.5", ""], [90.0, 1.5, None]),
        ("minutes", ["7,5", "-1", "86401"], [7.5, "misfit", "misfit"]),
        ("seconds", ["90", "0"], [1.5, 0.0]),
        ("hours", ["1.5", "about 2"], [90.0, "misfit"]),
        ("HH:MM", ["01:20", "100:00", "1:60", "-0:10", "90"], [80.0, 6000.0, "misfit", "misfit", "misfit"]),
        ("HH:MM:SS", ["00:01:30", "01:20"], [1.5, "misfit"]),
        ("1h20", ["1h20", "2 h", "45m", "1 hour 5 min", "1h 5", "3 minutes"], [80.0, 120.0, 45.0, 65.0, 65.0, 3.0]),
        ("1h20", ["90", "h20", "1h20h", "", "soon"], ["misfit", "misfit", "misfit", None, "misfit"]),
    ],
)
def test_waits_become_minutes(unit, written, minutes):
    result = read(lambda words: amounts.read_waits(words, unit), *written)
    assert result == pytest.approx(minutes) if all(isinstance(m, float) for m in minutes) else result == minutes


def test_what_a_wait_should_look_like_is_said():
    assert amounts.expected_wait("") == (
        'a wait in minutes, from nothing to sixty days; a part of a day, such as 0.0208, is unit = "days"'
    )
    assert amounts.expected_wait("days") == "a wait in days, from nothing to sixty days"
    assert amounts.expected_wait("1h20") == "a wait written like 1h20, from nothing to sixty days"


def test_a_share_is_from_nought_to_one_unless_the_recipe_says_percent():
    assert read(lambda words: amounts.read_shares(words, ""), "0.95", "1", "0", "") == [0.95, 1.0, 0.0, None]
    assert read(lambda words: amounts.read_shares(words, "share"), "95", "95%", "-0.1") == ["misfit"] * 3
    assert read(lambda words: amounts.read_shares(words, "percent"), "95", "95 %", "99.5%", "1") == [
        0.95,
        0.95,
        0.995,
        0.01,
    ]
    assert read(lambda words: amounts.read_shares(words, "percent"), "101", "%") == ["misfit"] * 2
    assert "write 0.95" in amounts.expected_share("")
    assert amounts.expected_share("percent") == "a percentage from 0 to 100"


def test_counts_are_whole():
    assert read(amounts.read_counts, "0", "12", "12.0", "", "1.5", "-1", "many") == [0, 12, 12, None, *["misfit"] * 3]
