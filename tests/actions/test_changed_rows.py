"""A row that is known and says something else: told, left or taken over, and put back with its import."""

import json
from dataclasses import replace
from uuid import UUID

import pandas as pd
import pytest

from audit.actions import imports
from audit.actions.walks import correct_observation
from audit.errors import ChangedAgainError
from audit.intake.comparing import changed_cells
from audit.model.rating import Outcome
from audit.store.change import changes_of
from audit.store.import_batch import TakenBack, import_batches
from audit.store.observation import observation_with
from audit.store.opening import open_store
from audit.store.service_metric import service_metrics
from audit.store.standing import standing_observations
from audit.store.upkeep.fingerprint import fingerprints
from tests.actions.test_imports import METRICS, brought_in
from tests.intake.exports import EXPORTS

HEAD = (
    b"id,observed_at,journey,stage,touchpoint,place,observer,outcome,empathy,wait_minutes,greeted,what_happened,"
    b"signals\n"
)
FIRST = b"1,2026-03-02,Desk,Arrive,Greeting,North,Ana,positive,4,3,yes,Greeted at once,effortless\n"
SECOND = b"2,2026-03-03T10:15,Desk,Arrive,Greeting,North,Ana,negative,1,,no,Nobody looked up,\n"
THEN = b"2,2026-03-04,Desk,Arrive,Queue,South,Rui,neutral,3,12.5,yes,Looked up late,personal\n"
BEFORE, AFTER = HEAD + FIRST + SECOND, HEAD + FIRST + THEN
KINDS = ("observation", "observation_signal", "place", "observer", "touchpoint", "service_metric", "ticket")


def taken_over(store, content, name="a.csv"):
    recipe, reading = imports.read_file(store, content, name)
    return imports.import_replacing(store, reading, recipe, name)


def what_stands(store):
    return {table: result for table, result in fingerprints(store).items() if table in KINDS}


def cells_of(report):
    return {cell["field"]: (cell["was"], cell["now"]) for cell in report.changes.to_dict("records")}


def test_a_changed_row_is_told_cell_by_cell_and_left_as_it_was(store):
    brought_in(store, BEFORE)
    stood = what_stands(store)
    report = brought_in(store, AFTER)
    assert (report.accepted, report.already_there, report.changed, report.replaced) == (0, 1, 1, 0)
    assert report.batch is None
    assert set(report.changes["row"]) == {3}
    assert cells_of(report) == {
        "observed_on": ("2026-03-03", "2026-03-04"),
        "observed_at": ("2026-03-03T10:15Z", ""),
        "touchpoint": ("Greeting", "Queue"),
        "place": ("North", "South"),
        "observer": ("Ana", "Rui"),
        "outcome": ("negative", "neutral"),
        "empathy": ("1", "3"),
        "wait_minutes": ("", "12.5"),
        "greeted": ("no", "yes"),
        "what_happened": ("Nobody looked up", "Looked up late"),
        "signals": ("", "personal"),
    }
    assert what_stands(store) == stood


def test_taken_over_it_stands_as_the_file_has_it_with_the_history_kept(store):
    brought_in(store, BEFORE)
    report = taken_over(store, AFTER)
    assert (report.accepted, report.changed, report.replaced) == (0, 1, 1)
    assert import_batches(store)["changed"].tolist() == [1, 0]
    key = UUID(report.changes["id"].iloc[0])
    stands = observation_with(store, key)
    assert (stands.outcome, stands.observed_at, stands.wait_minutes) == (Outcome.NEUTRAL, None, 12.5)
    (line,) = changes_of(store, key).to_dict("records")
    assert (line["verb"], line["changed_by"]) == ("changed", "import of a.csv")
    assert json.loads(line["before"])["what_happened"] == "Nobody looked up"
    assert brought_in(store, AFTER).already_there == 2


def test_undoing_it_puts_back_what_stood_there_and_it_counts_as_changed_again(store):
    brought_in(store, BEFORE)
    stood = what_stands(store)
    report = taken_over(store, AFTER)
    assert what_stands(store) != stood
    undone = imports.undo_import(store, report.batch, "KM")
    assert (undone.gone, undone.sentence()) == (0, "Taken back: 1 row put back as it was.")
    assert what_stands(store) == stood
    assert brought_in(store, BEFORE).already_there == 2
    assert brought_in(store, AFTER).changed == 1


def test_what_somebody_corrected_since_survives_the_undoing(store):
    brought_in(store, BEFORE)
    report = taken_over(store, AFTER)
    key = UUID(report.changes["id"].iloc[0])
    correct_observation(store, replace(observation_with(store, key), what_happened="In truth"), "KM", "asked again")
    imports.undo_import(store, report.batch, "KM")
    stands = observation_with(store, key)
    assert (stands.outcome, stands.what_happened) == (Outcome.NEGATIVE, "In truth")


def test_a_row_that_was_corrected_here_is_not_changed_by_the_file_it_came_in(store):
    report = brought_in(store, BEFORE)
    assert report.accepted == 2
    key = UUID(standing_observations(store, imports.read_file(store, BEFORE, "a.csv")[1].rows["id"])["id"].iloc[0])
    correct_observation(store, replace(observation_with(store, key), outcome=Outcome.NEUTRAL), "KM", "misheard")
    again = brought_in(store, BEFORE)
    assert (again.already_there, again.changed) == (2, 0)
    assert observation_with(store, key).outcome is Outcome.NEUTRAL


def test_two_imports_that_changed_one_row_are_taken_back_the_later_first(store):
    brought_in(store, BEFORE)
    stood = what_stands(store)
    earlier = taken_over(store, AFTER)
    later = taken_over(store, AFTER.replace(b"Looked up late", b"Looked up after a while"), "later.csv")
    with pytest.raises(ChangedAgainError, match=r"later\.csv"):
        imports.undo_import(store, earlier.batch, "KM")
    imports.undo_import(store, later.batch, "KM")
    imports.undo_import(store, earlier.batch, "KM")
    assert what_stands(store) == stood


def test_new_rows_come_in_beside_changed_ones(store):
    brought_in(store, BEFORE)
    report = taken_over(store, AFTER + b"3,2026-03-05,Desk,Arrive,Greeting,,,positive,,,,,\n")
    assert (report.accepted, report.changed, report.replaced, report.added) == (1, 1, 1, 1)
    undone = imports.undo_import(store, report.batch, "KM")
    assert undone.sentence() == "Taken back: 1 observation removed, 1 row put back as it was."


def test_a_file_with_nothing_new_makes_no_import(store):
    brought_in(store, BEFORE)
    assert taken_over(store, BEFORE).batch is None


def test_a_column_the_later_file_lacks_changes_nothing(store):
    brought_in(store, BEFORE)
    fewer = b"id,observed_at,touchpoint,outcome\n1,2026-03-02,Greeting,positive\n2,2026-03-03T10:15,Greeting,neutral\n"
    report = brought_in(store, fewer)
    assert (report.changed, cells_of(report)) == (1, {"outcome": ("negative", "neutral")})


def test_what_was_noted_here_is_not_taken_back_by_an_empty_cell(store):
    head = b"id,observed_at,touchpoint,outcome,resolved_at,observer\n"
    brought_in(store, head + b"1,2026-03-02,Greeting,negative,,Ana\n")
    with store.writing() as cursor:
        cursor.execute("UPDATE observation SET resolved_on = DATE '2026-03-09', observer_id = NULL")
    report = brought_in(store, head + b"1,2026-03-02,Greeting,neutral,,Ana\n")
    assert cells_of(report) == {"outcome": ("negative", "neutral")}


def test_a_ticket_that_turns_out_breached_is_told_and_taken_over(store):
    name = "incident.csv"
    _, content = EXPORTS[name]
    brought_in(store, content, name)
    (met,) = (service_metrics(store)["met"].sum(),)
    assert met
    breached = content.replace(b"true,", b"false,")
    assert breached != content
    report = brought_in(store, breached, name)
    assert report.changed
    assert set(report.changes["field"]) == {"met"}
    assert service_metrics(store)["met"].sum() == met
    taken = taken_over(store, breached, name)
    assert service_metrics(store)["met"].sum() == met - len(taken.changes)
    imports.undo_import(store, taken.batch, "KM")
    assert service_metrics(store)["met"].sum() == met


def test_a_service_metric_that_is_restated_is_told_and_taken_over(store):
    keyed = b"id," + METRICS.replace(b"\n2026", b"\nA,2026")
    recipe, _ = imports.read_file(store, METRICS, "m.csv")
    recipe = replace(recipe, identity=("id",))

    def bring(content, verb):
        return verb(store, imports.read_file(store, content, "m.csv", recipe)[1], recipe, "m.csv")

    bring(keyed, imports.import_reading)
    restated = keyed.replace(b"95,100", b"85,100")
    assert cells_of(bring(restated, imports.import_reading)) == {
        "attained_share": ("0.95", "0.85"),
        "met": ("95", "85"),
    }
    report = bring(restated, imports.import_replacing)
    assert service_metrics(store)["met"].tolist() == [85]
    imports.undo_import(store, report.batch, "KM")
    assert service_metrics(store)["met"].tolist() == [95]


def test_taking_over_outlasts_the_loss_of_the_log(tmp_path):
    path = tmp_path / "audit.duckdb"
    store = open_store(path)
    brought_in(store, BEFORE)
    report = taken_over(store, AFTER)
    imports.undo_import(store, report.batch, "KM")
    stood = what_stands(store)
    store.close()
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    again = open_store(path)
    assert what_stands(again) == stood
    again.close()


def test_no_rows_differ_from_none():
    nothing = pd.DataFrame({"id": pd.Series(dtype="str"), "outcome": pd.Series(dtype="str")})
    assert changed_cells(nothing, nothing, None).empty


def test_taking_back_says_what_went_and_what_was_put_back():
    assert TakenBack(1200, 4, 1, 2, 3).sentence() == (
        "Taken back: 1,200 observations removed, 4 notes removed, 1 service metric removed, 2 ticket targets removed, "
        "3 rows put back as they were."
    )
    assert TakenBack().sentence() == "Taken back: the import; nothing was left of it."


VISITS = b"id,observed_at,touchpoint,outcome,visit\n1,2026-03-02,Desk,positive,A\n2,2026-03-02,Desk,negative,A\n"
MOVED = VISITS.replace(b"negative,A", b"negative,B")


def of_visits(store):
    """Return how many observations each visit has, those without one last, and how many say something once more."""
    with store.reading() as cursor:
        counts = cursor.execute("SELECT COUNT(*) FROM observation GROUP BY visit ORDER BY visit NULLS LAST").fetchall()
        repeats = cursor.execute("SELECT COUNT(*) FROM observation WHERE is_repeat").fetchall()
    return sorted(count for (count,) in counts), repeats[0][0]


@pytest.mark.parametrize("moved", [MOVED, VISITS.replace(b"negative,A", b"negative,")])
def test_a_row_of_another_visit_has_changed_is_taken_over_and_put_back(store, moved):
    brought_in(store, VISITS)
    assert of_visits(store) == ([2], 1)
    told = brought_in(store, moved)
    assert (told.already_there, told.changed, told.changes["field"].tolist()) == (1, 1, ["visit"])
    assert of_visits(store) == ([2], 1)
    report = taken_over(store, moved)
    assert report.replaced == 1
    assert of_visits(store) == ([1, 1], 0)
    (line,) = changes_of(store, UUID(report.changes["id"].iloc[0])).to_dict("records")
    assert set(json.loads(line["after"])) == {"visit"}
    assert brought_in(store, moved).changed == 0
    imports.undo_import(store, report.batch, "Ana")
    assert of_visits(store) == ([2], 1)


def test_a_file_that_names_no_visit_moves_none(store):
    brought_in(store, VISITS)
    report = brought_in(store, b"id,observed_at,touchpoint,outcome\n1,2026-03-02,Desk,positive\n")
    assert report.changed == 0


def test_a_changed_row_is_told_by_what_a_person_knows_of_it(store):
    brought_in(store, BEFORE)
    told = brought_in(store, AFTER).changes
    known = told[["day", "journey", "touchpoint", "place"]].drop_duplicates()
    assert known.to_numpy().tolist() == [["2026-03-03", "Desk", "Greeting", "North"]]


def test_a_moved_visit_is_told_by_rows_of_the_file_and_by_no_key(store):
    head, row = b"id,observed_at,touchpoint,outcome,visit\n", "%d,2026-03-02,Desk,positive,%s\n"
    before = head + "".join(row % (n, "A") for n in range(1, 9)).encode()
    brought_in(store, before)
    told = brought_in(store, before.replace(b"2,2026-03-02,Desk,positive,A", b"2,2026-03-02,Desk,positive,B"))
    (cell,) = told.changes.to_dict("records")
    assert (cell["row"], cell["was"], cell["now"]) == (
        3,
        "the same as of rows 2, 4, 5, 6, 7 and 2 more",
        "of no other row",
    )
    brought_in(store, b"id,observed_at,touchpoint,outcome,visit\n9,2026-03-02,Desk,positive,B\n")
    joined = before.replace(b"2,2026-03-02,Desk,positive,A", b"2,2026-03-02,Desk,positive,B")
    told = brought_in(store, joined + b"9,2026-03-02,Desk,positive,B\n")
    assert told.changes["now"].tolist() == ["the same as of row 10"]
