"""A chart apart from its figures: the same drawing serves every reader, whatever the day's numbers are."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

Charting = Callable[..., alt.LayerChart]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its figures: the Vega-Lite `spec`, shared and not to be changed, and the `columns` it draws."""

    spec: dict[str, Any]
    columns: tuple[str, ...]


@lru_cache(maxsize=128)
def drawing(chart: Charting, columns: tuple[str, ...], options: tuple[tuple[str, Any], ...] = ()) -> Drawing:
    """Return `chart` without data and without description.

    Both change with the figures and travel beside it, so that the drawing is made once (20 ms and more) and
    shown a thousand times.

    Args:
        chart: a chart of this package.
        columns: the columns of the frame that will be drawn.
        options: what else the chart takes, as (name, value).
    """
    with debug_mode(False):  # the tests check every drawing against the schema
        spec: dict[str, Any] = chart(pd.DataFrame(columns=list(columns)), **dict(options)).to_dict(validate=False)
    spec.pop("description")
    _forget(spec, set(spec.pop("datasets")))
    text = json.dumps(spec)  # only what is drawn is sent with it
    drawn = (name for name in columns if re.search(rf'"{re.escape(name)}"|datum\.{re.escape(name)}\b', text))
    return Drawing(spec, tuple(drawn))


def _forget(part: Any, names: set[str]) -> None:
    """Take out every mention of the data sets `names`, so that each layer draws what it is given."""
    if isinstance(part, dict):
        if isinstance(part.get("data"), dict) and part["data"].get("name") in names:
            del part["data"]
        for each in part.values():
            _forget(each, names)
    elif isinstance(part, list):
        for each in part:
            _forget(each, names)
