"""What is sent twice is done once, and writes to the tables it is about and to no other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.actions import (
    commitments,
    interventions,
    plans,
    recoveries,
    reviews,
    room,
    stories,
    walks,
)
from audit.actions.answers import give_answer
from audit.actions.catalogue import keep_service
from audit.actions.fixed_at_once import fix_at_once
from audit.actions.progress import note_progress
from audit.actions.together import close_together, own_together
from audit.model.intervention import Intervention
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.progress import Progress, ProgressStatus
from audit.model.recovery import Recovery, Step, Taken
from audit.model.reply import Reply, ReplyKind
from audit.model.review import QUESTIONS, Item
from audit.model.room import Kind
from audit.model.service import Service
from audit.model.story import Cause
from audit.model.walk_through import Method, Signal
from tests.actions.at_work import TODAY, Act, a_promise, moved, tried
from tests.builders import (
    DESK,
    INVOICE,
    NOON,
    a_walk,
    an_answer,
    an_observation,
)

SOON = TODAY + timedelta(days=9)
SEEN, FROM, STEP, PHOTO = new_key(), new_key(), new_key(), new_key()
WALK = a_walk(id=FROM, place="Annex", observer="JB")
TWICE: dict[str, tuple[Act, set[str]]] = {  # what is done, and the tables it writes to
    "a walk is recorded": (
        lambda a: walks.record_walk_through(a.store, WALK, [an_observation(id=SEEN)], NOON),
        {"walk_through", "observation", "place", "observer"},
    ),
    "an observation is corrected": (
        lambda a: walks.correct_observation(a.store, replace(a.bad, what_happened="Late."), "KM", "A slip"),
        {"observation", "change"},
    ),
    "a walk is corrected": (
        lambda a: walks.correct_walk(a.store, replace(a.walk, place="Yard"), "KM", "A slip"),
        {"observation", "walk_through", "place", "change"},
    ),
    "a walk is planned": (
        lambda a: plans.plan_walk(a.store, Plan(DESK.id, INVOICE.id, Method.WALK_IT_THROUGH, id=FROM)),
        {"planned_walk"},
    ),
    "a pair is planned": (
        lambda a: plans.plan_pair(a.store, Plan(DESK.id, INVOICE.id, Method.WALK_IT_THROUGH, id=FROM), ("KM", "JB")),
        {"planned_walk"},
    ),
    "a recovery is owned": (
        lambda a: recoveries.own(a.store, Recovery(a.bad.id, "desk"), Taken(Step.OWNED, TODAY, id=STEP), TODAY),
        {"recovery", "recovery_step", "change"},
    ),
    "a step is taken": (
        lambda a: recoveries.take_step(a.store, a.owned.id, Taken(Step.FIXED, TODAY, id=STEP), TODAY),
        {"recovery_step", "change"},
    ),
    "a customer confirms": (
        lambda a: recoveries.take_step(a.store, a.owned.id, Taken(Step.CONFIRMED, TODAY, id=STEP), TODAY),
        {"recovery_step", "observation", "change"},
    ),
    "it is fixed at once": (
        lambda a: fix_at_once(a.store, a.bad.id, Taken(Step.FIXED, TODAY), TODAY, owner="desk", confirmed=True),
        {"recovery", "recovery_step", "observation", "change"},
    ),
    "several are owned": (
        lambda a: own_together(
            a.store, [a.bad.id, a.owned.id], "the hall", Taken(Step.OWNED, TODAY, words="Ours.", id=STEP), TODAY
        ),
        {"recovery", "recovery_step", "change"},
    ),
    "several are closed": (
        lambda a: close_together(
            a.store, [a.bad.id, a.owned.id], "the hall", Taken(Step.CANNOT, TODAY, words="Gone.", id=STEP), TODAY
        ),
        {"recovery", "recovery_step", "change"},
    ),
    "somebody replies": (
        lambda a: recoveries.reply(a.store, Reply(a.good.id, ReplyKind.REPLY, "It was the busiest hour."), "KM"),
        {"reply", "change"},
    ),
    "staff are answered": (
        lambda a: give_answer(a.store, an_answer(id=FROM), [a.bad.id, a.owned.id], TODAY),
        {"answer", "answer_to", "change"},
    ),
    "a commitment is made": (lambda a: commitments.commit(a.store, a_promise(id=FROM)), {"commitment"}),
    "a commitment gets another owner": (
        lambda a: commitments.change_owner(a.store, a.promised.id, ("desk lead", "hall lead"), "KM"),
        {"commitment", "change"},
    ),
    "a team says how its commitment goes": (
        lambda a: note_progress(a.store, Progress(a.promised.id, ProgressStatus.DONE, TODAY, "", "", "", SOON, FROM)),
        {"commitment", "commitment_progress"},
    ),
    "a cause is chosen": (
        lambda a: stories.choose_cause(a.store, a.bad.id, Signal.END_RUN, Cause.TOOL, "KM"),
        {"observation_signal", "change"},
    ),
    "something done is marked": (
        lambda a: interventions.mark_intervention(a.store, Intervention(TODAY, "A second desk"), TODAY),
        {"intervention"},
    ),
    "a service is described": (
        lambda a: keep_service(a.store, Service("Lift", id=FROM), [INVOICE.id], "KM"),
        {"service", "touchpoint"},
    ),
    "something is said": (
        lambda a: room.say(a.store, a.review.id, "phone", Kind.APPRECIATION, "Thanks, all.", "form 1"),
        {"contribution"},
    ),
    "a question is asked": (
        lambda a: room.say(a.store, a.review.id, "phone", Kind.QUESTION, "Who says yes?", "form 3"),
        {"contribution"},
    ),
    "a timer is stopped": (lambda a: room.stop_timer(a.store, a.review.id), set()),
    "a question is answered": (
        lambda a: room.answer(a.store, a.review.id, "phone", "With care.", "form 2", QUESTIONS[0]),
        {"contribution"},
    ),
    "a point is dropped": (lambda a: reviews.drop(a.store, a.review.id, Item.STORIES), {"review"}),
    "a point is worded": (
        lambda a: reviews.write(a.store, a.review.id, Item.STORIES, headline="What went well"),
        {"review"},
    ),
    "a story is chosen": (
        lambda a: reviews.choose_story(a.store, a.review.id, Item.STORIES, a.good.id, chosen=True),
        {"review"},
    ),
    "a photo is chosen": (
        lambda a: reviews.choose_photo(a.store, a.review.id, Item.STORIES, PHOTO, chosen=True),
        {"review"},
    ),
    "the result is revealed": (lambda a: room.reveal(a.store, a.review.id, is_revealed=True), {"review"}),
    "a room is closed": (lambda a: room.close_room(a.store, a.review.id), {"review"}),
    "codes are taken back": (lambda a: room.vote_by_phone(a.store, a.by_code.id), {"voting_code", "review"}),
}


@pytest.mark.parametrize("what", TWICE)
def test_what_is_sent_twice_is_done_once_and_writes_to_its_own_tables_alone(at_work, what):
    act, its_own = TWICE[what]
    before, once, again = tried(at_work, act, act)
    assert moved(once, again) == set()
    assert moved(before, once) - {"planned_walk"} == its_own - {"planned_walk"}
