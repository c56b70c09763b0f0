"""People and their phones: an invitation works once and not for long, and a phone that was taken back is unknown."""

import threading
from datetime import timedelta

import pytest

from audit.actions import people as acts
from audit.errors import DeviceTakenBackError, DeviceUnknownError, InvitationOverError, MissingError, PersonExistsError
from audit.model.keys import new_key
from audit.model.person import INVITED_FOR, mark_of_secret
from audit.store.device import devices, write_uses
from audit.store.opening import open_store
from audit.store.person import people
from audit.store.upkeep.fingerprint import fingerprints, tables

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store():
    one = open_store()
    yield one
    one.close()


@pytest.fixture
def person(store):
    return acts.add_person(store, "Front desk lead")


@pytest.fixture
def clock(monkeypatch):
    """Return a way to let time pass for what is done with people."""

    def passes(time):
        later = acts.utc_now() + time
        monkeypatch.setattr(acts, "utc_now", lambda: later)

    return passes


def stored_uses(store):
    with store.reading() as cursor:
        return dict(cursor.execute("SELECT id, last_used_at FROM device").fetchall())


def a_phone_of(store, person, cookie=""):
    return acts.accept(store, acts.invite(store, person.id), cookie)


def test_people_are_listed_by_the_alphabet(store):
    for name in ("night porter", "KM", "Front desk lead"):
        acts.add_person(store, name)
    assert [each.name for each in people(store)] == ["Front desk lead", "KM", "night porter"]


def test_nobody_is_added_twice_or_without_a_name(store, person):
    with pytest.raises(PersonExistsError, match="front DESK lead"):
        acts.add_person(store, "  front DESK   lead ")
    with pytest.raises(MissingError):
        acts.add_person(store, " \u202e ")
    assert people(store) == (person,)


def test_an_invitation_makes_a_phone_somebodys(store, person):
    cookie = a_phone_of(store, person)
    device = acts.recognise(store, cookie)
    assert (device.person_id, device.name, device.taken_back_at) == (person.id, person.name, None)
    assert [each.id for each in devices(store)] == [device.id]


def test_looking_at_an_invitation_does_not_use_it_up(store, person):
    token = acts.invite(store, person.id)
    assert [acts.invited(store, token), acts.invited(store, token)] == [person.name, person.name]
    assert acts.accept(store, token, "")


def test_an_invitation_works_once(store, person):
    token = acts.invite(store, person.id)
    acts.accept(store, token, "")
    for again in (lambda: acts.accept(store, token, ""), lambda: acts.invited(store, token)):
        with pytest.raises(InvitationOverError):
            again()
    assert len(devices(store)) == 1


def test_of_many_phones_that_use_an_invitation_at_once_one_comes_in(store, person):
    token, came_in = acts.invite(store, person.id), []

    def comes():
        try:
            came_in.append(acts.accept(store, token, ""))
        except InvitationOverError:
            came_in.append("")

    phones = [threading.Thread(target=comes) for _ in range(8)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert len(came_in) == 8
    assert len(list(filter(None, came_in))) == len(devices(store)) == 1


@pytest.mark.parametrize(("after", "works"), [(INVITED_FOR - MINUTE, True), (INVITED_FOR, False)])
def test_an_invitation_works_for_a_quarter_of_an_hour(store, person, clock, after, works):
    token = acts.invite(store, person.id)
    clock(after)
    if works:
        assert acts.accept(store, token, "")
    else:
        with pytest.raises(InvitationOverError):
            acts.accept(store, token, "")


def test_a_newer_invitation_takes_the_place_of_one_that_waits(store, person):
    other = acts.add_person(store, "KM")
    first, of_another, second = (acts.invite(store, each.id) for each in (person, other, person))
    with pytest.raises(InvitationOverError):
        acts.invited(store, first)
    assert [acts.invited(store, token) for token in (of_another, second)] == ["KM", person.name]


def test_what_is_stored_opens_nothing(store, person):
    token = acts.invite(store, person.id)
    cookie = acts.accept(store, token, "")
    kept = str([rows.read_all().to_pylist() for _, rows in tables(store)])
    assert mark_of_secret(cookie) in kept
    assert token not in kept
    assert cookie not in kept
    with pytest.raises(DeviceUnknownError):
        acts.recognise(store, mark_of_secret(cookie))


@pytest.mark.parametrize("cookie", ["", "made up", "é" * 3])
def test_a_cookie_that_was_never_given_is_nobodys(store, person, cookie):
    a_phone_of(store, person)
    with pytest.raises(DeviceUnknownError):
        acts.recognise(store, cookie)


def test_a_phone_that_was_taken_back_sends_nothing_until_it_is_invited_again_as_the_same(store, person):
    cookie = a_phone_of(store, person)
    device = acts.recognise(store, cookie)
    acts.take_back(store, device.id)
    taken_back = devices(store)[0].taken_back_at
    acts.take_back(store, device.id)
    assert devices(store)[0].taken_back_at == taken_back
    with pytest.raises(DeviceTakenBackError, match="new invitation"):
        acts.recognise(store, cookie)
    fresh = a_phone_of(store, person, cookie)
    assert acts.recognise(store, fresh).id == device.id
    with pytest.raises(DeviceUnknownError):
        acts.recognise(store, cookie)


def test_a_phone_that_goes_to_somebody_else_is_another_device(store, person):
    cookie = a_phone_of(store, person)
    other = acts.add_person(store, "KM")
    handed_on = a_phone_of(store, other, cookie)
    assert acts.recognise(store, handed_on).name == "KM"
    assert acts.recognise(store, cookie).name == person.name


def test_when_phones_were_last_here_is_shown_at_once_and_written_together(store, person, clock):
    cookies, version = [a_phone_of(store, person) for _ in range(2)], store.version
    before = {device.id: device.last_used_at for device in devices(store)}
    used = []
    for cookie in cookies:
        clock(MINUTE)
        used.insert(0, acts.recognise(store, cookie).id)
        assert devices(store)[0].id == used[0]
        assert devices(store)[0].last_used_at > before[used[0]]
    assert stored_uses(store) == before, "nothing is written for one of them alone"
    write_uses(store)
    assert stored_uses(store) == {device.id: device.last_used_at for device in devices(store)}
    assert [device.id for device in devices(store)] == used
    assert store.version == version, "no figure is worked out again for it"


def test_a_phone_that_was_here_again_while_its_use_was_written_is_written_the_next_time(store, person):
    device = acts.recognise(store, a_phone_of(store, person))
    written, later = store.device_uses.waiting(), device.last_used_at + MINUTE
    store.device_uses.note(device.id, later)
    store.device_uses.forget(written)
    write_uses(store)
    assert stored_uses(store) == {device.id: later}
    assert not store.device_uses.waiting()
    state = fingerprints(store)
    write_uses(store)
    assert fingerprints(store) == state


def test_an_older_use_does_not_stand_over_a_new_invitation(store, person, clock):
    cookie = a_phone_of(store, person)
    device = acts.recognise(store, cookie)
    clock(MINUTE)
    a_phone_of(store, person, cookie)
    invited_at = stored_uses(store)[device.id]
    write_uses(store)
    assert stored_uses(store)[device.id] == invited_at
    assert devices(store)[0].last_used_at == invited_at


def test_taking_back_a_phone_that_is_not_there_changes_nothing(store, person):
    a_phone_of(store, person)
    acts.take_back(store, new_key())
    assert devices(store)[0].taken_back_at is None
