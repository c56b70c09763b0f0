"""Rules that hold for every chart there is."""

import inspect
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import altair as alt
import pytest

from audit import charts
from audit.figures.catalogue import CATALOGUE, Picture
from tests.charts.drawn import CHARTS, encoded, made, mentioned, parts, spec_of, without_data

pytestmark = pytest.mark.crossing

PICTURED = [picture for figure in CATALOGUE.values() for picture in figure.pictures]


@pytest.fixture(params=sorted(CHARTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def spec(name: str) -> dict[str, Any]:
    return without_data(spec_of(name))


def sizes(spec: dict[str, Any]) -> list[float]:
    return [size for part in parts(spec) for key, size in part.items() if "ontSize" in key]


def test_every_chart_there_is_draws_a_figure_of_the_catalogue() -> None:
    """Slides have their own list, `SLIDE_CHARTS`."""
    modules = [import_module(f"audit.charts.{each.name}") for each in iter_modules(charts.__path__)]
    there = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and inspect.signature(function).return_annotation is alt.LayerChart
    }
    assert {name for name in there if not name.startswith(("_", "slide_"))} - {"styled", "projected"} == set(CHARTS)


@pytest.mark.parametrize("picture", PICTURED, ids=lambda each: f"{each.chart} {dict(each.options)}")
def test_every_picture_of_the_catalogue_is_drawn_with_its_options(picture: Picture) -> None:
    _, frame = CHARTS[picture.chart.partition(".")[2]]
    drawn = picture.draws(frame(), **dict(picture.options)).to_dict()
    assert drawn["layer"]


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
