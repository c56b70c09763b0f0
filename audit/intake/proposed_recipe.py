"""The recipe that a mapping screen writes: each column in the place a steward has given it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.intake import traits
from audit.intake.cells import plain
from audit.intake.column_values import ColumnValues
from audit.intake.date_questions import order_shown
from audit.intake.header_groups import BETWEEN, group_and_name
from audit.intake.open_questions import questions_for
from audit.intake.proposal import DROP, ENTIRE_VISIT, IDENTITY, IGNORE
from audit.intake.question import Answer, Question
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    OBSERVATION_FIELDS,
    ROW_FIELDS,
    SCORE,
    Dates,
    EntireRow,
    FieldSource,
    TouchpointPart,
)
from audit.intake.tables import normalised
from audit.intake.traits import Look
from audit.model.rating import Dimension
from audit.model.walk_through import YES_NO

WEAK_WORDS = frozenset({"rating", "ratings", "score", "scores", "stars"})


@dataclass(frozen=True, slots=True)
class Placed:
    """What a steward says of a table besides the answers.

    `targets` are column -> field, or `score`, `identity`, `drop`, "" (not read). `fixed` are fields with one value in
    every row, `dimensions` the RATER dimension each score column rates, `unit` how a wait is written, "" to tell it by
    the column or to ask, `time_zone` the clock that wrote the times, "" for the programme's. Columns `apart` are asked
    about each on its own.
    """

    targets: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    unit: str = ""
    time_zone: str = ""
    skip_first_rows: int = 0
    apart: frozenset[str] = frozenset()


def questions_of(values: ColumnValues, placed: Placed, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Return the questions that columns placed so leave, each with its answer where `answers` has one by its key."""
    questions = questions_for(values, placed.targets, placed.fixed, placed.apart, unit=placed.unit)
    return tuple(question.answered(answers.get(question.key, "")) for question in questions)


def draft_recipe(
    values: ColumnValues, name: str, placed: Placed, answers: Mapping[str, Answer] | None = None
) -> Recipe:
    """Return the recipe that reads a table with its columns in these places and these answers.

    The questions nobody has answered yet stand open in it, and reading by it is refused until they are answered.
    Several columns in one field are joined. Score columns become touchpoints of their own, named after the column,
    with no RATER dimension unless `placed` says which.

    Raises:
        AnswerUnfitError: an answer is none to its question.
        RecipeError: when something is contradictory, or the name does not fit.
    """
    targets = {column: target for column, target in placed.targets.items() if target != IGNORE}
    in_place = {target: [column for column in targets if targets[column] == target] for target in targets.values()}
    fields = {
        target: _source(target, columns, values, placed)
        for target, columns in in_place.items()
        if target in OBSERVATION_FIELDS
    }
    parts = tuple(_touchpoint(column, values, placed) for column in in_place.get(SCORE, ()))
    has_row_part = bool(parts) and not set(ROW_FIELDS).isdisjoint(fields)
    names_none = not parts and "touchpoint" not in fields
    dated = [column for column, target in targets.items() if target in {"observed_at", "resolved_at"}]
    return Recipe(
        name=name,
        title=f"Tables like {values.table.name}",
        shape=values.table.shape,
        skip_first_rows=placed.skip_first_rows,
        signature=tuple(column for column, target in targets.items() if target != DROP),
        dates=Dates(order_shown(values, dated), time_zone=placed.time_zone),
        identity=tuple(in_place.get(IDENTITY, ())),
        fixed=_fixed(placed, names_none=names_none),
        fields=fields,
        touchpoints=parts,
        whole_row=EntireRow(ENTIRE_VISIT) if has_row_part else None,
        dropped=tuple(in_place.get(DROP, ())),
        questions=questions_of(values, placed, answers or {}),
    )


def _fixed(placed: Placed, *, names_none: bool) -> dict[str, str]:
    """Return the fields that are the same in every row; where nothing names a touchpoint, all rows are of the whole."""
    given = {name: value for name, value in placed.fixed.items() if value.strip()}
    return {"touchpoint": ENTIRE_VISIT} | given if names_none else given


def contradiction(placed: Placed) -> str:
    """Return in words what cannot be at once among the places of the columns, "" where nothing stands against it."""
    targets = set(placed.targets.values())
    if SCORE in targets and "touchpoint" in targets:
        return (
            "One column says which touchpoint a row is about, and others are marks for touchpoints of their own. "
            "Leave the first out, or give the marks another place: how it went, or a dimension."
        )
    return ""


def _source(target: str, columns: list[str], values: ColumnValues, placed: Placed) -> FieldSource:
    cells = [cell for column in columns for cell in values.sample(column)]
    if target == "outcome":
        return FieldSource(tuple(columns), from_score=traits.look_of(cells) is not Look.OUTCOMES)
    if target in YES_NO:
        words = {cell: "yes" if plain(cell) in traits.YES else "no" for cell in cells if traits.is_yes_or_no(cell)}
        return FieldSource(tuple(columns), words=words)
    if target == "wait_minutes":
        return FieldSource(tuple(columns), unit=placed.unit or traits.wait_unit_of(columns[0], cells))
    if target == "observed_at":  # the day, and then the time of day
        columns = sorted(columns, key=lambda column: values.look(column) is Look.CLOCK)
    return FieldSource(tuple(columns))


def _touchpoint(column: str, values: ColumnValues, placed: Placed) -> TouchpointPart:
    group, own = group_and_name(column)
    words = [word for word in normalised(own).split() if word not in WEAK_WORDS]
    name = BETWEEN.join(filter(None, (group, " ".join(words).capitalize() if group else " ".join(words)))) or column
    dimension = placed.dimensions.get(column)
    is_outcome = values.look(column) is Look.OUTCOMES and not dimension
    return TouchpointPart(
        name[:1].upper() + name[1:],
        score="" if is_outcome else column,
        outcome=column if is_outcome else "",
        dimensions=(dimension,) if dimension else (),
    )
