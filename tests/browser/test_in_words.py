"""What stands in the way of a tap is told in words: the page stays, and Streamlit's own red box is never seen."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from audit.intake.templates import all_templates
from audit.store.opening import open_store
from tests.screens import COLD, Server, at_last, free_port, wait_until_up

pytestmark = pytest.mark.browser
RED_BOX = '[data-testid="stException"]'
PROBLEM = ".st-key-tap-problem"
TICKING = """
import streamlit as st
from audit.errors import WalkLostError
from pages.parts.boundary import boundary, fragment, safely

def refuse():
    raise WalkLostError

def break_from_now_on():
    st.session_state["breaks"] = True

@fragment(run_every="1s")
def clock():
    turn = st.session_state["turn"] = st.session_state.get("turn", 0) + 1
    st.text(f"turn {turn}")
    st.button("Refuse", on_click=safely(refuse))
    if st.button("Refuse within"):
        safely(refuse)()
        st.rerun()
    st.button("Break", on_click=safely(break_from_now_on))
    if st.session_state.get("breaks"):
        {}["nobody"]

with boundary():
    st.text_input("Words", key="words")
    clock()
    st.text("the end")
"""


class Ticking(Server):
    """A page with a part that runs by itself, served by Streamlit as it is."""

    def start(self) -> None:
        script = self.store.with_name("ticking.py")
        script.write_text(TICKING, encoding="utf-8")
        line = ["-m", "streamlit", "run", str(script), "--server.port", str(self.port), "--server.headless", "true"]
        self.process = subprocess.Popen(
            [sys.executable, *line],
            cwd=self.root,
            env=COLD | {"PYTHONPATH": str(self.root)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until_up(self.process, f"{self.url}/_stcore/health")


@pytest.fixture
def ticking(chromium, root, tmp_path):
    """Return a window onto the page that runs by itself."""
    running = Ticking(root, tmp_path / "none", free_port())
    running.start()
    page = chromium.new_context().new_page()
    page.goto(running.url)
    expect(page.get_by_text("the end")).to_be_visible()
    yield page
    page.context.close()
    running.stop()


def turns_go_on(page):
    """Wait until the part has run by itself twice more."""
    before = turn(page)

    def later():
        assert turn(page) >= before + 2

    at_last(page, later)


def turn(page):
    return int(re.search(r"turn (\d+)", page.get_by_text("turn").inner_text())[1])


def test_what_another_window_did_first_is_told_in_words(server, screen):
    open_store(server.store).close()
    server.start()
    first, second = screen("journeys", "phone"), screen("journeys", "phone")
    template = all_templates()[-1]
    for window in (first, second):
        window.page.get_by_role("button", name="Start this journey").last.click()
        window.settle()
    expect(first.page.locator(PROBLEM)).to_have_count(0)
    problem = second.page.locator(PROBLEM)
    expect(problem).to_contain_text(template.name)
    expect(problem).to_be_in_viewport(ratio=1)  # the button is far below the top of the page
    second.page.locator("summary", has_text="Add a journey").click()
    expect(second.page.get_by_role("button", name="It is being audited")).to_have_count(1)
    assert second.page.locator(RED_BOX).count() == 0
    assert second.complaints == []
    second.reload()
    expect(second.page.locator(PROBLEM)).to_have_count(0)


@pytest.mark.parametrize("label", ["Refuse", "Refuse within"])
def test_a_tap_in_a_part_that_runs_by_itself_is_told_where_it_stays(ticking, label):
    ticking.get_by_label("Words").fill("not sent yet")
    ticking.get_by_role("button", name=label, exact=True).click()
    expect(ticking.locator(PROBLEM)).to_contain_text("brought back")
    turns_go_on(ticking)
    expect(ticking.locator(PROBLEM)).to_contain_text("brought back")
    expect(ticking.get_by_label("Words")).to_have_value("not sent yet")
    assert ticking.locator(RED_BOX).count() == 0


def test_a_part_that_breaks_by_itself_leaves_the_page_and_shows_no_trace(ticking):
    ticking.get_by_role("button", name="Break", exact=True).click()
    expect(ticking.get_by_role("alert")).to_contain_text("give the steward this reference")
    turns_go_on(ticking)
    expect(ticking.get_by_text("the end")).to_be_visible()
    assert ticking.locator(RED_BOX).count() == 0
    assert "nobody" not in ticking.get_by_test_id("stMain").inner_text()
