"""The watermelon pictures: four named quarters, each metric by its own target, and no verdict by colour alone."""

import json
from typing import Any

import pandas as pd
import pytest

from audit.charts.spec import drawing
from audit.charts.theme import BAD, GOOD, NEUTRAL, PAPER
from audit.publish.drawn import drawn
from tests.charts.drawn import CHARTS, layers, spec_of, without_data


def texts(spec: dict[str, Any]) -> list[str]:
    return [str(layer["mark"]["text"]["expr"]) for layer in layers(spec, "text")]


def test_the_four_quarters_are_named_large_where_there_is_room_and_small_on_a_phone() -> None:
    spec = spec_of("watermelon_map")
    for name in ("Ripe", "Watermelon", "Bitter", "Honest red"):
        named = [each for each in layers(spec, "text") if f"'{name}'" in each["mark"]["text"]["expr"]]
        assert {each["mark"]["text"]["expr"]: each["mark"]["fontSize"] for each in named} == {
            f"width > 400.0 ? '{name}' : ''": 22,
            f"width > 400.0 ? '' : '{name}'": 14,
        }
        assert all(each["transform"][0] == {"filter": "datum.no == 1"} for each in named)
        assert all(each["transform"][1] == {"calculate": "0", "as": "no"} for each in named)  # a tap picks no service


def test_the_names_of_the_quarters_stand_where_no_dot_can_be() -> None:
    named = [
        each for each in layers(spec_of("watermelon_map"), "text") if "width > 400.0 ?" in each["mark"]["text"]["expr"]
    ]
    assert len(named) == 12
    for each in named:
        above, place = each["mark"]["dy"] < 0, each["encoding"]["y"]["value"]
        assert place == (0 if above else {"expr": "height"})


def test_a_service_nobody_visited_takes_no_room() -> None:
    spec = spec_of("watermelon_map")
    (room,) = [each for each in layers(spec, "rule") if each["encoding"]["x"].get("field") == "left"]
    (dot,) = layers(spec, "point")
    assert {"filter": "datum.n > 0"} in room["transform"]
    assert {"filter": "datum.n > 0"} in dot["transform"]


def test_each_metric_stands_by_its_distance_to_its_own_target() -> None:
    spec = spec_of("watermelon_map")
    (margin,) = [each for each in spec["transform"] if each["as"] == "margin"]
    assert margin["calculate"] == "datum.attained_share - datum.target_share"
    (dot,) = layers(spec, "point")
    assert (dot["encoding"]["x"]["field"], dot["encoding"]["y"]["field"]) == ("margin", "positive_share")


def test_both_targets_are_drawn_as_lines() -> None:
    spec = spec_of("watermelon_map", target=0.7)
    rules = [each["encoding"] for each in layers(spec, "rule")]
    assert {"datum": 0, "type": "quantitative"} in [each["x"] for each in rules]
    assert {"datum": 0.7, "type": "quantitative"} in [each["y"] for each in rules]
    assert "aim: 70\u00a0%" in json.dumps(spec, ensure_ascii=False)


def test_a_verdict_has_its_shape_beside_its_colour_and_doubt_is_hollow() -> None:
    (dot,) = layers(spec_of("watermelon_map"), "point")
    mark = dot["mark"]
    assert "'diamond' : 'circle'" in mark["shape"]["expr"]
    assert mark["stroke"]["expr"].startswith(f"datum.status == 'too few visits' ? {NEUTRAL.js}")
    is_open = "(datum.low < datum.experience_target && datum.high >= datum.experience_target)"
    assert mark["fill"]["expr"].startswith(f"(datum.status == 'too few visits' || {is_open})")
    for shade in (PAPER, BAD, GOOD):
        assert shade.js in mark["fill"]["expr"]


def test_shares_are_never_cut_short() -> None:
    for name in ("watermelon_map", "attainment_months"):
        for layer in spec_of(name)["layer"]:
            y = layer["encoding"].get("y", {})
            if "field" in y:
                assert y["scale"]["domain"] == [-0.04, 1.04]


def test_the_interval_goes_with_every_dot() -> None:
    spec = spec_of("watermelon_map")
    ends = {each["encoding"]["y"]["field"] for each in layers(spec, "tick")}
    assert ends == {"low", "high"}
    spans = [each["encoding"] for each in layers(spec, "rule")]
    assert any(each["y"].get("field") == "low" and each["y2"].get("field") == "high" for each in spans)


def test_names_stand_beside_the_picture_only_where_there_is_room() -> None:
    names = [text for text in texts(spec_of("watermelon_map")) if "datum.label" in text]
    assert names
    assert all("containerSize()[0] > 760" in text for text in names)


def test_the_gap_is_drawn_with_its_interval_and_a_line_at_nothing() -> None:
    spec = spec_of("gap_whiskers")
    (dot,) = layers(spec, "point")
    assert dot["encoding"]["x"]["field"] == "gap"
    assert {each["encoding"]["x"]["field"] for each in layers(spec, "tick")} == {"gap_low", "gap_high"}
    zero = [each for each in layers(spec, "rule") if each["encoding"]["x"].get("datum") == 0]
    assert len(zero) == 1


def test_metric_and_visits_are_told_apart_by_shape_month_by_month() -> None:
    spec = spec_of("attainment_months")
    series = [each for each in layers(spec, "point") if "shape" in each["encoding"]]
    metric, own_target, visits = (each["transform"][0]["calculate"].strip("'").split()[0] for each in series)
    assert (metric, own_target, visits) == ("Metric:", "Target", "Visits:")
    shapes = {tuple(each["encoding"]["shape"]["scale"]["range"]) for each in series}
    assert len(shapes) == 1
    assert len(set(*shapes)) == 3
    hollow = [each for each in layers(spec, "point") if "shape" not in each["encoding"]]
    assert [each["transform"] for each in hollow] == [[{"filter": "datum.status == 'too few visits'"}]]


@pytest.mark.parametrize(
    ("spans", "joins"),
    [
        ([("2026-01-01", "2026-02-01"), ("2026-02-01", "2026-03-01"), ("2026-03-01", "2026-04-01")], 2),
        ([("2026-01-01", "2026-02-01"), ("2026-02-01", "2026-03-01"), ("2026-04-01", "2026-05-01")], 1),
        ([("2025-12-05", "2025-12-12"), ("2026-01-19", "2026-01-26"), ("2026-03-02", "2026-03-09")], 1),
        ([("2026-01-01", "2026-04-01"), ("2026-04-01", "2026-07-01"), ("2026-07-01", "2026-10-01")], 2),
    ],
)
def test_no_line_leads_through_a_month_without_a_metric(spans: list[tuple[str, str]], joins: int) -> None:
    chart, told = CHARTS["attainment_months"]
    starts, ends = (pd.to_datetime(list(days)).astype("datetime64[us]") for days in zip(*spans, strict=True))
    frame = pd.concat([told()] * 3).assign(period_start=starts, period_end=ends)
    svg = drawn(drawing(chart, tuple(frame)).spec, frame, "#FFFFFF", width=600)
    assert svg.partition("layer_2_marks")[2].partition("layer_3_marks")[0].count("<line") == joins


def test_nothing_of_the_day_is_in_the_drawing() -> None:
    for name in ("watermelon_map", "gap_whiskers", "attainment_months"):
        assert "Help line" not in json.dumps(without_data(spec_of(name)))
