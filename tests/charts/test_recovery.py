"""The waits of each touchpoint: two marks of different shape on one scale of days, and words beside them."""

from tests.charts.drawn import spec_of


def test_the_median_and_the_longest_wait_differ_in_shape_and_start_from_no_day():
    spec = spec_of("waiting_lines")
    marks = {layer["mark"]["type"] for layer in spec["layer"]}
    assert {"rule", "tick", "point", "text"} <= marks
    assert any(layer["encoding"].get("x", {}).get("scale", {}).get("zero") for layer in spec["layer"])


def test_touchpoints_stand_in_the_order_of_the_figure():
    assert all(layer["encoding"]["y"]["sort"] is None for layer in spec_of("waiting_lines")["layer"])
