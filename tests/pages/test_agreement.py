"""Observer agreement: what paired walks say, how to plan one, and that nobody is ranked."""

from dataclasses import replace
from datetime import date

import pytest

from audit import figures
from audit.figures import Question
from audit.model.view import EVERYTHING
from audit.publish.headlines.agreement import agreement_headline
from audit.sample.story import the_story
from audit.store.names import touchpoint_names
from audit.store.planned_walk import planned_walks
from pages.parts.session import today
from tests.builders import with_desk
from tests.pages.conftest import run

PAGE = "understand/agreement"


def button(at, label):
    return next(found for found in at.button if found.label == label)


def select(at, label):
    return next(found for found in at.selectbox if found.label == label)


def words(at):
    return [part.value for parts in (at.title, at.markdown, at.caption, at.text) for part in parts]


def test_without_pairs_the_page_says_how_one_comes_about_and_how_to_calibrate(own):
    at = run(PAGE)
    assert not at.exception
    assert at.title[0].value == "No two leaders are known to have met the same touchpoint within the hour yet."
    assert any("recognised by itself" in word for word in words(at))
    assert any("Read the anchor aloud" in word for word in words(at))
    assert "Load the sample audit" in [each.label for each in at.button]
    assert any("Set up a journey first" in word for word in words(at))


def test_the_sentence_and_the_picture_are_the_commands_figures(sampled):
    at = run(PAGE)
    assert not at.exception
    found = figures.agreement(sampled(), Question(today(), by=()))
    assert at.title[0].value.replace("\\", "") == agreement_headline(found, EVERYTHING)
    assert the_story().truth.judged_apart in at.title[0].value
    assert len(at.get("vega_lite_chart")) == 1


def test_one_touchpoint_met_in_pairs_can_be_looked_at_alone(sampled):
    at = run(PAGE)
    met = select(at, "Touchpoint met")
    chosen = met.options[1]
    met.set_value(chosen).run()
    assert not at.exception
    assert at.query_params["met_at"] == touchpoint_names(sampled()).key_of(chosen)
    here = Question(today(), view=replace(EVERYTHING, touchpoint=chosen), by=())
    assert at.title[0].value.replace("\\", "") == agreement_headline(figures.agreement(sampled(), here), here.view)
    assert len(at.get("vega_lite_chart")) == 1


def test_nobody_is_named_or_ranked(sampled):
    said = " ".join(words(run(PAGE)))
    assert "moments measure severity" in said
    assert not any(name in said for name in the_story().observers)


def test_the_log_delay_is_told_with_its_source(sampled):
    at = run(PAGE)
    assert any("one visit of ten" in word for word in words(at))
    at.session_state["log-delays"] = True
    assert any("were written down within" in word for word in words(at.run()))


def test_a_paired_walk_is_planned_for_two(own):
    with_desk(own)
    at = run(PAGE)
    select(at, "Touchpoint to meet together").set_value("Invoice")
    at.text_input[0].set_value("AB")
    at.text_input[1].set_value(" KM ")
    at.date_input(key="pair.day").set_value(date(2027, 3, 9))
    button(at, "Plan it for two").click().run()
    assert not at.exception
    plans = planned_walks(own)
    assert list(plans["touchpoint"]) == ["Invoice", "Invoice"]
    assert set(plans["observer"]) == {"AB", "KM"}
    assert {day.date() for day in plans["planned_for"]} == {date(2027, 3, 9)}
    assert len(set(plans["pair_id"])) == 1
    assert any("Planned for two: Invoice" in part.value.replace("\\", "") for part in at.success)


@pytest.mark.parametrize("twice", [1, 2])
def test_planning_the_same_again_adds_nothing(own, twice):
    with_desk(own)
    at = run(PAGE)
    for _ in range(twice):
        button(at, "Plan it for two").click().run()
    assert len(planned_walks(own)) == 2


def test_a_touchpoint_that_went_meanwhile_is_said_and_nothing_is_half_planned(own):
    with_desk(own)
    at = run(PAGE)
    with own.writing() as cursor:
        cursor.execute("DELETE FROM touchpoint")
    button(at, "Plan it for two").click().run()
    assert not at.exception
    assert planned_walks(own).empty
    assert any("Set up a journey first" in word for word in words(at))


def test_pairs_that_a_filter_hides_are_one_tap_away(sampled):
    at = run(PAGE, **{"period": "From a day to a day", "from": "2001-01-01", "to": "2001-01-31"})
    assert at.title[0].value.endswith("within the hour in the chosen period.")
    button(at, "Look at everything").click().run()
    assert not at.exception
    assert len(at.get("vega_lite_chart")) == 1
