"""A server answers to this machine's names and to those it is given, and to nobody who borrows its address."""

import pytest

from audit.errors import HostNameError
from audit.web.hosts import Address, Hosts, is_same_origin, listed, name_in, names_of

OWN = ["localhost:8501", "LOCALHOST:8501", "127.0.0.1:8501", "127.0.0.5:8501", "[::1]:8501", "localhost.:8501"]
FOREIGN = ["evil.example", "evil.example:8501", "localhost.evil.example:8501", "192.0.2.7:8501", "[2001:db8::1]:8501"]
BROKEN = ["", ":8501", "localhost:", "localhost:x", "local host:8501", "localhost/x", "me@localhost:8501", "*", "[::1"]


@pytest.mark.parametrize("host", OWN)
def test_this_machines_own_names_are_answered_with_the_port_served(host):
    assert Hosts(8501).admit(host, "http")
    assert not Hosts(8502).admit(host, "ws")


@pytest.mark.parametrize("host", [*FOREIGN, *BROKEN])
def test_every_other_name_is_not(host):
    assert not Hosts(8501).admit(host, "http")


def test_a_port_that_is_not_written_is_the_one_of_the_scheme():
    assert Hosts(80).admit("localhost", "http")
    assert Hosts(443).admit("localhost", "wss")
    assert not Hosts(443).admit("localhost", "ws")


@pytest.mark.parametrize("host", ["192.0.2.7", "192.0.2.7:99", "[2001:db8::1]:8502"])
def test_where_numbers_are_answered_any_number_is_and_no_name(host):
    assert Hosts(8502, any_number=True).admit(host, "http")
    assert not Hosts(8502, any_number=True).admit("evil.example:8502", "http")


@pytest.mark.parametrize(
    ("written", "admitted", "refused"),
    [
        ("Audit.Example.org", ["audit.example.org", "audit.example.org:8443"], ["example.org", "x.audit.example.org"]),
        ("audit.example.org:8443", ["audit.example.org:8443"], ["audit.example.org", "audit.example.org:1"]),
        ("*.example.org", ["a.example.org", "a.b.example.org:1"], ["example.org", "example.org.evil.example"]),
        ("a.example, b.example", ["a.example", "b.example"], ["c.example"]),
        ("[2001:db8::1]:80", ["[2001:db8::1]"], ["[2001:db8::1]:81"]),
        ("2001:db8::1", ["[2001:db8::1]:81"], ["[2001:db8::2]"]),
        ("*", ["anything.example:9", "192.0.2.7"], ["not a name"]),
        ("localhost:9000", ["localhost:9000"], ["localhost:9001"]),
        ("localhost", ["localhost:8501"], ["localhost:9001"]),
        ("", ["localhost:8501"], ["evil.example"]),
    ],
)
def test_a_listed_name_is_answered_as_it_is_written(written, admitted, refused):
    hosts = Hosts(8501, listed(written))
    assert [host for host in admitted if not hosts.admit(host, "http")] == []
    assert [host for host in refused if hosts.admit(host, "http")] == []


@pytest.mark.parametrize("written", ["https://audit.example.org", "a/b", "a.*.example", "a:b", "a.example:8501/x"])
def test_what_is_no_name_is_refused_with_what_to_write(written):
    with pytest.raises(HostNameError, match=r"write it like audit\.example\.org"):
        listed(written)


def test_streamlit_takes_names_alone():
    assert names_of(listed("b.example:8443", "a.example", "[2001:db8::1]:80")) == [
        "2001:db8::1",
        "a.example",
        "b.example",
    ]


def test_the_name_in_an_address_is_what_stands_between_scheme_and_path():
    assert listed(name_in("https://review.example.org:8443")) == {Address("review.example.org", 8443)}
    assert listed(name_in("")) == frozenset()


@pytest.mark.parametrize(
    ("origin", "host", "scheme"),
    [
        ("http://localhost:8501", "localhost:8501", "ws"),
        ("http://127.0.0.1", "127.0.0.1", "ws"),
        ("http://127.0.0.1:80", "127.0.0.1", "http"),
        ("https://audit.example.org", "Audit.example.org:443", "wss"),
        ("http://[::1]:8501", "[::1]:8501", "ws"),
    ],
)
def test_a_page_of_the_same_scheme_name_and_port_is_our_own(origin, host, scheme):
    assert is_same_origin(origin, host, scheme)


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "",
            "null",
            "localhost:8501",
            "http://",
            "http://localhost:3000",
            "http://localhost",
            "https://localhost:8501",
        ),
        *("http://127.0.0.1:8501", "http://localhost:8501.evil.example", "http://evil.example:8501", "file://"),
        *("http://localhost:8501@evil.example", "http://localhost:8501/path", "ws://localhost:8501"),
    ],
)
def test_any_other_page_is_not(origin):
    assert not is_same_origin(origin, "localhost:8501", "ws")
