"""However long a name is, the picture keeps its room beside it, on a phone too."""

import re

import pytest

from audit.charts.spec import drawing
from audit.publish.drawn import drawn
from tests.charts.drawn import CHARTS

LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajüte in der ersten Klasse"
PHONE = 340  # pixels left for a picture at 390


def widest(name: str, called: str) -> float:
    """Return how far the widest bar or cell reaches, with the first touchpoint called so."""
    chart, told = CHARTS[name]
    frame = told()
    frame = frame.assign(touchpoint=frame["touchpoint"].astype("str").replace("Greeting", called))
    svg = drawn(drawing(chart, tuple(frame), (("scale", 1.0),)).spec, frame, "#FFFFFF", width=PHONE)
    cells = [float(right) - float(left) for left, right in re.findall(r'd="M([\d.]+),[\d.]+L([\d.]+),', svg)]
    return max([*cells, *map(float, re.findall(r'd="M0,[\d.]+h([\d.]+)v', svg))])


@pytest.mark.parametrize("name", ["rater_heat", "coverage_heat", "signal_heat", "debt_bars"])
def test_a_long_word_takes_no_room_from_the_picture(name: str) -> None:
    short, long = widest(name, "At the front desk of all"), widest(name, LONG)
    assert long > 0.7 * short > 20


@pytest.mark.parametrize(("name", "first"), [("ranking_dots", "1. Extraordinarily"), ("ratio_band", "Extraordinarily")])
def test_a_name_takes_two_lines_at_most_and_says_where_it_is_cut(name: str, first: str) -> None:
    chart, told = CHARTS[name]
    frame = told().replace("Greeting", "Extraordinarily comfortable establishments")
    svg = drawn(drawing(chart, tuple(frame)).spec, frame, "#FFFFFF", width=600)
    assert re.findall(r">([^<>]*(?:Extraord|comfort|establ)[^<>]*)</t", svg) == [first, "comfortable …"]
