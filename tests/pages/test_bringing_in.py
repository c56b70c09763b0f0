"""A service desk's export on the page: recognised, shown, imported, taken back; nothing of who asked is shown."""

from audit.model.search import Search
from audit.model.view import EVERYTHING
from audit.store.note import count_without_outcome
from audit.store.observation import observation_count
from audit.store.service_metric import service_metrics
from tests.builders import ticket_count, with_desk
from tests.intake.exports import EXPORTS
from tests.pages.conftest import run
from tests.pages.test_observe import button
from tests.pages.test_set_up import upload
from tests.web.walk.messages import a_message, a_sent_entry, a_sent_walk
from tests.web.walk.test_waiting_file import a_file


def shown(at):
    return " ".join(str(part.value) for kind in ("markdown", "caption", "html") for part in at.get(kind))


def test_an_export_of_tickets_is_recognised_imported_and_taken_back(own):
    at = upload(run("set_up/import_export"), "Jira.csv", EXPORTS["Jira.csv"][1])
    assert not at.exception
    assert at.selectbox[0].value == "jira-service-management"
    said = shown(at)
    assert "2 new (4 ticket targets), 0 already there, 0 with problems, 1 still open or left out by the recipe" in said
    assert "A ticket counts once it is closed" in said
    assert "Get help with access" in said
    assert "Requester" not in said
    assert "Met its target" in said
    assert "Work that met it" not in said
    assert ticket_count(own) == 0
    button(at, "Import 2 rows").click().run()
    assert not at.exception
    assert at.success[0].value.replace("\\", "") == "Imported 2 rows (4 ticket targets) from Jira.csv."
    assert ticket_count(own) == 4
    button(at, "Take it back").click().run()
    assert not at.exception
    assert ticket_count(own) == 0


def test_what_waited_on_a_phone_comes_in_by_its_file_and_what_cannot_is_said(own):
    with_desk(own)
    content = a_file(a_message(a_sent_walk(), a_sent_entry(), a_sent_entry(outcome="splendid")))
    at = upload(run("set_up/import_export"), "walks.json", content)
    assert "1 walk with 2 observations and 0 photos." in shown(at)
    button(at, "Bring in 2 observations").click().run()
    assert not at.exception
    assert "1 observation new" in at.success[0].value
    assert at.warning[0].value.startswith("Greeting, ")
    assert observation_count(own) == 1
    at = upload(at, "tracks.json", b"{}")
    assert "is not what a phone wrote" in at.error[0].value


def test_the_ratings_in_the_same_file_come_in_by_the_other_recipe(own):
    at = upload(run("set_up/import_export"), "view.csv", EXPORTS["view.csv"][1])
    at.selectbox[0].set_value("zendesk-satisfaction").run()
    assert not at.exception
    assert "2 new (2 observations)" in shown(at)


def test_changed_rows_are_shown_cell_by_cell_and_taken_over_when_asked(own):
    name, content = "Jira.csv", EXPORTS["Jira.csv"][1]
    at = upload(run("set_up/import_export"), name, content)
    button(at, "Import 2 rows").click().run()
    stood = service_metrics(own)["met"].sum()
    at = upload(run("set_up/import_export"), name, content.replace(b",0:35,", b",-0:35,"))
    assert not at.exception
    assert "changed, 0 with problems" in shown(at)
    assert "came in before and says something else now" in at.warning[0].value
    assert ticket_count(own) == 4
    assert button(at, "Nothing new to import").disabled
    at.checkbox(key="take_over_changed").check().run()
    button(at, "Import 1 row").click().run()
    assert not at.exception
    assert "1 changed row taken over." in at.success[0].value
    assert "1 changed and taken over" in shown(at)
    assert service_metrics(own)["met"].sum() == stood - 1


def test_words_that_do_not_say_how_it_went_come_in_as_notes_and_go_again(own):
    words = (
        b"id,observed_at,journey,stage,touchpoint,words\n1,2026-03-03,Desk,Arrive,Greeting,Half an hour by the door\n"
    )
    at = upload(run("set_up/import_export"), "notes.csv", words)
    assert not at.exception
    assert at.selectbox[0].value == "moments-notes"
    assert "1 new (0 observations and 1 note that does not say how it went), 0 already there" in shown(at)
    button(at, "Import 1 row").click().run()
    assert "1 note that does not say how it went" in at.success[0].value.replace("\\", "")
    assert count_without_outcome(own, EVERYTHING, Search()) == 1
    button(at, "Take it back").click().run()
    assert not at.exception
    assert count_without_outcome(own, EVERYTHING, Search()) == 0
