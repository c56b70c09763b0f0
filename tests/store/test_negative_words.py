"""What people wrote about bad visits is found where a service is met, and nowhere else."""

from datetime import date

import pytest

from audit.model.keys import new_key
from audit.model.service import Service
from audit.model.view import EVERYTHING, View
from audit.store.incoming import add_incoming_observations
from audit.store.negative_words import negative_words
from audit.store.service import add_service, set_touchpoints
from tests.builders import ANSWER, GREETING, observation_rows


@pytest.fixture
def worded(desk):
    """Return an audit in which one bad visit a day was told of, at the greeting, the answer and the invoice."""
    service = Service("Desk")
    add_service(desk, service)
    set_touchpoints(desk, service.id, (GREETING.id, ANSWER.id))
    bad = {"outcome": "negative"}
    rows = observation_rows(
        bad | {"what_happened": "Nobody looked up.", "observed_on": date(2026, 1, 1), "place": "Main hall"},
        bad | {"what_happened": "Wrong answer.", "observed_on": date(2026, 1, 2), "touchpoint": "Answer"},
        bad
        | {"what_happened": "Wrong sum.", "observed_on": date(2026, 1, 3), "touchpoint": "Invoice", "stage": "Leave"},
        bad | {"what_happened": "Waited long.", "observed_on": date(2026, 1, 4), "method": "make the call"},
        bad | {"what_happened": "", "observed_on": date(2026, 1, 5)},
        {"what_happened": "All went well.", "observed_on": date(2026, 1, 6)},
    )
    add_incoming_observations(desk, rows, new_key())
    return desk


def words(store, service="Desk", touchpoint="Greeting", view=EVERYTHING, limit=9):
    return list(negative_words(store, service, touchpoint, view, limit)["what_happened"])


def test_the_latest_bad_visits_stand_first_and_silent_or_good_ones_are_left_out(worded):
    assert words(worded) == ["Waited long.", "Nobody looked up."]
    assert words(worded, limit=1) == ["Waited long."]
    assert list(negative_words(worded, "Desk", "Greeting", EVERYTHING)["outcome"]) == ["negative", "negative"]


def test_a_whole_service_is_told_of_at_all_its_touchpoints(worded):
    assert words(worded, touchpoint="") == ["Waited long.", "Wrong answer.", "Nobody looked up."]
    assert words(worded, service="Nobody knows it", touchpoint="") == []


def test_a_touchpoint_need_not_belong_to_the_service(worded):
    assert words(worded, touchpoint="Invoice") == ["Wrong sum."]


def test_a_view_narrows_what_is_told(worded):
    assert words(worded, view=View(until=date(2026, 1, 3))) == ["Nobody looked up."]
    assert words(worded, view=View(places=("Main hall",))) == ["Nobody looked up."]
    assert words(worded, view=View(second_hand=False)) == ["Waited long."]
    assert words(worded, view=View(journeys=("Another",))) == []
