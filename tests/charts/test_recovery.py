"""The waits of each touchpoint: two marks of different shape on one scale of days, and words beside them."""

from datetime import date

import pandas as pd
import pytest

from audit.charts.recovery import waiting_lines
from audit.measures.ageing import ageing, waiting
from tests.charts.drawn import encoded, made, mentioned, parts, without_data

AS_OF = date(2026, 3, 31)


def waits():
    days = pd.DataFrame(
        {
            "touchpoint": ["Greeting", "Greeting", "Invoice"],
            "observed_on": pd.to_datetime(["2026-03-01", "2026-03-30", "2026-03-21"]).astype("datetime64[us]"),
            "negatives": [1, 2, 1],
            "confirmed": [0, 0, 0],
        }
    )
    text, day = pd.Series([], dtype="str"), pd.Series([], dtype="datetime64[us]")
    names = ("id", "touchpoint", "place", "recovery_id", "owner", "cause")
    nobody = pd.DataFrame(dict.fromkeys(names, text) | {"observed_on": day, "due_on": day})
    steps = pd.DataFrame({"recovery_id": text, "step": text, "taken_on": day})
    promises = pd.DataFrame({"touchpoint": ["Greeting"], "promise_minutes": [60.0]})
    return waiting(days, ageing(nobody, steps, promises, AS_OF), promises, AS_OF)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_words_are_large_enough_and_every_field_is_a_column(scale):
    whole = waiting_lines(waits(), scale=scale).to_dict()
    spec = without_data(whole)
    assert min(size for part in parts(spec) for key, size in part.items() if "ontSize" in key) >= 13 * scale
    assert encoded(spec) | mentioned(spec) <= set(waits().columns) | made(spec)
    assert spec["description"].endswith(".")


def test_the_median_and_the_longest_wait_differ_in_shape_and_start_from_no_day():
    spec = waiting_lines(waits()).to_dict()
    marks = {layer["mark"]["type"] for layer in spec["layer"]}
    assert {"rule", "tick", "point", "text"} <= marks
    assert any(layer["encoding"].get("x", {}).get("scale", {}).get("zero") for layer in spec["layer"])


def test_touchpoints_stand_in_the_order_of_the_figure_and_none_is_still_a_chart():
    spec = waiting_lines(waits().head(0)).to_dict()
    assert all(layer["encoding"]["y"]["sort"] is None for layer in spec["layer"])
