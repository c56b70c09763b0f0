"""A review says how much of what was found staff were answered, and what, where that was chosen."""

import pandas as pd
import pytest

from audit.model.review import AgendaItem, Item
from audit.publish.slides.answers import answer_slides
from tests.shown import a_shown

NAN = float("nan")
NONE = pd.DataFrame(columns=["id", "touchpoint", "n", "kind", "words"])


def written(negatives, owned, answered, days, given=NONE):
    heard = pd.DataFrame([{"negatives": negatives, "owned": owned, "answered": answered, "answered_median_days": days}])
    made = answer_slides(AgendaItem(Item.ANSWERS), a_shown(heard=heard, answered=given))
    return [(slide.headline, slide.words) for slide in made]


@pytest.mark.parametrize(
    ("counts", "head", "lines"),
    [
        ((0, 0, 0, NAN), "No bad experience in this period", ()),
        ((41, 14, 0, NAN), "Nothing is answered yet", ()),
        (
            (41, 14, 9, 12.0),
            "9 of 41 bad experiences answered",
            ("Answered: half of them within 12 days.",),
        ),
    ],
)
def test_it_counts_what_is_answered(counts, head, lines):
    assert written(*counts) == [(head, lines)]


def test_a_review_of_before_there_were_answers_says_nothing_of_them():
    (slide,) = answer_slides(AgendaItem(Item.ANSWERS), a_shown())
    assert slide.lines == ()


def test_what_was_answered_is_said_where_it_was_chosen_alone():
    rows = [("1", "Greeting", 2, "done", "A second desk is open."), ("2", "Invoice", 1, "cannot", "The law says so.")]
    given = pd.DataFrame([*rows, ("3", "Answer", 1, "done", "")], columns=NONE.columns)
    _, *chosen = written(9, 4, 4, 12.0, given)
    assert chosen == [
        (
            "You said, we did",
            (
                "Greeting (2 bad experiences), we did: A second desk is open.",
                "Invoice (1 bad experience), we cannot: The law says so.",
            ),
        )
    ]


def test_what_was_found_owned_and_answered_is_drawn():
    heard = pd.DataFrame([{"negatives": 41, "owned": 14, "answered": 9, "answered_median_days": 12.0}])
    (slide,) = answer_slides(AgendaItem(Item.ANSWERS), a_shown(heard=heard, answered=NONE))
    assert (slide.chart, slide.figure["n"].tolist()) == ("steps", [41, 14, 9])
    assert slide.description == "Found 41, owned 14, answered to staff 9."
