"""A rule says what must be observed, in numbers it can have, and in words that go on with a sentence."""

import pytest

from audit.errors import OutOfRangeError
from audit.model.commitment import known_by
from audit.model.commitment_rule import Rule, RuleKind


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(), ""),
        (Rule(RuleKind.GOOD, 8, 10), "at least 8 of 10 moments end well"),
        (Rule(RuleKind.MEAN, 4.2), "the mean score is at least 4.2"),
        (Rule(RuleKind.WAIT, 1), "at least half of those who wait do so for 1 minute at most"),
        (Rule(RuleKind.WAIT, 10), "at least half of those who wait do so for 10 minutes at most"),
    ],
)
def test_a_rule_is_said_in_words(rule, words):
    assert str(rule) == words


@pytest.mark.parametrize(
    ("kind", "bound", "of"),
    [
        (RuleKind.GOOD, 11, 10),
        (RuleKind.GOOD, 0, 10),
        (RuleKind.GOOD, 1, 1_001),
        (RuleKind.GOOD, None, None),
        (RuleKind.MEAN, 5.1, None),
        (RuleKind.MEAN, None, None),
        (RuleKind.WAIT, 0, None),
        (RuleKind.WAIT, 1_441, None),
    ],
)
def test_numbers_no_rule_can_have_are_refused_in_words(kind, bound, of):
    with pytest.raises(OutOfRangeError, match="it must be from"):
        Rule(kind, bound, of)


def test_words_only_keep_no_number_and_only_moments_are_counted():
    assert Rule(RuleKind.WORDS, 3, 4) == Rule()
    assert Rule(RuleKind.MEAN, 4, 10).of is None


def test_rule_and_words_stand_beside_each_other_and_once_where_they_are_the_same():
    assert known_by("", "Walks find it.") == "Walks find it."
    assert known_by("the mean score is at least 4", "Walks find it.") == "the mean score is at least 4; Walks find it."
    assert known_by("the mean score is at least 4", "the mean score is at least 4") == "the mean score is at least 4"
