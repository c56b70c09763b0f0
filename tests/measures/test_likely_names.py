"""Words that probably name a person are marked, in English, German and both; what is no name mostly stays unmarked."""

import pytest

from audit.measures.likely_names import likely_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("You rang back when you said you would.", ()),
        ("To the early shift, for the warm room", ()),
        ("Thanks to Mirela at desk 2, always kind", ("Mirela",)),
        ("Anna's smile made my day. Anna again!", ("Anna",)),
        ("I thought that I'm late on Monday, and the IT desk helped", ()),
        ("Ask Dr. Osei or Mrs Blaylock", ("Osei", "Blaylock")),
        ("@kemal fixed it", ("@kemal",)),
        ("Daniel Okafor stayed late. Everyone saw it.", ("Daniel", "Okafor")),
        ("Thanks Team! Thank you, everybody at the DESK", ()),
        ("jo-ann and o'neill were kind", ()),
        ("Then Jean-Luc came", ("Jean-Luc",)),
    ],
)
def test_in_english_a_capital_within_a_sentence_is_a_sign(text, names):
    assert likely_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Danke an die Kollegen am Empfang, die mir sofort geholfen haben", ()),
        ("Frau Blaschke war sehr freundlich. Der Drucker ist kaputt.", ("Blaschke",)),
        ("Ein großer Dank an Herrn Dr. Yilmaz und das Team", ("Yilmaz",)),
        ("Danke Mirela für die Hilfe am Schalter", ("Mirela",)),
        ("Danke Abteilung Süd für die Hilfe", ()),
        ("Liebe Kollegen, das war ein toller Tag", ()),
        ("Susanne Blaschke hat mir den Weg gezeigt", ("Susanne", "Blaschke")),
        ("Tolle Hilfe am Telefon", ()),
    ],
)
def test_in_german_a_noun_is_no_name(text, names):
    assert likely_names(text, "de-AT") == names


def test_each_sentence_is_read_in_its_own_language():
    text = "Danke für die Hilfe am Schalter! Thanks for the help, Mirela. Die Wartezeit war kurz: and to Kemal too"
    for language in ("en", "de"):
        assert likely_names(text, language) == ("Mirela", "Kemal")


@pytest.mark.parametrize(("language", "names"), [("en", ("Schalter",)), ("de", ())])
def test_a_sentence_that_shows_no_language_is_taken_to_be_in_the_programmes(language, names):
    assert likely_names("Super Schalter", language) == names


@pytest.mark.parametrize("text", ["", " ", "…", "12", "?!", "“”"])
def test_where_nothing_is_written_nothing_is_marked(text):
    assert likely_names(text) == ()
