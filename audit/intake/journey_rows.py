"""A journey of one's own, read from a table: its stages and touchpoints, and beside them what cannot be used."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.errors import AuditError, JourneyEmptyError, JourneyRowsError
from audit.intake.journey_columns import Layout, Row, layout_of
from audit.model.channel import CHANNELS
from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.journey_table import (
    ANCHOR_COLUMNS,
    CHANNEL,
    LOOK_FOR,
    MINIMUM,
    MOMENT_OF_TRUTH,
    STAGE,
    TARGET,
    TOUCHPOINT,
    WHY,
)
from audit.model.rating import Dimension
from audit.model.text import name_of, text_of

MOST_TOUCHPOINTS = 300  # a journey for one walk has twenty; a table of thousands is another kind of table
_YES = frozenset(
    ("yes", "y", "x", "true", "1", "✓", "✔", "✅", "*", "ja", "j", "oui", "sí", "si", "sim", "はい", "○", "نعم")
)
_NO = frozenset(("", "no", "n", "false", "0", "-", "–", "nein", "non", "não", "いいえ", "×", "لا"))
_OTHER_CHANNELS = {
    "face to face": "in person",
    "telephone": "phone",
    "call": "phone",
    "email": "e-mail",
    "mail": "e-mail",
    "website": "web",
    "online": "web",
    "self service": "self-service",
    "post": "letter",
}
NO_NAME = "…"  # stands for the name until there is one
_NUMBER = re.compile(r"\d(?:[.,]\d{1,3})?")


class _UnusableError(Exception):
    """A cell of a row cannot be used: its column, what stands there, what was expected."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One cell that cannot be used: the row as a spreadsheet counts, the column, what stands there, what is needed."""

    row: int
    column: str
    value: str
    expected: str

    def sentence(self) -> str:
        """Return what is wrong and where: "Row 3, minimum: 'high' cannot be used; write a number from 1 to 5"."""
        stands = f"{self.value!r} cannot be used" if self.value else "nothing stands there"
        return f"Row {self.row}, {self.column}: {stands}; write {self.expected}."


@dataclass(frozen=True, slots=True)
class JourneyReading:
    """What a table says of a journey: its stages, what cannot be used, and the columns that say nothing of one."""

    name: str
    stages: tuple[Stage, ...]
    problems: tuple[RowProblem, ...] = ()
    unused: tuple[str, ...] = ()
    purpose: str = ""

    def journey(self, purpose: str = "") -> Journey:
        """Return the journey, all of it or none; its purpose is the one that is given, else its own.

        Raises:
            MissingError: it has no name.
            JourneyRowsError: something in the table cannot be used.
            JourneyEmptyError: it holds no touchpoint.
        """
        journey = Journey(self.name, purpose.strip() or self.purpose, self.stages)
        if self.problems:
            raise JourneyRowsError([problem.sentence() for problem in self.problems])
        if not any(stage.touchpoints for stage in self.stages):
            raise JourneyEmptyError
        return journey


def read_rows(rows: Sequence[Row], name: str) -> JourneyReading:
    """Read a journey from rows, with or without the names of its columns above them.

    A touchpoint without a stage stands in that of the row above; a row that names a stage alone begins it. Where rows
    are names alone, each is a touchpoint, and one that ends with a colon begins a stage.

    Args:
        rows: each with its number; a row that holds nothing counts for nothing.
        name: what the journey is called, and its one stage where the table names none.
    """
    filled = [(number, [text_of(cell).strip() for cell in cells]) for number, cells in rows]
    layout = layout_of([row for row in filled if any(row[1])])
    reading = _Reading(layout, name_of(name) or NO_NAME)
    for number, cells in layout.rows:
        if reading.count == MOST_TOUCHPOINTS:
            expected = f"at most {MOST_TOUCHPOINTS} touchpoints in one journey"
            reading.problems.append(RowProblem(number, TOUCHPOINT, layout.cell(cells, TOUCHPOINT), expected))
            break
        reading.read(number, cells)
    return JourneyReading(name, reading.stages(), tuple(reading.problems), layout.unused)


@dataclass(slots=True)
class _Reading:
    """What was read so far, row by row."""

    layout: Layout
    stage: str
    problems: list[RowProblem] = field(default_factory=list)
    count: int = 0
    _touchpoints: dict[str, tuple[str, dict[str, tuple[int, Touchpoint]]]] = field(default_factory=dict)

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Take up one row: the stage it names, and its touchpoint."""
        texts = {column: self.layout.cell(cells, column) for column in self.layout.index}
        self.stage = name_of(texts.pop(STAGE, "")) or self.stage
        try:
            touchpoint = _touchpoint(texts) if any(texts.values()) else None
            stage = self._touchpoints.setdefault(self.stage.casefold(), (self.stage, {}))[1]
            if touchpoint is not None:
                _refuse_second(touchpoint.name, stage)
                stage[touchpoint.name.casefold()] = (number, touchpoint)
                self.count += 1
        except _UnusableError as unusable:
            self.problems.append(RowProblem(number, *unusable.args))

    def stages(self) -> tuple[Stage, ...]:
        """Return the stages in the order in which they were first named."""
        stages = (
            Stage(name, tuple(touchpoint for _, touchpoint in touchpoints.values()))
            for name, touchpoints in self._touchpoints.values()
        )
        return tuple(stages)


def _refuse_second(name: str, stage: dict[str, tuple[int, Touchpoint]]) -> None:
    if name.casefold() in stage:
        first, _ = stage[name.casefold()]
        expected = f"another name, for row {first} of the same stage has this one"
        raise _UnusableError(TOUCHPOINT, name, expected)


def _touchpoint(texts: dict[str, str]) -> Touchpoint:
    name = name_of(texts.get(TOUCHPOINT, ""))
    if not name:
        raise _UnusableError(TOUCHPOINT, "", "the touchpoint's name, since the rest of the row is about it")
    is_moment_of_truth = _is_yes(texts.get(MOMENT_OF_TRUTH, ""), why=texts.get(WHY, ""))
    channel = name_of(texts.get(CHANNEL, ""))
    return Touchpoint(
        name=name,
        channel=_known_channel(channel),
        is_moment_of_truth=is_moment_of_truth,
        description=texts.get(LOOK_FOR, ""),
        standards=_standards(texts.get(MINIMUM, ""), texts.get(TARGET, "")),
        anchors=_anchors(texts),
        why=texts.get(WHY, ""),
    )


def _is_yes(text: str, *, why: str) -> bool:
    """Return whether it is a moment of truth: as the cell says, else whether it says why."""
    word = text.casefold()
    if word not in _YES | _NO:
        raise _UnusableError(MOMENT_OF_TRUTH, text, "yes, or no, or leave it empty")
    if why and word in _NO - {""}:
        raise _UnusableError(WHY, why, "nothing here, or yes under moment of truth")
    return word in _YES or bool(why)


def _known_channel(channel: str) -> str:
    """Return a channel as it is called here where it is one of ours, else as it was written."""
    word = channel.casefold()
    return word if word in CHANNELS else _OTHER_CHANNELS.get(word, channel)


def _standards(minimum: str, target: str) -> Standards | None:
    if not minimum and not target:
        return None
    for column, text in ((MINIMUM, minimum), (TARGET, target)):
        if not _NUMBER.fullmatch(text):
            raise _UnusableError(column, text, "a number from 1 to 5 for minimum and target, or leave both empty")
    try:
        return Standards(*(float(text.replace(",", ".")) for text in (minimum, target)))
    except AuditError as error:
        expected = "numbers from 1 to 5, the target no lower than the minimum"
        raise _UnusableError(f"{MINIMUM} and {TARGET}", f"{minimum} and {target}", expected) from error


def _anchors(texts: dict[str, str]) -> dict[Dimension, dict[int, str]]:
    anchors: dict[Dimension, dict[int, str]] = {}
    for column, (dimension, rating) in ANCHOR_COLUMNS.items():
        if texts.get(column):
            anchors.setdefault(dimension, {})[rating] = texts[column]
    return anchors
