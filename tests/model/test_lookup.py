"""Names stand where people look for them, and words are found however they are typed."""

import pytest

from audit.model.lookup import folded, parts_by
from audit.model.text import alphabetical


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("", ["Desk 2", "Desk 10", "desk 10 b"]),
        ("de", ["Apfel", "Äpfel", "Straße 9", "Strasse 10", "Zoo"]),
        ("sv", ["Adel", "Zoo", "Åre", "Äpple", "Öl"]),
        ("nb-NO", ["Zoo", "Ærlig", "Øl", "Ål"]),
        ("es-419", ["nada", "nube", "ñame", "oro"]),
        ("tr", ["ısı", "iz", "son", "şey"]),
        ("ru", ["\u0451\u0436", "\u0415\u043b\u044c", "\u0438\u043b", "\u0439\u043e\u0434", "\u043a\u0438\u0442"]),
        ("ja", ["\u3042", "\u3044", "\u65e5\u672c"]),
        ("ar", ["\u0623\u062d\u0645\u062f", "\u0628\u0627\u0628"]),
    ],
)
def test_names_stand_where_their_people_look_for_them(language, expected):
    assert list(alphabetical(reversed(expected), language)) == expected


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("Das Café Straße", ["cafe", "STRASSE"], ["Das ", "Café", " ", "Straße", ""]),
        ("Cafe\u0301 zu", ["café"], ["", "Cafe\u0301", " zu"]),
        ("a.b a+b", ["A+B", ""], ["a.b ", "a+b", ""]),
        ("Wass", ["s"], ["Wa", "s", "", "s", ""]),
        ("ß", ["s"], ["", "ß", "", "", ""]),
        ("nothing here", [], ["nothing here"]),
        ("nothing here", ["x"], ["nothing here"]),
    ],
)
def test_what_was_looked_for_is_found_in_the_text_as_it_was_typed(text, words, parts):
    assert parts_by(text, words) == parts
    assert "".join(parts) == text


def test_a_word_is_folded_alike_however_its_accents_were_typed():
    assert folded("E\u0301") == folded("É") == "e"
