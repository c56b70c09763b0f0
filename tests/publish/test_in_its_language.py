"""Within sentences of ours, what people wrote is marked with their language and runs in its own direction."""

from datetime import date

from audit.model.answer import AnswerKind
from audit.model.poster import Poster
from audit.publish.answer_posters import AnswerPoster, answer_posters
from audit.publish.in_its_language import Spoken
from audit.publish.posters import poster_sheets

BAB = "\u0628\u0627\u0628"


def test_names_and_quotations_are_marked_and_the_rest_stays_english():
    german = Spoken("de", ("Kasse", "Kasse 2", "", "Tür (Süd)"))
    assert german.html("Kasse 2 owes 3, Kassen none: “<b>nie</b>”, Tür (Süd)") == (
        '<bdi lang="de">Kasse 2</bdi> owes 3, Kassen none: <bdi lang="de">“&lt;b&gt;nie&lt;/b&gt;”</bdi>, '
        '<bdi lang="de">Tür (Süd)</bdi>'
    )


def test_where_people_write_english_nothing_is_marked():
    for language in ("en", "en-GB"):
        assert Spoken(language, ("Desk",)).html("Desk & “slow”") == "Desk &amp; “slow”"


def test_a_name_from_right_to_left_is_marked_and_turns_nothing_beside_it():
    assert Spoken("ar", (BAB,)).html(f"{BAB} owes 3") == f'<bdi lang="ar">{BAB}</bdi> owes 3'


def test_posters_are_read_aloud_in_the_language_of_their_words():
    poster = Poster("Besuch", "Ankunft", "Kasse", "Foyer", "https://a.example/t/1")
    page = poster_sheets("Bücherei", [poster], "de")
    for name in ("Kasse", "Foyer", "Besuch", "Ankunft"):
        assert f">{name}<" in page
    assert page.count('lang="de"') == 4
    answered = AnswerPoster(
        "Kasse", 3, date(2026, 3, 1), date(2026, 3, 9), AnswerKind.DONE, "Wir öffnen früher.", "Zu spät."
    )
    page = answer_posters("Bücherei", [answered], "de")
    assert '<p dir="auto">At <bdi lang="de">Kasse</bdi>: 3 bad experiences' in page
    assert '<p dir="auto" lang="de" class="words"' in page
    assert '<p dir="auto" lang="de">“Zu spät.”' in page
