"""The pictures of coverage tell what was never observed by more than colour."""

import pytest

from audit.charts.coverage import coverage_heat
from tests.charts.drawn import covered, layers, parts, spec_of


def test_every_cell_carries_its_count() -> None:
    for name in ("coverage_heat", "week_heat"):
        texts = [layer["mark"]["text"]["expr"] for layer in layers(spec_of(name), "text")]
        assert any("format(datum.n, ',')" in text for text in texts)


def test_a_cell_never_observed_is_dashed_and_not_only_pale() -> None:
    (cells,) = layers(spec_of("coverage_heat"), "rect")
    assert cells["mark"]["strokeDash"]
    assert cells["mark"]["strokeWidth"]["expr"].startswith("datum.n > 0 ? 0")
    assert any("dashed with 0: never observed" in str(part.get("title")) for part in parts(spec_of("coverage_heat")))


@pytest.mark.parametrize("left_open", ["", "time not known"])
def test_where_some_left_it_open_nothing_is_called_never_observed(left_open: str) -> None:
    titles = [
        part["title"]
        for part in parts(coverage_heat(covered(), columns=("morning", left_open)).to_dict())
        if "title" in part
    ]
    assert ["Observations; dashed with 0: none known", "Diamond: moment of truth"] in titles


def test_a_moment_of_truth_has_its_diamond_and_a_name_is_written_once() -> None:
    (names,) = [
        layer
        for layer in layers(spec_of("coverage_heat"), "text")
        if "datum.touchpoint" in layer["mark"]["text"]["expr"]
    ]
    assert "◆" in names["mark"]["text"]["expr"]
    assert names["mark"]["text"]["expr"].startswith("isValid(datum.before) ? ''")


def test_columns_stand_as_they_are_asked_for_and_others_are_left_out() -> None:
    spec = coverage_heat(covered(), by="daypart", columns=("evening", "morning")).to_dict()
    (cells,) = layers(spec, "rect")
    assert cells["encoding"]["x"]["scale"]["domain"] == ["evening", "morning"]
    filters = [each["filter"] for part in parts(spec) for each in part.get("transform", []) if "filter" in each]
    assert filters == ['indexof(["evening", "morning"], datum.daypart) >= 0']


def test_without_columns_there_is_still_a_chart() -> None:
    assert coverage_heat(covered().head(0), columns=()).to_dict()["layer"]


@pytest.mark.parametrize(("method", "lines"), [("use it online", 1), ("walk it through", 2)])
def test_a_long_word_over_a_column_goes_up_and_not_into_the_names(method: str, lines: int) -> None:
    spec = coverage_heat(covered(), by="daypart", columns=(method, "evening")).to_dict()
    (cells,) = layers(spec, "rect")
    assert cells["encoding"]["x"]["axis"]["labelPadding"]["expr"].endswith(f": {8 + 17.0 * (lines - 1)}")
