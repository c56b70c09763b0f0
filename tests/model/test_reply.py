"""A reply is specific, and so is what came of it."""

import pytest

from audit.errors import OutOfRangeError, WordsTooFewError
from audit.model.keys import new_key
from audit.model.reply import MOST, Outcome, Reply, ReplyKind, Ruling, outcome_of


def test_a_reply_needs_ten_characters_that_say_something():
    with pytest.raises(WordsTooFewError, match="at least 10"):
        Reply(new_key(), ReplyKind.REPLY, "  not so    ")
    assert Reply(new_key(), ReplyKind.REPLY, " not so, no ").words == "not so, no"


def test_nobody_writes_a_book():
    with pytest.raises(OutOfRangeError):
        Reply(new_key(), ReplyKind.QUERY, "x" * (MOST + 1))


@pytest.mark.parametrize("ruling", Ruling)
def test_an_outcome_comes_back_as_it_was_kept(ruling):
    outcome = Outcome(ruling, "Timed twice: eleven minutes.")
    assert outcome_of(str(outcome)) == outcome
    assert outcome_of("") is None
