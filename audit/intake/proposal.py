"""A first guess at an unknown table, with a reason for each column, for a steward to check and correct."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.intake import looks
from audit.intake.looks import Look
from audit.intake.recipe_parts import (
    OBSERVATION_FIELDS,
    WHOLE_FIELDS,
    DateOrder,
    Dates,
)
from audit.intake.tables import Table, normalised
from audit.model.rating import DIMENSIONS

THE_WHOLE = "The visit as a whole"  # the touchpoint of a row that names none
SCORE = "score"  # a column that judges a touchpoint of its own
IDENTITY = "identity"
DROP = "drop"  # forget the column, for it tells of a person
IGNORE = ""
TARGETS = (*OBSERVATION_FIELDS, SCORE, IDENTITY, DROP, IGNORE)
CLOSE = 0.85  # how alike two names must be; below that "reception" comes to resemble "description"

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "observed_at": ("date", "observed on", "visit date", "date of visit", "timestamp", "start time", "created at"),
    "journey": ("service",),
    "stage": ("phase", "step"),
    "touchpoint": ("touch point", "contact point", "service point", "desk", "area"),
    "channel": ("contact type", "contact channel"),
    "place": ("location", "site", "branch", "building", "campus", "library", "clinic"),
    "customer_group": ("customer type", "segment", "user group", "audience"),
    "method": ("how observed",),
    "observer": ("observed by", "auditor"),
    "outcome": ("result", "overall", "overall rating", "recommended", "would you recommend", "satisfaction", "verdict"),
    "wait_minutes": ("wait", "wait time", "waiting time", "minutes waited", "wait seconds", "waited"),
    "greeted": ("greeting", "were you greeted", "was greeted"),
    "what_happened": ("comment", "comments", "notes", "feedback", "remarks", "description", "review", "content"),
    "signals": ("tags",),
    "resolved_at": ("resolved on", "resolved", "recovery confirmed"),
    IDENTITY: ("id", "key", "uuid", "response id", "ticket id", "issue key", "number"),
    DROP: ("name", "full name", "first name", "last name", "email", "e mail", "phone", "requester", "ip address"),
}
LOOKS_NEEDED: Mapping[str, frozenset[Look]] = {
    "observed_at": frozenset({Look.DATES}),
    "resolved_at": frozenset({Look.DATES}),
    "outcome": frozenset({Look.OUTCOMES, Look.YES_NO, Look.SCORES, Look.NUMBERS}),
    "greeted": frozenset({Look.YES_NO}),
    **{str(dimension): frozenset({Look.SCORES, Look.NUMBERS, Look.YES_NO}) for dimension in DIMENSIONS},
}
TOLD_BY_LOOK: Mapping[Look, str] = {
    Look.DATES: "observed_at",
    Look.OUTCOMES: "outcome",
    Look.SCORES: SCORE,
    Look.ADDRESSES: DROP,
    Look.WORDS: "what_happened",
}
SHARED = frozenset({SCORE, DROP, IGNORE})  # targets that several columns may have


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one column goes: a field, `score`, `identity`, `drop`, or "" for nowhere; and why."""

    column: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a mapping screen starts from: a placement for each column, and what only a person can answer."""

    placements: tuple[Placement, ...]
    dates: Dates = field(default_factory=Dates)
    questions: tuple[str, ...] = ()

    def targets(self) -> dict[str, str]:
        """Return column -> target, as `proposed_recipe` takes them back corrected."""
        return {placement.column: placement.target for placement in self.placements}

    def unplaced(self) -> tuple[str, ...]:
        """Return the columns that go nowhere."""
        return tuple(placement.column for placement in self.placements if placement.target == IGNORE)


def propose(table: Table) -> Proposal:
    """Return where each column of `table` might go: by its name, a name much like it, or what its cells look like."""
    samples = {column: looks.sample_of(table.rows[column], len(table.columns)) for column in table.columns}
    found = {column: looks.look_of(cells) for column, cells in samples.items()}
    placed: dict[str, Placement] = {}
    for way in (_by_usual_name, _by_similar_name, _by_look):
        taken = {placement.target for placement in placed.values()} - SHARED
        for column in table.columns:
            if column in placed:
                continue
            target, reason = way(column, found[column])
            if target and target not in taken and found[column] in LOOKS_NEEDED.get(target, frozenset(Look)):
                placed[column] = Placement(column, target, reason)
                taken |= {target} - SHARED
    placements = [placed.get(column) or Placement(column, IGNORE, "nothing tells") for column in table.columns]
    order = _order(placements, samples)
    dates = Dates(order or DateOrder.DAY_FIRST)
    questions = [DATE_QUESTION] * (order is None) + _questions(placements, samples)
    return Proposal(tuple(placements), dates, tuple(questions))


DATE_QUESTION = "Does the day or the month come first in the dates? They can be read both ways; day first is proposed."


def _order(placements: list[Placement], samples: Mapping[str, list[str]]) -> DateOrder | None:
    dated = [
        cell for place in placements if place.target in {"observed_at", "resolved_at"} for cell in samples[place.column]
    ]
    return looks.date_order_of(dated)


def _by_usual_name(column: str, _look: Look) -> tuple[str, str]:
    name = normalised(column)
    for target in (*OBSERVATION_FIELDS, IDENTITY, DROP):
        if name in {normalised(target), *USUAL_NAMES.get(target, ())}:
            return target, "its name is a usual one for this"
    return IGNORE, ""


def _by_similar_name(column: str, _look: Look) -> tuple[str, str]:
    names = {
        name: target
        for target in (*OBSERVATION_FIELDS, IDENTITY, DROP)
        for name in (normalised(target), *USUAL_NAMES.get(target, ()))
    }
    near = difflib.get_close_matches(normalised(column), names, n=1, cutoff=CLOSE)
    return (names[near[0]], f"its name is much like {near[0]!r}") if near else (IGNORE, "")


def _by_look(_column: str, look: Look) -> tuple[str, str]:
    return TOLD_BY_LOOK.get(look, IGNORE), f"its values are {look}"


def _questions(placements: list[Placement], samples: Mapping[str, list[str]]) -> list[str]:
    """Return what the table does not say and only a person can."""
    targets = {placement.target for placement in placements}
    scored = [placement.column for placement in placements if placement.target in {SCORE, *DIMENSIONS}]
    asked = {
        "Which column holds the date?": "observed_at" not in targets,
        "Which column says how it went?": not targets & {"outcome", SCORE},
        f"No column names the touchpoint; is {THE_WHOLE!r} right?": not targets & {"touchpoint", SCORE},
        "Does 0 among the scores mean that nothing was given? So it is proposed.": any(
            looks.has_zeros(samples[column]) for column in scored
        ),
        "Which RATER dimension does each score belong to? None is proposed.": SCORE in targets,
        "Comments belong to the row as a whole, so which column says how the whole went?": (
            SCORE in targets and "outcome" not in targets and bool(targets & set(WHOLE_FIELDS))
        ),
    }
    return [question for question, is_open in asked.items() if is_open]
