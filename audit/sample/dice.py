"""The dice and the deck of cards behind the sample: the same seed deals the same hand, however it is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Rows = NDArray[np.uint64]
Shares = NDArray[np.float64]
Numbers = NDArray[np.int64]
Yes = NDArray[np.bool_]

GOLDEN = (5**0.5 - 1) / 2  # its multiples fill a circle more evenly than those of any other number

_HEX = np.array([f"{byte:02x}".encode() for byte in range(256)], dtype="S2").view(np.uint16)
_PIECES = ((0, 8, 0), (8, 12, 9), (12, 16, 14), (16, 20, 19), (20, 32, 24))  # hex digits and where they go


@dataclass(frozen=True, slots=True)
class Dice:
    """Chance that belongs to a row's number alone, so that no row depends on those before it.

    Source: SplitMix64 (Steele, Lea and Flood 2014) as a hash of key and row number.
    """

    seed: int
    size: int

    def bits(self, purpose: str, rows: Rows) -> Rows:
        """Return 64 even bits for each of `rows`; each `purpose` has its own."""
        named = blake2b(f"{self.seed}/{self.size}/{purpose}".encode(), digest_size=8).digest()
        mixed = rows * np.uint64(0x9E3779B97F4A7C15) + np.uint64(int.from_bytes(named, "big"))
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed ^= mixed >> np.uint64(shift)
            mixed *= np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
        return mixed

    def pair(self, purpose: str, rows: Rows) -> tuple[Shares, Shares]:
        """Return two independent shares in [0, 1) for each of `rows`."""
        bits = self.bits(purpose, rows)
        upper, lower = bits >> np.uint64(32), bits & np.uint64(0xFFFFFFFF)
        return upper.astype(np.float64) * 2.0**-32, lower.astype(np.float64) * 2.0**-32


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards that are shuffled and dealt out wholly, again and again: chance with hardly any luck in it.

    `cards` is how many cards each kind has; of `pairs` times two of them, each second is always dealt right after its
    first, as its echo.
    """

    cards: tuple[int, ...]
    pairs: tuple[int, ...]

    def deal(self, dice: Dice, rows: Rows) -> tuple[Numbers, Shares, Shares, Yes]:
        """Return for consecutive `rows` the kind drawn, two shares in [0, 1), and whether it echoes the row before.

        Within the cards of one kind in one deal, each share is spread evenly, and the two across each other. An echo
        has the first share of the card next to its first's, and the same second share.
        """
        size = sum(self.cards)
        start = int(rows[0]) // size * size
        stop = (int(rows[-1]) // size + 1) * size
        kinds = np.repeat(np.arange(len(self.cards)), self.cards)
        places = np.concatenate([np.arange(count) for count in self.cards])
        echoes = (places % 2 == 1) & (places < 2 * np.array(self.pairs)[kinds])
        bits = dice.bits("shuffle", np.arange(start, stop, dtype=np.uint64)).reshape(-1, size) << np.uint64(1)
        bits[:, echoes] = bits[:, np.flatnonzero(echoes) - 1] + np.uint64(1)
        drawn = bits.argsort(axis=1).ravel()[int(rows[0]) - start : int(rows[-1]) + 1 - start]
        kind, is_echo = kinds[drawn], echoes[drawn]
        jitter, _ = dice.pair("card", rows)
        deals = rows // np.uint64(size) * np.uint64(len(self.cards)) + kind.astype(np.uint64)
        shift, turn = dice.pair("deal", deals)
        of_kind = np.array(self.cards)[kind]
        place = (places[drawn] + 2 * (turn * (of_kind // 2)).astype(np.int64)) % of_kind  # a pair stays one
        return kind, (place + jitter) / of_kind, ((place - is_echo) * GOLDEN + shift) % 1, is_echo


def pick(choices: Sequence[Sequence[int]], which: Numbers, shares: Shares) -> Numbers:
    """Return one of `choices[w]` for each w of `which`, every entry of that list being as likely."""
    counts = np.array([len(choice) for choice in choices])
    padded = np.zeros((len(choices), counts.max()), dtype=np.int64)
    for number, choice in enumerate(choices):
        padded[number, : len(choice)] = choice
    return np.asarray(padded[which, (shares * counts[which]).astype(np.int64)])


def ids(dice: Dice, purpose: str, rows: Rows, milliseconds: Numbers) -> pa.LargeStringArray:
    """Return a UUID of version 7 in its 36 characters for each of `rows`, sorting by `milliseconds` (UTC).

    Text, because DuckDB reads it from Arrow and casts it to UUID faster than pandas can hold UUID objects.
    """
    parts = np.empty((len(rows), 3), dtype=">u8")
    parts[:, 0] = milliseconds.astype(np.uint64) << np.uint64(16)
    parts[:, 1] = dice.bits(purpose, rows)
    parts[:, 2] = dice.bits(f"{purpose}, continued", rows)
    octets = np.concatenate([parts[:, :1].view(np.uint8)[:, :6], parts[:, 1:].view(np.uint8)[:, :10]], axis=1)
    octets[:, 6] = octets[:, 6] & 0x0F | 0x70
    octets[:, 8] = octets[:, 8] & 0x3F | 0x80
    digits = np.ascontiguousarray(_HEX[octets]).view(np.uint8)
    text = np.full((len(rows), 36), ord("-"), dtype=np.uint8)
    for first, last, to in _PIECES:
        text[:, to : to + last - first] = digits[:, first:last]
    offsets = np.arange(len(rows) + 1, dtype=np.int64) * 36
    return pa.LargeStringArray.from_buffers(len(rows), pa.py_buffer(offsets), pa.py_buffer(text))
