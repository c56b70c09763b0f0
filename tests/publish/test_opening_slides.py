"""How a meeting opens: how much was seen, a mark a moment, and what moved since last time."""

from datetime import date

import pandas as pd
import pytest

from audit.charts.slides import SLIDE_CHARTS
from audit.model.review import AgendaItem, Item, Review
from audit.publish.plotted import plotted
from audit.publish.shown import Counts
from audit.publish.slide import Layout
from audit.publish.slides import slides_of
from tests.builders import NOON
from tests.shown import a_shown

SINCE, UNTIL = date(2026, 1, 1), date(2026, 3, 31)


def a_review(item):
    return Review("What people met", SINCE, UNTIL, (AgendaItem(item),), NOON, "key")


def written(item, **given):
    return slides_of(a_review(item), AgendaItem(item), a_shown(**given))


def seen(*rows):
    """Return counts and journey of touchpoints with (good, mixed, bad) moments."""
    names = ["positives", "neutrals", "negatives"]
    journey = pd.DataFrame(rows, columns=names).assign(
        journey="Loan", touchpoint=[f"Touchpoint {place}" for place in range(len(rows))]
    )
    good, mixed, bad = (int(journey[name].sum()) for name in names)
    return {"counts": Counts(good + mixed + bad, len(rows), 1, good, mixed, bad), "journey": journey}


@pytest.mark.parametrize(
    ("rows", "walks", "under"),
    [
        ([(424, 102, 79)], 163, "605 moments seen, 163 walks"),
        ([(1, 0, 0)], 1, "1 moment seen, 1 walk"),
        ([(1, 1, 1)], 0, "3 moments seen"),
        ([(1500, 0, 0)], 9, "1,500 moments seen, 9 walks"),
        ([(10_000, 5_000, 5_000)], 9, "20,000 moments seen, 9 walks. One mark stands for 20"),
        ([(1_501, 0, 0)], 9, "1,501 moments seen, 9 walks. One mark stands for two"),
        ([(0, 0, 0)], 0, "Nothing was observed in these days"),
    ],
)
def test_a_cover_says_how_much_was_seen_and_for_how_many_a_mark_stands(rows, walks, under):
    (cover,) = written(Item.COVER, **seen(*rows), scorecard=pd.DataFrame({"walks": [walks]}))
    assert (cover.headline, cover.section, cover.layout) == ("What people met", "Our service", Layout.COVER)
    assert cover.under == under
    assert cover.chart == ("moments" if rows != [(0, 0, 0)] else "")


def test_the_picture_of_a_cover_is_told_in_words_and_plotted_as_it_was_counted():
    (cover,) = written(Item.COVER, **seen((3, 1, 0), (0, 0, 2)))
    assert cover.description == (
        "2 touchpoints in the order of the journeys, a mark for each moment: 3 went well, 1 mixed, 2 went badly. "
        "Never for discipline."
    )
    (many,) = written(Item.COVER, **seen((3_000, 1, 0)))
    assert "a mark for about 5 moments" in many.description
    SLIDE_CHARTS[cover.chart](cover.figure).to_dict()
    plot = plotted(cover)
    assert [series.points for series in plot.series] == [(3, 0), (1, 0), (0, 2)]
    assert plot.names == ("Touchpoint 0", "Touchpoint 1")


def test_a_review_closed_before_its_journeys_were_kept_has_a_cover_without_a_picture():
    (cover,) = written(Item.COVER, counts=seen((3, 1, 0))["counts"])
    assert (cover.under, cover.chart) == ("4 moments seen", "")
