"""An answer says something specific in a few words, by a role, on a day that can be."""

from datetime import timedelta

import pytest

from audit.errors import AnswerTooEarlyError, MissingError, NotYetError, OutOfRangeError, WordsTooFewError
from audit.model.answer import MOST_BY, MOST_WORDS
from tests.builders import NOON, an_answer

TODAY = NOON.date()


def test_words_and_role_are_tidied_as_everything_people_write():
    answer = an_answer(words="  A second\r\ndesk is open. ", by=" desk \u202elead ")
    assert (answer.words, answer.by) == ("A second\ndesk is open.", "desk lead")


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"words": " Done.  "}, WordsTooFewError, "The answer is too short"),
        ({"words": "x" * (MOST_WORDS + 1)}, OutOfRangeError, "The answer"),
        ({"by": " "}, MissingError, "Who answers, a role or a team,"),
        ({"by": "x" * (MOST_BY + 1)}, OutOfRangeError, "Who answers"),
    ],
)
def test_an_answer_without_words_or_role_or_with_too_many_is_refused(changes, error, says):
    with pytest.raises(error, match=says):
        an_answer(**changes)


def test_an_answer_is_given_from_the_day_of_what_it_answers_up_to_today():
    an_answer(answered_on=TODAY).check(TODAY, TODAY)
    with pytest.raises(NotYetError):
        an_answer(answered_on=TODAY + timedelta(days=1)).check(TODAY, TODAY)
    with pytest.raises(AnswerTooEarlyError, match="earlier than what is answered"):
        an_answer(answered_on=TODAY - timedelta(days=1)).check(TODAY, TODAY)
