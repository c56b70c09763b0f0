"""Which observations are of one visit: kept as they come, worked out for those that came before visits were kept."""

from datetime import timedelta

import pytest

from audit.actions.imports import import_reading
from audit.intake.observations import read_observations
from audit.intake.recipes import recipe_named
from audit.model.keys import new_key
from audit.model.programme import Programme
from audit.store.incoming import add_incoming_observations
from audit.store.journey import touchpoints
from audit.store.observation import add_observation
from audit.store.opening import open_store
from audit.store.visit import keep_visits
from tests.builders import ANSWER, GREETING, NOON, a_walk, an_observation, observation_rows
from tests.intake.made import TODAY, a_recipe, a_table

SURVEY = """
[fixed]
journey = "Stay"
[fields]
observed_at = "date"
outcome = "again"
[[touchpoints]]
touchpoint = "Room"
score = "room"
dimensions = ["tangibles"]
[[touchpoints]]
touchpoint = "Staff"
score = "staff"
dimensions = ["empathy"]
[whole_row]
touchpoint = "All in all"
"""
COLUMNS = ("date", "room", "staff", "again")


def brought_in(store, recipe, *rows, columns=COLUMNS):
    reading = read_observations(a_table(*rows, columns=columns), recipe, Programme(), today=TODAY)
    assert reading.problems.empty
    return import_reading(store, reading, recipe, "made.csv")


def visits(store):
    """Return the observations of each visit as (touchpoint, repeats), those without one each by itself."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT COALESCE(visit, observation.id) AS of_one, touchpoint.name, is_repeat FROM observation "
            "INNER JOIN touchpoint ON touchpoint.id = touchpoint_id ORDER BY of_one, touchpoint.name, is_repeat"
        ).fetchall()
    return sorted([(name, again) for one, name, again in rows if one == each] for each in {one for one, *_ in rows})


def test_the_observations_of_a_walk_are_of_one_visit(desk):
    one, other = a_walk(), a_walk()
    for walk, touchpoint in ((one, GREETING), (one, ANSWER), (one, GREETING), (other, GREETING)):
        add_observation(desk, an_observation(touchpoint_id=touchpoint.id), walk, None, None)
    assert visits(desk) == [
        [("Answer", False), ("Greeting", False), ("Greeting", True)],
        [("Greeting", False)],
    ]


def test_a_touchpoint_of_a_walk_is_a_repeat_though_the_clock_was_set_back_while_it_went_on(desk):
    walk = a_walk()
    for logged_at in (walk.started_at - timedelta(hours=20), walk.started_at):
        add_observation(desk, an_observation(logged_at=logged_at), walk, None, None)
    assert visits(desk) == [[("Greeting", False), ("Greeting", True)]]


def test_all_parts_of_a_row_are_of_one_visit_and_the_whole_is_marked_as_such(store):
    rows = [("2026-06-01", "5", "4", "positive"), ("2026-06-01", "1", "", "negative")]
    brought_in(store, a_recipe(SURVEY), *rows)
    assert visits(store) == [
        [("All in all", False), ("Room", False)],
        [("All in all", False), ("Room", False), ("Staff", False)],
    ]
    known = touchpoints(store)
    assert dict(zip(known["touchpoint"], known["is_whole_visit"], strict=True)) == {
        "Room": False, "Staff": False, "All in all": True,
    }  # fmt: skip


def test_rows_of_one_touchpoint_stand_alone_unless_they_name_their_visit(store):
    rows = [
        ("2026-06-01", "Room", "positive", "17"),
        ("2026-06-01", "Staff", "positive", "17"),
        ("2026-06-02", "Room", "negative", "17"),
        ("2026-06-02", "Room", "negative", ""),
        ("2026-06-02", "Staff", "negative", ""),
    ]
    columns = ("observed_at", "touchpoint", "outcome", "visit")
    brought_in(store, recipe_named("moments"), *rows, columns=columns)
    assert visits(store) == [[("Room", False)], [("Room", False), ("Room", True), ("Staff", False)], [("Staff", False)]]


def test_a_visit_that_our_own_export_wrote_stays_the_same(store):
    key = new_key()
    columns = ("observed_at", "touchpoint", "outcome", "visit")
    brought_in(store, recipe_named("moments"), ("2026-06-01", "Room", "positive", str(key)), columns=columns)
    with store.reading() as cursor:
        assert cursor.execute("SELECT visit FROM observation").fetchall() == [(key,)]


def test_the_same_table_once_more_tells_of_rows_that_came_before_visits_were_kept(store):
    rows = [("2026-06-01", "5", "4", "positive"), ("2026-06-01", "1", "2", "negative")]
    brought_in(store, a_recipe(SURVEY), *rows)
    stored = visits(store)
    with store.writing() as cursor:
        cursor.execute("UPDATE observation SET visit = NULL")
        cursor.execute("UPDATE touchpoint SET is_whole_visit = FALSE")
    assert brought_in(store, a_recipe(SURVEY), *rows).added == 0
    assert visits(store) == stored
    assert touchpoints(store)["is_whole_visit"].sum() == 1


def test_rows_that_say_nothing_of_visits_change_none(desk):
    add_incoming_observations(desk, observation_rows({}, {}), new_key())
    assert visits(desk) == [[("Greeting", False)], [("Greeting", False)]]


def test_a_walk_keeps_its_own_visit(desk):
    walk, observed = a_walk(), an_observation()
    add_observation(desk, observed, walk, None, None)
    keep_visits(desk, observation_rows({"id": observed.id}).assign(visit=str(new_key())))
    with desk.reading() as cursor:
        assert cursor.execute("SELECT visit FROM observation").fetchall() == [(walk.id,)]


OLD = (
    "INSERT INTO observation (id, walk_through_id, batch_id, touchpoint_id, place_id, observer_id, channel, "
    "customer_group, method, observed_on, logged_at, outcome, what_happened) VALUES ($id, $walk, $batch, $touchpoint, "
    "$place, NULL, '', $group, 'imported', $day, $now, 'positive', '')"
)


@pytest.fixture
def old(tmp_path):
    """Return a store as it was before visits were kept, and what writes an observation into it."""
    path = tmp_path / "audit.duckdb"
    store = open_store(path, last=8)
    batches = {"airport-lounges": new_key(), "own-survey": new_key()}
    names = {"Room": new_key(), "Staff": new_key(), "The visit as a whole": new_key()}
    stage = new_key()
    with store.writing() as cursor:
        for recipe, batch in batches.items():
            cursor.execute(
                "INSERT INTO import_batch VALUES ($id, 'observations', $recipe, 'a.csv', $now, 9, 9, 0, 0, NULL)",
                {"id": batch, "recipe": recipe, "now": NOON},
            )
        for name, key in names.items():
            cursor.execute(
                "INSERT INTO touchpoint (id, stage_id, name, description, channel, is_moment_of_truth, position, "
                "batch_id, told_as) VALUES ($id, $stage, $name, '', '', FALSE, 0, $batch, $name)",
                {"id": key, "stage": stage, "name": name, "batch": batches["airport-lounges"]},
            )

    def observe(touchpoint, batch=None, walk=None, group="", place=None):
        given = {"id": new_key(), "walk": walk, "batch": batches.get(batch), "touchpoint": names[touchpoint]}
        more = {"place": place, "group": group, "day": NOON.date(), "now": NOON}
        with store.writing() as cursor:
            cursor.execute(OLD, given | more)

    def brought_up_to_date():
        store.close()
        return open_store(path)

    return observe, brought_up_to_date


def test_a_walk_of_an_earlier_version_is_one_visit(old):
    observe, brought_up_to_date = old
    walk = new_key()
    for name in ("Room", "Room", "Staff"):
        observe(name, walk=walk)
    assert visits(brought_up_to_date()) == [[("Room", False), ("Room", True), ("Staff", False)]]


def test_rows_of_the_lounge_recipe_are_put_together_only_where_they_can_be_no_other(old):
    observe, brought_up_to_date = old
    place = new_key()
    for group, names in (
        ("one visitor", ("Room", "Staff", "The visit as a whole")),
        ("two visitors", ("Room", "The visit as a whole", "The visit as a whole")),
        ("perhaps two", ("Room", "Room", "The visit as a whole")),
        ("no verdict", ("Room", "Staff")),
    ):
        for name in names:
            observe(name, batch="airport-lounges", group=group, place=place if group == "one visitor" else None)
    store = brought_up_to_date()
    assert [len(visit) for visit in visits(store)].count(3) == 1
    assert len(visits(store)) == 1 + 3 + 3 + 2


def test_rows_of_ones_own_recipe_stay_by_themselves(old):
    observe, brought_up_to_date = old
    for name in ("Room", "Staff", "The visit as a whole"):
        observe(name, batch="own-survey")
    assert [len(visit) for visit in visits(brought_up_to_date())] == [1, 1, 1]
