"""What is exported comes back: the same observations, the same keys, the same figures."""

from datetime import date

import pandas as pd
import pytest

from audit import figures
from audit.actions import imports, upkeep
from audit.actions.walks import record_walk_through, withdraw_observation
from audit.figures import Question
from audit.model.journey import Touchpoint
from audit.model.programme import Programme
from audit.model.rating import Dimension, Outcome
from audit.model.walk_through import Signal
from audit.store.journey import add_touchpoint, journeys
from audit.store.opening import open_store
from audit.store.programme import change_programme, programme
from audit.store.standing import standing_observations
from tests.actions.test_imports import brought_in
from tests.builders import a_walk, an_observation

HEAD = "id,observed_at,journey,stage,touchpoint,channel,place,method,outcome,what_happened\n"


@pytest.fixture
def other():
    opened = open_store()
    yield opened
    opened.close()


def all_of(store):
    with store.reading() as cursor:
        ids = [
            key
            for (key,) in cursor.execute(
                "SELECT CAST(id AS TEXT) FROM observation WHERE withdrawn_at IS NULL"
            ).fetchall()
        ]
    return standing_observations(store, ids).sort_values("id", ignore_index=True)


def sent_round(store, other, folder):
    """Export one store and bring the observations into another; return the report."""
    upkeep.export(store, folder)
    change_programme(other, programme(store))
    recipe, reading = imports.read_file(other, (folder / "observations.csv").read_bytes(), "observations.csv")
    return imports.import_reading(other, reading, recipe, "observations.csv")


def test_the_sample_comes_back_with_its_keys_and_its_figures(store, other, tmp_path):
    imports.load_sample(store, 900, 12, date(2026, 11, 20))
    report = sent_round(store, other, tmp_path)
    assert (report.rejected, report.changed, report.added) == (0, 0, 900)
    pd.testing.assert_frame_equal(all_of(other), all_of(store))
    for name in ("trust", "trust-debts", "rater", "fairness", "ranking", "signals"):
        ours, theirs = (by_name(figures.MEASURES[name](each, Question(date(2026, 11, 20)))) for each in (store, other))
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)


def by_name(figure):
    """Return a figure without keys and standards of touchpoints, which no observation knows, in one order."""
    shown = figure.drop(columns=["touchpoint_id", "standard", "is_surely_good"], errors="ignore")
    return shown.sort_values(shown.columns.tolist(), ignore_index=True)


def test_it_comes_back_into_its_own_store_as_already_there(store, tmp_path):
    imports.load_sample(store, 300, 12, date(2026, 11, 20))
    upkeep.export(store, tmp_path)
    report = brought_in(store, (tmp_path / "observations.csv").read_bytes(), "observations.csv")
    assert (report.added, report.changed, report.already_there) == (0, 0, 300)


def test_a_text_a_spreadsheet_would_run_comes_back_as_it_was_written(store, other, tmp_path):
    words = ["=cmd|' /C calc'!A0", "-1 is how it felt", "@home", "'quoted'", "'=1+1", "two\nlines, with a comma"]
    rows = "".join(f'{n},2026-03-0{n + 1},J,S,T,,,,neutral,"{text}"\n' for n, text in enumerate(words))
    brought_in(store, (HEAD + rows).encode())
    assert sent_round(store, other, tmp_path).added == len(words)
    assert sorted(all_of(other)["what_happened"]) == sorted(all_of(store)["what_happened"])
    assert "\n-1 is" not in (tmp_path / "observations.csv").read_text(encoding="utf-8-sig")


def test_days_and_hours_are_those_of_the_clock_also_where_it_shows_an_hour_twice(store, other, tmp_path):
    change_programme(store, Programme("Ours", time_zone="Europe/Berlin"))
    times = ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", "2026-06-01T22:30:00Z", "2026-06-01"]
    rows = "".join(f"{n},{time},J,S,T,,,,neutral,\n" for n, time in enumerate(times))
    brought_in(store, (HEAD + rows).encode())
    sent_round(store, other, tmp_path)
    pd.testing.assert_frame_equal(all_of(other), all_of(store))
    text = (tmp_path / "observations.csv").read_text(encoding="utf-8-sig")
    assert "2026-06-02T00:30:00," in text
    assert "2025-10-26T02:30:00+01:00," in text


def test_a_channel_that_was_not_said_and_a_visit_come_back(desk, other, tmp_path):
    walk = a_walk()
    observed = an_observation(
        ratings={Dimension.EMPATHY: 2},
        outcome=Outcome.NEGATIVE,
        wait_minutes=12.5,
        greeted=False,
        signals=frozenset({Signal.EFFORTLESS}),
        what_happened="Nobody",
    )
    record_walk_through(desk, walk, [observed])
    gone = an_observation()
    record_walk_through(desk, walk, [gone])
    withdraw_observation(desk, gone.id, "KM", "twice")
    with desk.writing() as cursor:
        cursor.execute("UPDATE observation SET resolved_on = observed_on WHERE id = $id", {"id": observed.id})
    assert sent_round(desk, other, tmp_path).added == 1
    pd.testing.assert_frame_equal(all_of(other), all_of(desk))
    assert all_of(other)["visit"].tolist() == [str(walk.id)]


def test_a_touchpoint_known_exactly_once_is_taken_as_that_one(desk):
    brought_in(desk, b"observed_at,touchpoint,outcome\n2026-03-02,Greeting,positive\n2026-03-02,Parking,neutral\n")
    where = all_of(desk).set_index("touchpoint")[["journey", "stage"]].to_dict("index")
    assert where == {
        "Greeting": {"journey": "At the desk", "stage": "Arrive"},
        "Parking": {"journey": "Imported", "stage": "Touchpoints"},
    }


def test_a_touchpoint_known_twice_or_said_to_lie_elsewhere_is_not_taken_for_another(desk):
    brought_in(desk, b"observed_at,journey,touchpoint,outcome\n2026-03-02,By phone,Greeting,positive\n")
    brought_in(desk, b"observed_at,touchpoint,outcome\n2026-03-03,Greeting,positive\n")
    brought_in(desk, b"observed_at,stage,touchpoint,outcome\n2026-03-04,Later,Invoice,positive\n")
    assert sorted(all_of(desk)["journey"]) == ["By phone", "Imported", "Imported"]


def test_of_very_many_known_touchpoints_the_first_eight_are_named(desk):
    arrive = journeys(desk)[0].stages[0]
    for n in range(9):
        add_touchpoint(desk, arrive.id, Touchpoint(f"Door {n}"), 10 + n)
    rows = "".join(f"2026-03-0{n + 1},Door {n},positive\n" for n in range(9))
    _, reading = imports.read_file(desk, f"observed_at,touchpoint,outcome\n{rows}".encode(), "doors.csv")
    assert reading.file_notes[0].endswith("Door 7 (At the desk, Arrive) and 1 more.")
    assert reading.file_notes[0].count("(At the desk, Arrive)") == 8
