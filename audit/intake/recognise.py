"""Telling what a table is: the recipe that fits it, or else what is missing and what its columns might be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from audit.errors import TableRefusedError, TableTooCostlyError, TableTooLargeError
from audit.intake.layout import read_as_laid_out
from audit.intake.proposal import Proposal, propose
from audit.intake.recipe import Recipe
from audit.intake.settling import confirmed_marks, share_of_marks_known, with_answered_columns
from audit.intake.tables import UPLOAD, Limits, Table, TableShape, normalised, read_table, without_groups


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a table was taken for.

    With a `recipe`, `unplaced` are the columns it does not read. Without one, `nearest` names the recipe that came
    closest ("" when none did), `missing` its columns that the table lacks, `proposal` where the columns might go and
    `unplaced` those for which nothing was found.
    """

    recipe: Recipe | None
    unplaced: tuple[str, ...] = ()
    nearest: str = ""
    missing: tuple[str, ...] = ()
    proposal: Proposal | None = None


def recognise(table: Table, recipes: Iterable[Recipe]) -> Recognition:
    """Return the recipe whose signature `table` has, the one of highest priority and then of most columns.

    Of mappings whose marks a person confirmed, one whose marks the table holds goes before one whose it does not; of
    recipes that fit equally well, the one saved last. Names are compared without case and punctuation. A recipe without
    a signature is never recognised.
    """
    shelf = [recipe for recipe in recipes if recipe.signature]
    if best := _fitting(table, shelf):
        return best
    proposal = propose(table)
    nearest = max(shelf, key=lambda recipe: _share(table, recipe), default=None)
    if nearest is None or not _share(table, nearest):
        return Recognition(None, proposal.unplaced(), proposal=proposal)
    return Recognition(None, proposal.unplaced(), nearest.name, _missing(table, nearest), proposal)


def read_and_recognise(
    content: bytes, name: str, recipes: Sequence[Recipe], *, limits: Limits = UPLOAD
) -> tuple[Table, Recognition]:
    """Read a file and tell what it is, trying each layout that a recipe asks for (a header further down, a sheet).

    Returns:
        The table in the layout of the recipe that fits it, and that recipe; else the table in the layout that makes it
        one, and the proposal.

    Raises:
        TableRefusedError: when the file cannot be read in any of the layouts.
    """
    tables: list[Table] = []
    for shape in dict.fromkeys((TableShape(), *(recipe.shape for recipe in recipes))):
        if shape.joined and not may_be_joined(content, tables):
            continue
        try:
            table = read_table(content, name, shape=shape, limits=limits)
        except (TableTooCostlyError, TableTooLargeError):
            raise  # it costs as much in any other layout
        except TableRefusedError:
            continue
        if best := _fitting(table, [recipe for recipe in recipes if _is_in_layout(recipe, table, content)]):
            return table, best
        tables.append(table)
    table = read_as_laid_out(content, name, tables[0] if tables else None, limits=limits)
    return table, recognise(table, recipes)


def _is_in_layout(recipe: Recipe, table: Table, content: bytes) -> bool:
    """Return whether `recipe` reads tables laid out so; of a file of one table nothing is joined."""
    is_flat = not may_be_joined(content, [table]) and replace(recipe.shape, joined=False) == table.shape
    return is_flat or recipe.shape == table.shape


def may_be_joined(content: bytes, tables: Sequence[Table]) -> bool:
    """Return whether a file may hold two tables: it is packed, and what was read of it so far is not its only sheet."""
    return content.startswith(b"PK") and not any(len(table.sheets) == 1 for table in tables)


def _fitting(table: Table, recipes: Sequence[Recipe]) -> Recognition | None:
    fitting = [recipe for recipe in recipes if recipe.signature and not _missing(table, recipe)]
    if not fitting:
        return None
    mapped = [recipe for recipe in fitting if confirmed_marks(recipe)]
    shares = {recipe.name: share_of_marks_known(recipe, table) for recipe in mapped} if len(mapped) > 1 else {}
    best = max(
        fitting,
        key=lambda recipe: (recipe.priority, shares.get(recipe.name, 1), len(recipe.signature), recipe.saved_at),
    )
    answered = with_answered_columns(best)
    named = (*answered.columns(), *answered.choice_columns(), *best.dropped, *best.signature)
    read = {normalised(column) for column in named}
    unread = [name for name in table.columns if read.isdisjoint(_called(table, name, best))]
    return Recognition(best, tuple(unread))


def _called(table: Table, column: str, recipe: Recipe) -> set[str]:
    """Return the names by which `recipe` knows a column, without case and punctuation."""
    names = {normalised(column), normalised(table.header_of(column))}
    return names | (without_groups(column) if recipe.columns_in_groups else set())


def _missing(table: Table, recipe: Recipe) -> tuple[str, ...]:
    present = set().union(*(_called(table, column, recipe) for column in table.columns))
    return tuple(column for column in recipe.signature if normalised(column) not in present)


def _share(table: Table, recipe: Recipe) -> float:
    return 1 - len(_missing(table, recipe)) / len(recipe.signature)
