"""The recipe that a mapping screen writes: each column in the place a steward has given it."""

from collections.abc import Mapping

from audit.intake import looks
from audit.intake.looks import Look
from audit.intake.proposal import DROP, IDENTITY, IGNORE, SCORE, THE_WHOLE, Proposal, propose
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    OBSERVATION_FIELDS,
    WHOLE_FIELDS,
    Dates,
    FieldSource,
    Scores,
    TouchpointPart,
    WholeRow,
)
from audit.intake.tables import Table, TableShape, normalised
from audit.model.rating import DIMENSIONS

WEAK_WORDS = frozenset({"rating", "ratings", "score", "scores", "stars"})


def proposed_recipe(
    table: Table, name: str, *, targets: Mapping[str, str] | None = None, dates: Dates | None = None
) -> Recipe:
    """Return the recipe that reads `table` with its columns in these places.

    Several columns in one field are joined. Score columns become touchpoints of their own, named after the column,
    on the scale their values are on, with no RATER dimension until somebody says which. A yes becomes positive.

    Args:
        table: The table to be read.
        name: What the recipe is to be called.
        targets: Column -> field, or `score`, `identity`, `drop`, "" (not read); as `Proposal.targets` gives them.
        dates: How its dates are written.

    Raises:
        RecipeError: when something is missing, e.g. no column holds the date, or the name does not fit.
    """
    proposal = propose(table) if targets is None or dates is None else Proposal(())
    placed = proposal.targets() if targets is None else targets
    samples = {column: looks.sample_of(table.rows[column]) for column, target in placed.items() if target != IGNORE}
    in_place = {target: [column for column in placed if placed[column] == target] for target in placed.values()}
    fields = {
        target: _source(target, columns, [cell for column in columns for cell in samples[column]])
        for target, columns in in_place.items()
        if target in OBSERVATION_FIELDS
    }
    parts = tuple(_touchpoint(column, samples[column]) for column in in_place.get(SCORE, ()))
    is_whole_said = bool(parts) and not set(WHOLE_FIELDS).isdisjoint(fields)
    scored = [column for column, target in placed.items() if target in {SCORE, *DIMENSIONS}]
    zeros = any(looks.has_zeros(samples[column]) for column in scored)
    return Recipe(
        name=name,
        title=f"Tables like {table.name}",
        shape=TableShape(),
        signature=tuple(column for column, target in placed.items() if target not in {IGNORE, DROP}),
        dates=dates or proposal.dates,
        identity=tuple(in_place.get(IDENTITY, ())),
        scores=Scores(not_applicable=("0",) if zeros else ()),
        fixed={} if parts or "touchpoint" in fields else {"touchpoint": THE_WHOLE},
        fields=fields,
        touchpoints=parts,
        whole_row=WholeRow(THE_WHOLE) if is_whole_said else None,
        dropped=tuple(in_place.get(DROP, ())),
    )


def _source(target: str, columns: list[str], cells: list[str]) -> FieldSource:
    look = looks.look_of(cells)
    if target == "outcome" and look is Look.YES_NO:
        return FieldSource(tuple(columns), words=looks.YES_NO)
    if target == "outcome" and look in {Look.SCORES, Look.NUMBERS}:
        return FieldSource(tuple(columns), scale=looks.scale_of(cells), from_score=True)
    if target == "greeted":
        return FieldSource(tuple(columns), words={"1": "yes", "0": "no"})
    if target == "wait_minutes":
        return FieldSource(tuple(columns), unit=looks.wait_unit_of(columns[0], cells))
    return FieldSource(tuple(columns), scale=looks.scale_of(cells) if target in DIMENSIONS else None)


def _touchpoint(column: str, cells: list[str]) -> TouchpointPart:
    words = [word for word in normalised(column).split() if word not in WEAK_WORDS]
    name = " ".join(words) or column
    return TouchpointPart(name[:1].upper() + name[1:], score=column, scale=looks.scale_of(cells))
