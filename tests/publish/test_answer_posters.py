"""The posters of answers: one a sheet, words only where chosen, no day, nobody's name, asking for nothing."""

import re
from datetime import date

import pytest

from audit.model.answer import AnswerKind
from audit.publish.answer_posters import MOST_QUOTED, AnswerPoster, answer_posters


def a_poster(**changes):
    given = {
        "touchpoint": "Greeting",
        "n": 3,
        "since": date(2026, 3, 2),
        "until": date(2026, 3, 9),
        "kind": AnswerKind.DONE,
        "words": "A second desk is open.",
    }
    return AnswerPoster(**given | changes)


def words_of(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.split("<main>")[1]).split())


def test_each_answer_stands_on_a_sheet_of_its_own_in_large_letters():
    page = answer_posters("City library", [a_poster(), a_poster(kind=AnswerKind.CANNOT, words="The wall must stay.")])
    assert page.count('<section class="sheet">') == 2
    assert "You said At Greeting: 3 bad experiences, March 2026 We did A second desk is open." in words_of(page)
    assert "We cannot, and why The wall must stay." in words_of(page)
    assert "font:26pt" in page


def test_a_long_answer_is_set_smaller_so_that_it_stays_on_its_sheet():
    page = answer_posters("City library", [a_poster(words="A word. " * number) for number in (1, 20, 21, 35)])
    assert re.findall(r'style="font-size:(\d+)pt"', page) == ["32", "32", "26", "26"]


@pytest.mark.parametrize(
    ("until", "n", "says"),
    [
        (date(2026, 3, 31), 1, "1 bad experience, March 2026"),
        (date(2026, 5, 1), 2, "2 bad experiences, March 2026 to May 2026"),
    ],
)
def test_months_are_named_and_no_day_is(until, n, says):
    assert a_poster(until=until, n=n).question == f"At Greeting: {says}"


def test_words_stand_there_only_where_chosen_and_in_one_line():
    assert "“" not in words_of(answer_posters("City library", [a_poster()]))
    page = answer_posters("City library", [a_poster(quote="Nobody\nlooked up.")])
    assert "“Nobody looked up.”" in words_of(page)
    assert len(a_poster(quote="word " * 100).short_quote) <= MOST_QUOTED + 1


def test_the_page_asks_for_nothing_and_escapes_every_word():
    evil = "</h2><script>alert('1')</script>"
    page = answer_posters(evil, [a_poster(touchpoint=evil, words=evil, quote=evil)])
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r'\b(?:src|href)="', page) == []
