"""Every note is found by what stands in it, taken literally, latest first, within the view."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.actions import walks
from audit.measures.small_groups import SMALL_CELL
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.search import Kind, Search
from audit.model.view import EVERYTHING, View
from audit.model.walk_through import Method, Signal
from audit.store.observation import withdraw_observation
from audit.store.opening import Store, open_store
from audit.store.voices import (
    cause_counts,
    latest_texts,
    note_counts,
    notes,
    notes_by_outcome,
    signal_counts,
    troubles,
)
from tests.builders import ANSWER, GREETING, INVOICE, NOON, a_walk, an_observation, with_desk

BAD, GOOD, NEUTRAL = Outcome.NEGATIVE, Outcome.POSITIVE, Outcome.NEUTRAL


def write(store: Store, words: str, days: int = 0, walk: Any = None, **changes: Any) -> Any:
    """Log one observation with words, so many days after the first; return it."""
    day = NOON + timedelta(days=days)
    observed = an_observation(what_happened=words, observed_on=day.date(), observed_at=day, logged_at=day, **changes)
    walks.record_walk_through(store, walk or a_walk(), [observed])
    return observed


def result(store: Store, text: str = "", view: View = EVERYTHING, kind: Kind = Kind.BOTH) -> list[str]:
    return list(notes(store, view, Search(text, kind), 50)["what_happened"])


@pytest.fixture
def voiced(desk: Store) -> Store:
    write(desk, "Greeted at once", 0)
    write(desk, "Handed on twice; nobody knew", 1, touchpoint_id=ANSWER.id, outcome=BAD)
    write(desk, "The CAFÉ queue was long", 2, outcome=BAD)
    write(desk, "Neither here nor there", 3, outcome=NEUTRAL)
    write(desk, "", 4, outcome=BAD)
    return desk


def test_notes_come_latest_first_without_those_that_have_no_words(voiced):
    assert result(voiced) == ["The CAFÉ queue was long", "Handed on twice; nobody knew", "Greeted at once"]
    assert result(voiced, kind=Kind.NEITHER) == ["Neither here nor there"]
    assert list(notes(voiced, EVERYTHING, Search(), 1)["what_happened"]) == ["The CAFÉ queue was long"]


def test_every_word_must_stand_in_a_note_whatever_the_case_or_the_order(voiced):
    assert result(voiced, "KNEW hand") == ["Handed on twice; nobody knew"]
    assert result(voiced, "knew greeted") == []
    assert result(voiced, "café") == ["The CAFÉ queue was long"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Die Straße war zu", "STRASSE"),
        ("Auf der STRASSE", "straße"),
        ("Señor, el año", "ANO senor"),
        ("\u0451\u043b\u043a\u0430", "\u0415\u041b\u041a\u0410"),
        ("\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f", "\u0645\u062d\u0645\u062f"),
    ],
)
def test_accents_make_no_difference_where_people_leave_them_out(voiced, text, typed):
    assert result(voiced, "cafe") == ["The CAFÉ queue was long"]
    write(voiced, text, 9)
    assert result(voiced, typed) == [text]


def test_a_vowel_of_hindi_is_no_accent(voiced):
    write(voiced, "\u0915\u093f\u0924\u093e\u092c", 9)
    assert result(voiced, "\u0915\u0924\u092c") == []
    assert result(voiced, "\u0915\u093f\u0924\u093e\u092c") == ["\u0915\u093f\u0924\u093e\u092c"]


@pytest.mark.parametrize(
    "typed", ["%", "_", "100%", "'", "''; DROP TABLE observation; --", "\\", "![x](http://a/b.png)"]
)
def test_what_is_typed_is_taken_literally(voiced, typed):
    assert result(voiced, typed) == []
    write(voiced, f"It said {typed} on the screen", 9)
    assert result(voiced, typed) == [f"It said {typed} on the screen"]


def test_a_very_long_word_and_an_odd_character_find_nothing_and_break_nothing(voiced):
    assert result(voiced, "x" * 200) == []
    assert result(voiced, "a\x00b") == []
    assert result(voiced, "\U0001f600") == []


LETTERS = st.text(alphabet="ab%_'\\ *", max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LETTERS, min_size=1, max_size=4), LETTERS)
def test_a_search_finds_exactly_the_notes_that_hold_each_word(texts, typed):
    store = with_desk(open_store())
    for days, text in enumerate(texts):
        write(store, text, days)
    expected = [text for text in reversed(texts) if text and all(word in text for word in typed.split())]
    assert result(store, typed) == expected
    assert note_counts(store, EVERYTHING, Search(typed))["positive"] == len(expected)
    store.close()


def test_the_view_narrows_what_is_found(voiced):
    second_hand = a_walk(place="Side door", method=Method.CHAMPIONS_NOTE, customer_group="Visitors")
    write(voiced, "Told that it went well", 5, walk=second_hand, touchpoint_id=INVOICE.id)
    day = NOON.date()
    assert len(result(voiced, view=View(since=day + timedelta(days=2)))) == 2
    assert len(result(voiced, view=View(until=day + timedelta(days=2)))) == 3
    assert result(voiced, view=View(places=("Side door",))) == ["Told that it went well"]
    assert result(voiced, view=View(channels=("phone",))) == ["Handed on twice; nobody knew"]
    assert result(voiced, view=View(customer_groups=("Visitors",))) == []  # one moment of a group could be recognised
    assert result(voiced, view=View(methods=("champion's note",))) == ["Told that it went well"]
    assert "Told that it went well" not in result(voiced, view=View(second_hand=False))
    assert result(voiced, view=View(touchpoint="Answer")) == ["Handed on twice; nobody knew"]
    assert len(result(voiced, view=View(journeys=("At the desk",)))) == 4
    for days in range(1, SMALL_CELL):
        write(voiced, "Told again", days, walk=second_hand, touchpoint_id=INVOICE.id)
    assert result(voiced, view=View(customer_groups=("Visitors",)))[0] == "Told that it went well"
    assert result(voiced, view=View(journeys=("Another",))) == []


def test_a_withdrawn_note_is_not_found(voiced):
    gone = write(voiced, "Never mind", 6)
    withdraw_observation(voiced, gone.id, NOON)
    assert "Never mind" not in result(voiced)


def test_a_note_tells_where_how_and_with_which_signals_it_was_written(desk):
    own = a_walk(own_area=True, customer_group="Visitors")
    observed = write(
        desk, "Fixed on the spot", walk=own, signals=frozenset({Signal.PERSONAL, Signal.FIXED_ON_THE_SPOT})
    )
    (row,) = notes(desk, EVERYTHING, Search(), 5).to_dict("records")
    assert row["id"] == str(observed.id)
    assert (row["touchpoint"], row["place"], row["method"]) == ("Greeting", "Main hall", "walk it through")
    assert row["own_area"]
    assert "customer_group" not in row
    assert row["signals"] == "fixed on the spot;personal"
    assert (row["starred"], row["kudos"], row["kudos_name"]) == (False, "", "")


def test_praise_and_complaints_are_given_alike_however_rare_the_one(desk):
    write(desk, "The first complaint", 0, outcome=BAD)
    for days in range(1, 12):
        write(desk, f"Praise of day {days}", days)
    together = notes_by_outcome(desk, EVERYTHING, Search(), 2)
    assert list(together["positive"]["what_happened"]) == ["Praise of day 11", "Praise of day 10"]
    assert list(together["negative"]["what_happened"]) == ["The first complaint"]
    assert list(notes_by_outcome(desk, EVERYTHING, Search(kind=Kind.COMPLAINTS), 2)) == ["negative"]


def test_notes_are_counted_by_outcome_until_the_next_write(voiced):
    assert note_counts(voiced, EVERYTHING, Search()) == {"positive": 1, "negative": 2}
    assert note_counts(voiced, EVERYTHING, Search("queue")) == {"positive": 0, "negative": 1}
    write(voiced, "Another queue", 8)
    assert note_counts(voiced, EVERYTHING, Search("queue")) == {"positive": 1, "negative": 1}


def test_the_latest_texts_are_of_praise_and_complaint_alone(voiced):
    assert list(latest_texts(voiced, EVERYTHING, 2)["outcome"]) == ["negative", "negative"]
    assert len(latest_texts(voiced, EVERYTHING, 50)) == 3


def test_signals_are_counted_by_touchpoint_in_the_order_of_the_journey(desk):
    write(desk, "One", touchpoint_id=ANSWER.id, outcome=BAD, signals=frozenset({Signal.END_RUN}))
    write(desk, "", touchpoint_id=ANSWER.id, outcome=BAD, signals=frozenset({Signal.END_RUN, Signal.MIXED_MESSAGE}))
    write(desk, "Two", signals=frozenset({Signal.PERSONAL}), touchpoint_id=GREETING.id)
    rows = signal_counts(desk, EVERYTHING)[["touchpoint", "signal", "n"]].to_numpy().tolist()
    assert rows == [["Greeting", "personal", 1], ["Answer", "end run", 2], ["Answer", "mixed message", 1]]
    assert list(signal_counts(desk, View(touchpoint="Greeting"))["signal"]) == ["personal"]


def test_signs_of_trouble_ask_for_a_cause_those_with_words_first(desk):
    write(desk, "Older", 0, outcome=BAD, signals=frozenset({Signal.END_RUN, Signal.PERSONAL}))
    write(desk, "Newer", 1, outcome=BAD, signals=frozenset({Signal.BECK_AND_CALL}))
    write(desk, "", 2, outcome=BAD, signals=frozenset({Signal.END_RUN}))
    asking = troubles(desk, EVERYTHING, 5, explained=False)
    assert asking[["what_happened", "signal", "cause"]].to_numpy().tolist() == [
        ["Newer", "beck and call", ""],
        ["Older", "end run", ""],
        ["", "end run", ""],
    ]
    assert troubles(desk, EVERYTHING, 5, explained=True).empty
    assert cause_counts(desk, EVERYTHING).to_numpy().tolist() == [["beck and call", "", 1], ["end run", "", 2]]


def test_an_empty_audit_has_no_voices(store):
    assert notes(store, EVERYTHING, Search(str(new_key())), 5).empty
    assert latest_texts(store, View(journeys=("Nowhere",)), 5).empty
    assert signal_counts(store, EVERYTHING).empty
    assert cause_counts(store, EVERYTHING).empty
