"""RATER on the wall: a pair is named only where it differs in the same moments, and short means surely short."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from audit.measures.dimension_pairs import HIGHER, LEVEL, LOWER, NOT_COMPARABLE, NOT_RATED, OTHERWISE
from audit.model.rating import DIMENSIONS
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.rater_to_target import joined, rater_words
from audit.publish.plotted import plotted
from audit.publish.slides.rater import pictured, rater_slides
from audit.publish.slides.short import MOST_WORDS
from tests.publish.sentences import reads_well
from tests.shown import a_shown

NAMES = [str(name) for name in DIMENSIONS]
NOTHING_COMPARED = pd.DataFrame(columns=["dimension", "other", "n", "visits", "difference", "low", "high", "verdict"])


def rated(*scores, target=4.5, grade="good", wide=0.2):
    """Return the dimensions in order with a score each (None = not rated)."""
    rows = [
        {"dimension": name, "n": 40, "visits": 30, "score": score, "low": score - wide, "high": score + wide}
        for name, score in zip(NAMES, scores, strict=False)
        if score
    ]
    columns = ["dimension", "n", "visits", "score", "low", "high"]
    return pd.DataFrame(rows, columns=columns).assign(target=target, grade=grade)


def pairs(**verdicts):
    """Return all pairs, level but for those given as reliability_empathy="higher"."""
    rows = [
        (one, other, 60, 60, 0.5, 0.2, 0.8, 0.5, verdicts.get(f"{one}_{other}", LEVEL))
        for one, other in combinations(NAMES, 2)
    ]
    columns = ["dimension", "other", "n", "visits", "difference", "low", "high", "pooled_difference", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def all_pairs(verdict):
    return pairs().assign(verdict=verdict)


ALIKE = rated(3.8, 3.7, 3.8, 3.7, 3.7)
NO_TWO = "In the same moments no two surely differ."
APART = "Which differ cannot be told: they are rated at different touchpoints."


@pytest.mark.parametrize(
    ("aimed", "compared", "head", "under"),
    [
        (ALIKE, pairs(), "All five fall surely short of our target", NO_TWO),
        (rated(3.8, 4.4, 4.4, 4.4, 4.4), pairs(), "Reliability falls surely short of our target", NO_TWO),
        (
            rated(3.8, 3.8, 4.4, 4.4, 4.4),
            pairs(),
            "Two of five fall surely short of our target",
            f"Reliability and assurance. {NO_TWO}",
        ),
        (rated(3.8, 3.8, 3.8), pairs(), "All three judged fall surely short of our target", NO_TWO),
        (rated(4.4, 4.4, 4.4, 4.4, 4.4), pairs(), "No dimension is surely short of our target", NO_TWO),
        (rated(4.8, 4.8, 4.8, 4.8, 4.8), pairs(), "All five surely reach our target", NO_TWO),
        (ALIKE, all_pairs(NOT_COMPARABLE), "All five fall surely short of our target", APART),
        (ALIKE, NOTHING_COMPARED, "All five fall surely short of our target", APART),
        (
            ALIKE,
            pairs(reliability_empathy=NOT_COMPARABLE),
            "All five fall surely short of our target",
            "Of those rated together no two surely differ.",
        ),
        (
            ALIKE,
            pairs(reliability_empathy=OTHERWISE),
            "All five fall surely short of our target",
            "Reliability looks stronger than empathy, but not in the moments that rate both.",
        ),
        (
            ALIKE,
            pairs(reliability_empathy=OTHERWISE).assign(pooled_difference=-0.1),
            "All five fall surely short of our target",
            "Empathy looks stronger than reliability, but not in the moments that rate both.",
        ),
        (
            ALIKE,
            pairs(reliability_empathy=HIGHER),
            "Stronger on reliability than on empathy",
            "By 0.50 (0.20 to 0.80) in the 60 moments that rate both. All five fall surely short of our target.",
        ),
        (ALIKE[:0], pairs(), "No dimension stands clearly apart", NO_TWO),
        (ALIKE[:0], all_pairs(NOT_COMPARABLE), "Dimensions rated at different touchpoints", APART),
        (ALIKE.assign(grade="thin"), pairs(), "No dimension stands clearly apart", NO_TWO),
        (
            ALIKE[:0],
            pairs(reliability_empathy=HIGHER, assurance_empathy=HIGHER, tangibles_empathy=HIGHER),
            "Stronger on reliability than on empathy",
            "By 0.50 (0.20 to 0.80) in the 60 moments that rate both; two other pairs differ too.",
        ),
        (
            ALIKE[:0],
            pairs(reliability_empathy=HIGHER, assurance_empathy=HIGHER),
            "Stronger on reliability than on empathy",
            "By 0.50 (0.20 to 0.80) in the 60 moments that rate both; one other pair differs too.",
        ),
    ],
)
def test_the_sentence_is_no_surer_than_the_figures(aimed, compared, head, under):
    assert rater_words(aimed, ALIKE, compared) == (head, under)


def test_what_was_hardly_rated_is_said_so():
    assert rater_words(ALIKE[:0], ALIKE[:0], pairs()) == ("Nothing was rated in this period", "")
    assert rater_words(ALIKE, ALIKE.assign(grade="thin"), pairs())[0] == "Too few ratings to say"


def test_whatever_the_mix_the_headline_has_nine_words_and_short_is_surely_short():
    for scores in product((None, 3.0, 4.9), (3.0, 4.4), (None, 4.9), (None, 3.0), (4.4,)):
        for verdict in (LEVEL, HIGHER, LOWER, OTHERWISE, NOT_COMPARABLE):
            one = rated(*scores)
            head, under = rater_words(one, one, pairs(reliability_empathy=verdict))
            assert len(head.split()) <= MOST_WORDS
            reads_well(under or f"{head}.")
            if "fall surely short" in f"{head} {under}":
                assert (one["high"] < one["target"]).any()
            if "All" in head and "short" in head:
                assert (one["high"] < one["target"]).all()


@pytest.mark.parametrize(
    ("compared", "runs"),
    [
        (pairs(), [(0, 4)]),
        (pairs(reliability_responsiveness=HIGHER), [(0, 3), (1, 4)]),
        (pairs(reliability_assurance=HIGHER), [(1, 4)]),
        (pairs(assurance_empathy=OTHERWISE), [(0, 2), (2, 4)]),
        (all_pairs(NOT_COMPARABLE), []),
        (all_pairs(NOT_RATED), []),
        (NOTHING_COMPARED, []),
    ],
)
def test_a_bracket_joins_only_what_was_compared_and_does_not_differ(compared, runs):
    assert joined(NAMES, compared) == runs


def test_the_rows_stand_so_that_a_bracket_holds_what_it_joins_and_what_was_not_rated_has_an_empty_row():
    level = pictured(rated(3.8, None, 3.9, 3.7, 3.6), pairs())
    assert level["dimension"].tolist() == ["reliability", "tangibles", "empathy", "responsiveness", "assurance"]
    assert (level["n"].tolist()[-1], level["joins_to"].tolist()) == (0, [3, -1, -1, -1, -1])
    split = pictured(rated(3.6, 3.7, 3.8, 3.9, 4.0), pairs(reliability_responsiveness=LOWER))
    assert split["dimension"].tolist() == NAMES[::-1]
    assert (split["joins_to"].tolist(), split["joins_at"].tolist()) == ([3, 4, -1, -1, -1], [0, 1, 0, 0, 0])
    assert set(split["joins"]) == {2}


def test_the_picture_says_the_target_and_where_its_scale_begins():
    assert pictured(ALIKE, pairs())["aim"].tolist() == ["our target 4.5", "", "", "", ""]
    mixed = rated(3.8, 3.8).assign(target=[4.0, 4.5])
    assert pictured(mixed, pairs())["aim"][0] == "our targets 4.0 to 4.5"
    assert pictured(ALIKE.assign(target=np.nan), pairs())["aim"][0] == ""
    assert set(pictured(ALIKE, pairs())["floor"]) == {3}
    assert set(pictured(rated(2.1), pairs())["floor"]) == {1}
    assert set(pictured(rated(None), pairs())["floor"]) == {1}
    thin = pictured(ALIKE.assign(grade="thin"), pairs())
    assert thin["is_thin"].all()
    assert not thin["is_short"].any()


def test_the_slide_shows_touchpoints_with_a_target_and_else_all_of_them():
    (slide,) = rater_slides(AgendaItem(Item.RATER), a_shown(rater=ALIKE, rater_to_target=ALIKE, rater_pairs=pairs()))
    assert slide.description.startswith(
        "Scores from 1 to 5 at touchpoints that have a target: reliability 3.8 (interval 3.6 to 4.0, target 4.5, n 40),"
    )
    assert [series.name for series in plotted(slide).series] == ["Score", "Our target"]
    asked = ALIKE.drop(columns="target").assign(own_words=["Trust: Can we rely on them?", "", "", "", ""])
    bare, own = rater_slides(AgendaItem(Item.RATER), a_shown(rater=asked, rater_pairs=pairs()))
    assert bare.description.startswith("Scores from 1 to 5: reliability 3.8 (interval 3.6 to 4.0, n 40), ")
    assert [series.name for series in plotted(bare).series] == ["Score"]
    assert own.lines == ("Reliability: “Trust: Can we rely on them?”",)
    none = asked.assign(own_words="")
    assert len(rater_slides(AgendaItem(Item.RATER), a_shown(rater=none, rater_pairs=pairs()))) == 1
    (nothing,) = rater_slides(AgendaItem(Item.RATER), a_shown())
    assert (nothing.headline, nothing.chart) == ("Nothing was rated in this period", "")
