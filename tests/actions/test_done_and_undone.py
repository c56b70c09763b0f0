"""What is undone leaves every table as if it had never been done, but for the history, which tells of both."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.actions import (
    commitments,
    interventions,
    plans,
    reviews,
    room,
    set_up,
    stories,
    walks,
)
from audit.actions.catalogue import drop_service, keep_service
from audit.actions.fixed_at_once import fix_at_once, undo_fix_at_once
from audit.actions.progress import note_progress, take_back_progress
from audit.model.intervention import Intervention
from audit.model.keys import new_key
from audit.model.programme import Programme
from audit.model.progress import Progress, ProgressStatus
from audit.model.recovery import Step, Taken
from audit.model.review import Item
from audit.model.service import Service
from audit.model.story import Cause, Kudos
from audit.model.walk_through import Signal
from audit.store.opening import open_store
from audit.store.upkeep.fingerprint import fingerprints
from tests.actions.at_work import DUE, HISTORY, TODAY, Act, moved, tried
from tests.builders import (
    GREETING,
    INVOICE,
    with_desk,
)
from tests.rooms import a_review

SOON = TODAY + timedelta(days=9)
FROM, PHOTO = new_key(), new_key()
MARK = Intervention(TODAY, "A second desk")
UNDONE: dict[str, tuple[Act, Act]] = {
    "a plan says again what it said": (
        lambda a: plans.change_plan(a.store, a.plan.id, "KM", DUE),
        lambda a: plans.change_plan(a.store, a.plan.id, "", None),
    ),
    "a star is taken back": (
        lambda a: stories.star_story(a.store, a.good.id),
        lambda a: stories.unstar_story(a.store, a.good.id),
    ),
    "thanks are taken back": (
        lambda a: stories.give_kudos(a.store, a.good.id, Kudos("Well done.", "Ana", has_consent=True)),
        lambda a: stories.take_back_kudos(a.store, a.good.id),
    ),
    "a cause is asked for again": (
        lambda a: stories.choose_cause(a.store, a.bad.id, Signal.END_RUN, Cause.TOOL, "KM"),
        lambda a: stories.choose_cause(a.store, a.bad.id, Signal.END_RUN, "", "KM"),
    ),
    "a mark is taken off the time line": (
        lambda a: interventions.mark_intervention(a.store, MARK, TODAY),
        lambda a: interventions.take_back_intervention(a.store, MARK.id, "KM"),
    ),
    "a service is taken out": (
        lambda a: keep_service(a.store, Service("Lift", id=FROM), [INVOICE.id], "KM"),
        lambda a: drop_service(a.store, FROM, "KM"),
    ),
    "a service says again what it said": (
        lambda a: keep_service(a.store, replace(a.service, hours="9 to 5"), [INVOICE.id], "KM"),
        lambda a: keep_service(a.store, a.service, [GREETING.id], "KM"),
    ),
    "an observation counts again": (
        lambda a: walks.withdraw_observation(a.store, a.good.id, "KM", "Twice"),
        lambda a: walks.bring_back_observation(a.store, a.good.id, "KM", "Once"),
    ),
    "an observation is corrected back": (
        lambda a: walks.correct_observation(a.store, replace(a.bad, wait_minutes=9.0), "KM", "A slip"),
        lambda a: walks.correct_observation(a.store, a.bad, "KM", "None"),
    ),
    "what was fixed at once is taken back": (
        lambda a: fix_at_once(a.store, a.bad.id, Taken(Step.FIXED, TODAY), TODAY, owner="desk", confirmed=True),
        lambda a: undo_fix_at_once(a.store, a.bad.id, "KM"),
    ),
    "a commitment goes back to its owner": (
        lambda a: commitments.change_owner(a.store, a.promised.id, ("desk lead", "hall lead"), "KM"),
        lambda a: commitments.change_owner(a.store, a.promised.id, ("hall lead", "desk lead"), "KM"),
    ),
    "what a team said of its commitment is taken back": (
        lambda a: note_progress(a.store, Progress(a.promised.id, ProgressStatus.DONE, TODAY, "", "", "", SOON, FROM)),
        lambda a: take_back_progress(a.store, FROM, "KM"),
    ),
    "settings go back": (
        lambda a: set_up.change_settings(a.store, Programme("Ours", recovery_ratio=3), "KM"),
        lambda a: set_up.change_settings(a.store, Programme(), "KM"),
    ),
    "a room is opened again": (
        lambda a: room.close_room(a.store, a.review.id),
        lambda a: room.open_room(a.store, a.review.id),
    ),
    "a result is hidden again": (
        lambda a: room.reveal(a.store, a.review.id, is_revealed=True),
        lambda a: room.reveal(a.store, a.review.id, is_revealed=False),
    ),
    "codes nobody voted with are taken back": (
        lambda a: room.make_codes(a.store, a.review.id, 3),
        lambda a: room.vote_by_phone(a.store, a.review.id),
    ),
    "a point moves back": (
        lambda a: reviews.move(a.store, a.review.id, Item.STORIES, 1),
        lambda a: reviews.move(a.store, a.review.id, Item.STORIES, -1),
    ),
    "a point is taken in again": (
        lambda a: reviews.drop(a.store, a.review.id, Item.STORIES),
        lambda a: reviews.bring_back(a.store, a.review.id, Item.STORIES),
    ),
    "a point says again what is proposed": (
        lambda a: reviews.write(a.store, a.review.id, Item.STORIES, headline="Ours", notes="Slowly"),
        lambda a: reviews.write(a.store, a.review.id, Item.STORIES, headline="", notes=""),
    ),
    "a story is shown no longer": (
        lambda a: reviews.choose_story(a.store, a.review.id, Item.STORIES, a.good.id, chosen=True),
        lambda a: reviews.choose_story(a.store, a.review.id, Item.STORIES, a.good.id, chosen=False),
    ),
    "a photo is shown no longer": (
        lambda a: reviews.choose_photo(a.store, a.review.id, Item.STORIES, PHOTO, chosen=True),
        lambda a: reviews.choose_photo(a.store, a.review.id, Item.STORIES, PHOTO, chosen=False),
    ),
    "notes are as they were": (
        lambda a: reviews.write_notes(a.store, a.review.id, "Forty people."),
        lambda a: reviews.write_notes(a.store, a.review.id, ""),
    ),
    "a review has its days and its title again": (
        lambda a: reviews.change_period(a.store, a.review.id, "Ours", (TODAY, DUE)),
        lambda a: reviews.change_period(a.store, a.review.id, a.review.title, (a.review.since, a.review.until)),
    ),
}


@pytest.mark.parametrize("what", UNDONE)
def test_what_is_undone_leaves_every_table_but_the_history_as_it_was(at_work, what):
    act, back = UNDONE[what]
    before, done, undone = tried(at_work, act, back)
    assert moved(before, done) - HISTORY != set()
    assert moved(before, undone) - HISTORY == set()


def test_a_review_prepared_for_nothing_is_thrown_away_whole():
    store = with_desk(open_store())
    before = fingerprints(store)
    prepared = reviews.prepare(store, "Spring", (date(2026, 1, 1), TODAY), a_review().agenda)
    room.open_room(store, prepared.id)
    room.make_codes(store, prepared.id, 4)
    reviews.throw_away(store, prepared.id)
    assert fingerprints(store) == before
    store.close()
