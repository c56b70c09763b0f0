"""A correction is told field by field, as people say it, whoever wrote the history."""

import json

import pytest

from audit.model.field_walk import FieldEntry, NoWords
from audit.model.rating import Dimension
from audit.model.vocabulary import Term, TermKind, Vocabulary
from audit.model.walk_through import Signal
from audit.publish.headlines.correction import entry_facts, what_changed
from tests.builders import an_observation


def changed(before, after, words=Vocabulary()):  # noqa: B008  # it never changes
    return what_changed(json.dumps(before), json.dumps(after), words)


def test_a_moment_of_which_little_was_said_has_few_lines():
    bare = an_observation(ratings={}, what_happened="")
    assert entry_facts(FieldEntry(bare, 1), Vocabulary()) == ()
    assert entry_facts(FieldEntry(bare, 1, why_no_words=NoWords.NO_TIME), Vocabulary()) == ("No words: no time",)


def test_ratings_stand_before_wait_greeting_and_signals():
    seen = an_observation(
        ratings={Dimension.EMPATHY: 4, Dimension.RELIABILITY: 5},
        wait_minutes=1.5,
        greeted=True,
        signals=frozenset({Signal.PERSONAL, Signal.END_RUN}),
    )
    assert entry_facts(FieldEntry(seen, 1), Vocabulary()) == (
        "Reliability 5 · Empathy 4",
        "Waited 1 minute 30 seconds · Greeted: yes · End run · Personal",
    )


def test_a_change_names_each_field_with_what_stood_and_what_stands():
    before = {"outcome": "negative", "wait_minutes": 1.5, "ratings": {}, "what_happened": "", "id": "a"}
    after = {"outcome": "neutral", "wait_minutes": 2.0, "ratings": {"empathy": 4}, "what_happened": "Quick.", "id": "b"}
    assert changed(before, after).split("; ") == [
        "outcome: bad → mixed",
        "empathy: not observed → 4",
        "wait: 1:30 → 2:00",
        "words: none → “Quick.”",
    ]


def test_a_wait_of_no_time_is_a_wait():
    assert changed({"wait_minutes": 0.0}, {"wait_minutes": None}) == "wait: 0:00 → not said"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"greeted": False, "signals": ["personal", "end run"]}, {"greeted": None, "signals": []}),
        ({"greeted": "no", "signals": "personal;end run"}, {"greeted": "", "signals": ""}),
    ],
)
def test_what_an_import_wrote_is_told_as_what_was_corrected_here(before, after):
    assert changed(before, after) == "greeted: no → not said; signals: personal, end run → none"


def test_withdrawing_and_bringing_back_changed_no_field():
    assert changed({"outcome": "negative"}, None) == ""
    assert changed(None, {"outcome": "negative"}) == ""


def test_fields_that_nobody_filled_in_are_not_told():
    assert changed({"logged_at": "2026-03-02", "place": "Annex"}, {"logged_at": "2026-03-03", "place": "Annex"}) == ""


def test_a_key_that_has_no_word_yet_stands_as_it_is():
    assert changed({"method": "telepathy"}, {"method": "use it online"}) == "method: telepathy → use it online"


def test_a_signal_is_called_as_it_is_called_now():
    words = Vocabulary((Term(TermKind.SIGNAL, "geduzt", "Mit Du angesprochen"),))
    assert changed({"signals": []}, {"signals": ["geduzt"]}, words) == "signals: none → Mit Du angesprochen"
    seen = an_observation(ratings={}, signals=frozenset({"geduzt"}))
    assert entry_facts(FieldEntry(seen, 1), words) == ("Mit Du angesprochen",)
