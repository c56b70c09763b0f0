"""A hot spot on the wall: a plain count of all that was seen, two voices of different days, a photo, and why."""

from datetime import date
from itertools import product

import pandas as pd
import pytest

from audit.measures.hot_spot import hot_spots
from audit.model.review import AgendaItem, Item
from audit.publish.slide import Slide, on_pages
from audit.publish.slides.hot_spot import MOST_MARKS, count_headline, hot_spot_slides, in_marks, two_voices, why
from audit.publish.slides.photos import photo_slides
from audit.publish.slides.short import MOST_WORDS
from tests.shown import a_shown

LONG = "Call from a room full of people during a lecture"  # 48 letters, ten words


def seen(good, mixed, bad):
    return pd.DataFrame({"touchpoint": "Desk", "outcome": ["good", "neither", "bad"], "n": [good, mixed, bad]})


def voice(words, day, number="1"):
    return {"id": number, "what_happened": words, "observed_on": pd.Timestamp(day)}


@pytest.mark.parametrize(
    ("counts", "short", "long"),
    [
        ((16, 12, 26), "Desk: 26 of 54 ended badly", "26 of 54 moments seen here ended badly"),
        ((0, 0, 1), "Desk: seen once, and it ended badly", "Seen once, and it ended badly"),
        ((0, 1, 0), "Desk: seen once, and it was mixed", "Seen once, and it was mixed"),
        ((1, 0, 0), "Desk: seen once, and it went well", "Seen once, and it went well"),
        ((3, 1, 0), "Desk: none of 4 ended badly", "None of 4 moments seen here ended badly"),
        ((0, 0, 7), "Desk: all 7 ended badly", "All 7 moments seen here ended badly"),
        ((0, 0, 0), "Desk: nothing seen yet", "Nothing was seen here in these days"),
        ((12_000, 0, 8_000), "Desk: 8,000 of 20,000 ended badly", "8,000 of 20,000 moments seen here ended badly"),
    ],
)
def test_the_headline_counts_all_that_was_seen(counts, short, long):
    assert (count_headline("Desk", seen(*counts)), count_headline(LONG, seen(*counts))) == (short, long)
    assert len(long.split()) <= MOST_WORDS


@pytest.mark.parametrize("counts", list(product((0, 1, 16, 60, 1_234, 20_000), repeat=3)))
def test_marks_of_all_three_kinds_stand_beside_each_other_and_none_is_left_out(counts):
    marks = in_marks(seen(*counts))
    each = marks["stands_for"].iloc[0]
    assert each in {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}
    assert marks["marks"].sum() <= MOST_MARKS + 3
    assert [n > 0 for n in counts] == [n > 0 for n in marks["marks"]]
    if each == 1:
        assert marks["marks"].tolist() == list(counts)
    ends = marks["left"] + -(-marks["marks"] // marks["lines"]) * marks["cell"]
    assert (ends[:-1].to_numpy() <= marks["left"][1:].to_numpy()).all()
    assert ends.max() <= 1_661
    assert (marks["cell"] >= 20).all()


@pytest.mark.parametrize(
    ("days", "first", "others"),
    [
        (["2026-03-01", "2026-03-01", "2026-03-02"], [0, 2], [1]),
        (["2026-03-01", "2026-03-01"], [0], [1]),
        (["2026-03-01"], [0], []),
        ([], [], []),
    ],
)
def test_two_voices_are_of_different_days(days, first, others):
    said = [voice(f"Word {number}", day) for number, day in enumerate(days)]
    assert two_voices(said) == ([said[at] for at in first], [said[at] for at in others])


def test_a_long_voice_is_never_cut_but_has_a_slide_of_its_own():
    said = [voice("word " * 60, "2026-03-01"), voice("Short.", "2026-03-02")]
    assert two_voices(said) == ([said[1]], [said[0]])


def spots(*, rated=9, high=2.5, truth=True):
    row = {"touchpoint": "Desk", "rated": rated, "score": 2.0, "low": 1.5, "high": high, "target": 4.0}
    return hot_spots(pd.DataFrame([{**row, "is_moment_of_truth": truth, "positives": 2, "negatives": 7}]))


def why_of(**given):
    return why(spots(**given).to_dict("records")[0])


def test_why_a_spot_was_chosen_is_said_in_one_line_with_its_interval():
    assert why_of() == (
        "2.0 of 5 (1.5 to 2.5), our standard 4.0. Chosen: a moment of truth, surely below it, on fair evidence."
    )
    assert why_of(high=4.3, truth=False).endswith("4.0. Chosen: perhaps below it, on fair evidence.")
    assert why_of(rated=0) == (
        "22\u00a0% good (6\u00a0% to 55\u00a0%), our standard 80\u00a0%. "
        "Chosen: a moment of truth, surely below it, on fair evidence."
    )


def shown(**given):
    photos = pd.DataFrame(columns=["id", "item", "mark", "touchpoint", "observed_on"])
    usual = {
        "hot_spots": spots(),
        "hot_spot_ratings": pd.DataFrame({"n": [9]}),
        "hot_spot_outcomes": seen(2, 0, 7),
        "hot_spot_stories": pd.DataFrame(),
        "photos": photos,
    }
    return a_shown(**usual | given)


def test_a_spot_is_one_slide_with_voices_and_photo_and_what_is_more_follows():
    said = pd.DataFrame([voice("Wrong\nagain.", "2026-03-01"), voice("", "2026-03-01"), voice("Late.", "2026-03-02")])
    said = pd.concat([said, pd.DataFrame([voice("Lost.", "2026-03-03")])])
    day = date(2026, 3, 3)
    rows = [
        ("1", Item.HOT_SPOT, "abc", "Desk", day),
        ("2", Item.HOT_SPOT, "def", "Desk", day),
        ("3", Item.RATER, "x", "", day),
    ]
    photos = pd.DataFrame(rows, columns=["id", "item", "mark", "touchpoint", "observed_on"])
    given = shown(hot_spot_stories=said, photos=photos)
    first, more = hot_spot_slides(AgendaItem(Item.HOT_SPOT), given)
    assert (first.section, first.chart, first.photo) == ("Hot spot: Desk", "spot outcomes", "abc")
    assert first.lines == ("“Wrong again.” – 1 March 2026", "“Late.” – 2 March 2026")
    assert (more.headline, more.lines) == ("More of what people met there", ("“Lost.”",))
    assert [slide.photo for slide in photo_slides(Item.HOT_SPOT, given, {"abc"})] == ["def"]
    chart, photo = on_pages(first)  # a page of the deck and of the hand-out has room for one picture
    assert (chart.chart, chart.photo, photo.chart, photo.photo) == ("spot outcomes", "", "", "abc")
    assert photo.description == "Photo: Hot spot: Desk"
    assert on_pages(more) == (more,)
    assert isinstance(chart, Slide)


def test_where_no_voice_is_short_enough_all_follow():
    said = pd.DataFrame([voice("word " * 60, "2026-03-01")])
    _, more = hot_spot_slides(AgendaItem(Item.HOT_SPOT), shown(hot_spot_stories=said))
    assert more.headline == "What people met there"


def test_a_spot_that_was_chosen_by_hand_and_is_not_below_is_called_so():
    none = shown(hot_spots=spots()[:0])
    (slide,) = hot_spot_slides(AgendaItem(Item.HOT_SPOT, subject="Desk"), none)
    assert slide.under == "It is not below its standard in this period."
    few = shown(hot_spots=spots()[:0], hot_spot_ratings=pd.DataFrame({"n": []}), hot_spot_outcomes=seen(1, 0, 0))
    (slide,) = hot_spot_slides(AgendaItem(Item.HOT_SPOT, subject="Desk"), few)
    assert slide.under == "Too few to say whether it is below its standard: 1 observation in this period."
    empty = shown(hot_spots=spots()[:0], hot_spot_ratings=pd.DataFrame({"n": []}), hot_spot_outcomes=seen(0, 0, 0))
    (slide,) = hot_spot_slides(AgendaItem(Item.HOT_SPOT, subject="Desk"), empty)
    assert (slide.chart, slide.headline) == ("", "Desk: nothing seen yet")
