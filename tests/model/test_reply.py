"""A reply is specific, and so is what came of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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


@given(st.sampled_from(Ruling), st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60))
@example(Ruling.STANDS, "stands: no, it was corrected: ")
def test_an_outcome_comes_back_as_it_was_kept(ruling, words):
    outcome = Outcome(ruling, f"Timed twice: {words}")
    assert outcome_of(str(outcome)) == outcome


def test_no_outcome_is_kept_as_nothing():
    assert outcome_of("") is None
