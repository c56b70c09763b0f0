"""Rules that hold for every chart there is."""

import inspect
from types import ModuleType
from typing import Any

import altair as alt
import pytest

from audit.charts import (
    agreement,
    attainment,
    commitment,
    coverage,
    fairness,
    journey,
    promise,
    ranking,
    rater,
    recovery,
    trust,
    watermelon,
)
from audit.charts import change as change_charts
from audit.charts import voices as voices_charts
from tests.charts.drawn import CHARTS, encoded, made, mentioned, parts, spec_of, without_data


@pytest.fixture(params=sorted(CHARTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def spec(name: str) -> dict[str, Any]:
    return without_data(spec_of(name))


def sizes(spec: dict[str, Any]) -> list[float]:
    return [size for part in parts(spec) for key, size in part.items() if "ontSize" in key]


@pytest.mark.parametrize(
    "module",
    [
        agreement,
        fairness,
        rater,
        trust,
        ranking,
        journey,
        coverage,
        watermelon,
        attainment,
        promise,
        recovery,
        commitment,
        voices_charts,
        change_charts,
    ],
)
def test_every_chart_is_tried_here(module: ModuleType) -> None:
    functions = inspect.getmembers(module, inspect.isfunction)
    own = {each.__name__ for _, each in functions if each.__module__ == module.__name__}
    assert {name for name in own if not name.startswith("_")} <= set(CHARTS)


def test_every_field_a_chart_encodes_is_a_column_of_its_frame(name: str, spec: dict[str, Any]) -> None:
    _, frame = CHARTS[name]
    assert encoded(spec) | mentioned(spec) <= set(frame().columns) | made(spec)


def test_a_chart_adds_nothing_up(spec: dict[str, Any]) -> None:
    for part in parts(spec):
        assert not {"aggregate", "bin", "timeUnit", "joinaggregate", "stack"} & set(part)
        assert all(window["op"] == "lag" for window in part.get("window", []))


def test_a_screen_reader_is_told_what_is_drawn(spec: dict[str, Any]) -> None:
    assert spec["description"].endswith(".")
    assert len(spec["description"]) > 40


def test_no_words_on_a_chart_are_smaller_than_13_pixels(spec: dict[str, Any]) -> None:
    assert min(sizes(spec)) >= 13


def test_words_grow_with_the_room(name: str) -> None:
    assert min(sizes(without_data(spec_of(name, scale=2.0)))) >= 26


def test_the_1_to_5_scale_is_never_cut_short(spec: dict[str, Any]) -> None:
    for part in parts(spec):
        if part.get("field") in {"score", "low", "high", "lower", "shrunk"} and "axis" in part:
            assert part["scale"]["domain"] == [0.9, 5.1]


def test_charts_grow_with_what_holds_them(spec: dict[str, Any]) -> None:
    assert spec["width"] == "container"
    assert spec["autosize"] == {"type": "fit-x", "contains": "padding"}


def test_colours_follow_the_background(spec: dict[str, Any]) -> None:
    for part in parts(spec):
        for key in ("color", "fill", "stroke", "labelColor", "titleColor", "gridColor"):
            colour = part.get(key)
            assert not isinstance(colour, str)
            if isinstance(colour, dict) and "expr" in colour:
                assert "luminance(background)" in colour["expr"]


def test_a_chart_without_rows_is_still_a_chart(name: str) -> None:
    chart, frame = CHARTS[name]
    assert isinstance(chart(frame().head(0)), alt.LayerChart)
