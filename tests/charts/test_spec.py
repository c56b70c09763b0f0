"""A drawing is made once and holds no one's figures."""

from typing import Any

import pytest

from audit.charts.rater import rater_dots
from audit.charts.spec import drawing
from tests.charts.drawn import CHARTS, parts, rated, spec_of


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_drawing_holds_no_data_and_no_description(name: str) -> None:
    chart, frame = CHARTS[name]
    spec = drawing(chart, tuple(frame().columns)).spec
    assert not [part for part in parts(spec) if "data" in part or "datasets" in part]
    assert "description" not in spec


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_drawing_is_otherwise_the_whole_chart(name: str) -> None:
    chart, frame = CHARTS[name]
    assert bare(drawing(chart, tuple(frame().columns)).spec) == bare(spec_of(name))


def bare(part: Any) -> Any:
    """Return a drawing without data, description and the names Altair makes up for layers."""
    if isinstance(part, dict):
        left_out = {"data", "datasets", "description", "views"} | ({"name"} if "mark" in part else set())
        return {key: bare(each) for key, each in part.items() if key not in left_out}
    return [bare(each) for each in part] if isinstance(part, list) else part


def test_the_same_question_is_drawn_once() -> None:
    columns = tuple(rated().columns)
    assert drawing(rater_dots, columns) is drawing(rater_dots, columns)
    assert drawing(rater_dots, columns) is not drawing(rater_dots, columns, (("zone", (3.0, 4.0)),))


def test_only_columns_that_are_drawn_are_sent() -> None:
    drawn = drawing(rater_dots, tuple(rated().columns)).columns
    assert drawn == ("dimension", "n", "score", "low", "high", "grade", "visits")
