"""A slide in small shows what it will say, and a mark of what fills it."""

from urllib.parse import unquote

import pandas as pd
import pytest

from audit.model.review import Item
from audit.publish.slide import Layout, Slide
from audit.publish.thumbnail import thumbnail

FIGURE = pd.DataFrame({"n": [1]})


def test_section_and_headline_stand_as_they_were_written_and_run_nothing():
    small = thumbnail(Slide(Item.RATER, "<b>Empathy & trust</b>", ("A first line.", "A second.", "A third.")))
    assert "RATER in one picture" in small
    assert "&lt;b&gt;Empathy &amp; trust&lt;/b&gt;" in small
    assert "A first line. · A second." in small
    assert "A third" not in small


@pytest.mark.parametrize(
    ("chart", "marked"), [("rater", "<circle"), ("votes", "M4 3H92"), ("not yet known", "M4 3H92")]
)
def test_a_chart_is_a_mark_in_small(chart, marked):
    small = thumbnail(Slide(Item.RATER, "Short", ("Words.",), chart, FIGURE))
    assert marked in unquote(small)
    assert "Words." not in small


def test_a_photo_is_its_small_file():
    assert 'src="/photos/abc-small.jpg"' in thumbnail(Slide(Item.OWN, "Ours", photo="abc"))


@pytest.mark.parametrize(("layout", "kind"), [(Layout.QUOTE, "full"), (Layout.CLOSE, "full"), (Layout.ROWS, "plain")])
def test_slides_in_full_colour_are_so_in_small(layout, kind):
    small = thumbnail(Slide(Item.CLOSE, "Thank you.", section="What we promised", layout=layout))
    assert f'class="thumb {kind}"' in small
    assert "What we promised" in small
    assert "words" not in small
