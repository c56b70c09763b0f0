"""A walk by ODK or Kobo on the page: the form is offered, its export comes in, and an edit is taken over when asked."""

from audit.model.view import View
from audit.store.journey import add_journey
from audit.store.observation import observation_count, observations
from tests.intake.field_exports import BAD_CALL, JOURNEY, a_stop, central, kobo
from tests.pages.conftest import run
from tests.pages.test_bringing_in import shown
from tests.pages.test_observe import button
from tests.pages.test_set_up import upload

PAGE = "set_up/import_export"
FORM = "Download the form"


def downloads(at):
    return [each.label for each in at.get("download_button")]


def test_the_form_is_offered_once_there_is_something_to_ask(own):
    assert FORM not in downloads(run(PAGE))
    add_journey(own, JOURNEY)
    assert FORM in downloads(run(PAGE))


def test_an_export_is_recognised_kept_once_and_corrected_when_asked(own):
    add_journey(own, JOURNEY)
    at = upload(run(PAGE), "walk.zip", central(a_stop(1), BAD_CALL))
    assert not at.exception
    assert at.selectbox[0].value == "odk-central"
    assert at.info[0].value.replace("\\", "").endswith("rows are counted in moments_walk-stops.")
    button(at, "Import 2 rows").click().run()
    assert observation_count(own) == 2
    at = upload(run(PAGE), "walk.xlsx", kobo(a_stop(1, outcome="negative"), BAD_CALL, uuid="bbb"))
    assert at.selectbox[0].value == "kobo"
    assert "1 already there, 1 changed" in shown(at)
    at.checkbox(key="take_over_changed").check().run()
    button(at, "Import 1 row").click().run()
    assert not at.exception
    assert set(observations(own, View(), 10)["outcome"]) == {"negative"}
