"""Fairness and recoveries on a slide: a headline no surer than the figure, and a picture of it."""

import pandas as pd
import pytest

from audit.measures.fairness import fairness
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.fairness import fairness_title
from audit.publish.headlines.recovery import recoveries_title
from audit.publish.plotted import plotted
from audit.publish.slides.further import MOST_GROUPS, fairness_slides, own_slides, recovery_slides
from audit.publish.slides.short import MOST_WORDS
from tests.shown import a_shown

LONG = "Those who call from a room full of people during it"
COUNTS = ["negatives", "confirmed", "cannot", "waiting", "unowned", "overdue"]


def served(*rows):
    columns = ["touchpoint", "customer_group", "positives", "negatives"]
    return fairness(pd.DataFrame([row if len(row) == 4 else ("Desk", *row) for row in rows], columns=columns))


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ([], "Too few groups to compare"),
        ([("Students", 9, 1)], "Too few groups to compare"),
        ([("", 9, 9)], "Nobody said which group met it"),
        ([("Students", 40, 10), ("Staff", 36, 14)], "No customer group stands clearly apart"),
        ([("Students", 20, 30), ("Staff", 48, 2)], "Served worse: Students"),
        ([(LONG, 20, 30), ("Staff", 48, 2)], "One group is served worse"),
        (
            [
                ("Desk", "Students", 45, 5),
                ("Desk", "Staff", 9, 1),
                ("Call", "Students", 1, 9),
                ("Call", "Staff", 5, 45),
            ],
            "Groups use different touchpoints, so compare with care",
        ),
    ],
)
def test_a_group_is_named_only_where_it_is_sure(rows, head):
    title = fairness_title(served(*rows))
    assert title == head
    assert len(title.split()) <= MOST_WORDS


def test_a_gap_that_only_like_touchpoints_show_says_so():
    hidden = served(("Students", 40, 10), ("Staff", 36, 14)).assign(
        gap=0.0, gap_low=-0.1, gap_high=0.1, like_gap=[-0.2, 0.2], like_low=[-0.3, 0.1], like_high=[-0.1, 0.3]
    )
    assert fairness_title(hidden) == f"Served worse at the same touchpoints: {hidden['customer_group'].iloc[0]}"


def test_groups_are_drawn_the_lowest_first_and_those_left_out_are_counted():
    rows = [(f"Group {number}", 40 - number, 10 + number) for number in range(6)]
    (slide,) = fairness_slides(AgendaItem(Item.FAIRNESS), a_shown(fairness=served(*rows)))
    assert (slide.chart, len(slide.figure)) == ("groups", MOST_GROUPS)
    assert slide.under.endswith("Drawn: the lowest four of 6.")
    assert slide.description.startswith("Good among good and bad moments, with the 95 % interval: Group 5 70")
    assert plotted(slide).names[0] == "Group 5"
    (two,) = fairness_slides(AgendaItem(Item.FAIRNESS), a_shown(fairness=served(*rows[:2])))
    assert "Drawn" not in two.under


def test_without_a_group_to_show_there_is_no_picture():
    (none,) = fairness_slides(AgendaItem(Item.FAIRNESS), a_shown())
    assert (none.headline, none.chart) == ("Too few groups to compare", "")
    (hidden,) = fairness_slides(
        AgendaItem(Item.FAIRNESS), a_shown(fairness=served(("Students", 1, 1), ("Staff", 1, 0)))
    )
    assert (hidden.chart, hidden.under != "") == ("", True)


@pytest.mark.parametrize(
    ("counts", "head"),
    [
        ((0, 0, 0, 0, 0, 0), "No bad experience in these days"),
        ((9, 7, 2, 0, 0, 0), "Every bad experience is owned to its end"),
        ((9, 4, 1, 4, 1, 0), "1 of 4 open bad experiences has no owner"),
        ((9000, 0, 0, 9000, 1200, 5), "1,200 of 9,000 open bad experiences have no owner"),
        ((9, 4, 1, 4, 0, 2), "All 4 open bad experiences have an owner"),
        ((1, 0, 0, 1, 0, 0), "The one open bad experience has an owner"),
    ],
)
def test_what_nobody_owns_comes_first(counts, head):
    waiting = pd.DataFrame([counts], columns=COUNTS)
    assert recoveries_title(waiting) == head
    assert len(head.split()) <= MOST_WORDS
    (slide,) = recovery_slides(AgendaItem(Item.RECOVERIES), a_shown(waiting=waiting))
    assert slide.headline == head
    assert bool(slide.chart) == bool(counts[0])


def test_bars_count_what_was_put_right_and_what_is_open():
    waiting = pd.DataFrame([(30, 9, 2, 10, 4, 3), (20, 3, 0, 7, 1, 0)], columns=COUNTS)
    (slide,) = recovery_slides(AgendaItem(Item.RECOVERIES), a_shown(waiting=waiting))
    assert slide.figure["n"].tolist() == [12, 2, 12, 5]
    assert slide.under == "Of 50 bad experiences in these days. 3 past the day that was promised."
    assert plotted(slide).meanings == ("good", "neither", "all", "bad")
    (none,) = recovery_slides(AgendaItem(Item.RECOVERIES), a_shown())
    assert none.headline == "No bad experience in these days"


def test_one_s_own_slide_has_one_s_own_lines():
    (slide,) = own_slides(AgendaItem(Item.OWN, subject="One.\n\nTwo."), a_shown())
    assert slide.lines == ("One.", "Two.")
