"""What sides say beside each other is no surer than what is known of them at the same touchpoints."""

from itertools import product

import pandas as pd
import pytest

from audit.publish.headlines import sides as headlines
from audit.publish.headlines.sides import owed_line
from tests.publish.sentences import reads_well

COLUMNS = ["value", "side", "other", "difference", "low", "high", "pooled_difference", "verdict"]


def shown(*sides, n=40, **few):
    return pd.DataFrame({"side": sides, "n": [few.get(side, n) for side in sides], "grade": "good"})


def pairs(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def sides_headline(rows, compared, family):
    return headlines.sides_headline(rows, compared, family, list(dict.fromkeys(rows["side"])))


def test_the_higher_side_comes_first_whichever_was_named_first():
    row = ("score", "North", "South", -0.52, -0.75, -0.25, -0.4, "lower")
    text = sides_headline(shown("North", "South"), pairs(row), "journey")
    assert text == "At the same touchpoints the score is 0.52 higher for South than for North (0.25 to 0.75)."


def test_only_what_is_sure_is_called_a_difference():
    rows = [
        ("empathy", "North", "South", 0.6, 0.2, 1.0, 0.5, "higher"),
        ("tangibles", "North", "South", 2.0, -0.2, 4.0, 2.0, "no clear difference"),
    ]
    text = sides_headline(shown("North", "South"), pairs(*rows), "rater")
    assert text.startswith("At the same touchpoints empathy is 0.60 higher for North than for South (0.20 to 1.00).")
    assert text.endswith("No other difference is sure.")
    assert "tangibles" not in text
    none = sides_headline(shown("North", "South"), pairs(rows[1]), "rater")
    assert none == "No difference between North and South is sure at the same touchpoints."


def test_figures_of_all_touchpoints_that_look_the_other_way_are_explained():
    row = ("bad per 100", "North", "South", -12.4, -20.0, -5.0, 8.0, "lower")
    text = sides_headline(shown("North", "South"), pairs(row), "trust")
    assert "12 more of 100 good or bad moments were bad for South than for North (5 to 20)" in text
    assert "Over all touchpoints together it looks the other way" in text


@pytest.mark.parametrize("more", [1, 2])
def test_two_differences_are_named_and_the_others_counted(more):
    names = ["reliability", "assurance", "tangibles", "empathy"][: 2 + more]
    rows = [(name, "A", "B", 0.2 + n / 10, 0.1, 0.9, 0.3, "higher") for n, name in enumerate(names)]
    text = sides_headline(shown("A", "B"), pairs(*rows), "rater")
    assert f"{names[-1]} is" in text
    assert f"{names[0]} is" not in text
    assert f"{more} more difference{'' if more == 1 else 's'} {'is' if more == 1 else 'are'} sure" in text


def test_what_cannot_be_compared_is_named_and_not_called_level():
    apart = ("score", "A", "B", None, None, None, None, "not comparable")
    alone = sides_headline(shown("A", "B"), pairs(apart), "journey")
    assert alone == "A and B cannot be compared: they have not been observed often enough at the same touchpoints."
    three = sides_headline(shown("A", "B", "C"), pairs(apart, ("score", "A", "C", *apart[3:])), "journey")
    assert three.startswith("A, B and C cannot be compared: no two of them")
    level = ("score", "A", "C", 0.1, -0.2, 0.4, 0.1, "no clear difference")
    some = sides_headline(shown("A", "B", "C"), pairs(apart, level), "journey")
    assert some == (
        "No difference between A and C is sure at the same touchpoints. "
        "Too little was observed at the same touchpoints to compare A with B."
    )
    rest = sides_headline(shown("A", "B", "C"), pairs(apart, level, ("score", "B", "C", *apart[3:])), "journey")
    assert rest.endswith("to compare A with B or B with C.")


def test_a_side_without_anything_and_one_too_small_are_said_to_be_so():
    rows = shown("A", "B", "C", B=0, C=3)
    rows.loc[2, "grade"] = "too few to show"
    assert sides_headline(rows, pairs(), "rater") == "B: nothing was rated here that can be shown. C: too few to show."
    assert sides_headline(rows, pairs(), "trust").startswith(
        "B: nothing good or bad was observed here that can be shown."
    )


def test_where_nothing_is_shown_of_any_side_each_is_named_all_the_same():
    text = headlines.sides_headline(shown()[:0], pairs(), "journey", ["A", "B"])
    assert text == "A and B: nothing was rated here that can be shown."


def test_every_mix_of_verdicts_reads_well():
    words = {"higher": 0.4, "lower": -0.4, "no clear difference": 0.1, "not comparable": None}
    for verdicts in product(words, repeat=3):
        couples = zip((("A", "B"), ("A", "C"), ("B", "C")), verdicts, strict=True)
        rows = [
            ("score", *two, words[each], *([None] * 3 if words[each] is None else [0.1, 0.5, 0.2]), each)
            for two, each in couples
        ]
        text = reads_well(sides_headline(shown("A", "B", "C"), pairs(*rows), "journey"))
        assert (" higher for " in text) == bool({"higher", "lower"} & {*verdicts})


def test_what_is_owed_is_told_per_100_moments():
    rows = pd.DataFrame({"side": ["A", "B", "C"], "owed_per_100": [12.4, 0.0, None]})
    assert owed_line(rows).endswith("owe no more: 12 for A and 0 for B.")
    assert owed_line(rows[1:]) == ""
