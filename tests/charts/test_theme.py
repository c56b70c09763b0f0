"""The look holds in both lights: words can be read, meanings kept apart, and the app wears the same colours."""

import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.charts import theme
from audit.charts.theme import Shade

BOTH = ("light", "dark")
WORDS = ("INK", "SOFT", "GOOD", "BAD", "NEUTRAL", "ACCENT", "DEBT_WORDS")
MARKS = ("GOOD", "BAD", "NEUTRAL", "DEBT", "ACCENT", "INK")


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def shade(name: str, mode: str) -> str:
    return str(getattr(getattr(theme, name), mode))


@pytest.mark.parametrize("mode", BOTH)
@pytest.mark.parametrize("name", WORDS)
def test_words_can_be_read_on_the_page(name: str, mode: str) -> None:
    assert contrast(shade(name, mode), shade("PAPER", mode)) >= 4.5


@pytest.mark.parametrize("mode", BOTH)
@pytest.mark.parametrize("name", MARKS)
def test_marks_can_be_seen_on_the_page(name: str, mode: str) -> None:
    assert contrast(shade(name, mode), shade("PAPER", mode)) >= 3


@pytest.mark.parametrize("mode", BOTH)
def test_words_in_every_heat_cell_can_be_read(mode: str) -> None:
    deep = theme.SCORE_STEPS.index(theme.DEEP_FROM) + 1
    for place, cell in enumerate(theme.SCORE_SHADES):
        words = "PAPER" if place >= deep else "INK"
        assert contrast(getattr(cell, mode), shade(words, mode)) >= 4.5


@pytest.mark.parametrize("mode", BOTH)
def test_words_in_every_rating_bar_can_be_read(mode: str) -> None:
    for part, word in zip(theme.RATING_SHADES, theme.RATING_WORDS, strict=True):
        assert contrast(getattr(part, mode), getattr(word, mode)) >= 4.5


@pytest.mark.parametrize("mode", BOTH)
def test_no_two_ratings_look_alike_in_greyscale(mode: str) -> None:
    for one, other in combinations(theme.RATING_SHADES, 2):
        assert contrast(getattr(one, mode), getattr(other, mode)) >= 1.4


@pytest.mark.parametrize("mode", BOTH)
def test_heat_deepens_step_by_step_so_that_greyscale_keeps_the_order(mode: str) -> None:
    away = [contrast(getattr(cell, mode), shade("PAPER", mode)) for cell in theme.SCORE_SHADES]
    assert all(earlier < later for earlier, later in pairwise(away))


def test_words_on_the_wash_of_debt_can_be_read() -> None:
    for mode in BOTH:
        assert contrast(shade("DEBT_WASH", mode), shade("INK", mode)) >= 4.5


def test_a_shade_follows_the_background_it_stands_on() -> None:
    told = Shade("#000000", "#FFFFFF")
    assert told.js == "(luminance(background) < 0.2 ? '#FFFFFF' : '#000000')"
    assert told.tone == alt.ExprRef(told.js)


def test_a_hand_out_says_its_own_background() -> None:
    assert theme.config(background="#FFFFFF")["background"] == "#FFFFFF"
    assert "background" not in theme.config()


@given(st.floats(min_value=0.5, max_value=4, allow_nan=False))
def test_sizes_grow_in_step(scale: float) -> None:
    assert theme.config(scale)["axis"]["labelFontSize"] == pytest.approx(theme.TEXT * scale, abs=0.051)


@pytest.fixture(scope="module")
def settings(root: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("mode", BOTH)
def test_the_app_wears_the_colours_of_its_charts(settings, mode: str) -> None:
    worn = settings["theme"][mode]
    assert worn["backgroundColor"] == shade("PAPER", mode)
    assert worn["textColor"] == shade("INK", mode)
    assert worn["chartCategoricalColors"] == [shade(name, mode) for name in MARKS]


@pytest.mark.parametrize("mode", BOTH)
def test_white_words_on_a_button_can_be_read(settings, mode: str) -> None:
    assert contrast(settings["theme"][mode]["primaryColor"], "#FFFFFF") >= 4.5


@pytest.mark.parametrize("mode", BOTH)
def test_faded_words_can_still_be_read(settings, mode: str) -> None:
    worn = settings["theme"][mode]
    for ground in (worn["backgroundColor"], settings["theme"][mode]["sidebar"]["backgroundColor"]):
        pairs = [(int(worn["textColor"][i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
        faded = "#" + "".join(f"{round(0.6 * ink + 0.4 * paper):02X}" for ink, paper in pairs)
        assert contrast(faded, ground) >= 4.5


@pytest.mark.parametrize("mode", BOTH)
def test_success_is_blue_and_failure_vermilion_never_green_and_red(settings, mode: str) -> None:
    worn = settings["theme"][mode]
    assert worn["greenColor"] == worn["blueColor"] == shade("GOOD", mode)
    assert worn["redColor"] == shade("BAD", mode)


def test_the_faces_are_our_own_files_with_their_licence(settings, root: Path) -> None:
    fonts = root / "static" / "fonts"
    served = {root / face["url"].removeprefix("app/") for face in settings["theme"]["fontFaces"]}
    assert served == set(fonts.glob("*.woff2"))
    assert all(font.read_bytes()[:4] == b"wOF2" for font in served)
    assert sum(font.stat().st_size for font in served) < 400_000
    for family in {face["family"] for face in settings["theme"]["fontFaces"]}:
        licence = fonts / f"OFL-{family.replace(' ', '')}.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_charts_and_pages_speak_in_one_face(settings) -> None:
    assert settings["theme"]["font"] == theme.FACE


def test_the_app_keeps_to_itself(settings) -> None:
    server, client = settings["server"], settings["client"]
    assert server["address"] == "127.0.0.1"
    assert server["enableXsrfProtection"] is server["enableCORS"] is True
    assert server["maxUploadSize"] == 10
    assert server["disconnectedSessionTTL"] == 900
    assert "*" not in server["allowedHosts"]
    assert client["disableDataExport"] is True
    assert client["showErrorDetails"] == "none"
    assert client["toolbarMode"] == "minimal"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["runner"]["postScriptGC"] is False
