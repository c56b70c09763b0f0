"""People and their phones: who may walk, by which invitation, and which phone may send no more."""

from dataclasses import replace
from itertools import chain, count
from secrets import token_urlsafe
from uuid import UUID

from audit.errors import (
    DeviceTakenBackError,
    DeviceUnknownError,
    GoneError,
    InvitationOverError,
    NameTakenError,
    PersonExistsError,
)
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.person import FORMER, INVITED_FOR, Device, Person, is_former, mark_of_secret
from audit.store import device as devices
from audit.store import person as people
from audit.store.change import add_change
from audit.store.invitation import add_invitation, invited_person, use_invitation
from audit.store.named_person import forget_names, free_plans, is_observer, replace_name
from audit.store.opening import Store


def add_person(store: Store, name: str) -> Person:
    """Add somebody by name or role.

    Raises:
        MissingError: nothing was written.
        PersonExistsError: somebody of that name is there.
    """
    person = Person(name)
    with store.writing(clears_cache=False):
        if any(each.name.casefold() == person.name.casefold() for each in people.people(store)):
            raise PersonExistsError(person.name)
        people.add_person(store, person, utc_now())
    return person


def rename(store: Store, person_id: UUID, name: str) -> Person:
    """Call somebody otherwise: what they observed and what is planned for them goes by the new name.

    Calling them again as before takes it back; the history says what they were called.

    Raises:
        GoneError: they are not in the list.
        MissingError: nothing was written.
        PersonExistsError: somebody else in the list is called so.
        NameTakenError: somebody else has observed under that name.
    """
    renamed = Person(name, person_id)
    with store.writing():
        before = _person(store, person_id)
        others = {each.name.casefold() for each in people.people(store) if each.id != person_id}
        if renamed.name == before.name:
            return before
        if renamed.name.casefold() in others:
            raise PersonExistsError(renamed.name)
        if is_observer(store, renamed.name) or is_former(renamed.name):
            raise NameTakenError(renamed.name)
        people.rename_person(store, renamed)
        replace_name(store, before.name, renamed.name)
        add_change(
            store, "changed", ("person", person_id), ("not said", ""), ({"name": before.name}, {"name": renamed.name})
        )
    return renamed


def remove(store: Store, person_id: UUID) -> str:
    """Erase somebody: their name goes out of everything, their phones end at once, what they observed stays.

    It cannot be taken back. Words people wrote are not searched; backups made before still hold the name.

    Returns:
        The word that stands for them from now on.

    Raises:
        GoneError: they are not in the list.
    """
    with store.writing():
        person = _person(store, person_id)
        words = chain([FORMER], (f"{FORMER} {number}" for number in count(2)))
        word = next(word for word in words if not is_observer(store, word))  # two who left stay two observers
        free_plans(store, person.name)
        replace_name(store, person.name, word)
        forget_names(store, person_id)
        people.delete_person(store, person_id)
    return word


def _person(store: Store, person_id: UUID) -> Person:
    person = next((each for each in people.people(store) if each.id == person_id), None)
    if person is None:
        raise GoneError("person")
    return person


def invite(store: Store, person_id: UUID) -> str:
    """Return what stands at the end of an invitation's address; it is stored nowhere, so it is shown now or never."""
    token = token_urlsafe(32)
    add_invitation(store, mark_of_secret(token), person_id, utc_now() + INVITED_FOR)
    return token


def invited(store: Store, token: str) -> str:
    """Return the name of whom an invitation is for; looking at it does not use it up.

    Raises:
        InvitationOverError: it was used, is over, or never was.
    """
    name = invited_person(store, mark_of_secret(token), utc_now())
    if name is None:
        raise InvitationOverError
    return name


def accept(store: Store, token: str, cookie: str) -> str:
    """Make a phone somebody's by their invitation, and return the cookie it shows from now on.

    A phone that was this person's before goes on as the same one, so that it holds on to the walks it has begun.

    Args:
        store: the open store.
        token: the end of the invitation's address.
        cookie: what the phone showed so far, "" = nothing.

    Raises:
        InvitationOverError: it was used, is over, or never was.
    """
    key, now, secret = new_key(), utc_now(), token_urlsafe(32)
    with store.writing(clears_cache=False):
        person = use_invitation(store, mark_of_secret(token), key, now)
        if person is None:
            raise InvitationOverError
        device = devices.device_with(store, mark_of_secret(cookie))
        if device is None or device.person_id != person[0]:
            device = Device(key, *person, arrived_at=now, last_used_at=now)
        devices.set_device(store, replace(device, last_used_at=now), mark_of_secret(secret))
    return secret


def recognise(store: Store, cookie: str) -> Device:
    """Return the device that shows a cookie, and note that it was here.

    Raises:
        DeviceUnknownError: no invitation made it anybody's.
        DeviceTakenBackError: a steward took it back.
    """
    device = devices.device_with(store, mark_of_secret(cookie))
    if device is None:
        raise DeviceUnknownError
    if device.taken_back_at is not None:
        raise DeviceTakenBackError
    devices.note_use(store, device, utc_now())
    return device


def take_back(store: Store, device_id: UUID) -> None:
    """Let a phone send nothing any more; what it has not sent stays on it."""
    devices.take_device_back(store, device_id, utc_now())
