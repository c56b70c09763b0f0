"""However long a name is, the picture keeps its room beside it, on a phone too."""

import json
import re

import pandas as pd
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


NAMED_ROWS = [name for name in sorted(CHARTS) if "dots" in name or name in {"debt_bars", "rating_bars", "gap_whiskers"}]


def on_a_phone(name: str, frame: pd.DataFrame) -> str:
    """Return a chart as a phone draws it, which asks what holds it for its width."""
    chart, _ = CHARTS[name]
    spec = json.loads(json.dumps(drawing(chart, tuple(frame)).spec).replace("containerSize()[0]", str(PHONE)))
    return drawn(spec, frame, "#FFFFFF", width=PHONE)


@pytest.mark.parametrize("name", [*NAMED_ROWS, "waiting_lines", "ratio_band", "experience_path"])
def test_a_name_stands_above_its_row_on_a_phone_and_the_picture_keeps_its_width(name: str) -> None:
    svg = on_a_phone(name, CHARTS[name][1]())
    (ground,) = re.findall(r'class="background"[^>]* d="M[\d.]+,[\d.]+h([\d.]+)v', svg)[:1]
    assert float(ground) > 0.6 * PHONE


@pytest.mark.parametrize("name", ["rater_dots", "rating_bars", "debt_bars", "ranking_dots", "fairness_dots"])
def test_a_million_of_anything_takes_no_room_from_the_picture(name: str) -> None:
    frame = CHARTS[name][1]()
    counts = frame.columns.intersection(["n", "positives", "negatives", "debt"])
    svg = on_a_phone(name, frame.assign(**dict.fromkeys(counts, 1000003)))
    assert "1,000,003" in svg
    (ground,) = re.findall(r'class="background"[^>]* d="M[\d.]+,[\d.]+h([\d.]+)v', svg)[:1]
    assert float(ground) > 0.6 * PHONE
