"""Names and words as they are kept and told."""

import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit.errors import MissingError
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.room import choices_of
from audit.model.text import alphabetical, held, isolated, name_of, names_of, text_of, with_plain_names

UNSEEN = "\x00\x1b\x7f\x9b\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\ud800\uffff"
SHALOM = "\u05e9\u05dc\u05d5\u05dd"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Desk\x00 \x1b[31m5\u202e", "Desk [31m5"),
        ("  Main\t desk\r\n5\u2028", "Main desk 5"),
        (UNSEEN, ""),
        ("\u200d", ""),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\U0001f469\u200d\U0001f4bb Café", "\U0001f469\u200d\U0001f4bb Café"),
    ],
)
def test_a_name_is_one_line_of_what_people_see(typed, kept):
    assert name_of(typed) == kept


def test_free_text_keeps_its_lines_and_the_marks_hebrew_and_arabic_need():
    typed = f"one\r\ntwo\u2028\u202e{SHALOM}\u200f!\x00\tthree"
    assert text_of(typed) == f"one\ntwo\n{SHALOM}\u200f!\tthree"
    assert held("a\r\nb\u202e") == "a\r\nb"


def test_names_a_line_each_come_once():
    assert names_of("a\u202e\n\n a \nb\x00") == ("a", "b")
    assert choices_of("a\u202e\n\n a \nb") == ("a", "b")


def test_words_from_right_to_left_turn_nothing_beside_them():
    rows = isolated(f"{SHALOM} 7 {SHALOM}, {SHALOM} owes 5 good ({SHALOM})")
    own = f"\u2068{SHALOM}\u2069"
    assert rows == f"\u2068{SHALOM} 7 {SHALOM}\u2069, {own} owes 5 good ({own})"
    assert isolated("Desk 5 owes 3") == "Desk 5 owes 3"


@law(st.text(st.sampled_from(UNSEEN + SHALOM + "aB 5,(\n\r\t\u200d\U0001f4bb")))
def test_nothing_harmful_is_left_and_doing_it_twice_changes_nothing(typed):
    for rule in (name_of, text_of, isolated):
        once = rule(typed)
        assert rule(once) == once
        once.encode()
        assert not set(once) & set("\x00\x1b\x7f\x9b\u200b\u202a\u202e\u2066\ufeff\uffff")
        assert once.count("\u2068") == once.count("\u2069")
    assert not set(name_of(typed)) & set(UNSEEN + "\n\r\t")


def test_figures_are_drawn_with_plain_names_and_are_the_very_same_where_all_are():
    clean = pd.DataFrame({"touchpoint": ["Desk", None], "n": [1, 2]})
    assert with_plain_names(clean) is clean
    odd = pd.DataFrame({"touchpoint": ["De\x00sk\u202e", None], "stage_name": ["a\nb", "c"], "n": [1, 2]})
    drawn = with_plain_names(odd)
    assert drawn["touchpoint"].tolist()[0] == "Desk"
    assert drawn["stage_name"].tolist() == ["a\nb", "c"]


@pytest.mark.parametrize("made", [Journey, Stage, Touchpoint])
def test_a_name_of_unseen_signs_alone_is_no_name(made):
    assert made("Desk\u202e\x00").name == "Desk"
    with pytest.raises(MissingError):
        made("\u200b\u202e")


def test_names_stand_where_people_look_for_them():
    names = [
        "Zentrum",
        "Äußere Halle",
        "annex",
        "Ausleihe",
        "Émile",
        "Eingang",
        "\u0628\u0627\u0628",
        "\u0623\u062d\u0645\u062f",
    ]
    expected = ["annex", "Ausleihe", "Äußere Halle", "Eingang", "Émile", "Zentrum"]
    assert list(alphabetical(names))[:6] == expected
    assert alphabetical(names)[6:] == ("\u0623\u062d\u0645\u062f", "\u0628\u0627\u0628")  # alef with hamza is an alef
