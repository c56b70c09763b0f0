"""A number reads the same in a sentence and in a picture: both bring what lies halfway to the farther neighbour."""

import math
import re
from html import unescape
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
import vl_convert

from audit import charts as charts_package
from audit.charts.rows import number_text, words
from audit.model.number import rounded, spelled
from audit.model.share import percent, percent_in_vega

HALVES = [4.25, 3.75, 0.05, 2.45, 4.35, 1.125, 12.5, 0.5, 1.5, 2.5, 1234.5, -0.25, -12.5, 0.0]
SHARES = [n / 8 for n in range(9)] + [n / 40 for n in range(41)] + [0.145, 0.285, 0.615]


def in_a_picture(values, text):
    """Return what a picture writes for each value by a Vega expression over it."""
    frame = pd.DataFrame({"row": range(len(values)), "value": values})
    chart = words(alt.Chart(frame).encode(y=alt.Y("row:O", axis=None)), text, 1.0)
    svg = vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])
    return [unescape(word).replace("\u2212", "-") for word in re.findall(r">([^<>]+)</text>", svg)]


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_sentences_and_pictures_round_alike(decimals):
    assert in_a_picture(HALVES, f"format(datum.value, ',.{decimals}f')") == [
        rounded(value, decimals) for value in HALVES
    ]


def test_sentences_and_pictures_tell_shares_alike():
    told = [percent(share).replace("\u00a0", "") for share in SHARES]
    assert in_a_picture(SHARES, "format(datum.value, '.0%')") == told


def test_a_share_is_all_or_none_only_where_it_is() -> None:
    shares = [0.0, 0.004, 0.006, 0.994, 0.996, 1.0]
    told = in_a_picture(shares, percent_in_vega("datum.value"))
    assert told == ["0%", "<1%", "1%", "99%", ">99%", "100%"]
    said = [percent(share).replace("under ", "<").replace("over ", ">").replace("\u00a0", "") for share in shares]
    assert told == said


def test_a_tip_says_all_or_none_only_where_it_is() -> None:
    assert in_a_picture([0.996, 1.0], number_text("datum.value", ".0%")) == [">99%", "100%"]
    finer = in_a_picture([0.0, 0.0004, 0.0006, 0.996, 0.9996, 1.0], number_text("datum.value", ".1%"))
    assert finer == ["0.0%", "<0.1%", "0.1%", "99.6%", ">99.9%", "100.0%"]


def test_no_chart_writes_a_share_by_a_rule_of_its_own() -> None:
    charts = Path(charts_package.__file__).parent
    own = [path.name for path in charts.glob("*.py") if re.search(r"' %'|'\.\d%'|<1 ?%", path.read_text("utf-8"))]
    assert own == []


def test_a_number_that_vanishes_has_no_sign():
    assert rounded(-0.04) == "0.0"
    assert (rounded(math.inf), rounded(math.nan)) == ("inf", "nan")
    assert math.copysign(1, float(rounded(-0.0))) == 1


def test_a_small_number_is_spelled_and_a_large_one_written_in_figures():
    assert [spelled(number) for number in (0, 5, 12, 13, 1_200)] == ["none", "five", "twelve", "13", "1,200"]
