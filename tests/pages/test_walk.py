"""A walk under a thumb: taps that come twice, too late or from another window, a clock, and a full disk."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.actions import drafting, set_up
from audit.model.clock import utc_now
from audit.model.view import EVERYTHING
from audit.store.draft import drafts, keep_draft
from audit.store.observation import observation_count, observations
from pages.parts import capture
from tests.builders import template_named
from tests.pages.conftest import run

LOG, WALKS = "observe/log_walk_through", "observe/my_walks"


@pytest.fixture
def library(own):
    set_up.start_from_template(own, template_named("library"))
    return own


def choice(at, label):
    return next(group for group in at.button_group if group.label == label)


def button(at, label):
    return next(found for found in at.button if found.label == label)


def labels(at):
    return [found.label for found in at.button]


def judged(at, outcome="positive"):
    choice(at, "How did it go?").set_value(outcome).run()
    return at


def words(at):
    return at.error[0].value.replace("\\", "")


def two_windows(own):
    """Return two windows on one walk that is begun."""
    one = choice(run(LOG), "Reliability").set_value(5).run()
    (draft,) = drafts(own)
    return one, run(LOG, draft=str(draft.id))


def with_clock(**address):
    at = run(LOG, **address)
    at.session_state["more"] = True
    return at.run()


def back_dated(own, seconds):
    """Let the running clock have started so long ago."""
    (draft,) = drafts(own)
    started = (utc_now() - timedelta(seconds=seconds)).isoformat()
    keep_draft(own, replace(draft, entry=draft.entry.with_value("clock_started_at", started)))


def test_a_tap_on_save_that_lands_on_the_next_touchpoint_at_once_is_silent(library):
    at = judged(run(LOG))
    button(at, "Save & next").click().run()
    button(at, "Save & next").click().run()
    assert not at.exception
    assert len(at.error) == 0
    assert observation_count(library) == 1
    assert at.title[0].value.endswith("1 of 16 touchpoints saved")


def test_saving_nothing_is_told_beside_save_once_nobody_can_have_tapped_twice(library):
    at = judged(run(LOG))
    button(at, "Save & next").click().run()
    at.session_state["saved"] = replace(at.session_state["saved"], at=utc_now() - capture.ONE_TAP)
    button(at, "Save & next").click().run()
    assert "Tap Positive, Neutral or Negative" in words(at)
    assert len(at.main.error) == 0  # it stands in the bar


def test_a_field_goes_to_the_browser_with_its_value_each_time(library):
    """A value that is told once is lost with a run that the next tap breaks off; the browser then sends the first."""
    at = judged(run(LOG))
    button(at, "Save & next").click().run()
    for _ in range(2):
        stop = next(found for found in at.selectbox if found.label == "Touchpoint")
        assert stop.proto.default == stop.index == 1
        at.run()
    at = judged(at)
    assert list(at.button_group[0].proto.default) == [0]


def test_changes_in_two_windows_join_and_are_shown_in_both(library):
    one, other = two_windows(library)
    choice(other, "Empathy").set_value(2).run()
    judged(one)
    assert choice(one, "Empathy").value == 2
    (draft,) = drafts(library)
    assert (draft.entry.outcome, draft.entry.ratings) == ("positive", {"reliability": 5, "empathy": 2})
    assert len(one.error) == 0


def test_the_same_field_in_two_windows_is_told_and_what_was_typed_is_shown_beside(library):
    one, other = two_windows(library)
    other.text_area[0].set_value("Nobody looked up.").run()
    one.text_area[0].set_value("They waved at once.").run()
    assert "This walk was changed in another window at" in words(one)
    assert one.text_area[0].value == "Nobody looked up."
    assert "What happened: They waved at once." in [part.value for part in one.text]
    button(one, "Drop it").click().run()
    assert "Drop it" not in labels(one)


def test_save_does_not_take_along_what_another_window_changed_unseen(library):
    one, other = two_windows(library)
    choice(other, "Empathy").set_value(2).run()
    choice(one, "How did it go?").set_value("positive")
    other.text_area[0].set_value("Nobody looked up.").run()
    button(one, "Save & next").click().run()
    assert observation_count(library) == 0
    assert "This page shows its latest state now" in words(one)
    assert one.text_area[0].value == "Nobody looked up."
    button(one, "Save & next").click().run()
    (seen,) = observations(library, EVERYTHING).to_dict("records")
    assert (seen["outcome"], seen["what_happened"], seen["empathy"]) == ("positive", "Nobody looked up.", 2)


def test_a_touchpoint_saved_in_another_window_is_not_judged_on_the_next_one(library):
    one, other = two_windows(library)
    button(judged(other), "Save & next").click().run()
    choice(one, "Empathy").set_value(1).run()
    assert "saved or cleared at" in words(one)
    assert "Empathy: 1" in [part.value for part in one.text]
    (draft,) = drafts(library)
    assert draft.entry.is_untouched


def test_a_walk_finished_in_another_window_is_told(library):
    one, other = two_windows(library)
    button(judged(other), "Save & next").click().run()
    button(other, "Finish").click().run()
    one.text_area[0].set_value("They waved at once.").run()
    assert "This walk was finished or given up in another window" in words(one)
    assert "What happened: They waved at once." in [part.value for part in one.text]
    assert one.title[0].value.endswith("0 of 16 touchpoints saved")


def test_a_walk_on_which_nothing_was_tapped_has_nothing_to_finish(library):
    at = judged(run(LOG))
    button(at, "Save & next").click().run()
    button(at, "Finish").click().run()
    assert not at.exception
    assert len(at.error) == 0
    assert button(at, "Finish").disabled


def test_a_walk_brought_back_can_be_finished_in_the_window_that_gave_it_up(library):
    at = judged(run(LOG))
    button(at, "Save & next").click().run()
    (draft,) = drafts(library)
    drafting.give_up(library, draft, draft.touched_by)
    drafting.bring_back(library, draft.id)
    at.session_state["ended"] = draft.id
    button(at.run(), "Finish").click().run()
    assert drafts(library) == ()


def test_undo_is_offered_until_the_next_touchpoint_is_begun(library):
    at = judged(run(LOG))
    button(at, "Save & next").click().run()
    assert "Undo" in labels(at)
    assert "Undo" not in labels(judged(at))


def test_the_clock_starts_when_it_is_tapped_and_not_when_its_button_was_drawn(library):
    at = with_clock()
    before = utc_now()
    button(at, "Start the clock").click().run()
    (draft,) = drafts(library)
    assert draft.entry.clock_started_at >= before.isoformat()


def test_save_stops_a_running_clock(library):
    at = with_clock()
    button(at, "Start the clock").click().run()
    back_dated(library, 90)
    at = judged(with_clock(draft=str(drafts(library)[0].id)))
    button(at, "Save & next").click().run()
    (seen,) = observations(library, EVERYTHING).to_dict("records")
    assert 1.5 <= seen["wait_minutes"] < 2.5
    assert "waited 1 minute" in at.markdown[-1].value


def test_a_wait_with_a_comma_is_one_and_a_half_minutes(library):
    at = with_clock()
    next(field for field in at.text_input if field.label == "Wait in minutes").set_value("1,5").run()
    button(judged(at), "Save & next").click().run()
    (seen,) = observations(library, EVERYTHING).to_dict("records")
    assert seen["wait_minutes"] == 1.5


def test_a_wait_that_cannot_be_read_is_told_beside_it_and_stays_to_be_mended(library):
    at = with_clock()
    field = next(field for field in at.text_input if field.label == "Wait in minutes")
    field.set_value("soon").run()
    assert "'soon' is no time that can be read" in words(at)
    button(judged(at), "Save & next").click().run()
    assert observation_count(library) == 0
    assert next(field for field in at.text_input if field.label == "Wait in minutes").value == "soon"


def test_giving_a_walk_up_asks_first_and_can_be_taken_back(library):
    at = run(LOG)
    at.text_area[0].set_value("Nobody looked up.").run()
    (draft,) = drafts(library)
    keep_draft(library, draft)  # touched by nobody in particular
    at = run(WALKS)
    button(at, "Give it up").click().run()
    assert len(drafts(library)) == 1
    button(at, "Keep it").click().run()
    button(at, "Give it up").click().run()
    button(at, "Yes, give it up").click().run()
    assert not at.exception
    assert drafts(library) == ()
    assert any("it can be brought back until" in found.value for found in at.caption)
    button(at, "Bring it back").click().run()
    (back,) = drafts(library)
    assert back.entry.what_happened == "Nobody looked up."


def test_a_walk_somebody_else_is_on_is_not_offered_to_be_given_up(library):
    judged(run(LOG))
    at = run(WALKS)
    assert "Give it up" not in labels(at)
    assert any("Somebody worked on this walk just now" in found.value for found in at.caption)


def test_a_walk_taken_up_by_somebody_else_meanwhile_is_not_given_up(library):
    judged(run(LOG))
    (draft,) = drafts(library)
    draft = keep_draft(library, draft)
    at = run(WALKS)
    button(at, "Give it up").click().run()
    keep_draft(library, draft, "theirs")
    button(at, "Yes, give it up").click().run()
    assert "Somebody worked on this walk just now" in words(at)
    assert len(drafts(library)) == 1
