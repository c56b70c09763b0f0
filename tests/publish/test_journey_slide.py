"""A journey on the wall: how many low points, which, and what cannot be told; words that cover nothing."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest

from audit.measures.evidence_grade import grade
from audit.measures.low_points import low_points
from audit.model.review import AgendaItem, Item
from audit.publish.plotted import plotted
from audit.publish.slides.journey import journey_slides
from audit.publish.slides.journey_places import placed
from audit.publish.slides.journey_words import low_points_headline, low_points_line
from audit.publish.slides.short import MOST_WORDS
from tests.publish.sentences import reads_well
from tests.shown import a_shown

NO_TWO = "Which of the two is lower cannot be told."
NO_THREE = "Which of the three is lowest cannot be told."
NO_TIME_BEFORE = pd.DataFrame(columns=["touchpoint", "verdict"])
LONG = "Call from a room full of people during a lecture"  # 48 letters


def journey(*scores, name="Help", wide=0.4, target=4.5, n=9, called="T", stages=3):
    """Return a journey with a touchpoint a score (None = never seen), its interval `wide` to either side."""
    rows = [
        {
            "journey": name,
            "stage": f"Stage {place * stages // len(scores)}",
            "touchpoint": f"{called} {place}" if called == "T" else called,
            "is_moment_of_truth": place % 3 == 0,
            "target": target,
            "observations": n if score else 0,
            "rated": n if score else 0,
            "score": score or np.nan,
            "low": max(score - wide, 1) if score else np.nan,
            "high": min(score + wide, 5) if score else np.nan,
            "grade": grade(n) if score else "",
        }
        for place, score in enumerate(scores)
    ]
    return pd.DataFrame(rows).astype({"score": "float64", "target": "float64"})


def told(rows, since_last=NO_TIME_BEFORE):
    points = low_points(rows)
    return low_points_headline(points), low_points_line(points, since_last)


@pytest.mark.parametrize(
    ("rows", "head", "line"),
    [
        (journey(2.7, 4.4, 4.4), "One low point: T 0", "T 0 has 2.7 of 5, target 4.5."),
        (journey(2.7, 2.9, 4.4), "Two low points: T 0 and T 1", NO_TWO),
        (
            journey(2.7, 2.9, 3.0, 4.4),
            "Three low points, surely below target",
            NO_THREE,
        ),
        (journey(2.7, 4.4, called=LONG), "One low point, surely below target", f"{LONG} has 2.7 of 5, target 4.5."),
        (
            journey(2.7, 3.8, 4.4),
            "One low point: T 0",
            "T 0 has 2.7 of 5, target 4.5. One other is surely below target too.",
        ),
        (
            journey(2.7, 3.8, 3.8, 4.4),
            "One low point: T 0",
            "T 0 has 2.7 of 5, target 4.5. Two others are surely below target too.",
        ),
        (
            journey(3, 3),
            "Both touchpoints judged fall surely short of target",
            NO_TWO,
        ),
        (
            journey(3, 3, 3),
            "All three touchpoints judged fall surely short of target",
            NO_THREE,
        ),
        (journey(3), "One low point: T 0", "T 0 has 3.0 of 5, target 4.5; nothing else could be judged."),
        (
            journey(4.3, 4.4),
            "No touchpoint is surely below its target",
            "The lowest seen is T 0: 4.3 of 5 (3.9 to 4.7), target 4.5.",
        ),
        (
            journey(4.9, 4.9),
            "Every touchpoint judged surely reaches its target",
            "The lowest seen is T 0: 4.9 of 5 (4.5 to 5.0), target 4.5.",
        ),
        (journey(None, None), "Nobody observed this journey in these days", ""),
        (
            journey(2.0, 2.0, n=2),
            "Too few ratings where we set a target",
            "Too few observations were rated to say where it is good or bad: at most 2, at T 0.",
        ),
        (
            journey(2.0, 4.4, target=np.nan),
            "This journey has no target yet",
            "In what was observed, the low point is T 0, a moment of truth (2.0) and the high point T 1 (4.4).",
        ),
    ],
)
def test_the_sentence_is_no_surer_than_the_figures(rows, head, line):
    assert told(rows) == (head, line)


def test_what_was_seen_lower_and_is_no_low_point_is_named_with_the_reason():
    rows = journey(2.0, 2.2, 3.0, 4.4, wide=0.2)
    rows.loc[[0, 1], "high"] = 4.6
    assert told(rows)[1].endswith(" Two were seen lower, but that is not sure.")
    rows.loc[0, "target"] = np.nan
    assert told(rows)[1].endswith(" Two were seen lower, unsurely or without a target.")
    assert told(rows.drop(index=1))[1].endswith(" T 0 was seen lower, without a target.")


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({"T 0": "cannot be told", "T 1": "cannot be told"}, " Neither has surely moved since last time."),
        ({"T 0": "surely down", "T 1": "surely up"}, " T 0 fell and T 1 rose surely since last time."),
        ({"T 0": "surely down"}, " T 0 fell surely since last time."),
        ({"T 0": "cannot be told"}, "told."),  # the other was no line fixed beforehand, so nothing is said
    ],
)
def test_what_moved_is_said_of_lines_that_were_fixed_beforehand(verdicts, said):
    before = pd.DataFrame({"touchpoint": list(verdicts), "verdict": list(verdicts.values())})
    assert told(journey(2.7, 2.9, 4.4), before)[1].endswith(said)
    one = told(journey(2.7, 4.4), before)[1]
    assert one.endswith("It has not surely moved since last time.") == (verdicts["T 0"] == "cannot be told")
    three = pd.DataFrame({"touchpoint": ["T 0", "T 1", "T 2"], "verdict": "cannot be told"})
    assert told(journey(2.7, 2.9, 2.8, 4.4), three)[1].endswith("None has surely moved since last time.")


def test_whatever_the_mix_the_headline_has_nine_words_and_names_only_low_points():
    for scores in combinations((None, 1.0, 2.5, 3.4, 4.2, 4.6, 5.0), 4):
        for wide in (0.05, 0.8):
            points = low_points(journey(*scores, wide=wide))
            head, line = low_points_headline(points), low_points_line(points, NO_TIME_BEFORE)
            assert len(head.split()) <= MOST_WORDS
            reads_well(line)
            for row in points[~points["is_low"]].itertuples():
                assert row.touchpoint not in head


def test_each_journey_has_a_slide_and_those_nobody_observed_are_named():
    both = pd.concat([journey(2.7, 4.4), journey(None, name="Loan"), journey(4.4, 4.3, name="Print")])
    slides = journey_slides(AgendaItem(Item.JOURNEY), a_shown(journey=both))
    assert [slide.section for slide in slides] == ["The journey: Help", "The journey: Print", ""]
    assert [slide.headline for slide in slides][1:] == [
        "No touchpoint is surely below its target",
        "1 journey nobody observed in these days",
    ]
    assert slides[2].lines == ("Loan",)
    assert slides[0].description == "Scores from 1 to 5 along the journey, target 4.5: T 0 2.7, a low point, T 1 4.4."
    plot = plotted(slides[0])
    assert (plot.names, plot.evidence, plot.lit) == (("T 0", "T 1"), ("n 9", "n 9"), (True, False))
    assert [(series.name, series.points) for series in plot.series] == [
        ("Score", (2.7, 4.4)),
        ("Our target", (4.5, 4.5)),
    ]


@pytest.mark.parametrize("rows", [pd.DataFrame(), journey(None, None)])
def test_where_nothing_was_observed_that_is_all_that_is_said(rows):
    (slide,) = journey_slides(AgendaItem(Item.JOURNEY), a_shown(journey=rows))
    assert (slide.chart, slide.lines) == ("", ())
    assert slide.headline.startswith("No")


def test_a_journey_that_was_seen_and_never_rated_has_no_picture():
    rows = journey(None, None).assign(observations=4, target=np.nan)
    (slide,) = journey_slides(AgendaItem(Item.JOURNEY), a_shown(journey=rows))
    assert (slide.headline, slide.chart, slide.description) == ("This journey has no target yet", "", "")


def test_targets_that_differ_are_told_from_least_to_most():
    rows = journey(2.7, 4.4).assign(target=[4.0, 4.5])
    (slide,) = journey_slides(AgendaItem(Item.JOURNEY), a_shown(journey=rows))
    assert slide.description.startswith("Scores from 1 to 5 along the journey, targets 4.0 to 4.5: ")
    assert (slide.figure["aim"][0], slide.figure["aim_at"][0]) == ("our\ntargets\n4.0 to 4.5", 4.25)


def test_where_a_journey_has_no_target_its_picture_tells_of_none():
    (slide,) = journey_slides(AgendaItem(Item.JOURNEY), a_shown(journey=journey(2.7, 4.4, target=np.nan)))
    assert slide.description == "Scores from 1 to 5 along the journey: T 0 2.7, T 1 4.4."


# --- where words stand ---------------------------------------------------------------------------------------------


def places(rows):
    return placed(low_points(rows))


def test_the_scale_begins_at_a_whole_number_that_holds_all_and_shows_three_at_least():
    assert places(journey(4.4, 4.3))["floor"].tolist() == [3, 3]
    assert places(journey(2.7, 4.4))["floor"][0] == 2  # its interval ends at 2.3
    assert places(journey(1.2, 4.4))["floor"][0] == 1
    assert places(journey(None))["floor"][0] == 1


def test_a_touchpoint_rated_once_or_twice_is_marked():
    assert places(journey(4.0, n=1))["few"][0] == "once"
    assert places(journey(4.0, n=2))["few"][0] == "twice"
    assert places(journey(4.0, None))["few"].tolist() == ["", ""]


def test_a_stage_is_named_once_in_as_many_lines_as_there_is_room_for():
    rows = journey(*[4.0] * 4, stages=2).assign(
        stage=["Asking", "Asking", "Closing what was asked", "Closing what was asked"]
    )
    told = places(rows)
    assert told["stage_name"].tolist() == ["Asking", "", "Closing what was asked", ""]
    assert (told["stage_first"].tolist(), told["stage_last"].tolist()) == ([0, 0, 2, 2], [1, 1, 3, 3])
    narrow = places(journey(*[4.0] * 10, stages=10).assign(stage=[f"Uninterruptible {n}" for n in range(10)]))
    assert narrow["stage_name"][0] == "Uninte…\n0"
    assert set(places(journey(*[4.0] * 40, stages=40))["stage_name"]) == {""}
    assert places(journey(*[4.0] * 20, stages=20).assign(stage=list("abcdefghijklmnopqrst")))["stage_name"][0] == "a"


LETTER, ACROSS = 20, 1480  # design pixels; with those behind the scores there are 1,630


def ends(told):
    """Return how far from the left each name begins and ends, in design pixels."""
    named = told[told["name_lines"] > 0]
    wide = [max(8, *map(len, name.split("\n"))) * LETTER for name in named["name"]]
    middles = named["named_at"] / len(told) * ACROSS
    return [(middle - across / 2, middle + across / 2) for middle, across in zip(middles, wide, strict=True)]


@pytest.mark.parametrize("called", ["T", LONG, "Donaudampfschifffahrtsgesellschaftskapitänskajütentürschloss"])
@pytest.mark.parametrize(
    "scores",
    [[2.7], [2.7, 2.8], [4.4, 2.7, 4.4], [2.7, *[4.4] * 12, 2.8], [2.7] * 3 + [4.4] * 9, [*[4.4] * 9, *[2.7] * 4]],
)
def test_the_names_of_all_low_points_stand_abreast_within_the_picture(called, scores):
    told = places(journey(*scores, called=called))
    assert (told["name_lines"] > 0).tolist() == told["is_low"].tolist()
    for (_, end), (begin, _) in pairwise(ends(told)):
        assert end < begin
    assert ends(told)[0][0] >= 0
    assert ends(told)[-1][1] <= ACROSS + 150
    lines = [name.count("\n") + 1 if name else 0 for name in told["name"]]
    assert (lines, set(told["most_name_lines"])) == (told["name_lines"].tolist(), {max(lines)})


def test_a_name_stands_beneath_its_own_point_where_there_is_room():
    told = places(journey(*[4.4] * 6, 2.7, *[4.4] * 6))
    assert told["named_at"].dropna().tolist() == [pytest.approx(6.5)]


def test_of_more_low_points_than_have_room_the_lowest_are_named():
    told = places(journey(2.9, *[2.7] * 5, *[2.8] * 14, 4.4))
    named = told["name_lines"] > 0
    assert 5 < named.sum() < 20
    assert (told.loc[1:5, "name_lines"] > 0).all()
    assert not named[0]


def test_without_a_low_point_no_room_is_kept_for_names():
    assert places(journey(4.4, 4.5))["most_name_lines"].tolist() == [0, 0]
