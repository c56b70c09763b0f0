"""What a service desk's own system knows of its tickets: which targets each had, and whether they were met."""

from datetime import date
from functools import partial

import pandas as pd

from audit.errors import MissingColumnError
from audit.intake.cells import NOWHERE, Cells
from audit.intake.fields import CheckedFields
from audit.intake.identity import content_keys, keys, row_identities
from audit.intake.reading import Problems, Reading
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import FieldSource, TargetPart
from audit.intake.tables import Table
from audit.intake.targets import TargetReader, decided_by
from audit.model.clock import utc_now
from audit.model.programme import Programme

COLUMNS = ("id", "service", "touchpoint", "place", "metric", "closed_on", "met", "target_share")


def read_tickets(table: Table, recipe: Recipe, programme: Programme, *, today: date | None = None) -> Reading:
    """Read tickets out of `table`.

    A ticket that is not closed yet, or for whose targets nothing is written, is left out and counted: it may still
    go either way. What else the table says of a ticket, who asked and about what, is never read.

    Args:
        table: Any table that has the columns of `recipe`, one row a ticket.
        recipe: How its columns become tickets; its kind is tickets.
        programme: Gives the time zone in which days are counted.
        today: The day after which only tomorrow may be written; the present day in UTC when left out.

    Returns:
        One row a ticket and target: `id` (UUID), `service`, `touchpoint`, `place`, `metric` (text, "" = not said),
        `closed_on` (datetime64, the day the target was decided), `met` (bool), `target_share` (Float64, 0-1, NA =
        none is set). The index is the row of the file, the same for all targets of a ticket. A row with any problem
        gives none and is listed.

    Raises:
        MissingColumnError: when the table lacks a column the recipe needs, or all that would tell of any target.
        RepeatedColumnError: when a column the recipe names stands there more than once.
    """
    cells = Cells(table, recipe)
    targets = [target for target in recipe.targets if not _absent(cells, target)]
    if not targets:
        raise MissingColumnError(recipe.name, _absent(cells, recipe.targets[0]), table.columns)
    still_open = [cells.text_from(decided_by(cells, target)) == "" for target in targets]
    cells.leave_out(pd.concat(still_open, axis=1).all(axis=1))
    fields = CheckedFields(cells, Problems(cells.rows.index))
    day = today or utc_now().date()
    common = _common(fields)
    identities = _identities(fields)
    reader = TargetReader(fields, programme, day, fields.times("opened_at", programme, day, is_needed=False))
    pieces = {target.metric: reader.read(target) for target in targets}
    sound = ~fields.problems.rows()
    pieces = {metric: piece[sound[piece.index]] for metric, piece in pieces.items()}
    readings = [
        piece.assign(id=keys(cells, identities.loc[piece.index], metric)).join(common)
        for metric, piece in pieces.items()
    ]
    parts = {metric: piece.index for metric, piece in pieces.items()}
    rows = pd.concat(readings).sort_index(kind="stable")[list(COLUMNS)]
    undecided = int(sound.sum()) - rows.index.nunique()
    says = cells.speaks_of(COLUMNS) | {"metric", "closed_on", "met", "target_share"}
    return Reading(
        rows,
        fields.problems.frame(),
        cells.rows_in_file,
        cells.skipped + undecided,
        says,
        remarks=fields.problems.remarks(),
        by_content=partial(content_keys, cells, identities, parts),
    )


def _absent(cells: Cells, target: TargetPart) -> list[str]:
    """Return the columns whose lack keeps `target` from being told: its own, or that of opening; and that of the day.

    Of several columns that may say the same, one is enough.
    """
    own = FieldSource((target.decider(),)) if target.decider() else cells.recipe.fields.get("opened_at", NOWHERE)
    return [source.columns[0] for source in (own, decided_by(cells, target)) if not cells.has_any(source)]


def _common(fields: CheckedFields) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "service": fields.name("service", is_needed=True),
            "touchpoint": fields.name("touchpoint"),
            "place": fields.name("place"),
        }
    )


def _identities(fields: CheckedFields) -> pd.DataFrame:
    identities = row_identities(fields.cells, fields.problems)
    label = " + ".join(fields.cells.recipe.identity)
    fields.problems.add(identities["said"] == "", label, identities["said"], "the number or key of the ticket")
    return identities
