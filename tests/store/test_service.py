"""The catalogue in the store: services, and the touchpoints that belong to them."""

from uuid import UUID

import pandas as pd
import pytest

from audit.model.keys import new_key
from audit.model.service import Service
from audit.store.import_batch import take_back
from audit.store.incoming import add_incoming_observations
from audit.store.service import (
    add_service,
    change_service,
    remove_service,
    service_at,
    serviced_touchpoints,
    services,
    set_service,
    set_touchpoints,
)
from audit.store.tallies import wait_counts
from tests.builders import ANSWER, GREETING, INVOICE, observation_rows
from tests.store.test_incoming import a_batch

FULL = Service(
    "Front desk",
    "Ask anything.",
    "Walk in",
    "A risk to safety",
    "9:00 to 17:00",
    first_response_minutes=10,
    resolution_minutes=2_880,
    target_share=0.85,
)
LINE = Service("Help line")


def keep(store, *rows):
    add_incoming_observations(store, observation_rows(*rows), a_batch(store))


def belonging(store):
    served = serviced_touchpoints(store)
    return dict(zip(served["touchpoint"], served["service"], strict=True))


def test_a_service_comes_back_as_it_was_kept_however_often_it_is_sent(store):
    for service in (FULL, LINE, FULL):
        add_service(store, service)
    assert services(store) == (FULL, LINE)


def test_a_change_leaves_a_service_its_place_in_the_list(store):
    for service in (FULL, LINE):
        add_service(store, service)
    changed = Service("Desk", first_response_minutes=0.5, id=FULL.id)
    change_service(store, changed)
    assert services(store) == (changed, LINE)


def test_touchpoints_belong_to_a_service_and_move_to_another(desk):
    for service in (FULL, LINE):
        add_service(desk, service)
    assert set(belonging(desk).values()) == {""}
    set_touchpoints(desk, FULL.id, [GREETING.id, ANSWER.id])
    set_touchpoints(desk, LINE.id, [ANSWER.id])
    assert belonging(desk) == {"Greeting": "Front desk", "Answer": "Help line", "Invoice": ""}
    set_touchpoints(desk, FULL.id, [INVOICE.id])
    assert belonging(desk) == {"Greeting": "", "Answer": "Help line", "Invoice": "Front desk"}
    set_service(desk, INVOICE.id, None)
    assert belonging(desk)["Invoice"] == ""


def test_each_touchpoint_is_told_with_what_its_service_promises(desk):
    add_service(desk, FULL)
    set_service(desk, GREETING.id, FULL.id)
    greeting, answer, _ = serviced_touchpoints(desk).to_dict("records")
    assert greeting == {
        "touchpoint_id": str(GREETING.id),
        "journey": "At the desk",
        "stage": "Arrive",
        "touchpoint": "Greeting",
        "name": "Greeting",
        "service_id": str(FULL.id),
        "service": "Front desk",
        "promise_minutes": 10.0,
        "target_share": 0.85,
    }
    assert (answer["service_id"], answer["service"]) == ("", "")
    assert pd.isna(answer["promise_minutes"])


def test_the_service_of_a_touchpoint_is_found_where_it_has_one(desk):
    add_service(desk, FULL)
    set_service(desk, GREETING.id, FULL.id)
    assert service_at(desk, GREETING.id) == FULL
    assert service_at(desk, ANSWER.id) is None


def test_a_service_that_is_taken_out_leaves_its_touchpoints(desk):
    add_service(desk, FULL)
    set_service(desk, GREETING.id, FULL.id)
    remove_service(desk, FULL.id)
    assert services(desk) == ()
    assert set(belonging(desk).values()) == {""}


@pytest.mark.parametrize(("used", "left"), [(False, ()), (True, (LINE,))])
def test_an_import_taken_back_takes_its_services_unless_a_touchpoint_needs_them(desk, used, left):
    batch = a_batch(desk)
    add_service(desk, LINE, batch)
    if used:
        set_service(desk, GREETING.id, LINE.id)
    take_back(desk, batch)
    assert services(desk) == left


def test_waits_are_counted_by_the_second_within_an_hour_and_by_the_minute_beyond(desk):
    minutes = (0.0, 0.5, 0.501, 0.7, 60.0, 60.01, 240.0, 240.4)
    keep(desk, *({"wait_minutes": wait} for wait in minutes), {"touchpoint": "Answer"})
    counts = wait_counts(desk)
    assert set(counts["touchpoint"]) == {"Greeting"}
    listed = counts.sort_values("wait_seconds")[["wait_seconds", "n"]].to_numpy().tolist()
    assert listed == [[0, 1], [30, 1], [31, 1], [42, 1], [3_600, 1], [3_660, 1], [14_400, 1], [14_460, 1]]


def test_equal_waits_are_counted_together_and_split_where_asked(desk):
    rows = [{"wait_minutes": 2.0, "place": place} for place in ("North", "North", "South")]
    keep(desk, *rows)
    assert wait_counts(desk)["n"].tolist() == [3]
    split = wait_counts(desk, apart=["place"]).sort_values("place")
    assert split[["place", "wait_seconds", "n"]].to_numpy().tolist() == [["North", 120, 2], ["South", 120, 1]]


def test_a_key_that_is_no_service_changes_nothing(desk):
    change_service(desk, FULL)
    remove_service(desk, new_key())
    assert services(desk) == ()
    assert isinstance(UUID(serviced_touchpoints(desk)["touchpoint_id"].iloc[0]), UUID)
