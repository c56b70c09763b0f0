"""What is refused says why in a sentence, and has changed nothing in any table."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.actions import (
    commitments,
    drafting,
    interventions,
    people,
    photos,
    plans,
    recoveries,
    reviews,
    room,
    set_up,
    stories,
    walks,
)
from audit.actions.answers import give_answer
from audit.actions.catalogue import drop_service, keep_service
from audit.actions.fixed_at_once import fix_at_once, undo_fix_at_once
from audit.actions.imports import undo_import
from audit.actions.progress import note_progress, take_back_progress
from audit.actions.together import close_together, own_together
from audit.errors import (
    AlignFirstError,
    AnswerTooEarlyError,
    BatchGoneError,
    CheckInOutsideError,
    CodeNeededError,
    CodeUnknownError,
    CommitmentsFullError,
    DatesCrossedError,
    DeviceUnknownError,
    DueMovedError,
    DueTooSoonError,
    FixTooLateError,
    GoneError,
    InvitationOverError,
    JourneyExistsError,
    MissingError,
    NobodyOwnsItError,
    NoReasonError,
    NoReplyError,
    NotesChangedError,
    NothingChosenError,
    NothingObservedThereError,
    NothingToAnswerError,
    NothingToRecoverError,
    NothingToReopenError,
    NotYetError,
    OutOfRangeError,
    OwnedMeanwhileError,
    OwnerMovedError,
    PersonExistsError,
    PhotoUnreadableError,
    PointChangedError,
    QuestionChangedError,
    RecoveryClosedError,
    RepliedAlreadyError,
    ReviewClosedError,
    ReviewInUseError,
    RoomClosedError,
    ServiceExistsError,
    StepsSinceError,
    StepTakenError,
    StepTooEarlyError,
    TogetherError,
    UnknownChoiceError,
    VerdictTooEarlyError,
    VoteOverError,
    WalkChangedError,
    WalkEndedError,
    WalkLostError,
)
from audit.model.commitment import Verdict
from audit.model.intervention import Intervention
from audit.model.keys import new_key
from audit.model.progress import Progress, ProgressStatus
from audit.model.recovery import Recovery, Step, Taken
from audit.model.repertoire import Repertoire
from audit.model.reply import Outcome as CameOf
from audit.model.reply import Reply, ReplyKind, Ruling
from audit.model.review import QUESTIONS, AgendaItem, Item
from audit.model.room import Kind
from audit.model.service import Service
from audit.model.story import Cause
from audit.model.walk_through import Signal
from audit.store.upkeep.fingerprint import fingerprints
from tests.actions.at_work import DUE, NOBODY, TODAY, Act, TriedOutError, a_promise, moved
from tests.builders import (
    DESK,
    INVOICE,
    a_walk,
    an_answer,
)
from tests.rooms import CHOICES

LATE, EARLY = TODAY + timedelta(days=40), TODAY - timedelta(days=1)
REFUSED: dict[str, tuple[Act, type[Exception], str]] = {
    "a correction without a reason": (
        lambda a: walks.correct_observation(a.store, replace(a.bad, greeted=True), "KM", "  "),
        MissingError,
        "The reason for the correction is empty",
    ),
    "a correction of nothing": (
        lambda a: walks.correct_observation(a.store, replace(a.bad, id=NOBODY), "KM", "A slip"),
        GoneError,
        "This observation is not in the audit any more",
    ),
    "a withdrawal without a reason": (
        lambda a: walks.withdraw_walk(a.store, a.walk.id, "KM", ""),
        MissingError,
        "The reason for withdrawing is empty",
    ),
    "a correction of no walk": (
        lambda a: walks.correct_walk(a.store, a_walk(), "KM", "A slip"),
        GoneError,
        "This walk is not in the audit any more",
    ),
    "a journey that is there": (
        lambda a: set_up.start_journey(a.store, DESK, Repertoire(), ()),
        JourneyExistsError,
        "A journey named At the desk is there already",
    ),
    "a service that is there": (
        lambda a: keep_service(a.store, Service("HELP line"), [INVOICE.id], "KM"),
        ServiceExistsError,
        "HELP line",
    ),
    "a service that is gone": (lambda a: drop_service(a.store, NOBODY, "KM"), GoneError, "This service is not"),
    "a mark in the future": (
        lambda a: interventions.mark_intervention(a.store, Intervention(DUE, "A second desk"), TODAY),
        NotYetError,
        str(DUE),
    ),
    "a mark that is gone": (
        lambda a: interventions.take_back_intervention(a.store, NOBODY, "KM"),
        GoneError,
        "This intervention is not",
    ),
    "an answer to nothing": (
        lambda a: give_answer(a.store, an_answer(), [a.bad.id, NOBODY], TODAY),
        GoneError,
        "This observation is not",
    ),
    "an answer to what went well": (
        lambda a: give_answer(a.store, an_answer(), [a.bad.id, a.good.id], TODAY),
        NothingToAnswerError,
        "is no bad experience any more",
    ),
    "an answer before what it answers": (
        lambda a: give_answer(a.store, an_answer(answered_on=EARLY), [a.bad.id], TODAY),
        AnswerTooEarlyError,
        f"choose {TODAY} or a later day",
    ),
    "a star on nothing": (lambda a: stories.star_story(a.store, NOBODY), GoneError, "This observation is not"),
    "a cause of a signal not ticked": (
        lambda a: stories.choose_cause(a.store, a.bad.id, Signal.MIXED_MESSAGE, Cause.TOOL, "KM"),
        GoneError,
        "This signal is not",
    ),
    "a plan that is gone": (
        lambda a: plans.change_plan(a.store, NOBODY, "KM", DUE),
        GoneError,
        "This plan is not",
    ),
    "a plan for a touchpoint that is gone": (
        lambda a: plans.plan_of(a.store, {"touchpoint": "Lift", "method": "walk it through"}, "Never seen"),
        GoneError,
        "This touchpoint is not",
    ),
    "owning a good experience": (
        lambda a: recoveries.own(a.store, Recovery(a.good.id, "desk"), Taken(Step.OWNED, TODAY), TODAY),
        NothingToRecoverError,
        "There is nothing to recover here",
    ),
    "owning what another owns": (
        lambda a: recoveries.own(a.store, Recovery(a.owned.id, "hall"), Taken(Step.OWNED, TODAY), TODAY, anew=True),
        OwnedMeanwhileError,
        "desk lead owns this now",
    ),
    "owning what was owned by a third when it was read": (
        lambda a: recoveries.own(
            a.store,
            Recovery(a.owned.id, "hall"),
            Taken(Step.OWNED, TODAY),
            TODAY,
            read=Recovery(a.owned.id, "night shift"),
        ),
        OwnerMovedError,
        "desk lead",
    ),
    "a step nobody owns": (
        lambda a: recoveries.take_step(a.store, a.bad.id, Taken(Step.FIXED, TODAY), TODAY),
        NobodyOwnsItError,
        "Nobody owns this yet",
    ),
    "a step of tomorrow": (
        lambda a: recoveries.take_step(a.store, a.owned.id, Taken(Step.FIXED, DUE), TODAY),
        NotYetError,
        str(DUE),
    ),
    "a step before it happened": (
        lambda a: recoveries.take_step(a.store, a.owned.id, Taken(Step.FIXED, EARLY), TODAY),
        StepTooEarlyError,
        f"{EARLY} is earlier than the step before this one ({TODAY})",
    ),
    "telling the customer too soon": (
        lambda a: recoveries.take_step(a.store, a.owned.id, Taken(Step.INFORMED, TODAY), TODAY),
        AlignFirstError,
        "Nobody inside has been aligned yet",
    ),
    "reopening what was not fixed": (
        lambda a: recoveries.take_step(a.store, a.owned.id, Taken(Step.REOPENED, TODAY, words="Again."), TODAY),
        NothingToReopenError,
        "Nothing has been fixed or closed here",
    ),
    "a step after it was given up": (
        lambda a: recoveries.take_step(a.store, a.closed.id, Taken(Step.FIXED, TODAY), TODAY),
        RecoveryClosedError,
        "somebody wrote why it cannot be done",
    ),
    "the same step with other words": (
        lambda a: recoveries.take_step(a.store, a.closed.id, Taken(Step.CANNOT, TODAY, words="Too dear."), TODAY),
        StepTakenError,
        "The desk is gone.",
    ),
    "giving up without a reason": (
        lambda a: recoveries.take_step(a.store, a.owned.id, Taken(Step.CANNOT, TODAY), TODAY),
        MissingError,
        "The reason is empty",
    ),
    "fixed at once, weeks ago": (
        lambda a: fix_at_once(a.store, a.bad.id, Taken(Step.FIXED, LATE), LATE, owner="desk", confirmed=False),
        FixTooLateError,
        "2 days",
    ),
    "taking back what was not fixed at once": (
        lambda a: undo_fix_at_once(a.store, a.owned.id, "KM"),
        StepsSinceError,
        "",
    ),
    "owning none of several": (
        lambda a: own_together(a.store, [], "hall", Taken(Step.OWNED, TODAY), TODAY),
        NothingChosenError,
        "",
    ),
    "owning several of which one is closed": (
        lambda a: own_together(a.store, [a.bad.id, a.closed.id], "hall", Taken(Step.OWNED, TODAY), TODAY),
        TogetherError,
        "Greeting",
    ),
    "closing several without a reason": (
        lambda a: close_together(a.store, [a.bad.id], "hall", Taken(Step.CANNOT, TODAY), TODAY),
        NoReasonError,
        "",
    ),
    "an answer to no reply": (
        lambda a: recoveries.answer_reply(a.store, a.bad.id, CameOf(Ruling.STANDS, "It was timed twice."), "KM"),
        NoReplyError,
        "Nobody has replied to this observation yet",
    ),
    "a commitment where nothing was observed": (
        lambda a: commitments.commit(a.store, a_promise(touchpoint_id=INVOICE.id)),
        NothingObservedThereError,
        "Nothing good or bad was observed at Invoice",
    ),
    "a commitment at a touchpoint that is gone": (
        lambda a: commitments.commit(a.store, a_promise(touchpoint_id=NOBODY)),
        GoneError,
        "This touchpoint is not",
    ),
    "a commitment in a closed review": (
        lambda a: commitments.commit(a.store, a_promise(review_id=a.over.id)),
        ReviewClosedError,
        "This review is closed",
    ),
    "a verdict on nothing new": (
        lambda a: commitments.close(a.store, a.promised.id, Verdict.IMPROVED, DUE),
        VerdictTooEarlyError,
        "It is too early for a verdict",
    ),
    "a next check-in after the due day": (
        lambda a: note_progress(a.store, Progress(a.promised.id, ProgressStatus.AT_RISK, TODAY, check_in_on=LATE)),
        CheckInOutsideError,
        f"The check-in ({LATE}) must lie after {TODAY}",
    ),
    "a blocked commitment that nothing blocks": (
        lambda a: note_progress(a.store, Progress(a.promised.id, ProgressStatus.BLOCKED, TODAY, "We wait.")),
        MissingError,
        "What stands in the way is empty",
    ),
    "more words than are said in a minute": (
        lambda a: note_progress(a.store, Progress(a.promised.id, ProgressStatus.DONE, TODAY, "x" * 301)),
        OutOfRangeError,
        "The note is '301 characters long'",
    ),
    "how a commitment goes that is not there": (
        lambda a: note_progress(a.store, Progress(NOBODY, ProgressStatus.DONE, TODAY)),
        GoneError,
        "This commitment is not in the audit any more",
    ),
    "a note of nobody taken back": (
        lambda a: take_back_progress(a.store, NOBODY, "KM"),
        GoneError,
        "This note is not in the audit any more",
    ),
    "a new due day before the old one": (
        lambda a: commitments.carry_over(a.store, a.promised.id, DUE, ("KM", "Not yet"), TODAY),
        DueTooSoonError,
        f"The due day ({DUE}) must lie after {DUE}",
    ),
    "a new due day without a reason": (
        lambda a: commitments.carry_over(a.store, a.promised.id, LATE, ("KM", " "), TODAY),
        MissingError,
        "The reason is empty",
    ),
    "a new due day for one that moved": (
        lambda a: commitments.carry_over_from(a.store, a.promised.id, (TODAY, LATE), ("KM", "Not yet"), TODAY),
        DueMovedError,
        str(DUE),
    ),
    "an owner who is no longer one": (
        lambda a: commitments.change_owner(a.store, a.promised.id, ("night shift", "hall"), "KM"),
        OwnerMovedError,
        "desk lead",
    ),
    "a vote that is over": (
        lambda a: room.vote(a.store, a.revealed.id, "phone", CHOICES[0]),
        VoteOverError,
        "The vote is over",
    ),
    "a vote in a closed review": (
        lambda a: room.vote(a.store, a.over.id, "phone", CHOICES[0]),
        RoomClosedError,
        "This room is closed",
    ),
    "a vote for what is not offered": (
        lambda a: room.vote(a.store, a.review.id, "phone", "Free coffee"),
        UnknownChoiceError,
        "Your vote is 'Free coffee'; choose one of: The queue before nine",
    ),
    "a vote without its code": (
        lambda a: room.vote(a.store, a.by_code.id, "phone", CHOICES[0]),
        CodeNeededError,
        "This vote is by code",
    ),
    "a vote with a code of no slip": (
        lambda a: room.vote(a.store, a.by_code.id, "phone", CHOICES[0], "bcdfg-23456"),
        CodeUnknownError,
        "'bcdfg-23456' is not a code of this vote",
    ),
    "words that are none": (
        lambda a: room.say(a.store, a.review.id, "phone", Kind.APPRECIATION, " \u200b ", "form"),
        MissingError,
        "What you want to say is empty",
    ),
    "words too many": (
        lambda a: room.say(a.store, a.review.id, "phone", Kind.APPRECIATION, "x" * 501, "form"),
        OutOfRangeError,
        "What you wrote is '501 characters long'; it must be at most 500",
    ),
    "an answer to another question": (
        lambda a: room.answer(a.store, a.review.id, "phone", "With care.", "form", QUESTIONS[1]),
        QuestionChangedError,
        "The question has changed meanwhile",
    ),
    "codes for nobody": (lambda a: room.make_codes(a.store, a.review.id, 0), OutOfRangeError, "from 1 to 500"),
    "codes for a closed review": (lambda a: room.make_codes(a.store, a.over.id, 5), ReviewClosedError, "is closed"),
    "a point of a closed review": (
        lambda a: reviews.drop(a.store, a.over.id, Item.VOTE),
        ReviewClosedError,
        "is closed",
    ),
    "a point of no review": (lambda a: reviews.move(a.store, NOBODY, Item.VOTE, 1), GoneError, "This review is not"),
    "days the wrong way round": (
        lambda a: reviews.change_period(a.store, a.review.id, "Ours", (DUE, TODAY)),
        DatesCrossedError,
        f"The period ends ({TODAY}) before it begins ({DUE})",
    ),
    "a title that another gave meanwhile": (
        lambda a: reviews.change_period(
            a.store, a.review.id, "Ours", (TODAY, DUE), replace(a.review, title="As it was read")
        ),
        PointChangedError,
        "Spring review",
    ),
    "nine choices": (
        lambda a: reviews.write(a.store, a.review.id, Item.VOTE, subject="\n".join("abcdefghi")),
        OutOfRangeError,
        "The number of choices is 9",
    ),
    "a point that another worded meanwhile": (
        lambda a: reviews.write(
            a.store, a.review.id, AgendaItem(Item.REFLECTION, subject="As it was read"), subject="Ours"
        ),
        PointChangedError,
        QUESTIONS[0],
    ),
    "notes that another wrote meanwhile": (
        lambda a: reviews.write_notes(a.store, a.review.id, "Ours", read="As it was read"),
        NotesChangedError,
        "",
    ),
    "an invitation that never was": (
        lambda a: people.accept(a.store, "no such token", ""),
        InvitationOverError,
        "This invitation does not work",
    ),
    "a phone nobody knows": (
        lambda a: people.recognise(a.store, "no such cookie"),
        DeviceUnknownError,
        "This phone has no invitation here",
    ),
    "a person without a name": (lambda a: people.add_person(a.store, "\u200b"), MissingError, "A name or role"),
    "what is no photo": (
        lambda a: photos.take_in_photo(a.store, new_key(), a.bad.id, b"no photo", None),
        PhotoUnreadableError,
        "This photo cannot be read here",
    ),
    "a photo that is gone": (
        lambda a: photos.withdraw_photo(a.store, NOBODY, "KM", "A face"),
        GoneError,
        "This photo is not",
    ),
    "a walk another version of which was shown": (
        lambda a: drafting.give_up(a.store, replace(a.draft, version=7)),
        WalkChangedError,
        "This walk was changed in another window",
    ),
    "a walk that is not begun": (
        lambda a: drafting.give_up(a.store, replace(a.draft, id=NOBODY)),
        WalkEndedError,
        "This walk was finished or given up in another window",
    ),
    "a walk that was not given up": (
        lambda a: drafting.bring_back(a.store, a.draft.id),
        WalkLostError,
        "This walk cannot be brought back",
    ),
    "an import that is gone": (lambda a: undo_import(a.store, NOBODY, "KM"), BatchGoneError, ""),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_says_why_and_leaves_every_table_as_it_was(at_work, what):
    act, kind, sentence = REFUSED[what]
    with pytest.raises(kind) as refused:
        act(at_work)
    assert sentence in str(refused.value)
    assert moved(at_work.prints, fingerprints(at_work.store)) == set()


def test_a_second_reply_a_fourth_promise_a_known_name_and_a_review_in_use_are_refused_too(at_work):
    """Refuse what needs something done before; all of it is tried in one transaction that is taken back."""
    reply = Reply(at_work.good.id, ReplyKind.REPLY, "It was the busiest hour.")
    with pytest.raises(TriedOutError), at_work.store.writing():
        recoveries.reply(at_work.store, reply, "KM")
        people.add_person(at_work.store, "Front desk")
        room.vote(at_work.store, at_work.review.id, "phone", CHOICES[0])
        for _ in range(2):
            commitments.commit(at_work.store, a_promise())
        before = fingerprints(at_work.store)
        with pytest.raises(RepliedAlreadyError):
            recoveries.reply(at_work.store, replace(reply, words="It was the quietest hour."), "KM")
        with pytest.raises(CommitmentsFullError, match="3 commitments are open already"):
            commitments.commit(at_work.store, a_promise())
        with pytest.raises(PersonExistsError, match="'front DESK' is in the list already"):
            people.add_person(at_work.store, "front DESK")
        with pytest.raises(ReviewInUseError):
            reviews.throw_away(at_work.store, at_work.review.id)
        assert moved(before, fingerprints(at_work.store)) == set()
        raise TriedOutError
