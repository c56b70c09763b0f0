"""The pictures of the trust ledger show debts, what recoveries spared, and every event on its day."""

from audit.charts.theme import BAD, DEBT, DEBT_WASH, GOOD
from tests.charts.drawn import layers, spec_of


def test_the_deepest_in_debt_stands_first() -> None:
    _, bar = layers(spec_of("debt_bars"), "bar")
    assert bar["encoding"]["y"]["sort"] == {"field": "debt", "op": "max", "order": "descending"}


def test_what_recoveries_wrote_off_is_the_pale_part_of_the_bar_and_the_debt_is_said_in_words() -> None:
    spec = spec_of("debt_bars")
    pale, bar = layers(spec, "bar")
    assert bar["encoding"]["x"]["field"] == "debt"
    assert bar["mark"]["color"]["expr"] == DEBT.js
    assert (pale["encoding"]["x"]["field"], pale["encoding"]["x2"]["field"]) == ("debt", "debt_without_recoveries")
    assert pale["mark"]["color"]["expr"] == DEBT_WASH.js
    tip = bar["encoding"]["tooltip"]["value"]["expr"]
    assert all(f"datum.{name}" in tip for name in ("owed_before", "bad_per_100", "bad_low", "bad_high"))
    assert any("'owes ' + format(datum.debt, ',d')" in each["mark"]["text"]["expr"] for each in layers(spec, "text"))


def test_the_balance_moves_in_steps_at_the_end_of_a_day() -> None:
    spec = spec_of("balance_line")
    (line,) = layers(spec, "line")
    assert line["mark"]["interpolate"] == "step-after"
    assert line["encoding"]["y"]["field"] == "balance"


def test_each_kind_of_event_has_its_own_shape_beside_its_colour() -> None:
    spec = spec_of("balance_line")
    marks = layers(spec, "point")
    assert len(marks) == 4
    for mark in marks:
        shapes, colours = (mark["encoding"][channel]["scale"]["range"] for channel in ("shape", "color"))
        assert len(set(shapes)) == 4
        assert [colour["expr"] for colour in colours] == [BAD.js, GOOD.js, GOOD.js, GOOD.js]


def test_an_event_is_drawn_only_on_the_days_it_happened() -> None:
    spec = spec_of("balance_line")
    kinds = {mark["transform"][1]["calculate"]: mark["transform"][0]["filter"] for mark in layers(spec, "point")}
    assert kinds == {
        "'a negative'": "datum.negatives > 0",
        "'a positive that pays'": "datum.paid > 0",
        "'all paid'": "datum.paid > 0 && datum.balance == 0",
        "'written off by a recovery'": "datum.written_off > 0",
    }


def test_every_ratio_has_its_column_and_no_debt_is_a_dash() -> None:
    spec = spec_of("ratio_band")
    (cell,) = layers(spec, "rect")
    assert cell["encoding"]["x"]["field"] == "ratio"
    numbers, _ = layers(spec, "text")
    assert numbers["mark"]["text"]["expr"] == "datum.debt > 0 ? format(datum.debt, ',d') : '–'"


def test_the_touchpoint_is_named_once_and_in_whole_beside_its_ratios() -> None:
    _, names = layers(spec_of("ratio_band"), "text")
    assert {"filter": "!isValid(datum.before)"} in names["transform"]
    assert "split(" in names["mark"]["text"]["expr"]


def test_the_deepest_in_debt_stands_first_whichever_picture_is_looked_at() -> None:
    orders = [
        layers(spec_of(name), kind)[0]["encoding"]["y"]["sort"]
        for name, kind in (("debt_bars", "bar"), ("ratio_band", "rect"))
    ]
    assert orders[0] == orders[1]
    assert orders[0]["order"] == "descending"
