"""What is summed over visits: ratings, their differences, scores, or whether a moment was good."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from audit.model.rating import DIMENSIONS, SCORE_UNITS
from audit.store.tallies import DIGITS


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """What is summed of an observation: its pattern in SQL, each value in SQL, and the values of patterns."""

    pattern: str
    spelt: Mapping[str, str]
    of_patterns: Callable[[Any], Any]


def _ratings_of(patterns: Any) -> Any:
    digits = patterns[:, None].astype(np.int64) // np.array([1296, 216, 36, 6, 1]) % 6
    return np.where(digits > 0, digits, np.nan)


def _pairs_of(patterns: Any) -> Any:
    ratings = _ratings_of(patterns)
    first, second = np.triu_indices(len(DIMENSIONS), 1)
    return ratings[:, first] - ratings[:, second]


def _scores_of(patterns: Any) -> Any:
    ratings = _ratings_of(patterns)
    rated = (~np.isnan(ratings)).sum(axis=1)
    return (SCORE_UNITS * np.nansum(ratings, axis=1) / np.where(rated > 0, rated, np.nan))[:, None]


def _goods_of(patterns: Any) -> Any:
    return np.select([patterns == "positive", patterns == "negative"], [1.0, 0.0], np.nan)[:, None]


_NAMES = [str(dimension) for dimension in DIMENSIONS]
PAIRS = [(first, second) for index, first in enumerate(_NAMES) for second in _NAMES[index + 1 :]]
RATINGS = Quantity(DIGITS, {name: name for name in _NAMES}, _ratings_of)
DIFFERENCES = Quantity(DIGITS, {f"{first} {second}": f"{first} - {second}" for first, second in PAIRS}, _pairs_of)
SCORES = Quantity(
    DIGITS,
    {
        "score": f"CAST({SCORE_UNITS} * ({' + '.join(f'COALESCE({name}, 0)' for name in _NAMES)}) / NULLIF("
        + " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in _NAMES)
        + ", 0) AS INTEGER)"
    },
    _scores_of,
)
GOOD = Quantity(
    "outcome", {"good": "CASE outcome WHEN 'positive' THEN 1 WHEN 'negative' THEN 0 ELSE NULL END"}, _goods_of
)
