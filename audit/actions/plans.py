"""Planning: writing down which walk comes next, alone or in a pair."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from audit.errors import GoneError
from audit.model.keys import key_of
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.journey import journeys, touchpoints
from audit.store.opening import Store
from audit.store.planned_walk import add_planned_walk, change_planned_walk, drop_planned_walk, plan_with

_CONDITIONS = ("place", "customer_group", "daypart", "weekday", "observer")


def plan_of(store: Store, walk: Mapping[str, Any], reason: str) -> Plan:
    """Return the plan for a walk told in names, such as a suggestion.

    Args:
        store: the open store.
        walk: `touchpoint` and `method`; `place`, `customer_group`, `daypart`, `weekday`, `observer` and the day
            `planned_for` where they are known, and the `debt` that the reason names.
        reason: the sentence that makes it worth planning.

    Raises:
        GoneError: there is no touchpoint of that name any more.
    """
    names = touchpoints(store)
    of_name = {UUID(key) for key in names.loc[names["touchpoint"] == walk["touchpoint"], "touchpoint_id"]}
    for journey in journeys(store):
        for _, touchpoint in journey.touchpoints():
            if touchpoint.id in of_name:
                fields: dict[str, Any] = {name: str(walk.get(name, "")) for name in _CONDITIONS}
                fields |= {"planned_for": walk.get("planned_for"), "reason": reason}
                fields["names_debt"] = bool(walk.get("debt", 0))
                return Plan(journey.id, touchpoint.id, Method(walk["method"]), **fields)
    raise GoneError("touchpoint")


def plan_walk(store: Store, plan: Plan, batch_id: UUID | None = None) -> None:
    """Keep a plan, with `batch_id` as part of an import. Sending it again, or planning the same, adds nothing."""
    add_planned_walk(store, plan, batch_id)


def plan_pair(store: Store, plan: Plan, observers: tuple[str, str] = ("", "")) -> tuple[Plan, Plan]:
    """Plan the same walk for two observers, so that their judgements can be compared.

    Sending it again adds nothing, as both keys are made from the plan's own.

    Args:
        store: the open store.
        plan: what both are to do.
        observers: who the two are, "" = whoever.

    Returns:
        The two plans, which share a `pair_id`.
    """
    one, other = (
        replace(plan, observer=name, pair_id=plan.id, id=key_of("planned pair", str(plan.id), number))
        for number, name in zip(("1", "2"), observers, strict=True)
    )
    with store.writing():
        add_planned_walk(store, one)
        add_planned_walk(store, other)
    return one, other


def change_plan(store: Store, plan_id: UUID, observer: str, planned_for: date | None) -> None:
    """Say anew who is to make a planned walk, and on which day; "" = whoever, None = soon.

    Raises:
        GoneError: it was walked or dropped meanwhile.
    """
    with store.writing():
        plan = plan_with(store, plan_id)
        if plan is None:
            raise GoneError("plan")
        change_planned_walk(store, replace(plan, observer=observer, planned_for=planned_for))


def drop_plan(store: Store, plan_id: UUID) -> None:
    """Put a plan away unwalked; the other of a pair stays."""
    drop_planned_walk(store, plan_id)
