"""Real tables of other organisations, brought in whole and counted again."""

import pandas as pd
import pytest
from scipy.stats import spearmanr

from audit.actions import imports
from audit.intake.recipes import recipe_from_toml
from audit.intake.tables import FROM_DISK, read_table
from audit.store.service_metric import service_metrics

LONDON = """
name = "london-underground-{half}"
kind = "service metrics"

[file]
columns_may_be_missing = true

[[keep]]                      # one table holds some fifty figures, of which most are no shares
column = "metric"
values = {figures}

[[skip]]                      # the year as a whole stands below its {of}
column = "{of}"
values = [""]

[[skip]]                      # and the network as a whole below its lines
column = "line"
values = ["All Lines"]

[dates]
year_begins = "April"

[identity]
columns = ["metric", "year", "quarter", "period", "line"]

[fields]
service = "line"

[fields.period]
columns = ["year", "{of}"]
words = {{ {periods} }}

[fields.metric]
column = "metric"
words = {{ "CSS Overall Evaluation" = "Satisfaction score, overall", "CSS Train Service" = "Score, trains" }}

[fields.attained_share]
column = "value"
unit = "{unit}"
"""


def brought_in(store, path, recipe=None):
    recipe, reading = imports.read_file(store, path.read_bytes(), path.name, recipe, FROM_DISK)
    return imports.import_reading(store, reading, recipe, path.name)


@pytest.mark.given
def test_incidents_of_an_it_company_keep_their_share_and_show_what_it_hides(store, given):
    path = given / "it_incidents" / "incidents_one_row_each.csv"
    report = brought_in(store, path)
    assert (report.recipe, report.rows, report.accepted, report.rejected) == ("servicenow", 24_918, 24_918, 0)
    result = service_metrics(store)
    assert round(100 * result["met"].sum() / result["total"].sum(), 2) == 63.42
    by_metric = result.groupby("metric")[["met", "total"]].sum()
    assert by_metric.loc["Resolved within target, priority 1"].tolist() == [5, 270]
    assert by_metric["total"].sum() == 24_918
    assert brought_in(store, path).added == 0
    assert imports.undo_import(store, report.batch, "KM").gone == 24_918
    assert service_metrics(store).empty


@pytest.fixture
def underground(store, given):
    """Return the audit with both halves of the Underground's figures in it, read by two recipes."""
    folder = given / "london_underground"
    path = folder / "london_underground_performance_2003_2018.csv"
    calendar = pd.read_csv(folder / "rail_periods.csv")
    ends = (pd.to_datetime(calendar["end_date"]) + pd.Timedelta(days=1)).dt.strftime("%Y-%m-%d")
    periods = ", ".join(
        f'"{year} {period}.0" = "{start}/{end}"'
        for year, period, start, end in zip(
            calendar["year"], calendar["period"], calendar["start_date"], ends, strict=True
        )
    )
    halves = {
        "service": {"figures": '["% of Schedule Operated"]', "of": "period", "periods": periods, "unit": "share"},
        "scores": {
            "figures": '["CSS Overall Evaluation", "CSS Train Service"]',
            "of": "quarter",
            "periods": "",
            "unit": "percent",
        },
    }
    table = read_table(path.read_bytes(), path.name, limits=FROM_DISK)
    reports = {}
    for half, text in halves.items():
        recipe = recipe_from_toml(LONDON.format(half=half, **text), "london.toml")
        reading = imports.read_rows(store, table, recipe)
        reports[half] = imports.import_reading(store, reading, recipe, path.name)
    return reports, service_metrics(store)


@pytest.mark.given
def test_both_halves_of_the_underground_come_in_with_their_own_periods(underground):
    reports, result = underground
    assert reports["service"].problems.empty
    assert (reports["service"].accepted, reports["scores"].accepted) == (2_000, 1_098)
    operated = result[result["metric"] == "% of Schedule Operated"]
    first = operated[operated["service"] == "Bakerloo"].iloc[0]
    assert (first["period_start"], first["period_end"]) == (pd.Timestamp(2003, 4, 1), pd.Timestamp(2003, 4, 27))
    assert first["attained_share"] == pytest.approx(0.92357824593615)
    assert set((operated["period_end"] - operated["period_start"]).dt.days) <= set(range(25, 34))
    scores = result[result["metric"] == "Satisfaction score, overall"]
    assert set((scores["period_end"] - scores["period_start"]).dt.days) <= {90, 91, 92}
    assert scores["attained_share"].between(0.7, 0.91).all()
    assert result["target_share"].isna().all()
    assert "All Lines" not in set(result["service"])
    assert spearman_by_line_and_year(result) == (144, 0.534)


def spearman_by_line_and_year(result):
    """Return how many years of a line have both figures, and how the two go together."""
    year = (result["period_start"] - pd.DateOffset(months=3)).dt.year
    means = result.groupby(["service", year, "metric"])["attained_share"].mean().astype("float64").unstack()
    both = means[["% of Schedule Operated", "Satisfaction score, overall"]].dropna().round(9)  # equal means stay ties
    return len(both), round(float(spearmanr(both).statistic), 3)
