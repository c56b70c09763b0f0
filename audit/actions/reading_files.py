"""A file read by the recipe it is recognised by, or by one that was named; nothing is written."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from audit.actions.form_keys import named_as_today, with_names
from audit.errors import FileUnknownError
from audit.intake.observations import JOURNEY, STAGE, read_observations
from audit.intake.reading import Reading
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import Kind
from audit.intake.recipes import all_recipes
from audit.intake.recognise import read_and_recognise
from audit.intake.service_metrics import read_service_metrics
from audit.intake.settling import known_by_more_than_names
from audit.intake.tables import UPLOAD, Limits, Table, read_table
from audit.intake.tickets import read_tickets
from audit.model.clock import utc_now
from audit.store.incoming_names import known_once
from audit.store.opening import Store
from audit.store.programme import programme

_SHOWN = 8  # touchpoints in one sentence


def read_file(
    store: Store, content: bytes, name: str, recipe: Recipe | None = None, limits: Limits = UPLOAD
) -> tuple[Recipe, Reading]:
    """Read a file by `recipe`, or by the one it is recognised by; nothing is written.

    Raises:
        AuditError: the file cannot be read, no recipe fits and none was named, or a saved mapping fits by names alone.
    """
    if recipe:
        table = read_table(content, name, shape=recipe.shape, limits=limits)
    else:
        table, recognition = read_and_recognise(content, name, all_recipes(), limits=limits)
        recipe = recognition.recipe and known_by_more_than_names(recognition.recipe, name)
    if recipe is None:
        raise FileUnknownError(name, recognition.unplaced)
    return recipe, read_rows(store, table, recipe)


def read_rows(store: Store, table: Table, recipe: Recipe) -> Reading:
    """Read the rows of `table` as `recipe` says, in the programme's time zone; nothing is written."""
    reading = _read(store, table, recipe)
    return replace(reading, file_notes=(*filter(None, [table.linked, table.sheets_left_out()]), *reading.file_notes))


def _read(store: Store, table: Table, recipe: Recipe) -> Reading:
    settings = programme(store)
    today = settings.day_of(utc_now())
    if recipe.kind is Kind.OBSERVATIONS:
        return _placed(store, with_names(store, read_observations(table, recipe, settings, today=today)))
    if recipe.kind is Kind.TICKETS:
        return named_as_today(store, read_tickets(table, recipe, settings, today=today))
    return named_as_today(store, read_service_metrics(table, recipe, today=today))


def _placed(store: Store, reading: Reading) -> Reading:
    """Return `reading` with each touchpoint that is known exactly once where it is known, unless the table says where.

    A row whose journey is not said is about the touchpoint of that name; a stage that is said has to be its own.
    """
    known = known_once(store)
    notes = reading.notes if reading.notes is None else _where_known(reading.notes, known)
    rows = _where_known(reading.rows, known)
    names = rows.loc[rows["journey"] != reading.rows["journey"], "touchpoint"].drop_duplicates()
    return replace(reading, rows=rows, notes=notes, file_notes=_known_note({name: known[name] for name in names}))


def _where_known(rows: pd.DataFrame, known: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    journey, stage = (rows["touchpoint"].map({name: where[n] for name, where in known.items()}) for n in (0, 1))
    is_it = (rows["journey"] == JOURNEY) & stage.notna() & ((rows["stage"] == STAGE) | (rows["stage"] == stage))
    return rows.assign(journey=rows["journey"].mask(is_it, journey), stage=rows["stage"].mask(is_it, stage))


def _known_note(known: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return the sentence that says which names are taken for touchpoints of journeys that stand here already."""
    places = [f"{name} ({journey}, {stage})" for name, (journey, stage) in known.items()]
    if not places:
        return ()
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    return (f"Taken for touchpoints that are known already: {', '.join(places[:_SHOWN])}{more}.",)
