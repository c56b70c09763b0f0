"""The small words every sentence is made of."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from audit.model.labels import RECOGNISED_PHRASES
from audit.model.number import apart, counted, rounded
from audit.model.share import percent
from audit.model.text import alphabetical
from audit.model.view import View

MOST_CHOSEN = 3  # named in a sentence; more are counted
__all__ = [
    "counted",
    "either",
    "in_points",
    "listed",
    "moment",
    "of_visits",
    "percent",
    "points",
    "row_of",
    "scope",
    "scored",
    "to_one",
    "within",
]


def to_one(ratio: float) -> str:
    """Return how many good moments come to one bad, as it ends a sentence about both; "" where nothing was bad."""
    if math.isnan(ratio):
        return ""
    if ratio == 0:
        return ", not one of them good"
    figure = rounded(ratio)
    return f", one good to {rounded(1 / ratio, 0)} bad" if figure == "0.0" else f", {figure} to one"


def points(difference: float) -> str:
    """Return a difference of shares in signed points: "+12", "-3"; "0" only of none, else finer: "+0.3"."""
    figure = apart(100 * difference, 0.0, decimals=0)
    return f"+{figure}" if float(figure) > 0 else figure


def in_points(*differences: float) -> list[str]:
    """Return how large differences of shares are, the smallest first, all finer where that would look like none."""
    sizes = sorted(abs(100 * difference) for difference in differences)
    return [apart(size, 0.0, decimals=int(sizes[0] < 1)) for size in sizes]


def either(names: Sequence[str]) -> str:
    """Return names of which one is enough: "a", "a or b", "a, b or c"; "" of none."""
    *most, last = names or [""]
    return f"{', '.join(most)} or {last}" if most else last


def listed(names: Sequence[str]) -> str:
    """Return names as one says them: "a", "a and b", "a, b and c"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def of_visits(n: int, visits: int) -> str:
    """Return what follows a number of observations that are of fewer visits: " of 41 visits"; else ""."""
    return f" of {counted(visits, 'visit')}" if visits != n else ""


def scored(row: "pd.Series[Any]", name: str, beside: "pd.Series[Any]") -> str:
    """Return a name with its score, finer where it would look like the score `beside` it: "empathy (4.2)"."""
    return f"{row[name]} ({apart(row['score'], beside['score'])})"


def moment(row: "pd.Series[Any]") -> str:
    """Return what follows the name of a touchpoint that is a moment of truth."""
    return ", a moment of truth" if row["is_moment_of_truth"] else ""


def within(view: View) -> str:
    """Return what narrows a view, as it follows "was never observed"; its journey chooses touchpoints."""
    parts = [
        _any_of("at", view.places, "places"),
        _any_of("as", view.customer_groups, "customer groups"),
        _any_of("by", view.methods, "methods", "the method "),
        either([RECOGNISED_PHRASES[word] for word in view.recognised if word in RECOGNISED_PHRASES]),
        _any_of("over", view.channels, "channels", "the channel "),
        "" if view.second_hand else "at first hand",
        "in the chosen period" if view.since or view.until else "",
    ]
    return "".join(f" {part}" for part in parts if part)


def scope(view: View) -> str:
    """Return all that narrows a view, its journey too, as it follows what is counted."""
    here = {0: "", 1: " on this journey"}.get(len(view.journeys), " on these journeys")
    return f"{here}{within(view)}"


def _any_of(preposition: str, names: Sequence[str], several: str, one: str = "") -> str:
    """Return which are chosen, by name or, where they are many, by their number: "at any of the 5 chosen places"."""
    if len(names) > MOST_CHOSEN:
        return f"{preposition} any of the {len(names)} chosen {several}"
    return f"{preposition} {one}{either(alphabetical(names))}" if names else ""


def row_of(frame: pd.DataFrame, touchpoint: str) -> "pd.Series[Any]":
    """Return the row of one touchpoint."""
    return frame[frame["touchpoint"] == touchpoint].iloc[0]
