"""Whether two observers who met the same moment judged it alike, beyond what chance alone would bring."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.icc import icc_agreement
from audit.measures.intervals import FloatArray
from audit.measures.pairing import JUDGED, OUTCOME

ENOUGH_AGREEMENT = 0.667  # Krippendorff's own advice: below it not even tentative conclusions
FEWEST_JUDGED_TWICE = 10  # ours: with fewer the interval is wider than half the scale, whatever the agreement

TOO_FEW = "too few pairs to say"
NO_SPREAD = "ratings too alike to tell"
APART = "talk the anchors over"
SO_FAR = "agree so far"
AGREE = "agree"

_DRAWS = 1_000
_SEED = 12  # fixed, so that the same pairs always give the same interval
_DOUBT = 0.5  # half a pair, as chance would have judged it: then the interval holds the truth as often as it says
_STEPS = 5  # ratings run from 1 to 5, outcomes from 1 to 3


class Level(StrEnum):
    """What may be said of two values of a scale: the same or not, which is more, by how much, how many times."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def alpha(judged: npt.ArrayLike, level: Level = Level.ORDINAL) -> float:
    """Return Krippendorff's alpha of a table of judgements.

    Args:
        judged: one row a moment, one column an observer; NaN where that observer did not judge it. A moment judged by
            one observer alone says nothing and is left out.
        level: what the values are worth.

    Returns:
        1 where all judge alike, 0 where they agree as chance would have it, below 0 where less; NaN where every
        judgement is the same or none stands beside another.

    Source: Krippendorff, *Content Analysis*; his 2011 paper on computing alpha gives the cases in the tests.
    """
    table = np.asarray(judged, dtype=np.float64)
    table = table[(~np.isnan(table)).sum(axis=1) > 1]  # a moment judged once says nothing of agreement
    values = np.unique(table[~np.isnan(table)])
    counts = (table[:, :, None] == values).sum(axis=1).astype(np.float64)
    # Krippendorff's weight: each judgement counts once, however many stood beside it
    weight = 1 / np.maximum(counts.sum(axis=1) - 1, 1)
    together = (counts * weight[:, None]).T @ counts - np.diag(weight @ counts)
    return float(_alphas(together[None], values, level)[0])


def agreement(pairs: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Say for each dimension, and for the outcome, how well paired observers agree.

    Args:
        pairs: one row a paired walk, as `audit.measures.pairing.paired` returns them.
        by: what is kept apart, columns of `pairs`.

    Returns:
        One row a combination of `by` and dimension or outcome that any pair judged together: keys..., `dimension`,
        `pairs` (judged by both), `alpha` (ordinal), `low`, `high` (its 95 % interval), `icc`, `icc_low`, `icc_high`
        (ICC(A,1), empty unless both rated it in every pair where one did, and for outcomes, which have no distances),
        `one_sided` (pairs in which only one of the two rated it), `verdict`: too few pairs to say (under ten), ratings
        too alike to tell (no alpha), talk the anchors over (below 0.667), agree so far (only its interval reaches
        below), agree.

    Source: Krippendorff's alpha; for its interval the Bayesian bootstrap of pairs (Rubin 1981), half a pair of doubt
        added.
    """
    rows = [
        {**dict(zip(by, key, strict=True)), **_figures_of(group, name)}
        for key, group in _groups(pairs, by)
        for name in JUDGED
        if (group[name].notna() & group[f"{name}_partner"].notna()).any()
    ]
    return pd.DataFrame(rows, columns=[*by, "dimension", "pairs", *_FIGURES, "one_sided", "verdict"])


_FIGURES = ("alpha", "low", "high", "icc", "icc_low", "icc_high")


def _groups(pairs: pd.DataFrame, by: Sequence[str]) -> list[tuple[tuple[object, ...], pd.DataFrame]]:
    if not by:
        return [((), pairs)]
    return [(key, group) for key, group in pairs.groupby(list(by), observed=True)]


def _figures_of(pairs: pd.DataFrame, name: str) -> dict[str, object]:
    ratings = pairs[[name, f"{name}_partner"]].to_numpy(dtype=np.float64)
    rated = ~np.isnan(ratings)
    both, one_sided = ratings[rated.all(axis=1)], int((rated.sum(axis=1) == 1).sum())
    often = np.bincount(both.astype(np.int64) @ (_STEPS, 1) - _STEPS - 1, minlength=_STEPS**2)
    counts = often.reshape(_STEPS, _STEPS).astype(np.float64)
    together = counts + counts.T  # alpha does not know which of the two said which
    point = float(_alphas(together[None], _VALUES, Level.ORDINAL)[0])
    low, high = _interval(together)
    # outcomes have no distances, and a table with gaps has no ICC
    icc = icc_agreement(both) if name != OUTCOME and not one_sided else (np.nan,) * 3
    # drawn weights need not surround the raw figure
    figures = zip(_FIGURES, (point, min(low, point), max(high, point), *icc), strict=True)
    verdict = _verdict(len(both), point, low)
    return {"dimension": name, "pairs": len(both), **dict(figures), "one_sided": one_sided, "verdict": verdict}


def _verdict(pairs: int, point: float, low: float) -> str:
    if pairs < FEWEST_JUDGED_TWICE:
        return TOO_FEW
    if np.isnan(point):
        return NO_SPREAD
    if point < ENOUGH_AGREEMENT:
        return APART
    return AGREE if low >= ENOUGH_AGREEMENT else SO_FAR


_VALUES = np.arange(1.0, _STEPS + 1)
_ONE, _OTHER = np.triu_indices(_STEPS)


def _interval(together: FloatArray) -> tuple[float, float]:
    """Return the 95 % interval of alpha from how often each two ratings met, counted both ways.

    Pairs are weighed anew, many times, as if others like them had been walked; half a pair of doubt is added, spread as
    two observers would judge who know nothing of each other. So ten pairs that all agree are no certainty.
    """
    shares = (together.sum(axis=0) + 1 / _STEPS) / (together.sum() + 1)
    by_chance = np.outer(shares, shares)
    observed, chance = (table + table.T - np.diag(np.diag(table)) for table in (together / 2, by_chance))
    shapes = observed[_ONE, _OTHER] + _DOUBT * chance[_ONE, _OTHER]
    weights = np.random.default_rng(_SEED).standard_gamma(shapes, size=(_DRAWS, len(shapes)))
    weights *= together.sum() / 2 / weights.sum(axis=1, keepdims=True)
    drawn = np.zeros((_DRAWS, _STEPS, _STEPS))
    drawn[:, _ONE, _OTHER] += weights
    drawn[:, _OTHER, _ONE] += weights
    low, high = np.quantile(_alphas(drawn, _VALUES, Level.ORDINAL), (0.025, 0.975))
    return float(low), float(high)


def _alphas(together: FloatArray, values: FloatArray, level: Level) -> FloatArray:
    """Return alpha of each matrix in `together` (m, v, v): how often each two values met in one moment."""
    totals = together.sum(axis=2)
    n = totals.sum(axis=1)
    distance = _distances(totals, values, level)
    observed = (together * distance).sum(axis=(1, 2)) * (n - 1)
    expected = (totals[:, :, None] * totals[:, None, :] * distance).sum(axis=(1, 2))
    ratio = np.divide(observed, expected, out=np.full(len(n), np.nan), where=expected > 0)
    return np.asarray(1 - ratio, dtype=np.float64)


def _distances(totals: FloatArray, values: FloatArray, level: Level) -> FloatArray:
    """Return the squared distance of every two values, (m, v, v) or (v, v); ordinal ones depend on `totals` (m, v)."""
    one, other = values[:, None], values[None, :]
    if level is Level.ORDINAL:
        ranks = np.cumsum(totals, axis=1) - totals / 2
        return (ranks[:, :, None] - ranks[:, None, :]) ** 2
    if level is Level.RATIO:
        return np.divide((one - other) ** 2, (one + other) ** 2, out=np.zeros((len(values),) * 2), where=one != other)
    return (one != other).astype(np.float64) if level is Level.NOMINAL else (one - other) ** 2
