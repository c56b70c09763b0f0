"""The last change of a journey can be undone, and the one before it, as far back as the history goes."""

from dataclasses import replace

import pytest

from audit.actions import journey_changing as changing
from audit.actions import journey_making as making
from audit.actions import renaming, set_up
from audit.actions.journey_history import key_of_change, undo_last, undoable
from audit.actions.walks import record_walk_through
from audit.errors import AnotherChangeError, ChangedSinceError, NothingToUndoError, StillNeededError
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.rating import Dimension
from audit.model.repertoire import Repertoire
from audit.publish.headlines.journey_change import change_sentence
from audit.store.change import changes_of
from audit.store.hanging import HANGING
from audit.store.journey import change_standards
from audit.store.journey_part import change_part, delete_part, parts
from audit.store.names import touchpoint_names
from audit.store.opening import open_store
from tests.builders import ANSWER, DESK, GREETING, INVOICE, a_walk, an_observation, with_desk

ARRIVE, LEAVE = DESK.stages
HOTEL = Journey("A night", stages=(Stage("Stay", (Touchpoint("Room", anchors={Dimension.EMPATHY: {1: "No"}}),)),))


@pytest.fixture
def desk():
    """Return an audit in memory with one journey."""
    opened = with_desk(open_store())
    yield opened
    opened.close()


def test_every_change_is_undone_one_after_the_other(store):
    desk = with_desk(store)
    steps = [
        lambda: making.make_journey(desk, HOTEL, "KM"),
        lambda: making.add_stages(desk, DESK.id, [Stage("After")], "KM"),
        lambda: making.add_touchpoints(desk, LEAVE.id, [Touchpoint("Thanks"), Touchpoint("Goodbye")], "KM"),
        lambda: changing.describe_journey(desk, HOTEL.id, "Sleep", Repertoire(("Late",), ("With a child",)), "KM"),
        lambda: changing.describe_journey(desk, HOTEL.id, "Sleep", Repertoire(("Late",), ("In a hurry",)), "KM"),
        lambda: changing.describe_touchpoint(
            desk, replace(GREETING, description="Look", standards=None, anchors={}), None, "KM"
        ),
        lambda: changing.move_touchpoint(desk, ANSWER.id, -1, "KM"),
        lambda: changing.move_to_stage(desk, GREETING.id, LEAVE.id, "KM"),
        lambda: changing.move_stage(desk, LEAVE.id, -1, "KM"),
        lambda: renaming.rename_touchpoint(desk, INVOICE.id, "Bill", "KM"),
        lambda: renaming.rename_stage(desk, LEAVE.id, "Go", "KM", "Shorter"),
        lambda: renaming.rename_journey(desk, HOTEL.id, "One night", "KM"),
        lambda: changing.retire(desk, "touchpoint", INVOICE.id, "KM"),
        lambda: changing.retire(desk, "stage", LEAVE.id, "KM"),
        lambda: changing.bring_back(desk, "stage", LEAVE.id, "KM"),
    ]
    stood = []
    for step in steps:
        stood.append(parts(desk))
        step()
    for before in reversed(stood):
        undo_last(desk, "HO")
        assert parts(desk) == before
    assert undoable(desk) is None
    with pytest.raises(NothingToUndoError, match="go on with a new one"):
        undo_last(desk, "HO")


def test_what_was_done_and_undone_stands_in_the_history(desk):
    changing.retire(desk, "touchpoint", INVOICE.id, "KM")
    undo_last(desk, "")
    changing.retire(desk, "touchpoint", INVOICE.id, "KM")
    lines = changes_of(desk, INVOICE.id)[["verb", "changed_by", "reason"]].to_numpy().tolist()
    assert lines[1:] == [["undone", "not said", "Undone: Retired Invoice"], ["withdrawn", "KM", "Retired Invoice"]]
    undo_last(desk, "KM")
    assert undoable(desk) is None


def test_a_change_whose_outcome_was_changed_elsewhere_is_not_undone(desk):
    changing.describe_touchpoint(desk, replace(GREETING, standards=None), None, "KM")
    change_standards(desk, GREETING.id, GREETING.standards)
    with pytest.raises(ChangedSinceError, match="set it right by hand"):
        undo_last(desk, "KM")


def test_a_change_is_not_undone_where_the_stage_it_led_from_is_gone(desk):
    changing.move_to_stage(desk, INVOICE.id, ARRIVE.id, "KM")
    with desk.writing():
        delete_part(desk, "stage", LEAVE.id)
    with pytest.raises(ChangedSinceError):
        undo_last(desk, "KM")


def test_a_change_is_not_undone_where_its_name_is_taken_by_now(desk):
    changing.move_to_stage(desk, GREETING.id, LEAVE.id, "KM")
    with desk.writing():
        change_part(desk, "touchpoint", ANSWER.id, {"name": "Greeting"})
    with pytest.raises(ChangedSinceError):
        undo_last(desk, "KM")


def test_what_was_added_stays_once_something_hangs_on_it(desk):
    thanks = Touchpoint("Thanks")
    making.add_touchpoints(desk, LEAVE.id, [thanks], "KM")
    for _ in range(2):
        record_walk_through(desk, a_walk(), [an_observation(touchpoint_id=thanks.id)])
    with pytest.raises(StillNeededError, match="Thanks cannot be deleted, because 2 observations would go with it"):
        undo_last(desk, "KM")


def test_a_journey_that_was_walked_stays(desk):
    set_up.start_journey(desk, HOTEL, Repertoire(), ())
    assert change_sentence(undoable(desk)) == "Made the journey A night"
    record_walk_through(desk, a_walk(journey_id=HOTEL.id), ())
    with pytest.raises(StillNeededError, match="A night cannot be deleted, because 1 walk would go with it"):
        undo_last(desk, "KM")


def test_every_table_with_a_touchpoint_in_it_is_known_to_hang_on_one(desk):
    with desk.reading() as cursor:
        tables = cursor.execute(
            "SELECT columns.table_name FROM information_schema.columns AS columns "
            "INNER JOIN information_schema.tables AS tables ON tables.table_name = columns.table_name "
            "WHERE column_name = 'touchpoint_id' AND table_type = 'BASE TABLE'"
        ).fetchall()
    assert {name for (name,) in tables} - {"anchor"} == set(HANGING)


def test_a_renaming_reads_like_the_other_changes_and_its_undoing_too(desk):
    renaming.rename_stage(desk, LEAVE.id, "Go", "KM", "Shorter")
    assert change_sentence(undoable(desk)) == "Renamed Leave to Go (Shorter)"
    undo_last(desk, "KM")
    renaming.rename_stage(desk, LEAVE.id, "Go", "KM")
    assert list(changes_of(desk, LEAVE.id)["reason"]) == ["", "Undone: Renamed Leave to Go (Shorter)", "Shorter"]
    assert change_sentence(undoable(desk)) == "Renamed Leave to Go"
    assert touchpoint_names(desk).key_of("Invoice") == str(INVOICE.id)


def test_what_somebody_else_changed_since_is_not_undone_in_the_place_of_what_was_shown(desk):
    changing.retire(desk, "touchpoint", INVOICE.id, "KM")
    shown = key_of_change(undoable(desk))
    renaming.rename_touchpoint(desk, ANSWER.id, "Reply", "HR")
    before = parts(desk)
    with pytest.raises(AnotherChangeError, match="another change is the last by now: Renamed Answer to Reply"):
        undo_last(desk, "KM", shown)
    assert parts(desk) == before
    undo_last(desk, "KM", key_of_change(undoable(desk)))
    undo_last(desk, "KM", shown)
    assert undoable(desk) is None
