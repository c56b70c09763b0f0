"""What is told on pointing at a mark is told in words: no yes or no of a program, no missing number, no key."""

import html
import json
import re
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from audit.charts.rows import tips
from audit.charts.spec import drawing
from tests.charts.drawn import CHARTS, parts

pytestmark = pytest.mark.crossing

PAGE = {"mark": {"tooltip": True}}  # what the page sets for every chart that does not say otherwise
ENTRY = re.compile(r"'([^']*)': (\(!isValid.*?)(?=, '[^']*': \(!isValid|\}$)")
NOT_WORDS = {"true", "false", "null", "undefined", "NaN", ""}


def written(spec: dict[str, Any], frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Return what every tip of a chart says, heading by heading: each is drawn as words in the place of its mark."""
    whole = json.loads(json.dumps(spec))
    told = [layer for layer in whole["layer"] if isinstance(layer["encoding"].get("tooltip"), dict)]
    whole["layer"] += [
        {
            **layer,
            "mark": {"type": "text", "text": {"expr": f"'TIP {title}: ' + {value}"}},
            "encoding": {place: layer["encoding"][place] for place in ("x", "y") if place in layer["encoding"]},
            "name": f"tip {number} {title}",
        }
        for number, layer in enumerate(told)
        for title, value in ENTRY.findall(layer["encoding"]["tooltip"]["value"]["expr"])
    ]
    figures = json.loads(frame.to_json(orient="records", date_format="iso"))
    svg = vl_convert.vegalite_to_svg({**whole, "width": 700, "data": {"values": figures}})
    entries = [html.unescape(each).partition(": ") for each in re.findall(r">TIP ([^<]*)<", svg)]
    return [(title, value) for title, _, value in entries]


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_every_tip_is_told_in_words(name: str) -> None:
    chart, told = CHARTS[name]
    found = written(drawing(chart, tuple(told())).spec, told())
    assert found
    for title, words in found:
        assert title not in NOT_WORDS, title
        assert words not in NOT_WORDS, title
        assert "_" not in title + words, title


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_what_has_no_tip_shows_none(name: str) -> None:
    chart, told = CHARTS[name]
    spec = drawing(chart, tuple(told())).spec
    config = {**PAGE, **spec["config"], "mark": {**PAGE["mark"], **spec["config"].get("mark", {})}}
    figures = json.loads(told().to_json(orient="records", date_format="iso"))
    drawn = vl_convert.vegalite_to_vega({**spec, "config": config, "width": 700, "data": {"values": figures}})
    shown = [part["tooltip"] for part in parts(drawn) if part.get("tooltip") is not None]
    assert shown
    assert all(isinstance(tip, dict) and "signal" in tip for tip in shown)


def test_a_tip_writes_what_a_person_would() -> None:
    values = [True, False, None, "", "Chat"]
    frame = pd.DataFrame({"x": range(len(values)), "value": pd.Series(values, dtype="object")})
    chart = alt.Chart(frame).mark_point().encode(x="x:Q", tooltip=tips(("value:N", "Value", "")))
    spec = alt.layer(chart).to_dict()
    spec["layer"][0].pop("data", None)
    spec.pop("datasets")
    assert written(spec, frame) == [("Value", word) for word in ("yes", "no", "–", "–", "Chat")]
