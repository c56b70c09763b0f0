"""Which row is which: the key an observation keeps however often its file is read."""

import re
from uuid import UUID

import pandas as pd

from audit.intake.cells import Cells
from audit.intake.reading import Problems
from audit.model.keys import key_of

BETWEEN = "\x1f"
OURS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def row_identities(cells: Cells, problems: Problems) -> pd.DataFrame:
    """Return what tells each row from the others, and list the rows that say they are an earlier one.

    Returns:
        For each row `said`, its own identity or "", and `source`, what its key is made of: that identity, else all
        its cells and how many rows like it stand above it. So reading a file twice adds nothing, and two rows alike
        in every cell stay two.
    """
    columns = [cells.column(name) for name in cells.recipe.identity]
    empty = pd.Series("", index=cells.rows.index, dtype="str")
    said = _one_text(columns) if columns else empty
    said = said.mask(said.str.strip(BETWEEN) == "", "")
    _list_repeated(said, cells, problems)
    unsaid = cells.rows[said == ""]
    whole = _one_text([unsaid[name] for name in unsaid.columns])
    alike = whole.groupby(whole).cumcount().astype("str")
    source = said.mask(said == "", "row" + BETWEEN + whole + BETWEEN + alike)
    return pd.DataFrame({"said": said, "source": source})


def _one_text(columns: list[pd.Series]) -> pd.Series:
    joined = [BETWEEN.join(cells) for cells in zip(*(column.tolist() for column in columns), strict=True)]
    return pd.Series(joined, index=columns[0].index, dtype="str")


def _list_repeated(said: pd.Series, cells: Cells, problems: Problems) -> None:
    repeated = (said != "") & said.duplicated()
    if repeated.any():
        own = said[said != ""]
        first = own.index.to_series().groupby(own).transform("first").astype("str").reindex(said.index)
        expected = "an identity of its own; row " + first + " has this one already"
        problems.add(repeated, " + ".join(cells.recipe.identity), said.str.replace(BETWEEN, " "), expected)


def keys(cells: Cells, identities: pd.DataFrame, part: str = "") -> pd.Series:
    """Return the key (UUID) of each of `identities`, or of the `part` of its row that is about one touchpoint."""
    name, may_be_ours = cells.recipe.identity_of or cells.recipe.name, cells.recipe.identity_kept and not part
    parts = (part,) if part else ()

    def key(said: str, source: str) -> UUID:
        return UUID(said) if may_be_ours and OURS.fullmatch(said) else key_of(name, source, *parts)

    found = [key(*row) for row in zip(identities["said"].tolist(), identities["source"].tolist(), strict=True)]
    return pd.Series(found, index=identities.index, dtype="object")


def visits(cells: Cells, identities: pd.DataFrame, said: pd.Series) -> pd.Series:
    """Return the key of each row's visit as text: the one it is `said` to be of, else its own where it has parts.

    A row of one touchpoint that names no visit has "": it is a visit of its own without a key.
    """
    recipe = cells.recipe
    name, of_row = recipe.identity_of or recipe.name, bool(recipe.touchpoints)

    def key(visit: str, source: str) -> str:
        if recipe.identity_kept and OURS.fullmatch(visit):
            return visit.lower()
        if visit:
            return str(key_of(name, "visit", visit))
        return str(key_of(name, source, "visit")) if of_row else ""

    found = [key(*row) for row in zip(said.tolist(), identities["source"].tolist(), strict=True)]
    return pd.Series(found, index=identities.index, dtype="str")
