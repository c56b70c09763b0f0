"""Ready-made things for tests, each changed where a test cares."""

import json
import shutil
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from audit.intake.templates import Template, all_templates
from audit.model.answer import Answer, AnswerKind
from audit.model.clock import utc_now
from audit.model.draft import Draft
from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.keys import new_key
from audit.model.rating import Dimension, Outcome
from audit.model.walk_through import Method, Observation, WalkThrough
from audit.sample.story import the_story
from audit.store.file.connecting import journal_of
from audit.store.journey import add_journey
from audit.store.opening import Store, first, open_store

NOW = utc_now()  # one for all tests of a process: a run that goes past midnight stays on the day it began
NOON = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001  # the store keeps UTC without an offset
GREETING = Touchpoint(
    "Greeting",
    channel="in person",
    is_moment_of_truth=True,
    description="Stand two metres from the desk and count the seconds.",
    standards=Standards(3.5, 4.5),
    anchors={Dimension.EMPATHY: {1: "Nobody looks up", 3: "A nod", 5: "A greeting before you speak"}},
)
ANSWER = Touchpoint("Answer", channel="phone")
INVOICE = Touchpoint("Invoice", channel="letter")
DESK = Journey("At the desk", "Get help", (Stage("Arrive", (GREETING, ANSWER)), Stage("Leave", (INVOICE,))))


def sample_day() -> date:
    """Return the day it is where the sample's college stands, hence on its pages; the machine may be a day ahead."""
    return the_story().programme.day_of(NOW)


def copied(audit: Path, path: Path) -> Path:
    """Put a copy of a closed audit at a path, which is faster than to fill another one with the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(audit, path)
    shutil.copy(journal_of(str(audit)), journal_of(str(path)))
    return path


def with_desk(store: Store) -> Store:
    add_journey(store, DESK)
    return store


def older_desk(path: Path, last: int) -> Store:
    """Return an audit with the small journey as a version before wrote it, up to the migration `last` (5 or later)."""
    old = open_store(path, last=last)
    with old.writing() as cursor:
        cursor.execute(
            "INSERT INTO journey (id, name, purpose, position) VALUES ($id, $name, '', 0)",
            {"id": DESK.id, "name": DESK.name},
        )
        for position, stage in enumerate(DESK.stages):
            cursor.execute(
                "INSERT INTO stage (id, journey_id, name, position) VALUES ($id, $journey_id, $name, $position)",
                {"id": stage.id, "journey_id": DESK.id, "name": stage.name, "position": position},
            )
            for number, touchpoint in enumerate(stage.touchpoints):
                cursor.execute(
                    "INSERT INTO touchpoint (id, stage_id, name, description, channel, is_moment_of_truth, position, "
                    "told_as) VALUES ($id, $stage_id, $name, '', $channel, FALSE, $position, $name)",
                    {
                        "id": touchpoint.id,
                        "stage_id": stage.id,
                        "name": touchpoint.name,
                        "channel": touchpoint.channel,
                        "position": number,
                    },
                )
    return old


def template_named(slug: str) -> Template:
    """Return the template that comes with the app in the file `slug`.toml."""
    return next(template for template in all_templates() if template.slug == slug)


def ticket_count(store: Store) -> int:
    """Return how many ticket rows there are, one a ticket and target."""
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT COUNT(*) FROM ticket"))
    return int(row[0]) if row else 0


def a_walk(**changes: Any) -> WalkThrough:
    given: dict[str, Any] = {
        "journey_id": DESK.id,
        "method": Method.WALK_IT_THROUGH,
        "started_at": NOON,
        "day": NOON.date(),
        "place": "Main hall",
        "observer": "KM",
        "id": new_key(),
    }
    return WalkThrough(**given | changes)


def an_observation(**changes: Any) -> Observation:
    given: dict[str, Any] = {
        "touchpoint_id": GREETING.id,
        "outcome": Outcome.POSITIVE,
        "observed_at": NOON,
        "observed_on": NOON.date(),
        "logged_at": NOON,
        "ratings": {Dimension.EMPATHY: 4, Dimension.RELIABILITY: 5},
        "what_happened": "Greeted within five seconds.",
    }
    return Observation(**given | changes)


def an_answer(**changes: Any) -> Answer:
    given: dict[str, Any] = {
        "kind": AnswerKind.DONE,
        "words": "A second desk is open.",
        "answered_on": NOON.date(),
        "by": "desk lead",
    }
    return Answer(**given | changes)


def a_draft(**changes: Any) -> Draft:
    given: dict[str, Any] = {"id": new_key(), "started_at": NOON}
    return Draft(**given | changes)


def draft_text(draft: Draft) -> str:
    """Return a draft as the form of earlier versions stored it."""
    content = {name: value for name, value in asdict(draft).items() if name in {"id", "started_at", "head", "entry"}}
    return json.dumps(content, default=str)


def stored_draft(store: Store, draft: Draft, version: int = 1) -> Draft:
    """Store a draft as the form of earlier versions did, and return it as it stands there."""
    changed_at = utc_now()
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO draft (id, content, started_at, changed_at, closed_at, version, touched_by) "
            "VALUES ($id, $content, $started_at, $changed_at, NULL, $version, '') "
            "ON CONFLICT (id) DO UPDATE SET content = excluded.content, version = excluded.version",
            {
                "id": draft.id,
                "content": draft_text(draft),
                "started_at": draft.started_at,
                "changed_at": changed_at,
                "version": version,
            },
        )
    return replace(draft, version=version, changed_at=changed_at)


def observation_rows(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return observation rows as intake hands them over, one for each dict of what differs."""
    usual = {
        "observed_on": NOON.date(),
        "observed_at": NOON,
        "journey": "At the desk",
        "stage": "Arrive",
        "touchpoint": "Greeting",
        "outcome": "positive",
        "method": "imported",
    }
    text = ["channel", "place", "customer_group", "observer", "what_happened", "signals"]
    filled = [{"id": new_key(), **dict.fromkeys(text, ""), **usual, **row} for row in rows]
    frame = pd.DataFrame(filled)
    numbers = dict.fromkeys(Dimension, "Int8") | {"wait_minutes": "Float64", "greeted": "boolean"}
    missing: dict[str, Any] = {name: pd.NA for name in (*numbers, "resolved_on") if name not in frame}
    frame = frame.assign(**missing).astype({str(name): kind for name, kind in numbers.items()})
    days = {name: pd.to_datetime(frame[name]) for name in ("observed_on", "observed_at", "resolved_on")}
    return frame.assign(**days)
