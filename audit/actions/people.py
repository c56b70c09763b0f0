"""People and their phones: who may walk, by which invitation, and which phone may send no more."""

from dataclasses import replace
from secrets import token_urlsafe
from uuid import UUID

from audit.errors import DeviceUnknownError, InvitationOverError, PersonExistsError
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.person import INVITED_FOR, Device, Person, mark_of_secret
from audit.store import device as devices
from audit.store import person as people
from audit.store.invitation import add_invitation, invited_person, use_invitation
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
        DeviceUnknownError: no invitation made it anybody's, or it was taken back.
    """
    device = devices.device_with(store, mark_of_secret(cookie))
    if device is None or device.taken_back_at is not None:
        raise DeviceUnknownError
    devices.note_use(store, device, utc_now())
    return device


def take_back(store: Store, device_id: UUID) -> None:
    """Let a phone send nothing any more; what it has not sent stays on it."""
    devices.take_device_back(store, device_id, utc_now())
