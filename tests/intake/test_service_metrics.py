"""Service metrics: shares of work that met their target, period by period."""

import pandas as pd
import pytest

from audit.errors import MissingColumnError
from audit.intake.recipes import recipe_named
from audit.intake.service_metrics import COLUMNS, read_service_metrics
from audit.intake.tables import Table
from audit.model.keys import key_of
from tests.intake.made import TODAY, a_recipe, a_table

CANONICAL = recipe_named("service-metrics")


def a_metric(**cells: str) -> Table:
    """Return a canonical table of one sound row with these cells changed or added."""
    row = {
        "period_start": "2026-04-01",
        "period_end": "2026-05-01",
        "service": "Help desk",
        "metric": "answered in time",
        "target_share": "0.9",
        "attained_share": "0.95",
    } | cells
    return a_table(tuple(row.values()), columns=tuple(row))


def read(table: Table, recipe=CANONICAL):
    return read_service_metrics(table, recipe, today=TODAY)


def test_a_canonical_row_is_read():
    reading = read(a_metric(touchpoint="Call", place="North", met="19", total="20"))
    assert reading.problems.empty
    assert tuple(reading.rows.columns) == COLUMNS
    assert reading.rows.iloc[0].to_dict() == {
        "id": key_of("service-metrics", "2026-04-01", "2026-05-01", "Help desk", "Call", "North", "answered in time"),
        "period_start": pd.Timestamp("2026-04-01"),
        "period_end": pd.Timestamp("2026-05-01"),
        "service": "Help desk",
        "touchpoint": "Call",
        "place": "North",
        "metric": "answered in time",
        "target_share": 0.9,
        "attained_share": 0.95,
        "met": 19,
        "total": 20,
    }
    kinds = reading.rows.dtypes.astype(str)
    assert (kinds["period_end"], kinds["target_share"], kinds["met"]) == ("datetime64[us]", "Float64", "Int64")
    assert read(a_metric(target_share="9")).rows.dtypes.astype(str).to_dict() == kinds.to_dict()


def test_counts_alone_give_the_share():
    row = read(a_metric(attained_share="", met="3", total="4")).rows.iloc[0]
    assert (row.attained_share, row.met, row.total) == (0.75, 3, 4)


def test_a_share_alone_gives_no_counts():
    assert read(a_metric()).rows[["met", "total"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"attained_share": "95"}, "attained_share", "write 0.95 for 95 %"),
        ({"attained_share": "95%"}, "attained_share", "write 0.95 for 95 %"),
        ({"target_share": ""}, "target_share", "the share that should be met"),
        ({"attained_share": ""}, "attained_share", "or both met and total"),
        ({"attained_share": "", "met": "3", "total": ""}, "attained_share", "or both met and total"),
        ({"met": "3", "total": ""}, "met", "both met and total, or neither"),
        ({"met": "5", "total": "4", "attained_share": ""}, "met", "a number no larger than total"),
        ({"met": "0", "total": "0"}, "total", "a number above 0"),
        ({"met": "1", "total": "2", "attained_share": "0.95"}, "attained_share", "the share that met and total give"),
        ({"period_start": "1/4/2026"}, "period_start", "a date such as 2026-03-31"),
        ({"period_start": "1989-04-01"}, "period_start", "a day in 1990 or later"),
        ({"period_start": "2026-07-02", "period_end": "2026-08-01"}, "period_start", "a day that has come already"),
        ({"period_end": "2026-04-01"}, "period_end", "a day after period_start"),
        ({"period_end": ""}, "period_end", "a date such as"),
        ({"service": ""}, "service", "the name of the service"),
        ({"metric": " "}, "metric", "the name of the metric"),
    ],
)
def test_what_does_not_fit_is_listed(cells, column, expected):
    reading = read(a_metric(**cells))
    [(row, named, value, wanted)] = reading.problems.to_numpy().tolist()
    assert (row, named, value) == (2, column, cells[column].strip())
    assert expected in wanted
    assert reading.rows.empty
    assert (reading.rows_in_file, reading.rejected) == (1, 1)


def test_a_count_that_is_none_is_listed_beside_the_one_it_belongs_to():
    columns = read(a_metric(met="x", total="4")).problems["column"].tolist()
    assert columns == ["met", "met"]


def test_percentages_are_read_where_the_recipe_says_so():
    recipe = a_recipe(
        'kind = "service metrics"\n[dates]\norder = "day first"\n[fixed]\nmetric = "answered in time"\n'
        'target_share = "80%"\n[fields]\nperiod_start = "From"\nperiod_end = "To"\nservice = "Queue"\n'
        'attained_share = { column = "Met %", unit = "percent" }'
    )
    with pytest.raises(MissingColumnError, match="'Met %'"):
        read(a_table(("1/4/2026", "1/5/2026", "Phones"), columns=("From", "To", "Queue")), recipe)
    reading = read(a_table(("1/4/2026", "1/5/2026", "Phones", "92"), columns=("From", "To", "Queue", "Met %")), recipe)
    assert reading.problems["column"].tolist() == ["target_share"]


def test_the_same_period_of_the_same_thing_twice_is_a_problem():
    row = ("2026-04-01", "2026-05-01", "Desk", "in time", "0.9")
    columns = ("period_start", "period_end", "service", "metric", "target_share", "attained_share")
    reading = read(a_table((*row, "0.91"), (*row, "0.97"), columns=columns))
    assert reading.problems["expected"].tolist() == ["an identity of its own; row 2 has this one already"]
    assert reading.rows["attained_share"].tolist() == [0.91]


def test_a_table_without_shares_and_counts_is_refused():
    columns = ("period_start", "period_end", "service", "metric", "target_share", "met")
    with pytest.raises(MissingColumnError, match="'attained_share'"):
        read(a_table(("2026-04-01", "2026-05-01", "Desk", "in time", "0.9", "5"), columns=columns))


MONTHLY = (
    'kind = "service metrics"\n[[keep]]\ncolumn = "Figure"\nvalues = ["In time %", "First time %"]\n'
    '[identity]\ncolumns = ["Month", "Figure"]\n[fixed]\nservice = "Help desk"\n'
    '[fields]\nperiod = "Month"\nmetric = "Figure"\nattained_share = { column = "Value", unit = "percent" }\n'
)


def monthly(*rows, recipe=MONTHLY):
    return read(a_table(*rows, columns=("Month", "Figure", "Value")), a_recipe(recipe))


def test_a_sheet_of_months_keeps_the_figures_the_recipe_asks_for():
    reading = monthly(
        ("March 2026", "In time %", "92.5"), ("March 2026", "Calls", "1841"), ("2026-04", "in time %", "9")
    )
    assert reading.problems.empty
    assert reading.rows["period_end"].tolist() == [pd.Timestamp("2026-04-01"), pd.Timestamp("2026-05-01")]
    assert reading.rows["attained_share"].tolist() == [0.925, 0.09]
    assert reading.rows["target_share"].isna().all()
    assert (reading.rows_in_file, reading.skipped) == (3, 1)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("", "a period such as 2026-03"),
        ("last month", "a period such as 2026-03"),
        ("1980-03", "a day in 1990 or later"),
        ("2026-08", "a day that has come already"),
    ],
)
def test_a_period_that_is_none_is_listed(month, expected):
    [(row, column, wanted)] = monthly((month, "In time %", "92")).problems[["row", "column", "expected"]].to_numpy()
    assert (row, column) == (2, "Month")
    assert expected in wanted


def test_days_written_backwards_are_no_period():
    reading = monthly(("2026-04-01/2026-03-01", "In time %", "92"))
    assert reading.problems["column"].tolist() == ["Month"]
