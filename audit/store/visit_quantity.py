"""What is summed over visits: ratings, their differences, scores, whether a moment was good, waits, signals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from audit.model.rating import DIMENSIONS, SCORE_UNITS
from audit.store.tallies import DIGITS, WAIT_SECONDS

_TICKED = "FROM observation_signal AS ticked WHERE ticked.observation_id = seen.id"


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """What is summed of an observation: its pattern in SQL, each value in SQL, and the values of patterns.

    `of_visits` says whether verdicts on a visit as a whole take part.
    """

    pattern: str
    spelt: Mapping[str, str]
    of_patterns: Callable[[Any], Any]
    of_visits: bool = False


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


def _read_off(patterns: Any) -> Any:
    return np.asarray(patterns, dtype=np.float64)[:, None]


def signals_ticked(keys: Sequence[str]) -> Quantity:
    """Return what is summed of signals: for each of at most 62 keys whether it was ticked (1) or not (0)."""
    bits = 2 ** np.arange(len(keys), dtype=np.int64)
    spelt = {key: _quoted(key) for key in keys}
    worth = " ".join(f"WHEN {text} THEN {2**index}" for index, text in enumerate(spelt.values()))
    return Quantity(
        f"COALESCE((SELECT SUM(CASE signal {worth} ELSE 0 END) {_TICKED}), 0)",
        {
            key: f"CASE WHEN EXISTS (SELECT 1 {_TICKED} AND signal = {text}) THEN 1 ELSE 0 END"
            for key, text in spelt.items()
        },
        lambda patterns: np.asarray(patterns, dtype=np.int64)[:, None] // bits % 2 * 1.0,
        of_visits=True,
    )


def _quoted(key: str) -> str:
    return "'" + key.replace("'", "''") + "'"


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
_TIMED = "CASE WHEN wait_minutes IS NULL THEN NULL ELSE 1 END"
TIMED = Quantity(_TIMED, {"timed": _TIMED}, _read_off)
# what promises nothing is within nothing: its waits still say of how many visits they are
_PROMISED = (
    "COALESCE((SELECT MAX(ROUND(60 * service.first_response_minutes)) FROM service INNER JOIN touchpoint AS own "
    "ON own.service_id = service.id WHERE own.id = seen.touchpoint_id), -1)"
)
_WITHIN = f"CASE WHEN wait_minutes IS NULL THEN NULL WHEN {WAIT_SECONDS} <= {_PROMISED} THEN 1 ELSE 0 END"
WITHIN = Quantity(_WITHIN, {"within": _WITHIN}, _read_off)
