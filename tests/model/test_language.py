"""The language people write in is a tag that browsers know."""

import pytest

from audit.errors import OutOfRangeError
from audit.model.language import LANGUAGES, language_name, language_tag
from audit.model.programme import Programme


def test_every_language_of_the_list_is_a_tag_with_a_name_of_its_own():
    assert [language_tag(tag) for tag in LANGUAGES] == list(LANGUAGES)
    assert len({*LANGUAGES.values()}) == len(LANGUAGES)
    assert language_name("de") == "German (de)"


def test_a_tag_that_is_not_in_the_list_is_taken_and_shown_as_it_is():
    assert Programme(language=" gsw-CH ").language == "gsw-CH"
    assert language_name("gsw-CH") == "gsw-CH"


@pytest.mark.parametrize("typed", ["", "German", 'de" onload="x', "d", "de_DE"])
def test_what_is_no_tag_is_refused(typed):
    with pytest.raises(OutOfRangeError, match="a tag such as de"):
        Programme(language=typed)
