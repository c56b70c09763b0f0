"""Tickets come in once and go with their import."""

from typing import Any

import pandas as pd

from audit.model.keys import new_key
from audit.store.import_batch import take_back
from audit.store.incoming import known_ids
from audit.store.ticket import add_incoming_tickets
from tests.builders import ticket_count
from tests.store.test_incoming import a_batch


def ticket_rows(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return ticket rows as intake hands them over, one for each dict of what differs."""
    usual = {
        "service": "Desk",
        "touchpoint": "",
        "place": "",
        "metric": "Resolved in time",
        "closed_on": "2026-03-02",
        "met": True,
        "target_share": pd.NA,
    }
    frame = pd.DataFrame([{"id": new_key(), **usual, **row} for row in rows])
    return frame.assign(closed_on=pd.to_datetime(frame["closed_on"])).astype({"target_share": "Float64"})


def test_tickets_come_in_once_and_go_with_their_import(store):
    batch, rows = a_batch(store, "service metrics"), ticket_rows({}, {"met": False, "target_share": 0.9})
    assert add_incoming_tickets(store, rows, batch) == 2
    assert add_incoming_tickets(store, rows, batch) == 0
    assert known_ids(store, rows["id"]) == {str(key) for key in rows["id"]}
    other = a_batch(store, "service metrics")
    add_incoming_tickets(store, ticket_rows({}), other)
    assert take_back(store, batch).gone == 2
    assert ticket_count(store) == 1


def test_no_tickets_add_nothing(store):
    assert add_incoming_tickets(store, ticket_rows({}).iloc[:0], new_key()) == 0
    assert ticket_count(store) == 0
