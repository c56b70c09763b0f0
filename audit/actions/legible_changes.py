"""Changed cells as a person knows them: by day, journey, touchpoint and place, and a visit by its rows of the file."""

from collections.abc import Sequence

import pandas as pd

from audit.actions.changed_rows import STANDING
from audit.intake.comparing import cell_texts
from audit.intake.reading import Reading
from audit.store.opening import Store
from audit.store.visit import visits_of_imported

_DAYS = ("observed_on", "period_start", "closed_on")
_NAMES = ("journey", "service", "touchpoint", "place")
_MOST_ROWS = 5  # of a visit, that are named


def legible(store: Store, cells: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return changed cells with what stands of the thing each is a cell of, and visits in words.

    Args:
        store: the open store.
        cells: as `audit.actions.changed_rows.changes_in` returns them.
        reading: what the file gave, its rows under the keys they are known by.

    Returns:
        One row a cell: row (of the file), id, field, was, now, day (of what stands, ISO), journey, service, touchpoint,
        place (text, "" = none).
    """
    standing = [
        _known_by(STANDING[str(noun)](store, own["id"].drop_duplicates())) for noun, own in cells.groupby("noun")
    ]
    known = pd.concat([pd.DataFrame(columns=["id", "day", *_NAMES]), *standing])
    named = cells.drop(columns="noun").merge(known, on="id", how="left")
    return _with_visits_in_words(store, named, reading) if (named["field"] == "visit").any() else named


def _known_by(standing: pd.DataFrame) -> pd.DataFrame:
    day = next(name for name in _DAYS if name in standing)
    names = {name: standing.get(name, "") for name in _NAMES}
    return pd.DataFrame({"id": standing["id"], "day": cell_texts(standing[day], day), **names})


def _with_visits_in_words(store: Store, cells: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    ids = reading.rows["id"].astype("str")
    visits = {"was": ids.map(visits_of_imported(store, ids)), "now": reading.rows["visit"]}
    is_visit = cells["field"] == "visit"
    for word, of_row in visits.items():
        rows = of_row.index.to_series().groupby(of_row.to_numpy()).agg(lambda own: sorted(set(own)))
        cells.loc[is_visit, word] = [
            _visit(rows[visit] if visit else [], row)
            for visit, row in zip(cells.loc[is_visit, word], cells.loc[is_visit, "row"], strict=True)
        ]
    return cells


def _visit(rows: Sequence[int], row: int) -> str:
    """Return a visit by the other rows of the file that belong to it."""
    others = [str(other) for other in rows if other != row]
    if not others:
        return "of no other row"
    if len(others) > _MOST_ROWS:
        others = [*others[:_MOST_ROWS], f"{len(others) - _MOST_ROWS} more"]
    return f"the same as of {'row' if len(others) == 1 else 'rows'} {_listed(others)}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
