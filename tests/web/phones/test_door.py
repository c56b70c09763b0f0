"""The phones' door is opened and closed while the pages are served, and knows what arrived."""

import os
import socket
import threading
from contextlib import closing, suppress
from datetime import timedelta

import pytest

from audit.errors import PortTakenError, RoomAddressError
from audit.model.clock import utc_now
from audit.web.phones import arrivals
from audit.web.phones.listening import Door
from audit.web.room import links
from tests.rooms import Phone, in_a_thread


def looks(host, port, path="/walk/"):
    return in_a_thread(Phone(host, port, path).look())


def answers(host, port):
    with suppress(ConnectionError), closing(socket.create_connection((host, port), 30)):
        return True
    return False


def threads():
    return [thread.name for thread in threading.enumerate()]


def test_a_closed_door_listens_nowhere(doorkeeper):
    assert not doorkeeper.is_open
    assert "phones" not in threads()


def test_a_door_is_opened_and_closed_and_links_follow_it(doorkeeper, free_port, monkeypatch):
    monkeypatch.setenv(links.ADDRESS, "http://127.0.0.1:8501")
    doorkeeper.open(Door("127.0.0.1", free_port))
    assert links.address() == doorkeeper.address == f"http://127.0.0.1:{free_port}"
    assert looks("127.0.0.1", free_port) == 200
    doorkeeper.close()
    assert links.address() == "http://127.0.0.1:8501"
    assert "phones" not in threads()
    assert not answers("127.0.0.1", free_port)


def test_where_no_address_was_in_force_none_is_once_the_door_is_closed(doorkeeper, free_port, monkeypatch):
    monkeypatch.delenv(links.ADDRESS, raising=False)
    assert doorkeeper.is_unused
    doorkeeper.open(Door("127.0.0.1", free_port))
    doorkeeper.close()
    doorkeeper.close()
    assert links.ADDRESS not in os.environ


def test_a_door_that_is_open_moves_to_another_address_at_the_same_port(doorkeeper, free_port):
    doorkeeper.open(Door("127.0.0.1", free_port))
    doorkeeper.open_at("127.0.0.2")
    assert links.address() == f"http://127.0.0.2:{free_port}"
    assert looks("127.0.0.2", free_port) == 200
    assert not answers("127.0.0.1", free_port)


def test_a_door_that_is_closed_before_it_listens_leaves_its_port_free(doorkeeper, free_port):
    for _ in range(20):
        doorkeeper.open(Door("127.0.0.1", free_port))
        doorkeeper.close()
    assert not doorkeeper.is_open


@pytest.mark.parametrize(
    ("door", "refusal"), [({"host": "192.0.2.1"}, PortTakenError), ({"address": "our hall"}, RoomAddressError)]
)
def test_a_door_that_cannot_be_opened_is_closed(doorkeeper, free_port, door, refusal):
    given = {"host": "127.0.0.1", "port": free_port} | door
    with pytest.raises(refusal):
        doorkeeper.open(Door(**given))
    assert not doorkeeper.is_open
    assert "phones" not in threads()


def test_the_walk_the_room_and_nothing_else_is_behind_the_door(door):
    asked = ("/walk/", "/walk/programme", "/room/nonsense", "/", "/health", "/present/nonsense")
    assert [looks(*door, path) for path in asked] == [200, 401, 404, 404, 404, 404]


def test_each_phone_that_was_answered_has_arrived_once(door, doorkeeper):
    before = utc_now()
    assert (doorkeeper.arrivals.phones, doorkeeper.arrivals.last_at) == (0, None)
    assert looks(*door, "/nothing/here") == 404
    assert doorkeeper.arrivals.phones == 0
    assert [looks(*door), looks(*door)] == [200, 200]
    assert doorkeeper.arrivals.phones == 1
    assert before <= doorkeeper.arrivals.last_at <= utc_now() + timedelta(seconds=1)


def test_two_browsers_of_one_address_are_two_phones(monkeypatch):
    noted = arrivals.Arrivals()
    for browser in ("one", "another", "one"):
        noted.note("192.0.2.7", browser)
    assert noted.phones == 2
    monkeypatch.setattr(arrivals, "_MOST", 2)
    noted.note("192.0.2.7", "a third")
    assert noted.phones == 2


def test_what_arrived_is_forgotten_when_the_door_is_opened_anew(door, doorkeeper):
    looks(*door)
    doorkeeper.open_at("127.0.0.1")
    assert doorkeeper.arrivals.phones == 0


def test_a_port_that_another_program_has_is_said_to_be_taken(doorkeeper):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortTakenError, match="--phones"):
            doorkeeper.open(Door("127.0.0.1", taken.getsockname()[1]))
