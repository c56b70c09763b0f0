"""Pictures for a projector: large words, every field there, nothing told by colour alone."""

from datetime import date
from functools import cache

import altair as alt
import pandas as pd
import pytest

from audit.charts.projected import ABOVE_WORDS, HEIGHT, PROJECTED, SMALLEST, projected
from audit.charts.slides import SLIDE_CHARTS
from audit.measures.low_points import low_points
from audit.measures.moment_marks import moment_marks
from audit.measures.vote import count_votes
from audit.publish.slides.further import steps_of
from audit.publish.slides.hot_spot import in_marks
from audit.publish.slides.journey_places import placed
from audit.publish.slides.rater import pictured as rater_picture
from audit.publish.slides.trust import movement_steps
from audit.publish.slides.watermelon import services_beside
from tests.charts.drawn import encoded, layers, made, mentioned, parts, rated, reported, trusted, without_data
from tests.publish.test_journey_slide import journey


def tracked(**verdicts):
    """Return two rows on their tracks, one of which nothing is known of."""
    shares = {name: [0.5, None] for name in ("before", "share", "low", "high", "our_word")}
    rows = {"name": ["Desk", "Call"], "evidence": "seen 24 of 58", "place": [0, 1], "rows": 2}
    return pd.DataFrame(rows | shares | verdicts)


def marked():
    """Return the marks of a journey with good, mixed and bad moments at one touchpoint and none at the other."""
    moments = {"positives": [4, 0], "neutrals": [2, 0], "negatives": [1, 0]}
    return moment_marks(pd.DataFrame({"journey": "Loan", "touchpoint": ["Desk", "Call"]} | moments))


SUMMED = pd.DataFrame(
    {
        "owed_before": [1862],
        "newly_owed": [948],
        "newly_paid": [180],
        "newly_written_off": [263],
        "debt": [2367],
        "since": [pd.Timestamp("2026-09-01")],
    }
)
FRAMES = {
    "promises": lambda: tracked(word="kept", word_mark="good", better="too early", better_mark="open"),
    "since last": lambda: tracked(moved="surely up", moved_mark="up"),
    "moments": marked,
    "journey": lambda: placed(low_points(journey(2.7, 4.4, 4.4))),
    "rater": lambda: rater_picture(rated().assign(target=4.5), pd.DataFrame()),
    "spot outcomes": lambda: in_marks(pd.DataFrame({"outcome": ["good", "neither", "bad"], "n": [3, 0, 400]})),
    "debt": trusted,
    "movement": lambda: movement_steps(SUMMED, date(2026, 11, 29)),
    "groups": lambda: pd.DataFrame(
        {"customer_group": ["A"], "n": [9], "visits": [4], "positive_share": [0.5], "low": [0.3], "high": [0.7]}
    ),
    "steps": lambda: steps_of(("found", 9, "bad"), ("owned", 3, "all")),
    "our word": lambda: pd.DataFrame(
        {"touchpoint": ["Desk"], "n": [32], "share": [0.47], "low": [0.31], "high": [0.64], "promised": [0.8]}
    ),
    "watermelons": lambda: services_beside(reported()),
    "votes": lambda: count_votes(pd.DataFrame({"choice": ["Desk"], "votes": [3]}), ["Desk", "Call"]),
}


@pytest.fixture(params=sorted(SLIDE_CHARTS))
def name(request):
    return request.param


@pytest.fixture
def spec(name):
    return spec_of(name)


@cache
def spec_of(name):
    """Return a whole picture, checked against the Vega-Lite schema on the way; made once, as that takes its time."""
    return SLIDE_CHARTS[name](FRAMES[name]()).to_dict()


def test_every_picture_of_a_slide_is_tried_here():
    assert set(FRAMES) == set(SLIDE_CHARTS)


def test_no_words_are_smaller_than_26_pixels_on_a_slide_1920_wide(spec):
    sizes = [size for part in parts(without_data(spec)) for key, size in part.items() if "ontSize" in key]
    assert min(sizes) >= 26


def test_a_picture_leaves_room_for_the_headline_on_a_slide_1080_high(name, spec):
    height = spec["height"]
    assert (height["step"] * len(FRAMES[name]()) if isinstance(height, dict) else height) <= 640


def test_every_field_is_a_column_of_its_frame(name, spec):
    plain = without_data(spec)
    assert encoded(plain) | mentioned(plain) <= set(FRAMES[name]().columns) | made(plain)


def test_a_screen_reader_is_told_what_is_drawn(spec):
    assert spec["description"].endswith(".")


def test_a_picture_without_rows_is_still_one(name):
    assert SLIDE_CHARTS[name](FRAMES[name]().head(0)).to_dict()["layer"]


def test_bars_say_their_number_so_that_colour_is_not_needed(name, spec):
    if bars := layers(spec, "bar"):
        assert len(bars) == 1
        said = [layer["mark"]["text"]["expr"] for layer in layers(spec, "text")]
        assert any("format(datum." in text or text == "datum.said" for text in said)


def test_a_projected_chart_is_as_high_as_asked_with_its_axes_and_its_smallest_words_are_36_pixels():
    base = alt.Chart(pd.DataFrame({"n": [1]})).mark_bar().encode(x="n:Q")
    wall = projected([base], "A bar", height=ABOVE_WORDS).to_dict()
    assert (wall["height"], wall["autosize"]) == (ABOVE_WORDS, {"type": "fit", "contains": "padding"})
    assert wall["config"]["axis"]["titleFontSize"] == SMALLEST
    assert projected([base], "A bar", scale=1.0).to_dict()["height"] == round(HEIGHT / PROJECTED)
