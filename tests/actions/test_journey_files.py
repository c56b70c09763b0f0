"""A journey goes out as a template or a table and comes in elsewhere as the same journey, or not at all."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.actions.catalogue import keep_service
from audit.actions.journey_files import (
    KINDS,
    as_template,
    begin_journey,
    file_name,
    journey_called,
    journey_file,
    kind_of,
    read_journey,
    template_of,
)
from audit.errors import AuditError, JourneyExistsError, JourneyFileKindError, JourneyUnknownError
from audit.home.own_files import is_portable
from audit.intake.cells import HARMLESS
from audit.intake.journey_rows import read_rows
from audit.intake.template_writing import template_toml
from audit.intake.templates import read_template
from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.rating import Dimension
from audit.model.repertoire import Repertoire
from audit.model.service import Service
from audit.publish.journey_table import journey_table
from audit.publish.spreadsheet import csv_text
from audit.store.journey import journeys
from audit.store.opening import open_store
from audit.store.repertoire import repertoire
from audit.store.service import serviced_touchpoints, services
from tests.builders import template_named

NAMES = st.sampled_from(
    ["Rezeption", "受付", "الاستقبال", "=SUM(A1)", "'=x", "-5", "@home", "1. Door", "Desk:", "a,b", 'say "hi"', "x > y"]
)
WORDS = st.sampled_from(["", "Look.\nListen.", "=1+1", "\\ and \t.", "مرحبا", "'''", '"""', "''=x", "# [a]"])
ANCHORS = st.dictionaries(
    st.sampled_from(Dimension),
    st.dictionaries(st.sampled_from((1, 3, 5)), WORDS.filter(bool), min_size=1),
    max_size=3,
)


@st.composite
def touchpoints(draw, name):
    is_moment_of_truth = draw(st.booleans())
    return Touchpoint(
        name=name,
        channel=draw(st.sampled_from(["", "web", "Concierge"])),
        is_moment_of_truth=is_moment_of_truth,
        description=draw(WORDS),
        standards=draw(st.sampled_from([None, Standards(3, 4.5), Standards(3.25, 3.25)])),
        anchors=draw(ANCHORS),
        why=draw(WORDS) if is_moment_of_truth else "",
    )


@st.composite
def own_journeys(draw):
    stages = []
    for stage in draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=str.casefold)):
        names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=str.casefold))
        stages.append(Stage(stage, tuple(draw(touchpoints(name)) for name in names)))
    return Journey(draw(NAMES), draw(WORDS), tuple(stages))


def contents(journey):
    """Return what a journey says, without its keys."""
    points = [
        (stage.name, point.name, point.channel, point.is_moment_of_truth, point.why, point.description.strip(),
         point.standards, {key: dict(ratings) for key, ratings in point.anchors.items()})
        for stage, point in journey.touchpoints()
    ]  # fmt: skip
    return (journey.name, journey.purpose, [stage.name for stage in journey.stages], points)


@given(own_journeys())
def test_a_journey_written_as_a_template_is_the_same_when_it_is_read(journey):
    template = template_of(journey, Repertoire(("One", "受付で\nTwo"), ("With a pram", "=急ぎ")))
    back = read_template(template_toml(template).encode(), "own.toml")
    assert contents(back.journey) == contents(journey)
    assert back.repertoire == template.repertoire


@given(own_journeys())
def test_a_journey_written_as_a_table_is_the_same_when_it_is_read(journey):
    rows = list(csv.reader(io.StringIO(csv_text(journey_table(journey), bom=False), newline="")))
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in "=+-@\t\r" and cell]
    read = read_journey_table(rows, journey.name)
    assert contents(replace(read, purpose=journey.purpose)) == contents(journey)


def read_journey_table(rows, name):
    """Read cells as a file's are read, without the process of its own that reads a stranger's file."""
    plain = [(number, [re.sub(HARMLESS, "", cell) for cell in row]) for number, row in enumerate(rows, start=1)]
    return read_rows(plain, name).journey()


@pytest.fixture
def hotel():
    """Return an audit of a hotel: two desks of one name, a service, scenarios, anchors, standards, any script."""
    store = open_store()
    desk = Touchpoint("Desk", "in person", is_moment_of_truth=True, standards=Standards(3, 4.5), description="Time it.")
    room = Touchpoint("الغرفة", "Concierge", anchors={Dimension.EMPATHY: {1: "=no", 5: "By name"}})
    lift = Touchpoint("-1st floor")
    journey = Journey("A stay", "Sleep", (Stage("到着", (desk, room)), Stage("Leaving", (Touchpoint("Desk"), lift))))
    store_it(store, journey)
    yield store
    store.close()


def store_it(store, journey):
    begin_journey(store, template_of(journey, Repertoire(("Come late", "With a dog"), ("In a hurry",))))
    (stored,) = journeys(store)
    by_stage = [touchpoint.id for stage in stored.stages for touchpoint in stage.touchpoints]
    keep_service(store, Service("Front desk", "Ask.", first_response_minutes=90, target_share=0.9), by_stage[2:], "t")


@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_out_comes_into_an_empty_audit_as_the_same_journey(hotel, store, kind):
    (journey,) = journeys(hotel)
    brought = begin_journey(store, read_journey(journey_file(hotel, journey, kind), f"A stay{kind}"))
    (there,) = journeys(store)
    assert there.id == brought.id != journey.id
    expected = journey if kind == ".toml" else replace(journey, purpose="")
    assert contents(there) == contents(expected)


def test_a_template_brings_what_may_be_played_and_services_too_and_tells_touchpoints_of_one_name_apart(hotel, store):
    (journey,) = journeys(hotel)
    begin_journey(store, read_journey(journey_file(hotel, journey, ".toml"), "stay.toml"))
    (there,) = journeys(store)
    assert repertoire(store, there.id) == Repertoire(("Come late", "With a dog"), ("In a hurry",))
    (service,) = services(store)
    assert (service.name, service.first_response_minutes, service.target_share) == ("Front desk", 90, 0.9)
    assert [bool(key) for key in serviced_touchpoints(store)["service_id"]] == [False, False, True, True]
    assert as_template(store, there).services[0].touchpoints == ("Leaving > Desk", "-1st floor")


def test_a_journey_can_be_brought_in_under_another_name_and_a_table_is_called_as_its_file(store):
    library = template_named("library")
    toml = template_toml(library).encode()
    assert read_journey(toml, "x.toml", "Our library").journey.name == "Our library"
    assert read_journey(toml, "x.TOML", " ").name == library.name
    assert read_journey(b"Touchpoint\nDoor\n", "folder/Our hotel.csv").name == "Our hotel"
    assert read_journey(b"Touchpoint\nDoor\n", "hotel.csv", "A stay").journey.name == "A stay"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"Touchpoint,Minimum,Target\nDoor,3,4\nDesk,low,4\n", "hotel.csv"),
        (b'name = "a"\n[[stage]]\nname = "s"\n[[stage.touchpoint]]\n', "hotel.toml"),
        (b"%PDF", "hotel.xlsx"),
    ],
)
def test_of_a_file_with_a_fault_nothing_is_begun(store, content, name):
    with pytest.raises(AuditError):
        begin_journey(store, read_journey(content, name))
    assert journeys(store) == ()


def test_a_journey_of_the_same_name_is_not_begun_twice_and_its_services_are_not_added(hotel):
    (journey,) = journeys(hotel)
    template = read_journey(journey_file(hotel, journey, ".toml"), "stay.toml")
    renamed = [replace(starter, service=replace(starter.service, name="Other")) for starter in template.services]
    with pytest.raises(JourneyExistsError):
        begin_journey(hotel, replace(template, services=tuple(renamed)))
    assert [service.name for service in services(hotel)] == ["Front desk"]


def test_a_journey_is_called_by_its_name_or_its_key(hotel):
    (journey,) = journeys(hotel)
    assert journey_called(hotel, "A stay").id == journey_called(hotel, str(journey.id)).id == journey.id
    with pytest.raises(JourneyUnknownError, match="choose one of: A stay"):
        journey_called(hotel, "a night")


def test_a_file_is_called_as_its_journey_in_any_script_and_every_system_takes_it():
    names = ["A night / at our hotel?", "図書館", "..", "a" * 300]
    files = [file_name(Journey(name), ".toml") for name in names]
    assert files[:3] == ["A-night-at-our-hotel.toml", "図書館.toml", "journey.toml"]
    assert all(is_portable(file) for file in files)


def test_the_name_of_a_file_says_as_what_a_journey_is_written():
    assert [kind_of(name) for name in ("a.toml", "B.CSV", "c/d.xlsx")] == [".toml", ".csv", ".xlsx"]
    with pytest.raises(JourneyFileKindError, match=r"\.toml, \.csv, \.xlsx"):
        kind_of("a.ods")


def test_a_template_of_the_app_is_the_same_once_it_was_out_and_in():
    library = template_named("library")
    back = read_template(template_toml(library).encode(), "library.toml")
    assert contents(back.journey) == contents(library.journey)
    assert (back.repertoire, back.places, back.customer_groups) == (
        library.repertoire,
        library.places,
        library.customer_groups,
    )
    assert [replace(starter.service, id=library.services[0].service.id) for starter in back.services] == [
        replace(starter.service, id=library.services[0].service.id) for starter in library.services
    ]
