"""Waits beside the promise: what should be stands as a bar, what was is a dot, and a miss has a shape of its own."""

from audit.charts.theme import BAD, GOOD
from tests.charts.drawn import layers, spec_of

SPEC = spec_of("waits_dots")


def test_touchpoints_stand_in_journey_order() -> None:
    assert all(layer["encoding"]["y"]["sort"] is None for layer in SPEC["layer"])


def test_every_mark_stands_on_one_scale_from_none_to_all() -> None:
    along = [layer["encoding"]["x"] for layer in SPEC["layer"] if "scale" in layer["encoding"].get("x", {})]
    domains = {tuple(x["scale"]["domain"]) for x in along}
    assert domains == {(-0.02, 1.02)}


def test_the_share_that_should_be_is_a_bar_thicker_than_the_ends_of_the_interval() -> None:
    ticks = {layer["encoding"]["x"]["field"]: layer["mark"]["thickness"] for layer in layers(SPEC, "tick")}
    assert ticks["target_share"] > ticks["low"] == ticks["high"]


def test_a_missed_promise_is_told_by_shape_and_words_and_only_then_by_colour() -> None:
    (dot,) = layers(SPEC, "point")
    assert "'not kept' ? 'triangle-down' : 'circle'" in dot["mark"]["shape"]["expr"]
    assert BAD.light in dot["mark"]["fill"]["expr"]
    assert GOOD.light in dot["mark"]["fill"]["expr"]
    assert any("datum.kept" in layer["mark"]["text"]["expr"] for layer in layers(SPEC, "text"))


def test_the_promise_itself_stands_beside_the_name_in_units_people_use() -> None:
    (evidence,) = (layer for layer in layers(SPEC, "text") if "never timed" in layer["mark"]["text"]["expr"])
    assert all(unit in evidence["mark"]["text"]["expr"] for unit in ("' s'", "' min'", "' h'", "' d'"))
