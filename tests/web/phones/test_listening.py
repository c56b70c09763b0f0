"""Without a host of its own the room is served beside the pages only."""

import threading

from audit.web.phones.listening import NO_DOOR, room_listening


def test_no_door_listens_nowhere():
    before = threading.active_count()
    with room_listening(NO_DOOR):
        assert threading.active_count() == before


def test_a_door_closes_when_the_pages_do(door):
    assert any(thread.name == "room" for thread in threading.enumerate())
