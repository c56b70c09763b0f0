"""The service catalogue on its page: read, described, changed, started from a ready-made one, and judged."""

import pytest

from audit.actions.catalogue import keep_service
from audit.actions.set_up import start_from_template
from audit.actions.walks import record_walk_through
from audit.intake.templates import all_templates
from audit.model.service import Service
from audit.store.change import changes_of
from audit.store.service import remove_service, serviced_touchpoints, services
from tests.builders import GREETING, a_walk, an_observation, with_desk
from tests.pages.conftest import run
from tests.pages.test_observe import button


def page():
    return run("set_up/catalogue")


def field(at, label):
    kinds = [*at.text_input, *at.text_area, *at.number_input, *at.button_group]
    return next(found for found in kinds if found.label.startswith(label))


def described(at, **words):
    labels = {"name": "Name", "first": "First response", "done": "Done within", "share": "Out of 100"}
    for name, typed in words.items():
        field(at, labels[name]).set_value(typed).run()
    return at


def errors(at):
    return [error.value.replace("\\", "") for error in at.error]


def everything(at):
    said = [part.value.replace("\\", "") for part in [*at.markdown, *at.caption, *at.subheader, *at.title]]
    return " ".join([*said, *(part.proto.body for part in at.get("html"))])


@pytest.fixture
def desk(own):
    return with_desk(own)


def test_an_empty_catalogue_offers_ready_made_ones_and_a_form(own):
    at = page()
    assert not at.exception
    assert at.title[0].value.startswith("The catalogue is empty")
    assert sum(found.label == "Add these services" for found in at.button) == len(all_templates())
    button(at, "Load the sample audit")
    button(at, "Add a service")


def test_a_service_is_described_and_read_as_customers_would(desk):
    at = page()
    button(at, "Add a service").click().run()
    described(at, name="Front desk", first="10 minutes", done="2 days", share=80.0)
    field(at, "Touchpoints").set_value([str(GREETING.id)]).run()
    button(at, "Save this service").click().run()
    assert not at.exception
    assert at.success[0].value == "Saved\\: Front desk."
    (kept,) = services(desk)
    assert (kept.first_response_minutes, kept.resolution_minutes, kept.target_share) == (10, 2_880, 0.8)
    told = everything(at)
    assert "We respond within 10 minutes and are done within 2 days, at least 80 times in 100." in told
    assert "<dt>Where you meet it</dt><dd>Greeting</dd>" in told
    assert at.title[0].value.replace("\\", "") == "1 service; 1 of 3 touchpoints belong to one."


def test_a_time_that_cannot_be_read_is_said_beside_its_field_and_nothing_typed_is_lost(desk):
    at = page()
    button(at, "Add a service").click().run()
    described(at, name="Front desk", first="soon")
    assert errors(at)[0].startswith("The first response: 'soon' is no time that can be read.")
    button(at, "Save this service").click().run()
    assert services(desk) == ()
    assert [field(at, label).value for label in ("Name", "First response")] == ["Front desk", "soon"]
    described(at, first="4 hours")
    assert errors(at) == []


def test_what_was_typed_is_still_there_after_looking_at_something_else(desk):
    keep_service(desk, Service("Help line"), [], "KM")
    at = page()
    button(at, "Add a service").click().run()
    described(at, name="Front desk")
    button(at, "Change").click().run()
    assert field(at, "Name").value == "Help line"
    assert any("not saved yet" in caption.value for caption in at.caption)
    button(at, "Add a service").click().run()
    assert field(at, "Name").value == "Front desk"
    button(at, "Discard what I typed").click().run()
    button(at, "Add a service").click().run()
    assert field(at, "Name").value == ""


def test_a_name_is_asked_for_only_when_keeping_without_one(desk):
    at = page()
    button(at, "Add a service").click().run()
    assert errors(at) == []
    button(at, "Save this service").click().run()
    assert errors(at) == ["The name is empty; please fill it in."]


def test_a_name_that_is_taken_is_said_beside_the_name(desk):
    keep_service(desk, Service("Help line"), [], "KM")
    at = page()
    button(at, "Add a service").click().run()
    described(at, name="help line")
    button(at, "Save this service").click().run()
    assert errors(at)[0].startswith("A service named help line is in the catalogue already")
    assert field(at, "Name").value == "help line"


def test_done_before_the_first_response_is_said_beside_the_second_time(desk):
    at = page()
    button(at, "Add a service").click().run()
    described(at, name="Front desk", first="2 days", done="4 hours")
    assert errors(at)[0].startswith("It promises to be done within 4 hours, sooner than its first response (2 days)")


def test_a_change_is_kept_with_what_stood_before(desk):
    service = Service("Help line", first_response_minutes=1)
    keep_service(desk, service, [GREETING.id], "KM")
    at = page()
    button(at, "Change").click().run()
    assert field(at, "First response").value == "1 minute"
    assert field(at, "Touchpoints").value == [str(GREETING.id)]
    described(at, first="2 minutes")
    field(at, "Your name").set_value("BK").run()
    button(at, "Save this service").click().run()
    assert services(desk)[0].first_response_minutes == 2
    (change,) = changes_of(desk, service.id).to_dict("records")
    assert (change["changed_by"], '"first_response_minutes": 1' in change["before"]) == ("BK", True)


def test_a_service_is_taken_out_and_its_touchpoints_stay(desk):
    keep_service(desk, Service("Help line"), [GREETING.id], "KM")
    at = page()
    button(at, "Change").click().run()
    button(at, "Take it out of the catalogue").click().run()
    assert not at.exception
    assert at.success[0].value == "Taken out of the catalogue\\: Help line."
    assert services(desk) == ()
    assert set(serviced_touchpoints(desk)["service"]) == {""}


def test_a_service_taken_out_by_someone_else_meanwhile_is_said_to_be_gone(desk):
    service = Service("Help line")
    keep_service(desk, service, [], "KM")
    at = page()
    button(at, "Change").click().run()
    remove_service(desk, service.id)
    button(at, "Take it out of the catalogue").click().run()
    assert not at.exception
    assert at.success[0].value.startswith("This service is not in the audit any more")


def test_a_ready_made_catalogue_joins_the_touchpoints_of_its_journey(own):
    template = all_templates()[0]
    start_from_template(own, template)
    at = page()
    button(at, "Add these services").click().run()
    assert not at.exception
    assert len(services(own)) == len(template.services)
    served = serviced_touchpoints(own)
    assert set(served.loc[served["service"] == "Help line", "touchpoint"]) == {
        "Call to the help line",
        "Call from a room full of people",
    }
    assert any(found.label == "It is in the catalogue" and found.disabled for found in at.button)


def test_waits_are_judged_against_the_promise(desk):
    keep_service(desk, Service("Front desk", first_response_minutes=2), [GREETING.id], "KM")
    for wait in (1, 1, 1, 1, 5):
        record_walk_through(desk, a_walk(), [an_observation(wait_minutes=float(wait))])
    at = page()
    assert not at.exception
    assert "4 of 5 waits within 2 minutes" in everything(at)
    assert len(at.get("vega_lite_chart")) == 1


def test_a_catalogue_that_promises_nothing_says_so_and_draws_nothing(desk):
    keep_service(desk, Service("Front desk"), [GREETING.id], "KM")
    at = page()
    assert not at.exception
    assert "No wait can be judged" in everything(at)
    assert not at.get("vega_lite_chart")


def test_the_sample_has_a_catalogue_with_kept_and_missed_promises(sampled):
    store = sampled()
    at = page()
    assert not at.exception
    assert len(services(store)) > 5
    assert "timed often enough" in everything(at)
    assert len(at.get("vega_lite_chart")) == 1


def test_the_promise_stands_on_the_card_of_each_touchpoint(desk):
    keep_service(desk, Service("Front desk", first_response_minutes=2, proper_channel="Walk in"), [GREETING.id], "KM")
    at = run("set_up/journeys")
    at.session_state[f"touchpoint.{GREETING.id}"] = True
    at.run()
    assert not at.exception
    assert "Front desk. Promise: a response within 2 minutes. Proper channel: Walk in." in everything(at)


def test_a_touchpoint_of_another_service_is_brought_over(desk):
    keep_service(desk, Service("Help line"), [GREETING.id], "KM")
    at = page()
    button(at, "Add a service").click().run()
    described(at, name="Front desk")
    over = next(box for box in at.selectbox if box.label.startswith("Bring over"))
    over.set_value(str(GREETING.id)).run()
    assert field(at, "Touchpoints").value == [str(GREETING.id)]
    button(at, "Save this service").click().run()
    served = serviced_touchpoints(desk)
    assert set(served.loc[served["service"] == "Front desk", "touchpoint"]) == {"Greeting"}
    assert not (served["service"] == "Help line").any()


def test_a_touchpoint_that_is_gone_by_now_is_not_held_against_the_form(desk):
    service = Service("Help line")
    keep_service(desk, service, [GREETING.id], "KM")
    at = page()
    button(at, "Change").click().run()
    with desk.writing() as cursor:
        cursor.execute("DELETE FROM touchpoint WHERE id = $id", {"id": GREETING.id})
    described(at, name="Line")
    assert not at.exception
    assert field(at, "Touchpoints").value == []
    button(at, "Save this service").click().run()
    assert services(desk)[0].name == "Line"


def test_a_catalogue_can_be_written_before_there_is_a_journey(own):
    at = page()
    button(at, "Add a service").click().run()
    described(at, name="Front desk")
    button(at, "Save this service").click().run()
    assert not at.exception
    assert [service.name for service in services(own)] == ["Front desk"]
