"""Sentences about people and their phones: who may walk, and what arrived at the door."""

from datetime import datetime

from audit.model.number import counted

NOBODY_ARRIVED = "No phone has arrived yet."


def people_headline(people: int, devices: int) -> str:
    """Return how many people were added, and how many phones are theirs now.

    Args:
        people: everybody who was added.
        devices: phones that may send, without those taken back.
    """
    if not people:
        return "Nobody walks with a phone of their own yet."
    who = "1 person" if people == 1 else f"{people:,} people"
    with_what = counted(devices, "phone") if devices else "no phone yet"
    return f"{who} may walk, with {with_what}."


def arrived(phones: int, last_at: datetime | None) -> str:
    """Return what arrived at the door since it was opened.

    Args:
        phones: how many.
        last_at: when the last of them came in first, by the programme's clock; None = none did.
    """
    if last_at is None:
        return NOBODY_ARRIVED
    return f"{counted(phones, 'phone')} arrived{'' if phones == 1 else ', the last'} {last_at:%H:%M}."
