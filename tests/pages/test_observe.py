"""Logging keeps every tap, and what was logged can be set right."""

from datetime import timedelta

import pytest

from audit.actions import set_up, walks
from audit.actions.commitments import commit
from audit.actions.imports import load_sample, undo_import
from audit.model.commitment import Commitment, Verdict, usual_due
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.view import EVERYTHING
from audit.store.commitment import close_commitment
from audit.store.draft import drafts
from audit.store.observation import observation_count, observations
from pages.parts.session import today
from tests.builders import GREETING, INVOICE, NOON, a_walk, an_observation, template_named, with_desk
from tests.pages.conftest import run

LOG = "observe/log_walk_through"


@pytest.fixture
def library(own):
    set_up.start_from_template(own, template_named("library"))
    return own


def choice(at, label):
    return next(group for group in at.button_group if group.label == label)


def button(at, label):
    return next(found for found in at.button if found.label == label)


def opened(box):
    """Return the page with one of its boxes opened by a tap."""
    at = run(LOG)
    at.session_state[box] = True
    return at.run()


def test_without_a_journey_there_is_nothing_to_walk(own):
    at = run(LOG)
    assert not at.exception
    assert "Load the sample audit" in [found.label for found in at.button]


def test_the_outcome_and_save_are_enough(library):
    at = run(LOG)
    choice(at, "How did it go?").set_value("negative").run()
    button(at, "Save & next").click().run()
    assert not at.exception
    assert observation_count(library) == 1
    assert at.title[0].value == "Log a walk-through · 1 of 16 touchpoints saved"


def test_every_tap_is_in_the_draft_at_once(library):
    at = run(LOG)
    choice(at, "Empathy").set_value(2).run()
    at.text_area[0].set_value("Nobody looked up.").run()
    (draft,) = drafts(library)
    assert (draft.entry.ratings, draft.entry.what_happened) == ({"empathy": 2}, "Nobody looked up.")


def test_the_anchor_of_a_rating_is_shown_when_it_is_given(library):
    at = run(LOG)
    choice(at, "Reliability").set_value(5).run()
    assert any(caption.value.startswith("5: ") for caption in at.caption)
    choice(at, "Reliability").set_value(4).run()
    assert any(caption.value.startswith("near 3: ") for caption in at.caption)


def test_place_method_and_observer_go_with_the_observation(library):
    at = opened("where")
    place = next(box for box in at.selectbox if box.label == "Place")
    place.set_value(place.options[0])
    choice(at, "Method").set_value("make the call")
    at.text_input[0].set_value("KM").run()
    choice(at, "How did it go?").set_value("positive").run()
    button(at, "Save & next").click().run()
    (seen,) = observations(library, EVERYTHING).to_dict("records")
    assert seen["method"] == "make the call"
    assert seen["place"] in template_named("library").places


def test_clearing_drops_what_was_tapped_for_one_touchpoint(library):
    at = run(LOG)
    choice(at, "How did it go?").set_value("neutral").run()
    button(at, "Clear this touchpoint").click().run()
    assert not at.exception
    (draft,) = drafts(library)
    assert draft.entry.is_untouched


def test_a_touchpoint_begun_must_be_saved_or_cleared_before_finishing(library):
    at = run(LOG)
    choice(at, "How did it go?").set_value("neutral").run()
    button(at, "Finish").click().run()
    assert "not saved yet" in at.error[0].value
    button(at, "Save & next").click().run()
    button(at, "Finish").click().run()
    assert not at.exception
    assert "Walk finished: 1 observation" in at.success[0].value
    assert drafts(library) == ()


def test_undo_takes_the_last_one_back(library):
    at = run(LOG)
    choice(at, "How did it go?").set_value("neutral").run()
    button(at, "Save & next").click().run()
    button(at, "Undo").click().run()
    assert observation_count(library) == 0
    assert choice(at, "How did it go?").value == "neutral"


def test_the_stopwatch_fills_in_the_wait(library):
    at = opened("more")
    button(at, "Start the clock").click().run()
    button(at, "Stop the clock").click().run()
    assert not at.exception
    (draft,) = drafts(library)
    assert draft.entry.wait.startswith("0:0")


def test_my_walks_offers_to_log_one_where_there_is_none(own):
    at = run("observe/my_walks")
    assert not at.exception
    assert "No walk has been logged" in at.title[0].value


@pytest.fixture
def logged(own):
    seen = an_observation(what_happened="<b>bold</b> ![x](http://example.org/beacon.png)")
    walks.record_walk_through(with_desk(own), a_walk(), [seen])
    return own


def test_people_s_words_are_shown_as_they_were_typed(logged):
    at = run("observe/my_walks")
    assert [part.value for part in at.text] == ["<b>bold</b> ![x](http://example.org/beacon.png)"]
    assert not any("beacon" in part.value for part in at.markdown)


def test_a_correction_asks_for_its_reason_and_keeps_what_stood(logged):
    at = run("observe/my_walks")
    choice(at, "How did it go?").set_value("negative")
    button(at, "Save the correction").click().run()
    assert "reason for the correction is empty" in at.error[0].value.replace("\\", "")
    next(field for field in at.text_input if field.label == "Why is it corrected?").set_value("Tapped wrongly")
    button(at, "Save the correction").click().run()
    assert not at.exception
    assert list(observations(logged, EVERYTHING)["outcome"]) == ["negative"]
    assert any("History" in box.label for box in at.expander)


def test_a_withdrawn_observation_can_be_brought_back(logged):
    at = run("observe/my_walks")
    next(field for field in at.text_input if field.label == "Why is it withdrawn?").set_value("Seen twice")
    button(at, "Withdraw this observation").click().run()
    assert observation_count(logged) == 0
    button(at, "Bring it back").click().run()
    assert not at.exception
    assert observation_count(logged) == 1


def test_a_draft_of_a_journey_that_was_taken_back_begins_anew(own):
    report = load_sample(own, 600, 12, today())
    choice(run(LOG), "How did it go?").set_value("neutral").run()
    (draft,) = drafts(own)
    undo_import(own, report.batch, "KM")
    set_up.start_from_template(own, template_named("library"))
    at = run(LOG, draft=str(draft.id))
    assert not at.exception
    assert at.title[0].value == "Log a walk-through · 0 of 16 touchpoints saved"


def test_what_was_seen_here_lately_is_shown_where_it_is_asked_for(own):
    seen = an_observation(what_happened="*Nobody* looked up.")
    walks.record_walk_through(with_desk(own), a_walk(), [seen])
    assert [part.value for part in opened("lately").text] == ["*Nobody* looked up."]


def flagged(at):
    return [found.value.replace("\\", "") for found in at.caption if found.value.startswith(":material/flag:")]


def test_what_we_promised_at_the_touchpoint_is_read_before_it_is_judged_and_only_until_it_has_its_verdict(own):
    with_desk(own)
    day = today() - timedelta(days=40)
    seen = [an_observation(id=new_key(), outcome=outcome, observed_on=day) for outcome in [*Outcome] * 6]
    walks.record_walk_through(own, a_walk(day=day), seen)
    assert flagged(run(LOG)) == []
    made = Commitment(GREETING.id, "Nobody *waits* unseen.", "Walks find it.", "desk", usual_due(day), day)
    commit(own, made)
    at = run(LOG)
    assert not at.exception
    assert len(flagged(at)) == 1
    assert "We promised here: Nobody *waits* unseen \N{EM DASH} by " in flagged(at)[0]
    assert flagged(at)[0].endswith("how we will know: Walks find it.")
    box = next(found for found in at.selectbox if found.label == "Touchpoint")
    box.set_value(str(INVOICE.id)).run()
    assert flagged(at) == []
    close_commitment(own, made.id, Verdict.NO_CHANGE, {}, NOON)
    assert flagged(run(LOG)) == []
