"""What people are shown for a key, in a programme's own words or in those that came with the app."""

import pytest

from audit.errors import OutOfRangeError
from audit.model.vocabulary import MAX_MEANING, MAX_NAME, Term, TermKind, Vocabulary

DIMENSION = TermKind.DIMENSION
RELIABLE = Term(DIMENSION, "reliability", "Verlässlichkeit", "Halten wir, was wir versprechen?")
OURS = Vocabulary((RELIABLE,))


@pytest.mark.parametrize(
    ("meaning", "sentence"),
    [("prompt, and willing", "prompt, and willing."), ("Halten wir Wort?", "Halten wir Wort?"), ("", ""), ("؟", "؟")],
)
def test_a_meaning_ends_with_one_sign(meaning, sentence):
    assert Term(DIMENSION, "empathy", "Empathy", meaning).sentence == sentence


def test_a_name_of_ones_own_stands_beside_the_english_one():
    assert OURS.beside(DIMENSION, "reliability") == "Reliability · Verlässlichkeit"
    assert Vocabulary().beside(DIMENSION, "reliability") == "Reliability"


def test_a_key_that_nobody_knows_is_shown_as_it_is():
    assert OURS.term(DIMENSION, "speed").title == "Speed"


@pytest.mark.parametrize("words", [("x" * (MAX_NAME + 1), ""), ("", "x" * (MAX_MEANING + 1))])
def test_words_that_do_not_fit_beside_the_buttons_are_refused(words):
    with pytest.raises(OutOfRangeError, match="characters long"):
        Term(DIMENSION, "reliability", *words)


def test_a_name_is_one_line_without_signs_that_nobody_sees():
    assert Term(DIMENSION, "empathy", " Mit\u202egefühl\n ", "Sehen wir\nden Menschen?").name == "Mitgefühl"
