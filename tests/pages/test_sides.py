"""Two to four sides beside each other: what is chosen stands in the address, and a link shows the same."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from audit import figures
from audit.figures import Question
from audit.model.side import sides_of
from pages.parts.observed import chosen
from pages.parts.sides import behind_sides
from tests.builders import sample_day
from tests.pages.conftest import run

PAGE = """
import streamlit as st
from pages.parts.address import arrive
arrive(st.session_state.get("at", "rater"))
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


def test_periods_that_share_days_are_refused_in_words(bar):
    bar.session_state["compare"] = False
    bar.query_params.update({"compare": "Periods", "side": ["2026-01", "2026-Q1"]})
    assert words(bar.run()) == [r"2026\-01 and 2026\-Q1 share days; compare periods that do not overlap."]


def test_what_is_compared_goes_along_to_the_next_page_and_narrows_none(bar):
    bar.query_params.update({"compare": "Customer groups", "side": GROUPS})
    bar.run()
    bar.session_state["at"] = "trust"
    for key in ("compare", "side"):
        del bar.query_params[key]
    bar.run()
    assert bar.query_params["side"] == GROUPS
    assert bar.header[0].value == "Side by side"
    bar.session_state["at"] = "journey"
    bar.query_params.clear()
    bar.query_params.update({"compare": "Customer groups", "side": ["Students", "Visitors"]})
    assert bar.run().multiselect[0].value == ["Students", "Visitors"]


@pytest.mark.parametrize("family", ["journey", "trust"])
def test_sides_of_which_nothing_was_observed_are_named_without_a_picture(sampled, family):
    at = AppTest.from_string(PAGE.replace('"trust"', repr(family)), default_timeout=180)
    at.query_params.update({"compare": "Recognised or not", "side": ["no", "yes"]})
    (sentence,) = words(at.run())
    assert "observers not recognised and announced visits" in sentence
    assert not at.expander[1:]


@pytest.mark.parametrize("page", ["journey", "rater", "trust"])
def test_a_link_shows_the_sides_on_each_page(sampled, page):
    at = run(f"understand/{page}", compare="Customer groups", side=GROUPS)
    assert "Side by side" in [each.value for each in at.header]
    assert any("Evening learners" in each for each in words(at))


@pytest.mark.parametrize("compare", [figures.compare_journey, figures.compare_rater, figures.compare_trust])
def test_behind_each_mark_stand_as_many_observations_as_its_n(sampled, compare):
    for kind, words_of in {"customer_group": GROUPS, "period": ["2026-Q2", "2026-07-01..2026-09-30"]}.items():
        question = Question(as_of=sample_day(), by=(), sides=sides_of(kind, words_of))
        shown = compare(sampled(), question)
        to = behind_sides(question, shown)
        rows = [row for row in shown.to_dict("records") if row["grade"] != "too few to show"]
        assert rows
        for row in rows[::5]:
            assert sum(chosen(question, to(row)).outcomes.values()) == row["n"]
        tapped = {"side": rows[0]["side"], "of": rows[0].get("touchpoint", rows[0].get("dimension", ""))}
        assert to(tapped) == to(rows[0])
        assert to({"side": "", "of": tapped["of"]}) is None


def test_nothing_leads_to_what_is_too_few_to_show(sampled):
    question = Question(as_of=sample_day(), by=(), sides=sides_of("customer_group", GROUPS))
    shown = figures.compare_rater(sampled(), question).assign(grade="too few to show")
    assert behind_sides(question, shown)(shown.iloc[0].to_dict()) is None


def test_a_side_in_an_address_that_cannot_be_read_narrows_nothing(sampled):
    question = Question(as_of=sample_day(), by=())
    for side in ("", "observer=KM", "period=2026-Q9"):
        assert chosen(question, {"side": side}).view == question.view
    assert chosen(question, {"side": "period=2026-Q1"}).sentence.endswith(", 2026-Q1.")
