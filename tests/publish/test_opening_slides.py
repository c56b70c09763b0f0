"""How a meeting opens: how much was seen, a mark a moment, and what moved since last time."""

from datetime import date
from math import nan

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


LINE = {"touchpoint": "", "before_since": pd.Timestamp("2025-10-01"), "before_until": pd.Timestamp("2025-12-31")}
LINE |= {"before_observations": 523, "observations": 605, "n": 503, "verdict": "cannot be told", "run_since": ""}
LINE |= {"before_share": 0.833, "before_low": 0.79, "before_high": 0.86, "share": 0.843, "low": 0.81, "high": 0.87}
CALL = {"touchpoint": "Call from a room full of people during a lecture"}
REPLY = {"touchpoint": "Reply to a written request"}
UP, DOWN = {"verdict": "surely up"}, {"verdict": "surely down"}


def lines(*changes):
    return pd.DataFrame([LINE | each for each in changes])


@pytest.mark.parametrize(
    ("changes", "head"),
    [
        ([{}, CALL, REPLY], "We saw more; nothing surely moved"),
        ([{"observations": 400}], "We saw fewer; nothing surely moved"),
        ([{"observations": 523}], "We saw as many; nothing surely moved"),
        ([{}, REPLY | UP], "Reply to a written request: surely up"),
        ([{}, CALL | DOWN], "We saw more; one line surely down"),
        ([UP, CALL], "We saw more; all touchpoints surely up"),
        ([DOWN], "We saw more; the whole surely down"),
        ([{}, CALL | UP, REPLY | DOWN, UP], "We saw more; one surely down, two surely up"),
        ([{}, CALL | UP, REPLY | UP], "We saw more; two surely up"),
        ([{"before_observations": 0}], "Nothing was seen before to compare with"),
        ([{"observations": 0}], "Nothing was seen this time to compare"),
    ],
)
def test_a_headline_says_what_surely_moved_and_counts_what_was_seen(changes, head):
    slide, *_ = written(Item.SINCE_LAST, since_last=lines(*changes))
    assert slide.headline == head
    assert len(head.split()) <= 9
    assert bool(slide.chart) == ("compare" not in head)


def test_the_days_it_is_compared_with_are_named_and_each_line_is_told():
    changes = ({}, CALL | {"share": nan, "n": 0}, REPLY | UP | {"run_since": "2026-01"}, {"touchpoint": "Desk"} | DOWN)
    first, second = written(
        Item.SINCE_LAST, since_last=lines(*changes, {"touchpoint": "Web", "before_share": nan}, {"touchpoint": "Hall"})
    )
    assert first.under == "605 moments now, 523 from 1 October to 31 December 2025. Arrows only where sure."
    assert second.headline == "Since last time, 2 of 2"
    rows = first.figure
    assert rows["name"].tolist() == ["All touchpoints", *(each["touchpoint"] for each in (CALL, REPLY)), "Desk"]
    assert rows["moved"].tolist() == ["cannot be told", "cannot be told", "surely up since January 2026", "surely down"]
    assert rows["moved_mark"].tolist() == ["open", "open", "up", "down"]
    assert rows["evidence"].tolist()[:2] == ["83\u00a0%, now 84\u00a0% of 503", "83\u00a0%, none now"]
    assert second.figure["evidence"].iloc[0] == "none before, now 84\u00a0% of 503"
    assert first.description.startswith("All touchpoints: 83\u00a0%, now 84\u00a0% of 503 went well, cannot be told.")
    SLIDE_CHARTS[first.chart](first.figure).to_dict()
    plot = plotted(first)
    assert [series.name for series in plot.series] == ["Before", "Now"]
    assert plot.evidence[2].endswith("; surely up since January 2026")


def test_a_review_closed_before_anything_was_compared_says_so_without_days():
    (slide,) = written(Item.SINCE_LAST)
    assert (slide.headline, slide.under) == ("Nothing was seen before to compare with", "")
