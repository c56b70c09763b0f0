"""A form loses nothing that was typed: not by a look at another page, and not by an act that is refused."""

import pytest
from streamlit.testing.v1 import AppTest

FORM = """
import streamlit as st
from audit.errors import NoReasonError
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced

form = HeldForm("promise.7")

def keep():
    if not form.is_open:
        return
    def act():
        if not form.answers["words"]:
            raise NoReasonError
        st.session_state.setdefault("written", []).append((form.key, dict(form.answers)))
        announce("promise", f"Kept: *{form.answers['words']}*")
    if st.session_state.get("by field"):
        form.refuse({"words": "Say it in words."})
    else:
        form.attempt(act)

def twice():
    keep()
    keep()

if st.toggle("Look elsewhere"):
    st.stop()
show_announced("promise")
form.ask(st.text_input, "Words", "words", "")
form.ask(st.text_input, "Owner", "owner", "desk lead")
form.show_problem()
st.button("Keep", on_click=safely(keep))
st.button("Keep twice", on_click=safely(twice))
"""


@pytest.fixture
def form():
    return AppTest.from_string(FORM, default_timeout=60).run()


def tap(at, label):
    return next(found for found in at.button if found.label == label).click().run()


def typed(at, words):
    return at.text_input[0].set_value(words).run()


def test_what_was_typed_is_still_there_after_a_look_elsewhere(form):
    typed(form, "No hand-over without a word")
    form.toggle[0].set_value(True).run()
    assert not form.text_input
    form.toggle[0].set_value(False).run()
    assert [found.value for found in form.text_input] == ["No hand-over without a word", "desk lead"]


def test_an_act_that_is_refused_loses_nothing_and_says_so_once(form):
    form.text_input[1].set_value("loans team").run()
    tap(form, "Keep")
    assert len(form.error) == 1
    assert form.text_input[1].value == "loans team"
    assert not form.run().error


def test_an_act_that_succeeds_lets_go_of_what_was_typed_and_says_so_once(form):
    tap(typed(form, "No hand-over"), "Keep")
    assert [found.value for found in form.success] == [r"Kept\: \*No hand\-over\*"]
    assert [found.value for found in form.text_input] == ["", "desk lead"]
    assert not form.run().success


def test_a_field_that_nobody_touched_counts_with_what_it_said_at_first(form):
    tap(typed(form, "No hand-over"), "Keep")
    (_, values), *_ = form.session_state["written"]
    assert values == {"words": "No hand-over", "owner": "desk lead"}


def test_what_is_written_keeps_its_key_from_one_try_to_the_next_and_not_after(form):
    tap(form, "Keep")
    before = form.session_state["held_forms"]["promise.7"].key
    tap(typed(form, "First"), "Keep")
    tap(typed(form, "Second"), "Keep")
    first, second = (key for key, _ in form.session_state["written"])
    assert before == first != second


def test_two_taps_write_once(form):
    tap(typed(form, "No hand-over"), "Keep twice")
    assert len(form.session_state["written"]) == 1


def test_what_is_wrong_with_a_field_stands_beneath_it_until_it_is_changed(form):
    form.session_state["by field"] = True
    tap(form, "Keep")
    form.text_input[1].set_value("loans team").run()
    assert [found.value for found in form.error] == ["Say it in words."]
    assert not typed(form, "No hand-over").error


FIELDS = """
import streamlit as st
from audit.errors import NoReasonError
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm

form = HeldForm("point.7")
stored = st.session_state.setdefault("stored", {"headline": "As proposed", "notes": ""})

def write(name):
    form.hold(name)
    def act():
        if not form.typed[name]:
            raise NoReasonError
        stored[name] = form.typed[name]
    form.attempt(act, name)

for name in stored:
    form.ask(st.text_input, name, name, stored[name], on_change=safely(write), args=(name,))
"""


def test_a_field_that_is_written_by_itself_lets_go_of_itself_alone():
    at = AppTest.from_string(FIELDS, default_timeout=60).run()
    at.text_input[0].set_value("").run()
    assert len(at.error) == 1
    at.text_input[1].set_value("Bring the plan").run()
    assert [found.value for found in at.text_input] == ["", "Bring the plan"], "what was refused is still there"
    assert len(at.error) == 1
    at.text_input[0].set_value("Ours").run()
    assert at.session_state["stored"] == {"headline": "Ours", "notes": "Bring the plan"}
    assert not at.error
