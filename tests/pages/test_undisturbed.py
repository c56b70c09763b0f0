"""A tap is carried out to its end, though the next one arrives in the middle of it."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.undisturbed import undisturbed

SCRIPT = """
import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from pages.parts.boundary import boundary, safely

def act():
    get_script_run_ctx().script_requests.request_rerun(RerunData())  # what the next tap does
    for step in ("first", "second"):
        st.session_state[step] = "done"

with boundary():
    st.button("With the boundary", on_click=safely(act))
    st.button("Bare", on_click=act)
"""


@pytest.mark.parametrize(("button", "done"), [(0, {"first", "second"}), (1, set())])
def test_a_tap_that_goes_through_the_boundary_is_not_broken_off_by_the_next_one(button, done):
    at = AppTest.from_string(SCRIPT).run()
    at.button[button].click().run()
    assert {step for step in ("first", "second") if step in at.session_state} == done
    assert not at.exception


def test_outside_a_page_there_is_nothing_to_hold_off():
    with undisturbed():
        done = True
    assert done
