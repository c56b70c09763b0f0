"""The cells of a table as a recipe sees them: the rows it keeps, read field by field, still as text."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

import pandas as pd

from audit.errors import MissingColumnError
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import FieldSource, Kind
from audit.intake.tables import Table, normalised
from audit.model.rating import DIMENSIONS

NEEDED_FIELDS = {
    Kind.OBSERVATIONS: ("observed_at", "touchpoint", "outcome"),
    Kind.SERVICE_METRICS: ("period_start", "period_end", "period", "service", "metric", "target_share"),
    Kind.TICKETS: (),
}
NOWHERE = FieldSource(())
HARMLESS = r"^'(?='*[=+\-@])"  # the apostrophe by which our own exports keep a spreadsheet from running a text
TICKED = frozenset({"1", "true"})  # what stands in the column of a single choice that was made
MANY = frozenset({"signals"})  # fields whose cell may hold several words, with semicolons between them


def by_text(texts: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Return `texts` with each distinct one changed; a column of a few words costs a few calls."""
    codes, distinct = pd.factorize(texts)
    changed = pd.array([change(text) for text in distinct], dtype="str")
    return pd.Series(changed.take(codes), index=texts.index)


def plain(word: str) -> str:
    """Return a word as it is compared: without case, spaces around it, or the `.0` a program added to a number."""
    # spreadsheets write a whole number with ".0" as soon as one cell of the column has a part
    return re.sub(r"^(-?\d+)\.0+$", r"\1", word.strip().casefold())


class Cells:
    """The rows of a table that a recipe keeps.

    Raises:
        MissingColumnError: when the table lacks a column the recipe cannot do without.
        RepeatedColumnError: when a column the recipe names stands there more than once.
    """

    def __init__(self, table: Table, recipe: Recipe) -> None:
        self.recipe = recipe
        self.separator = table.separator
        self._columns = {
            name: table.column_named(name, in_groups=recipe.columns_in_groups)
            for name in (*recipe.columns(), *recipe.choice_columns())
        }
        there = {name for name, column in self._columns.items() if column}
        missing = [name for name in _needed(recipe, there) if name not in there]
        if missing:
            raise MissingColumnError(recipe.name, missing, table.columns)
        dropped = {normalised(name) for name in recipe.dropped}
        # before anything is read: what is dropped for privacy is seen by nothing below
        self.rows = table.rows[[name for name in table.columns if normalised(table.header_of(name)) not in dropped]]
        self.rows_in_file = len(self.rows)
        self.rows = self.rows[self._rows_read(table.shape.header_row)]
        self.skipped = self.rows_in_file - len(self.rows)

    def _rows_read(self, header_row: int) -> "pd.Series[bool]":
        chosen = pd.Series(self.rows.index > header_row + self.recipe.skip_first_rows, index=self.rows.index)
        for rule in self.recipe.skip:
            chosen &= ~_any_of(self.column(rule.column), rule.values)
        for rule in self.recipe.keep:
            chosen &= _any_of(self.column(rule.column), rule.values)
        return chosen

    def leave_out(self, rows: "pd.Series[bool]") -> None:
        """Leave these rows out as well, counted among the skipped."""
        self.rows = self.rows[~rows]
        self.skipped = self.rows_in_file - len(self.rows)

    def has(self, name: str) -> bool:
        """Return whether the table has a column for the field `name`, or the recipe fixes it."""
        return name in self.recipe.fixed or self.has_any(self.recipe.fields.get(name, NOWHERE))

    def has_any(self, source: FieldSource) -> bool:
        """Return whether the table has one of the columns of `source`."""
        return any(map(self._columns.get, (*source.columns, *source.choice_columns())))

    def speaks_of(self, columns: Iterable[str]) -> frozenset[str]:
        """Return those of our `columns` that the table says anything of, or the recipe fixes."""
        parts = {"touchpoint", "outcome", "stage", "channel", *DIMENSIONS} if self.recipe.touchpoints else set()
        sources = {"observed_on": "observed_at", "resolved_on": "resolved_at"}
        return frozenset(name for name in columns if name in parts or self.has(sources.get(name, name)))

    def column(self, name: str) -> pd.Series:
        """Return the trimmed cells of the column a recipe calls `name`; all empty where the table has none."""
        real_name = self._columns.get(name)
        if not real_name:
            return pd.Series("", index=self.rows.index, dtype="str")
        cells = self.rows[real_name].str.strip()
        quoted = cells.str.startswith("'") & self.recipe.identity_kept
        return cells.mask(quoted, cells[quoted].str.replace(HARMLESS, "", regex=True)) if quoted.any() else cells

    def text(self, name: str) -> pd.Series:
        """Return a field's text: joined, translated and filled in as the recipe says; "" where nothing is said."""
        if name in self.recipe.fixed:
            return pd.Series(self.recipe.fixed[name], index=self.rows.index, dtype="str")
        return self.text_from(self.recipe.fields.get(name, NOWHERE), many=name in MANY)

    def text_from(self, source: FieldSource, *, many: bool = False) -> pd.Series:
        """Return what the columns of `source` say: joined, translated and filled in; "" where nothing is said."""
        if not source.columns:
            return pd.Series("", index=self.rows.index, dtype="str")
        columns = [self.given(column, source.not_applicable) for column in source.columns]
        if source.spaces_between:
            return self._chosen(_joined(columns, source), source)
        text = translated(_joined(columns, source), source.words, many=many)
        return text.mask(text == "", source.if_empty) if source.if_empty else text

    def _chosen(self, texts: pd.Series, source: FieldSource) -> pd.Series:
        """Return what was chosen of several: `texts` in our words, or else what the columns of single choices hold."""
        chosen = by_text(texts, lambda text: ";".join(choices_in(text, source.words)))
        ticked = pd.Series("", index=texts.index, dtype="str")
        for column, ours in zip(source.choice_columns(), [*source.words.values()] * len(source.columns), strict=True):
            ticked = ticked.mask(self.column(column).str.casefold().isin(TICKED), ticked + ours + ";")
        return chosen.mask(chosen == "", ticked)

    def given(self, column: str, not_applicable: tuple[str, ...]) -> pd.Series:
        """Return the cells of `column`, empty where they hold a code for "does not apply"."""
        return emptied(self.column(column), not_applicable)

    def written(self, name: str) -> pd.Series:
        """Return a field's cells as they are written, for a problem to repeat."""
        source = self.recipe.fields.get(name)
        return self.text(name) if source is None else self.as_written(source)

    def as_written(self, source: FieldSource) -> pd.Series:
        """Return the cells of the columns of `source` as they are written."""
        plainly = FieldSource(source.columns, first_given=source.first_given)
        return _joined([self.column(column) for column in source.columns], plainly)

    def label(self, name: str) -> str:
        """Return what the columns of a field are called in the file."""
        source = self.recipe.fields.get(name)
        return self.heading(source) if source else name

    def heading(self, source: FieldSource) -> str:
        """Return what the columns of `source` are called in the file."""
        return " + ".join(self._columns.get(column) or column for column in source.columns)


def _needed(recipe: Recipe, there: Collection[str]) -> tuple[str, ...]:
    """Return the columns a recipe cannot do without; of those of which the first given is taken, one that is there."""
    if not recipe.columns_may_be_missing:
        return recipe.columns()
    needed = list(recipe.identity) if recipe.kind is Kind.TICKETS else []
    for source in (recipe.fields[name] for name in NEEDED_FIELDS[recipe.kind] if name in recipe.fields):
        is_enough = source.first_given and any(column in there for column in source.columns)
        needed += [column for column in source.columns if not is_enough]
    return tuple(needed)


def _any_of(texts: pd.Series, words: tuple[str, ...]) -> "pd.Series[bool]":
    return by_text(texts, plain).isin([plain(word) for word in words])


def emptied(texts: pd.Series, codes: tuple[str, ...]) -> pd.Series:
    """Return `texts`, empty where they hold one of the `codes`."""
    return texts.mask(_any_of(texts, codes), "") if codes else texts


def _joined(columns: list[pd.Series], source: FieldSource) -> pd.Series:
    text = columns[0]
    for column in columns[1:]:
        if source.first_given:
            text = text.mask(text == "", column)
        else:
            both = (text != "") & (column != "")
            text = text + both.map({True: source.join, False: ""}).astype("str") + column
    return text


def choices_in(text: str, words: Mapping[str, str]) -> list[str]:
    """Return the choices that `text` holds with spaces between them, in our words; names may hold spaces themselves."""
    ours = {plain(theirs): word for theirs, word in words.items()}
    names = "|".join(map(re.escape, sorted(ours, key=len, reverse=True)))
    return [ours.get(name, name) for name in re.findall(rf"({names}|\S+)(?!\S)", plain(text))]


def translated(texts: pd.Series, words: Mapping[str, str], *, many: bool = False) -> pd.Series:
    """Return `texts` in our words; what `words` does not mention stays as it is."""
    if not words:
        return texts
    ours = {plain(theirs): word for theirs, word in words.items()}

    def translate(text: str) -> str:
        parts = text.split(";") if many else [text]
        return ";".join(ours.get(plain(part), part) for part in parts)

    return by_text(texts, translate)
