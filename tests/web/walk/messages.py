"""What a phone sends, ready-made for tests, each part changed where a test cares."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from audit.model.keys import new_key
from tests.builders import DESK, GREETING

PHONE = UUID("0192f0c1-6d5e-7c3a-9b1e-000000000001")


def at(minutes_ago: float = 0) -> str:
    """Return a moment of the phone's clock, as a browser writes it."""
    moment = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def a_sent_walk(**changes: Any) -> dict[str, Any]:
    given = {
        "id": str(new_key()),
        "version": 1,
        "journey_id": str(DESK.id),
        "method": "walk it through",
        "started_at": at(30),
        "place": "Main hall",
        "scenario": "",
        "persona": "",
        "observer": "KM",
        "customer_group": "",
        "own_area": False,
        "plan_id": "",
        "first_impressions": "",
        "first_outcome": "",
        "closing_words": "",
        "finished_at": None,
    }
    return given | changes


def a_sent_entry(**changes: Any) -> dict[str, Any]:
    given = {
        "id": str(new_key()),
        "version": 1,
        "touchpoint_id": str(GREETING.id),
        "outcome": "negative",
        "ratings": {"empathy": 2},
        "what_happened": "Nobody looked up.",
        "wait": "1:30",
        "greeted": "no",
        "signals": ["mixed message"],
        "observed_at": at(10),
        "why_no_words": "",
        "withdrawn": False,
    }
    return given | changes


def a_message(walk: dict[str, Any], *entries: Any, **changes: Any) -> dict[str, Any]:
    given = {"protocol": 1, "phone": str(PHONE), "sent_at": at(), "walk": walk, "touchpoints": []}
    return given | {"entries": list(entries)} | changes
