"""Setting up: the programme, journeys from templates, and data in and out."""

import io

import pandas as pd
import pytest

from audit.intake.templates import all_templates
from audit.store.import_batch import import_batches
from audit.store.journey import journeys
from audit.store.observation import observation_count
from audit.store.programme import programme
from audit.store.service import services
from tests.pages.conftest import run
from tests.pages.test_observe import button

GOOD = b"id,observed_at,touchpoint,outcome\n1,2026-03-02,Greeting,positive\n2,2026-03-03,Greeting,negative\n"
FOREIGN = b"When;Where;Overall;Comment\n13/04/2026;Reception;5;Fine\n14/04/2026;Laboratory;2;Long wait\n"


def upload(at, name, content):
    at.file_uploader[0].set_value((name, content, "text/csv")).run()
    return at


def test_the_start_page_offers_the_sample_and_loads_it(own):
    at = run("home/start")
    assert not at.exception
    button(at, "Load the sample audit").click().run()
    assert not at.exception
    assert observation_count(own) == 2_400
    assert at.title[0].value.startswith("2,400 observations")


def test_the_start_page_tells_the_state_of_things_and_what_to_do_next(sampled):
    at = run("home/start")
    assert not at.exception
    lines = ("In what was observed", "No dimension", "In the last 90 days", "Up to the last observation")
    assert [part.value.startswith(line) for part, line in zip(at.markdown, lines, strict=False)] == [True] * 4
    assert sum(part.value.startswith('<div class="small-picture">') for part in at.get("html")) == 3
    assert at.header[0].value == "What to do next"


def test_the_programme_keeps_its_settings(own):
    at = run("set_up/programme")
    at.text_input[0].set_value("City library")
    at.number_input[0].set_value(5)
    at.text_area[1].set_value("Readers\nReaders\n\nStaff")
    button(at, "Save these settings").click().run()
    assert not at.exception
    kept = programme(own)
    assert (kept.name, kept.recovery_ratio, kept.customer_groups) == ("City library", 5, ("Readers", "Staff"))


def test_the_programme_keeps_its_two_targets(own):
    at = run("set_up/programme")
    assert [field.value for field in at.number_input[1:]] == [80.0, 90.0]
    for field, share in zip(at.number_input[1:], (75.0, 97.5), strict=True):
        field.set_value(share)
    button(at, "Save these settings").click().run()
    assert not at.exception
    kept = programme(own)
    assert (kept.experience_target, kept.attainment_target) == (0.75, 0.975)


def test_a_journey_starts_from_a_template_once(own):
    at = run("set_up/journeys")
    button(at, "Start this journey").click().run()
    assert not at.exception
    assert len(journeys(own)) == 1
    assert len(services(own)) == len(all_templates()[0].services) > 0
    at.session_state["journeys.add"] = True
    at.run()
    assert sum(found.label == "Start this journey" for found in at.button) == len(all_templates()) - 1


def test_what_is_audited_stands_above_the_templates(own):
    at = run("set_up/journeys")
    button(at, "Start this journey").click().run()
    assert [part.value for part in at.header] == [journeys(own)[0].name]
    at.session_state["journeys.add"] = True
    assert [part.value for part in at.run().header] == [
        journeys(own)[0].name,
        "Make a journey of your own",
        "Start a journey from a template",
    ]


def test_standards_are_set_where_a_team_has_one(own):
    at = run("set_up/journeys")
    button(at, "Start this journey").click().run()
    stage = journeys(own)[0].stages[0]
    at.session_state[f"stage.{stage.id}"] = True
    at.run()
    assert not at.exception


def test_a_known_file_is_recognised_tried_out_and_imported(own):
    at = upload(run("set_up/import_export"), "good.csv", GOOD)
    assert not at.exception
    assert observation_count(own) == 0
    button(at, "Import 2 rows").click().run()
    assert not at.exception
    assert observation_count(own) == 2
    assert "Imported 2 rows" in at.success[0].value
    assert any(found.label == "Nothing new to import" for found in at.button)


def test_an_import_is_taken_back(own):
    at = upload(run("set_up/import_export"), "good.csv", GOOD)
    button(at, "Import 2 rows").click().run()
    button(at, "Take it back").click().run()
    assert not at.exception
    assert observation_count(own) == 0
    assert import_batches(own)["undone_at"].notna().all()


def test_problems_are_listed_before_anything_is_written(own):
    at = upload(run("set_up/import_export"), "bad.csv", GOOD + b"3,2026-03-04,Greeting,marvellous\n")
    assert not at.exception
    assert "1 row with problems" in at.warning[0].value
    assert any(found.label == "Import 2 rows" for found in at.button)


def test_junk_is_refused_in_a_sentence(own):
    at = upload(run("set_up/import_export"), "junk.csv", b"\x00\x01\x02")
    assert not at.exception
    assert len(at.error) == 1


def test_an_unknown_file_is_mapped_and_known_next_time(own, tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    at = upload(run("set_up/import_export"), "visits.csv", FOREIGN)
    assert not at.exception
    assert any("No saved mapping fits" in part.value for part in at.markdown)
    placed = {box.label: box.value for box in at.selectbox}
    assert placed["When"] == "observed_at"


def test_a_workbook_is_read_like_a_table(own):
    book = io.BytesIO()
    pd.read_csv(io.BytesIO(GOOD)).to_excel(book, index=False, engine="xlsxwriter")
    at = upload(run("set_up/import_export"), "good.xlsx", book.getvalue())
    assert not at.exception
    assert any(found.label == "Import 2 rows" for found in at.button)


@pytest.mark.parametrize("label", ["Download all tables", "Download a backup"])
def test_everything_can_be_taken_out(own, label):
    at = run("set_up/import_export")
    assert label in [found.label for found in at.get("download_button")]


@pytest.mark.parametrize(("page", "kind"), [("import_export", "recipes"), ("journeys", "templates")])
def test_a_file_of_ones_own_with_a_mistake_is_told_on_its_page_and_the_rest_is_there(
    own, tmp_path, monkeypatch, page, kind
):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    before = run(f"set_up/{page}")
    (tmp_path / kind).mkdir()
    (tmp_path / kind / "half.toml").write_text("name = ", encoding="utf-8")
    at = run(f"set_up/{page}")
    assert not at.exception
    assert ["half.toml" in warning.value for warning in at.warning] == [True]
    assert len(at.main) == len(before.main) + 1


def test_start_tells_what_had_to_be_written_again(own):
    own._file.sentences = ("One saved change was missing.",)
    start = run("home/start")
    assert [notice.value for notice in start.warning] == ["One saved change was missing."]
