"""Each commitment is told with what was seen before and after it, as it is now or as it was closed."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pandas as pd
import pytest

from audit import figures
from audit.actions.commitments import carry_over, close, commit
from audit.actions.plans import drop_plan
from audit.actions.progress import note_progress, take_back_progress
from audit.actions.reviews import prepare
from audit.actions.walks import record_walk_through
from audit.errors import CommitmentClosedError
from audit.figures import MEASURES, Question
from audit.figures.commitment import COLUMNS, PROGRESS, looked_back_at, made_in, progress, stood_before
from audit.model.commitment import Verdict
from audit.model.commitment_rule import Rule, RuleKind
from audit.model.keys import new_key
from audit.model.progress import Progress, ProgressStatus
from audit.model.rating import Dimension, Outcome
from audit.model.view import View
from audit.review.stored import shown_in, text_of
from audit.store.planned_walk import planned_walks
from audit.store.review import close_review
from tests.actions.test_commitments import DUE, MADE, TODAY, a_promise, a_review, see
from tests.builders import ANSWER, DESK, GREETING, INVOICE, NOON, a_walk, an_observation
from tests.shown import a_shown

LATER = Question(DUE + timedelta(days=1))


@pytest.fixture
def three(desk):
    """Return three commitments: one that improved, one that stayed as it was, one of which nothing was seen since."""
    for touchpoint in (GREETING, ANSWER, INVOICE):
        see(desk, -10, 6, 6, touchpoint)
    made = [a_promise(touchpoint_id=touchpoint.id) for touchpoint in (GREETING, ANSWER, INVOICE)]
    for each in made:
        commit(desk, each)
    see(desk, 5, 20, 0, GREETING)
    see(desk, 5, 8, 8, ANSWER)
    return made


def test_it_is_a_measure_and_empty_at_first(store):
    assert MEASURES["commitments"] is figures.commitments
    told = figures.commitments(store, Question(TODAY))
    assert told.empty
    assert list(told.columns) == COLUMNS


def test_each_has_its_counts_and_its_verdict_now(three, desk):
    told = figures.commitments(desk, Question(TODAY)).set_index("touchpoint")
    assert told["verdict"].to_dict() == {"Greeting": "improved", "Answer": "no change", "Invoice": "too early"}
    assert told.loc["Greeting", ["before_n", "before_share", "after_n", "after_share"]].tolist() == [12, 0.5, 20, 1]
    assert told.loc["Invoice", "still_needed"] == 10
    assert (told["evidence_n"] == 12).all()
    assert (told["evidence_share"] == 0.5).all()
    assert (told["evidence_score"] == 4.5).all()


def test_a_closed_one_stands_as_it_was_closed(three, desk):
    close(desk, three[0].id, Verdict.IMPROVED, TODAY)
    before = figures.commitments(desk, Question(TODAY)).set_index("touchpoint").loc["Greeting"]
    see(desk, 40, 0, 50, GREETING)
    after = figures.commitments(desk, LATER).set_index("touchpoint").loc["Greeting"]
    assert after.equals(before)
    assert (after["state"], after["verdict"], after["after_n"]) == ("kept", "improved", 20)
    assert after["closed_on"] == pd.Timestamp(TODAY)


def test_what_a_team_said_last_stands_beside_what_is_measured(three, desk):
    key, soon = three[0].id, DUE - timedelta(days=3)
    note_progress(desk, Progress(key, ProgressStatus.ON_TRACK, MADE, "Begun.", check_in_on=soon))
    note_progress(desk, Progress(key, ProgressStatus.BLOCKED, TODAY, blocker="No signs.", by="desk lead"))
    rows = progress(desk, Question(TODAY))
    assert list(rows) == PROGRESS
    assert rows["id"].tolist() == figures.commitments(desk, Question(TODAY))["id"].tolist()
    row = rows.set_index("id").loc[str(key)]
    assert (row["status"], row["note"], row["blocker"], row["noted_by"]) == ("blocked", "", "No signs.", "desk lead")
    assert row["noted_on"] == pd.Timestamp(TODAY)
    assert pd.isna(row["check_in_on"])
    others = rows[rows["id"] != str(key)]
    assert set(others["status"]) == {""}
    before = progress(desk, Question(MADE)).set_index("id").loc[str(key)]
    assert (before["status"], before["note"]) == ("on track", "Begun.")


def test_what_a_closed_commitment_said_stays_and_nothing_is_added(three, desk):
    said = Progress(three[0].id, ProgressStatus.DONE, MADE)
    note_progress(desk, said)
    close(desk, three[0].id, Verdict.IMPROVED, TODAY)
    for act in (
        lambda: note_progress(desk, replace(said, id=new_key())),
        lambda: take_back_progress(desk, said.id, ""),
    ):
        with pytest.raises(CommitmentClosedError):
            act()
    assert (progress(desk, Question(TODAY))["status"] == "done").sum() == 1


def test_an_earlier_note_that_is_taken_back_leaves_the_check_in_that_was_agreed_since(three, desk):
    first, second = (
        Progress(three[0].id, ProgressStatus.ON_TRACK, MADE, check_in_on=MADE + timedelta(days=days)) for days in (3, 9)
    )
    for each in (first, second):
        note_progress(desk, each)
    take_back_progress(desk, first.id, "KM")
    stands = progress(desk, Question(TODAY)).set_index("id").loc[str(three[0].id)]
    assert stands["check_in_on"] == pd.Timestamp(second.check_in_on)


def test_the_late_come_first_then_the_open_and_the_closed_last(three, desk):
    close(desk, three[1].id, Verdict.NO_CHANGE, TODAY)
    carry_over(desk, three[2].id, DUE + timedelta(days=30), ("", "Later."), TODAY)
    told = figures.commitments(desk, LATER)
    assert told["touchpoint"].tolist() == ["Greeting", "Invoice", "Answer"]
    assert told["state"].tolist() == ["late", "carried over", "closed"]
    assert told["carried"].tolist() == [0, 1, 0]
    assert figures.commitments(desk, Question(DUE))["state"].tolist()[0] == "open"


@pytest.mark.parametrize(("view", "n"), [(View(touchpoint="Answer"), 1), (View(journeys=(DESK.name,)), 3)])
def test_a_touchpoint_or_a_journey_can_be_asked_for(three, desk, view, n):
    assert len(figures.commitments(desk, Question(TODAY, view))) == n


def test_a_review_looks_back_at_what_is_open_and_at_what_was_closed_since_the_one_before(three, desk):
    review = a_review(desk)
    own = a_promise(review_id=review.id, words="Of this review.", made_on=TODAY, due_on=DUE)
    commit(desk, own)
    asked = Question(TODAY + timedelta(days=1))
    assert made_in(desk, asked, review.id)["words"].tolist() == ["Of this review."]
    assert len(looked_back_at(desk, asked, review.id)) == 3
    close(desk, three[0].id, Verdict.IMPROVED, TODAY - timedelta(days=1))
    close(desk, three[1].id, Verdict.NO_CHANGE, TODAY)
    assert len(looked_back_at(desk, asked, review.id)) == 3
    close_review(desk, review.id, "{}", NOON + (TODAY - MADE))
    back = looked_back_at(desk, asked, new_key())
    assert sorted(back["touchpoint"]) == ["Answer", "Greeting", "Invoice"]
    assert "kept" not in set(back["state"])


def test_a_review_in_which_nothing_was_promised_was_a_review_all_the_same(three, desk):
    close(desk, three[0].id, Verdict.IMPROVED, TODAY)
    for title, days in (("Spring", 31), ("Summer", 60)):
        review = prepare(desk, title, (MADE, MADE + timedelta(days=days)), ())
        back = looked_back_at(desk, Question(MADE + timedelta(days=days)), review.id)
        assert ("kept" in set(back["state"])) == (title == "Spring")
        close_review(desk, review.id, "{}", NOON + timedelta(days=days))


def test_what_a_later_review_promised_is_not_looked_back_at_by_an_earlier_one(desk):
    see(desk, -10, 6, 6)
    first = prepare(desk, "Spring", (MADE, MADE), ())
    close_review(desk, first.id, "{}", NOON)
    second = prepare(desk, "Summer", (MADE, MADE), ())
    commit(desk, a_promise(review_id=second.id))
    assert looked_back_at(desk, Question(TODAY), first.id).empty
    assert len(looked_back_at(desk, Question(TODAY), new_key())) == 1


def test_it_can_be_frozen_with_a_review(three, desk):
    close(desk, three[0].id, Verdict.IMPROVED, TODAY)
    told = figures.commitments(desk, Question(TODAY))
    again = shown_in(text_of(a_shown(commitment=told)), TODAY).commitment
    pd.testing.assert_frame_equal(again, told)


def test_before_are_the_days_of_its_review(desk):
    see(desk, -30, 0, 20)
    see(desk, -10, 6, 6)
    review = a_review(desk)
    commit(desk, a_promise(review_id=review.id))
    row = figures.commitments(desk, Question(TODAY)).iloc[0]
    assert (row["before_since"].date(), row["before_until"].date(), row["before_n"]) == (review.since, MADE, 12)
    assert row["review"] == "Spring review"


def test_as_of_a_past_day_what_came_later_has_not_happened_yet(three, desk):
    close(desk, three[0].id, Verdict.IMPROVED, TODAY)
    commit(desk, a_promise(made_on=TODAY, words="Another."))
    past = figures.commitments(desk, Question(TODAY - timedelta(days=1)))
    assert past["state"].tolist() == ["open", "open", "open"]
    assert past["closed_on"].isna().all()
    assert len(figures.commitments(desk, Question(TODAY))) == 4


def test_carried_over_later_is_late_for_whoever_looks_at_the_day_before(three, desk):
    after = DUE + timedelta(days=17)
    carry_over(desk, three[0].id, DUE + timedelta(days=60), ("", "Later."), after)
    before, since = (
        figures.commitments(desk, Question(day)).set_index("touchpoint").loc["Greeting"]
        for day in (after - timedelta(days=1), after)
    )
    assert (before["state"], before["due_on"], before["carried"]) == ("late", pd.Timestamp(DUE), 0)
    assert (since["state"], since["carried"]) == ("carried over", 1)


def test_what_was_carried_over_before_its_day_was_kept_goes_by_the_moment(three, desk):
    carry_over(desk, three[0].id, DUE + timedelta(days=60), ("", "Later."), TODAY, NOON + timedelta(days=1))
    with desk.writing() as cursor:
        cursor.execute("UPDATE change SET after = '{}' WHERE noun = 'commitment'")
    told = figures.commitments(desk, Question(TODAY)).set_index("touchpoint")
    assert told.loc["Greeting", "carried"] == 1


def test_a_verdict_told_in_a_review_does_not_open_the_next_one_again(three, desk):
    first = prepare(desk, "Spring", (MADE, TODAY), ())
    close(desk, three[0].id, Verdict.IMPROVED, TODAY)
    close_review(desk, first.id, "{}", NOON + (TODAY - MADE))
    second = prepare(desk, "Summer", (TODAY, TODAY), ())
    for moment, told in ((-1, ["Answer", "Invoice"]), (1, ["Answer", "Greeting", "Invoice"])):
        with desk.writing() as cursor:
            at = NOON + (TODAY - MADE) + timedelta(hours=moment)
            cursor.execute("UPDATE commitment SET verdict_at = $at WHERE verdict <> ''", {"at": at})
        assert sorted(looked_back_at(desk, Question(TODAY), second.id)["touchpoint"]) == told


def test_a_planned_walk_that_was_put_away_is_not_told_any_more(three, desk):
    before = figures.commitments(desk, Question(TODAY))
    assert before["walk_on"].notna().all()
    for key in planned_walks(desk)["id"]:
        drop_plan(desk, UUID(key))
    assert figures.commitments(desk, Question(TODAY))["walk_on"].isna().all()


def test_a_kept_word_and_a_sure_difference_are_two_things(desk):
    see(desk, -10, 18, 4)
    commit(desk, a_promise(rule=Rule(RuleKind.GOOD, 8, 10)))
    see(desk, 5, 20, 0)
    row = figures.commitments(desk, Question(TODAY)).iloc[0]
    assert (row["verdict"], row["rule_verdict"], row["rule_n"], row["rule_value"]) == ("no change", "kept", 20, 1.0)
    close(desk, UUID(row["id"]), Verdict.NO_CHANGE, TODAY)
    see(desk, 6, 0, 60)
    assert figures.commitments(desk, LATER).iloc[0][["state", "rule_verdict", "rule_n"]].tolist() == [
        "kept",
        "kept",
        20,
    ]


@pytest.mark.parametrize(
    ("rule", "verdict"), [(Rule(RuleKind.MEAN, 4.0), "kept"), (Rule(RuleKind.WAIT, 3), "not kept")]
)
def test_scores_and_waits_since_are_what_such_a_rule_looks_at(desk, rule, verdict):
    see(desk, -10, 6, 6)
    commit(desk, a_promise(rule=rule))
    day = MADE + timedelta(days=3)
    moments = [
        an_observation(
            id=new_key(), outcome=Outcome.NEUTRAL, observed_on=day, wait_minutes=5, ratings={Dimension.EMPATHY: 4}
        )
        for _ in range(10)
    ]
    for moment in moments:
        record_walk_through(desk, a_walk(), [moment])
    row = figures.commitments(desk, Question(TODAY)).iloc[0]
    assert (row["rule_verdict"], row["rule_n"]) == (verdict, 10)
    assert row["rule"] == str(rule)


def test_what_a_promise_will_be_compared_with_is_known_beforehand(desk):
    see(desk, -10, 18, 4)
    for stood in (stood_before(desk, "Greeting", MADE), stood_before(desk, "Greeting", MADE, a_review(desk))):
        assert (stood.good, stood.n) == (18, 22)
        assert stood.until == MADE


def test_what_is_looked_back_at_begins_with_the_worst(three, desk):
    see(desk, 6, 0, 60, INVOICE)
    review = prepare(desk, "Next", (MADE, TODAY), ())
    assert looked_back_at(desk, Question(TODAY), review.id)["verdict"].tolist() == ["worse", "no change", "improved"]
