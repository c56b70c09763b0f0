"""The pictures of RATER say where, how sure, and from how many."""

import re

import pandas as pd
import vl_convert

from audit.charts.rater import rater_heat
from audit.charts.theme import PAPER, RATING_SHADES, SCORE_STEPS
from audit.model.number import rounded
from tests.charts.drawn import layers, parts, spec_of


def test_each_dot_lies_on_the_line_of_its_interval() -> None:
    spec = spec_of("rater_dots")
    (line,) = layers(spec, "rule")
    (dot,) = layers(spec, "point")
    assert (line["encoding"]["x"]["field"], line["encoding"]["x2"]["field"]) == ("low", "high")
    assert dot["encoding"]["x"]["field"] == "score"


def test_n_and_evidence_stand_under_the_name_of_each_dimension() -> None:
    spec = spec_of("rater_dots")
    assert any("datum.n, ','" in layer["mark"]["text"]["expr"] for layer in layers(spec, "text"))


def test_dots_on_thin_evidence_are_hollow_not_only_pale() -> None:
    (dot,) = layers(spec_of("rater_dots"), "point")
    assert dot["mark"]["fill"]["expr"].startswith("(datum.grade == 'anecdote' || datum.grade == 'thin')")


def test_our_standard_is_a_band_from_minimum_to_target_and_is_named() -> None:
    spec = spec_of("rater_dots", zone=(3.0, 4.5))
    (band,) = layers(spec, "rect")
    assert (band["encoding"]["x"]["datum"], band["encoding"]["x2"]["datum"]) == (3.0, 4.5)
    titles = [part["title"] for part in parts(spec) if isinstance(part.get("title"), list)]
    assert any("our standard, 3 to 4.5" in line for title in titles for line in title)


def test_without_a_standard_there_is_no_band() -> None:
    assert layers(spec_of("rater_dots"), "rect") == []


def test_ratings_run_from_vermilion_one_to_blue_five_and_carry_their_share() -> None:
    spec = spec_of("rating_bars")
    (bar,) = layers(spec, "bar")
    scale = bar["encoding"]["color"]["scale"]
    assert scale["domain"] == ["n1", "n2", "n3", "n4", "n5"]
    assert [shade["expr"] for shade in scale["range"]] == [shade.js for shade in RATING_SHADES]
    assert any("datum.stars + ': ' + " in layer["mark"]["text"]["expr"] for layer in layers(spec, "text"))


def test_the_parts_of_a_bar_meet_and_fill_it() -> None:
    calculated = {
        each["as"]: each["calculate"]
        for part in parts(spec_of("rating_bars"))
        for each in part.get("transform", [])
        if "calculate" in each
    }
    row = {"n1": 5, "n2": 7, "n3": 3, "n4": 1, "n5": 4, "n": 20}
    edges = [0.0]
    for rating in ("n1", "n2", "n3", "n4", "n5"):
        begin, end = (worked_out(calculated[name], row, rating) for name in ("start", "end"))
        assert begin == edges[-1]
        edges.append(end)
    assert edges[-1] == 1.0


def worked_out(expression: str, row: dict[str, int], rating: str) -> float:
    """Work out the sums of a Vega expression: `(condition ? a : 0)` counts a where the condition holds."""
    total = 0.0
    for rated_lower in ("n1", "n2", "n3", "n4"):
        term = f"(datum.rating > '{rated_lower}' ? datum.{rated_lower} : 0)"
        assert term in expression
        total += row[rated_lower] if rating > rated_lower else 0
    total += row[rating] if "+ datum.count)" in expression else 0
    return total / row["n"]


def test_a_heat_cell_holds_score_and_n_and_a_pair_never_rated_a_dash() -> None:
    spec = spec_of("rater_heat")
    texts = " ".join(layer["mark"]["text"]["expr"] for layer in layers(spec, "text"))
    assert "format(datum.score, '.1f') : '–'" in texts
    assert "format(datum.n, ',')" in texts
    imputed = [each for part in parts(spec) for each in part.get("transform", []) if "impute" in each]
    assert all(each["keyvals"][0] == "reliability" and len(each["keyvals"]) == 5 for each in imputed)


def test_heat_is_one_hue_in_steps_of_half_a_point_of_the_score_as_it_is_written() -> None:
    (cell,) = layers(spec_of("rater_heat"), "rect")
    assert cell["encoding"]["color"]["field"] == "written"
    assert cell["encoding"]["color"]["scale"]["domain"] == list(SCORE_STEPS) == [2.0, 2.5, 3.0, 3.5, 4.0, 4.5]


def filled(*scores: tuple[float, int]) -> dict[str, set[str]]:
    """Return the colours of the cells of a heat map by the number written in them; one touchpoint a score."""
    rows = [(f"Point {place}", "reliability", n, score, "good") for place, (score, n) in enumerate(scores)]
    frame = pd.DataFrame(rows, columns=["touchpoint", "dimension", "n", "score", "grade"]).assign(low=1.0, high=5.0)
    svg = vl_convert.vegalite_to_svg(rater_heat(frame).to_dict(), allowed_base_urls=[])
    cells = re.findall(r'aria-label="[^"]*reliability; touchpoint: Point (\d+);[^>]* fill="([^"]+)"', svg)
    told: dict[str, set[str]] = {}
    for place, fill in cells:
        told.setdefault(rounded(scores[int(place)][0]), set()).add(fill)
    return told


def test_cells_that_show_the_same_number_have_the_same_colour() -> None:
    told = filled(*((3.5 + step / 100, 20) for step in range(0, 101, 3)))
    assert len(told) > 9
    assert all(len(colours) == 1 for colours in told.values())
    assert told["4.0"] != told["3.9"]


def test_a_cell_of_few_ratings_is_hollow_whatever_its_score() -> None:
    (hollow,), (full,) = filled((4.9, 4)).values(), filled((4.9, 5)).values()
    assert hollow == {PAPER.light}
    assert full != hollow


def test_a_touchpoint_is_named_above_its_cells_so_that_they_have_the_whole_width() -> None:
    names = layers(spec_of("rater_heat"), "text")[-1]
    assert names["mark"]["align"] == "left"
    assert names["mark"]["text"]["expr"] == "datum.touchpoint"
    assert names["transform"][-2:] == [
        {"filter": "datum.dimension == 'reliability'"},
        {"calculate": "''", "as": "dimension"},  # a tap on the name is a tap on no dimension
    ]
