"""Fairness and the leaders' own scorecard, as a page shows them."""

import pytest
from streamlit.testing.v1 import AppTest

from audit import figures
from audit.actions import walks
from audit.figures import Question
from audit.publish.headlines.fairness import fairness_headline
from audit.publish.headlines.scorecard import scorecard_sentence
from audit.sample.story import the_story
from audit.store.names import touchpoint_names
from pages.parts.session import today
from tests.builders import a_walk, an_observation, with_desk

SCRIPT = """
from pages.understand.coverage.fairness import fairness_section
from pages.parts.filters import filter_bar
from pages.understand.coverage.scorecard import scorecard_section
asked = filter_bar("touchpoint")
fairness_section(asked)
scorecard_section(asked)
"""
TRUTH = the_story().truth


def shown(**address):
    at = AppTest.from_string(SCRIPT, default_timeout=180)
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def said(at):
    return [part.value.replace("\\", "") for parts in (at.markdown, at.caption) for part in parts]


def opened(at):
    """Return the page with the scorecard opened by a tap."""
    at.session_state["scorecard"] = True
    return at.run()


def test_fairness_is_told_as_the_command_prints_it(sampled):
    at = shown()
    assert not at.exception
    served = figures.fairness(sampled(), Question(today(), by=()))
    assert fairness_headline(served) in said(at)
    assert TRUTH.served_worse in fairness_headline(served)
    assert len(at.get("vega_lite_chart")) == 2


def test_a_group_chosen_in_the_filters_is_still_set_beside_the_others(sampled):
    at = shown(group="Visitors")
    assert any(word.startswith(TRUTH.served_worse) for word in said(at))
    assert "The customer group chosen in the filters is shown beside the others." in said(at)
    at.query_params["group"] = ["Visitors", "Students"]
    assert "The customer groups chosen in the filters are shown beside the others." in said(at.run())


def test_where_nothing_is_seen_it_does_not_say_that_nothing_ever_was(sampled):
    at = shown(period="From a day to a day", **{"from": "2001-01-01", "to": "2001-01-02"})
    assert "No good or bad moment is recorded here, for any customer group." in said(at)


def test_one_touchpoint_can_be_looked_at_alone(sampled):
    at = shown(journey="Using the library")
    names = next(box for box in at.selectbox if box.label == "Served at")
    assert "Arrival at the desk" not in names.options
    names.set_value("Welcome at the information desk").run()
    assert not at.exception
    assert at.query_params["served_at"] == touchpoint_names(sampled()).key_of("Welcome at the information desk")


def test_without_observations_both_say_so(own):
    at = opened(shown())
    assert not at.exception
    assert any("No good or bad moment" in word for word in said(at))
    assert "No leader walked in this view." in said(at)


def test_the_scorecard_stays_shut_until_somebody_asks(sampled):
    assert not any("together have" in word for word in said(shown()))


def test_the_leaders_stand_there_together_and_nobody_by_name(sampled):
    at = opened(shown())
    assert not at.exception
    card = figures.scorecard(sampled(), Question(today()))
    assert scorecard_sentence(card) in said(at)
    assert not any(name in word for name in the_story().observers for word in said(at))
    for line in ("Commitments made", "The visit was announced", "Of these, answered to staff"):
        assert any(line in part.proto.body for part in at.get("html"))


@pytest.mark.parametrize("name", ["AB", "KM"])
def test_who_chooses_their_own_name_sees_their_own_numbers_alone(own, name):
    with_desk(own)
    walks.record_walk_through(own, a_walk(observer="AB"), [an_observation()])
    walks.record_walk_through(own, a_walk(observer="KM", own_area=True), [an_observation(), an_observation()])
    at = opened(shown())
    box = next(box for box in at.selectbox if box.label == "My own numbers")
    assert box.value is None
    box.set_value(name).run()
    (told,) = (word for word in said(at) if "have made" in word)
    good = {"AB": 1, "KM": 2}[name]
    assert told.startswith("You have made 1 walk")
    assert f"{good} good and 0 bad moments recorded" in told
    assert not any("together have" in word for word in said(at))
    assert not any("Commitments made" in part.proto.body for part in at.get("html"))
