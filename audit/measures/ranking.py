"""Which touchpoints serve best, by an estimate in which two lucky visits cannot take the first place."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.intervals import FloatArray
from audit.measures.visits import beside

_LOWER_90 = 1.6448536269514722  # one-sided 95 % point of the standard normal distribution (1.645)


@dataclass(frozen=True, slots=True)
class _Spread:
    """How scores differ between touchpoints (`between`), within one (`within`), and around what (`centre`)."""

    within: float
    between: float
    centre: float


def ranking(scores: pd.DataFrame, sums: pd.DataFrame | None = None) -> pd.DataFrame:
    """Rank touchpoints by the lower bound of their mean after shrinking it towards all of them.

    Every touchpoint with at least one score enters the pooled estimate, those under five observations
    too; these are listed but not ranked. Where the spread between touchpoints cannot be told from chance,
    or cannot be estimated (one touchpoint alone, or one score each), nothing sets them apart: all are
    shrunk to the overall mean and the ranked ones share rank 1.

    Args:
        scores: `touchpoint` (or other keys), `n` (observations with a score), `total` (sum of scores),
            `squares` (sum of squared scores); the score of one observation is its mean rating, 1-5.
        sums: the sums over visits of scores, by the same keys; see `audit.measures.visits.design_effects`. None where
            no visit has two observations of one touchpoint.

    Returns:
        One row a touchpoint, best first, the unranked last: `touchpoint`, `n`, `mean` (1-5), `shrunk`
        (1-5), `lower` (its one-sided 95 % bound), `rank` (Int64; <NA> under five visits, the same for
        equals), `visits` (n is of). A touchpoint without scores keeps its row, its figures NaN.

    Source: one-way random-effects moments (DerSimonian and Laird's weights for unequal n).
    """
    keys = [name for name in scores.columns if name not in {"n", "total", "squares"}]
    pooled = scores.groupby(keys, observed=True, dropna=False)[["n", "total", "squares"]].sum().reset_index()
    visits, deff = beside(pooled, sums, keys)
    figures = pooled[keys].assign(n=pooled["n"], mean=np.nan, shrunk=np.nan, lower=np.nan, visits=visits)
    is_observed = pooled["n"].to_numpy() > 0
    if is_observed.any():
        n, total, squares = (
            pooled.loc[is_observed, name].to_numpy(dtype=np.float64) / deff[is_observed]
            for name in ("n", "total", "squares")
        )
        # divided by the design effect: a visit that said everything twice is one visit
        shrunk, lower = _shrunk(n, total / n, _spread(n, total, squares))
        # the raw mean beside the shrunk one, since it is what people work out themselves
        figures.loc[is_observed, ["mean", "shrunk", "lower"]] = np.column_stack([total / n, shrunk, lower])
    return _ranked(figures, keys)


def _spread(n: FloatArray, total: FloatArray, squares: FloatArray) -> _Spread:
    everything, groups = float(n.sum()), len(n)
    mean, overall = total / n, float(total.sum() / n.sum())
    # one touchpoint, or one score each: nothing to tell chance from difference by
    if groups == 1 or everything <= groups:
        return _Spread(within=0.0, between=0.0, centre=overall)
    within = max(0.0, float((squares - total * mean).sum())) / (everything - groups)
    between_square = float((n * (mean - overall) ** 2).sum()) / (groups - 1)
    typical = (everything - float((n**2).sum()) / everything) / (groups - 1)
    # the method of moments may come out below 0, which no variance can be
    between = max(0.0, (between_square - within) / typical)
    if between == 0.0:
        return _Spread(within, between, overall)
    precision = 1 / (between + within / n)
    return _Spread(within, between, float((precision * mean).sum() / precision.sum()))


def _shrunk(n: FloatArray, mean: FloatArray, spread: _Spread) -> tuple[FloatArray, FloatArray]:
    """Return the shrunk means and their lower bounds."""
    if spread.between == 0.0:
        flat = np.full(len(n), spread.centre)
        return flat, flat
    trust = spread.between / (spread.between + spread.within / n)
    shrunk = spread.centre + trust * (mean - spread.centre)
    return shrunk, shrunk - _LOWER_90 * np.sqrt(spread.between * (1 - trust))


def _ranked(figures: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    # Ten decimals: equal touchpoints must not be told apart by how their sums were rounded.
    bound = figures["lower"].round(10)
    enough = figures["visits"] >= FEWEST_TO_JUDGE
    rank = bound.where(enough).rank(method="min", ascending=False).astype("Int64")
    order = figures.assign(rank=rank, _unranked=~enough, _bound=-bound)
    ordered = order.sort_values(["_unranked", "_bound", *keys], ignore_index=True)
    return ordered.drop(columns=["_unranked", "_bound", "visits"]).assign(visits=ordered["visits"])
