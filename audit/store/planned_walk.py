"""The planned walks in the store: open until they are walked or dropped."""

from dataclasses import asdict
from uuid import UUID

import pandas as pd

from audit.model.clock import utc_now
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.journey import RETIRED, offered_touchpoints
from audit.store.opening import Store, first

_COLUMNS = [
    "id",
    "journey",
    "touchpoint",
    "place",
    "customer_group",
    "method",
    "daypart",
    "weekday",
    "observer",
    "planned_for",
    "reason",
    "names_debt",
    "pair_id",
]


def add_planned_walk(store: Store, plan: Plan, batch_id: UUID | None = None) -> None:
    """Keep a plan; one that is kept already, or stands open in the same words, is not kept twice.

    The two plans of one pair may be alike. With `batch_id` it goes with the import it came with.
    """
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO planned_walk (id, journey_id, touchpoint_id, place, customer_group, method, daypart, weekday, "
            "observer, planned_for, reason, names_debt, planned_at, pair_id, walk_through_id, dropped_at, batch_id) "
            "SELECT $id, $journey_id, $touchpoint_id, $place, $customer_group, $method, $daypart, $weekday, $observer, "
            "CAST($planned_for AS DATE), $reason, $names_debt, $now, CAST($pair_id AS UUID), NULL, NULL, "
            "CAST($batch_id AS UUID) "
            "WHERE NOT EXISTS (SELECT 1 FROM planned_walk WHERE walk_through_id IS NULL AND dropped_at IS NULL "
            "AND touchpoint_id = $touchpoint_id AND place = $place AND customer_group = $customer_group "
            "AND method = $method AND daypart = $daypart AND weekday = $weekday AND observer = $observer "
            "AND planned_for IS NOT DISTINCT FROM CAST($planned_for AS DATE) "
            # the two plans of one pair are alike on purpose
            "AND (pair_id IS NULL) = (CAST($pair_id AS UUID) IS NULL) "
            "AND (pair_id IS NULL OR pair_id <> CAST($pair_id AS UUID))) ON CONFLICT (id) DO NOTHING",
            asdict(plan) | {"method": plan.method.value, "now": utc_now(), "batch_id": batch_id},
        )


def planned_walks(store: Store) -> pd.DataFrame:
    """Return the open plans, one row each, those with a date first, then in the order they were made.

    A plan whose touchpoint is retired waits until that is brought back.

    Columns: id, journey, touchpoint, place, customer_group, method, daypart, weekday, observer ("" = not said),
    planned_for (NaT = soon), reason, names_debt (whether the reason says what is owed), pair_id (None = alone).
    """
    with store.reading() as cursor:
        plans = cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, CAST(touchpoint_id AS TEXT) AS touchpoint_id, place, customer_group, "
            "method, daypart, weekday, observer, planned_for, reason, names_debt, CAST(pair_id AS TEXT) AS pair_id "
            "FROM planned_walk WHERE walk_through_id IS NULL AND dropped_at IS NULL "
            "ORDER BY planned_for NULLS LAST, planned_at, id"
        ).df()
    names = offered_touchpoints(store)[["touchpoint_id", "journey", "touchpoint"]]
    return plans.merge(names, on="touchpoint_id")[_COLUMNS]


def open_plans(store: Store) -> tuple[Plan, ...]:
    """Return the open plans in the order of `planned_walks`."""
    plans = (plan_with(store, UUID(key)) for key in planned_walks(store)["id"])
    return tuple(plan for plan in plans if plan is not None)


def plan_with(store: Store, plan_id: UUID) -> Plan | None:
    """Return the open plan with this key; None where it was walked or dropped, or its touchpoint is gone or retired."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT planned_walk.journey_id, planned_walk.touchpoint_id, method, place, customer_group, daypart, "  # noqa: S608  # our words
                "weekday, observer, planned_for, reason, names_debt, pair_id FROM planned_walk "
                "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = planned_walk.touchpoint_id "
                "AND named_touchpoint.journey_id = planned_walk.journey_id "
                "WHERE planned_walk.id = $id AND walk_through_id IS NULL AND dropped_at IS NULL "
                f"AND planned_walk.touchpoint_id NOT IN {RETIRED}",
                {"id": plan_id},
            )
        )
    if row is None:
        return None
    journey_id, touchpoint_id, method, place, customer_group, daypart, weekday, observer, *others = row
    planned_for, reason, names_debt, pair_id = others
    return Plan(
        journey_id=journey_id,
        touchpoint_id=touchpoint_id,
        method=Method(method),
        place=place,
        customer_group=customer_group,
        daypart=daypart,
        weekday=weekday,
        observer=observer,
        planned_for=planned_for,
        reason=reason,
        names_debt=names_debt,
        pair_id=pair_id,
        id=plan_id,
    )


def change_planned_walk(store: Store, plan: Plan) -> None:
    """Put day and person of a plan in place of those before; a plan that was walked or dropped keeps its own."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE planned_walk SET planned_for = CAST($planned_for AS DATE), observer = $observer "
            "WHERE id = $id AND walk_through_id IS NULL AND dropped_at IS NULL",
            {"id": plan.id, "planned_for": plan.planned_for, "observer": plan.observer},
        )


def drop_planned_walk(store: Store, plan_id: UUID) -> None:
    """Put a plan away unwalked; its row stays."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE planned_walk SET dropped_at = $now WHERE id = $id AND dropped_at IS NULL",
            {"id": plan_id, "now": utc_now()},
        )


def mark_walked(store: Store, plan_id: UUID, walk_id: UUID) -> None:
    """Say which walk a plan led to; the first walk that saw something stays the one."""
    with store.writing() as cursor:
        cursor.execute(
            # a plan is fulfilled once, by whoever came first
            "UPDATE planned_walk SET walk_through_id = $walk_id WHERE id = $id AND walk_through_id IS NULL",
            {"id": plan_id, "walk_id": walk_id},
        )
