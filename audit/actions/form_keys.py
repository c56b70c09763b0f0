"""The form of the programme, and what it says by keys read back as the names those things have now."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pandas as pd

from audit.intake.cells import by_text
from audit.intake.reading import PROBLEM, Reading
from audit.model.keys import key_of
from audit.model.named import Named
from audit.publish.field_form import Programme, field_form
from audit.store.earlier_name import todays_names
from audit.store.journey import journeys, offered_journeys
from audit.store.observation import customer_groups, offered_groups
from audit.store.opening import Store
from audit.store.place import offered_places, places
from audit.store.programme import programme
from audit.store.vocabulary import vocabulary

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEYED = ("journey", "stage", "touchpoint", "place", "customer_group")


def form_of_programme(store: Store, version: datetime) -> bytes:
    """Return the programme as an XLSForm, made at `version`.

    Raises:
        NothingToWalkError: there is no touchpoint to be observed yet.
    """
    settings, offered = programme(store), offered_journeys(store)
    form = Programme(settings.name, offered, offered_places(store), offered_groups(store), vocabulary(store))
    return field_form(form, version)


def with_names(store: Store, reading: Reading) -> Reading:
    """Return `reading` with names for the keys of the programme; a row with a key that is not known is a problem.

    The journey and stage of a touchpoint are those it is in now.
    """
    if not any(_keyed(frame).any(axis=None) for frame in _frames(reading)):
        return named_as_today(store, reading)
    names, where = _names(store), _where(store)
    rows = _named(reading.rows, names, where)
    notes = None if reading.notes is None else _named(reading.notes, names, where)
    problems = pd.concat([reading.problems, *(_problems(frame) for frame in (rows, notes) if frame is not None)])
    problems = problems.sort_values("row", kind="stable", ignore_index=True).astype(reading.problems.dtypes)
    read = replace(
        reading,
        rows=rows[~rows.index.isin(problems["row"])],
        notes=None if notes is None else notes[~notes.index.isin(problems["row"])],
        problems=problems,
    )
    return named_as_today(store, read)


def named_as_today(store: Store, reading: Reading) -> Reading:
    """Return `reading` with places and customer groups as they are called today, whatever the file calls them."""
    changed = reading
    for noun in Named:
        if names := todays_names(store, noun):
            notes = None if changed.notes is None else _as_today(changed.notes, noun, names)
            changed = replace(changed, rows=_as_today(changed.rows, noun, names), notes=notes)
    return changed


def _as_today(rows: pd.DataFrame, noun: Named, names: Mapping[str, str]) -> pd.DataFrame:
    if noun.value not in rows:
        return rows
    return rows.assign(**{noun.value: by_text(rows[noun.value], lambda cell: names.get(cell, cell))})


def _frames(reading: Reading) -> tuple[pd.DataFrame, ...]:
    return (reading.rows,) if reading.notes is None else (reading.rows, reading.notes)


def _keyed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each cell that may hold a key whether it does."""
    return pd.DataFrame({name: rows[name].astype("str").str.fullmatch(KEY) for name in KEYED}, index=rows.index)


def _names(store: Store) -> Mapping[str, str]:
    every = journeys(store)
    stages = [stage for journey in every for stage in journey.stages]
    touchpoints = [touchpoint for stage in stages for touchpoint in stage.touchpoints]
    named = {str(journey.id): journey.name for journey in every}
    named |= {str(stage.id): stage.name for stage in stages}
    named |= {str(touchpoint.id): touchpoint.name for touchpoint in touchpoints}
    for noun, today in ((Named.PLACE, places(store)), (Named.CUSTOMER_GROUP, customer_groups(store))):
        named |= {str(key_of(noun.value, name)): name for name in (*todays_names(store, noun), *today)}
    return named


def _where(store: Store) -> Mapping[str, tuple[str, str]]:
    """Return the key of each touchpoint -> its journey and stage."""
    return {
        str(touchpoint.id): (journey.name, stage.name)
        for journey in journeys(store)
        for stage, touchpoint in journey.touchpoints()
    }


def _named(rows: pd.DataFrame, names: Mapping[str, str], where: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    placed = {
        name: rows["touchpoint"].map({key: names_of[place] for key, names_of in where.items()}).fillna(rows[name])
        for place, name in enumerate(("journey", "stage"))
    }
    cells = rows.assign(**placed)
    return cells.assign(**{name: cells[name].map(lambda cell: names.get(cell, cell)).astype("str") for name in KEYED})


def _problems(rows: pd.DataFrame) -> pd.DataFrame:
    pieces = []
    for name, is_key in _keyed(rows).items():
        cells = rows.loc[is_key, str(name)]
        called = str(name).replace("_", " ")
        expected = f"a {called} of this audit; the form was made for another, or the {called} was removed since"
        pieces.append(pd.DataFrame({"row": cells.index, "column": name, "value": cells, PROBLEM: expected}))
    return pd.concat(pieces, ignore_index=True).drop_duplicates()
