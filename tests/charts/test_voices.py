"""Words stand on their side of the middle; signals of trouble stand apart from signs of good service."""

import math

from audit.charts.theme import BAD, GOOD
from audit.model.walk_through import Signal
from tests.charts.drawn import layers, spec_of


def test_the_middle_is_in_the_middle_and_a_word_beyond_stands_at_the_edge() -> None:
    (dot,) = layers(spec_of("word_dots"), "point")
    scale = dot["encoding"]["x"]["scale"]
    assert scale["domain"][0] == -scale["domain"][1]
    assert scale["clamp"] is True


def test_the_scale_is_read_as_times_as_often() -> None:
    rules = layers(spec_of("word_dots"), "rule")
    (axis,) = [axis for rule in rules if (axis := rule["encoding"]["x"].get("axis"))]
    assert [round(math.exp(abs(value))) for value in axis["values"]] == [16, 4, 1, 4, 16]
    assert "praise" in axis["title"][0]
    assert "complaints" in axis["title"][0]


def test_a_words_side_is_told_by_place_shape_and_colour() -> None:
    (dot,) = layers(spec_of("word_dots"), "point")
    assert dot["mark"]["shape"]["expr"] == "datum.log_odds > 0 ? 'triangle-down' : 'circle'"
    assert BAD.light in dot["mark"]["stroke"]["expr"]
    assert GOOD.light in dot["mark"]["stroke"]["expr"]
    assert dot["mark"]["fill"]["expr"].startswith("!datum.stands_out")


def test_the_words_keep_the_measures_order_and_say_their_counts() -> None:
    spec = spec_of("word_dots")
    assert all(layer["encoding"]["y"]["sort"] is None for layer in spec["layer"])
    assert any("datum.negatives" in layer["mark"]["text"]["expr"] for layer in layers(spec, "text"))


def test_every_signal_has_its_column_signs_of_good_service_first() -> None:
    (cells,) = layers(spec_of("signal_heat"), "rect")
    assert cells["encoding"]["x"]["scale"]["domain"] == [signal.value for signal in Signal]


def test_a_signal_of_ones_own_has_its_column_and_its_side() -> None:
    own = (("geduzt", True), ('it\'s "late"', False))
    (cells,) = layers(spec_of("signal_heat", signals=own), "rect")
    assert cells["encoding"]["x"]["scale"]["domain"] == ["geduzt", 'it\'s "late"']
    assert '["it\'s \\"late\\""]' in str(cells["mark"]["fill"]["expr"])


def test_a_cell_says_count_and_share_and_is_deeper_the_larger_the_share() -> None:
    spec = spec_of("signal_heat")
    said = [layer["mark"]["text"]["expr"] for layer in layers(spec, "text")]
    assert any("datum.n" in text and "format" in text for text in said)
    assert any("datum.share" in text for text in said)
    (cells,) = layers(spec, "rect")
    told = "toNumber(format(100 * datum.share, '.0f'))"
    assert f"{told} >= 20 ? 0.5 : {told} >= 10" in cells["mark"]["fillOpacity"]["expr"]
    assert cells["mark"]["fillOpacity"]["expr"].startswith("datum.n > 0 && datum.observations < 5 ? 0 ")
    assert BAD.light in cells["mark"]["fill"]["expr"]


def test_an_interval_that_goes_on_beyond_the_edge_ends_in_an_arrow():
    texts = [layer["mark"]["text"]["expr"] for layer in layers(spec_of("word_dots"), "text")]
    assert any("datum.low < -" in text and "◀" in text for text in texts)
    assert any("datum.high > " in text and "▶" in text for text in texts)
