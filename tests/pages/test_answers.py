"""You said, we did: several findings are answered at once; an answer is corrected and taken back where it stands."""

from datetime import timedelta

import pytest

from audit.actions import recoveries, walks
from audit.actions.answers import correct_answer
from audit.model.answer import AnswerKind
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.store.answer import answer_to
from pages.parts.session import today
from tests.builders import ANSWER, a_walk, an_answer, an_observation, with_desk
from tests.pages.conftest import run

PAGE = "act/answers"


def button(at, label):
    return next(found for found in at.button if found.label == label)


def field(at, kind, label):
    return next(found for found in getattr(at, kind) if found.label.startswith(label))


def happened(store, days_ago, words, **changes):
    given = {"id": new_key(), "outcome": Outcome.NEGATIVE, "what_happened": words}
    seen = an_observation(**given | {"observed_on": today() - timedelta(days=days_ago)} | changes)
    walks.record_walk_through(store, a_walk(), [seen])
    return seen.id


@pytest.fixture
def bad(own):
    """Return the keys of two bad experiences at the greeting; a third is elsewhere."""
    with_desk(own)
    keys = [happened(own, 9, "Nobody looked up."), happened(own, 3, "Nobody <b>greeted</b> us.")]
    happened(own, 1, "It rang out.", touchpoint_id=ANSWER.id)
    return keys


def page_words(at):
    return " ".join(part.proto.body for part in at.get("html"))


def answered(at, *, words="A second desk is open.", by="desk lead"):
    """Answer everything listed at the touchpoint that stands first."""
    button(at, "Choose all 2").click().run()
    field(at, "text_area", "In a few words").set_value(words)
    field(at, "text_input", "Who answers").set_value(by)
    return button(at, "Answer 2 bad experiences").click().run()


def test_an_empty_audit_says_so_and_offers_what_brings_findings(own):
    at = run(PAGE)
    assert at.title[0].value == "There is no bad experience to answer."
    assert [each.label for each in at.button] == ["Load the sample audit"]


def test_several_are_answered_at_once_the_answer_is_corrected_and_taken_back(bad, own):
    at = run(PAGE)
    assert at.title[0].value == "None of 3 bad experiences is answered yet."
    assert field(at, "selectbox", "Touchpoint").value == "Greeting"
    words = page_words(at)
    assert words.index("Nobody looked up.") < words.index("Nobody &lt;b&gt;greeted&lt;/b&gt; us.")
    assert "It rang out." not in words
    at = answered(at)
    assert not at.exception
    assert at.title[0].value == "2 of 3 bad experiences are answered, half of them within 3 days."
    given = answer_to(own, bad[0])
    assert (given, given.by) == (answer_to(own, bad[1]), "desk lead")
    at.session_state[f"answer.box.{given.id}"] = at.session_state["answers.posters"] = True
    at.run()
    field(at, "multiselect", "Which answers?").set_value([str(given.id)]).run()
    words = field(at, "selectbox", "Words of one who was there")
    assert (words.value, words.options) == ("No words", ["No words", "Nobody looked up.", "Nobody <b>greeted</b> us."])
    the_other = an_answer(id=given.id, kind=AnswerKind.CANNOT, words="There is no room.", answered_on=today())
    correct_answer(own, the_other, given, today())
    [*_, box] = [each for each in at.text_area if each.label.startswith("In a few words")]
    box.set_value("The wall must stay as it is.").run()
    button(at, "Save the correction").click().run()
    assert "Somebody else corrected this answer meanwhile" in at.error[0].value
    button(at, "Save the correction").click().run()
    assert answer_to(own, bad[0]).words == "The wall must stay as it is."
    button(at, "Take this answer back").click().run()
    assert answer_to(own, bad[0]) is None
    assert at.title[0].value == "None of 3 bad experiences is answered yet."


def test_an_answer_may_start_from_the_words_of_a_recovery_by_a_tap_and_not_without(bad, own):
    recoveries.own(own, Recovery(bad[0], "desk lead"), Taken(Step.OWNED, today()), today())
    recoveries.take_step(own, bad[0], Taken(Step.FIXED, today(), words="We moved the desk."), today())
    at = run(PAGE)
    button(at, "Choose all 2").click().run()
    assert field(at, "text_area", "In a few words").value == ""
    button(at, "Start from these words").click().run()
    assert field(at, "text_area", "In a few words").value == "We moved the desk."
    button(at, "Answer 2 bad experiences").click().run()
    assert "Who answers, a role or a team, is empty" in at.error[0].value
    assert field(at, "text_area", "In a few words").value == "We moved the desk."
    assert answer_to(own, bad[0]) is None
