"""A side: one of two to four choices of observations that are laid beside each other, and differ in one thing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from audit.errors import (
    AuditError,
    DatesCrossedError,
    SidesCountError,
    SidesMixedError,
    SidesOverlapError,
    UnknownChoiceError,
)
from audit.model.day import written_days
from audit.model.labels import RECOGNISED_SIDES
from audit.model.view import View
from audit.model.walk_through import Recognised

MOST_SIDES = 4  # as many as the eye tells apart
_QUARTER, _MONTH = re.compile(r"(\d{4})-Q([1-4])"), re.compile(r"(\d{4})-(\d{2})")
_SPELT = ("2026-03", "2026-Q1", "2026-01-05..2026-02-01")


class SideKind(StrEnum):
    """What sides differ in; never in who observed."""

    PLACE = "place"
    CUSTOMER_GROUP = "customer_group"
    CHANNEL = "channel"
    RECOGNISED = "recognised"
    PERIOD = "period"


_CHOSEN_BY: Mapping[SideKind, str] = {  # the field of a view that holds it
    SideKind.PLACE: "places",
    SideKind.CUSTOMER_GROUP: "customer_groups",
    SideKind.CHANNEL: "channels",
    SideKind.RECOGNISED: "recognised",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side, as an address and a command spell it.

    `word` is the name of a place or a customer group, a channel, a key of `Recognised`, or a period: "2026-03",
    "2026-Q1" or "2026-01-05..2026-02-01", both days included.
    """

    kind: SideKind
    word: str

    def __post_init__(self) -> None:
        if self.kind is SideKind.RECOGNISED and self.word not in list(Recognised):
            raise UnknownChoiceError("Whether the observer was recognised", self.word, list(Recognised))
        if self.kind is SideKind.PERIOD:
            days_of(self.word)

    @property
    def label(self) -> str:
        """What the side is called on the screen."""
        if self.kind is SideKind.RECOGNISED:
            return RECOGNISED_SIDES[self.word]
        return written_days(*days_of(self.word)) if ".." in self.word and self.kind is SideKind.PERIOD else self.word

    @property
    def spelt(self) -> str:
        """How it is written, with its kind: "place=Main hall"."""
        return f"{self.kind}={self.word}"

    def within(self, view: View) -> View:
        """Return what of `view` is on this side; what `view` chooses of the same kind gives way to it."""
        if self.kind is SideKind.PERIOD:
            since, until = days_of(self.word)
            return replace(view, since=since, until=until)
        chosen: dict[str, Any] = {_CHOSEN_BY[self.kind]: (self.word,)}
        return replace(view, **chosen)


def sides_of(kind: str, words: Sequence[str]) -> tuple[Side, ...]:
    """Return the sides of one kind that are spelt so, each once.

    Raises:
        UnknownChoiceError: there is no such kind, or a word is none of it.
        DatesCrossedError: a period ends before it begins.
        SidesCountError: they are fewer than two or more than four.
        SidesOverlapError: two are periods that share days.
    """
    if kind not in list(SideKind):
        raise UnknownChoiceError("What is compared", kind, list(SideKind))
    sides = tuple(Side(SideKind(kind), word) for word in dict.fromkeys(words))
    if not 1 < len(sides) <= MOST_SIDES:
        raise SidesCountError(len(sides), MOST_SIDES)
    refuse_overlap(sides)
    return sides


def refuse_overlap(sides: Sequence[Side]) -> None:
    """Refuse sides that are periods and share days: the same observations would be compared with themselves.

    Raises:
        SidesOverlapError: two of them do.
    """
    periods = sorted((days_of(side.word), side.label) for side in sides if side.kind is SideKind.PERIOD)
    for ((_, until), one), ((since, _), other) in pairwise(periods):
        if since <= until:
            raise SidesOverlapError(one, other)


def sides_spelt(spelt: Sequence[str]) -> tuple[Side, ...]:
    """Return the sides that are written like "place=Main hall"; none where nothing is written.

    Raises:
        SidesMixedError: they are of several kinds.
        UnknownChoiceError: what stands before "=" is no kind, or what follows is none of it.
        DatesCrossedError: a period ends before it begins.
        SidesCountError: they are fewer than two or more than four.
        SidesOverlapError: two are periods that share days.
    """
    kinds = list(dict.fromkeys(each.partition("=")[0] for each in spelt))
    if len(kinds) > 1:
        raise SidesMixedError(kinds)
    return sides_of(kinds[0], [each.partition("=")[2] for each in spelt]) if spelt else ()


def side_spelt(spelt: str) -> Side | None:
    """Return the side that is written like "place=Main hall"; None where it cannot be read."""
    kind, _, word = spelt.partition("=")
    try:
        return Side(SideKind(kind), word) if kind in list(SideKind) else None
    except AuditError:
        return None


def days_of(period: str) -> tuple[date, date]:
    """Return the first and the last day of a period, spelt "2026-03", "2026-Q1" or "2026-01-05..2026-02-01".

    Raises:
        UnknownChoiceError: it is spelt otherwise, or names a day that does not exist.
        DatesCrossedError: it ends before it begins.
    """
    try:
        since, until = _days_of(period)
    except ValueError as wrong:
        raise UnknownChoiceError("The period", period, _SPELT) from wrong
    if until < since:
        raise DatesCrossedError(since, until)
    return since, until


def period_side(since: date, until: date) -> Side:
    """Return the side of the observations from `since` to `until`."""
    return Side(SideKind.PERIOD, f"{since.isoformat()}..{until.isoformat()}")


def with_the_one_before(since: date, until: date) -> tuple[Side, Side]:
    """Return the period from `since` to `until` and the one before it that is as long, the earlier first."""
    days = until - since
    day_before = since - timedelta(days=1)
    return period_side(day_before - days, day_before), period_side(since, until)


def _days_of(period: str) -> tuple[date, date]:
    if quarter := _QUARTER.fullmatch(period):
        first = date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
        return first, _end(first, 3)
    if month := _MONTH.fullmatch(period):
        first = date(int(month[1]), int(month[2]), 1)
        return first, _end(first, 1)
    since, _, until = period.partition("..")
    return date.fromisoformat(since), date.fromisoformat(until)


def _end(first: date, months: int) -> date:
    """Return the last day of so many months from `first` on."""
    later = first.month - 1 + months
    return date(first.year + later // 12, later % 12 + 1, 1) - timedelta(days=1)


def quarters(first: date, last: date) -> list[str]:
    """Return the quarters from the one `first` lies in to that of `last`, spelt "2026-Q1", the latest in front."""
    numbers = range(4 * first.year + (first.month - 1) // 3, 4 * last.year + (last.month - 1) // 3 + 1)
    return [f"{number // 4}-Q{number % 4 + 1}" for number in reversed(numbers)]
