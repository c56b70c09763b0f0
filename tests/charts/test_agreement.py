"""The picture of agreement: the line of enough, and amber only where anchors need talking over."""

from audit.measures.agreement import APART, ENOUGH_AGREEMENT, TOO_FEW
from tests.charts.drawn import layers, spec_of


def test_the_line_of_enough_stands_at_its_value_behind_everything():
    first = spec_of("agreement_dots")["layer"][0]
    assert first["mark"]["type"] == "rule"
    assert first["mark"]["strokeDash"]
    assert first["encoding"]["x"]["datum"] == ENOUGH_AGREEMENT


def test_amber_is_for_anchors_to_talk_over_and_hollow_for_too_few_pairs():
    (dot,) = layers(spec_of("agreement_dots"), "point")
    assert f"datum.verdict == '{APART}'" in dot["mark"]["stroke"]["expr"]
    assert dot["mark"]["fill"]["expr"].startswith(f"datum.verdict == '{TOO_FEW}' ?")


def test_what_is_worse_than_chance_is_kept_in_the_picture():
    (dot,) = layers(spec_of("agreement_dots"), "point")
    scale = dot["encoding"]["x"]["scale"]
    assert scale["clamp"]
    low, high = scale["domain"]
    assert low < 0
    assert high > 1


def test_the_verdict_is_written_out_and_the_pairs_are_counted():
    texts = [layer["mark"]["text"]["expr"] for layer in layers(spec_of("agreement_dots"), "text")]
    assert "isValid(datum.alpha) ? datum.verdict : ''" in texts
    assert "isValid(datum.alpha) ? '' : datum.verdict" in texts
    assert any("datum.pairs" in text for text in texts)
