"""The journey can be read both ways and be tapped anywhere."""

import re

import pytest

from audit.charts.labels import staged
from audit.charts.rows import PICKED
from audit.charts.spec import drawing
from audit.publish.drawn import drawn
from tests.charts.drawn import CHARTS, layers, spec_of, tapped


@pytest.mark.parametrize(("chart", "along", "height"), [("experience_curve", "x", "y"), ("experience_path", "y", "x")])
def test_the_curve_goes_through_the_scores_in_journey_order(chart, along, height) -> None:
    (curve,) = layers(spec_of(chart), "line")
    assert curve["encoding"][along] | {"axis": 0} == curve["encoding"][along] | {
        "axis": 0,
        "sort": None,
        "field": "step",
    }
    assert curve["encoding"][height]["field"] == "score"
    assert curve["mark"]["order"] is None
    assert "interpolate" not in curve["mark"]  # touchpoints are no scale: between two of them there is nothing


@pytest.mark.parametrize("chart", ["experience_curve", "experience_path"])
def test_a_tap_anywhere_on_a_touchpoint_picks_it(chart) -> None:
    spec = spec_of(chart)
    (picked,) = spec["params"]
    strip = tapped(spec)
    assert picked["name"] == PICKED == "picked"
    assert picked["select"]["fields"] == ["journey", "stage", "touchpoint"]
    assert picked["views"] == [strip["name"]]
    assert strip["encoding"]["opacity"]["condition"] == [{"param": PICKED, "value": 1, "empty": False}]


@pytest.mark.parametrize("chart", ["experience_curve", "experience_path"])
def test_moments_of_truth_differ_in_shape_and_size(chart) -> None:
    (dot,) = layers(spec_of(chart), "point")
    assert dot["mark"]["shape"]["expr"] == "datum.is_moment_of_truth ? 'diamond' : 'circle'"
    assert dot["mark"]["size"]["expr"].startswith("datum.is_moment_of_truth ?")


def texts(chart: str) -> list[str]:
    return [layer["mark"]["text"]["expr"] for layer in layers(spec_of(chart), "text")]


def test_score_n_and_debt_stand_under_each_touchpoint_and_what_they_are_is_said_once() -> None:
    assert "format(datum.rated, ',d')" in texts("experience_curve")
    assert "datum.debt > 0 ? format(datum.debt, ',d') : ''" in texts("experience_curve")
    for head in ("score", "n", "owes"):
        assert f"isValid(datum.before) ? '' : '{head}'" in texts("experience_curve")


def test_n_and_debt_stand_beside_each_touchpoint_and_what_nobody_saw_says_so() -> None:
    told = " ".join(texts("experience_path"))
    assert ": 'n ' + format(datum.rated, ',d')" in told
    assert "format(datum.rated, ',d') + ' of ' + format(datum.observations, ',d') + ' rated'" in told
    assert "seen'" not in told
    assert ": 'not observed'" in told
    assert "'owes ' + format(datum.debt, ',d')" in told


def test_touchpoints_of_the_same_name_in_two_stages_stay_two() -> None:
    spec = spec_of("experience_curve")
    assert spec["transform"][0] == {"calculate": "datum.stage + '|' + datum.touchpoint", "as": "step"}


@pytest.mark.parametrize(("width", "rows"), [(340, 3), (600, 2), (1400, 1)])
def test_names_of_narrow_stages_stand_in_turn_on_several_rows(width, rows) -> None:
    chart, told = CHARTS["experience_curve"]
    touchpoints = told().iloc[[0] * 9]
    stages = [f"Stage {no}" for no in range(9)]
    frame = staged(touchpoints.assign(stage=stages, touchpoint=[f"Touchpoint {no}" for no in range(9)]))
    svg = drawn(drawing(chart, tuple(frame)).spec, frame, "#FFFFFF", width=width)
    heights = re.findall(r'transform="translate\([-\d.]+,([-\d.]+)\)"[^>]*>Stage \d', svg)
    assert len(heights) == 9
    assert len(set(heights)) == rows
