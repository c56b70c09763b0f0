"""The ranking shows what it ranks by, and sets apart what it cannot rank."""

from audit.charts.theme import NEUTRAL
from tests.charts.drawn import layers, spec_of


def test_the_order_is_the_measures_own() -> None:
    for layer in spec_of("ranking_dots")["layer"]:
        assert layer["encoding"]["y"]["sort"] is None


def test_each_estimate_is_tied_to_the_bound_it_is_ranked_by() -> None:
    (line,) = layers(spec_of("ranking_dots"), "rule")
    assert (line["encoding"]["x"]["field"], line["encoding"]["x2"]["field"]) == ("lower", "shrunk")


def test_what_cannot_be_ranked_is_grey_hollow_and_says_so() -> None:
    spec = spec_of("ranking_dots")
    (dot,) = layers(spec, "point")
    assert dot["mark"]["fill"]["expr"].startswith("(!isValid(datum.rank))")
    assert NEUTRAL.light in dot["mark"]["stroke"]["expr"]
    assert any("too few to rank" in layer["mark"]["text"]["expr"] for layer in layers(spec, "text"))
