"""The pictures of RATER say where, how sure, and from how many."""

from audit.charts.theme import RATING_SHADES, SCORE_STEPS
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


def test_heat_is_one_hue_in_steps_of_half_a_point() -> None:
    (cell,) = layers(spec_of("rater_heat"), "rect")
    assert cell["encoding"]["color"]["scale"]["domain"] == list(SCORE_STEPS) == [2.0, 2.5, 3.0, 3.5, 4.0, 4.5]


def test_a_touchpoint_is_named_above_its_cells_so_that_they_have_the_whole_width() -> None:
    names = layers(spec_of("rater_heat"), "text")[-1]
    assert names["mark"]["align"] == "left"
    assert names["mark"]["text"]["expr"] == "datum.touchpoint"
    assert names["transform"][1:] == [
        {"filter": "datum.dimension == 'reliability'"},
        {"calculate": "''", "as": "dimension"},  # a tap on the name is a tap on no dimension
    ]
