"""Sides beside each other as a picture: a line for each, a shape of its own, a heading before what is compared."""

import pandas as pd

from audit.charts.side_dots import in_lines
from tests.charts.drawn import beside, layers, owed_beside, spec_of


def test_each_dimension_has_a_heading_and_a_line_for_each_side():
    rows = beside()
    assert rows["heading"].tolist() == ["reliability", "", "", "", "empathy", "", "", ""]
    assert rows["side_no"].tolist() == [-1, 0, 1, 2, -1, 0, 1, 2]
    assert rows["line"].tolist() == list(range(8))
    assert rows.loc[rows["side_no"] < 0, ["score", "low", "high"]].isna().all(axis=None)


def test_what_is_compared_as_one_thing_has_no_heading():
    assert owed_beside()["heading"].tolist() == ["", ""]


def test_touchpoints_of_one_name_in_two_journeys_have_a_heading_each():
    row = {"touchpoint": "Desk", "side": "A", "n": 9, "score": 4.0, "low": 3.0, "high": 4.5, "grade": "fair"}
    rows = in_lines(pd.DataFrame([row | {"journey": "In"}, row | {"journey": "Out"}]))
    assert rows["heading"].tolist() == ["Desk", "", "Desk", ""]
    assert rows["visits"].tolist() == [0, 9, 0, 9]


def test_sides_differ_in_shape_so_that_a_print_in_grey_tells_them_apart():
    (dots,) = layers(spec_of("side_scores"), "point")
    assert "diamond" in dots["mark"]["shape"]["expr"]
    assert "datum.grade == 'thin'" in dots["mark"]["fill"]["expr"]


def test_a_tap_says_which_side_of_what_it_was():
    assert spec_of("side_shares")["params"][0]["select"]["fields"] == ["side", "of"]
