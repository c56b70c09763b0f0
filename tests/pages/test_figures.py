"""A figure on a page is a picture, a table and an explanation, and shows people's words as words."""

import io
import json
import re
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.cells import cell_text
from pages.parts.figures import table_html
from tests.charts.drawn import layers, parts, rated
from tests.pages.conftest import run

FIGURE = """
from audit.charts.rater import rater_dots
from pages.parts.figures import figure, how
from tests.charts.drawn import rated
figure(rater_dots, rated(), key="profile", description="Reliability 3.6, responsiveness 2.0.", zone=(3.0, 4.0))
how("The plain mean of the ratings.", "SERVPERF.")
"""
JOURNEY = """
import streamlit as st
from pages.parts.figures import journey_figure
from audit.charts.labels import staged
from tests.charts.drawn import experienced
st.session_state["picked"] = journey_figure(
    staged(experienced()), key="journey", description="Three touchpoints.", listed=experienced()
)
"""
TABLES = """
import pandas as pd
from pages.parts.figures import table
table(pd.DataFrame({"what_happened": ["Waited"] * 301}), key="long", title="Everything that was seen")
table(pd.DataFrame({"what_happened": ["Waited"]}), key="short", title="What was seen")
"""


def shown(script: str) -> AppTest:
    app = AppTest.from_string(script, default_timeout=180).run()
    assert not app.exception
    return app


def charts(app: AppTest) -> list[Any]:
    return [each.proto for each in app.get("vega_lite_chart")]


def rows_of(chart: Any) -> Any:
    return pa.ipc.open_stream(io.BytesIO(chart.data.data)).read_all().to_pandas()


def test_a_picture_carries_its_description_and_exactly_its_figures() -> None:
    (chart,) = charts(shown(FIGURE))
    assert chart.alt == "Reliability 3.6, responsiveness 2.0."
    drawn = rows_of(chart)
    assert list(drawn.columns) == ["dimension", "n", "score", "low", "high", "grade", "visits"]
    pd.testing.assert_frame_equal(drawn, rated()[list(drawn.columns)], check_dtype=False)


def test_the_drawing_is_sent_without_figures_and_with_its_options() -> None:
    (chart,) = charts(shown(FIGURE))
    spec = json.loads(chart.spec)
    assert not [part for part in parts(spec) if "data" in part or "datasets" in part]
    (zone,) = layers(spec, "rect")
    assert zone["encoding"]["x"]["datum"] == 3.0
    assert chart.theme == ""


def test_the_table_waits_for_its_click_and_then_brings_the_csv_too() -> None:
    app = shown(FIGURE)
    assert [box.label for box in app.expander] == ["Show the table", "How this is computed"]
    assert not app.get("html")
    assert not app.get("download_button")
    app.session_state["profile-table"] = True
    app.run()
    (table,) = app.get("html")
    assert ">reliability</td>" in table.proto.body
    assert [button.label for button in app.download_button] == ["Download CSV"]


def test_how_it_is_computed_names_its_source() -> None:
    (told,) = shown(FIGURE).markdown
    assert told.value == "The plain mean of the ratings.\n\nSource: SERVPERF."


def test_a_journey_is_drawn_for_a_wide_screen_and_for_a_narrow_one() -> None:
    app = shown(JOURNEY)
    across, down = charts(app)
    assert json.loads(across.spec)["height"] != json.loads(down.spec)["height"]
    assert list(across.selection_mode) == list(down.selection_mode) == ["picked"]
    style = app.get("html")[0].proto.body
    assert "width < 1024px){.st-key-journey-across{display:none}" in style
    assert "width >= 1024px){.st-key-journey-down{display:none}" in style


def test_a_long_journey_needs_a_wider_screen_to_go_from_left_to_right() -> None:
    app = shown(JOURNEY.replace("experienced()", "experienced().sample(24, replace=True)"))
    assert "width < 1472px){.st-key-journey-across" in app.get("html")[0].proto.body


def test_at_first_nothing_is_picked() -> None:
    assert shown(JOURNEY).session_state["picked"] == []


def test_a_long_table_is_cut_where_a_page_would_suffer_and_says_so() -> None:
    app = shown(TABLES)
    app.session_state["long-table"] = True
    app.run()
    assert app.get("html")[0].proto.body.count("<tr>") == 301
    assert app.caption[0].value == "The first 300 of 301 rows; the CSV holds them all."


def test_a_table_of_a_few_rows_stands_open() -> None:
    app = shown(TABLES)
    (short,) = app.get("html")
    assert short.proto.body.count("<tr>") == 2


@pytest.mark.parametrize(
    "typed",
    ["<img src=//example.org/a.png>", "<script>alert(1)</script>", '"><b>', "![x](//example.org/a.png)", "a & b"],
)
def test_peoples_words_stay_words(typed: str) -> None:
    html = table_html(pd.DataFrame({"what_happened": [typed], typed: [1]}), typed)
    assert "<img" not in html
    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("<table>") == 1


def test_a_screen_reader_is_told_the_heads_and_can_scroll() -> None:
    html = table_html(pd.DataFrame({"touchpoint": ["Greeting"], "n": [3]}), "How it went")
    assert 'tabindex="0" role="region" aria-label="How it went"' in html
    assert '<th scope="col">Touchpoint</th><th scope="col" class="number">n</th>' in html
    assert '<td>Greeting</td><td class="number">3</td>' in html
    assert '<td class="day">2026-03-12</td>' in table_html(pd.DataFrame({"on": [pd.Timestamp("2026-03-12")]}), "Days")
    words = "Whoever takes the call keeps it until the caller knows."
    assert f'<td class="sentence">{words}</td>' in table_html(pd.DataFrame({"words": [words]}), "What was promised")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (3.456, "3.46"),
        (12345, "12,345"),
        (True, "yes"),
        (False, "no"),
        (pd.Timestamp("2026-03-02"), "2026-03-02"),
        (pd.Timestamp("2026-03-02 09:05"), "2026-03-02 09:05"),
        (pd.NaT, "–"),
        (float("nan"), "–"),
        (pd.NA, "–"),
        ("Greeting", "Greeting"),
    ],
)
def test_each_cell_is_told_as_people_read_it(value: Any, told: str) -> None:
    assert cell_text(value) == told


def test_a_share_and_its_interval_are_told_in_per_cent() -> None:
    assert cell_text(0.456, is_share=True) == "46\u00a0%"
    served = pd.DataFrame({"customer_group": ["Visitors"], "positive_share": [0.5], "low": [0.25], "gap": [-0.28]})
    cells = re.findall(r"<td[^>]*>([^<]*)", table_html(served, "How each group is served", of="fairness"))
    assert cells == ["Visitors", "50\u00a0%", "25\u00a0%", "-0.28"]


def test_a_column_is_called_what_its_own_figure_calls_it() -> None:
    pairs = pd.DataFrame({"dimension": ["empathy"], "other": ["tangibles"], "difference": [0.2], "p": [0.04]})
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", table_html(pairs, "Every two dimensions", of="rater-pairs"))
    assert heads == ["First", "Other", "First minus other", "p after Holm"]
    assert "After minus before" in table_html(pairs, "Before and after", of="commitments")
    gap = pd.DataFrame({"gap": [0.2]})
    assert "Metric minus visits" in table_html(gap, "Metrics beside visits", of="watermelon")
    assert "Gap to others" in table_html(gap, "Each group beside the others", of="fairness")


def test_a_key_and_what_is_of_no_figure_are_called_by_their_own_name() -> None:
    rows = pd.DataFrame({"customer_group": ["Visitors"], "n": [3]})
    for of in ("", "rater"):
        html = table_html(rows, "How it went", of=of)
        assert re.findall(r"<th[^>]*>([^<]*)</th>", html) == ["Customer group", "n"]


def test_the_table_of_pairs_shows_the_chance_its_verdict_goes_by(sampled) -> None:
    at = run("understand/rater")
    assert not at.exception
    html = next(part.proto.body for part in at.get("html") if "Every two dimensions" in part.proto.body)
    assert "First minus other" in html
    assert "p after Holm" in html
