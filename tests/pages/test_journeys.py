"""A journey is made one's own on its page: made, described, put in order, retired, brought back, and undone."""

from dataclasses import replace

import pytest

from audit.actions.journey_changing import describe_journey, describe_touchpoint
from audit.actions.renaming import rename_stage
from audit.model.repertoire import Repertoire
from audit.store.journey import journeys, offered_journeys
from audit.store.repertoire import repertoire
from tests.builders import ANSWER, DESK, GREETING, with_desk
from tests.pages.conftest import run
from tests.pages.test_observe import button

ARRIVE, LEAVE = DESK.stages


@pytest.fixture
def page(own):
    """Return the page on a store with one journey, its first touchpoint open, beside the store."""
    with_desk(own)
    at = run("set_up/journeys")
    return opened(at, f"touchpoint.{GREETING.id}", f"change.{ARRIVE.id}", f"change.{DESK.id}"), own


def opened(at, *boxes):
    for box in boxes:
        at.session_state[box] = True
    return at.run()


def field(at, name, of=f"touchpoint.form.{GREETING.id}"):
    kinds = ("text_input", "text_area", "checkbox", "selectbox", "number_input")
    return next(one for kind in kinds for one in getattr(at, kind) if one.key == f"{of}.{name}")


def by_key(at, key):
    return next(one for one in at.button if one.key == key)


def add(at, key, name):
    next(one for one in at.text_input if one.key == f"{key}.name").set_value(name)
    return next(one for one in at.button if one.key.endswith(f"form.{key}-Add")).click().run()


def names(store):
    return {
        stage.name: [one.name for one in stage.touchpoints]
        for journey in offered_journeys(store)
        for stage in journey.stages
    }


def test_a_journey_is_made_from_nothing_name_after_name(own):
    at = add(run("set_up/journeys"), "journey.new", "A night")
    at = add(at, f"stage.new.{journeys(own)[0].id}", "Arrive")
    (stage,) = journeys(own)[0].stages
    for name in ("Parking", "Front door", "Parking"):
        at = add(at, f"touchpoint.new.{stage.id}", name)
    assert not at.exception
    assert names(own) == {"Arrive": ["Parking", "Front door"]}
    assert "Arrive has a touchpoint named Parking already" in at.error[0].value
    assert field(at, "name", f"touchpoint.new.{stage.id}").value == "Parking"


def test_a_touchpoint_is_described_and_called_otherwise_and_the_change_undone(page):
    at, store = page
    field(at, "name").set_value("Welcome").run()
    field(at, "channel").set_value("chat").run()
    field(at, "moment").set_value(False).run()  # Streamlit's own way
    field(at, "minimum").set_value(4.8).run()
    by_key(at, f"touchpoint.form.{GREETING.id}.save").click().run()
    assert "below the minimum" in at.error[0].value
    field(at, "has_standard").set_value(False).run()
    field(at, "show_anchors").set_value(True).run()
    field(at, "anchor_empathy_5").set_value("A smile").run()
    assert journeys(store) == (DESK,)
    by_key(at, f"touchpoint.form.{GREETING.id}.save").click().run()
    assert not at.exception
    assert "Welcome" in at.success[0].value
    after = journeys(store)[0].stages[0].touchpoints[0]
    assert (after.name, after.channel, after.is_moment_of_truth, after.standards) == ("Welcome", "chat", False, None)
    assert after.anchors["empathy"] == {**GREETING.anchors["empathy"], 5: "A smile"}
    for _ in range(2):
        by_key(at, "journeys.undo").click().run()
    assert journeys(store) == (DESK,)


def test_the_words_of_a_template_are_a_start(page):
    at, _ = page
    field(at, "show_anchors").set_value(True).run()
    start = field(at, "start")
    start.set_value(next(name for name in start.options if "library" in name)).run()
    assert not at.exception
    assert field(at, "anchor_empathy_1").value == "The rule is quoted and the conversation ends there"


def test_a_name_that_is_taken_is_refused_beside_its_field_and_what_was_typed_stays(page):
    at, store = page
    field(at, "name").set_value("Answer").run()
    by_key(at, f"touchpoint.form.{GREETING.id}.save").click().run()
    assert "This stage has a touchpoint named Answer already" in at.error[0].value
    assert field(at, "name").value == "Answer"
    assert journeys(store) == (DESK,)
    button(at, "Leave it as it was").click().run()
    assert field(at, "name").value == "Greeting"


def test_a_touchpoint_changes_its_place_is_retired_and_brought_back(page):
    at, store = page
    by_key(at, f"down.touchpoint.{GREETING.id}").click().run()
    assert names(store)["Arrive"] == ["Answer", "Greeting"]
    next(one for one in at.selectbox if one.key == f"to.touchpoint.{GREETING.id}").set_value(LEAVE.id).run()
    assert names(store)["Arrive"] == ["Answer", "Greeting"]
    button(at, "Move Greeting to Leave").click().run()
    assert names(store) == {"Arrive": ["Answer"], "Leave": ["Invoice", "Greeting"]}
    by_key(at, f"retire.touchpoint.{GREETING.id}").click().run()
    assert names(store)["Leave"] == ["Invoice"]
    by_key(at, f"back.{GREETING.id}").click().run()
    assert names(store)["Leave"] == ["Invoice", "Greeting"]
    opened(at, f"touchpoint.{ANSWER.id}", "journeys.history")
    by_key(at, f"delete.touchpoint.{ANSWER.id}").click().run()
    assert not at.exception
    assert names(store)["Arrive"] == []
    assert any(line.value.endswith("not said: Deleted Answer") for line in at.caption)


def test_two_touchpoints_that_are_one_are_merged_once_the_other_is_chosen(page):
    at, store = page
    next(one for one in at.selectbox if one.key == f"same.{GREETING.id}").set_value(ANSWER.id).run()
    button(at, "Merge Greeting into Answer").click().run()
    assert not at.exception
    assert names(store)["Arrive"] == ["Answer"]
    assert by_key(at, "journeys.undo").label == "Undo: Merged Greeting into Answer"
    next(one for one in at.selectbox if one.key == f"same.{ARRIVE.id}").set_value(LEAVE.id).run()
    button(at, "Merge Arrive into Leave").click().run()
    assert names(store) == {"Leave": ["Invoice", "Answer"]}


def test_what_somebody_else_changed_meanwhile_is_said_before_it_is_overwritten(page):
    at, store = page
    save = f"touchpoint.form.{GREETING.id}.save"
    field(at, "channel").set_value("chat").run()
    describe_touchpoint(store, replace(GREETING, channel="sign", description="Look up."), None, "HR")
    by_key(at, save).click().run()
    assert "Channel was changed to “sign” meanwhile" in at.error[0].value
    assert (field(at, "channel").value, field(at, "description").value) == ("chat", "Look up.")
    by_key(at, save).click().run()
    after = journeys(store)[0].stages[0].touchpoints[0]
    assert (after.channel, after.description) == ("chat", "Look up.")
    field(at, "purpose", f"journey.{DESK.id}").set_value("Get help soon").run()
    describe_journey(store, DESK.id, "Get help at once", Repertoire(), "HR")
    for said in ("What a customer wants was changed to “Get help at once” meanwhile", None):
        by_key(at, f"journey.{DESK.id}.save").click().run()
        assert [error.value.partition(".")[0] for error in at.error] == ([said] if said else [])
    assert journeys(store)[0].purpose == "Get help soon"
    name = f"name.{ARRIVE.id}"
    rename_stage(store, ARRIVE.id, "Come in", "HR")
    field(at, "name", name).set_value("Enter").run()
    assert (field(at, "name", name).value, journeys(store)[0].stages[0].name) == ("Come in", "Come in")
    assert "“Enter” was not taken" in at.error[0].value
    field(at, "name", name).set_value("Enter").run()
    assert journeys(store)[0].stages[0].name == "Enter"


def test_a_stage_and_a_journey_are_called_otherwise_described_and_copied(page):
    at, store = page
    field(at, "name", f"name.{ARRIVE.id}").set_value("Come in").run()
    field(at, "name", f"name.{DESK.id}").set_value("At the counter").run()
    field(at, "scenarios", f"journey.{DESK.id}").set_value("Alone\nWith a child\n").run()
    field(at, "personas", f"journey.{DESK.id}").set_value("In a hurry\n\nWith a pram").run()
    by_key(at, f"journey.{DESK.id}.save").click().run()
    button(at, "Copy this journey").click().run()
    assert not at.exception
    played = Repertoire(("Alone", "With a child"), ("In a hurry", "With a pram"))
    first, second = journeys(store)
    assert (first.name, second.name) == ("At the counter", "At the counter (copy)")
    assert repertoire(store, second.id) == repertoire(store, first.id) == played
    assert [stage.name for stage in second.stages] == ["Come in", "Leave"]
    by_key(at, f"retire.journey.{DESK.id}").click().run()
    assert [journey.id for journey in offered_journeys(store)] == [second.id]
    by_key(at, f"back.{DESK.id}").click().run()
    assert len(offered_journeys(store)) == 2
