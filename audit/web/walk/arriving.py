"""What a phone sends: read into records one part at a time, so that an unreadable part keeps none of the others out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from audit.actions.field_walks import take_in_each, take_in_entry, take_in_touchpoint, take_in_walk
from audit.errors import AuditError, EntryUnreadableError
from audit.model.clock import utc_now
from audit.model.field_walk import FEWEST_VERSION, Answer, FieldEntry, FieldWalk, NoWords, Standing, clock_behind
from audit.model.journey import Touchpoint
from audit.model.programme import Programme
from audit.model.rating import DIMENSIONS, Outcome
from audit.model.waiting import as_clock, minutes_waited
from audit.model.walk_through import (
    ANSWERS,
    ANSWERS_READ,
    TEXTS,
    YES_NO,
    Method,
    Observation,
    Recognised,
    WalkThrough,
)
from audit.store.field_entry import field_entry, field_walk
from audit.store.opening import Store
from audit.store.programme import programme

NOBODY_THERE = "no one there"
_Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clock:
    """How a phone's moments are read: `behind` is added to each, `now` (UTC) is the latest that any can be."""

    programme: Programme
    behind: timedelta
    now: datetime

    def moment(self, text: str) -> datetime:
        """Return a moment of the phone as ours: UTC, without an offset."""
        return min(_utc(text) + self.behind, self.now)


def take_in(store: Store, sent: _Json, phone: UUID | None, person: str = "") -> dict[str, Any]:
    """Keep what a phone sent and return the answer to each part, as the phone reads it.

    Args:
        store: the open store.
        sent: the message, as docs/architecture.md describes it.
        phone: who holds the walk, None = whoever holds it already.
        person: whose phone it is, "" where the door it came in by asks nobody.

    Raises:
        AuditError: the walk itself cannot be taken; nothing of it was.
    """
    setting, now = programme(store), utc_now()
    with _readable("sent_at"):
        clock = Clock(setting, clock_behind(_utc(sent["sent_at"]), now), now)
    with _readable("walk"):
        walk = _walk(_with_persona(store, sent["walk"]), clock)
    with store.writing():  # one for all: what costs time is to make it safe
        # what is taken in then is of the walk that is here, whatever the phone calls it
        head, walk = take_in_walk(store, walk, phone, person)
        touchpoints = take_in_each(
            sent.get("touchpoints", ()), _key, lambda each: take_in_touchpoint(store, walk.walk.id, *_touchpoint(each))
        )
        entries = take_in_each(
            sent.get("entries", ()), _key, lambda each: take_in_entry(store, walk, _entry(each, clock))
        )
    return {
        "walk": _answer(head, written_walk(walk) if head.standing is Standing.OLDER else None),
        "touchpoints": [_answer(each) for each in touchpoints],
        "entries": _answers(store, entries),
    }


def written_walk(sent: FieldWalk) -> dict[str, Any]:
    """Return the head of a walk as a phone holds it."""
    walk = sent.walk
    return {
        "id": str(walk.id),
        "version": sent.version,
        "journey_id": str(walk.journey_id),
        "started_at": _written(walk.started_at),
        "finished_at": None if sent.finished_at is None else _written(sent.finished_at),
        "plan_id": "" if sent.plan_id is None else str(sent.plan_id),
        **sent.as_material,
    }


def written_entry(entry: FieldEntry) -> dict[str, Any]:
    """Return an entry as a phone holds it."""
    observation = entry.observation
    return {
        "id": str(observation.id),
        "version": entry.version,
        "touchpoint_id": str(observation.touchpoint_id),
        "outcome": observation.outcome.value,
        "ratings": {dimension.value: rating for dimension, rating in observation.ratings.items()},
        "wait": "" if observation.wait_minutes is None else as_clock(round(observation.wait_minutes * 60)),
        "signals": sorted(observation.signals),
        "observed_at": _written(observation.observed_at or observation.logged_at),
        "why_no_words": entry.why_no_words or "",
        "withdrawn": entry.withdrawn,
        **{name: getattr(observation, name) for name in TEXTS},
        **{name: ANSWERS[getattr(observation, name)] for name in YES_NO},
        **({"greeted": NOBODY_THERE} if entry.nobody_there else {}),
    }


def _answers(store: Store, answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Return the answers to entries, each with what stands where another text does."""
    given = []
    for answer in answers:
        standing = field_entry(store, answer.id) if answer.standing is Standing.OLDER else None
        given.append(_answer(answer, None if standing is None else written_entry(standing[1])))
    return given


def _answer(answer: Answer, stands: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "id": str(answer.id),
        "version": answer.version,
        "state": answer.standing.value,
        "sentence": answer.sentence,
        "stands": stands,
    }


def _with_persona(store: Store, sent: _Json) -> _Json:
    """Return a head with the persona that stands where it says none: a page of before knows of no personas."""
    stands = None if "persona" in sent else field_walk(store, UUID(sent["id"]))
    return sent if stands is None else {**sent, "persona": stands[1].walk.persona}


def _walk(sent: _Json, clock: Clock) -> FieldWalk:
    started_at = clock.moment(sent["started_at"])
    walk = WalkThrough(
        journey_id=UUID(sent["journey_id"]),
        method=Method(sent["method"]),
        started_at=started_at,
        day=clock.programme.day_of(started_at),
        place=str(sent.get("place", "")),
        observer=str(sent.get("observer", "")),
        customer_group=str(sent.get("customer_group", "")),
        scenario=str(sent.get("scenario", "")),
        persona=str(sent.get("persona", "")),
        own_area=sent.get("own_area", False) is True,
        recognised=Recognised(sent["recognised"]) if sent.get("recognised") else None,
        id=UUID(sent["id"]),
    )
    return FieldWalk(
        walk,
        _version(sent),
        str(sent.get("first_impressions", "")),
        Outcome(sent["first_outcome"]) if sent.get("first_outcome") else None,
        str(sent.get("closing_words", "")),
        clock.moment(sent["finished_at"]) if sent.get("finished_at") else None,
        UUID(sent["plan_id"]) if sent.get("plan_id") else None,
    )


def _touchpoint(sent: _Json) -> tuple[UUID, Touchpoint]:
    with _readable("touchpoint"):
        return UUID(sent["stage_id"]), Touchpoint(str(sent["name"]), id=UUID(sent["id"]))


def _entry(sent: _Json, clock: Clock) -> FieldEntry:
    with _readable("entry"):
        observed_at = clock.moment(sent["observed_at"])
        ratings = sent.get("ratings", {})
        answers = {name: ANSWERS_READ.get(sent.get(name, "")) for name in YES_NO}
        texts: dict[str, Any] = {name: str(sent.get(name, "")).strip() for name in TEXTS}
        observation = Observation(
            touchpoint_id=UUID(sent["touchpoint_id"]),
            outcome=Outcome(sent["outcome"]),
            observed_at=observed_at,
            observed_on=clock.programme.day_of(observed_at),
            logged_at=clock.now,
            ratings={dimension: ratings[dimension] for dimension in DIMENSIONS if dimension in ratings},
            wait_minutes=minutes_waited(str(sent.get("wait", ""))),
            signals=_signals(sent, clock.programme),
            id=UUID(sent["id"]),
            **answers | texts,
        )
        return FieldEntry(
            observation,
            _version(sent),
            sent.get("greeted") == NOBODY_THERE,
            NoWords(sent["why_no_words"]) if sent.get("why_no_words") else None,
            sent.get("withdrawn", False) is True,
        )


def _signals(sent: _Json, known_by: Programme) -> frozenset[str]:
    """Return the signals that were ticked; one that is retired since may still come from a phone."""
    ticked = frozenset(map(str, sent.get("signals", ())))
    if not ticked <= {*known_by.signals}:
        raise ValueError(ticked)
    return ticked


@contextmanager
def _readable(what: str) -> Iterator[None]:
    """Say in words what cannot be read; what our own records refuse says so itself."""
    try:
        yield
    except AuditError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise EntryUnreadableError(what) from problem


def _key(sent: Any) -> tuple[UUID, int]:
    """Return what names a part; a part that names itself in no readable way is answered under no key."""
    try:
        return UUID(sent["id"]), int(sent.get("version", FEWEST_VERSION))
    except (KeyError, TypeError, ValueError, AttributeError):
        return UUID(int=0), 0


def _version(sent: _Json) -> int:
    version = sent["version"]
    if type(version) is not int or not FEWEST_VERSION <= version < 2**31:
        raise ValueError(version)
    return version


def _utc(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:  # a moment that does not say where it is could be any hour
        raise ValueError(text)
    return moment.astimezone(UTC).replace(tzinfo=None)


def _written(moment: datetime) -> str:
    """Return a moment (UTC) as a phone writes it."""
    return f"{moment.isoformat(timespec='seconds')}Z"
