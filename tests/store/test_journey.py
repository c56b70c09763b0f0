"""Journeys come back whole and in order."""

from dataclasses import replace

import pytest

from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.repertoire import PLAYED, Repertoire
from audit.store.journey import (
    add_journey,
    change_standards,
    journeys,
    standards,
    touchpoints,
)
from audit.store.opening import open_store
from audit.store.repertoire import repertoire, set_repertoire
from tests.builders import DESK, GREETING


def test_a_journey_comes_back_as_it_was_given(desk):
    assert journeys(desk) == (DESK,)


def test_adding_a_journey_twice_keeps_it_once(desk):
    add_journey(desk, DESK)
    assert len(touchpoints(desk)) == 3


def test_touchpoints_stand_in_the_order_a_customer_meets_them(desk):
    add_journey(desk, Journey("A later journey", stages=(Stage("Only", (Touchpoint("First"),)),)))
    assert list(touchpoints(desk)["touchpoint"]) == ["Greeting", "Answer", "Invoice", "First"]


def test_a_name_met_in_two_journeys_is_told_apart_by_journey_and_stage(desk):
    add_journey(desk, Journey("By phone", stages=(Stage("Ring", (Touchpoint("Greeting"),)),)))
    assert list(touchpoints(desk)["touchpoint"]) == [
        "Greeting (At the desk, Arrive)",
        "Answer",
        "Invoice",
        "Greeting (By phone, Ring)",
    ]


def test_standards_can_be_set_and_taken_back(desk):
    change_standards(desk, GREETING.id, Standards(2.0, 3.0))
    (stage, *_) = journeys(desk)[0].stages
    assert stage.touchpoints[0] == replace(GREETING, standards=Standards(2.0, 3.0))
    change_standards(desk, GREETING.id, None)
    assert journeys(desk)[0].stages[0].touchpoints[0].standards is None


@pytest.mark.parametrize("name", PLAYED)
def test_what_may_be_played_keeps_its_order_and_leaves_the_other_list_alone(desk, name):
    set_repertoire(desk, DESK.id, dict.fromkeys(PLAYED, ("Alone",)))
    for _ in range(2):
        set_repertoire(desk, DESK.id, {name: ["Z first", "A second"]})
    assert repertoire(desk, DESK.id) == replace(Repertoire(("Alone",), ("Alone",)), **{name: ("Z first", "A second")})


def test_a_walk_of_before_there_were_personas_is_nobodys_in_particular_and_nothing_else_of_it_changes(tmp_path):
    path = tmp_path / "audit.duckdb"
    before = open_store(path, last=25)
    with before.writing() as cursor:
        cursor.execute(
            "INSERT INTO walk_through (id, journey_id, method, customer_group, scenario, own_area, started_at) "
            "VALUES (uuid(), uuid(), 'walk it through', '', 'A lost card', FALSE, TIMESTAMP '2026-03-02 12:00:00')"
        )
        cursor.execute("INSERT INTO scenario (journey_id, words, position) VALUES (uuid(), 'Alone', 0)")
        stood = everything_of(cursor)
    before.close()
    after = open_store(path)
    with after.reading() as cursor:
        ((_, walks), scenarios) = everything_of(cursor)
        assert ([row | {"persona": ""} for row in stood[0][1]], stood[1]) == (walks, scenarios)
    after.close()


def everything_of(cursor):
    """Return what stands in the tables of walks and of scenarios."""
    tables = ("walk_through", "scenario")
    return [(name, cursor.execute(f"SELECT * FROM {name}").df().to_dict("records")) for name in tables]


def test_the_standards_of_a_touchpoint_are_found_by_its_name_where_both_are_set(desk):
    assert standards(desk, "Greeting") == (3.5, 4.5)
    assert standards(desk, "Answer") == ()
    assert standards(desk, "Nowhere") == ()
