"""An audit in which people have been at work, for verbs of which nothing is to stay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from audit.actions import (
    commitments,
    plans,
    recoveries,
    room,
    set_up,
    walks,
)
from audit.actions.catalogue import keep_service
from audit.model.commitment import Commitment
from audit.model.draft import Head
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.programme import Programme
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.review import QUESTIONS, AgendaItem, Item
from audit.model.service import Service
from audit.model.walk_through import Method, Signal
from audit.store.opening import Store, open_store
from audit.store.review import close_review
from audit.store.upkeep.fingerprint import Fingerprints, fingerprints
from tests.builders import (
    ANSWER,
    DESK,
    GREETING,
    NOON,
    a_draft,
    a_walk,
    an_observation,
    stored_draft,
    with_desk,
)
from tests.rooms import a_room

TODAY = NOON.date()
DUE = TODAY + timedelta(days=30)
NOBODY = new_key()  # the key of nothing that is there
HISTORY = {"change"}
Act = Callable[["Audit"], object]


@dataclass(frozen=True)
class Audit:
    """An audit in which people have been at work, and what is where in it."""

    store: Store
    good: Any
    bad: Any
    owned: Any
    closed: Any
    walk: Any
    review: Any
    over: Any
    revealed: Any
    by_code: Any
    service: Any
    plan: Any
    promised: Any
    draft: Any
    prints: Fingerprints  # of every table, before anything is tried


def an_audit():
    store = with_desk(open_store())
    set_up.change_settings(store, Programme(), "KM")
    walk = a_walk()
    good, bad, owned, closed = (
        an_observation(id=new_key(), outcome=outcome, signals=frozenset({Signal.END_RUN}))
        for outcome in (Outcome.POSITIVE, *[Outcome.NEGATIVE] * 3)
    )
    walks.record_walk_through(store, walk, [good, bad, owned, closed])
    for each in (owned, closed):
        recoveries.own(store, Recovery(each.id, "desk lead"), Taken(Step.OWNED, TODAY), TODAY)
    recoveries.take_step(store, closed.id, Taken(Step.CANNOT, TODAY, words="The desk is gone."), TODAY)
    agenda = (AgendaItem(Item.STORIES), AgendaItem(Item.VOTE), AgendaItem(Item.REFLECTION, subject=QUESTIONS[0]))
    review, revealed, by_code = (a_room(store, key=key, agenda=agenda) for key in ("one", "two", "three"))
    room.reveal(store, revealed.id, is_revealed=True)
    room.make_codes(store, by_code.id, 2)
    over = a_room(store, key="four")
    close_review(store, over.id, "{}", NOON)
    service = Service("Help line")
    keep_service(store, service, [GREETING.id], "KM")
    plan = Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL)
    plans.plan_walk(store, plan)
    promised = a_promise()
    commitments.commit(store, promised)
    draft = stored_draft(store, a_draft(head=Head(str(DESK.id))))
    keys = (good, bad, owned, closed, walk, review, over, revealed, by_code, service, plan, promised, draft)
    return Audit(store, *keys, prints=fingerprints(store))


def a_promise(**changes):
    given: dict[str, Any] = {
        "touchpoint_id": GREETING.id,
        "words": "We look up.",
        "how_known": "Walks find it so.",
        "owner": "desk lead",
        "due_on": DUE,
        "made_on": TODAY,
    }
    return Commitment(**given | changes)


class TriedOutError(Exception):
    """What was tried is over, and nothing of it is to stay."""


def tried(audit, *acts):
    """Return the fingerprints before and after each of some acts, of which nothing stays."""
    prints = [audit.prints]
    with pytest.raises(TriedOutError), audit.store.writing():
        for act in acts:
            act(audit)
            prints.append(fingerprints(audit.store))
        raise TriedOutError
    return prints


def moved(before, after):
    return {table for table in before if before[table] != after[table]}
