"""A row that came before, laid beside what a later file says of it: which cells differ, and from what to what."""

from collections.abc import Collection, Mapping

import pandas as pd
from pandas.api import types

from audit.model.person import is_former
from audit.model.walk_through import ANSWERS

COLUMNS = ("row", "id", "field", "was", "now")
FILLED_HERE = frozenset({"resolved_on", "channel"})  # an empty cell does not take back what was noted here since
STAYS_EMPTY = frozenset({"observer"})  # a name that was erased here does not come back
BY_ITSELF = ("id", "visit", "is_whole_visit")  # which row it is, and of which visit: that is compared by `moved_visits`


def content_marks(rows: pd.DataFrame) -> pd.Series:
    """Return for each row a mark (text) that two rows share when they say the same."""
    # sorted, so that the order of columns makes no difference
    hashes = pd.util.hash_pandas_object(rows[sorted(rows.columns.difference([*BY_ITSELF]))], index=False)
    return hashes.map("{:016x}".format).astype("str")


def changed_cells(rows: pd.DataFrame, standing: pd.DataFrame, says: Collection[str] | None) -> pd.DataFrame:
    """Return what `rows` say otherwise than what stands.

    Args:
        rows: what a file says, as a reading gives it; its index is the row of the file.
        standing: what stands of the same things, in the same columns.
        says: the columns the file says anything of, None = all; the others do not differ.

    Returns:
        One row a cell that differs: row (of the file), id (text), field, was, now (text as our own tables write it,
        "" = nothing). Where a file leaves empty what was filled in here, nothing differs.
    """
    here = standing.set_index(standing["id"].astype("str"))
    there = rows.set_index(rows["id"].astype("str"))
    both = there.index.intersection(here.index, sort=False)
    file_rows = pd.Series(rows.index, index=there.index)[both]
    names = [name for name in rows.columns.drop([*BY_ITSELF], errors="ignore").tolist() if says is None or name in says]
    pieces = [_differing(name, there.loc[both, name], here.loc[both, name], file_rows) for name in names]
    return pd.concat([pd.DataFrame(columns=list(COLUMNS)), *pieces], ignore_index=True).sort_values(
        "row", kind="stable", ignore_index=True
    )


def moved_visits(rows: pd.DataFrame, standing: Mapping[str, str]) -> pd.DataFrame:
    """Return which of `rows` belong to another visit than the one that stands, as `changed_cells` returns its cells.

    Args:
        rows: what a file says; its index is the row of the file.
        standing: id (text) -> the visit (text) of the observations that belong to one and may be moved.
    """
    ids = rows["id"].astype("str")
    was = ids.map(standing)
    moved = was.notna() & (was != rows["visit"])
    columns = {"row": rows.index[moved], "id": ids[moved], "field": "visit", "was": was[moved]}
    return pd.DataFrame({**columns, "now": rows.loc[moved, "visit"]}).reset_index(drop=True)


def _differing(name: str, there: pd.Series, here: pd.Series, file_rows: pd.Series) -> pd.DataFrame:
    now, was = cell_texts(there, name), cell_texts(here, name)
    differs = now != was
    if name in FILLED_HERE:
        differs &= now != ""
    if name in STAYS_EMPTY:
        differs &= (was != "") & ~was.map(is_former).astype("bool")
    columns = {"row": file_rows[differs], "id": now.index[differs], "field": name, "was": was[differs]}
    return pd.DataFrame({**columns, "now": now[differs]})


def cell_texts(cells: pd.Series, name: str) -> pd.Series:
    """Return the cells of one column as our own tables write them, "" where there is nothing."""
    if types.is_datetime64_any_dtype(cells.dtype):
        shape = "%Y-%m-%dT%H:%M:%S.%fZ" if name.endswith("_at") else "%Y-%m-%d"
        written: pd.Series = cells.dt.strftime(shape)
        return written.str.replace(r"(?::00)?\.000000Z$", "Z", regex=True).fillna("").astype("str")
    if types.is_bool_dtype(cells.dtype):
        return cells.map(ANSWERS, na_action="ignore").astype("str").fillna("")
    if types.is_numeric_dtype(cells.dtype):
        # digits beyond come and go between file and store without anybody's doing
        return cells.map("{:.10g}".format, na_action="ignore").astype("str").fillna("")
    texts = cells.astype("str").fillna("")
    return texts.map(_in_order) if name == "signals" else texts  # ticked boxes have no order


def _in_order(signals: str) -> str:
    return ";".join(sorted(filter(None, map(str.strip, signals.split(";")))))


def with_cells(rows: pd.DataFrame, cells: pd.DataFrame, word: str) -> pd.DataFrame:
    """Return `rows` with other cells.

    Args:
        rows: what stands; `id` is text.
        cells: one row a cell, with `id` (text) and `field`.
        word: the column of `cells` that holds what to write, in the form of `cell_texts`.
    """
    changed = rows.copy()
    for name, own in cells.groupby("field"):
        by_id = own.set_index("id")[word]
        texts = cell_texts(rows[str(name)], str(name))
        changed[name] = _from_texts(texts.mask(rows["id"].isin(by_id.index), rows["id"].map(by_id)), rows[str(name)])
    return changed


def _from_texts(texts: pd.Series, like: pd.Series) -> pd.Series:
    if types.is_datetime64_any_dtype(like.dtype):
        return pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True).dt.tz_localize(None).dt.as_unit("us")
    if types.is_bool_dtype(like.dtype):
        return texts.map({"yes": True, "no": False}).astype("boolean")
    if types.is_numeric_dtype(like.dtype):
        return pd.to_numeric(texts, errors="coerce").astype(like.dtype)
    return texts
