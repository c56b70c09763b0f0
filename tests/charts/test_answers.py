"""Found, owned and answered at each touchpoint: three marks that differ in shape or filling on one scale from none."""

from tests.charts.drawn import layers, spec_of


def test_the_three_counts_are_told_apart_without_colour_and_start_from_none():
    spec = spec_of("answered_dots")
    owned, given = layers(spec, "point")
    assert [each["encoding"]["x"]["field"] for each in (owned, given)] == ["owned", "answered"]
    assert owned["mark"]["fill"] != given["mark"]["fill"]
    (end,) = layers(spec, "tick")
    assert (end["encoding"]["x"]["field"], end["encoding"]["x"]["scale"]["zero"]) == ("negatives", True)


def test_touchpoints_stand_in_the_order_of_the_figure():
    assert all(layer["encoding"]["y"]["sort"] is None for layer in spec_of("answered_dots")["layer"])
