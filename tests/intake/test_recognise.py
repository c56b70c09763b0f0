"""Telling what a table is, and proposing what an unknown one might be."""

import os
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from audit.errors import TableTooLargeError
from audit.intake import traits
from audit.intake.observations import read_observations
from audit.intake.proposal import TARGETS, propose
from audit.intake.proposed_recipe import Placed, draft_recipe
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import DateOrder
from audit.intake.recipes import all_recipes, recipe_from_toml, recipe_named, recipe_toml
from audit.intake.recognise import read_and_recognise, recognise
from audit.intake.tables import Limits, Table, TableShape, read_table
from audit.intake.traits import Look
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_recipe, a_table

SURVEY = '[recognise]\ncolumns=["When","How"]\n[fields]\nobserved_at="When"\ntouchpoint="Where"\noutcome="How"\n'


def recognised(table: Table, recipes: Sequence[Recipe] | None = None) -> str | None:
    recipe = recognise(table, all_recipes() if recipes is None else recipes).recipe
    return recipe.name if recipe else None


def test_the_canonical_tables_are_always_recognised():
    assert recognised(a_table(("", "", ""), columns=("Outcome", "OBSERVED AT", "Touchpoint"))) == "moments"
    metrics = recipe_named("service-metrics").signature
    assert recognised(a_table(("",) * len(metrics), columns=metrics)) == "service-metrics"


def test_of_two_recipes_that_fit_priority_decides_and_then_the_number_of_columns():
    table = a_table(("", "", ""), columns=("when", "where", "how"))
    small, large = a_recipe(SURVEY, "small"), a_recipe(SURVEY.replace('"How"]', '"How","Where"]'), "large")
    assert recognised(table, [small, large]) == recognised(table, [large, small]) == "large"
    assert recognised(table, [replace(small, priority=1), large]) == "small"
    assert recognised(table, [replace(small, signature=())]) is None


def test_of_two_saved_mappings_that_fit_equally_well_the_one_saved_last_is_taken(tmp_path):
    for name, saved_at in (("first", 2_000), ("later", 3_000), ("middle", 2_500)):
        path = tmp_path / f"{name}.toml"
        path.write_text(f'name = "{name}"\n{SURVEY}', encoding="utf-8")
        os.utime(path, (saved_at, saved_at))
    table = a_table(("", "", ""), columns=("when", "where", "how"))
    assert recognised(table, all_recipes(tmp_path)) == "later"
    os.utime(tmp_path / "first.toml", (4_000, 4_000))
    assert recognised(table, all_recipes(tmp_path)) == "first"


def test_columns_that_a_recipe_does_not_read_are_told():
    table = a_table(("",) * 4, columns=("When", "Where", "How", "Mood"))
    assert recognise(table, [a_recipe(SURVEY)]).unplaced == ("Mood",)


def test_a_repeated_column_still_counts_towards_a_signature():
    table = a_table(("",) * 3, columns=("How (1)", "How (2)", "When"), repeated=("How",))
    assert recognised(table, [a_recipe(SURVEY)]) == "survey"


def test_where_nothing_fits_the_nearest_recipe_and_what_it_lacks_are_told():
    table = a_table(("2026-05-04", "x"), columns=("when", "mood"))
    recognition = recognise(table, [a_recipe(SURVEY)])
    assert (recognition.recipe, recognition.nearest, recognition.missing) == (None, "survey", ("How",))
    assert recognition.unplaced == ("mood",)
    nothing_alike = recognise(a_table(("x",), columns=("mood",)), [a_recipe(SURVEY)])
    assert (nothing_alike.nearest, nothing_alike.missing) == ("", ())
    assert recognise(table, []).proposal is not None


def test_a_layout_of_its_own_is_tried_for_each_recipe():
    content = b"Report of May\nwhen,where,how\n2026-05-04,Desk,positive\n"
    recipe = a_recipe("[file]\nheader_row = 2\n" + SURVEY)
    table, recognition = read_and_recognise(content, "x.csv", [*all_recipes(), recipe])
    assert recognition.recipe == recipe
    assert table.shape == TableShape(header_row=2)
    unknown, result = read_and_recognise(content, "x.csv", all_recipes())
    assert (unknown.shape, result.recipe) == (TableShape(header_row=2), None)


def test_where_no_layout_fits_the_plain_table_comes_with_a_proposal():
    recipes = [*all_recipes(), a_recipe("[file]\nheader_row = 2\n" + SURVEY)]
    table, recognition = read_and_recognise(b"date,mood\n2026-05-04,x\n", "x.csv", recipes)
    assert (table.columns, recognition.recipe) == (("date", "mood"), None)
    assert recognition.proposal is not None


VISITS = (
    *("Date of visit", "Respondant", "E-mail", "Branch", "Rating: staff", "cleanliness_score", "Comments"),
    *("Will return", "Reliabilty", "Mystery", "Wait (sec)"),
)
VISIT_ROWS = (
    (
        "13/04/2026",
        "r1",
        "a@b.org",
        "North",
        "5",
        "0",
        "Kind people at the desk, and no queue at all.",
        "yes",
        "4",
        "",
        "90",
    ),
    ("02/05/2026", "r2", "c@d.org", "South", "2", "5", "", "no", "2", "", "30"),
)


def test_columns_are_placed_by_name_by_likeness_and_by_what_they_hold():
    proposal = propose(a_table(*VISIT_ROWS, columns=VISITS))
    assert proposal.targets() == {
        "Date of visit": "observed_at",
        "Respondant": "",
        "E-mail": "drop",
        "Branch": "place",
        "Rating: staff": "score",
        "cleanliness_score": "score",
        "Comments": "what_happened",
        "Will return": "",
        "Reliabilty": "reliability",
        "Mystery": "",
        "Wait (sec)": "",
    }
    reasons = {placement.column: placement.reason for placement in proposal.placements}
    assert reasons["Branch"] == "its name is a usual one for this"
    assert reasons["Reliabilty"] == "its name is much like 'reliability'"
    assert reasons["Rating: staff"] == "its values are numbers on a scale that ends with 5 or 10"
    assert reasons["Mystery"] == "nothing says what it is"
    assert proposal.unplaced() == ("Respondant", "Will return", "Mystery", "Wait (sec)")
    assert set(proposal.targets().values()) <= set(TARGETS)


def test_a_name_alone_does_not_make_a_date():
    assert propose(a_table(("soon",), columns=("date",))).targets() == {"date": ""}


def test_a_corrected_proposal_becomes_a_recipe_that_reads_the_table():
    table = a_table(*VISIT_ROWS, columns=VISITS)
    proposal = propose(table)
    targets = proposal.targets() | {
        "Will return": "outcome",
        "Wait (sec)": "wait_minutes",
        "Respondant": "identity",
    }
    scales = ("Rating: staff", "cleanliness_score", "Reliabilty")
    answers = {"yes or no: Will return": "yes"} | {f"scale: {column}": "1 to 5, 0 is no answer" for column in scales}
    recipe = draft_recipe(proposal.values, "branch-visits", Placed(targets), answers)
    assert recipe_from_toml(recipe_toml(recipe), "branch-visits.toml") == recipe
    reading = read_observations(table, recipe, Programme(), today=TODAY)
    assert reading.problems.empty
    shown = reading.rows[["touchpoint", "outcome", "place", "wait_minutes"]].astype("str").to_numpy().tolist()
    assert [row[:3] for row in shown] == [
        ["Staff", "positive", "North"],
        ["The visit as a whole", "positive", "North"],
        ["Staff", "negative", "South"],
        ["Cleanliness", "positive", "South"],
        ["The visit as a whole", "negative", "South"],
    ]
    assert reading.rows["wait_minutes"].dropna().tolist() == [1.5, 0.5]
    assert recipe.dropped == ("E-mail",)
    assert recognised(table, [recipe]) == "branch-visits"


def test_an_outcome_may_be_proposed_from_a_score_of_zero_to_ten():
    columns = ("date", "desk", "overall", "greeted", "notes", "remarks")
    rows = [(f"2026-05-0{day}", "Desk", str(score), "1", "a", "b") for day, score in ((1, 10), (2, 0), (3, 5))]
    table = a_table(*rows, columns=columns)
    proposal = propose(table)
    targets = proposal.targets() | {"remarks": "what_happened"}
    recipe = draft_recipe(proposal.values, "desk", Placed(targets), {"scale: overall": "0 to 10"})
    reading = read_observations(table, recipe, Programme(), today=TODAY)
    assert reading.rows["outcome"].tolist() == ["positive", "negative", "neutral"]
    assert reading.rows["what_happened"].tolist() == ["a b"] * 3
    assert reading.rows["greeted"].tolist() == [True] * 3


def test_a_row_without_a_touchpoint_is_about_the_whole():
    proposal = propose(a_table(("2026-05-04", "positive"), columns=("date", "result")))
    recipe = draft_recipe(proposal.values, "plain", Placed(proposal.targets()), {})
    assert recipe.fixed == {"touchpoint": "The visit as a whole"}


@pytest.mark.parametrize(
    ("cells", "look"),
    [
        (["2026-05-04", "1.2.2026"], Look.DATES),
        (["555-123-4567", "1.2.3"], Look.OTHER),
        (["Apr 13, 2026", "14-Apr-2026"], Look.DATES),
        (["2026-05-04", "Total"], Look.DATES),
        (["46125", "46126.4375"], Look.SERIALS),
        (["10:30", "9:05 AM"], Look.CLOCK),
        (["5", "4", "99", "N/A"], Look.SCORES),
        (["99", "98"], Look.OTHER),
        (["4,5", "50 %"], Look.OTHER),
        (["Agree", "Strongly agree"], Look.STEPS),
        (["😀", "★★☆☆☆"], Look.STEPS),
        (["Positive", "neutral"], Look.OUTCOMES),
        (["Yes", "no", "TRUE"], Look.YES_NO),
        (["1", "0.0"], Look.YES_NO),
        (["1", "5", "3.0"], Look.SCORES),
        (["1", "2", "3"], Look.NUMBERS),
        (["11", "12"], Look.OTHER),
        (["a@b.c"], Look.ADDRESSES),
        (["word " * 20], Look.WORDS),
        ([], Look.OTHER),
    ],
)
def test_cells_look_like_what_most_of_them_are(cells, look):
    assert traits.look_of(cells) is look


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2026-05-04"], DateOrder.YEAR_FIRST),
        ([], DateOrder.YEAR_FIRST),
        (["04/05/2026", "13/05/2026"], DateOrder.DAY_FIRST),
        (["04/05/2026", "05/13/2026"], DateOrder.MONTH_FIRST),
        (["04/05/2026"], None),
        (["13/05/2026", "05/13/2026"], None),
    ],
)
def test_the_order_of_dates_is_told_only_where_it_shows(cells, order):
    assert traits.date_order_of(cells) is order


@pytest.mark.parametrize(
    ("header", "cells", "unit"),
    [
        ("Wait", ["5"], "minutes"),
        ("Wait seconds", ["5"], "seconds"),
        ("Wait (hours)", ["5"], "hours"),
        ("Wait hrs", [], "hours"),
        ("Wait", ["01:20"], "HH:MM"),
        ("Wait", ["01:20:00"], "HH:MM:SS"),
        ("Wait", ["1h20"], "1h20"),
    ],
)
def test_the_unit_of_a_wait_is_told_by_name_or_cells(header, cells, unit):
    assert traits.wait_unit_of(header, cells) == unit


def test_a_sample_is_of_distinct_filled_cells():
    assert traits.sample_of(pd.Series([" a", "a", "", "b"], dtype="str")) == ["a", "b"]


def test_a_real_file_goes_from_bytes_to_recipe():
    content = "Datum;Ort;Ergebnis\n13.04.2026;Nord;positive\n".encode("cp1252")
    table = read_table(content, "besuche.csv")
    assert propose(table).targets() == {"Datum": "observed_at", "Ort": "", "Ergebnis": "outcome"}


def test_however_large_a_table_is_so_many_cells_are_looked_at():
    texts = pd.Series([""] * 99_999 + ["x" * 5_000], dtype="str")
    assert traits.sample_of(texts) == []
    assert traits.sample_of(texts[::-1]) == ["x" * traits.LONGEST]
    distinct = pd.Series([str(row) for row in range(100_000)], dtype="str")
    assert len(traits.sample_of(distinct)) == traits.SAMPLE
    assert len(traits.sample_of(distinct, of_columns=500)) == 100
    assert int(traits.sample_of(distinct, of_columns=500)[-1]) == 495  # every fifth row


def test_a_file_that_is_too_large_is_not_tried_in_every_layout():
    recipes = [replace(a_recipe(SURVEY), shape=TableShape(header_row=row)) for row in range(1, 9)]
    with pytest.raises(TableTooLargeError):
        read_and_recognise(b"a\n1\n", "x.csv", recipes, limits=Limits(size=1, seconds=9))
