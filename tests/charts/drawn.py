"""Frames as the measures really return them, and ways to look into a drawing."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from audit.charts import journey, ranking, rater, trust
from audit.measures import journey as experiences
from audit.measures import ranking as rankings
from audit.measures import rater as raters
from audit.measures import trust as ledgers

AS_OF = date(2026, 6, 30)
COUNTS = pd.DataFrame(
    [
        ("Greeting", "reliability", 0, 1, 4, 9, 3),
        ("Greeting", "responsiveness", 5, 7, 3, 1, 0),
        ("Invoice", "reliability", 0, 0, 1, 0, 1),
    ],
    columns=["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"],
)
DAYS = pd.DataFrame(
    {
        "touchpoint": ["Greeting", "Greeting", "Greeting", "Invoice"],
        "observed_on": pd.to_datetime(["2026-03-01", "2026-03-02", "2026-03-09", "2026-03-09"]),
        "positives": [1, 2, 3, 0],
        "neutrals": [0, 0, 1, 0],
        "negatives": [1, 0, 0, 1],
    }
)
RESOLVED = pd.DataFrame(
    {
        "touchpoint": ["Invoice"],
        "observed_on": pd.to_datetime(["2026-03-09"]),
        "resolved_on": pd.to_datetime(["2026-03-20"]),
        "negatives": [1],
    }
)
TOUCHPOINTS = pd.DataFrame(
    {
        "journey": "At the desk",
        "stage": ["Arrive", "Leave", "Leave"],
        "touchpoint": ["Greeting", "Invoice", "Goodbye"],
        "stage_position": [1, 2, 2],
        "position": [1, 1, 2],
        "is_moment_of_truth": [True, False, False],
        "channel": "",
        "minimum": [3.0, None, None],
        "target": [4.0, None, None],
    }
)
SCORES = pd.DataFrame(
    {
        "touchpoint": ["Greeting", "Invoice"],
        "n": [17, 2],
        "total": [61.0, 8.0],
        "squares": [230.0, 34.0],
    }
)


def rated() -> pd.DataFrame:
    return raters.rater(COUNTS.drop(columns="touchpoint"))


def trusted() -> pd.DataFrame:
    return ledgers.trust(DAYS, RESOLVED, AS_OF)


def experienced() -> pd.DataFrame:
    return experiences.experience(TOUCHPOINTS, COUNTS, trusted())


CHARTS: dict[str, tuple[Callable[..., alt.LayerChart], Callable[[], pd.DataFrame]]] = {
    "rater_dots": (rater.rater_dots, rated),
    "rating_bars": (rater.rating_bars, rated),
    "rater_heat": (rater.rater_heat, lambda: raters.rater(COUNTS)),
    "debt_bars": (trust.debt_bars, trusted),
    "balance_line": (trust.balance_line, lambda: ledgers.ledger(DAYS[:3], RESOLVED[:0], AS_OF).days),
    "ratio_band": (trust.ratio_band, lambda: ledgers.survives(DAYS, RESOLVED, AS_OF)),
    "ranking_dots": (ranking.ranking_dots, lambda: rankings.ranking(SCORES)),
    "experience_curve": (journey.experience_curve, experienced),
    "experience_path": (journey.experience_path, experienced),
}


@cache
def spec_of(name: str, scale: float = 1.0, **options: Any) -> dict[str, Any]:
    """Return a whole chart, checked against the Vega-Lite schema on the way; made once, as that takes its time."""
    chart, frame = CHARTS[name]
    spec: dict[str, Any] = chart(frame(), scale=scale, **options).to_dict()
    return spec


def parts(spec: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a drawing, the whole first."""
    if isinstance(spec, dict):
        yield spec
        for each in spec.values():
            yield from parts(each)
    elif isinstance(spec, list):
        for each in spec:
            yield from parts(each)


def without_data(spec: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in spec.items() if name != "datasets"}


def layers(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def encoded(spec: dict[str, Any]) -> set[str]:
    """Return the fields a drawing encodes, sorts, picks or transforms."""
    named = {part["field"] for part in parts(without_data(spec)) if isinstance(part.get("field"), str)}
    picked = {name for part in parts(without_data(spec)) for name in part.get("fields", [])}
    return named | picked


def mentioned(spec: dict[str, Any]) -> set[str]:
    """Return the fields a drawing's expressions speak of."""
    texts = (text for part in parts(without_data(spec)) for text in part.values() if isinstance(text, str))
    return {name for text in texts for name in re.findall(r"datum\.(\w+)", text)} - {"label", "value"}


def made(spec: dict[str, Any]) -> set[str]:
    """Return the fields a drawing makes for itself by laying out columns of a row."""
    transforms = [each for part in parts(spec) for each in part.get("transform", [])]
    calculated = {each["as"] for each in transforms if "calculate" in each}
    folded = {name for each in transforms if "fold" in each for name in each["as"]}
    looked_back = {window["as"] for each in transforms for window in each.get("window", [])}
    return calculated | folded | looked_back
