"""The programme's own words: each change is in the history, and emptying gives back those that came with the app."""

import json

from audit.actions.wording import reword, term_id
from audit.model.vocabulary import Term, TermKind, Vocabulary
from audit.store.change import changes_of
from audit.store.vocabulary import vocabulary
from audit.web.walk.programme import programme_for_phones

RELIABLE = Term(TermKind.DIMENSION, "reliability", "Verlässlichkeit", "Halten wir, was wir versprechen?")
ENGLISH = Term(TermKind.DIMENSION, "reliability")


def test_a_dimension_is_asked_in_ones_own_words_on_the_phone_and_its_key_stays(store):
    before = programme_for_phones(store)
    assert reword(store, [RELIABLE], "KM") == 1
    after = programme_for_phones(store)
    assert after["dimensions"][0] == {
        "key": "reliability",
        "label": "Verlässlichkeit",
        "meaning": "Halten wir, was wir versprechen?",
    }
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
