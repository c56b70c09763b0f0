"""Thanks name nobody who did not agree; a search is no longer than people remember."""

import pytest

from audit.errors import ConsentMissingError, MissingError, OutOfRangeError
from audit.model.rating import Outcome
from audit.model.search import MAX_SEARCH, Kind, Search
from audit.model.story import MAX_NAME, MAX_THANKS, Kudos


def test_a_person_is_named_after_consent_only():
    with pytest.raises(ConsentMissingError, match="said yes"):
        Kudos("Thank you for staying", "Robin")
    assert Kudos("Thank you for staying", "Robin", has_consent=True).name == "Robin"


def test_the_team_is_thanked_without_a_name():
    assert Kudos("Thank you all").name == ""
    assert Kudos("Thank you all", "   ").name.strip() == ""


def test_thanks_have_words_and_an_end():
    with pytest.raises(MissingError, match="thanks"):
        Kudos("  ")
    with pytest.raises(OutOfRangeError, match="thanks"):
        Kudos("x" * (MAX_THANKS + 1))
    with pytest.raises(OutOfRangeError, match="name"):
        Kudos("Thanks", "x" * (MAX_NAME + 1), has_consent=True)


def test_a_search_looks_for_each_word_once_and_literally():
    assert Search("  100%   of_it 100% ").words == ("100%", "of_it")
    assert Search().words == ()


def test_a_search_has_an_end():
    with pytest.raises(OutOfRangeError, match="search"):
        Search("x" * (MAX_SEARCH + 1))


def test_each_kind_of_note_says_which_outcomes_it_means():
    assert Kind.BOTH.outcomes == (Outcome.POSITIVE, Outcome.NEGATIVE)
    assert Kind.NEITHER.outcomes == (Outcome.NEUTRAL,)
    assert Kind.STARRED.outcomes == tuple(Outcome)
    assert [kind for kind in Kind if Search(kind=kind).is_starred] == [Kind.STARRED]
