"""A room offers choices, and what is said in it has words, not too many."""

import pytest

from audit.errors import MissingError, OutOfRangeError, UnknownChoiceError
from audit.model.keys import new_key
from audit.model.room import MAX_WORDS, Contribution, Kind, Room, choices_of
from tests.builders import NOON


def contribution_of(words):
    return Contribution(new_key(), "a device", Kind.APPRECIATION, words, NOON)


def test_choices_are_written_one_a_line_and_stand_once():
    assert choices_of("Queue\n\n  Phone \r\nQueue\n") == ("Queue", "Phone")
    assert choices_of("  \n") == ()


def test_only_what_is_offered_can_be_chosen():
    room = Room(new_key(), "Spring", "key", ("Queue", "Phone"))
    assert room.chosen("Phone") == "Phone"
    with pytest.raises(UnknownChoiceError, match="choose one of: Queue, Phone"):
        room.chosen("Parking")


def test_nothing_said_and_too_much_said_are_refused_in_words():
    with pytest.raises(MissingError, match="What you want to say is empty"):
        contribution_of(" \n")
    with pytest.raises(OutOfRangeError, match="501 characters long"):
        contribution_of("x" * (MAX_WORDS + 1))
    assert contribution_of("ü" * MAX_WORDS).question == ""
