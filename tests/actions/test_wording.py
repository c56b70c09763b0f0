"""The programme's own words: each change is in the history, and emptying gives back those that came with the app."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from audit import figures
from audit.actions import wording
from audit.actions.recoveries import own
from audit.actions.set_up import change_settings
from audit.actions.stories import choose_cause
from audit.actions.walks import correct_observation, record_walk_through
from audit.actions.word_history import changed_words, undo, undoable
from audit.actions.wording import reword, term_id
from audit.errors import (
    MissingError,
    NameInUseError,
    NothingToUndoError,
    OutOfRangeError,
    OwnerMovedError,
    StillNeededError,
)
from audit.figures import Question
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.model.view import EVERYTHING
from audit.model.vocabulary import Term, TermKind, Vocabulary
from audit.model.walk_through import Method, Signal
from audit.store.change import changes_of
from audit.store.observation import observation_with
from audit.store.programme import programme
from audit.store.recovery import recovery_of
from audit.store.signal import cause_of
from audit.store.vocabulary import vocabulary
from audit.store.voices import troubles
from audit.web.walk.programme import programme_for_phones
from tests.builders import NOON, a_walk, an_observation

RELIABLE = Term(TermKind.DIMENSION, "reliability", "Verlässlichkeit", "Halten wir, was wir versprechen?")
ENGLISH = Term(TermKind.DIMENSION, "reliability")


def test_a_dimension_is_asked_in_ones_own_words_on_the_phone_and_its_key_stays(store):
    change_settings(store, replace(programme(store), language="de"), "KM")
    before = programme_for_phones(store)
    assert before["language"] == "de"
    assert reword(store, [RELIABLE], "KM") == 1
    after = programme_for_phones(store)
    assert after["dimensions"][0] == {
        "key": "reliability",
        "label": "Verlässlichkeit",
        "lang": "de",
        "meaning": "Halten wir, was wir versprechen?",
        "meaning_lang": "de",
    }
    assert {after["dimensions"][1]["lang"], after["methods"][0]["lang"]} == {"en"}
    assert after["dimensions"][1:] == before["dimensions"][1:]
    assert after["version"] != before["version"]


def test_emptied_words_give_the_english_ones_back_and_the_history_tells_of_both(store):
    for term in (RELIABLE, ENGLISH):
        reword(store, [term], "KM")
    assert vocabulary(store) == Vocabulary()
    lines = changes_of(store, term_id(ENGLISH.kind, ENGLISH.key))
    assert list(lines["changed_by"]) == ["KM", "KM"]
    latest, first = lines.to_dict("records")
    assert json.loads(first["after"]) == json.loads(latest["before"])
    assert json.loads(first["after"])["name"] == "Verlässlichkeit"
    assert json.loads(latest["after"])["name"] == ""


def test_the_same_words_sent_twice_change_nothing_more(store):
    assert [reword(store, [RELIABLE], "KM") for _ in range(2)] == [1, 0]


def test_a_name_alone_leaves_the_english_question(store):
    reword(store, [Term(TermKind.DIMENSION, "empathy", "Mitgefühl")], "KM")
    term = vocabulary(store).term(TermKind.DIMENSION, "empathy")
    assert (term.name, term.meaning) == ("Mitgefühl", Vocabulary().term(TermKind.DIMENSION, "empathy").meaning)


def du(store, *, is_good=False):
    return wording.add_signal(store, "geduzt", "mit Du angesprochen, ohne es anzubieten", is_good=is_good, by="KM")


def offered(store):
    return [signal["key"] for signal in programme_for_phones(store)["signals"]]


def ticked(store):
    return figures.signals(store, Question(NOON.date(), by=()))[["signal", "n", "observations"]].to_numpy().tolist()


@pytest.fixture
def addressed(desk):
    """Return an audit in which a signal of its own was ticked once, beside one of the app, on one of two moments."""
    du(desk)
    moment = an_observation(signals=frozenset({"geduzt", Signal.PERSONAL}), outcome=Outcome.NEGATIVE)
    record_walk_through(desk, a_walk(), [moment, an_observation()])
    return desk, moment


def test_a_signal_of_ones_own_is_offered_ticked_counted_and_asks_for_its_cause(addressed):
    store, moment = addressed
    assert programme_for_phones(store)["signals"][-1] == {
        "key": "geduzt",
        "label": "Geduzt",
        "lang": "en",
        "meaning": "mit Du angesprochen, ohne es anzubieten.",
        "meaning_lang": "en",
        "is_good": False,
    }
    assert observation_with(store, moment.id).signals == {"geduzt", "personal"}
    assert ticked(store) == [["personal", 1, 2], ["geduzt", 1, 2]]
    assert list(troubles(store, EVERYTHING, 9, explained=False)["signal"]) == ["geduzt"]


def test_renaming_changes_no_figure_and_retiring_leaves_what_was_ticked(addressed):
    store, moment = addressed
    before = ticked(store)
    reword(store, [Term(TermKind.SIGNAL, "geduzt", "Per Du", "ungefragt geduzt")], "KM")
    reword(store, [Term(TermKind.SIGNAL, "personal", "Persönlich")], "KM")
    assert ticked(store) == before
    assert {"Per Du", "Persönlich"} <= {signal["label"] for signal in programme_for_phones(store)["signals"]}
    wording.retire(store, TermKind.SIGNAL, "geduzt", "KM")
    wording.retire(store, TermKind.SIGNAL, "end run", "KM")
    assert ticked(store) == before
    assert not {"geduzt", "end run"} & {*offered(store)}
    record_walk_through(store, a_walk(), [an_observation(signals=frozenset({"geduzt"}))])  # from a phone far away
    for key in ("geduzt", "end run"):
        wording.bring_back(store, TermKind.SIGNAL, key, "KM")
    assert {"geduzt", "end run"} <= {*offered(store)}
    correct_observation(store, replace(moment, signals=frozenset({"personal"})), "KM", "A slip")
    assert observation_with(store, moment.id).signals == {"personal"}


def test_what_was_ticked_is_not_deleted_and_what_never_was_goes_without_a_trace_on_phones(addressed):
    store, _ = addressed
    for key in ("geduzt", "end run"):
        with pytest.raises(StillNeededError, match="retire it"):
            wording.delete(store, TermKind.SIGNAL, key, "KM")
    before = vocabulary(store)
    late = wording.add_signal(store, "Zu spät!", "nach der Zeit", is_good=False, by="")
    assert late.key == "zu_spät"
    for _ in range(2):
        wording.delete(store, TermKind.SIGNAL, late.key, "KM")
    assert vocabulary(store) == before
    assert list(changes_of(store, term_id(late.kind, late.key))["changed_by"]) == ["KM", "not said"]


def test_a_cause_of_ones_own_explains_what_was_found_under_whatever_name_it_has(addressed):
    store, moment = addressed
    signs = added, _ = [wording.add_cause(store, name, "KM") for name in ("Öffnungszeiten", "Wegweiser")]
    assert [sign.key for sign in signs] == ["öffnungszeiten", "wegweiser"]
    choose_cause(store, moment.id, "geduzt", added.key, "KM")
    own(store, Recovery(moment.id, "desk", None, added.key), Taken(Step.OWNED, NOON.date()), NOON.date())
    assert list(figures.recoveries(store, Question(NOON.date()))["cause"]) == ["Öffnungszeiten"]
    reword(store, [replace(added, name="geschlossen"), Term(TermKind.CAUSE, "policy", "Regel")], "KM")
    wording.retire(store, TermKind.CAUSE, added.key, "KM")
    assert list(figures.recoveries(store, Question(NOON.date()))["cause"]) == ["geschlossen"]
    assert cause_of(store, moment.id, "geduzt") == recovery_of(store, moment.id).cause == added.key
    words = vocabulary(store)
    offered = [term.name for term in words.offered(TermKind.CAUSE)]
    assert offered == ["Regel", "staffing", "tool", "handoff", "training", "space", "Wegweiser"]
    assert words.offered(TermKind.CAUSE, added.key)[-2].name == "geschlossen"


def test_a_cause_that_explains_a_finding_stays_and_one_that_never_did_goes(addressed):
    store, moment = addressed
    needed, idle = (wording.add_cause(store, name, "KM") for name in ("Öffnungszeiten", "Wegweiser"))
    with pytest.raises(NameInUseError, match="cause named Tool"):
        wording.add_cause(store, "Tool", "KM")
    with pytest.raises(MissingError):
        wording.add_cause(store, " ", "KM")
    choose_cause(store, moment.id, "geduzt", needed.key, "KM")
    with pytest.raises(StillNeededError, match="1 finding it explains"):
        wording.delete(store, TermKind.CAUSE, needed.key, "KM")
    with pytest.raises(StillNeededError, match="English words"):
        wording.delete(store, TermKind.CAUSE, "tool", "KM")
    wording.delete(store, TermKind.CAUSE, idle.key, "KM")
    assert [term.key for term in vocabulary(store).of(TermKind.CAUSE)][6:] == [needed.key]


def test_somebody_elses_choice_of_a_cause_is_told_by_its_name(addressed):
    store, moment = addressed
    later = Taken(Step.OWNED, NOON.date())
    first = Recovery(moment.id, "desk")
    own(store, first, later, NOON.date())
    own(store, replace(first, cause=wording.add_cause(store, "Zu wenig Platz", "KM").key), later, NOON.date())
    with pytest.raises(OwnerMovedError, match="it is Zu wenig Platz now"):
        own(store, replace(first, cause="tool"), later, NOON.date(), read=first)


def test_two_signals_are_not_called_alike_and_none_is_without_a_name(store):
    du(store)
    with pytest.raises(NameInUseError, match="GEDUZT"):
        wording.add_signal(store, "GEDUZT", "again", is_good=True, by="KM")
    with pytest.raises(NameInUseError, match="personal"):
        reword(store, [Term(TermKind.SIGNAL, "geduzt", "personal", "as it is")], "KM")
    reword(store, [Term(TermKind.SIGNAL, "geduzt", "geduzt", "as it is")], "KM")
    for name, meaning in (("", "a"), ("a", " ")):
        with pytest.raises(MissingError):
            wording.add_signal(store, name, meaning, is_good=True, by="KM")
    assert [term.key for term in vocabulary(store).of(TermKind.SIGNAL)].count("geduzt") == 1


def test_the_last_change_is_undone_whole_and_once(store):
    with pytest.raises(NothingToUndoError, match="of a word"):
        undo(store, "KM")
    both = [RELIABLE, Term(TermKind.DIMENSION, "empathy", "Mitgefühl")]
    reword(store, both, "KM")
    assert changed_words(undoable(store)) in {"Verlässlichkeit, Mitgefühl", "Mitgefühl, Verlässlichkeit"}
    undo(store, "KM")
    assert vocabulary(store) == Vocabulary()
    assert undoable(store) == ()
    assert changes_of(store, term_id(ENGLISH.kind, ENGLISH.key))["verb"].tolist() == ["undone", "changed"]


def test_what_was_added_retired_or_deleted_last_is_as_it_was_before(store):
    added = wording.add_cause(store, "Wegweiser", "KM")
    undo(store, "KM")
    assert added not in vocabulary(store).terms
    added = wording.add_cause(store, "Wegweiser", "KM")
    wording.retire(store, added.kind, added.key, "KM")
    undo(store, "")
    assert vocabulary(store).term(added.kind, added.key) == added
    wording.delete(store, added.kind, added.key, "KM")
    assert changed_words(undoable(store)) == "Wegweiser"
    undo(store, "KM")
    assert vocabulary(store).term(added.kind, added.key) == added


def test_a_signal_that_was_ticked_since_it_was_added_stays(addressed):
    store, _ = addressed
    with pytest.raises(StillNeededError, match="its mark on 1 observation"):
        undo(store, "KM")
    assert "geduzt" in offered(store)


def test_signs_without_letters_get_a_key_too_and_a_list_that_is_full_says_so(store):
    keys = [wording.add_signal(store, "★" * n, "stars", is_good=True, by="KM").key for n in range(1, 31)]
    assert len(set(keys)) == 30
    assert all(keys)
    with pytest.raises(OutOfRangeError, match="at most 30"):
        du(store)


def test_a_method_switched_off_is_offered_no_more_and_its_past_stays(desk):
    record_walk_through(desk, a_walk(method=Method.SIT_AND_LISTEN), [an_observation()])
    before = figures.trust(desk, Question(NOON.date(), by=("method",)))
    every = [method["key"] for method in programme_for_phones(desk)["methods"]]
    wording.retire(desk, TermKind.METHOD, "sit and listen", "KM")
    assert [method["key"] for method in programme_for_phones(desk)["methods"]] == every[1:]
    assert "sit and listen" not in set(figures.next_walk(desk, Question(NOON.date()))["method"])
    pd.testing.assert_frame_equal(figures.trust(desk, Question(NOON.date(), by=("method",))), before)
    record_walk_through(desk, a_walk(method=Method.SIT_AND_LISTEN), [an_observation()])  # from a phone far away
    wording.bring_back(desk, TermKind.METHOD, "sit and listen", "KM")
    assert [method["key"] for method in programme_for_phones(desk)["methods"]] == every


def test_the_last_method_stays(store):
    *others, last = [term.key for term in vocabulary(store).of(TermKind.METHOD)]
    for key in others:
        wording.retire(store, TermKind.METHOD, key, "KM")
    with pytest.raises(OutOfRangeError, match="at least 1"):
        wording.retire(store, TermKind.METHOD, last, "KM")
