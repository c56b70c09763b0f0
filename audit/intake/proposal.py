"""A first guess at an unknown table, with a reason for each column, for a steward to check and correct."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from audit.intake import traits
from audit.intake.column_values import ColumnValues
from audit.intake.date_questions import has_both_kinds
from audit.intake.header_groups import group_and_name
from audit.intake.open_questions import questions_for
from audit.intake.question import Question
from audit.intake.recipe_parts import OBSERVATION_FIELDS, SCORE
from audit.intake.several_values import several_answers
from audit.intake.tables import Table, normalised
from audit.intake.traits import Look
from audit.model.number import counted
from audit.model.rating import DIMENSIONS
from audit.model.walk_through import YES_NO

ENTIRE_VISIT = "The visit as a whole"  # the touchpoint of a row that names none
IDENTITY = "identity"
DROP = "drop"  # forget the column, for it tells of a person
IGNORE = ""
TARGETS = (*OBSERVATION_FIELDS, SCORE, IDENTITY, DROP, IGNORE)
CLOSE = 0.85  # how alike two names must be; below that "reception" comes to resemble "description"

NO_IDENTITY = (
    "No identity was found among the columns: without one, rows are known by all they say, and a corrected row comes "
    "in as new."
)

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "observed_at": ("date", "observed on", "visit date", "date of visit", "timestamp", "start time", "created at"),
    "journey": ("service",),
    "stage": ("phase", "step"),
    "touchpoint": ("touch point", "contact point", "service point", "desk", "which desk", "counter", "area"),
    "channel": ("contact type", "contact channel"),
    "place": ("location", "site", "branch", "building", "campus", "library", "clinic"),
    "customer_group": ("customer type", "segment", "user group", "audience"),
    "method": ("how observed",),
    "observer": ("observed by", "auditor"),
    "recognised": ("observer recognised", "observer known", "announced"),
    "outcome": (
        *("result", "overall", "overall rating", "recommended", "would you recommend", "satisfaction", "verdict"),
        *("how was it", "how did it go"),
    ),
    "wait_minutes": ("wait", "wait time", "waiting time", "minutes waited", "wait seconds", "waited"),
    "greeted": ("greeting", "were you greeted", "was greeted"),
    "what_happened": (
        *("comment", "comments", "notes", "feedback", "remarks", "description", "review", "content", "reason"),
        *("anything else", "open ended response"),
    ),
    "signals": ("tags",),
    "resolved_at": ("resolved on", "resolved", "recovery confirmed"),
    IDENTITY: (
        *("id", "key", "uuid", "response id", "submission id", "respondent id", "record id", "case id", "ticket id"),
        *("issue key", "number"),
    ),
    DROP: ("name", "full name", "first name", "last name", "email", "e mail", "phone", "requester", "ip address"),
}
TRAITS_NEEDED: Mapping[str, frozenset[Look]] = {
    "observed_at": traits.OF_DAYS,
    "resolved_at": traits.OF_DAYS,
    "outcome": traits.JUDGING | {Look.OTHER},
    **dict.fromkeys(YES_NO, frozenset({Look.YES_NO})),
    **{str(dimension): (traits.JUDGING | {Look.OTHER}) - {Look.OUTCOMES} for dimension in DIMENSIONS},
}
TARGET_BY_LOOK: Mapping[Look, str] = {
    Look.DATES: "observed_at",
    Look.OUTCOMES: "outcome",
    Look.SCORES: SCORE,
    Look.NUMBERS: SCORE,
    Look.STEPS: SCORE,
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
    """What a mapping screen starts from: a placement for each column, and what only a person can answer.

    `notes` tell what was noticed and decides nothing; `skip_first_rows` are the rows below the names to pass over.
    `values` are the table's columns as they were looked through for it.
    """

    placements: tuple[Placement, ...]
    values: ColumnValues = field(compare=False, repr=False)
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    skip_first_rows: int = 0

    def targets(self) -> dict[str, str]:
        """Return column -> target, as `draft_recipe` takes them back corrected."""
        return {placement.column: placement.target for placement in self.placements}

    def unplaced(self) -> tuple[str, ...]:
        """Return the columns that go nowhere."""
        return tuple(placement.column for placement in self.placements if placement.target == IGNORE)


def propose(table: Table) -> Proposal:
    """Return where each column of `table` might go: by its name, a name much like it, or what its cells look like."""
    values = ColumnValues(table)
    look_of = {column: values.look(column) for column in table.columns}
    placed: dict[str, Placement] = {}
    # the surest way first: what one has placed the next leaves alone
    for way in (_by_usual_name, _by_similar_name, _by_look):
        taken = {placement.target for placement in placed.values()} - SHARED
        for column in table.columns:
            if column in placed:
                continue
            target, reason = way(column, look_of[column])
            if target and target not in taken and look_of[column] in TRAITS_NEEDED.get(target, frozenset(Look)):
                placed[column] = Placement(column, target, reason)
                taken |= {target} - SHARED
    placements = [
        placed.get(column) or Placement(column, IGNORE, "nothing says what it is") for column in table.columns
    ]
    agreed = tuple(_agreeing(placements, look_of))
    targets = {place.column: place.target for place in agreed if place.target}
    notes = tuple(_notes(values, targets))
    return Proposal(agreed, values, questions_for(values, targets), notes, values.rows_above)


def _agreeing(placements: list[Placement], look_of: Mapping[str, Look]) -> Iterator[Placement]:
    """Yield the placements so that they do not contradict each other.

    Where a column names the touchpoint, a score judges that one and none of its own; the only column that judges at
    all says how it went.
    """
    placed = {placement.target for placement in placements}
    clocks = [
        column for column in _free(placements) if look_of[column] is Look.CLOCK and "time" in normalised(column).split()
    ][:1]
    clocks = clocks if "observed_at" in placed else []
    judging = _judging(placements, look_of)
    for placement in placements:
        if placement.column in clocks:
            yield replace(placement, target="observed_at", reason="it is the time of day that belongs to the date")
        elif "outcome" not in placed and judging == [placement.column]:
            yield replace(placement, target="outcome", reason="it is the only column that judges")
        elif placement.target == SCORE and "touchpoint" in placed:
            # a recipe names its touchpoints in one way: in a column or in [[touchpoints]]
            yield replace(placement, target=IGNORE, reason="the touchpoint stands in a column; it may rate a dimension")
        else:
            yield placement


def _judging(placements: list[Placement], look_of: Mapping[str, Look]) -> list[str]:
    """Return the columns with scores, else those with yes and no that are not placed yet."""
    scores = [placement.column for placement in placements if placement.target == SCORE]
    return scores or [column for column in _free(placements) if look_of[column] is Look.YES_NO]


def _free(placements: list[Placement]) -> list[str]:
    """Return the columns that are not placed yet."""
    return [placement.column for placement in placements if not placement.target]


def _notes(values: ColumnValues, targets: Mapping[str, str]) -> Iterator[str]:
    """Yield what was noticed in a table and is worth knowing before it comes in."""
    if values.rows_above:
        yield f"{counted(values.rows_above, 'row')} directly below the names without a date, to be passed over."
    dated = [column for column in targets if targets[column] == "observed_at"]
    if any(has_both_kinds(values.sample(column)) for column in dated):
        yield "The column of dates holds two kinds: real dates of a spreadsheet, and texts it did not take for dates."
    undated = values.undated(dated) - values.rows_above if dated else 0
    if undated > 0:
        yield f"{counted(undated, 'row')} without a date, as totals have: they tell no scale and are listed problems."
    yield from several_answers(values, [name for name in values.table.columns if targets.get(name) != "what_happened"])
    if left_out := values.table.sheets_left_out():
        yield left_out
    if IDENTITY not in targets.values():
        yield NO_IDENTITY


def _by_usual_name(column: str, _look: Look) -> tuple[str, str]:
    name = normalised(column)
    group, own = group_and_name(column)
    if group and normalised(own) in USUAL_NAMES["what_happened"]:
        return "what_happened", "its name is a usual one for this"
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
    return TARGET_BY_LOOK.get(look, IGNORE), f"its values are {look}"
