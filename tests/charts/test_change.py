"""The pictures of change: limits clipped to the scale, signals told by shape, marks that do not cover each other."""

import re

import numpy as np
import pandas as pd

from audit.charts.change import control_chart
from audit.charts.spec import drawing
from audit.charts.theme import BAD, GOOD
from audit.charts.time_line import with_marks
from audit.measures.change import change
from audit.publish.drawn import drawn
from tests.charts.drawn import layers, parts, spec_of
from tests.charts.moved import DONE, SUMS


def calculated(spec):
    return {each["as"]: each["calculate"] for each in spec["transform"] if "calculate" in each}


def test_limits_are_drawn_within_the_scale_and_kept_as_computed():
    made = calculated(spec_of("control_chart"))
    assert made["low_edge"] == "max(datum.lower, 1)"
    assert made["high_edge"] == "min(datum.upper, 5)"
    shares = calculated(control_chart(change(SUMS).pipe(with_marks, DONE, "month"), what="share").to_dict())
    assert shares["high_edge"] == "min(datum.upper, 1)"
    lines = [layer for layer in layers(spec_of("control_chart"), "line") if "strokeDash" in layer["mark"]]
    filters = [layer["transform"][-1]["filter"] for layer in lines]
    assert filters == ["datum.lower >= 1", "datum.upper <= 5"]


def test_provisional_limits_are_dashed_and_said_to_be():
    spec = spec_of("control_chart")
    dashed = [layer["mark"]["strokeDash"]["expr"] for layer in layers(spec, "line") if "strokeDash" in layer["mark"]]
    assert len(dashed) == 2
    assert all(dash.startswith("datum.provisional ?") for dash in dashed)
    texts = [layer["mark"]["text"]["expr"] for layer in layers(spec, "text")]
    assert any("datum.provisional ?" in text and "limits provisional" in text for text in texts)


def test_every_kind_of_point_has_a_shape_and_a_word_of_its_own():
    (points,) = layers(spec_of("control_chart"), "point")
    domain = points["encoding"]["shape"]["scale"]["domain"]
    assert domain == [
        "within the limits",
        "above the limits",
        "below the limits",
        "nine or more in a row on one side",
        "under five observations, not counted",
    ]
    shapes = points["encoding"]["shape"]["scale"]["range"]
    fillings = [shade["expr"] for shade in points["encoding"]["fill"]["scale"]["range"]]
    assert len(set(zip(shapes, fillings, strict=True))) == 5
    edges = [shade["expr"] for shade in points["encoding"]["stroke"]["scale"]["range"]]
    assert edges[1:3] == [GOOD.js, BAD.js]
    kind = calculated(spec_of("control_chart"))["kind"]
    assert all(f"'{word}'" in kind for word in domain)


def test_the_whole_scale_is_shown_for_scores_and_for_shares():
    frame = with_marks(change(SUMS), DONE, "month")
    for what, ends in (("score", [0.9, 5.1]), ("share", [-0.025, 1.025])):
        spec = control_chart(frame, what=what).to_dict()
        (points,) = layers(spec, "point")
        assert points["encoding"]["y"]["scale"]["domain"] == ends


def test_the_smoothed_line_is_drawn_with_its_limits_when_asked_for():
    assert not [part for part in parts(spec_of("control_chart")) if part.get("field") == "ewma_upper"]
    smooth = spec_of("control_chart", smooth=True)
    drawn = {layer["encoding"]["y"]["field"] for layer in layers(smooth, "line")}
    assert {"ewma", "ewma_lower", "ewma_upper"} <= drawn
    assert smooth["title"]["text"] == ["Thin line: smoothed mean", "Dotted: its own limits"]


def test_the_n_of_a_period_stands_under_its_dot():
    texts = [layer["mark"]["text"]["expr"] for layer in layers(spec_of("control_chart"), "text")]
    assert any("format(datum.n" in text for text in texts)


def test_a_quarter_is_labelled_as_one():
    spec = spec_of("steadiness_bars", period="quarter")
    (bars,) = layers(spec, "bar")
    axis = bars["encoding"]["x"]["axis"]
    assert axis["tickCount"] == {"interval": "month", "step": 3}
    assert "'Q' + quarter(datum.value)" in axis["labelExpr"]


def test_marks_stand_in_lanes_and_know_their_neighbours_there():
    rows = with_marks(change(SUMS), DONE, "month").iloc[len(SUMS) :]
    assert rows["lane"].tolist() == [3, 2, 1, 3]
    assert rows["done"].tolist() == ["Training", "A second counter", "Longer hours", "A form in plain words"]
    assert rows["mark"].iloc[1] == "2 Nov: A second counter"
    assert rows["done_on"].iloc[0] == "2025-10-30"
    assert rows["after_it"].tolist()[0] == rows["done_at"].iloc[3]
    assert rows["before_it"].tolist()[3] == rows["done_at"].iloc[0]
    assert rows[["before_it", "after_it"]].iloc[1:3].isna().all(axis=None)


def test_a_mark_stands_before_or_behind_the_dot_of_its_month():
    rows = with_marks(change(SUMS), DONE, "month").iloc[len(SUMS) :]
    assert rows["done_at"].iloc[0] > pd.Timestamp(2025, 10, 1)
    assert rows["done_at"].iloc[1] < pd.Timestamp(2025, 11, 1)


def test_without_marks_the_chart_has_the_same_columns_and_rows():
    chart, marked = change(SUMS), with_marks(change(SUMS), DONE[:0], "month")
    assert list(marked.columns) == list(with_marks(chart, DONE, "month").columns)
    assert len(marked) == len(chart)
    assert marked["done"].isna().all()
    assert np.array_equal(marked["n"], chart["n"])


def test_before_stands_above_after_with_interval_and_n():
    spec = spec_of("before_after_dots")
    assert [layer["mark"]["type"] for layer in spec["layer"]].count("tick") == 2
    names = [layer["mark"]["text"]["expr"] for layer in layers(spec, "text")]
    assert any("'Before'" in name for name in names)
    assert any("nothing rated" in name for name in names)


def test_a_single_month_is_named_with_its_n():
    frame = with_marks(change(SUMS[:1]), DONE[:0], "month")
    svg = drawn(drawing(control_chart, tuple(frame)).spec, frame, "#FFFFFF", width=600)
    words = re.findall(r">([^<>]+)</text>", svg)
    assert f"{frame['starts_on'].iloc[0]:%b}" in " ".join(words)
    assert str(int(frame["n"].iloc[0])) in words
