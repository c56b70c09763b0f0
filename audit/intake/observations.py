"""Observations other people wrote down elsewhere, read from a table as its recipe says."""

from collections.abc import Iterable
from datetime import date
from functools import partial

import pandas as pd

from audit.intake.amounts import outcomes_of
from audit.intake.cells import Cells
from audit.intake.fields import CheckedFields
from audit.intake.identity import content_keys, former_keys, keys, row_identities, visits
from audit.intake.note_rows import COLUMNS as NOTE_COLUMNS
from audit.intake.note_rows import expected_outcome, of_notes
from audit.intake.reading import Problems, Reading
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import EntireRow, TouchpointPart
from audit.intake.settling import settled
from audit.intake.tables import Table, normalised
from audit.intake.totals import list_totals
from audit.model.clock import utc_now
from audit.model.programme import Programme
from audit.model.rating import DIMENSIONS, Outcome
from audit.model.text import name_of
from audit.model.walk_through import TEXTS, YES_NO, Method, Recognised

JOURNEY = "Imported"  # where the table does not say
STAGE = "Touchpoints"
ENTIRE_ROW = "(row as a whole)"  # the part of a key that is no column: those are compared without punctuation
COLUMNS = (
    *("id", "observed_on", "observed_at", "journey", "stage", "touchpoint", "channel", "place", "customer_group"),
    *("method", "observer", "recognised", "outcome", *map(str, DIMENSIONS)),
    *("wait_minutes", *YES_NO, *TEXTS, "signals", "resolved_on", "visit", "is_whole_visit"),
)


def read_observations(table: Table, recipe: Recipe, programme: Programme, *, today: date | None = None) -> Reading:
    """Read observations out of `table`.

    Args:
        table: Any table that has the columns of `recipe`.
        recipe: How its columns become observations; its kind is observations.
        programme: Gives the time zone in which times without an offset are meant and days are counted, and the signals.
        today: The day after which only tomorrow may be written; the present day in UTC when left out.

    Returns:
        One row an observation: `id` (UUID), `observed_on` (datetime64), `observed_at` (datetime64 in UTC, NaT when
        only the day is known), `journey`, `stage`, `touchpoint`, `channel`, `place`, `customer_group`, `method`,
        `observer`, `recognised` (text, "" = not said), `outcome`, the five dimensions (Int8, NA = not observed),
        `wait_minutes` (Float64), `greeted` (boolean), `what_happened`, `signals` (separated by semicolons),
        `resolved_on` (datetime64, NaT = not confirmed), `visit` (the key that the observations of one visit share, ""
        = a visit of its own), `is_whole_visit` (whether it judges the visit as a whole, beside its parts). The index
        is the row of the file, the same for all it gave. A row with any problem gives none and is listed. Where the
        recipe keeps words without an outcome, `notes` has one row a note, with the same columns as far as a note has
        them, and `words`.

    Raises:
        MissingColumnError: when the table lacks a column the recipe needs.
        RepeatedColumnError: when a column the recipe names stands there more than once.
    """
    recipe = settled(recipe, table)
    cells = Cells(table, recipe)
    fields = CheckedFields(cells, Problems(cells.rows.index))
    day = today or utc_now().date()
    common = _common(fields, programme, day)
    identities = row_identities(cells, fields.problems)
    common = common.assign(visit=visits(cells, identities, fields.name("visit")), is_whole_visit=fields.whole_visit())
    pieces = {normalised(part.score or part.outcome): _part(fields, part) for part in recipe.touchpoints}
    noted = {}
    if recipe.whole_row or not recipe.touchpoints:
        part = ENTIRE_ROW if recipe.whole_row else ""
        pieces[part], noted[part] = _observed_and_noted(fields, common["observed_on"], programme, day)
    _list_silent([*pieces.values(), *noted.values()], fields)
    list_totals(cells, fields.problems)
    misfits = fields.problems.rows()

    def joined(part: str, piece: pd.DataFrame) -> pd.DataFrame:
        return _joined(piece, common, keys(cells, identities.loc[piece.index], part))

    sound = {part: piece[~misfits[piece.index]] for part, piece in pieces.items()}
    notes = [joined(part, piece[~misfits[piece.index]]) for part, piece in noted.items() if recipe.keeps_notes]
    parts = {part: piece.index for part, piece in sound.items()}
    heard = {part: parts[part].union(piece.index, sort=False) for part, piece in noted.items()}
    return Reading(
        pd.concat([joined(*piece) for piece in sound.items()]).sort_index(kind="stable")[list(COLUMNS)],
        fields.problems.frame(),
        cells.rows_in_file,
        cells.skipped,
        says=cells.speaks_of(COLUMNS),
        remarks=fields.problems.remarks(),
        formerly=partial(former_keys, cells, identities, parts),
        notes=pd.concat(notes).rename(columns={"what_happened": "words"})[list(NOTE_COLUMNS)] if notes else None,
        by_content=partial(content_keys, cells, identities, parts | heard),
    )


def _common(fields: CheckedFields, programme: Programme, day: date) -> pd.DataFrame:
    """Return what every observation of a row shares, unless its touchpoint says otherwise."""
    times = fields.times("observed_at", programme, day, is_needed=True)
    journey, stage = fields.name("journey"), fields.name("stage")
    return pd.DataFrame(
        {
            "observed_on": times.on,
            "observed_at": times.moment,
            "journey": journey.mask(journey == "", JOURNEY),
            "stage": stage.mask(stage == "", STAGE),
            "channel": fields.name("channel"),
            "place": fields.name("place"),
            "customer_group": fields.name("customer_group"),
            "method": fields.choice("method", Method, Method.IMPORTED),
            "observer": fields.name("observer"),
            "recognised": fields.choice("recognised", Recognised, ""),
        }
    )


def _observed_and_noted(
    fields: CheckedFields, observed_on: pd.Series, programme: Programme, day: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what the rows say as a whole: the observations, and the notes of those that do not say how it went."""
    named = fields.cells.recipe.whole_row
    touchpoint = None if named else fields.name("touchpoint", is_needed=True)
    rows = _judgement(fields, observed_on, programme, day)
    if named:
        placed = rows.assign(**_named(named), is_whole_visit=True)
        return placed[placed["outcome"] != ""], placed[placed["is_note"]]
    placed = rows.assign(touchpoint=touchpoint)
    return placed[~placed["is_note"]], placed[placed["is_note"]]


def _judgement(fields: CheckedFields, observed_on: pd.Series, programme: Programme, day: date) -> pd.DataFrame:
    """Return what each row says as a whole; the outcome is "" where it says nothing but of single touchpoints."""
    resolved = fields.times("resolved_at", programme, day, is_needed=False).on
    rows = pd.DataFrame(
        {
            **{str(dimension): fields.rating(dimension) for dimension in DIMENSIONS},
            "wait_minutes": fields.wait(),
            **{name: fields.yes_or_no(name) for name in YES_NO},
            **{name: fields.words(name) for name in TEXTS},
            "signals": fields.signals(programme.signals),
            "resolved_on": resolved,
        }
    )
    outcome = fields.outcome()
    says_something = (rows.notna() & (rows != "")).any(axis=1) | (not fields.cells.recipe.touchpoints)
    is_note = of_notes(fields, rows, outcome)
    fields.list(says_something & ~is_note & (outcome == ""), "outcome", expected_outcome(fields))
    is_owed = outcome.isin([Outcome.POSITIVE, Outcome.NEUTRAL])
    fields.list(resolved.notna() & is_owed, "resolved_at", "nothing, for only a negative outcome can be resolved")
    fields.list(resolved < observed_on, "resolved_at", "a day not before the observation's own")
    return rows.assign(outcome=outcome, is_note=is_note)


def _part(fields: CheckedFields, part: TouchpointPart) -> pd.DataFrame:
    """Return what each row says of one touchpoint, without the rows that say nothing of it."""
    scores = fields.cells.recipe.scores
    ratings = fields.part_score(part)
    outcome = fields.part_outcome(part)
    outcome = outcome.mask(outcome == "", outcomes_of(ratings, scores))
    unrated = pd.Series(pd.NA, index=ratings.index, dtype="Int8")
    rows = pd.DataFrame(
        {
            **{str(dimension): ratings if dimension in part.dimensions else unrated for dimension in DIMENSIONS},
            "wait_minutes": unrated.astype("Float64"),
            **dict.fromkeys(YES_NO, unrated.astype("boolean")),
            **dict.fromkeys(TEXTS, ""),
            "signals": "",
            "resolved_on": pd.Series(pd.NaT, index=ratings.index, dtype="datetime64[us]"),
            "outcome": outcome,
        }
    )
    return rows[outcome != ""].assign(**_named(part))


def _named(part: TouchpointPart | EntireRow) -> dict[str, str]:
    """Return what the recipe itself says of where a part of the row belongs."""
    named = {"touchpoint": part.touchpoint, "stage": part.stage}
    if isinstance(part, TouchpointPart):
        named["channel"] = part.channel
    return {name: name_of(text) for name, text in named.items() if text}


def _list_silent(pieces: Iterable[pd.DataFrame], fields: CheckedFields) -> None:
    """List the rows that say nothing of any touchpoint, so that none is left out unseen."""
    silent = ~fields.problems.rows()
    for piece in pieces:
        silent[piece.index] = False
    nothing = pd.Series("", index=silent.index, dtype="str")
    fields.problems.add(silent, "the row as a whole", nothing, "at least one score or outcome")


def _joined(piece: pd.DataFrame, common: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    return piece.assign(id=ids).join(common[common.columns.difference(piece.columns)])
