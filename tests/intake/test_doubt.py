"""What a cell could mean in two ways is told by row and column; what a recipe settles is read as it says."""

from datetime import date

import pandas as pd
import pytest

from audit.errors import RecipeError
from audit.intake.observations import read_observations
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.recipe_writing import recipe_toml
from audit.intake.tables import read_table
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_recipe, a_workbook

FIELDS = '[fields]\nobserved_at="Date"\ntouchpoint="Desk"\noutcome="How"\n'
WAIT = '[fields.wait_minutes]\ncolumn="Wait"\nunit="seconds"\n'


def read(text, recipe, zone="Europe/Berlin"):
    content = text if isinstance(text, bytes) else text.encode()
    table = read_table(content, "x.csv", shape=a_recipe(recipe).shape)
    return read_observations(table, a_recipe(recipe), Programme(time_zone=zone), today=TODAY)


def waits(*cells, sign=";", recipe=FIELDS + WAIT):
    rows = "".join(f"2026-04-13{sign}Lab{sign}neutral{sign}{cell}\n" for cell in cells)
    return read(sign.join(["Date", "Desk", "How", "Wait"]) + "\n" + rows, recipe)


def contents(reading):
    return [(row["row"], row["column"], row["value"]) for row in reading.problems.to_dict("records")]


def test_a_point_that_may_part_thousands_is_told_in_a_table_of_semicolons():
    reading = waits("1.234", "2.590", "845")
    assert contents(reading) == [(2, "Wait", "1.234"), (3, "Wait", "2.590")]
    assert "does the point separate thousands" in reading.problems["expected"].iloc[0]
    assert reading.rows["wait_minutes"].tolist() == [845 / 60]


@pytest.mark.parametrize(("cells", "sign"), [(("1.234", "0.5"), ";"), (("1.234", "845"), ",")])
def test_a_point_that_can_only_be_the_decimal_sign_is_read_as_one(cells, sign):
    assert waits(*cells, sign=sign).problems.empty


@pytest.mark.parametrize(
    ("decimal", "cells", "seconds"),
    [
        ("comma", ("1.234", "1.234,5", "12,250"), [1234, 1234.5, 12.25]),
        ("point", ("1,234", "1,234.5", "1.234"), [1234, 1234.5, 1.234]),
    ],
)
def test_the_recipe_may_say_which_sign_is_the_decimal_one(decimal, cells, seconds):
    recipe = f'[file]\ndecimal="{decimal}"\nseparator="tab"\n' + FIELDS + WAIT
    reading = waits(*cells, sign="\t", recipe=recipe)
    assert [round(minutes * 60, 6) for minutes in reading.rows["wait_minutes"]] == seconds


def test_a_number_that_contradicts_the_decimal_sign_is_told():
    assert contents(waits("1.5", "1,5", recipe=f'[file]\ndecimal="comma"\n{FIELDS}{WAIT}')) == [(2, "Wait", "1.5")]


def test_a_score_with_a_doubtful_point_is_told_too():
    recipe = (
        FIELDS.replace('outcome="How"\n', "")
        + '[fields.outcome]\ncolumn="How"\nfrom_score=true\nscale={worst=0,best=5000}\n'
    )
    assert contents(read("Date;Desk;How\n2026-04-13;Lab;1.234\n2026-04-14;Lab;845\n", recipe)) == [(2, "How", "1.234")]


def test_parts_of_a_day_are_told_and_read_where_the_recipe_says_so():
    minutes = FIELDS + '[fields.wait_minutes]\ncolumn="Wait"\n'
    reading = waits("0.0208", "5", recipe=minutes, sign=",")
    assert contents(reading) == [(2, "Wait", "0.0208")]
    assert 'unit = "days"' in reading.problems["expected"].iloc[0]
    assert waits("0.5", sign=",", recipe=minutes + 'unit="days"\n').rows["wait_minutes"].tolist() == [720]


def days(*cells, order="day first", more=""):
    rows = "".join(f"{cell},Lab,neutral\n" for cell in cells)
    return read("Date,Desk,How\n" + rows, f'[dates]\norder="{order}"\n{more}{FIELDS}')


@pytest.mark.parametrize(("order", "other"), [("day first", "04/14/2026"), ("month first", "14/04/2026")])
def test_where_one_date_can_only_be_read_the_other_way_those_that_could_be_both_are_told(order, other):
    sure = "05/05/2026"
    reading = days("03/04/2026", sure, other, order=order)
    assert contents(reading) == [(2, "Date", "03/04/2026"), (4, "Date", other)]
    assert "others of this column can only be read the other way round" in reading.problems["expected"].iloc[0]
    assert days("03/04/2026", sure, order=order).problems.empty


def test_days_as_a_spreadsheet_counts_them_are_read_where_the_recipe_says_so():
    reading = days("46125", "46126.4375", "1234567", more='formats=["Excel days"]\n')
    assert reading.rows["observed_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-04-13", "2026-04-14"]
    assert reading.rows["observed_at"].iloc[1] == pd.Timestamp("2026-04-14T08:30")
    assert contents(reading) == [(4, "Date", "1234567")]


def test_an_hour_the_clock_showed_twice_is_read_as_the_first_and_listed():
    reading = read("Date,Desk,How\n2025-10-26 02:30,Lab,neutral\n2026-03-29 02:30,Lab,neutral\n", FIELDS)
    assert contents(reading) == [(3, "Date", "2026-03-29 02:30")]
    assert reading.rows["observed_at"].tolist() == [pd.Timestamp("2025-10-26T00:30")]
    (remark,) = reading.remarks.to_dict("records")
    assert (remark["row"], remark["column"], remark["value"]) == (2, "Date", "2025-10-26 02:30")
    assert remark["read_as"].startswith("the first of the two")


def half_real(real_dates=""):

    rows = [
        ("23/06/2026", "Lab", "neutral"),
        (date(2026, 5, 6), "Lab", "neutral"),
        (date(2026, 6, 25), "Lab", "neutral"),
    ]
    more = f'real_dates="{real_dates}"\n' if real_dates else ""
    return read(a_workbook(("Date", "Desk", "How"), *rows), f'[dates]\norder="day first"\n{more}{FIELDS}')


def test_real_dates_beside_dates_as_text_are_told_where_day_and_month_may_be_swapped():
    reading = half_real()
    assert [row for row, _, _ in contents(reading)] == [3]
    assert "real dates and dates as text" in reading.problems["expected"].iloc[0]
    assert half_real("right").rows["observed_on"].dt.strftime("%d.%m.").tolist() == ["23.06.", "06.05.", "25.06."]
    assert half_real("swapped").rows["observed_on"].dt.strftime("%d.%m.").tolist() == ["23.06.", "05.06.", "25.06."]


USELESS = (
    FIELDS
    + '[fields.empathy]\ncolumn="Kind"\nif_unusable="empty"\n[fields.signals]\ncolumn="Tags"\nif_unusable="empty"\n'
)


def test_a_cell_that_cannot_be_used_is_read_as_empty_where_the_recipe_says_so_and_listed():
    text = "Date,Desk,How,Kind,Tags\n2026-04-13,Lab,neutral,often,nice\n2026-04-14,Lab,marvellous,often,\n"
    reading = read(text, USELESS)
    assert contents(reading) == [(3, "How", "marvellous")]
    assert reading.rows[["empathy", "signals"]].isna().to_numpy().tolist() == [[True, False]]
    assert reading.rows["signals"].tolist() == [""]
    shown = reading.remarks[["row", "column", "value", "read_as"]].to_numpy().tolist()
    assert shown == [[2, "Kind", "often", "nothing"], [2, "Tags", "nice", "nothing"]]


PARTS = '[fields]\nobserved_at="Date"\n[[touchpoints]]\ntouchpoint="Lab"\nscore="Lab"\n'


def test_words_beside_a_score_stand_for_numbers_on_its_scale():
    recipe = PARTS + 'scale={worst=0,best=10}\nwords={"Very good"="10","Bad"="0","-"=""}\n'
    reading = read("Date,Lab,Note\n2026-04-13,Very good,\n2026-04-14,bad,\n2026-04-15,7,\n2026-04-16,soso,\n", recipe)
    assert reading.rows["outcome"].tolist() == ["positive", "negative", "positive"]
    assert contents(reading) == [(5, "Lab", "soso")]


def test_words_beside_score_and_outcome_go_where_they_belong():
    recipe = PARTS + 'outcome="Say"\ndimensions=["empathy"]\nwords={"Top"="5","fine"="positive"}\n'
    reading = read("Date,Lab,Say\n2026-04-13,Top,\n2026-04-14,2,fine\n", recipe)
    assert reading.rows[["empathy", "outcome"]].to_numpy().tolist() == [[5, "positive"], [2, "positive"]]


def test_a_touchpoint_may_read_what_it_cannot_use_as_nothing():
    reading = read(
        "Date,Lab,Say\n2026-04-13,4,?\n2026-04-14,soso,positive\n", PARTS + 'outcome="Say"\nif_unusable="empty"\n'
    )
    assert reading.rows["outcome"].tolist() == ["positive", "positive"]
    assert reading.remarks["value"].tolist() == ["?", "soso"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (PARTS + 'words={"Good"="positive"}', "they mean numbers on its scale"),
        (FIELDS + '[fields.place]\ncolumn="P"\nif_unusable="empty"', "only these may be read as empty"),
        (PARTS + 'if_unusable="skip"', 'write "empty"'),
        ('[file]\ndecimal="dot"\n' + FIELDS, 'choose "point" or "comma"'),
        ('[dates]\nreal_dates="maybe"\n' + FIELDS, "choose one of"),
    ],
)
def test_what_a_recipe_cannot_mean_is_refused_in_words(text, why):
    with pytest.raises(RecipeError, match=why):
        a_recipe(text)


def test_what_settles_a_doubt_is_written_down_and_read_back():
    text = '[file]\ndecimal="comma"\n[dates]\nreal_dates="swapped"\n' + USELESS
    recipe = a_recipe(text)
    assert recipe_from_toml(recipe_toml(recipe), "x") == recipe
    parts = a_recipe(PARTS + 'if_unusable="empty"')
    assert recipe_from_toml(recipe_toml(parts), "x") == parts
