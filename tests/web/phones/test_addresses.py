"""The addresses of this machine that somebody may open the door at."""

import socket

import pytest

from audit.web.phones import addresses as places
from audit.web.phones.listening import bound


def named(monkeypatch, *found):
    monkeypatch.setattr(places, "routed", lambda: ["192.0.2.7", "hall-pc"])
    monkeypatch.setattr(places.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (each, 0)) for each in found])


def test_the_address_it_speaks_from_comes_first_and_the_two_that_always_are_come_last(monkeypatch):
    named(monkeypatch, "127.0.1.1", "10.0.0.4", "192.0.2.7", "fe80::1", "2001:db8::7")
    assert places.addresses() == ["192.0.2.7", "10.0.0.4", "2001:db8::7", "0.0.0.0", "127.0.0.1"]


def test_a_machine_that_does_not_know_its_name_still_has_addresses(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(places.socket, "getaddrinfo", unknown)
    assert places.addresses()[-2:] == ["0.0.0.0", "127.0.0.1"]


@pytest.mark.parametrize("address", places.addresses())
def test_the_door_can_be_opened_at_every_address_of_this_machine(address):
    bound(address, 0).close()
