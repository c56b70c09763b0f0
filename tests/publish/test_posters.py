"""The posters: each with its words, its code and its notice, asking for nothing, words of people harmless."""

import re

from audit.model.poster import Poster
from audit.publish.posters import poster_sheets, sheets_of


def a_poster(**changes):
    given = {
        "journey": "Front desk",
        "stage": "Arrive",
        "touchpoint": "Greeting",
        "place": "Main hall",
        "address": "http://192.0.2.9:8502/walk/t/x8prtzyv?p=jxhw7dg6",
    }
    return Poster(**given | changes)


def test_four_posters_fill_a_sheet():
    page = poster_sheets("City library", [a_poster(place=f"Room {number}") for number in range(9)])
    assert page.count('<div class="sheet">') == sheets_of(9) == 3
    assert page.count("<svg ") == page.count("192.0.2.9:8502/walk/t/x8prtzyv?p=jxhw7dg6</p>") == 9
    assert (sheets_of(0), sheets_of(1), sheets_of(4), sheets_of(5)) == (0, 1, 1, 2)


def test_a_poster_says_where_it_hangs_and_what_staff_should_know():
    page = poster_sheets("City library", [a_poster()])
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Posters of City library"]
    for words in (">Greeting</h2>", ">Main hall</p>", "Front desk", "Arrive", "never to judge or discipline anybody"):
        assert words in page
    assert "QR code that begins a walk at Greeting, Main hall" in page


def test_without_a_place_none_is_named():
    page = poster_sheets("City library", [a_poster(place="")])
    assert 'class="place"' not in page
    assert "QR code that begins a walk at Greeting</title>" in page


def test_a_long_name_is_set_smaller_so_that_it_stays_whole():
    names = ["A" * 24, "A" * 45, "A" * 80, "A" * 81]
    page = poster_sheets("City library", [a_poster(touchpoint=name, place="") for name in names])
    assert re.findall(r'style="font-size:(\d+)pt"', page) == ["17", "13", "10", "7"]


def test_the_page_asks_for_nothing_and_escapes_every_word():
    evil = "</h2><script>alert('1')</script>\u202e"
    page = poster_sheets(evil, [a_poster(journey=evil, stage=evil, touchpoint=evil, place=evil)])
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r'\b(?:src|href)="', page) == []
