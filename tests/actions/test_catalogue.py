"""The catalogue's verbs: one transaction each, what stood before in the history, nobody's words overwritten."""

import json

import pytest

from audit.actions.catalogue import drop_service, keep_service, start_catalogue
from audit.actions.imports import load_sample, undo_import
from audit.actions.set_up import start_from_template
from audit.errors import GoneError, ServiceExistsError
from audit.intake.starter_services import StarterService
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.service import Service
from audit.store.change import changes_of
from audit.store.journey import add_journey
from audit.store.service import service_at, serviced_touchpoints, services
from tests.builders import ANSWER, DESK, GREETING, INVOICE, NOON, template_named

FRONT = Service("Front desk", first_response_minutes=10)


def names_at(store, service):
    served = serviced_touchpoints(store)
    return list(served.loc[served["service"] == service, "touchpoint"])


def test_a_new_service_has_no_history_and_a_changed_one_does(desk):
    keep_service(desk, FRONT, [GREETING.id], "KM")
    assert changes_of(desk, FRONT.id).empty
    keep_service(desk, Service("Front desk", first_response_minutes=5, id=FRONT.id), [ANSWER.id], "BK")
    (change,) = changes_of(desk, FRONT.id).to_dict("records")
    before, after = json.loads(change["before"]), json.loads(change["after"])
    assert (change["verb"], change["changed_by"]) == ("changed", "BK")
    assert (before["first_response_minutes"], before["touchpoints"]) == (10, ["Greeting"])
    assert (after["first_response_minutes"], after["touchpoints"]) == (5, ["Answer"])


def test_keeping_a_service_as_it_was_writes_no_history(desk):
    for _ in range(2):
        keep_service(desk, FRONT, [GREETING.id], "KM")
    assert changes_of(desk, FRONT.id).empty
    assert services(desk) == (FRONT,)


def test_a_name_that_is_taken_is_refused_and_nothing_is_written(desk):
    keep_service(desk, FRONT, [GREETING.id], "KM")
    with pytest.raises(ServiceExistsError, match="A service named FRONT DESK is in the catalogue already"):
        keep_service(desk, Service("FRONT DESK"), [ANSWER.id], "KM")
    assert services(desk) == (FRONT,)
    assert names_at(desk, "Front desk") == ["Greeting"]


def test_a_service_keeps_its_own_name_however_it_is_spelt(desk):
    keep_service(desk, FRONT, [], "KM")
    keep_service(desk, Service("front desk", id=FRONT.id), [], "KM")
    assert [service.name for service in services(desk)] == ["front desk"]


def test_a_dropped_service_stays_in_the_history_with_its_touchpoints(desk):
    keep_service(desk, FRONT, [GREETING.id, ANSWER.id], "KM")
    drop_service(desk, FRONT.id, "BK")
    (change,) = changes_of(desk, FRONT.id).to_dict("records")
    assert (change["verb"], json.loads(change["before"])["touchpoints"]) == ("withdrawn", ["Greeting", "Answer"])
    assert services(desk) == ()
    assert service_at(desk, GREETING.id) is None


def test_a_service_that_is_gone_cannot_be_dropped(desk):
    with pytest.raises(GoneError, match="This service is not in the audit any more"):
        drop_service(desk, FRONT.id, "KM")


def test_a_ready_made_catalogue_leaves_what_is_there_as_it_is(desk):
    keep_service(desk, FRONT, [GREETING.id], "KM")
    starters = [
        StarterService(Service("FRONT desk", first_response_minutes=99), ("Greeting", "Answer")),
        StarterService(Service("Accounts"), ("Invoice", "No such touchpoint")),
    ]
    start_catalogue(desk, starters)
    assert [(service.name, service.first_response_minutes) for service in services(desk)] == [
        ("Front desk", 10),
        ("Accounts", None),
    ]
    assert names_at(desk, "Front desk") == ["Greeting", "Answer"]
    assert names_at(desk, "Accounts") == ["Invoice"]


def test_a_touchpoint_that_belongs_elsewhere_stays_there(desk):
    keep_service(desk, FRONT, [INVOICE.id], "KM")
    start_catalogue(desk, [StarterService(Service("Accounts"), ("Invoice",))])
    assert names_at(desk, "Front desk") == ["Invoice"]
    assert names_at(desk, "Accounts") == []


def test_a_ready_made_catalogue_can_keep_to_some_journeys(desk):
    other = Journey("By phone", stages=(Stage("Ring", (Touchpoint("Greeting"),)),))
    add_journey(desk, other)
    start_catalogue(desk, [StarterService(FRONT, ("Greeting",))], journeys=[DESK])
    assert names_at(desk, "Front desk") == ["Greeting (At the desk, Arrive)"]


def test_a_template_brings_each_of_its_services_to_its_own_touchpoints(store):
    template = template_named("walk-in-clinic")
    start_from_template(store, template)
    start_catalogue(store, template.catalogue())
    assert [service.name for service in services(store)] == [starter.service.name for starter in template.services]
    for starter in template.services:
        assert sorted(names_at(store, starter.service.name)) == sorted(starter.touchpoints)


def test_the_sample_brings_a_catalogue_that_its_metrics_join_and_takes_it_back(store):
    report = load_sample(store, 60, 1, NOON.date())
    known = {service.name for service in services(store)}
    with store.reading() as cursor:
        reported = {name for (name,) in cursor.execute("SELECT DISTINCT service FROM service_metric").fetchall()}
    assert reported <= known
    undo_import(store, report.batch, "KM")
    assert services(store) == ()


def test_the_sample_leaves_the_touchpoints_of_others_alone(store):
    template = template_named("it-service-desk")
    start_from_template(store, template)
    report = load_sample(store, 60, 1, NOON.date())
    served = serviced_touchpoints(store)
    own = served["journey"] == template.name
    assert set(served.loc[own, "service"]) == {""}
    assert (served.loc[~own, "service"] != "").sum() > 20
    undo_import(store, report.batch, "KM")
    assert services(store) == ()
