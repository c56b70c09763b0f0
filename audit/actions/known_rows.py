"""Rows that came in before, by another recipe or an earlier version: brought back to the keys they have."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

import pandas as pd

from audit.intake.reading import Reading
from audit.intake.recipe import Recipe
from audit.model.number import counted
from audit.store.arrival import came_without_marks, content_arrivals
from audit.store.incoming import known_ids
from audit.store.incoming_names import called_today
from audit.store.note import known_notes
from audit.store.opening import Store


@dataclass(frozen=True, slots=True, eq=False)
class KnownRows:
    """A reading with each row under the key it came in under.

    `by_content` are the keys the rows have by what they say alone (text), in the order of `reading.rows`, then of its
    notes; `came_by` is recipe -> how many rows of the file came in by it, under an identity that this reading does not
    know.
    """

    reading: Reading
    by_content: pd.Series
    came_by: Mapping[str, int]


def under_known_keys(store: Store, reading: Reading, recipe: Recipe) -> KnownRows:
    """Return `reading` with the keys its rows came in under, whichever recipe or version brought them.

    A row of which the whole content came in before is that row, whatever its recipe is called; one that only has an
    identity of its own is another wherever its recipe is.
    """
    reading = _as_formerly(store, reading, recipe)
    contents = {str(key): str(content) for key, content in reading.by_content().items()}
    rows, by_content, recipes = _as_it_came(store, reading.rows, contents)
    notes, notes_by_content = reading.notes, by_content[:0]
    if notes is not None:
        notes, notes_by_content, of_notes = _as_it_came(store, notes, contents)
        recipes = pd.concat([recipes, of_notes])
    came_by = {str(name): int(own.index.nunique()) for name, own in recipes.groupby(recipes)}
    return KnownRows(replace(reading, rows=rows, notes=notes), pd.concat([by_content, notes_by_content]), came_by)


def _as_it_came(
    store: Store, rows: pd.DataFrame, contents: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Return `rows` under the keys they came in under, the keys they have by what they say, and who brought which."""
    ids = rows["id"].astype("str")
    by_content = ids.map(lambda key: contents.get(key, key)).astype("str")
    came = content_arrivals(store, by_content[~ids.isin(_known(store, ids))])
    standing = by_content.map({content: key for content, (key, _) in came.items()}).astype("str").fillna("")
    is_known = standing.isin(_known(store, standing[standing != ""])) & ~standing.isin(ids) & ~standing.duplicated()
    keys = [UUID(key) if known else own for key, known, own in zip(standing, is_known, rows["id"], strict=True)]
    recipes = by_content[is_known].map({content: name for content, (_, name) in came.items()})
    return rows.assign(id=pd.Series(keys, index=rows.index, dtype="object")), by_content, recipes


def _known(store: Store, ids: pd.Series) -> set[str]:
    return known_ids(store, ids) | known_notes(store, ids)


def in_names_of_today(store: Store, reading: Reading) -> Reading:
    """Return `reading` with journeys, stages and touchpoints as they are called today, where its rows name any."""
    if "journey" not in reading.rows:
        return reading
    notes = reading.notes if reading.notes is None else called_today(store, reading.notes)
    return replace(reading, rows=called_today(store, reading.rows), notes=notes)


def came_before(came_by: Mapping[str, int]) -> str:
    """Return in words which rows are known from another recipe, "" where none is."""
    return " ".join(
        f"{counted(count, 'row')} came in before by the recipe {name}, so {'it is' if count == 1 else 'they are'} "
        "not brought in again."
        for name, count in came_by.items()
    )


def _as_formerly(store: Store, reading: Reading, recipe: Recipe) -> Reading:
    """Return `reading` with the keys its rows came in under, where that was before rows left marks."""
    if not came_without_marks(store, recipe.name):
        return reading
    former = reading.formerly()
    known = known_ids(store, former.values())
    keys = [former[key] if str(former.get(key)) in known else key for key in reading.rows["id"]]
    return replace(reading, rows=reading.rows.assign(id=pd.Series(keys, index=reading.rows.index, dtype="object")))
