"""A walk in two windows: nothing is saved that was not on the screen, and nothing of the other window is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.actions import drafting
from audit.actions.drafting import Change
from audit.errors import (
    OutcomeMissingError,
    TouchpointBegunError,
    TouchpointLeftError,
    TouchpointUnsavedError,
    WaitUnreadableError,
    WalkChangedError,
    WalkEndedError,
    WalkInUseError,
)
from audit.model.draft import Head
from audit.model.view import EVERYTHING
from audit.store.draft import close_draft, draft_with, drafts, is_closed, keep_draft
from audit.store.observation import observation_count, observations
from tests.builders import ANSWER, DESK, GREETING, a_draft


@pytest.fixture
def begun(desk):
    """Return a walk that stands at the greeting, kept once."""
    return keep_draft(desk, a_draft(head=Head(str(DESK.id))).begun_at(str(GREETING.id)), "ours")


def of_entry(draft, **values):
    return Change("entry", values, draft.entry.observation_id)


def changed(store, base, by="ours", **values):
    return drafting.change_draft(store, base, of_entry(base, **values), by)


def saved(store, base, **values):
    shown = base.entry
    for name, value in values.items():
        shown = shown.with_value(name, value)
    return drafting.save_entry(store, base, shown, str(ANSWER.id), "ours")


def test_changes_of_different_fields_in_two_windows_join(desk, begun):
    theirs = changed(desk, begun, "theirs", empathy=2)
    joined = changed(desk, begun, outcome="negative")
    assert (joined.entry.outcome, joined.entry.ratings) == ("negative", {"empathy": 2})
    assert joined.version == theirs.version + 1 == begun.version + 2
    place = drafting.change_draft(desk, begun, Change("head", {"place": "Main hall"}), "theirs")
    assert (place.head.place, place.entry) == ("Main hall", joined.entry)


def test_the_same_field_changed_in_two_windows_is_for_people_to_decide(desk, begun):
    changed(desk, begun, "theirs", empathy=2)
    with pytest.raises(WalkChangedError):
        changed(desk, begun, empathy=4)
    assert draft_with(desk, begun.id).entry.ratings == {"empathy": 2}


def test_the_same_change_in_two_windows_is_no_conflict(desk, begun):
    changed(desk, begun, "theirs", signals=["end run"])
    assert changed(desk, begun, signals=["end run"]).entry.signals == ("end run",)


def test_a_late_change_of_a_saved_touchpoint_does_not_land_on_the_next_one(desk, begun):
    saved(desk, begun, outcome="positive")
    with pytest.raises(TouchpointLeftError, match=r"saved or cleared at \d\d:\d\d, before this tap arrived"):
        changed(desk, begun, what_happened="Late words")
    assert draft_with(desk, begun.id).entry.is_untouched


def test_what_the_window_shows_is_what_is_saved(desk, begun):
    after = saved(desk, begun, outcome="negative", wait="1,5", what_happened="Nobody looked up.")
    assert (after.entry.touchpoint_id, after.entry.is_untouched) == (str(ANSWER.id), True)
    (observed,) = observations(desk, EVERYTHING).to_dict("records")
    assert (observed["outcome"], observed["wait_minutes"], observed["what_happened"]) == (
        "negative",
        1.5,
        "Nobody looked up.",
    )


def test_the_second_half_of_a_double_tap_saves_nothing_and_skips_nothing(desk, begun):
    saved(desk, begun, outcome="positive")
    with pytest.raises(TouchpointLeftError):
        saved(desk, begun, outcome="positive")
    assert observation_count(desk) == 1
    assert draft_with(desk, begun.id).entry.touchpoint_id == str(ANSWER.id)


def test_nothing_of_another_window_is_saved_unseen(desk, begun):
    changed(desk, begun, "theirs", empathy=2)
    with pytest.raises(WalkChangedError):
        saved(desk, begun, outcome="positive")
    assert observation_count(desk) == 0
    assert saved(desk, draft_with(desk, begun.id), outcome="positive").entry.touchpoint_id == str(ANSWER.id)


def test_another_version_with_nothing_new_in_it_is_no_reason_to_refuse(desk, begun):
    changed(desk, begun, "theirs", outcome=None)
    saved(desk, begun, outcome="positive")
    assert observation_count(desk) == 1


@pytest.mark.parametrize(
    ("values", "problem"), [({}, OutcomeMissingError), ({"outcome": "positive", "wait": "soon"}, WaitUnreadableError)]
)
def test_what_cannot_be_saved_leaves_the_walk_where_it_is(desk, begun, values, problem):
    with pytest.raises(problem):
        saved(desk, begun, **values)
    assert draft_with(desk, begun.id).version == begun.version


def test_the_plan_a_walk_began_from_is_walked_with_its_first_observation(desk, begun):
    planned = keep_draft(desk, replace(begun, head=replace(begun.head, plan_id=str(DESK.id))))
    saved(desk, planned, outcome="positive")
    assert observation_count(desk) == 1


def test_undo_brings_the_entry_back_unless_the_next_one_is_begun(desk, begun):
    base = changed(desk, begun, outcome="positive")
    after = saved(desk, base)
    back = drafting.undo_entry(desk, after, base.entry, "ours")
    assert observation_count(desk) == 0
    assert (back.entry.outcome, back.entry.touchpoint_id) == ("positive", str(GREETING.id))
    assert back.entry.observation_id != base.entry.observation_id
    after = saved(desk, back)
    next_one = changed(desk, after, outcome="negative")
    with pytest.raises(TouchpointBegunError):
        drafting.undo_entry(desk, next_one, back.entry, "ours")
    assert observation_count(desk) == 1


def test_clearing_drops_the_entry_that_was_shown_and_no_other(desk, begun):
    base = changed(desk, begun, outcome="positive")
    cleared = drafting.clear_entry(desk, base, base.entry.observation_id)
    assert cleared.entry.is_untouched
    with pytest.raises(TouchpointLeftError):
        drafting.clear_entry(desk, base, base.entry.observation_id)


def test_a_walk_is_finished_when_nothing_is_left_to_save(desk, begun):
    with pytest.raises(TouchpointUnsavedError, match="Tap Save & next to keep it, or Clear to drop it"):
        drafting.finish_draft(desk, begun, begun.entry.with_value("outcome", "positive"))
    drafting.finish_draft(desk, begun, begun.entry)
    assert is_closed(desk, begun.id)
    with pytest.raises(WalkEndedError):
        changed(desk, begun, outcome="positive")


def test_a_walk_given_up_can_be_brought_back_and_goes_on(desk, begun):
    base = changed(desk, begun, what_happened="Nobody looked up.")
    drafting.give_up(desk, base, "ours")
    with pytest.raises(WalkEndedError):
        changed(desk, base, outcome="negative")
    ((aside, _),) = drafting.given_up(desk)
    assert aside == base
    drafting.bring_back(desk, begun.id)
    assert changed(desk, base, outcome="negative").entry.what_happened == "Nobody looked up."


def test_a_walk_somebody_else_is_on_is_not_given_up(desk, begun):
    with pytest.raises(WalkInUseError, match="Somebody worked on this walk just now"):
        drafting.give_up(desk, begun, "theirs")
    assert drafts(desk) == (begun,)


def test_a_walk_that_moved_on_since_the_list_was_shown_is_not_given_up(desk, begun):
    changed(desk, begun, outcome="positive")
    with pytest.raises(WalkChangedError):
        drafting.give_up(desk, begun, "ours")
    close_draft(desk, begun.id)
    with pytest.raises(WalkEndedError):
        drafting.give_up(desk, begun, "ours")


def test_how_long_ago_is_told_to_the_minute():
    assert drafting.ago_text(timedelta(seconds=59)) == "just now"
    assert drafting.ago_text(timedelta(seconds=150)) == "2 minutes ago"


def test_a_draft_that_was_never_kept_is_as_the_window_has_it(desk):
    fresh = a_draft(head=Head(str(DESK.id))).begun_at(str(GREETING.id))
    assert saved(desk, fresh, outcome="positive").version == 1
    assert observation_count(desk) == 1
