"""The codes of posters: they hang for years, so they never change, and each leads to one thing."""

import re
from uuid import UUID

from audit.model.keys import key_of
from audit.model.poster import Poster, poster_code


def test_a_code_that_hangs_on_a_wall_stays_what_it_is():
    assert poster_code(UUID("0192f0c1-6d5e-7c3a-9b1e-5a2f4c8d7e60")) == "p7mvg656"


def test_no_two_of_ten_thousand_places_share_a_code_and_all_can_be_typed():
    codes = {poster_code(key_of("place", f"Room {number}")) for number in range(10_000)}
    assert len(codes) == 10_000
    assert all(re.fullmatch("[2-9b-df-hj-km-np-tv-z]{8}", code) for code in codes)


def test_the_address_is_typed_without_what_every_browser_adds_but_never_without_its_lock():
    for address, typed in (
        ("http://192.0.2.9:8502/walk/t/x", "192.0.2.9:8502/walk/t/x"),
        ("https://a.org/", "https://a.org/"),
    ):
        assert Poster("", "", "", "", address).typed == typed
