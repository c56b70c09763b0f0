"""A commitment is made once with evidence and a planned walk, carried over with a reason, closed by what was seen."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest

from audit.actions.commitments import carry_over, carry_over_from, change_owner, close, commit
from audit.actions.imports import load_sample, undo_import
from audit.actions.plans import drop_plan, plan_walk
from audit.actions.progress import note_progress
from audit.actions.reviews import throw_away
from audit.actions.walks import record_walk_through
from audit.errors import (
    CommitmentClosedError,
    CommitmentsFullError,
    DueMovedError,
    DueTooSoonError,
    GoneError,
    MissingError,
    NothingObservedThereError,
    OwnerMovedError,
    ReviewClosedError,
    ReviewInUseError,
    VerdictMovedError,
    VerdictTooEarlyError,
)
from audit.model.commitment import Commitment, Verdict
from audit.model.commitment_rule import Rule, RuleKind, RuleVerdict
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.progress import Progress, ProgressStatus
from audit.model.rating import Outcome
from audit.model.review import Review
from audit.model.walk_through import Method
from audit.store.change import changes_of
from audit.store.commitment import commitment_with, commitments
from audit.store.journey import touchpoints
from audit.store.opening import open_store
from audit.store.planned_walk import planned_walks
from audit.store.progress import all_progress
from audit.store.review import add_review
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import fingerprints
from tests.builders import DESK, GREETING, INVOICE, NOON, a_walk, an_observation

MADE = NOON.date()
DUE = MADE + timedelta(weeks=8)
TODAY = MADE + timedelta(days=30)
WHY = ("KM", "The desk moves first.")


def see(store, days, good, bad, touchpoint=GREETING):
    """Keep moments seen so many days after the commitment, each on a walk of its own."""
    observed_desk = [
        an_observation(
            id=new_key(), touchpoint_id=touchpoint.id, outcome=outcome, observed_on=MADE + timedelta(days=days)
        )
        for outcome, times in ((Outcome.POSITIVE, good), (Outcome.NEGATIVE, bad))
        for _ in range(times)
    ]
    with store.writing():  # as one: a transaction for each of a hundred takes longer than the test
        for moment in observed_desk:
            record_walk_through(store, a_walk(), [moment])


def a_promise(**changes):
    given = {
        "touchpoint_id": GREETING.id,
        "words": "Nobody waits unseen.",
        "how_known": "Walks find a greeting within ten seconds.",
        "owner": "desk lead",
        "due_on": DUE,
        "made_on": MADE,
    }
    return Commitment(**given | changes)


def a_review(store, since=MADE - timedelta(days=20), *, closed=False):
    review = Review("Spring review", since, MADE, (), NOON, "key")
    add_review(store, review)
    if closed:
        with store.writing() as cursor:
            cursor.execute("UPDATE review SET closed_at = $now", {"now": NOON})
    return review


@pytest.fixture
def observed_desk(desk):
    see(desk, -10, 6, 6)
    return desk


@pytest.fixture
def promised(observed_desk):
    made = a_promise()
    commit(observed_desk, made)
    return made


def test_a_commitment_keeps_what_was_seen_when_it_was_made(observed_desk):
    review = a_review(observed_desk)
    see(observed_desk, -40, 9, 0)
    made = a_promise(review_id=review.id)
    commit(observed_desk, made)
    row = commitments(observed_desk).iloc[0]
    assert json.loads(row["evidence"]) == {
        "since": str(review.since),
        "until": str(MADE),
        "n": 12,
        "positives": 6,
        "negatives": 6,
        "mean_score": 4.5,
        "positive_share": 0.5,
    }
    assert (row["review"], row["touchpoint"], row["verdict"]) == ("Spring review", "Greeting", "")
    see(observed_desk, -10, 5, 0)
    assert commitments(observed_desk).iloc[0]["evidence"] == row["evidence"]


def test_a_walk_is_planned_with_it_for_the_due_day(promised, observed_desk):
    plan = planned_walks(observed_desk).iloc[0]
    assert (plan["touchpoint"], plan["planned_for"].date()) == ("Greeting", DUE)
    assert "Nobody waits unseen." in plan["reason"]
    assert commitments(observed_desk).iloc[0]["walk_id"] == plan["id"]


def test_a_walk_that_stands_planned_so_will_do(observed_desk):
    plan = Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH, planned_for=DUE)
    plan_walk(observed_desk, plan)
    commit(observed_desk, a_promise())
    assert len(planned_walks(observed_desk)) == 1
    assert commitments(observed_desk).iloc[0]["walk_id"] == str(plan.id)


def test_making_it_twice_makes_it_once(promised, observed_desk):
    commit(observed_desk, promised)
    assert (len(commitments(observed_desk)), len(planned_walks(observed_desk))) == (1, 1)


def test_at_most_two_stand_for_a_review_closed_or_not(observed_desk):
    review = a_review(observed_desk)
    for number in range(2):
        commit(observed_desk, a_promise(review_id=review.id, words=f"Promise {number}"))
    see(observed_desk, 5, 20, 0)
    close(observed_desk, commitments_id(observed_desk), Verdict.IMPROVED, TODAY)
    with pytest.raises(CommitmentsFullError):
        commit(observed_desk, a_promise(review_id=review.id))
    with pytest.raises(ReviewInUseError):
        throw_away(observed_desk, review.id)
    commit(observed_desk, a_promise())


def test_outside_a_review_three_may_be_open(observed_desk):
    for number in range(3):
        commit(observed_desk, a_promise(words=f"Promise {number}"))
    with pytest.raises(CommitmentsFullError):
        commit(observed_desk, a_promise())
    see(observed_desk, 5, 20, 0)
    close(observed_desk, commitments_id(observed_desk), Verdict.IMPROVED, TODAY)
    commit(observed_desk, a_promise())


def commitments_id(store, number=0):
    return commitment_with(store, commitments(store)["id"].iloc[number])[0].id


def test_a_closed_review_takes_none_and_nothing_is_half_written(observed_desk):
    before = fingerprints(observed_desk)
    review = a_review(observed_desk, closed=True)
    with pytest.raises(ReviewClosedError):
        commit(observed_desk, a_promise(review_id=review.id))
    assert fingerprints(observed_desk)["commitment"] == before["commitment"]


def test_where_nothing_was_seen_there_is_nothing_to_promise_by(observed_desk):
    with pytest.raises(NothingObservedThereError, match="Invoice"):
        commit(observed_desk, a_promise(touchpoint_id=INVOICE.id))
    assert planned_walks(observed_desk).empty


def test_a_touchpoint_that_is_gone_is_said_to_be(observed_desk):
    with pytest.raises(GoneError):
        commit(observed_desk, a_promise(touchpoint_id=new_key()))


def test_it_closes_with_what_was_seen_and_that_is_frozen(promised, observed_desk):
    see(observed_desk, 5, 20, 0)
    close(observed_desk, promised.id, Verdict.IMPROVED, TODAY)
    row = commitments(observed_desk).iloc[0]
    assert row["verdict"] == "improved"
    frozen = json.loads(row["verdict_evidence"])
    assert (frozen["before_positives"], frozen["after_positives"], frozen["as_of"]) == (6, 20, str(TODAY))
    assert frozen["difference_low"] > 0
    see(observed_desk, 6, 0, 40)
    close(observed_desk, promised.id, Verdict.WORSE, TODAY + timedelta(days=1))
    assert commitments(observed_desk).iloc[0].equals(row)


def test_too_early_never_closes(promised, observed_desk):
    see(observed_desk, 5, 9, 0)
    with pytest.raises(VerdictTooEarlyError):
        close(observed_desk, promised.id, Verdict.IMPROVED, TODAY)
    assert commitment_with(observed_desk, promised.id)[1] is None


def test_a_verdict_that_moved_on_is_looked_at_again(promised, observed_desk):
    see(observed_desk, 5, 20, 0)
    with pytest.raises(VerdictMovedError, match="was no change when this page was shown and is improved now"):
        close(observed_desk, promised.id, Verdict.NO_CHANGE, TODAY)
    assert commitments(observed_desk).iloc[0]["verdict"] == ""


def test_carrying_over_moves_the_due_day_and_its_walk_and_keeps_why(promised, observed_desk):
    later = DUE + timedelta(days=30)
    carry_over(observed_desk, promised.id, later, WHY, TODAY)
    row = commitments(observed_desk).iloc[0]
    assert (row["due_on"].date(), row["carried"]) == (later, 1)
    assert planned_walks(observed_desk)["planned_for"].dt.date.tolist() == [later]
    assert planned_walks(observed_desk)["id"].tolist() == [row["walk_id"]]
    line = changes_of(observed_desk, promised.id).iloc[0]
    assert (line["changed_by"], line["reason"]) == WHY
    assert json.loads(line["before"]) == {"due_on": str(DUE)}
    assert json.loads(line["after"]) == {"due_on": str(later), "carried_on": str(TODAY)}


def test_a_walk_that_another_commitment_waits_for_stays_planned(promised, observed_desk):
    commit(observed_desk, a_promise(words="Everybody is greeted."))
    carry_over(observed_desk, promised.id, DUE + timedelta(days=30), ("", "Later."), TODAY)
    assert planned_walks(observed_desk)["planned_for"].dt.date.tolist() == [DUE, DUE + timedelta(days=30)]
    assert changes_of(observed_desk, promised.id).iloc[0]["changed_by"] == "not said"


def test_a_walk_that_was_dropped_is_not_dropped_again(promised, observed_desk):
    _, _, walk_id = commitment_with(observed_desk, promised.id)
    drop_plan(observed_desk, walk_id)
    carry_over(observed_desk, promised.id, DUE + timedelta(days=1), WHY, TODAY)
    assert len(planned_walks(observed_desk)) == 1


@pytest.mark.parametrize(
    ("due_on", "why", "error"),
    [(DUE, WHY, DueTooSoonError), (TODAY, WHY, DueTooSoonError), (DUE + timedelta(days=1), ("", " "), MissingError)],
)
def test_carrying_over_needs_a_later_day_and_a_reason_and_else_changes_nothing(
    promised, observed_desk, due_on, why, error
):
    before = fingerprints(observed_desk)
    with pytest.raises(error):
        carry_over(observed_desk, promised.id, due_on, why, TODAY)
    assert fingerprints(observed_desk) == before


def test_what_is_closed_is_not_carried_over(promised, observed_desk):
    see(observed_desk, 5, 20, 0)
    close(observed_desk, promised.id, Verdict.IMPROVED, TODAY)
    with pytest.raises(CommitmentClosedError):
        carry_over(observed_desk, promised.id, DUE + timedelta(days=1), WHY, TODAY)


@pytest.mark.parametrize("act", [close, carry_over])
def test_what_is_gone_is_said_to_be(observed_desk, act):
    given = (Verdict.IMPROVED, TODAY) if act is close else (DUE, WHY, TODAY)
    with pytest.raises(GoneError):
        act(observed_desk, new_key(), *given)


def test_a_commitment_tried_on_the_sample_goes_with_it(store):
    today = date(2026, 6, 30)
    batch = load_sample(store, 400, 1, today).batch
    key = touchpoints(store)["touchpoint_id"].iloc[0]
    commit(store, a_promise(touchpoint_id=UUID(key), made_on=today - timedelta(days=1), due_on=today))
    for key in commitments(store).loc[commitments(store)["verdict"] == "", "id"]:
        note_progress(store, Progress(UUID(key), ProgressStatus.ON_TRACK, today))
    assert len(all_progress(store)) > 1
    undo_import(store, batch, "KM")
    assert commitments(store).empty
    assert all_progress(store).empty
    assert check(store) == []


def test_a_rule_stands_beside_the_words_and_takes_their_place_where_there_are_none(observed_desk):
    rule = Rule(RuleKind.GOOD, 8, 10)
    promised = a_promise(how_known=" ", rule=rule)
    commit(observed_desk, promised)
    kept, closed_with, _ = commitment_with(observed_desk, promised.id)
    assert (kept.rule, kept.how_known, closed_with) == (rule, str(rule), None)


def test_without_rule_or_words_nothing_is_promised():
    with pytest.raises(MissingError, match="How we will know"):
        a_promise(how_known=" ")


def test_it_closes_by_its_rule_alone_where_no_comparison_can_be_made(desk):
    see(desk, -10, 3, 0)
    promised = a_promise(rule=Rule(RuleKind.GOOD, 8, 10))
    commit(desk, promised)
    see(desk, 5, 9, 0)
    with pytest.raises(VerdictTooEarlyError):
        close(desk, promised.id, Verdict.TOO_EARLY, TODAY)
    see(desk, 6, 1, 0)
    with pytest.raises(VerdictMovedError):
        close(desk, promised.id, Verdict.TOO_EARLY, TODAY, RuleVerdict.BROKEN)
    close(desk, promised.id, Verdict.TOO_EARLY, TODAY, RuleVerdict.HELD)
    row = commitments(desk).iloc[0]
    assert (row["verdict"], json.loads(row["verdict_evidence"])["rule_verdict"]) == ("too early", "kept")
    assert commitment_with(desk, promised.id)[1] is Verdict.TOO_EARLY
    with pytest.raises(CommitmentClosedError):
        carry_over(desk, promised.id, DUE + timedelta(days=30), WHY, TODAY)
    see(desk, 7, 0, 30)
    close(desk, promised.id, Verdict.TOO_EARLY, TODAY)
    assert commitments(desk).iloc[0]["verdict_evidence"] == row["verdict_evidence"]


def test_an_open_commitment_changes_its_owner_and_the_one_before_stays_in_the_history(promised, observed_desk):
    change_owner(observed_desk, promised.id, ("desk lead", " hall  team "), "")
    change_owner(observed_desk, promised.id, ("desk lead", "hall team"), "KM")
    row = commitments(observed_desk).iloc[0]
    assert (row["owner"], row["carried"]) == ("hall team", 0)
    line = changes_of(observed_desk, promised.id).iloc[0]
    assert (line["changed_by"], json.loads(line["before"])) == ("not said", {"owner": "desk lead"})
    assert line["reason"] == "owned by hall team from here on, by desk lead before"
    assert len(changes_of(observed_desk, promised.id)) == 1
    with pytest.raises(OwnerMovedError, match="hall team"):
        change_owner(observed_desk, promised.id, ("desk lead", "night team"), "KM")
    with pytest.raises(MissingError):
        change_owner(observed_desk, promised.id, ("hall team", " "), "KM")
    close(observed_desk, promised.id, Verdict.TOO_EARLY, TODAY, RuleVerdict.HELD)
    with pytest.raises(CommitmentClosedError):
        change_owner(observed_desk, promised.id, ("hall team", "night team"), "KM")


def test_what_was_promised_in_words_closes_as_soon_as_somebody_says_whether_it_was_kept(promised, observed_desk):
    see(observed_desk, 5, 1, 1)
    with pytest.raises(VerdictTooEarlyError):
        close(observed_desk, promised.id, Verdict.TOO_EARLY, TODAY, RuleVerdict.WORDS_ONLY)
    close(observed_desk, promised.id, Verdict.TOO_EARLY, TODAY, RuleVerdict.BROKEN)
    row = commitments(observed_desk).iloc[0]
    assert (row["verdict"], json.loads(row["verdict_evidence"])["rule_verdict"]) == ("too early", "not kept")


def test_commitments_made_before_there_were_rules_are_words_only(tmp_path):
    path = tmp_path / "audit.duckdb"
    old = open_store(path, last=8)
    with old.writing() as cursor:
        cursor.execute(
            "INSERT INTO commitment (id, touchpoint_id, words, how_known, owner, due_on, evidence, made_at, made_on, "
            "verdict, verdict_evidence) VALUES ($id, $touchpoint_id, 'Greet', 'Walks', 'desk', $due_on, '{}', "
            "$made_at, $made_on, '', '')",
            {"id": DESK.id, "touchpoint_id": GREETING.id, "due_on": DUE, "made_at": NOON, "made_on": MADE},
        )
    old.close()
    new = open_store(path)
    assert commitment_with(new, DESK.id)[0].rule == Rule()
    new.close()


def test_two_who_carry_one_over_the_second_is_told(promised, observed_desk):
    later = DUE + timedelta(days=30)
    for _ in range(2):
        carry_over_from(observed_desk, promised.id, (DUE, later), WHY, TODAY)
    with pytest.raises(DueMovedError, match=str(later)):
        carry_over_from(observed_desk, promised.id, (DUE, later + timedelta(days=9)), WHY, TODAY)
    carry_over_from(observed_desk, promised.id, (later, later + timedelta(days=9)), WHY, TODAY)
    assert commitments(observed_desk)["carried"].tolist() == [2]
