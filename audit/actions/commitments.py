"""Promising something at a touchpoint, carrying it over, and closing it with what was seen since."""

from datetime import date, datetime
from math import isnan
from typing import Any
from uuid import UUID

import pandas as pd

from audit.actions.plans import plan_walk
from audit.errors import (
    CommitmentClosedError,
    CommitmentsFullError,
    DueMovedError,
    GoneError,
    NothingObservedThereError,
    OwnerMovedError,
    ReviewClosedError,
    VerdictMovedError,
    VerdictTooEarlyError,
)
from audit.measures import commitment_rule as ruling
from audit.measures import verdict as judging
from audit.model.channel import usual_method
from audit.model.clock import utc_now
from audit.model.commitment import (
    MOST_COMMITMENTS,
    MOST_OPEN,
    MOST_OWNER,
    MOST_WORDS,
    Commitment,
    Verdict,
    check_due,
    checked,
)
from audit.model.commitment_rule import RuleVerdict
from audit.model.labels import RULE_VERDICT_LABELS, VERDICT_LABELS
from audit.model.plan import Plan
from audit.model.view import View
from audit.store import commitment as commitments
from audit.store.change import add_change
from audit.store.journey import journeys, touchpoints
from audit.store.opening import Store
from audit.store.planned_walk import drop_planned_walk, plan_with
from audit.store.review import review_with
from audit.store.since import before_and_after, measured
from audit.store.tallies import outcome_days, score_sums


def commit(store: Store, promised: Commitment) -> None:
    """Keep a commitment with what is seen at its touchpoint now, and plan a walk there for its due day.

    The same sent again changes nothing.

    Raises:
        CommitmentsFullError: `MOST_COMMITMENTS` stand for its review, or `MOST_OPEN` are open outside any.
        NothingObservedThereError: no good or bad moment was seen there in the year before.
        ReviewClosedError: its review is closed.
        GoneError: its touchpoint or its review is gone.
    """
    with store.writing():
        made = commitments.commitments(store)
        if str(promised.id) in set(made["id"]):
            return
        if promised.review_id and review_with(store, promised.review_id).closed_at is not None:
            raise ReviewClosedError
        of_review = made["review_id"] == str(promised.review_id or "")
        most = MOST_COMMITMENTS if promised.review_id else MOST_OPEN
        if (of_review & ((made["verdict"] == "") | (made["review_id"] != ""))).sum() >= most:
            raise CommitmentsFullError(most)
        keep(store, promised, utc_now())


def keep(store: Store, promised: Commitment, made_at: datetime, batch_id: UUID | None = None) -> UUID:
    """Keep a commitment, however many there are, with what was seen up to its day, and plan a walk for its due day.

    Args:
        store: the open store.
        promised: the commitment.
        made_at: the moment, UTC.
        batch_id: the import it is part of, None = it is made here.

    Returns:
        The key of the walk.

    Raises:
        NothingObservedThereError, GoneError: as `commit`.
    """
    with store.writing():
        name = _name_of(store, promised.touchpoint_id)
        counts = before_and_after(store, pd.DataFrame([_window_row(store, promised, name)]), promised.made_on)
        row = counts.iloc[0]
        if row["before_positives"] + row["before_negatives"] == 0:
            raise NothingObservedThereError(name)
        since, until = row["before_since"].date(), row["before_until"].date()
        view = View(since, until, touchpoint=name)
        evidence = judging.evidence(outcome_days(store, View(touchpoint=name)), score_sums(store, view), since, until)
        walk_id = _plan(store, promised, promised.due_on, batch_id)
        commitments.add_commitment(store, promised, evidence, made_at, walk_id, batch_id)
    return walk_id


def close(store: Store, commitment_id: UUID, shown: Verdict, today: date, word: RuleVerdict | None = None) -> None:
    """Close a commitment with the verdict that was shown, if that is still what was seen; its evidence is frozen.

    It closes as soon as its rule says whether the word was kept, or later moments say whether it is better than before;
    what was promised in words only also as soon as somebody says whether it was kept. Closing it again changes nothing.

    Args:
        store: the open store.
        commitment_id: which one.
        shown: the verdict its reader saw.
        today: the last day that counts.
        word: what its reader saw of its rule, or says (kept, not kept) of what was promised in words only; None = it
            was not shown.

    Raises:
        GoneError: there is no such commitment, or its touchpoint is gone.
        VerdictTooEarlyError: too little was seen since.
        VerdictMovedError: observations say something else by now.
    """
    with store.writing():
        promised, closed_with, _ = commitments.commitment_with(store, commitment_id)
        if closed_with is not None:
            return
        verdict, evidence = judged(store, promised, today)
        now = RuleVerdict(evidence["rule_verdict"])
        if now is RuleVerdict.WORDS_ONLY and word in (RuleVerdict.HELD, RuleVerdict.BROKEN):
            now = word
        if verdict is Verdict.TOO_EARLY and now not in (RuleVerdict.HELD, RuleVerdict.BROKEN):
            raise VerdictTooEarlyError
        if verdict is not shown:
            raise VerdictMovedError(VERDICT_LABELS[shown], VERDICT_LABELS[verdict])
        if word and word is not now:
            raise VerdictMovedError(RULE_VERDICT_LABELS[word], RULE_VERDICT_LABELS[now])
        commitments.close_commitment(store, commitment_id, verdict, evidence | {"rule_verdict": now.value}, utc_now())


def judged(store: Store, promised: Commitment, as_of: date) -> tuple[Verdict, dict[str, Any]]:
    """Return what observations up to a day say of a commitment, and what that rests on.

    Returns:
        The verdict; and days, counts and difference, with what `audit.measures.commitment_rule.word` says of its rule.

    Raises:
        GoneError: its touchpoint is gone.
    """
    name = _name_of(store, promised.touchpoint_id)
    counts = before_and_after(store, pd.DataFrame([_window_row(store, promised, name)]), as_of)
    comparison = judging.verdicts(counts).iloc[0]
    row = counts.iloc[0]
    evidence: dict[str, Any] = {name: row[name].date() for name in row.index if name.endswith(("since", "until"))}
    evidence |= {name: int(row[name]) for name in judging.COUNTS if name not in evidence}
    evidence |= {name: float(row[name]) for name in judging.EFFECTS}
    evidence |= {name: float(comparison[name]) for name in ("difference", "difference_low", "difference_high")}
    days, outcomes = (
        (evidence["after_since"], evidence["after_until"]),
        (evidence["after_positives"], evidence["after_negatives"]),
    )
    word = ruling.word(promised.rule, *measured(store, promised.rule, name, days, outcomes))
    return Verdict(comparison["verdict"]), evidence | {"as_of": as_of} | {
        key: _plain(value) for key, value in word.items()
    }


def carry_over(
    store: Store,
    commitment_id: UUID,
    due_on: date,
    why: tuple[str, str],
    today: date,
    carried_at: datetime | None = None,
) -> None:
    """Give an open commitment a new due day, with a walk planned for it; what stood before stays in the history.

    Args:
        store: the open store.
        commitment_id: which one.
        due_on: the new due day.
        why: who carries it over ("" = not said), and the reason.
        today: the programme's day.
        carried_at: the moment, UTC; None = now.

    Raises:
        GoneError: as `close`.
        CommitmentClosedError: it has its verdict.
        DueTooSoonError: the new due day does not lie after today, or not after the old one.
        MissingError, OutOfRangeError: the reason is empty or too long.
    """
    by, reason = why
    with store.writing():
        promised, closed_with, walk_id = commitments.commitment_with(store, commitment_id)
        if closed_with is not None:
            raise CommitmentClosedError(closed_with)
        check_due(due_on, max(today, promised.due_on))
        words = checked("The reason", reason, MOST_WORDS)
        if walk_id is not None and plan_with(store, walk_id) is not None and not _shared(store, walk_id, commitment_id):
            drop_planned_walk(store, walk_id)
        planned = _plan(store, promised, due_on)
        commitments.change_due(store, commitment_id, due_on, planned)
        days = {"due_on": promised.due_on}, {"due_on": due_on, "carried_on": today}
        add_change(store, "changed", ("commitment", commitment_id), (by.strip() or "not said", words), days, carried_at)


def _plain(value: Any) -> Any:
    """Return a number as JSON knows it, None for none."""
    return None if isinstance(value, float) and isnan(value) else value


def carry_over_from(
    store: Store, commitment_id: UUID, days: tuple[date, date], why: tuple[str, str], today: date
) -> None:
    """Carry a commitment over as `carry_over` does, from the due day its reader saw to another.

    Sending it again changes nothing.

    Raises:
        DueMovedError: somebody else gave it another day meanwhile.
        CommitmentClosedError, DueTooSoonError, GoneError, MissingError, OutOfRangeError: as `carry_over`.
    """
    read, due_on = days
    with store.writing():
        promised, closed_with, _ = commitments.commitment_with(store, commitment_id)
        if closed_with is None and promised.due_on != read:
            if promised.due_on == due_on:
                return
            raise DueMovedError(promised.due_on)
        carry_over(store, commitment_id, due_on, why, today)


def change_owner(store: Store, commitment_id: UUID, owners: tuple[str, str], by: str) -> None:
    """Give an open commitment another owner; the one before stays in the history.

    Sending it again changes nothing.

    Args:
        store: the open store.
        commitment_id: which one.
        owners: the owner its reader saw, and the new one.
        by: who changes it, "" = not said.

    Raises:
        CommitmentClosedError: it has its verdict.
        OwnerMovedError: somebody else gave it another owner meanwhile.
        GoneError, MissingError, OutOfRangeError: there is no such commitment, or the owner is empty or too long.
    """
    read, wanted = owners
    owner = checked("Who owns it, a role or a team,", wanted, MOST_OWNER)
    with store.writing():
        promised, closed_with, _ = commitments.commitment_with(store, commitment_id)
        if closed_with is not None:
            raise CommitmentClosedError(closed_with)
        if promised.owner == owner:
            return
        if promised.owner != read:
            raise OwnerMovedError("owner", promised.owner)
        commitments.change_owner(store, commitment_id, owner)
        why = by.strip() or "not said", f"owned by {owner} from here on, by {promised.owner} before"
        add_change(
            store, "corrected", ("commitment", commitment_id), why, ({"owner": promised.owner}, {"owner": owner})
        )


def _plan(store: Store, promised: Commitment, due_on: date, batch_id: UUID | None = None) -> UUID:
    """Plan a walk at the touchpoint of a commitment and return its key; one that stands planned so will do."""
    reason = f"To see whether it is kept: {promised.words}"
    journey_id, touchpoint = next(
        (journey.id, touchpoint)
        for journey in journeys(store)
        for _, touchpoint in journey.touchpoints()
        if touchpoint.id == promised.touchpoint_id
    )
    method = usual_method(touchpoint.channel)
    plan = Plan(journey_id, promised.touchpoint_id, method, planned_for=due_on, reason=reason)
    plan_walk(store, plan, batch_id)
    return commitments.open_walk_like(store, promised.touchpoint_id, due_on) or plan.id


def _shared(store: Store, walk_id: UUID, commitment_id: UUID) -> bool:
    """Return whether another open commitment waits for the same walk."""
    made = commitments.commitments(store)
    others = made[(made["verdict"] == "") & (made["id"] != str(commitment_id))]
    return str(walk_id) in set(others["walk_id"])


def _window_row(store: Store, promised: Commitment, touchpoint: str) -> dict[str, object]:
    """Return what the measure asks of a commitment."""
    review = review_with(store, promised.review_id) if promised.review_id else None
    since, until = (review.since, review.until) if review else (None, None)
    return {"touchpoint": touchpoint, "made_on": promised.made_on, "since": since, "until": until}


def _name_of(store: Store, touchpoint_id: UUID) -> str:
    """Return the name a touchpoint goes by in every figure."""
    every = touchpoints(store)
    names = every.loc[every["touchpoint_id"] == str(touchpoint_id), "touchpoint"]
    if names.empty:
        raise GoneError("touchpoint")
    return str(names.iloc[0])
