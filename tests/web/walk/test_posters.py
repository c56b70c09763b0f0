"""Which posters there are, and that the address on each leads to its touchpoint and place."""

from urllib.parse import parse_qs, urlsplit

import pytest

from audit.errors import RoomAddressError, TooManyPostersError, UnknownChoiceError
from audit.model.poster import poster_code
from audit.store.place import add_place
from audit.store.renaming import name_journey, name_touchpoint
from audit.web.room import links
from audit.web.walk.posters import MOST, address_for_phones, posters_of
from audit.web.walk.programme import programme_for_phones
from tests.builders import ANSWER, DESK, GREETING

AT = "http://192.0.2.9:8502"


def test_each_touchpoint_has_a_poster_at_each_place(desk):
    for name in ("North wing", "Main hall"):
        add_place(desk, name)
    made = posters_of(desk, AT, places=["Main hall", "North wing"])
    assert [(one.touchpoint, one.place) for one in made] == [
        (touchpoint, place) for touchpoint in ("Greeting", "Answer", "Invoice") for place in ("Main hall", "North wing")
    ]
    assert (made[0].journey, made[0].stage) == (DESK.name, "Arrive")


def test_the_address_holds_the_codes_that_a_phone_was_given(desk):
    add_place(desk, "Main hall")
    (poster,) = posters_of(desk, AT, [DESK.name], ["Answer"], ["Main hall"])
    given, address = programme_for_phones(desk), urlsplit(poster.address)
    codes = {one["code"]: one["id"] for stage in given["journeys"][0]["stages"] for one in stage["touchpoints"]}
    assert (address.netloc, address.path.rpartition("/")[0]) == ("192.0.2.9:8502", "/walk/t")
    assert codes[address.path.rpartition("/")[2]] == str(ANSWER.id)
    assert given["place_codes"][parse_qs(address.query)["p"][0]] == "Main hall"


def test_without_a_place_the_address_names_the_touchpoint_alone(desk):
    (poster,) = posters_of(desk, AT, touchpoint_names=["Greeting"])
    assert (poster.place, poster.address) == ("", f"{AT}/walk/t/{poster_code(GREETING.id)}")


def test_a_former_name_and_a_key_choose_the_renamed_one(desk):
    name_touchpoint(desk, ANSWER.id, "Reply")
    name_journey(desk, DESK.id, "At the counter")
    for journey in ("At the counter", "At the desk", str(DESK.id)):
        for touchpoint in ("Reply", "Answer", str(ANSWER.id)):
            (poster,) = posters_of(desk, AT, [journey], [touchpoint])
            assert (poster.journey, poster.touchpoint) == ("At the counter", "Reply")


@pytest.mark.parametrize("which", ["journey_names", "touchpoint_names", "places"])
def test_a_name_that_is_none_is_refused_with_those_that_are(desk, which):
    add_place(desk, "Main hall")
    with pytest.raises(
        UnknownChoiceError, match=r"'Fountain'; choose one of: (At the desk|Greeting, Answer|Main hall)"
    ):
        posters_of(desk, AT, **{which: ["Fountain"]})


def test_more_posters_than_anybody_prints_are_refused(desk):
    names = [f"Room {number:03}" for number in range(MOST // 3 + 1)]
    for name in names:
        add_place(desk, name)
    assert len(posters_of(desk, AT, places=names[:-1])) == MOST // 3 * 3
    with pytest.raises(TooManyPostersError, match="402 posters, and at most 400"):
        posters_of(desk, AT, places=names)


def test_phones_are_sent_where_the_running_app_tells_them(monkeypatch):
    monkeypatch.setenv(links.ADDRESS, "https://audit.example.org")
    assert address_for_phones() == "https://audit.example.org"
    assert address_for_phones("https://other.example.org/") == "https://other.example.org"


def test_an_app_that_no_phone_reaches_is_not_what_posters_lead_to(monkeypatch):
    monkeypatch.setenv(links.ADDRESS, "http://127.0.0.1:8501")
    assert address_for_phones() == links.address_for("0.0.0.0", 8502)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(RoomAddressError):
        address_for_phones("somewhere")
