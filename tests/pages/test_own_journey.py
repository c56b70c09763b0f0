"""A journey of one's own is made on its page from lines or a file, shown before, and nothing typed is lost."""

from audit.actions.journey_files import template_of
from audit.intake.template_writing import template_toml
from audit.model.repertoire import Repertoire
from audit.store.journey import journeys
from audit.store.repertoire import repertoire
from tests.builders import DESK, with_desk
from tests.pages.conftest import run
from tests.pages.test_observe import button
from tests.pages.test_set_up import upload

HOTEL = "Arriving:\nParking\nCheck-in\nThe stay:\nRoom"


def field(at, label):
    return next(found for found in (*at.text_input, *at.text_area) if found.label.startswith(label))


def adding(at):
    """Unfold what adds a journey where there is one."""
    at.session_state["journeys.add"] = True
    return at.run()


def lined(at, name, lines):
    at.button_group[0].set_value("Lines of text").run()
    field(at, "What the journey is called").set_value(name)
    field(at, "One touchpoint a line").set_value(lines).run()
    return at


def shape(store):
    return [(journey.name, [point.name for _, point in journey.touchpoints()]) for journey in journeys(store)]


def test_lines_are_shown_as_a_journey_and_then_made_into_one(own):
    at = lined(run("set_up/journeys"), "A night at our hotel", HOTEL)
    assert any(part.value == "**The stay**\n\n1. Room" for part in at.markdown)
    assert journeys(own) == ()
    button(at, "Make this journey").click().run()
    assert not at.exception
    assert shape(own) == [("A night at our hotel", ["Parking", "Check-in", "Room"])]
    assert at.success[0].value.startswith("A night at our hotel is made, with 3 touchpoints")
    assert field(adding(at), "What the journey is called").value == ""


def test_what_stands_in_the_way_is_said_and_what_was_typed_stays(own):
    with_desk(own)
    at = lined(adding(run("set_up/journeys")), DESK.name, "touchpoint\tminimum\nParking\tlow")
    assert any("Row 2, minimum: 'low' cannot be used" in part.value.replace("\\", "") for part in at.warning)
    button(at, "Make this journey").click().run()
    assert at.error[0].value.startswith("No journey was made")
    field(at, "One touchpoint a line").set_value(HOTEL).run()
    button(at, "Make this journey").click().run()
    assert "is there already" in at.error[0].value.replace("\\", "")
    assert (field(at, "One touchpoint a line").value, len(journeys(own))) == (HOTEL, 1)


def test_a_file_becomes_a_journey_and_one_that_is_no_table_is_refused(own):
    at = run("set_up/journeys")
    at.button_group[0].set_value("A file").run()
    field(at, "What the journey is called").set_value("A stay")
    upload(at, "plan.pdf", b"%PDF-1.7")
    assert "it is a PDF document" in at.error[0].value
    upload(at, "hotel.csv", b"Owner,Touchpoint\nMina,Check-in\n")
    assert any(part.value == "Not used: Owner." for part in at.caption)
    button(at, "Make this journey").click().run()
    assert not at.exception
    assert shape(own) == [("A stay", ["Check-in"])]


def test_a_journey_that_was_taken_out_as_toml_is_brought_in_as_it_is_called(own):
    at = run("set_up/journeys")
    at.button_group[0].set_value("A file").run()
    upload(at, "broken.toml", b"name = 1")
    assert "The template broken.toml cannot be used" in at.error[0].value.replace("\\", "")
    upload(at, "desk.toml", template_toml(template_of(DESK, Repertoire(("Come late",)))).encode())
    button(at, "Make this journey").click().run()
    assert not at.exception
    (journey,) = journeys(own)
    assert (journey.name, repertoire(own, journey.id).scenarios) == (DESK.name, ("Come late",))
    at.session_state[f"download.{journey.id}"] = True
    at.run()
    assert not at.exception
    assert {"As TOML, whole", "As CSV", "As XLSX"} <= {found.label for found in at.get("download_button")}
