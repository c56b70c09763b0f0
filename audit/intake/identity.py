"""Which row is which: the key an observation keeps however often its file is read."""

import re
from collections.abc import Mapping
from uuid import UUID

import pandas as pd

from audit.intake.cells import Cells
from audit.intake.reading import Problems
from audit.intake.recipe import Recipe
from audit.intake.tables import normalised
from audit.model.keys import key_of

BETWEEN = "\x1f"
OURS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def row_identities(cells: Cells, problems: Problems) -> pd.DataFrame:
    """Return what tells each row from the others, and list the rows that say they are an earlier one.

    Returns:
        For each row `own`, its own identity or "", and `source`, what its key is made of: that identity, else what
        stands in its filled cells and how many rows like it stand above it. So reading a file twice adds nothing,
        whatever the order of its rows and columns, and two rows alike in every cell stay two.
    """
    columns = [cells.column(name) for name in cells.recipe.identity]
    empty = pd.Series("", index=cells.rows.index, dtype="str")
    own = _own(columns, cells.recipe) if columns else empty
    own = own.mask(own.str.strip(BETWEEN) == "", "")
    _list_repeated(own, cells, problems)
    content = _numbered(_content(cells.rows[own == ""]))
    return pd.DataFrame({"said": own, "source": own.mask(own == "", content)})


def _own(columns: list[pd.Series], recipe: Recipe) -> pd.Series:
    if not recipe.identity_first:
        return _one_text(columns)
    own = columns[0]
    for column in columns[1:]:
        own = own.mask(own == "", column)
    return own


def _content(rows: pd.DataFrame) -> pd.Series:
    """Return what each row says as one text: its filled cells under their names, in the order of the alphabet."""
    names = sorted(rows.columns, key=lambda name: (normalised(name), name))
    columns = [rows[name].str.strip().tolist() for name in names]
    heads = [normalised(name) + "=" for name in names]
    lines = (
        BETWEEN.join([head + cell for head, cell in zip(heads, cells, strict=True) if cell])
        for cells in zip(*columns, strict=True)
    )
    return pd.Series(list(lines), index=rows.index, dtype="str")


def _numbered(texts: pd.Series) -> pd.Series:
    return texts + BETWEEN + texts.groupby(texts).cumcount().astype("str")


def _one_text(columns: list[pd.Series]) -> pd.Series:
    joined = [BETWEEN.join(cells) for cells in zip(*(column.tolist() for column in columns), strict=True)]
    return pd.Series(joined, index=columns[0].index, dtype="str")


def _list_repeated(identities: pd.Series, cells: Cells, problems: Problems) -> None:
    repeated = (identities != "") & identities.duplicated()
    if repeated.any():
        own = identities[identities != ""]
        first = own.index.to_series().groupby(own).transform("first").astype("str").reindex(identities.index)
        expected = "an identity of its own; row " + first + " has this one already"
        problems.add(repeated, " + ".join(cells.recipe.identity), identities.str.replace(BETWEEN, " "), expected)


def keys(cells: Cells, identities: pd.DataFrame, part: str = "") -> pd.Series:
    """Return the key (UUID) of each of `identities`, or of the `part` of its row that is about one touchpoint.

    An identity that the table gives holds among the tables of one recipe; what a row says holds under any.
    """
    name, may_be_ours = _maker(cells), cells.recipe.identity_kept and not part
    parts = (part,) if part else ()

    def key(own: str, source: str) -> UUID:
        if not own:
            return key_of("content", cells.recipe.kind, source, *parts)
        return UUID(own) if may_be_ours and OURS.fullmatch(own) else key_of(name, source, *parts)

    uuids = [key(*row) for row in zip(identities["said"].tolist(), identities["source"].tolist(), strict=True)]
    return pd.Series(uuids, index=identities.index, dtype="object")


def visits(cells: Cells, identities: pd.DataFrame, named: pd.Series) -> pd.Series:
    """Return the key of each row's visit as text: the one it is `named` to be of, else its own where it has parts.

    A row of one touchpoint that names no visit has "": it is a visit of its own without a key.
    """
    of_rows = keys(cells, identities, "visit").astype("str") if cells.recipe.touchpoints else named

    def key(visit: str, of_row: str) -> str:
        if cells.recipe.identity_kept and OURS.fullmatch(visit):
            return visit.lower()
        return str(key_of(_maker(cells), "visit", visit)) if visit else of_row

    uuids = [key(*row) for row in zip(named.tolist(), of_rows.tolist(), strict=True)]
    return pd.Series(uuids, index=identities.index, dtype="str")


def former_keys(cells: Cells, identities: pd.DataFrame, parts: Mapping[str, pd.Index]) -> dict[UUID, UUID]:
    """Return key -> the key that versions before 0.5 gave, of the rows that have no identity of their own.

    What a row said then held under one recipe's name alone, in the order of the table's columns.

    Args:
        cells: the rows of the table.
        identities: what `row_identities` gave of all of them.
        parts: part -> the rows that say something of it.
    """
    unsaid = cells.rows[identities["said"] == ""]
    former = "row" + BETWEEN + _numbered(_one_text([unsaid[name] for name in unsaid.columns]))
    uuid_of: dict[UUID, UUID] = {}
    for part, rows in parts.items():
        own = identities.loc[rows.intersection(unsaid.index, sort=False)]
        then = [key_of(_maker(cells), source, *([part] if part else [])) for source in former[own.index]]
        uuid_of.update(zip(keys(cells, own, part), then, strict=True))
    return uuid_of


def content_keys(cells: Cells, identities: pd.DataFrame, parts: Mapping[str, pd.Index]) -> dict[UUID, UUID]:
    """Return key -> the key it would have by what the row says, of the rows that have an identity of their own.

    Args:
        cells: the rows of the table.
        identities: what `row_identities` gave of all of them.
        parts: part -> the rows that say something of it.
    """
    with_identity = identities[identities["said"] != ""]
    if with_identity.empty:
        return {}
    content = _numbered(_content(cells.rows))
    by_content: dict[UUID, UUID] = {}
    for part, rows in parts.items():
        own = with_identity.loc[rows.intersection(with_identity.index, sort=False)]
        nameless = own.assign(said="", source=content[own.index])
        by_content.update(zip(keys(cells, own, part), keys(cells, nameless, part), strict=True))
    return by_content


def _maker(cells: Cells) -> str:
    return cells.recipe.identity_of or cells.recipe.name
