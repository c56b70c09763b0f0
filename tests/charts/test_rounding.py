"""A number reads the same in a sentence and in a picture: both bring what lies halfway to the farther neighbour."""

import math
import re

import altair as alt
import pandas as pd
import pytest
import vl_convert

from audit.charts.rows import words
from audit.charts.shares import per_cent
from audit.model.number import rounded
from audit.publish.headlines.words import percent

HALVES = [4.25, 3.75, 0.05, 2.45, 4.35, 1.125, 12.5, 0.5, 1.5, 2.5, 1234.5, -0.25, -12.5, 0.0]
SHARES = [n / 8 for n in range(9)] + [n / 40 for n in range(41)] + [0.145, 0.285, 0.615]


def in_a_picture(values, form):
    frame = pd.DataFrame({"row": range(len(values)), "value": values})
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    chart = base.mark_text().encode(text=alt.Text("value:Q", format=form))
    return re.findall(r">([^<>]+)</text>", vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[]))


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_sentences_and_pictures_round_alike(decimals):
    drawn = [word.replace("\u2212", "-") for word in in_a_picture(HALVES, f",.{decimals}f")]
    assert drawn == [rounded(value, decimals) for value in HALVES]


def test_sentences_and_pictures_tell_shares_alike():
    told = [percent(share).replace("\u00a0", "") for share in SHARES]
    assert in_a_picture(SHARES, ".0%") == told


def test_a_share_is_all_or_none_only_where_it_is() -> None:
    frame = pd.DataFrame({"row": range(6), "share": [0.0, 0.004, 0.006, 0.994, 0.996, 1.0]})
    base = alt.Chart(frame).encode(y=alt.Y("row:O", axis=None))
    svg = vl_convert.vegalite_to_svg(words(base, per_cent("datum.share"), 1.0).to_dict(), allowed_base_urls=[])
    told = [word.replace("&lt;", "<").replace("&gt;", ">") for word in re.findall(r">([^<>]+)</text>", svg)]
    assert told == ["0%", "<1%", "1%", "99%", ">99%", "100%"]
    said = [
        percent(share).replace("under ", "<").replace("over ", ">").replace("\u00a0", "") for share in frame["share"]
    ]
    assert told == said


def test_a_number_that_vanishes_has_no_sign():
    assert rounded(-0.04) == "0.0"
    assert (rounded(math.inf), rounded(math.nan)) == ("inf", "nan")
    assert math.copysign(1, float(rounded(-0.0))) == 1
