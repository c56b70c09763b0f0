"""What a review looks at: its own days, nobody's words unless chosen, and the same again once it is frozen."""

from dataclasses import fields, replace
from datetime import timedelta
from uuid import UUID

import pandas as pd
import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from audit.actions import commitments, recoveries, reviews, room, walks
from audit.actions.answers import correct_answer, give_answer, take_back_answer
from audit.actions.imports import load_sample
from audit.actions.progress import note_progress
from audit.actions.stories import give_kudos
from audit.actions.wording import reword
from audit.model.commitment import Commitment
from audit.model.journey import Standards
from audit.model.keys import new_key
from audit.model.progress import Progress, ProgressStatus
from audit.model.rating import Dimension, Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.review import FURTHER, QUESTIONS, Item
from audit.model.room import Kind
from audit.model.story import Cause, Kudos
from audit.model.vocabulary import Term, TermKind
from audit.publish.slides import slides
from audit.review import gather as figures
from audit.review import propose
from audit.review.choices import CANNOT_SHOW, GONE, NOT_OBSERVED, choices
from audit.review.close import frozen_text
from audit.review.stored import shown_in, text_of
from audit.store.contribution import change_shown, contributions
from audit.store.incoming import add_incoming_observations
from audit.store.journey import change_standards
from audit.store.opening import open_store
from audit.store.review import close_review, review_with
from audit.store.story import add_kudos, add_story
from tests.builders import (
    ANSWER,
    GREETING,
    INVOICE,
    NOON,
    a_walk,
    an_answer,
    an_observation,
    observation_rows,
    with_desk,
)
from tests.laws import costly
from tests.rooms import a_review, ask

TODAY = NOON.date()
PERIOD = (TODAY - timedelta(days=89), TODAY)


def good(**changes):
    return an_observation(**{"touchpoint_id": ANSWER.id, "what_happened": "Splendidly."} | changes)


def bad(**changes):
    given = {"touchpoint_id": INVOICE.id, "outcome": Outcome.NEGATIVE, "ratings": {Dimension.RELIABILITY: 1}}
    return an_observation(**given | {"what_happened": "Wretchedly."} | changes)


@pytest.fixture
def seen(desk):
    """Return a desk with two good answers and three bad invoices."""
    for moment in (good(), good(), bad(), bad(), bad()):
        walks.record_walk_through(desk, a_walk(), [moment])
    return desk


def prepared(store, period=PERIOD):
    return reviews.prepare(store, "Spring", period, propose.proposed_agenda(store, *period))


def item(review, which):
    return next(each for each in review.agenda if each.item is which)


def again(store, review):
    return review_with(store, review.id)


def test_the_first_review_covers_a_quarter_and_the_next_begins_where_the_last_ended(seen):
    assert propose.proposed_period(seen, TODAY) == PERIOD
    close_review(seen, prepared(seen).id, "{}", NOON)
    later = TODAY + timedelta(days=30)
    assert propose.proposed_period(seen, later) == (TODAY + timedelta(days=1), later)
    assert propose.proposed_period(seen, TODAY) == PERIOD


def test_an_agenda_has_every_point_and_leaves_out_what_there_is_nothing_to_tell_of(seen):
    agenda = propose.proposed_agenda(seen, *PERIOD)
    assert [each.item for each in agenda] == list(Item)
    untold = {Item.SINCE_LAST, Item.ANSWERS, Item.WATERMELON, Item.VOTE, Item.CANNOT}
    assert {each.item for each in agenda if each.is_dropped} == untold | FURTHER


def test_the_question_is_another_in_each_review(seen):
    for question in (*QUESTIONS, QUESTIONS[0]):
        review = prepared(seen)
        assert item(review, Item.REFLECTION).subject == question
        close_review(seen, review.id, "{}", NOON)


def test_the_room_votes_on_hot_spots_then_on_what_owes_most(seen):
    assert propose.vote_choices(seen, *PERIOD) == ("Invoice",)
    walks.record_walk_through(seen, a_walk(), [bad(touchpoint_id=GREETING.id, ratings={})])
    assert propose.vote_choices(seen, *PERIOD) == ("Invoice", "Greeting")
    assert not item(prepared(seen), Item.VOTE).is_dropped


def test_the_days_before_and_after_the_period_do_not_count_but_what_is_owed_does(seen):
    old = bad(observed_on=TODAY - timedelta(days=200))
    walks.record_walk_through(seen, a_walk(), [old, good(observed_on=TODAY + timedelta(days=1))])
    shown = figures.shown(seen, prepared(seen), TODAY)
    assert shown.hot_spot_outcomes["n"].tolist() == [0, 0, 3]
    assert shown.scorecard["negatives"].tolist() == [3]
    assert shown.trust.set_index("touchpoint").loc["Invoice", "negatives"] == 4


def test_nobodys_words_are_shown_until_they_are_chosen(seen):
    review = prepared(seen)
    assert "Splendidly." in propose.story_candidates(seen, *PERIOD)["what_happened"].tolist()
    texts = text_of(figures.shown(seen, review, TODAY))
    assert "Splendidly" not in texts
    assert "Wretchedly" not in texts


def test_what_was_chosen_is_shown_with_its_thanks(seen):
    story, fault = good(what_happened="She ran after me."), bad(what_happened="Twice the sum.")
    walks.record_walk_through(seen, a_walk(), [story, fault])
    add_kudos(seen, story.id, Kudos("Well run.", "Ada", has_consent=True), NOON)
    review = prepared(seen)
    reviews.choose_story(seen, review.id, Item.STORIES, story.id, chosen=True)
    reviews.choose_story(seen, review.id, Item.HOT_SPOT, fault.id, chosen=True)
    shown = figures.shown(seen, again(seen, review), TODAY)
    (told,) = shown.stories.to_dict("records")
    assert (told["what_happened"], told["kudos"], told["kudos_name"]) == ("She ran after me.", "Well run.", "Ada")
    assert shown.hot_spot_stories["what_happened"].tolist() == ["Twice the sum."]
    assert len(shown.kudos) == 1


def test_a_starred_moment_comes_first_among_what_may_be_told_unless_it_went_wrong(seen):
    starred, wrong = good(observed_on=TODAY - timedelta(days=60)), bad()
    walks.record_walk_through(seen, a_walk(), [starred, wrong])
    for each in (starred, wrong):
        add_story(seen, each.id, NOON)
    candidates = propose.story_candidates(seen, *PERIOD)
    assert candidates["id"].iloc[0] == str(starred.id)
    assert candidates["is_proposed"].iloc[0]
    assert str(wrong.id) not in set(candidates["id"])


def test_complaints_at_the_hot_spot_are_offered(seen):
    assert propose.notes_at(seen, *PERIOD, "Invoice")["what_happened"].tolist() == ["Wretchedly."] * 3
    assert propose.notes_at(seen, *PERIOD, "Answer").empty


def test_another_hot_spot_can_be_looked_at(seen):
    review = prepared(seen)
    shown = figures.shown(seen, review, TODAY)
    assert shown.hot_spots.loc[shown.hot_spots["is_shown"], "touchpoint"].tolist() == ["Invoice"]
    reviews.write(seen, review.id, Item.HOT_SPOT, subject="Answer")
    shown = figures.shown(seen, again(seen, review), TODAY)
    assert not shown.hot_spots["is_shown"].any()
    assert set(shown.hot_spot_ratings["touchpoint"]) == {"Answer"}
    assert shown.hot_spot_outcomes["n"].tolist() == [2, 0, 0]


def test_an_audit_without_observations_has_a_review_all_the_same(desk):
    review = prepared(desk)
    shown = figures.shown(desk, review, TODAY)
    assert shown.hot_spot_ratings.empty
    assert slides(review, shown)


def test_what_cannot_be_mended_is_told_with_its_reason_once_that_is_chosen(seen):
    fault = bad()
    walks.record_walk_through(seen, a_walk(), [fault])
    recovery = Recovery(fault.id, "Front desk", None, Cause.POLICY)
    recoveries.own(seen, recovery, Taken(Step.OWNED, TODAY, "KM", ""), TODAY)
    recoveries.take_step(seen, fault.id, Taken(Step.CANNOT, TODAY, "KM", "The law says so."), TODAY)
    review = prepared(seen)
    assert not item(review, Item.CANNOT).is_dropped
    (told,) = figures.shown(seen, review, TODAY).cannot.to_dict("records")
    assert (told["touchpoint"], told["cause"], told["why"]) == ("Invoice", "policy", "")
    reviews.choose_story(seen, review.id, Item.CANNOT, fault.id, chosen=True)
    assert figures.shown(seen, again(seen, review), TODAY).cannot["why"].tolist() == ["The law says so."]
    assert propose.cannot(seen, TODAY + timedelta(days=1), TODAY + timedelta(days=9)).empty


def test_commitments_of_the_review_before_open_the_next(seen):
    first = prepared(seen)
    promised = Commitment(
        INVOICE.id, "Check the sum.", "Ten walks.", "Office", TODAY + timedelta(days=9), TODAY, first.id
    )
    commitments.commit(seen, promised)
    note_progress(seen, Progress(promised.id, ProgressStatus.AT_RISK, TODAY, "Nobody has time."))
    told = figures.shown(seen, first, TODAY)
    assert (told.commitments["words"].tolist(), told.commitment["words"].tolist()) == ([], ["Check the sum."])
    close_review(seen, first.id, frozen_text(seen, first, TODAY), NOON)
    later = TODAY + timedelta(days=30)
    told = figures.shown(seen, prepared(seen, (TODAY + timedelta(days=1), later)), later)
    assert (told.commitments["words"].tolist(), told.commitment["words"].tolist()) == (["Check the sum."], [])
    assert told.commitments[["status", "noted_on"]].to_numpy().tolist() == [["at risk", pd.Timestamp(TODAY)]]
    assert "Nobody has time." not in text_of(told)


def test_votes_and_words_of_the_room_are_shown_once_the_facilitator_shows_them(seen):
    review = prepared(seen)
    reviews.bring_back(seen, review.id, Item.VOTE)
    ask(seen, review.id, "Invoice", "Answer")
    room.vote(seen, review.id, "phone", "Invoice")
    room.say(seen, review.id, "phone", Kind.ANSWER, "Gladly.", str(new_key()))
    review = again(seen, review)
    shown = figures.shown(seen, review, TODAY)
    assert (len(shown.votes), shown.cast.votes, shown.answers) == (0, 1, ())
    change_shown(seen, contribution_of(seen, review), shown=True, moderated_at=NOON)
    assert figures.shown(seen, review, TODAY).answers == ("Gladly.",)


def contribution_of(store, review):
    return UUID(contributions(store, review.id)["id"].iloc[0])


def test_a_closed_review_shows_what_was_frozen_whatever_was_written_since(seen):
    review = prepared(seen)
    reviews.bring_back(seen, review.id, Item.VOTE)
    ask(seen, review.id, "Invoice", "Answer")
    room.vote(seen, review.id, "phone", "Invoice")
    review = again(seen, review)
    before = slides(review, shown_in(frozen_text(seen, review, TODAY), review.until))
    close_review(seen, review.id, frozen_text(seen, review, TODAY), NOON)
    walks.record_walk_through(seen, a_walk(), [bad(), bad(), good()])
    closed = again(seen, review)
    after = slides(closed, figures.shown(seen, closed, TODAY + timedelta(days=9)))
    assert [(each.headline, each.words) for each in after] == [(each.headline, each.words) for each in before]
    assert ("The room chose", "Invoice") in [(each.section, each.headline) for each in after]


def test_figures_come_back_from_their_text_as_they_were(store):
    load_sample(store, 200, 1, TODAY)
    shown = figures.shown(store, prepared(store), TODAY)
    back = shown_in(text_of(shown), PERIOD[1])
    for field in fields(shown):
        before, after = getattr(shown, field.name), getattr(back, field.name)
        if field.type is pd.DataFrame:
            pd.testing.assert_frame_equal(after, before.reset_index(drop=True), obj=field.name)
        else:
            assert after == before


def starred(store):
    seen = good()
    walks.record_walk_through(store, a_walk(), [seen])
    add_story(store, seen.id, NOON)
    add_kudos(store, seen.id, Kudos("Well run."), NOON)


def promised(store):
    walks.record_walk_through(store, a_walk(), [bad(), good(touchpoint_id=INVOICE.id)])
    due = TODAY + timedelta(days=9)
    commitments.commit(store, Commitment(INVOICE.id, "Check the sum.", "Ten walks.", "Office", due, TODAY))


def refused(store):
    fault = bad()
    walks.record_walk_through(store, a_walk(), [fault])
    recoveries.own(store, Recovery(fault.id, "Desk"), Taken(Step.OWNED, TODAY), TODAY)
    recoveries.take_step(store, fault.id, Taken(Step.CANNOT, TODAY, words="The law says so."), TODAY)


def unrated(store):
    walks.record_walk_through(store, a_walk(), [bad(ratings={}, touchpoint_id=GREETING.id) for _ in range(3)])


def voted(store):
    review = figures.reviews.open_review(store)
    reviews.bring_back(store, review.id, Item.VOTE)
    ask(store, review.id, "Invoice", "Answer")
    room.vote(store, review.id, "phone", "Invoice")
    room.say(store, review.id, "phone", Kind.ANSWER, "Gladly.", str(new_key()))
    change_shown(store, contribution_of(store, review), shown=True, moderated_at=NOON)
    room.reveal(store, review.id, is_revealed=True)


@costly
@tried(st.lists(st.sampled_from([starred, promised, refused, unrated, voted]), max_size=4, unique=True))
def test_every_frame_a_review_can_show_survives_freezing_the_empty_ones_too(events):
    store = with_desk(open_store())
    review = prepared(store)
    for each in events:
        each(store)
    shown = figures.shown(store, again(store, review), TODAY)
    back = shown_in(text_of(shown), PERIOD[1])
    for name in (field.name for field in fields(shown) if field.type is pd.DataFrame):
        frame, before = getattr(back, name), getattr(shown, name).reset_index(drop=True)
        pd.testing.assert_frame_equal(frame, before, obj=name, check_column_type=False)
    store.close()


def test_words_chosen_for_another_spot_or_for_other_days_are_not_told(seen):
    story, fault = good(what_happened="She ran after me."), bad(what_happened="Twice the sum.")
    walks.record_walk_through(seen, a_walk(), [story, fault])
    review = prepared(seen)
    reviews.choose_story(seen, review.id, Item.STORIES, story.id, chosen=True)
    reviews.choose_story(seen, review.id, Item.HOT_SPOT, fault.id, chosen=True)
    reviews.write(seen, review.id, Item.HOT_SPOT, subject="Answer")
    assert figures.shown(seen, again(seen, review), TODAY).hot_spot_stories.empty
    reviews.write(seen, review.id, Item.HOT_SPOT, subject="Invoice")
    shown = figures.shown(seen, again(seen, review), TODAY)
    assert shown.hot_spot_stories["what_happened"].tolist() == ["Twice the sum."]
    assert shown.stories["what_happened"].tolist() == ["She ran after me."]
    later = TODAY + timedelta(days=1), TODAY + timedelta(days=9)
    reviews.change_period(seen, review.id, "Later", later)
    texts = text_of(figures.shown(seen, again(seen, review), later[1]))
    assert "She ran" not in texts
    assert "Twice" not in texts


def test_a_chosen_story_that_was_corrected_to_have_gone_wrong_is_no_story_of_what_went_well(seen):
    story = good(what_happened="She ran after me.")
    walks.record_walk_through(seen, a_walk(), [story])
    review = prepared(seen)
    reviews.choose_story(seen, review.id, Item.STORIES, story.id, chosen=True)
    walks.correct_observation(seen, replace(story, outcome=Outcome.NEGATIVE), "KM", "It was meant the other way.")
    shown = figures.shown(seen, again(seen, review), TODAY)
    assert str(story.id) not in set(shown.stories["id"])
    assert len(shown.stories) == 2


def test_a_vote_that_was_left_out_is_not_counted(seen):
    review = prepared(seen)
    reviews.bring_back(seen, review.id, Item.VOTE)
    ask(seen, review.id, "Invoice", "Answer")
    room.vote(seen, review.id, "phone", "Invoice")
    reviews.drop(seen, review.id, Item.VOTE)
    assert shown_in(frozen_text(seen, again(seen, review), TODAY), review.until).votes.empty


def test_answers_stand_under_the_question_they_answer(seen):
    review = prepared(seen)
    voted(seen)
    assert figures.shown(seen, again(seen, review), TODAY).answers == ("Gladly.",)
    reviews.write(seen, review.id, Item.REFLECTION, subject=QUESTIONS[1])
    assert figures.shown(seen, again(seen, review), TODAY).answers == ()


def test_a_chosen_spot_is_drawn_against_its_own_standard(seen):
    change_standards(seen, ANSWER.id, Standards(2.5, 3.5))
    review = prepared(seen)
    reviews.write(seen, review.id, Item.HOT_SPOT, subject="Answer")
    shown = figures.shown(seen, again(seen, review), TODAY)
    assert set(shown.hot_spot_ratings["standard"]) == {3.5}


def test_the_profile_beside_a_target_leaves_out_what_is_rated_without_one(seen):
    review = prepared(seen)
    assert figures.shown(seen, review, TODAY).rater_to_target.empty
    change_standards(seen, ANSWER.id, Standards(2.5, 3.5))
    shown = figures.shown(seen, review, TODAY)
    aimed = shown.rater_to_target
    assert set(aimed["target"]) == {3.5}
    answers = shown.journey.loc[shown.journey["touchpoint"] == "Answer", "n"].iloc[0]
    assert (aimed["n"].sum(), aimed["visits"].max()) == (answers, 2)
    assert shown.rater["n"].sum() > answers


def test_what_was_imported_counts_as_seen(desk):
    imported = [{"observed_on": TODAY} for _ in range(4)]
    add_incoming_observations(desk, observation_rows(*imported, imported[0] | {"outcome": "negative"}), new_key())
    review = prepared(desk)
    shown = figures.shown(desk, review, TODAY)
    counts = shown.counts
    assert (counts.observations, counts.positives, counts.negatives, counts.judged) == (5, 4, 1, 1)
    assert shown.scorecard.empty


def test_answers_to_a_question_that_is_left_out_are_not_told(seen):
    review = prepared(seen)
    room.open_room(seen, review.id)
    question = next(each.subject for each in review.agenda if each.item is Item.REFLECTION)
    room.answer(seen, review.id, "A", "Proud", "1", question)
    room.moderate(seen, UUID(contributions(seen, review.id)["id"].iloc[0]), shown=True)
    assert len(figures.shown(seen, again(seen, review), TODAY).answers) == 1
    reviews.drop(seen, review.id, Item.REFLECTION)
    assert figures.shown(seen, again(seen, review), TODAY).answers == ()


def test_words_worded_anew_after_they_were_chosen_are_to_be_chosen_again(seen):
    told, wrong = good(), bad()
    walks.record_walk_through(seen, a_walk(), [told, wrong])
    review = prepared(seen)
    for item, each in ((Item.STORIES, told), (Item.HOT_SPOT, wrong), (Item.CANNOT, wrong)):
        reviews.choose_story(seen, review.id, item, each.id, chosen=True)
    walks.correct_observation(seen, replace(told, what_happened="Nice, Jane Roe at desk 2."), "KM", "More exactly")
    recoveries.own(seen, Recovery(wrong.id, "Desk"), Taken(Step.OWNED, TODAY, "KM", ""), TODAY)
    recoveries.take_step(seen, wrong.id, Taken(Step.CANNOT, TODAY, "KM", "Mrs Smith refuses to."), TODAY)
    chosen = {each.item: each.stories for each in again(seen, review).agenda}
    assert (chosen[Item.STORIES], chosen[Item.HOT_SPOT], chosen[Item.CANNOT]) == ((), (wrong.id,), ())
    reviews.choose_story(seen, review.id, Item.STORIES, told.id, chosen=True)
    give_kudos(seen, told.id, Kudos("Thank you", "Jane Roe", has_consent=True))
    assert dict.fromkeys(each.stories for each in again(seen, review).agenda if each.item is Item.STORIES) == {(): None}


def test_leaders_commitments_are_told_as_they_stand_on_the_day_of_the_meeting(seen):
    promised = Commitment(INVOICE.id, "Check.", "Walks.", "Office", TODAY + timedelta(days=9), TODAY)
    commitments.commit(seen, promised)
    review = reviews.prepare(seen, "Spring", (PERIOD[0], TODAY + timedelta(days=30)), ())
    assert figures.shown(seen, review, TODAY).scorecard["commitments_late"].tolist() == [0]


def test_each_choice_carries_one_fact_of_the_days_and_what_vanished_is_marked(seen):
    review = prepared(seen)
    ask(seen, review.id, "Invoice", "Answer", "Longer hours")
    review = again(seen, review)
    facts = choices(seen, review).set_index("choice")
    row = propose.experience(seen, review.since, review.until).set_index("touchpoint").loc["Invoice"]
    assert facts.loc["Invoice", "fact"] == f"{row['negatives']} bad of {row['observations']}"
    assert facts.loc["Answer", "fact"].endswith(CANNOT_SHOW)
    assert facts.loc["Longer hours", ["fact", "is_gone"]].tolist() == ["", False]
    with seen.writing() as cursor:
        cursor.execute("DELETE FROM observation WHERE touchpoint_id = $id", {"id": INVOICE.id})
        cursor.execute("DELETE FROM touchpoint WHERE id = $id", {"id": INVOICE.id})
    later = choices(seen, review).set_index("choice")
    assert later.loc["Invoice", ["fact", "is_gone"]].tolist() == [GONE, True]
    reviews.write(seen, review.id, Item.VOTE, subject="Invoice\nBill")
    facts = choices(seen, again(seen, review)).set_index("choice")
    assert facts["is_gone"].tolist() == [True, False]


def test_a_choice_nobody_saw_in_these_days_says_so(desk):
    review = reviews.prepare(desk, "Quiet", (TODAY, TODAY), propose.proposed_agenda(desk, TODAY, TODAY))
    ask(desk, review.id, "Invoice", "Answer")
    told = choices(desk, again(desk, review))
    assert told["fact"].tolist() == [NOT_OBSERVED] * 2


def test_answers_are_shown_once_there_are_any_and_their_words_once_chosen_until_they_are_changed(desk):
    wretched = bad(id=new_key())
    walks.record_walk_through(desk, a_walk(), [wretched])
    day, answer = wretched.observed_on, an_answer()
    assert Item.ANSWERS in {each.item for each in propose.proposed_agenda(desk, day, day) if each.is_dropped}
    give_answer(desk, answer, [wretched.id], day)
    agenda = propose.proposed_agenda(desk, day, day)
    assert Item.ANSWERS not in {each.item for each in agenda if each.is_dropped}
    review = reviews.prepare(desk, "Spring", (day, day), agenda)
    assert figures.live(desk, review, day).heard[["negatives", "answered"]].to_numpy().tolist() == [[1, 1]]
    assert figures.live(desk, review, day).answered["words"].tolist() == [""]

    def chosen():
        return figures.live(desk, review_with(desk, review.id), day).answered["words"].tolist()

    reviews.choose_story(desk, review.id, Item.ANSWERS, answer.id, chosen=True)
    assert chosen() == ["A second desk is open."]
    correct_answer(desk, replace(answer, words="It is closed again."), answer, day)
    assert chosen() == [""]
    take_back_answer(desk, answer.id, "")
    assert chosen() == []


def test_the_five_questions_are_frozen_as_they_were_asked(desk):
    walks.record_walk_through(desk, a_walk(), [bad()])
    review = a_review(since=PERIOD[0], until=PERIOD[1])
    assert "own_words" not in figures.live(desk, review, TODAY).rater
    reword(desk, [Term(TermKind.DIMENSION, "reliability", "Verlässlichkeit", "Halten wir Wort?")], "KM")
    rated = figures.live(desk, review, TODAY).rater
    assert dict(zip(rated["dimension"], rated["own_words"], strict=True)) == {
        name: "Verlässlichkeit: Halten wir Wort?" if name == "reliability" else "" for name in rated["dimension"]
    }
    pd.testing.assert_frame_equal(shown_in(text_of(figures.live(desk, review, TODAY)), PERIOD[1]).rater, rated)
