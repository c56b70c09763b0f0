"""Before and after something as a picture takes it, of the first of those there are."""

from datetime import date

import pandas as pd

from audit.charts.sides import first_sides
from audit.charts.time_line import unmarked

WINDOWS = {
    f"{window}_{name}": value
    for window, n in (("before", 9), ("after", 12))
    for name, value in {"since": date(2026, 1, 1), "n": n, "share": 0.5, "low": 0.3, "high": 0.7}.items()
} | {"before_until": date(2026, 1, 31), "after_until": date(2026, 2, 28)}


def test_of_several_the_first_is_shown_and_of_none_no_row_with_the_same_columns() -> None:
    several = pd.DataFrame([WINDOWS, WINDOWS | {"before_n": 30}])
    shown, empty = first_sides(several), first_sides(several.head(0))
    assert shown[["when", "n"]].to_numpy().tolist() == [["Before", 9], ["After", 12]]
    assert (len(empty), list(empty)) == (0, list(shown))


def test_where_nothing_was_done_the_rows_stay_and_have_no_mark() -> None:
    months = pd.DataFrame({"period_start": pd.to_datetime(["2026-01-01", "2026-02-01"]), "score": [4.0, 3.5]})
    laid_out = unmarked(months)
    assert laid_out["score"].tolist() == [4.0, 3.5]
    assert laid_out[["done", "mark", "lane"]].isna().all(axis=None)
