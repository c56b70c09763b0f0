"""What was done has a day and words, and is the same however often it is said."""

from datetime import date

import pytest

from audit.errors import MissingError, OutOfRangeError
from audit.model.intervention import EVERYWHERE, MOST_WORDS, Intervention

DAY = date(2026, 3, 1)


def test_blanks_around_and_between_words_do_not_count():
    text = Intervention(DAY, "  A training\n in  plain words ")
    assert text.words == "A training in plain words"
    assert text == Intervention(DAY, "A training in plain words", EVERYWHERE)
    assert text.id == Intervention(DAY, "A training in plain words").id


def test_another_day_place_or_wording_is_another_intervention():
    one = Intervention(DAY, "A training", "Greeting")
    others = [
        Intervention(date(2026, 3, 2), "A training", "Greeting"),
        Intervention(DAY, "A training"),
        Intervention(DAY, "Trainings", "Greeting"),
    ]
    assert len({one.id, *(other.id for other in others)}) == 4


def test_nothing_done_is_refused_and_so_is_a_report():
    with pytest.raises(MissingError, match="What was done is empty"):
        Intervention(DAY, "  ")
    with pytest.raises(OutOfRangeError, match="at most 300"):
        Intervention(DAY, "x" * (MOST_WORDS + 1))
