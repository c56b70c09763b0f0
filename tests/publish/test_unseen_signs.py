"""Signs that nobody sees break no drawing, deck, hand-out, sentence or spreadsheet, also those an old store holds."""

from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st
from pptx import Presentation

from audit.publish.deck import deck
from audit.publish.drawn import DrawingProcess, drawn
from audit.publish.handout import handout
from audit.publish.minutes import minutes, summary
from audit.publish.qr import qr_svg
from audit.publish.spreadsheet import csv_text
from tests.publish.leaving import a_report
from tests.publish.test_drawn import BARS

UNSEEN = "\x00\x08\x1b\x7f\x9b\u200b\u202a\u202e\u2066\u2069\ufeff\ufffe"
SHALOM = "\u05e9\u05dc\u05d5\u05dd"
NAMES = st.text(st.sampled_from(UNSEEN + "aB<&"), max_size=12).map(lambda signs: f"Desk{signs}5")


@pytest.fixture(scope="module")
def easel():
    one = DrawingProcess()
    yield one
    one.put_away()


def an_old_review(name):
    """Return a review whose store was filled before such signs were refused."""
    held = a_report()
    odd = replace(held.slides[0], headline=name, lines=(name,), notes=name, description=name)
    return replace(held, slides=(odd, *held.slides[1:]))


def nothing_unseen(words):
    return not set(words) & set(UNSEEN)


@law(NAMES)
def test_a_chart_with_any_name_is_drawn(easel, name):
    picture = drawn(BARS, pd.DataFrame({"desk": [name], "n": [3]}), "#FFFFFF", process=easel)
    assert "Desk" in picture
    assert nothing_unseen(picture)


@law(NAMES)
def test_deck_hand_out_and_minutes_of_any_name_are_made(name):
    held = an_old_review(name)
    made = Presentation(BytesIO(deck(held)))
    shapes = [shape for page in made.slides for shape in page.shapes if shape.has_text_frame]
    assert all(nothing_unseen(shape.text_frame.text) for shape in shapes)
    assert nothing_unseen(handout(held, {}))
    assert nothing_unseen(minutes(held) + summary(held))


@law(NAMES)
def test_a_table_of_any_name_is_written(name):
    frame = pd.DataFrame({"touchpoint": [name], "n": [1]})
    assert nothing_unseen(csv_text(frame, bom=False))


def test_what_hides_a_formula_is_taken_off_before_it_is_looked_for():
    assert csv_text(pd.DataFrame({"words": ["\u202e=1+1"]}), bom=False) == "words\r\n'=1+1\r\n"


def test_a_qr_code_has_a_title_whatever_the_review_is_called():
    assert "<title>Spring</title>" in qr_svg("http://a.example", "Spring\x00\u202e")


def test_names_written_from_right_to_left_stand_for_themselves():
    held = an_old_review(f"{SHALOM} owes 5 good")
    title = Presentation(BytesIO(deck(held))).slides[1].shapes.title.text_frame.text
    for told in (minutes(held), handout(held, {}), title):
        assert f"\u2068{SHALOM}\u2069 owes 5 good" in told
