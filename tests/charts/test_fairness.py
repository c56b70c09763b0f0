"""The picture of fairness: the whole of the scale, and n beside every group."""

from tests.charts.drawn import CHARTS, layers, spec_of


def test_shares_run_from_none_to_all():
    (dot,) = layers(spec_of("fairness_dots"), "point")
    low, high = dot["encoding"]["x"]["scale"]["domain"]
    assert low <= 0
    assert high >= 1
    assert dot["encoding"]["x"]["axis"]["values"][-1] == 1


def test_n_stands_beside_every_group_and_the_grade_only_beside_a_figure():
    (evidence,) = (
        layer["mark"]["text"]["expr"]
        for layer in layers(spec_of("fairness_dots"), "text")
        if "datum.n" in layer["mark"]["text"]["expr"]
    )
    assert "isValid(datum.positive_share)" in evidence


def test_the_groups_stand_as_they_are_told_the_lowest_first():
    chart, frame = CHARTS["fairness_dots"]
    assert chart(frame()).to_dict()["layer"][0]["encoding"]["y"]["sort"] is None
