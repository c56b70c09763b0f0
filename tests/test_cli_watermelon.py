"""The command prints the watermelon figure in the columns that must not drift."""

from io import StringIO

import pandas as pd
import pytest
from click.testing import CliRunner

from audit.cli import main

COLUMNS = [
    *("service", "touchpoint", "place", "period_start", "attained_share", "target_share", "n", "positive_share"),
    *("low", "high", "gap", "gap_low", "gap_high", "status"),
]
METRICS = """period_start,period_end,service,touchpoint,place,metric,target_share,attained_share,met,total
2026-01-01,2026-02-01,Help line,Call,,answered in time,0.95,,96,100
2026-02-01,2026-03-01,Help line,Call,,answered in time,0.95,0.97,,
"""
VISITS = "id,observed_at,touchpoint,outcome\n" + "".join(
    f"{number},2026-0{1 + number % 2}-10,Call,{'positive' if number < 8 else 'negative'}\n" for number in range(20)
)


@pytest.fixture
def moments(tmp_path):
    """Return a way to run the command on a store with one service that reports two months, and twenty visits."""

    def run(*words):
        return CliRunner().invoke(main, list(words), env={"AUDIT_STORE": str(tmp_path / "audit.duckdb")})

    for name, text in (("metrics", METRICS), ("visits", VISITS)):
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        assert run("import", str(path)).exit_code == 0
    return run


def printed(answer):
    assert answer.exit_code == 0, answer.stderr
    return pd.read_csv(StringIO(answer.stdout), keep_default_na=False, na_values=[""])


def test_the_columns_and_the_whole_period(moments):
    rows = printed(moments("measure", "watermelon"))
    assert list(rows.columns[: len(COLUMNS)]) == COLUMNS
    (row,) = rows.to_dict("records")
    assert (row["service"], row["n"], row["status"]) == ("Help line", 20, "watermelon")
    assert row["period_start"].startswith("2026-01-01")


def test_by_month_each_month_has_its_row(moments):
    rows = printed(moments("measure", "watermelon", "--by", "month"))
    assert list(rows["period_start"].str[:7]) == ["2026-01", "2026-02"]
    assert list(rows["n"]) == [10, 10]


def test_days_can_be_chosen(moments):
    assert list(printed(moments("measure", "watermelon", "--from", "2026-02-01"))["n"]) == [10]


def test_what_a_metric_knows_nothing_of_is_refused_in_words(moments):
    answer = moments("measure", "watermelon", "--by", "customer_group")
    assert answer.exit_code == 1
    assert "month" in answer.stderr
    assert "Traceback" not in answer.stderr
