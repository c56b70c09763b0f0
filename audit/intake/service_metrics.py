"""What a service reports of itself, period by period: how much of its work met the target."""

from datetime import date, timedelta
from functools import partial

import pandas as pd

from audit.errors import MissingColumnError
from audit.intake.cells import Cells
from audit.intake.dates import EARLIEST
from audit.intake.fields import CheckedFields
from audit.intake.identity import content_keys, former_keys, keys, row_identities
from audit.intake.periods import expected_period, read_periods
from audit.intake.reading import Problems, Reading
from audit.intake.recipe import Recipe
from audit.intake.tables import Table
from audit.model.clock import utc_now

AGREE = 0.005  # a share may be rounded to whole percents beside its counts
COLUMNS = (
    *("id", "period_start", "period_end", "service", "touchpoint", "place", "metric"),
    *("target_share", "attained_share", "met", "total"),
)


def read_service_metrics(table: Table, recipe: Recipe, *, today: date | None = None) -> Reading:
    """Read service metrics out of `table`.

    Args:
        table: Any table that has the columns of `recipe`.
        recipe: How its columns become service metrics; its kind is service metrics.
        today: The day after which no period may begin; the present day in UTC when left out.

    Returns:
        One row a period of a service: `id` (UUID), `period_start`, `period_end` (datetime64, the end is the first day
        after the period), `service`, `touchpoint`, `place`, `metric` (text, "" = not said), `target_share`
        (Float64, 0-1, NA where the recipe gives none), `attained_share` (Float64, 0-1; worked out where only counts
        are given), `met`, `total` (Int64, NA = not given). The index is the row of the file. A row with any problem
        gives none and is listed.

    Raises:
        MissingColumnError: when the table lacks a column the recipe needs.
        RepeatedColumnError: when a column the recipe names stands there more than once.
    """
    cells = Cells(table, recipe)
    if not cells.has("attained_share") and not (cells.has("met") and cells.has("total")):
        raise MissingColumnError(recipe.name, [cells.label("attained_share")], table.columns)
    fields = CheckedFields(cells, Problems(cells.rows.index))
    identities = row_identities(cells, fields.problems)
    metrics = pd.DataFrame(
        {
            **_period(fields, today or utc_now().date()),
            "service": fields.name("service", is_needed=True),
            "touchpoint": fields.name("touchpoint"),
            "place": fields.name("place"),
            "metric": fields.name("metric", is_needed=True),
            **_attainment(fields),
        }
    )
    sound = metrics[~fields.problems.rows()]
    rows = sound.assign(id=keys(cells, identities.loc[sound.index]))
    return Reading(
        rows[list(COLUMNS)],
        fields.problems.frame(),
        cells.rows_in_file,
        cells.skipped,
        says=cells.speaks_of(COLUMNS) | {"period_start", "period_end", "attained_share"},
        remarks=fields.problems.remarks(),
        formerly=partial(former_keys, cells, identities, {"": sound.index}),
        by_content=partial(content_keys, cells, identities, {"": sound.index}),
    )


def _period(fields: CheckedFields, day: date) -> dict[str, pd.Series]:
    first, last = "period_start", "period_end"
    if fields.cells.recipe.gives("period"):
        first = last = "period"
        start, end = _named_period(fields)
    else:
        start, end = fields.days(first), fields.days(last)
    fields.list(start < EARLIEST, first, "a day in 1990 or later")
    fields.list(start > pd.Timestamp(day + timedelta(days=1)), first, "a day that has come already")
    fields.list(end <= start, last, "a day after period_start: the first day that is no longer counted")
    return {"period_start": start, "period_end": end}


def _named_period(fields: CheckedFields) -> tuple[pd.Series, pd.Series]:
    dates, texts = fields.cells.recipe.dates, fields.cells.text("period")
    start, end, misfits = read_periods(texts, dates)
    fields.list(misfits | (texts == ""), "period", expected_period(dates))
    return start, end


def _attainment(fields: CheckedFields) -> dict[str, pd.Series]:
    """Return target, share and counts; the share is worked out where only the counts are given."""
    target, share = fields.share("target_share"), fields.share("attained_share")
    within, total = fields.count("met"), fields.count("total")
    written = fields.cells.text
    if fields.cells.recipe.gives("target_share"):
        fields.list(written("target_share") == "", "target_share", "the share that should be met, e.g. 0.95")
    counted = (within / total.where(total > 0)).astype("Float64")
    is_silent = (written("attained_share") == "") & ((written("met") == "") | (written("total") == ""))
    lone = within.isna() != total.isna()
    fields.list(is_silent, "attained_share", "the share that was met, e.g. 0.93, or both met and total")
    fields.list(lone & ~is_silent, "met", "both met and total, or neither")
    fields.list(_true(total == 0), "total", "a number above 0")
    fields.list(_true(within > total), "met", "a number no larger than total")
    fields.list(_true((share - counted).abs() > AGREE), "attained_share", "the share that met and total give")
    return {"target_share": target, "attained_share": share.fillna(counted), "met": within, "total": total}


def _true(answers: pd.Series) -> "pd.Series[bool]":
    return answers.fillna(value=False).astype(bool)
