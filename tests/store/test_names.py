"""Whatever names a touchpoint finds it: its key, what it is called today, and what it was called before."""

from datetime import date

from audit.figures import Question, before_after
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import new_key
from audit.model.view import View
from audit.store.incoming import add_incoming_metrics
from audit.store.intervention import add_intervention, intervention_with, interventions
from audit.store.journey import add_journey, touchpoints
from audit.store.names import journey_names, stage_names, touchpoint_names
from audit.store.observation import observations
from audit.store.renaming import name_journey, name_stage, name_touchpoint
from audit.store.service_metric import service_metrics
from tests.builders import ANSWER, DESK, GREETING, INVOICE, NOON, an_observation
from tests.store.test_incoming import a_batch, metric_rows
from tests.store.test_observation import recorded

BY_PHONE = Journey("By phone", stages=(Stage("Ring", (Touchpoint("Greeting"),)),))
OTHER = BY_PHONE.stages[0].touchpoints[0]
LEAVE = DESK.stages[1]


def labels(store):
    return list(touchpoints(store)["touchpoint"])


def renamed(store, name="Bill", touchpoint=INVOICE):
    name_touchpoint(store, touchpoint.id, name)


def test_two_of_one_name_are_shown_with_journey_and_stage_until_one_is_renamed(desk):
    add_journey(desk, BY_PHONE)
    assert labels(desk) == ["Greeting (At the desk, Arrive)", "Answer", "Invoice", "Greeting (By phone, Ring)"]
    renamed(desk, "Hello", OTHER)
    assert labels(desk) == ["Greeting", "Answer", "Invoice", "Hello"]


def test_labels_that_would_be_the_same_are_numbered(desk):
    stages = (Stage("Ring", (Touchpoint("Greeting"),)), Stage("Talk", (Touchpoint("Greeting (By phone, Ring)"),)))
    add_journey(desk, Journey("By phone", stages=stages))
    assert len(set(labels(desk))) == 5
    assert labels(desk)[3:] == ["Greeting (By phone, Ring) 1", "Greeting (By phone, Ring) 2"]


def test_a_key_a_name_of_today_and_a_former_name_mean_the_touchpoint(desk):
    renamed(desk)
    renamed(desk, "Account")
    names = touchpoint_names(desk)
    key = str(INVOICE.id)
    assert {names.key_of(word) for word in (key, "Account", "Bill", "Invoice")} == {key}
    assert names.key_of("Nothing") == ""
    assert (names.shown("Bill"), names.shown("Nothing")) == ("Account", "Nothing")


def test_a_name_that_several_have_or_had_is_settled_by_where_it_is_looked_for(desk):
    add_journey(desk, BY_PHONE)
    renamed(desk, "Hello", GREETING)
    names = touchpoint_names(desk)
    here, there = [str(each.id) for _, each in DESK.touchpoints()], [str(OTHER.id)]
    assert (names.one_of(here, "Greeting"), names.one_of(there, "Greeting")) == (str(GREETING.id), str(OTHER.id))
    assert (names.one_of([*here, *there], "Greeting"), names.one_of(here, "Nothing")) == ("", "")


def test_a_name_that_two_had_before_is_not_guessed(desk):
    renamed(desk)
    renamed(desk, "Invoice", ANSWER)
    renamed(desk, "Reply", ANSWER)
    assert touchpoint_names(desk).key_of("Invoice") == ""


def test_a_name_that_one_has_today_means_that_one_whoever_had_it_before(desk):
    renamed(desk)
    renamed(desk, "Invoice", ANSWER)
    assert touchpoint_names(desk).key_of("Invoice") == str(ANSWER.id)


def test_a_name_that_came_to_be_shared_means_the_one_that_had_it_alone(desk):
    add_journey(desk, BY_PHONE)
    names = touchpoint_names(desk)
    assert names.sharing("Greeting") == ("Greeting (At the desk, Arrive)", "Greeting (By phone, Ring)")
    assert names.sharing("Answer") == ()
    assert names.key_of("Greeting") == str(GREETING.id)
    renamed(desk, "Hello", OTHER)
    renamed(desk, "Welcome", GREETING)
    assert touchpoint_names(desk).key_of("Greeting (By phone, Ring)") == str(OTHER.id)


def test_a_name_that_two_share_means_none_that_was_named_so_before(desk):
    add_journey(desk, BY_PHONE)
    add_journey(desk, Journey("By post", stages=(Stage("Write", (Touchpoint("Greeting"),)),)))
    renamed(desk, "Hello", OTHER)
    renamed(desk, "Welcome", GREETING)
    add_journey(desk, Journey("By chat", stages=(Stage("Type", (Touchpoint("Welcome"),)),)))
    renamed(desk, "Hi", GREETING)
    assert touchpoint_names(desk).key_of("Welcome")
    assert touchpoint_names(desk).key_of("Hello") == str(OTHER.id)


def test_stages_and_journeys_are_known_by_former_names(desk):
    name_stage(desk, LEAVE.id, "Go")
    name_journey(desk, DESK.id, "At the counter")
    assert journey_names(desk).key_of("At the desk") == str(DESK.id)
    assert stage_names(desk)[str(DESK.id)].key_of("Leave") == str(LEAVE.id)


def test_how_it_was_shown_at_a_moment_leads_to_how_it_is_shown_today(desk):
    renamed(desk)
    renamed(desk, "Account")
    shown = touchpoint_names(desk).since(NOON)
    assert shown == {"Greeting": "Greeting", "Answer": "Answer", "Invoice": "Account"}
    assert touchpoint_names(desk).since(touchpoint_names(desk).former[0][3])["Bill"] == "Account"


def test_a_view_by_key_or_former_name_shows_the_renamed_touchpoint(desk):
    recorded(desk, an_observation(touchpoint_id=INVOICE.id))
    renamed(desk)
    name_journey(desk, DESK.id, "At the counter")
    for touchpoint in ("Bill", "Invoice", str(INVOICE.id)):
        for journey in ("At the counter", "At the desk", str(DESK.id)):
            assert list(observations(desk, View(touchpoint=touchpoint, journeys=(journey,)))["touchpoint"]) == ["Bill"]
    assert observations(desk, View(touchpoint="Account")).empty


def test_what_was_done_at_a_touchpoint_stays_with_it_and_is_noted_once(desk):
    add_intervention(desk, date(2026, 3, 1), "Invoice", "A course in tact")
    renamed(desk)
    add_intervention(desk, date(2026, 3, 1), "Bill", "A course in tact")
    renamed(desk, "Invoice", ANSWER)
    add_intervention(desk, date(2026, 3, 1), "Invoice", "A course in tact")
    assert list(interventions(desk)["touchpoint"]) == ["Bill", "Invoice"]
    row = interventions(desk).iloc[0]
    assert row["touchpoint"] == intervention_with(desk, row["id"]).touchpoint == "Bill"
    assert len(before_after(desk, Question(date(2026, 3, 2), View(touchpoint=str(INVOICE.id))))) == 2


def report(store, *touchpoints):
    """Take in a service metric of each of these touchpoints, as a table from elsewhere names them."""
    rows = [metric_rows().assign(id=[new_key()], touchpoint=[name]) for name in touchpoints]
    for row in rows:
        add_incoming_metrics(store, row, a_batch(store, "service metrics"))


def test_a_metric_stays_with_the_touchpoint_it_named(desk):
    report(desk, "Invoice", "Elsewhere")
    renamed(desk)
    renamed(desk, "Invoice", ANSWER)
    assert sorted(service_metrics(desk)["touchpoint"]) == ["Bill", "Elsewhere"]


def test_a_metric_that_came_before_its_touchpoint_stays_with_it(desk):
    report(desk, "Greeting (By phone, Ring)", "Greeting")
    add_journey(desk, BY_PHONE)
    renamed(desk, "Hello", OTHER)
    assert sorted(service_metrics(desk)["touchpoint"]) == ["Greeting", "Hello"]


def test_a_metric_by_a_former_name_goes_to_the_renamed_touchpoint(desk):
    renamed(desk)
    report(desk, "Invoice")
    assert list(service_metrics(desk)["touchpoint"]) == ["Bill"]
