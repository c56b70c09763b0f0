"""Files come in whole, once, and go again whole; nothing is half-written."""

import re
from datetime import date

import pytest

from audit import figures
from audit.actions import imports, upkeep
from audit.errors import AuditError, BatchGoneError, FileUnknownError
from audit.figures import Question
from audit.intake.recipes import recipe_named
from audit.model.keys import new_key
from audit.model.programme import Programme
from audit.sample.college import sample_audit
from audit.store.import_batch import import_batches
from audit.store.journey import journeys
from audit.store.observation import observation_count
from audit.store.place import places
from audit.store.programme import change_programme, programme
from audit.store.service_metric import service_metrics
from tests.builders import ticket_count
from tests.intake.exports import EXPORTS

TODAY = date(2026, 11, 20)
GOOD = b"""id,observed_at,journey,stage,touchpoint,outcome,empathy,what_happened
1,2026-03-02,Desk,Arrive,Greeting,positive,4,Greeted at once
2,2026-03-03,Desk,Arrive,Greeting,negative,1,Nobody looked up
"""
BAD = GOOD + b"3,2026-03-04,Desk,Arrive,Greeting,marvellous,9,\n"
METRICS = b"""period_start,period_end,service,metric,target_share,met,total
2026-01-01,2026-02-01,Desk,answered in time,0.9,95,100
"""


def brought_in(store, content, name="a.csv", **options):
    recipe, reading = imports.read_file(store, content, name)
    return imports.import_reading(store, reading, recipe, name, **options)


def test_a_file_comes_in_once_however_often_it_is_sent(store):
    first, second = brought_in(store, GOOD), brought_in(store, GOOD)
    assert (first.rows, first.accepted, first.already_there, first.rejected, first.added) == (2, 2, 0, 0, 2)
    assert (second.accepted, second.already_there, second.batch) == (0, 2, None)
    assert observation_count(store) == 2


def test_a_row_with_problems_is_listed_and_the_others_come_in(store):
    report = brought_in(store, BAD)
    assert (report.rows, report.accepted, report.rejected) == (3, 2, 1)
    assert set(report.problems["column"]) == {"outcome", "empathy"}
    assert set(report.problems["row"]) == {4}


def test_a_dry_run_says_what_would_be_and_writes_nothing(store):
    report = brought_in(store, BAD, is_dry=True)
    assert (report.accepted, report.rejected, report.batch) == (2, 1, None)
    assert observation_count(store) == 0
    assert import_batches(store).empty


def test_undoing_an_import_equals_never_having_made_it_and_it_may_come_again(store):
    report = brought_in(store, GOOD)
    assert imports.undo_import(store, report.batch, "KM").gone == 2
    assert journeys(store) == ()
    assert brought_in(store, GOOD).accepted == 2
    with pytest.raises(BatchGoneError):
        imports.undo_import(store, report.batch, "KM")


def test_progress_is_told_to_the_end(store):
    listed = []
    brought_in(store, GOOD, progress=lambda done, of: listed.append((done, of)))
    assert listed == [(2, 2)]


def test_service_metrics_are_known_by_their_columns(store):
    report = brought_in(store, METRICS, "metrics.csv")
    assert (report.recipe, report.added) == ("service-metrics", 1)


@pytest.mark.parametrize("name", EXPORTS)
def test_tickets_come_in_once_and_go_as_they_came(store, name):
    recipe, content = EXPORTS[name]
    first, second = brought_in(store, content, name), brought_in(store, content, name)
    assert (first.recipe, first.rejected) == (recipe, 0)
    assert first.accepted + first.skipped == first.rows
    assert (second.accepted, second.already_there, second.added) == (0, first.accepted, 0)
    result = service_metrics(store)
    assert ticket_count(store) == first.added == result["total"].sum()
    assert imports.undo_import(store, first.batch, "KM").gone == first.added
    assert service_metrics(store).empty


def test_a_ticket_that_was_open_comes_in_when_it_is_closed(store):
    _, content = EXPORTS["incident.csv"]
    brought_in(store, content, "march.csv")
    closed = content.replace(b"true,1,,,South,", b"true,1,2026-04-09 10:00:00,,South,")
    report = brought_in(store, closed.replace(b",false,2,", b",true,2,"), "april.csv")
    assert (report.accepted, report.already_there, report.changed, report.skipped) == (1, 2, 1, 0)
    assert service_metrics(store)[["met", "total"]].sum().tolist() == [3, 4]  # what stood there already stays


def test_no_trace_of_who_asked_is_kept(store, tmp_path):
    for name, (_, content) in EXPORTS.items():
        brought_in(store, content, name)
    _, ratings = EXPORTS["view.csv"]
    recipe, reading = imports.read_file(store, ratings, "view.csv", recipe_named("zendesk-satisfaction"))
    assert imports.import_reading(store, reading, recipe, "view.csv").added == 2
    rows = upkeep.export(store, tmp_path)
    assert rows["ticket"] > 10
    assert rows["observation"] == 2
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*.csv")).lower()
    stored = re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", b"", stored)  # our own keys hold any digits
    for trace in (b"requester", b"example.org", rb"\b9001\b", b"password", b"vpn", b"book", b"please restart"):
        assert not re.search(trace, stored), trace


def test_an_unknown_file_says_what_could_not_be_placed(store):
    with pytest.raises(FileUnknownError, match="Colour"):
        imports.read_file(store, b"Colour,Weight\nred,3 kg\nblue,4 kg\n", "paint.csv")


def test_a_recipe_can_be_named(store):
    recipe, reading = imports.read_file(store, GOOD, "a.csv", recipe_named("moments"))
    assert (recipe.name, len(reading.rows)) == ("moments", 2)


def test_junk_is_refused_in_a_sentence_and_writes_nothing(store):
    with pytest.raises(AuditError):
        imports.read_file(store, b"\x00\x01\x02", "a.csv")
    assert import_batches(store).empty


def test_the_sample_sets_up_an_audit_with_all_its_places(store):
    listed = []
    report = imports.load_sample(store, 600, 12, TODAY, lambda done, of: listed.append((done, of)))
    assert (report.rows, report.added) == (600, 600)
    assert listed == [(600, 600)]
    assert programme(store).name == sample_audit(600, until=TODAY).programme.name
    assert set(sample_audit(600, until=TODAY).places) <= set(places(store))
    assert imports.load_sample(store, 600, 12, TODAY).added == 0


def test_the_sample_leaves_the_settings_of_a_running_audit_alone(store):
    change_programme(store, Programme("Ours"))
    report = imports.load_sample(store, 600, 12, TODAY)
    assert programme(store).name == "Ours"
    imports.undo_import(store, report.batch, "KM")
    assert (observation_count(store), journeys(store), places(store)) == (0, (), ())


def test_a_sample_that_fails_half_way_is_taken_back(store):
    def fail(_done, _of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imports.load_sample(store, 600, 12, TODAY, fail)
    assert observation_count(store) == 0


@pytest.mark.given
def test_the_airport_lounges_come_in_to_the_last_digit(store, given):
    content = (given / "airport_lounges" / "lounge.csv").read_bytes()
    report = brought_in(store, content, "lounge.csv")
    assert (report.recipe, report.rows, report.accepted, report.rejected) == ("airport-lounges", 2264, 2264, 0)
    rated = figures.rater(store, Question(TODAY)).set_index("touchpoint")
    assert rated["n"].sum() == 15_468
    means = {name: round(float(rated.loc[name, "score"]), 3) for name in ("Cleanliness", "Catering", "Staff")}
    assert means == {"Cleanliness": 3.672, "Catering": 2.818, "Staff": 3.288}
    assert round(float(rated.loc["Comfort and seating", "score"]), 3) == 3.354
    full = figures.whole_visits(store, Question(TODAY)).set_index("touchpoint")
    assert full.loc["The visit as a whole", ["positives", "negatives"]].tolist() == [816, 1448]
    assert "The visit as a whole" not in figures.trust(store, Question(TODAY))["touchpoint"].tolist()
    assert brought_in(store, content, "lounge.csv").added == 0


def test_an_import_that_is_not_there_cannot_be_undone(store):
    with pytest.raises(BatchGoneError):
        imports.undo_import(store, new_key(), "KM")


def test_taking_the_sample_back_leaves_the_audit_as_it_was(store):
    report = imports.load_sample(store, 600, 12, TODAY)
    imports.undo_import(store, report.batch, "KM")
    assert programme(store) == Programme()
    with store.reading() as cursor:
        assert cursor.execute("SELECT COUNT(*) FROM intervention").fetchall() == [(0,)]
