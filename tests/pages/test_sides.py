"""Two to four sides beside each other: what is chosen stands in the address, and a link shows the same."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import run

PAGE = """
from audit.figures import Question
from pages.parts.session import today
from pages.parts.sides import compared
compared(Question(as_of=today(), by=()), "trust")
"""
GROUPS = ["Evening learners", "Visitors"]


@pytest.fixture
def bar(sampled):
    at = AppTest.from_string(PAGE, default_timeout=180)
    at.session_state["compare"] = True
    return at


def words(at):
    return [each.value for each in (*at.markdown, *at.caption)]


def test_what_is_chosen_is_written_into_the_address_and_stands_side_by_side(bar):
    bar.run()
    assert not bar.header
    bar.selectbox[0].set_value("Customer groups").run()
    assert words(bar)[-1].startswith("Choose two to 4 under Compare")
    bar.multiselect[0].set_value(GROUPS).run()
    assert "Customer groups" in bar.query_params["compare"]
    assert bar.query_params["side"] == GROUPS
    assert bar.header[0].value == "Side by side"
    assert any("were bad for Evening learners than for Visitors" in each for each in words(bar))
    bar.selectbox[0].set_value("Nothing").run()
    assert not bar.header


def test_a_period_of_ones_own_stands_beside_a_quarter(bar):
    bar.query_params.update({"compare": "Periods", "side": "2026-01"})
    bar.run()
    bar.date_input[0].set_value((date(2026, 2, 1), date(2026, 3, 15))).run()
    assert bar.query_params["side"] == ["2026-01", "2026-02-01..2026-03-15"]
    assert bar.header[0].value == "Side by side"
    assert bar.multiselect[0].value == ["2026-01", "2026-02-01..2026-03-15"]


def test_what_a_link_names_and_is_not_there_is_passed_over(bar):
    bar.session_state["compare"] = False
    bar.query_params.update({"compare": "Places", "side": ["Atlantis", "North Wing"]})
    assert words(bar.run()) == ["Choose two to 4 under Compare, and they stand beside each other here."]
    bar.query_params.update({"compare": "Periods", "side": ["2026-Q9", "2199-Q1", "2026-Q1"]})
    assert words(bar.run()) == ["Choose two to 4 under Compare, and they stand beside each other here."]


@pytest.mark.parametrize("page", ["journey", "rater", "trust"])
def test_a_link_shows_the_sides_on_each_page(sampled, page):
    at = run(f"understand/{page}", compare="Customer groups", side=GROUPS)
    assert "Side by side" in [each.value for each in at.header]
    assert any("Evening learners" in each for each in words(at))
