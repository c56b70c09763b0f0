"""My walks shows all that was said, and every field of it can be set right; a walk on a phone is that phone's own."""

from dataclasses import replace
from uuid import UUID

import pytest

from audit.actions import walks
from audit.model.clock import utc_now
from audit.model.draft import Draft, Head
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.view import EVERYTHING
from audit.store.observation import observation_count, observation_with, observations
from audit.store.place import add_place
from audit.store.repertoire import set_repertoire
from audit.web.walk.arriving import take_in
from tests.builders import DESK, a_walk, an_observation, stored_draft, with_desk
from tests.pages.conftest import run
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk
from tests.web.walk.messages import at as sent_at

PAGE = "observe/my_walks"


def choice(at, label):
    return next(group for group in at.button_group if group.label == label)


def button(at, label):
    return next(found for found in at.button if found.label == label)


def field(at, label):
    return next(one for one in [*at.text_input, *at.text_area, *at.selectbox, *at.checkbox] if one.label == label)


def texts(at):
    return [part.value for part in at.text]


def captions(at):
    return [part.value.replace("\\", "") for part in at.caption]


@pytest.fixture
def arrived(own):
    """Return a walk that a phone holds, with one observation of it, as an audit that knows both."""
    walk = a_sent_walk(first_impressions="Dark, and a smell of paint.", first_outcome="neutral", closing_words="Tired.")
    take_in(with_desk(own), a_message(walk, a_sent_entry()), PHONE)
    return own


def test_an_observation_shows_all_that_was_said(arrived):
    at = run(PAGE)
    assert any(part.value.startswith("**Greeting** · Bad · ") for part in at.markdown)
    assert "Nobody looked up." in texts(at)
    assert "Empathy 2" in captions(at)
    assert "Waited 1 minute 30 seconds · Greeted: no · Mixed message" in captions(at)


def test_a_walk_shows_what_was_noted_before_the_first_touchpoint_and_after_the_last(arrived):
    at = run(PAGE)
    assert texts(at)[:3] == ["Dark, and a smell of paint.", "Mixed", "Tired."]


def test_every_field_of_an_observation_can_be_corrected_and_the_history_says_from_what_to_what(arrived):
    at = run(PAGE)
    choice(at, "How did it go?").set_value("neutral")
    choice(at, "Empathy").set_value(None)
    choice(at, "Reliability").set_value(4)
    field(at, "Wait").set_value("2:00")
    choice(at, "Greeted?").set_value("yes")
    choice(at, "Signals").set_value(["personal"])
    field(at, "What happened?").set_value("One of two looked up.")
    field(at, "Why is it corrected?").set_value("Recalled")
    field(at, "Your name or initials").set_value("KM")
    button(at, "Save the correction").click().run()
    assert not at.exception
    assert captions(at).count("Waited 2 minutes · Greeted: yes · Personal") == 1
    assert any(
        text == "Recalled\noutcome: bad → mixed; reliability: not observed → 4; empathy: 2 → not observed; "
        "wait: 1:30 → 2:00; greeted: no → yes; signals: mixed message → personal; "
        "words: “Nobody looked up.” → “One of two looked up.”"
        for text in texts(at)
    )


def test_a_wait_that_cannot_be_read_is_refused_in_words_and_nothing_typed_is_lost(arrived):
    at = run(PAGE)
    choice(at, "How did it go?").set_value("neutral")
    field(at, "Wait").set_value("1 5 min")
    field(at, "Why is it corrected?").set_value("Recalled")
    button(at, "Save the correction").click().run()
    assert "is no time that can be read" in at.error[0].value.replace("\\", "")
    assert (field(at, "Wait").value, field(at, "Why is it corrected?").value) == ("1 5 min", "Recalled")
    assert choice(at, "How did it go?").value == "neutral"
    assert list(observations(arrived, EVERYTHING)["outcome"]) == ["negative"]
    field(at, "Wait").set_value("")
    button(at, "Save the correction").click().run()
    assert list(observations(arrived, EVERYTHING)["outcome"]) == ["neutral"]
    assert observations(arrived, EVERYTHING)["wait_minutes"].isna().all()


def test_what_a_phone_changed_meanwhile_stays_where_the_form_did_not_touch_it(arrived):
    at = run(PAGE)
    key = UUID(observations(arrived, EVERYTHING)["id"][0])
    seen = observation_with(arrived, key)
    walks.correct_observation(arrived, replace(seen, what_happened="Two looked up."), "KM", "On the phone")
    choice(at, "How did it go?").set_value("positive")
    field(at, "Why is it corrected?").set_value("Recalled")
    button(at, "Save the correction").click().run()
    now = observation_with(arrived, key)
    assert (now.outcome, now.what_happened) == ("positive", "Two looked up.")


@pytest.fixture
def changed_on_the_phone(arrived):
    """Return My walks as it is drawn once more after a phone changed outcome and words, with its store."""
    at = run(PAGE)
    seen = observation_with(arrived, UUID(observations(arrived, EVERYTHING)["id"][0]))
    corrected = replace(seen, outcome=Outcome.POSITIVE, what_happened="Two looked up.")
    walks.correct_observation(arrived, corrected, "KM", "On the phone")
    return at.run(), arrived, seen.id


def test_a_form_that_was_open_meanwhile_writes_nothing_but_what_was_changed_in_it(changed_on_the_phone):
    at, store, key = changed_on_the_phone
    field(at, "Wait").set_value("2:00")
    field(at, "Why is it corrected?").set_value("Recalled")
    button(at, "Save the correction").click().run()
    now = observation_with(store, key)
    assert (now.outcome, now.what_happened, now.wait_minutes) == (Outcome.POSITIVE, "Two looked up.", 2.0)


def test_what_another_changed_in_the_same_field_is_shown_before_it_is_written_over(changed_on_the_phone):
    at, store, key = changed_on_the_phone
    choice(at, "How did it go?").set_value("neutral")
    field(at, "Why is it corrected?").set_value("Recalled")
    button(at, "Save the correction").click().run()
    assert "changed the same field meanwhile" in at.error[0].value
    assert observation_with(store, key).outcome == Outcome.POSITIVE
    assert choice(at, "How did it go?").value == "neutral"
    button(at, "Save the correction").click().run()
    now = observation_with(store, key)
    assert (now.outcome, now.what_happened) == (Outcome.NEUTRAL, "Two looked up.")


def test_a_wait_nobody_touched_is_not_rounded_anew(own):
    seen = an_observation(wait_minutes=1.0 / 3)
    walks.record_walk_through(with_desk(own), a_walk(), [seen])
    at = run(PAGE)
    choice(at, "How did it go?").set_value("neutral")
    field(at, "Why is it corrected?").set_value("Recalled")
    button(at, "Save the correction").click().run()
    assert observation_with(own, seen.id).wait_minutes == seen.wait_minutes


def test_one_who_found_nobody_there_is_not_asked_about_a_greeting_as_if_it_was_forgotten(own):
    take_in(with_desk(own), a_message(a_sent_walk(), a_sent_entry(greeted="no one there", wait="")), PHONE)
    at = run(PAGE)
    assert "No one there · Mixed message" in captions(at)
    assert list(choice(at, "Greeted?").options) == ["Yes", "No", "No one there"]


def test_the_head_of_a_walk_can_be_corrected_with_a_reason_and_its_observations_carry_it(arrived):
    add_place(arrived, "Annex")
    set_repertoire(arrived, DESK.id, {"personas": ["In a hurry"]})
    at = run(PAGE)
    field(at, "Place").set_value("Annex")
    field(at, "Method").set_value("make the call")
    field(at, "Persona you walked as").set_value("In a hurry")
    field(at, "This was the observer's own area").set_value(True)  # as AppTest has it
    field(at, "Did anybody know that somebody was observing?").set_value("yes")
    button(at, "Save the corrected walk").click().run()
    assert "reason for the correction is empty" in at.error[0].value.replace("\\", "")
    assert [box.label for box in at.expander if box.error] == ["Correct the walk"]  # above the box it would close it
    field(at, "Why is the walk corrected?").set_value("The wrong hall")
    button(at, "Save the corrected walk").click().run()
    assert not at.exception
    assert list(observations(arrived, EVERYTHING)["place"]) == ["Annex"]
    assert list(observations(arrived, EVERYTHING)["method"]) == ["make the call"]
    assert any(
        text == "The wrong hall\nplace: Main hall → Annex; method: walk it through → make the call; "
        "own area: no → yes; persona: not said → In a hurry; did anybody know: not said → yes, announced"
        for text in texts(at)
    )


def test_a_walk_on_a_phone_is_shown_where_it_is_open_and_cannot_be_ended_here(arrived):
    at = run(PAGE)
    assert "1 still open" in at.title[0].value
    assert any(text.startswith("KM · Main hall · 1 observation here, last arrival ") for text in captions(at))
    assert any("Only there can it be ended" in text for text in captions(at))
    assert not any(one.label in ("Give it up", "Finish", "Delete") for one in at.button)


def test_a_walk_of_which_only_the_beginning_arrived_says_so(own):
    take_in(with_desk(own), a_message(a_sent_walk(observer="", place="")), PHONE)
    assert "observer not said · no observation has arrived yet" in captions(run(PAGE))


def test_a_walk_begun_in_the_old_form_that_a_phone_goes_on_with_is_not_ended_here(own):
    draft = stored_draft(with_desk(own), Draft(new_key(), utc_now(), Head(journey_id=str(DESK.id))))
    assert button(run(PAGE), "Give it up")
    take_in(own, a_message(a_sent_walk(id=str(draft.id))), PHONE)
    at = run(PAGE)
    assert "1 still open" in at.title[0].value
    assert not any(one.label == "Give it up" for one in at.button)


def test_a_walk_that_its_phone_ended_is_open_no_more(own):
    take_in(with_desk(own), a_message(a_sent_walk(finished_at=sent_at()), a_sent_entry()), PHONE)
    assert "0 still open" in run(PAGE).title[0].value


def test_a_steward_withdraws_all_a_walk_observed_with_a_reason(arrived):
    at = run(PAGE)
    button(at, "Withdraw all of them").click().run()
    assert "reason for withdrawing is empty" in at.error[0].value.replace("\\", "")
    assert [box.label for box in at.expander if box.error] == ["Withdraw its observations"]
    field(at, "Why are they withdrawn?").set_value("It was a rehearsal")
    button(at, "Withdraw all of them").click().run()
    assert not at.exception
    assert observation_count(arrived) == 0
    assert "It was a rehearsal" in texts(at)
