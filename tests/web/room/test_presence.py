"""How many phones are in: each once, forgotten a minute after it was heard last, in its own review alone."""

from audit.model.keys import new_key
from audit.web.room import presence
from audit.web.room.presence import LATELY, Presence, present_phones


def test_a_phone_counts_once_in_its_own_review_until_it_was_silent_for_a_minute():
    now = [100.0]
    inside, review, other = Presence(lambda: now[0]), new_key(), new_key()
    for device in ("A", "B", "A", ""):
        inside.note(review, device)
    assert (inside.count(review), inside.count(other)) == (2, 0)
    now[0] += LATELY - 1
    inside.note(review, "A")
    now[0] += 2
    assert inside.count(review) == 1
    now[0] += LATELY
    assert inside.count(review) == 0


def test_more_devices_than_anybody_seats_take_no_more_room(monkeypatch):
    monkeypatch.setattr(presence, "_MOST", 3)
    inside, review = Presence(), new_key()
    for number in range(5):
        inside.note(review, str(number))
    assert inside.count(review) == 3


def test_the_wall_asks_for_the_number_of_this_process():
    review = new_key()
    presence.PRESENCE.note(review, "A")
    assert present_phones(review) == 1
