"""A commitment says where, what, how it will be known, who and by when, or says which of these is missing."""

from datetime import date, timedelta

import pytest

from audit.errors import CheckInOutsideError, DueTooSoonError, MissingError, OutOfRangeError
from audit.model.commitment import MOST_OWNER, MOST_WORDS, Commitment, faults, usual_check_in, usual_due
from tests.builders import GREETING

TODAY = date(2026, 6, 30)
SAID = {"words": "Nobody is\nhanded on alone. ", "how_known": "Walks find it so.", "owner": " desk lead "}


def test_words_stand_in_one_line_without_blanks_around_them():
    made = Commitment(GREETING.id, **SAID, due_on=usual_due(TODAY), made_on=TODAY)
    assert (made.words, made.owner) == ("Nobody is handed on alone.", "desk lead")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"words": " "}, MissingError),
        ({"how_known": ""}, MissingError),
        ({"owner": ""}, MissingError),
        ({"words": "x" * (MOST_WORDS + 1)}, OutOfRangeError),
        ({"owner": "x" * (MOST_OWNER + 1)}, OutOfRangeError),
        ({"due_on": TODAY}, DueTooSoonError),
        ({"check_in_on": TODAY}, CheckInOutsideError),
        ({"check_in_on": usual_due(TODAY)}, CheckInOutsideError),
    ],
)
def test_what_is_missing_is_refused(changes, error):
    given = {**SAID, "due_on": usual_due(TODAY), "made_on": TODAY} | changes
    with pytest.raises(error):
        Commitment(GREETING.id, **given)


def test_every_fault_is_said_at_its_own_field():
    rows = faults({"words": "", "how_known": "Walks.", "owner": "x" * 90}, TODAY - timedelta(days=1), TODAY)
    assert set(rows) == {"words", "owner", "due_on"}
    assert rows["words"].startswith("What will be different is empty")
    assert faults(SAID, usual_due(TODAY), TODAY) == {}
    assert faults(SAID, usual_due(TODAY), TODAY, TODAY).keys() == {"check_in_on"}
    assert faults(SAID, TODAY, TODAY, TODAY).keys() == {"due_on"}


@pytest.mark.parametrize(("days", "after"), [(56, 18), (90, 30), (21, 7), (10, 7), (8, 7), (7, None), (1, None)])
def test_a_third_of_the_way_is_when_a_team_looks_first_but_not_within_a_week(days, after):
    proposed = usual_check_in(TODAY, TODAY + timedelta(days=days))
    assert proposed == (None if after is None else TODAY + timedelta(days=after))
