"""The voices page lets praise and complaints be read alike, found, starred, thanked for and looked into."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from audit import figures
from audit.actions import stories, walks
from audit.figures import Question
from audit.model.rating import Outcome
from audit.model.search import Search
from audit.model.story import Kudos
from audit.model.view import EVERYTHING
from audit.model.walk_through import Signal
from audit.store.opening import Store
from audit.store.story import kudos
from audit.store.story import stories as told
from audit.store.voices import notes as found
from audit.store.voices import troubles
from pages.parts.session import today
from tests.actions.test_notes import HEAD, UNSAID, bring
from tests.builders import ANSWER, GREETING, NOON, a_walk, an_observation, with_desk
from tests.pages.conftest import FRAME, run


def opened(**asked: str) -> AppTest:
    """Open the page with these words in its address."""
    return run("understand/voices", **asked)


def notes(at: AppTest) -> str:
    """Return everything the page shows as notes, as HTML."""
    return " ".join(str(part.proto.body) for part in at.get("html") if "note-words" in str(part.proto.body))


def button(at: AppTest, label: str) -> Any:
    return next(one for one in at.button if one.label == label)


def field(kind: Any, label: str) -> Any:
    return next(one for one in kind if one.label.startswith(label))


@pytest.fixture
def heard(own: Store) -> Store:
    with_desk(own)
    good = [
        an_observation(what_happened=f"Greeted by day {day}", observed_on=(NOON + timedelta(days=day)).date())
        for day in range(10)
    ]
    bad = an_observation(
        what_happened="Handed on <img src=x> ![x](http://a.example/b.png)",
        outcome=Outcome.NEGATIVE,
        touchpoint_id=ANSWER.id,
        signals=frozenset({Signal.END_RUN}),
    )
    walks.record_walk_through(own, a_walk(), [*good, bad])
    return own


def test_an_empty_audit_offers_what_brings_words(own):
    at = run("understand/voices")
    assert not at.exception
    assert [one.label for one in at.button] == ["Load the sample audit"]


def test_the_sample_says_what_sets_complaints_apart_and_shows_both_sides(sampled):
    at = run("understand/voices")
    assert not at.exception
    assert "set complaints apart" in at.title[0].value
    assert {part.value for part in at.header} >= {"Praise", "Complaints"}
    assert "note note-positive" in notes(at)
    assert "note note-negative" in notes(at)


def test_words_and_signals_are_drawn_each_under_its_tab(sampled):
    for tab in ("Words", "Signals"):
        at = under(tab)
        assert not at.exception
        assert len(at.get("vega_lite_chart")) == 1
        assert "note note-" not in notes(at)


def test_the_headline_names_the_words_the_command_prints(sampled):
    at = run("understand/voices")
    odds = figures.words(sampled(), Question(today()))
    first = odds.loc[odds["stands_out"] & (odds["log_odds"] > 0), "word"].iloc[0]
    assert f"“{first}”" in at.title[0].value


def test_what_people_wrote_is_shown_as_typed_and_loads_nothing(heard):
    at = run("understand/voices")
    assert not at.exception
    assert "&lt;img src=x&gt; ![x](http://a.example/b.png)" in notes(at)
    assert not any("a.example" in part.value for part in at.markdown)


def test_search_and_kind_stand_in_the_address(heard):
    at = opened(search="DAY 7", show="Praise")
    assert not at.exception
    assert notes(at).count("note note-positive") == 1
    assert "<mark>day</mark>" in notes(at)
    assert any(part.value == "None among these notes." for part in opened(search="day 7").markdown)
    assert any("1 of 10 notes with “DAY” and “7”" in part.value.replace("\\", "") for part in at.caption)


@pytest.mark.parametrize("typed", ["%", "100%_'", "![x](http://a.example/b.png)", "<b>", "*" * 150])
def test_hostile_searches_find_what_is_there_and_break_nothing(heard, typed):
    at = opened(search=typed)
    assert not at.exception
    assert not at.error
    assert notes(at).count("note note-negative") == (typed.startswith("!"))


def test_a_search_too_long_is_said_and_not_made(heard):
    at = opened(search="x" * 500)
    assert not at.exception
    assert "at most 200" in at.error[0].value
    assert notes(at).count("note note-negative") == 1


def test_what_is_not_found_is_said_kindly(heard):
    assert any("No note here holds zebra" in part.value for part in opened(search="zebra").markdown)
    assert any("No story is starred" in part.value for part in opened(show="Starred stories").markdown)
    assert any("Choose another kind" in part.value for part in opened(show="Neither praise nor complaint").markdown)


def test_show_more_shows_more(heard):
    at = run("understand/voices")
    assert notes(at).count("note note-positive") == 8
    button(at, "Show more").click().run()
    assert not at.exception
    assert notes(at).count("note note-positive") == 10
    assert "Show more" not in [one.label for one in at.button]


def test_a_star_is_kept_shown_and_taken_back(heard):
    at = opened(search="handed")
    button(at, "Star").click().run()
    assert list(told(heard)["outcome"]) == ["negative"]
    assert notes(opened(show="Starred stories")).count("note note-negative") == 1
    button(at, "Starred").click().run()
    assert told(heard).empty


def test_thanks_go_to_the_team(heard):
    at = opened(search="day 3")
    button(at, "Say thanks").click().run()
    field(at.text_area, "Words of thanks").set_value("Thank you *all*")
    button(at, "Save the thanks").click().run()
    assert not at.exception
    assert not at.error
    assert kudos(heard)[["kudos", "kudos_name"]].to_numpy().tolist() == [["Thank you *all*", ""]]
    assert any("the team at Greeting" in part.value for part in at.markdown)
    assert any(part.value == "Thank you *all*" for part in at.text)


def test_nobody_is_named_without_consent_and_nothing_typed_is_lost(heard):
    at = opened(search="day 3")
    button(at, "Say thanks").click().run()
    field(at.text_area, "Words of thanks").set_value("Thank you")
    field(at.text_input, "Name").set_value("Robin")
    button(at, "Save the thanks").click().run()
    assert "said yes" in at.error[0].value
    assert kudos(heard).empty
    assert field(at.text_area, "Words of thanks").value == "Thank you"
    assert field(at.text_input, "Name").value == "Robin"
    field(at.checkbox, "I asked").check()
    button(at, "Save the thanks").click().run()
    assert list(kudos(heard)["kudos_name"]) == ["Robin"]


def test_closing_the_form_keeps_what_was_typed_for_the_next_time(heard):
    at = opened(search="day 3")
    button(at, "Say thanks").click().run()
    field(at.text_area, "Words of thanks").set_value("Half a sentence")
    button(at, "Close").click().run()
    assert not any(one.label == "Words of thanks" for one in at.text_area)
    button(at, "Say thanks").click().run()
    assert field(at.text_area, "Words of thanks").value == "Half a sentence"


def test_thanks_can_be_changed_and_taken_back(heard):
    key = told_of(heard, "Greeted by day 3")
    stories.give_kudos(heard, key, Kudos("Thank you", "Robin", has_consent=True))
    at = opened(search="day 3")
    button(at, "Change the thanks").click().run()
    assert field(at.text_input, "Name").value == "Robin"
    button(at, "Take them back").click().run()
    assert not at.exception
    assert kudos(heard).empty


def under(tab: str, at: AppTest | None = None, **state: Any) -> AppTest:
    """Run the page under the tab that its address names."""
    at = at or AppTest.from_string(FRAME.format(page="understand/voices"), default_timeout=180)
    at.query_params["tab"] = tab
    for key, value in state.items():
        at.session_state[key] = value
    return at.run()


def looking_into(at: AppTest | None = None) -> AppTest:
    """Run the page with the box of causes open."""
    return under("Signals", at, causes=True)


def pick(at: AppTest, question: str, word: str | None) -> AppTest:
    field(at.button_group, question).set_value(word)
    return looking_into(at)


def test_a_cause_can_be_chosen_seen_and_dropped(heard):
    at = looking_into()
    pick(at, "What lay behind", "handoff")
    assert not at.exception
    assert any("Saved: end run at Answer, handoff" in part.value.replace("\\", "") for part in at.success)
    assert list(troubles(heard, EVERYTHING, 5, explained=True)["cause"]) == ["handoff"]
    assert any("every sign has its cause" in part.value for part in at.markdown)
    pick(at, "Show the signs", "With a cause")
    pick(at, "What lay behind", None)
    assert list(troubles(heard, EVERYTHING, 5, explained=False)["signal"]) == ["end run"]
    assert any("No cause was chosen" in part.value for part in at.markdown)


def test_a_sign_that_is_gone_is_said(heard):
    at = looking_into()
    with heard.writing() as cursor:
        cursor.execute("DELETE FROM observation_signal")
    pick(at, "What lay behind", "tool")
    assert not at.exception
    assert "not in the audit any more" in at.error[0].value


def test_without_signs_of_trouble_there_is_nothing_to_look_into(own):
    with_desk(own)
    walks.record_walk_through(own, a_walk(), [an_observation()])
    at = looking_into()
    assert not at.exception
    assert any("No sign of trouble" in part.value for part in at.markdown)
    assert any("No signal was ticked" in part.value for part in at.markdown)
    assert "Too few notes" in at.title[0].value


def test_where_no_word_tells_apart_the_words_tab_says_so(heard):
    at = under("Words")
    assert not at.exception
    assert any("No word stands clearly" in part.value for part in at.markdown)
    assert any("From 10 notes of praise and 1 of complaint" in part.value for part in at.caption)


def test_thanks_stand_under_their_tab(heard):
    assert any("Nobody has been thanked" in part.value for part in under("Thanks").markdown)
    stories.give_kudos(heard, told_of(heard, "Greeted by day 3"), Kudos("Thank you", "Robin", has_consent=True))
    at = under("Thanks")
    assert [part.value for part in at.text] == ["Thank you"]
    assert any(part.value.startswith("To Robin") and part.value.endswith(f"· {GREETING.name}") for part in at.caption)


def test_a_team_is_thanked_without_saying_its_touchpoint_twice(heard):
    stories.give_kudos(heard, told_of(heard, "Greeted by day 3"), Kudos("Thank you"))
    (said,) = (part.value for part in under("Thanks").caption if part.value.startswith("To the team"))
    assert said.count("·") == 1


def test_each_signal_is_explained_where_it_is_counted(sampled):
    box = next(one for one in under("Signals").expander if one.label == "What each signal means")
    assert all(f"**{signal}**: " in box.markdown[0].value for signal in Signal)


def test_a_long_note_is_folded_and_can_be_read_on(own):
    with_desk(own)
    walks.record_walk_through(own, a_walk(), [an_observation(what_happened="word " * 400)])
    at = opened()
    assert "<details>" in notes(at)
    assert "go on reading" in notes(at)


def told_of(store: Store, words: str) -> UUID:
    return UUID(found(store, EVERYTHING, Search(words), 1)["id"].iloc[0])


def test_notes_that_do_not_say_how_it_went_stand_beside_the_others_as_what_they_are(heard):
    bring(heard, HEAD + UNSAID)
    at = run("understand/voices")
    assert not at.exception
    assert notes(at).count("note note-unjudged") == 1
    assert "Says nothing of good or bad" in notes(at)
    assert "Says nothing of good or bad" in {part.value for part in at.header}
    counted = "12 notes: 10 of praise, 1 complaint, 1 that does not say how it went."
    assert counted in [part.value.replace("\\", "") for part in at.caption]
    alone = opened(show="Notes that say nothing of good or bad", search="door")
    assert notes(alone).count("note note-") == 1
    assert any("1 of 1 note" in caption.value for caption in alone.caption)
    assert [one.label for one in alone.button if one.label in {"Star", "Say thanks"}] == []
    assert notes(opened(place="Main hall")).count("note note-unjudged") == 0


def test_where_nothing_but_such_notes_was_written_they_are_shown_all_the_same(own):
    bring(own, HEAD + UNSAID)
    at = run("understand/voices")
    assert not at.exception
    assert notes(at).count("note note-unjudged") == 1
    assert "Nobody has written down praise or a complaint" in at.title[0].value
