"""A link opens the room it was made for and no other; forms and devices are bound to it."""

import re
import socket
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import RoomAddressError
from audit.model.keys import new_key
from audit.web.room import links


def test_a_link_says_which_review_it_is_for_and_only_its_key_made_it():
    review = new_key()
    token = links.token(review, "key")
    assert links.review_in(token) == review
    assert links.is_signed(token, "key")
    assert not links.is_signed(token, "another key")
    assert not links.is_signed(token, "")
    assert not links.is_signed(links.token(new_key(), "key")[:22] + token[22:], "key")


@pytest.mark.parametrize("token", ["", "a", "." * 60, "ä" * 30, "x" * 5_000, "../../etc"])
def test_anything_else_leads_nowhere_without_breaking(token):
    review = links.review_in(token)
    assert review is None or not links.is_signed(token, "key")


def test_a_short_address_is_made_by_the_key_of_its_review_alone(monkeypatch):
    review = new_key()
    code = links.short_code(review, "key")
    assert code == links.short_code(review, "key")
    assert links.is_short_code(code, review, "key")
    assert links.is_short_code(code.upper(), review, "key")
    for typed, of, key in ((code, review, "another key"), (code, new_key(), "key"), (code[:-1], review, "key")):
        assert not links.is_short_code(typed, of, key)
    assert not links.is_short_code(links.short_code(review, ""), review, "")
    monkeypatch.setenv(links.ADDRESS, "http://192.0.2.9:8502")
    assert links.short_link(review, "key") == f"192.0.2.9:8502/r/{code}"
    monkeypatch.setenv(links.ADDRESS, "https://review.example.org")
    assert links.short_link(review, "key") == f"https://review.example.org/r/{code}"
    assert links.slip_link(review, "key", "K7QX") == f"https://review.example.org/r/{code}/K7QX"


@given(st.uuids(), st.text("ab", min_size=1))
def test_a_short_code_is_six_signs_that_are_not_mistaken_for_one_another(review, key):
    assert re.fullmatch("[2-9bcdfghjkmnpqrstvwxyz]{6}", links.short_code(review, key))


def test_short_codes_use_every_sign_and_are_spread():
    codes = [links.short_code(new_key(), "key") for _ in range(500)]
    assert len(set(codes)) == 500
    for place in range(6):
        assert len({code[place] for code in codes}) == 28


def test_a_form_belongs_to_the_device_that_was_given_it():
    mark = links.form_mark("one", "key")
    assert links.is_own_form(mark, "one", "key")
    assert not links.is_own_form(mark, "other", "key")
    assert not links.is_own_form(mark, "one", "another review's key")
    assert not links.is_own_form("", "one", "key")
    assert not links.is_own_form(links.form_mark("", "key"), "", "key")


def test_a_device_is_another_in_every_review_and_its_cookie_is_not_kept():
    device = links.device_of("cookie", "key")
    assert device == links.device_of("cookie", "key")
    assert device != links.device_of("cookie", "another review's key")
    assert "cookie" not in device


@pytest.mark.parametrize(
    ("host", "written", "address"),
    [
        ("192.0.2.9", "", "http://192.0.2.9:8502"),
        ("::1", "", "http://[::1]:8502"),
        ("0.0.0.0", "https://review.example.org/", "https://review.example.org"),
        ("127.0.0.1", "http://[2001:db8::5]:80", "http://[2001:db8::5]:80"),
    ],
)
def test_phones_are_told_an_address_they_can_open(host, written, address):
    assert links.address_for(host, 8502, written) == address


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_every_network_stands_for_this_machine_on_its_own(host):
    address = links.address_for(host, 8502)
    assert address.endswith(":8502")
    assert f"/{host}:" not in address
    assert f"[{host}]" not in address


def test_this_machine_is_known_by_an_address_of_each_kind_or_by_its_name(monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "192.0.2.250")
    four, six = links.own_addresses()
    assert (ip_address(four).version, four != "0.0.0.0") == (4, True)
    assert six == "192.0.2.250" or ip_address(six).version == 6


def test_without_a_network_the_machines_name_is_told():
    assert links._own_address("not an address", socket.AF_INET) == socket.gethostname()


@pytest.mark.parametrize("written", ["review.example.org", "https://review.example.org/path", "ftp://x", "http://a b"])
def test_what_is_no_address_is_refused(written):
    with pytest.raises(RoomAddressError, match="not an address phones can open"):
        links.address_for("0.0.0.0", 8502, written)


@pytest.mark.parametrize(
    ("address", "reaches"),
    [
        ("http://127.0.0.1:8501", False),
        ("http://localhost:8501", False),
        ("http://[::1]:8501", False),
        ("http://192.0.2.9:8502", True),
        ("https://localhost.example.org", True),
    ],
)
def test_it_is_known_whether_phones_can_open_it(monkeypatch, address, reaches):
    monkeypatch.setenv(links.ADDRESS, address)
    assert links.reaches_phones() == reaches
    review = new_key()
    assert links.room_link(review, "key") == f"{address}/room/{links.token(review, 'key')}"
