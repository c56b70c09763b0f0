"""A poster at a touchpoint: what it says, and the codes its address is made of."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from audit.model.voting_code import SIGNS

_LENGTH = 8  # of 28 signs, 378 thousand million in all: among 1,000 keys two are alike once in 750,000 audits


def poster_code(key: UUID) -> str:
    """Return what stands for a touchpoint or a place in an address: made from its key, so a new name leaves it alone.

    Eight signs that nobody mistakes for others, as the address may be typed.
    """
    made = int.from_bytes(hashlib.sha256(key.bytes).digest())
    return "".join(SIGNS[made // len(SIGNS) ** place % len(SIGNS)] for place in range(_LENGTH))


@dataclass(frozen=True, slots=True)
class Poster:
    """One poster: the touchpoint in its stage and journey, the place ("" = wherever), and where its code leads."""

    journey: str
    stage: str
    touchpoint: str
    place: str
    address: str

    @property
    def typed(self) -> str:
        """The address as it is typed; browsers put `http://` before it."""
        return self.address.removeprefix("http://")
