"""Somebody who walks with a phone of their own, and the phones that are theirs."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from audit.errors import required
from audit.model.keys import new_key
from audit.model.text import tidy

INVITED_FOR = timedelta(minutes=15)
FORMER = "former observer"  # who observed before their name was erased; a number follows where there are several


def is_former(name: str) -> bool:
    """Return whether a name is the word that stands for somebody whose name was erased."""
    return re.fullmatch(rf"{FORMER}( \d+)?", name) is not None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name or role, as the steward knows them: "KM", "Front desk lead"."""

    name: str
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("name",))
        required("A name or role", self.name)


@dataclass(frozen=True, slots=True)
class Device:
    """A phone, or rather one browser on it, that an invitation has made somebody's.

    `name` is whose; `taken_back_at` is None as long as it may send. All moments are UTC.
    """

    id: UUID
    person_id: UUID
    name: str
    arrived_at: datetime
    last_used_at: datetime
    taken_back_at: datetime | None = None


def mark_of_secret(secret: str) -> str:
    """Return what is stored of an invitation or a cookie: each is 256 random bits, so its hash leads nowhere."""
    return hashlib.sha256(secret.encode()).hexdigest()
