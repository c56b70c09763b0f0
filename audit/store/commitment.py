"""The commitments in the store: what was promised, what it rested on, and the verdict each was closed with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pandas as pd

from audit.errors import GoneError
from audit.model.commitment import Commitment, Evidence, Verdict
from audit.model.commitment_rule import Rule, RuleKind
from audit.store.journey import touchpoints
from audit.store.opening import Store, first


def add_commitment(
    store: Store,
    commitment: Commitment,
    rests_on: Evidence,
    made_at: datetime,
    walk_id: UUID,
    batch_id: UUID | None = None,
) -> None:
    """Keep a commitment with what was seen when it was made; sending it twice changes nothing.

    Args:
        store: the open store.
        commitment: what is promised.
        rests_on: what it rests on, frozen with it.
        made_at: the moment, UTC.
        walk_id: the walk that is planned with it.
        batch_id: the import it came with, None = it was made here.
    """
    evidence = asdict(rests_on) | {"positive_share": rests_on.positive_share}
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO commitment (id, review_id, touchpoint_id, words, how_known, owner, due_on, evidence, "
            "planned_walk_id, made_at, made_on, verdict, verdict_evidence, verdict_at, batch_id, rule, rule_bound, "
            "rule_of, check_in_on) VALUES ($id, $review_id, $touchpoint_id, $words, $how_known, $owner, $due_on, "
            "$evidence, $walk_id, $made_at, $made_on, '', '', NULL, $batch_id, $rule, $rule_bound, $rule_of, "
            "$check_in_on) "
            "ON CONFLICT (id) DO NOTHING",
            asdict(commitment)
            | {"evidence": json.dumps(evidence, default=str), "made_at": made_at}
            | {"walk_id": walk_id, "batch_id": batch_id, "rule": commitment.rule.kind.value}
            | {"rule_bound": commitment.rule.bound, "rule_of": commitment.rule.of},
        )


def commitments(store: Store) -> pd.DataFrame:
    """Return the commitments, one row each in the order they were made; gone with their touchpoint.

    Columns: id, review_id (text; "" = outside a review), review (its title, ""), since, until (its days; NaT),
    journey, touchpoint, words, how_known, owner, due_on, made_on, check_in_on (NaT = none), made_at (UTC), evidence
    (JSON), rule (its kind), rule_bound, rule_of (NaN = none), verdict ("" = open; "too early" = closed by its rule
    alone), verdict_evidence (JSON, "" = open), verdict_at (UTC; NaT), carried (how often it was carried over), walk_id
    (text), walk_on (day of the planned walk; NaT), is_walked (bool).
    """
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT CAST(commitment.id AS TEXT) AS id, COALESCE(CAST(review_id AS TEXT), '') AS review_id, "
            "COALESCE(review.title, '') AS review, review.since, review.until, "
            "CAST(commitment.touchpoint_id AS TEXT) AS touchpoint_id, words, how_known, owner, due_on, made_on, "
            "check_in_on, made_at, evidence, COALESCE(rule, 'words only') AS rule, rule_bound, rule_of, "
            "CASE WHEN verdict_at IS NOT NULL AND verdict = '' THEN 'too early' ELSE verdict END AS verdict, "
            "verdict_evidence, verdict_at, COALESCE(moved.times, 0) AS carried, "
            "COALESCE(CAST(planned_walk_id AS TEXT), '') AS walk_id, planned_walk.planned_for AS walk_on, "
            "planned_walk.walk_through_id IS NOT NULL AS is_walked "
            "FROM commitment LEFT JOIN review ON review.id = commitment.review_id "
            "LEFT JOIN planned_walk ON planned_walk.id = commitment.planned_walk_id AND dropped_at IS NULL "
            "LEFT JOIN (SELECT noun_id, COUNT(*) AS times FROM change "
            "WHERE noun = 'commitment' AND verb = 'changed' GROUP BY noun_id) "
            "AS moved ON moved.noun_id = commitment.id ORDER BY made_at, commitment.id"
        ).df()
    names = touchpoints(store)[["touchpoint_id", "journey", "touchpoint"]]
    return rows.merge(names, on="touchpoint_id").drop(columns="touchpoint_id")


@dataclass(frozen=True, slots=True)
class Carried:
    """One time a commitment was carried over; `carried_on` None = the day was not kept then, only the moment (UTC)."""

    commitment_id: str
    carried_on: date | None
    carried_at: datetime
    due_before: date


def carried(store: Store) -> tuple[Carried, ...]:
    """Return every time a commitment was carried over, in their order."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT CAST(noun_id AS TEXT), changed_at, before, after FROM change "
            "WHERE noun = 'commitment' AND verb = 'changed' ORDER BY changed_at, change.id"
        ).fetchall()
    return tuple(
        Carried(
            # earlier versions kept the moment alone
            key,
            date.fromisoformat(on) if (on := json.loads(after).get("carried_on")) else None,
            at,
            _due_in(before),
        )
        for key, at, before, after in rows
    )


def commitment_with(store: Store, commitment_id: UUID) -> tuple[Commitment, Verdict | None, UUID | None]:
    """Return a commitment, the verdict it was closed with (None = open), and the key of the walk planned with it.

    Raises:
        GoneError: there is no such commitment.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT touchpoint_id, words, how_known, owner, due_on, made_on, review_id, id, "
                "COALESCE(rule, 'words only'), rule_bound, rule_of, CASE WHEN verdict_at IS NOT NULL AND verdict = '' "
                "THEN 'too early' ELSE verdict END, check_in_on, planned_walk_id FROM commitment WHERE id = $id",
                {"id": commitment_id},
            )
        )
    if row is None:
        raise GoneError("commitment")
    *columns, verdict, check_in_on, walk_id = row
    return _commitment([*columns, check_in_on]), Verdict(verdict) if verdict else None, walk_id


def open_commitments_at(store: Store, touchpoint_id: UUID) -> tuple[Commitment, ...]:
    """Return what is promised at a touchpoint and has no verdict yet, what is due first before the rest."""
    return tuple(each for each in open_commitments(store) if each.touchpoint_id == touchpoint_id)


def open_commitments(store: Store) -> tuple[Commitment, ...]:
    """Return what is promised and has no verdict yet, what is due first before the rest."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT touchpoint_id, words, how_known, owner, due_on, made_on, review_id, id, "
            "COALESCE(rule, 'words only'), rule_bound, rule_of, check_in_on FROM commitment "
            "WHERE verdict_at IS NULL ORDER BY due_on, made_at, id"
        ).fetchall()
    return tuple(_commitment(row) for row in rows)


def open_walk_like(store: Store, touchpoint_id: UUID, planned_for: date) -> UUID | None:
    """Return the key of the walk that stands planned there for that day, None where there is none."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT id FROM planned_walk WHERE touchpoint_id = $touchpoint_id AND planned_for = $planned_for "
                "AND walk_through_id IS NULL AND dropped_at IS NULL ORDER BY planned_at, id LIMIT 1",
                {"touchpoint_id": touchpoint_id, "planned_for": planned_for},
            )
        )
    return None if row is None else UUID(str(row[0]))


def change_due(store: Store, commitment_id: UUID, due_on: date, walk_id: UUID) -> None:
    """Give an open commitment another due day and the walk that is planned for it; a closed one keeps its own."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE commitment SET due_on = $due_on, planned_walk_id = $walk_id WHERE id = $id AND verdict_at IS NULL",
            {"id": commitment_id, "due_on": due_on, "walk_id": walk_id},
        )


def change_check_in(store: Store, commitment_id: UUID, check_in_on: date | None) -> None:
    """Give an open commitment another check-in, None = none; a closed one keeps its own."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE commitment SET check_in_on = $check_in_on WHERE id = $id AND verdict_at IS NULL",
            {"id": commitment_id, "check_in_on": check_in_on},
        )


def change_owner(store: Store, commitment_id: UUID, owner: str) -> None:
    """Give an open commitment another owner; a closed one keeps its own."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE commitment SET owner = $owner WHERE id = $id AND verdict_at IS NULL",
            {"id": commitment_id, "owner": owner},
        )


def close_commitment(
    store: Store, commitment_id: UUID, verdict: Verdict, evidence: Mapping[str, Any], closed_at: datetime
) -> None:
    """Close an open commitment with its verdict and what that rests on; a closed one keeps its own.

    What is closed by its rule alone, too early for a verdict, is kept without one.
    """
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE commitment SET verdict = $verdict, verdict_evidence = $seen, verdict_at = $closed_at "
            "WHERE id = $id AND verdict_at IS NULL",  # two people may close it at once; the first verdict stands
            {
                "id": commitment_id,
                "verdict": "" if verdict is Verdict.TOO_EARLY else verdict.value,
                "seen": json.dumps(evidence, default=str),
                "closed_at": closed_at,
            },
        )


def _commitment(row: Sequence[Any]) -> Commitment:
    *columns, kind, bound, of, check_in_on = row
    return Commitment(*(*columns, Rule(RuleKind(kind), bound, of), check_in_on))


def _due_in(text: str) -> date:
    return date.fromisoformat(json.loads(text)["due_on"])
