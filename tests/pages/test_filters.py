"""The filter bar: what is chosen stands in the address and narrows every page alike."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from audit.actions.renaming import rename_journey
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import new_key
from audit.store.incoming import add_incoming_observations
from audit.store.journey import add_journey
from audit.store.names import journey_names
from tests.builders import DESK, observation_rows, with_desk
from tests.pages.conftest import run

PAGE = """
import streamlit as st
from pages.parts.address import arrive
from audit.errors import AuditError
from pages.parts.filters import filter_bar
from pages.parts.words import show_problem
arrive(st.session_state.get("at", "rater"))
try:
    view = filter_bar("touchpoint").view
except AuditError as problem:
    show_problem(str(problem))
    st.text("refused")
    st.stop()
values = [getattr(view, name) for name in view.__dataclass_fields__]
st.text("|".join(";".join(value) if isinstance(value, tuple) else str(value) for value in values))
"""
CHOICE = """
from audit.store.journey import touchpoints
from pages.parts.address import choice
from pages.parts.session import store
choice("Touchpoint", ["All touchpoints", *touchpoints(store())["touchpoint"]], "touchpoint")
"""


@pytest.fixture
def bar(sampled):
    at = AppTest.from_string(PAGE, default_timeout=180)
    at.session_state["filters"] = True
    return at


def seen(at):
    return at.run().text[0].value.split("|")


def box(at, label):
    return next(box for box in (*at.multiselect, *at.selectbox) if box.label == label)


def test_an_address_that_says_nothing_narrows_nothing(bar):
    assert seen(bar) == ["None", "None", *[""] * 6, "None", "True"]
    assert bar.caption[0].value == "All observations · All time"


def test_a_pasted_link_shows_the_same_view(bar, sampled):
    for key, word in {
        "journey": "Using the library",
        "place": "Mill Lane Library",
        "channel": "in person",
        "method": "sit and listen",
        "recognised": "Visit announced",
        "seen": "Seen first-hand only",
        "period": "From a day to a day",
        "from": "2026-01-05",
        "to": "2026-02-01",
    }.items():
        bar.query_params[key] = word
    assert seen(bar) == [
        "2026-01-05",
        "2026-02-01",
        journey_names(sampled()).key_of("Using the library"),
        "Mill Lane Library",
        "in person",
        "",
        "sit and listen",
        "yes",
        "None",
        "False",
    ]
    assert box(bar, "Channel").value == ["in person"]


def test_a_link_may_name_several_values_and_the_line_says_them(bar):
    bar.query_params["place"] = ["North Wing", "Harbour Hall"]
    bar.query_params["recognised"] = ["Visit announced", "Observer not recognised"]
    bar.query_params["method"] = ["walk it through", "sit and listen"]
    assert seen(bar)[3:8] == ["Harbour Hall;North Wing", "", "", "sit and listen;walk it through", "no;yes"]
    words = (
        "Harbour Hall or North Wing · sit and listen or walk it through · Observer not recognised or visit announced"
    )
    assert bar.caption[0].value == f"{words} · All time"
    bar.query_params["place"] = [place for place in box(bar, "Place").options if place != "North Wing"]
    assert len(seen(bar)[3].split(";")) == len(box(bar, "Place").options) - 1
    assert bar.caption[0].value.startswith(f"{len(box(bar, 'Place').options) - 1} places · ")


def test_what_is_chosen_is_written_into_the_address_and_taken_out_again(bar):
    bar.run()
    box(bar, "Place").set_value(["North Wing", "Harbour Hall"]).run()
    assert bar.query_params["place"] == ["North Wing", "Harbour Hall"]
    box(bar, "Place").set_value(["North Wing"]).run()
    assert bar.query_params["place"] == "North Wing"
    box(bar, "Place").set_value([]).run()
    assert "place" not in bar.query_params


def test_everything_that_narrows_is_taken_out_by_one_tap(bar):
    bar.query_params.update({"place": ["North Wing", "Harbour Hall"], "seen": "Seen first-hand only"})
    bar.query_params["tab"] = "2"
    seen(bar)
    bar.button(key="filters.clear").click().run()
    assert bar.caption[0].value == "All observations · All time"
    assert {*bar.query_params} == {"tab"}
    assert not [each for each in bar.button if each.key == "filters.clear"]


def test_a_word_the_audit_does_not_know_is_passed_over(bar):
    bar.query_params["place"] = "Atlantis"
    bar.query_params["period"] = "From a day to a day"
    bar.query_params["from"] = "the other day"
    since, until, _, place, *_ = seen(bar)
    assert place == ""
    assert date.fromisoformat(since) < date.fromisoformat(until)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_link_that_names_what_is_not_here_says_so_instead_of_passing_for_another_view(bar, is_open):
    bar.session_state["filters"] = is_open
    bar.query_params["place"] = "Atlantis"
    seen(bar)
    words = "“Atlantis”, which the link names, is not among what can be chosen here. Shown\\: Every place."
    assert [caption.value for caption in bar.caption].count(words) == 1
    bar.query_params["place"] = "North Wing"
    seen(bar)
    assert not any("the link names" in caption.value for caption in bar.caption)
    bar.query_params["place"] = ["Atlantis", "North Wing", "El Dorado"]
    assert seen(bar)[3] == "North Wing"
    words = (
        "“Atlantis” and “El Dorado”, which the link names, are not among what can be chosen here. Shown\\: North Wing."
    )
    assert words in [caption.value for caption in bar.caption]


def test_a_name_that_two_touchpoints_share_is_the_one_of_the_journey_in_the_link(own):
    add_journey(with_desk(own), Journey("By phone", stages=(Stage("Ring", (Touchpoint("Greeting"),)),)))
    at = AppTest.from_string(CHOICE, default_timeout=180)
    at.query_params.update({"touchpoint": "Greeting", "journey": "By phone"})
    assert at.run().selectbox[0].value == "Greeting (By phone, Ring)"
    at.query_params["journey"] = DESK.name
    assert at.run().selectbox[0].value == "Greeting (At the desk, Arrive)"
    at.query_params["touchpoint"] = "Farewell"
    assert at.run().selectbox[0].value == "All touchpoints"
    assert at.caption[0].value.startswith("“Farewell”, which the link names, is not among")


def test_the_two_days_of_a_period_count_in_either_order(bar):
    bar.query_params.update({"period": "From a day to a day", "from": "2026-02-01", "to": "2026-01-05"})
    since, until, *_ = seen(bar)
    assert (since, until) == ("2026-01-05", "2026-02-01")
    assert not bar.error


def test_chosen_days_are_written_in_words_above_the_page(bar):
    bar.query_params.update({"period": "From a day to a day", "from": "2026-01-05", "to": "2026-02-01"})
    assert "All observations · 5 January to 1 February 2026" in [caption.value for caption in bar.run().caption]


def test_what_is_chosen_is_brought_along_to_another_page_until_it_is_taken_back(bar):
    bar.query_params["group"] = ["Students", "Visitors"]
    seen(bar)
    bar.query_params.clear()
    bar.query_params["all"] = ["one", "two"]
    bar.session_state["at"] = "trust"
    assert seen(bar)[5] == "Students;Visitors"
    assert bar.query_params["group"] == ["Students", "Visitors"]
    assert bar.query_params["all"] == ["one", "two"]
    box(bar, "Customer group").set_value([]).run()
    bar.session_state["at"] = "rater"
    assert seen(bar)[5] == ""


def test_an_address_of_another_page_that_says_something_itself_is_believed(bar):
    bar.query_params["group"] = "Students"
    seen(bar)
    bar.query_params.clear()
    bar.query_params["place"] = "North Wing"
    bar.session_state["at"] = "trust"
    assert seen(bar)[3:6:2] == ["North Wing", ""]


def test_the_back_button_finds_the_view_before_anything_was_chosen(bar):
    seen(bar)
    box(bar, "Customer group").set_value(["Students"]).run()
    bar.query_params.clear()
    assert seen(bar)[5] == ""


def test_every_page_to_understand_looks_at_what_the_link_says(sampled):
    at = run("understand/rater")
    everything = at.title[0].value
    at.query_params["group"] = "Evening learners"
    assert at.run().title[0].value != everything


def test_a_customer_group_met_in_an_import_can_be_chosen_at_once(own):
    with_desk(own)
    rows = observation_rows(*({"customer_group": "Business"} for _ in range(5)), {"customer_group": "Crew"})
    add_incoming_observations(own, rows, new_key())
    at = AppTest.from_string(PAGE, default_timeout=180)
    at.session_state["filters"] = True
    at.run()
    assert "Business" in box(at, "Customer group").options
    at.query_params["group"] = "Business"
    assert "Business" in seen(at)
    at.query_params["group"] = "Crew"
    at.run()
    assert at.title[0].value.startswith("Fewer than five moments of this customer group")
    assert not at.text


@pytest.mark.parametrize(
    "page",
    [
        "understand/journey",
        "understand/trust/page",
        "understand/change/page",
        "act/answers/page",
        "act/recoveries/page",
    ],
)
def test_a_page_whose_every_touchpoint_has_too_few_moments_of_a_group_says_so(own, page):
    with_desk(own)
    places = [{"touchpoint": "Greeting"}, {"touchpoint": "Answer"}, {"touchpoint": "Invoice", "stage": "Leave"}]
    rows = [row | {"customer_group": "Crew", "outcome": "negative"} for row in places for _ in range(2)]
    add_incoming_observations(own, observation_rows(*rows), new_key())
    at = run(page, group="Crew")
    assert not at.exception
    assert at.title[0].value == "No touchpoint has enough moments of this customer group to be shown by itself."
    assert any("Greeting, Answer and Invoice. By fewer than five moments" in said.value for said in at.caption)


def test_a_journey_stands_in_the_address_by_its_key_and_an_old_link_by_its_name_still_finds_it(own):
    with_desk(own)
    rename_journey(own, DESK.id, "At the counter", "KM")
    at = AppTest.from_string(PAGE, default_timeout=180)
    at.session_state["filters"] = True
    at.query_params["journey"] = "At the desk"
    assert str(DESK.id) in seen(at)
    assert "At the counter" in at.caption[0].value
    at.query_params.pop("journey")
    box(at.run(), "Journey").set_value(["At the counter"]).run()
    assert at.query_params["journey"] == str(DESK.id)
    assert str(DESK.id) in seen(at)


def test_a_page_that_shows_one_journey_at_a_time_says_so_where_several_are_chosen(sampled):
    at = AppTest.from_string(PAGE.replace('filter_bar("touchpoint")', "filter_bar(one_journey=True)"))
    names = journey_names(sampled())
    keys = [names.key_of(name) for name in ("Using the library", "Getting help from IT")]
    at.query_params["journey"] = keys
    (shown,) = seen(at)[2].split(";")
    assert shown in keys
    said = f"2 journeys are chosen. This page shows one at a time, here {names.shown(shown)}."
    assert said in [caption.value for caption in at.caption]
    assert at.query_params["journey"] == keys
