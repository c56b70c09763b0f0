"""The error boundary: pages, taps and fragments end in words, once, and what was typed stays."""

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.navigation import NAVIGATION, PAGES
from tests.pages.conftest import run

PAGE = """
import streamlit as st
from audit.errors import GoneError, WalkLostError
from pages.parts.boundary import boundary, fragment, safely

def refuse():
    raise WalkLostError

def trip():
    {}["nobody"]

def note(word):
    st.session_state.setdefault("noted", []).append(word)

@fragment()
def part():
    if st.session_state.get("part breaks"):
        trip()
    st.text("the part")

with boundary():
    st.selectbox("Choice", ["a", "b"], key="choice", on_change=safely(refuse))
    st.text_input("Words", key="words", on_change=safely(note), args=("words",))
    with st.form("form"):
        st.text_input("Name", key="name")
        st.form_submit_button("Send", on_click=safely(refuse))
    st.button("Refuse", on_click=safely(refuse))
    st.button("Trip", on_click=safely(trip))
    st.button("Note", on_click=safely(note), args=["button"])
    part()
    if st.session_state.get("begins anew"):
        del st.session_state["begins anew"]
        st.rerun()
    if st.session_state.get("stops"):
        st.stop()
    if st.session_state.get("page refuses"):
        raise GoneError("review")
    if st.session_state.get("page breaks"):
        trip()
    st.text("the end")
"""
REFERENCE = re.compile(r"reference: ([0-9a-f]{8})")


EVERY_PAGE = [file.removesuffix(".py") for doors in NAVIGATION.values() for file, *_ in doors]


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """Let the pages of this test see a file that is no audit any more."""
    (tmp_path / "audit.duckdb").write_bytes(b"no store" * 2_000)
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "audit.duckdb"))


@pytest.fixture
def page():
    return AppTest.from_string(PAGE, default_timeout=180).run()


def tap(page, label):
    return next(button for button in page.button if button.label == label).click().run()


def errors(page):
    assert not page.exception
    return [error.value.replace("\\", "") for error in page.error]


def references(caplog):
    return [record for record in caplog.records if record.name == "moments"]


def test_a_page_where_nothing_goes_wrong_says_nothing(page):
    assert errors(page) == []
    assert tap(page, "Note").session_state["noted"] == ["button"]
    assert errors(page) == []


def test_what_a_person_can_mend_is_said_once_in_its_own_words(page, caplog):
    (sentence,) = errors(tap(page, "Refuse"))
    assert "brought back" in sentence
    assert page.text[-1].value == "the end"
    assert references(caplog) == []
    assert errors(page.run()) == []


@pytest.mark.breaks
def test_a_tap_that_broke_is_logged_whole_and_told_with_its_reference(page, caplog):
    (sentence,) = errors(tap(page, "Trip"))
    (record,) = references(caplog)
    (reference,) = REFERENCE.findall(sentence)
    assert record.getMessage() == f"a tap broke, reference {reference}"
    assert record.levelno == logging.ERROR
    assert "KeyError: 'nobody'" in logging.Formatter().format(record)
    assert "nobody" not in sentence
    assert "may not be saved" in sentence
    assert page.text[-1].value == "the end"


@pytest.mark.breaks
def test_a_page_that_broke_is_logged_whole_and_told_with_its_reference(page, caplog):
    page.session_state["page breaks"] = True
    (sentence,) = errors(page.run())
    (record,) = references(caplog)
    assert REFERENCE.findall(sentence) == [record.args[1]]
    assert "KeyError: 'nobody'" in logging.Formatter().format(record)
    assert "lost" not in sentence


@pytest.mark.breaks
@pytest.mark.parametrize("state", ["page refuses", "page breaks"])
def test_a_tap_and_the_page_after_it_are_both_told(page, state):
    page.session_state[state] = True
    first, second = errors(tap(page, "Refuse"))
    assert "brought back" in first
    assert "brought back" not in second
    assert len(errors(page.run())) == 1


def test_a_page_that_stops_early_shows_the_problem_of_the_tap(page):
    page.session_state["stops"] = True
    assert len(errors(tap(page, "Refuse"))) == 1
    assert errors(page.run()) == []


def test_a_page_that_begins_anew_shows_the_problem_of_the_tap_when_it_is_drawn(page):
    page.session_state["begins anew"] = True
    assert len(errors(tap(page, "Refuse"))) == 1
    assert errors(page.run()) == []


def test_what_was_typed_stays_where_the_tap_failed(page):
    page.text_input(key="words").input("not lost")
    page.text_input(key="name").input("Ada")
    (sentence,) = errors(tap(page, "Send"))
    assert "brought back" in sentence
    assert page.text_input(key="words").value == "not lost"
    assert page.text_input(key="name").value == "Ada"


def test_what_builds_on_an_act_that_failed_waits_until_that_was_told(page):
    page.selectbox(key="choice").select("b")
    assert len(errors(tap(page, "Note"))) == 1
    assert "noted" not in page.session_state
    assert tap(page, "Note").session_state["noted"] == ["button"]


def test_a_choice_that_fails_is_told_and_stays_chosen(page):
    assert len(errors(page.selectbox(key="choice").select("b").run())) == 1
    assert page.selectbox(key="choice").value == "b"


@pytest.mark.breaks
def test_a_part_that_breaks_leaves_the_rest_of_the_page(page):
    page.session_state["part breaks"] = True
    (sentence,) = errors(page.run())
    assert REFERENCE.search(sentence)
    assert [text.value for text in page.text] == ["the end"]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_an_audit_that_cannot_be_read_is_told_in_its_own_words(damaged, name, caplog):
    (sentence,) = errors(run(name))
    assert "cannot be read" in sentence
    assert "moments restore" in sentence
    assert references(caplog) == []


def test_the_frame_round_the_pages_tells_it_too(damaged):
    (sentence,) = errors(AppTest.from_file(PAGES.parent / "app.py", default_timeout=180).run())
    assert "cannot be read" in sentence
