"""Whole tables come in once, create what they name, and can be taken back whole."""

from datetime import date, timedelta
from uuid import UUID

import pandas as pd
import pytest

from audit.actions.commitments import commit
from audit.errors import BatchGoneError
from audit.model.clock import utc_now
from audit.model.commitment import Commitment
from audit.model.keys import new_key
from audit.store.commitment import commitments
from audit.store.import_batch import ImportBatch, add_import_batch, change_counts, import_batches, take_back
from audit.store.incoming import add_incoming_metrics, add_incoming_observations, known_ids
from audit.store.journey import touchpoints
from audit.store.observation import observation_count, observation_with
from audit.store.place import places
from audit.store.tallies import outcome_days
from tests.builders import NOON, a_walk, an_observation, observation_rows
from tests.store.test_observation import recorded


def a_batch(store, kind="observations"):
    batch = ImportBatch(new_key(), kind, "moments", "a.csv", utc_now(), 1, 1, 0, 0)
    add_import_batch(store, batch)
    return batch.id


def metric_rows():
    return pd.DataFrame(
        {
            "id": [new_key()],
            "service": ["Desk"],
            "touchpoint": [""],
            "place": [""],
            "metric": ["answered in time"],
            "period_start": pd.to_datetime(["2026-01-01"]),
            "period_end": pd.to_datetime(["2026-02-01"]),
            "target_share": pd.array([0.9], "Float64"),
            "attained_share": pd.array([pd.NA], "Float64"),
            "met": pd.array([95], "Int64"),
            "total": pd.array([100], "Int64"),
        }
    )


def test_rows_go_to_the_touchpoints_they_name(desk):
    rows = observation_rows({"touchpoint": "Greeting"}, {"touchpoint": "Invoice", "stage": "Leave"})
    assert add_incoming_observations(desk, rows, a_batch(desk)) == 2
    assert sorted(outcome_days(desk)["touchpoint"]) == ["Greeting", "Invoice"]
    assert len(touchpoints(desk)) == 3


def test_unknown_names_are_created_at_the_end_of_what_is_there(desk):
    rows = observation_rows(
        {"journey": "New", "stage": "One", "touchpoint": "A", "channel": "chat", "place": "Branch", "observer": "KM"},
        {"stage": "Arrive", "touchpoint": "Queue"},
        {"stage": "After", "touchpoint": "Letter"},
    )
    add_incoming_observations(desk, rows, a_batch(desk))
    known = touchpoints(desk)
    assert list(known["touchpoint"]) == ["Greeting", "Answer", "Queue", "Invoice", "Letter", "A"]
    assert list(known["channel"])[-1] == "chat"
    assert places(desk) == ("Branch",)


def test_a_channel_that_is_not_said_stays_not_said_whatever_the_touchpoints_own(desk):
    add_incoming_observations(desk, observation_rows({}, {"channel": "e-mail"}), a_batch(desk))
    assert sorted(outcome_days(desk, apart=["channel"])["channel"]) == ["", "e-mail"]


def test_a_touchpoint_has_the_channel_that_all_its_rows_name_or_none_of_its_own(desk):
    text = {"One": ["chat", "chat"], "Several": ["chat", "phone"], "Partly": ["chat", ""], "Nowhere": ["", ""]}
    rows = [{"touchpoint": name, "channel": channel} for name, both in text.items() for channel in both]
    for turned in (rows, rows[::-1]):
        batch = a_batch(desk)
        add_incoming_observations(desk, observation_rows(*turned), batch)
        own = touchpoints(desk).set_index("touchpoint")["channel"]
        assert [own[name] for name in text] == ["chat", "", "", ""]
        take_back(desk, batch)


def test_new_touchpoints_come_by_when_they_were_first_met_and_then_by_name(desk):
    rows = [
        {"touchpoint": "Zebra", "observed_at": NOON - timedelta(hours=1)},
        {"touchpoint": "Queue"},
        {"touchpoint": "Kiosk"},
        {"touchpoint": "Zebra", "observed_at": NOON + timedelta(hours=1)},
    ]
    for turned in (rows, rows[::-1]):
        batch = a_batch(desk)
        add_incoming_observations(desk, observation_rows(*turned), batch)
        assert list(touchpoints(desk)["touchpoint"])[2:-1] == ["Zebra", "Kiosk", "Queue"]
        take_back(desk, batch)


def test_the_same_rows_twice_add_nothing(desk):
    rows = observation_rows({"signals": "personal; end run;"}, {"what_happened": "x", "wait_minutes": 2.0})
    assert add_incoming_observations(desk, rows, a_batch(desk)) == 2
    assert add_incoming_observations(desk, rows, a_batch(desk)) == 0
    assert known_ids(desk, rows["id"]) == {str(key) for key in rows["id"]}
    assert observation_with(desk, rows["id"][0]).signals == {"personal", "end run"}


def test_no_rows_add_nothing(desk):
    nothing = observation_rows({}).iloc[:0]
    assert add_incoming_observations(desk, nothing, new_key()) == 0
    assert add_incoming_metrics(desk, metric_rows().iloc[:0], new_key()) == 0


def test_taking_an_import_back_equals_never_having_made_it(desk):
    before = touchpoints(desk)
    rows = observation_rows({"journey": "New", "place": "Branch", "signals": "personal"}, {})
    batch = a_batch(desk)
    add_incoming_observations(desk, rows, batch)
    assert take_back(desk, batch).gone == 2
    assert observation_count(desk) == 0
    assert places(desk) == ()
    pd.testing.assert_frame_equal(touchpoints(desk), before)
    with desk.reading() as cursor:
        assert cursor.execute("SELECT COUNT(*) FROM observation_signal").fetchall() == [(0,)]


def test_what_others_use_by_now_stays(desk):
    batch = a_batch(desk)
    add_incoming_observations(desk, observation_rows({"touchpoint": "Queue", "place": "Main hall"}), batch)
    queue = touchpoints(desk).set_index("touchpoint")["touchpoint_id"]["Queue"]
    recorded(desk, an_observation(touchpoint_id=UUID(queue)), a_walk(place="Main hall"))
    take_back(desk, batch)
    assert "Queue" in set(touchpoints(desk)["touchpoint"])
    assert places(desk) == ("Main hall",)


def test_an_import_is_taken_back_once(desk):
    batch = a_batch(desk)
    take_back(desk, batch)
    with pytest.raises(BatchGoneError, match="undone before"):
        take_back(desk, batch)


def test_service_metrics_come_in_once_and_go_with_their_import(store):
    batch, rows = a_batch(store, "service metrics"), metric_rows()
    assert add_incoming_metrics(store, rows, batch) == 1
    assert add_incoming_metrics(store, rows, batch) == 0
    assert known_ids(store, rows["id"]) == {str(rows["id"][0])}
    assert take_back(store, batch).gone == 1


def test_imports_are_listed_with_their_counts(store):
    batch = a_batch(store)
    change_counts(store, batch, 7, 3)
    (listed,) = import_batches(store).to_dict("records")
    assert (listed["id"], listed["accepted"], listed["already_there"]) == (str(batch), 7, 3)
    assert pd.isna(listed["undone_at"])


def test_a_day_without_a_time_is_kept_as_a_day(desk):
    rows = observation_rows({"observed_at": None, "observed_on": date(2026, 1, 5), "resolved_on": date(2026, 1, 9)})
    add_incoming_observations(desk, rows, a_batch(desk))
    assert observation_with(desk, rows["id"][0]).observed_at is None


def test_what_was_promised_at_a_touchpoint_keeps_it_when_its_import_is_taken_back(desk):
    batch = a_batch(desk)
    add_incoming_observations(desk, observation_rows({"touchpoint": "Night desk"}), batch)
    known = touchpoints(desk).set_index("touchpoint")["touchpoint_id"]
    today = NOON.date()
    commit(desk, Commitment(UUID(known["Night desk"]), "Greet all.", "Walks.", "Desk", today + timedelta(9), today))
    take_back(desk, batch)
    assert commitments(desk)["touchpoint"].tolist() == ["Night desk"]
