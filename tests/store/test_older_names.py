"""An audit of an earlier version, in which the name shown was what a touchpoint was, goes on as it stood."""

import json

import pytest

from audit.model.keys import new_key
from audit.model.review import Item
from audit.store.ballot import ballots
from audit.store.intervention import interventions
from audit.store.journey import touchpoints
from audit.store.names import touchpoint_names
from audit.store.opening import open_store
from audit.store.review import open_review
from audit.store.service_metric import service_metrics
from audit.store.show_of_hands import hands_of
from tests.builders import NOON

RING = "Greeting (By phone, Ring)"
METRIC = (
    "INSERT INTO service_metric (id, service, touchpoint, place, metric, period_start, period_end, attained_share) "
    "VALUES ($id, 'Desk', $name, '', 'in time', '2026-01-01', '2026-02-01', 0.9)"
)
AGENDA = [
    {
        "item": item.value,
        "headline": "",
        "notes": "",
        "subject": subject,
        "stories": [],
        "is_dropped": False,
        "named": of,
    }
    for item, subject, of in ((Item.HOT_SPOT, "Greeting", []), (Item.VOTE, f"{RING}\nLonger hours", [RING]))
]


@pytest.fixture
def updated(tmp_path):
    """Return an audit in which two touchpoints shared a name, the first shown by it alone, as it opens today."""
    path = tmp_path / "audit.duckdb"
    old = open_store(path, last=19)
    review = new_key()
    with old.writing() as cursor:
        for number, (journey, stage, shown) in enumerate((("Desk", "Arrive", "Greeting"), ("By phone", "Ring", RING))):
            of, within = new_key(), new_key()
            cursor.execute(
                "INSERT INTO journey VALUES ($id, $name, '', $at, NULL)", {"id": of, "name": journey, "at": number}
            )
            cursor.execute(
                "INSERT INTO stage VALUES ($id, $of, $name, 0, NULL)", {"id": within, "of": of, "name": stage}
            )
            cursor.execute(
                "INSERT INTO touchpoint (id, stage_id, name, description, channel, is_moment_of_truth, position, "
                "told_as) VALUES ($id, $stage, 'Greeting', '', '', FALSE, 0, $shown)",
                {"id": new_key(), "stage": within, "shown": shown},
            )
            cursor.execute(METRIC, {"id": new_key(), "name": shown})
        cursor.execute(
            "INSERT INTO intervention VALUES ($id, '2026-01-05', 'Greeting', 'A course', NULL)", {"id": new_key()}
        )
        cursor.execute(
            "INSERT INTO review (id, title, since, until, agenda, key, prepared_at, slide, revealed, room_open, notes, "
            "frozen, by_code) VALUES ($id, 'Spring', '2026-01-01', '2026-03-31', $agenda, 'key', $now, 0, FALSE, TRUE, "
            "'', '', FALSE)",
            {"id": review, "agenda": json.dumps(AGENDA), "now": NOON},
        )
        for device, choice in (("one", RING), ("two", "Longer hours")):
            given = {"id": review, "device": device, "choice": choice, "now": NOON}
            cursor.execute("INSERT INTO ballot VALUES ($id, $device, $choice, $now)", given)
            cursor.execute(
                "INSERT INTO show_of_hands VALUES ($id, $choice, 3, $now)",
                {"id": review, "choice": choice, "now": NOON},
            )
    old.close()
    store = open_store(path)
    yield store, review
    store.close()


def test_a_name_that_was_shown_still_means_the_touchpoint_it_meant(updated):
    store, review = updated
    first, second = touchpoints(store).to_dict("records")
    assert [row["touchpoint"] for row in (first, second)] == ["Greeting (Desk, Arrive)", RING]
    names = touchpoint_names(store)
    assert (names.key_of("Greeting"), names.key_of(RING)) == (first["touchpoint_id"], second["touchpoint_id"])
    assert list(interventions(store)["touchpoint"]) == ["Greeting (Desk, Arrive)"]
    # one reported by a name that both bear stays with both
    assert list(service_metrics(store)["touchpoint"]) == ["Greeting", RING]
    spot, vote = open_review(store).agenda
    assert (spot.subject, vote.subject) == ("Greeting (Desk, Arrive)", f"{RING}\nLonger hours")
    assert dict(ballots(store, review).to_numpy().tolist()) == {RING: 1, "Longer hours": 1}
    assert hands_of(store, review) == {RING: 3, "Longer hours": 3}
