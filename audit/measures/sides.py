"""Two to four sides beside each other: every two are compared where both came to the same touchpoints.

Places, groups or periods were observed at different touchpoints, so that their figures over all touchpoints together
differ by where they were observed, too. Only what remains at like touchpoints is called a difference.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.holm import chances, holm
from audit.measures.like_gap import like_gaps
from audit.measures.like_mean import like_means
from audit.measures.visits import beside, share_variance, variance_grown
from audit.model.rating import DIMENSIONS

HIGHER, LOWER, LEVEL, NOT_COMPARABLE = "higher", "lower", "no clear difference", "not comparable"

SURE = (HIGHER, LOWER)

_PAIR = ["value", "side", "other"]
_COLUMNS = [*_PAIR, "n", "other_n", "difference", "low", "high", "p", "pooled_difference", "verdict"]


def score_pairs(counts: pd.DataFrame, sides: Sequence[str], sums: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare the ratings of every two sides at like touchpoints.

    Args:
        counts: `side`, `value` (a dimension, or "score"), `touchpoint`, `n`, `total`, `squares` (how many values from 1
            to 5, their sum and that of their squares).
        sides: all sides in their order; each is compared with those after it.
        sums: `side`, `value` and the sums over visits; see `audit.measures.visits.design_effects`. None where each
            observation is a visit of its own.

    Returns:
        One row a value and two sides that were both observed: `value`, `side`, `other`, `n`, `other_n` (values of both
        at the touchpoints where both were observed), `difference` (of their means there, side minus other, -4 to 4),
        `low`, `high` (its 95 % interval by visit), `p` (two-sided, after Holm over all rows; 1 where not compared),
        `pooled_difference` (of the means over all touchpoints), `verdict` ("higher", "lower", "no clear difference",
        "not comparable": fewer than five visits or values of either side at like touchpoints; then no difference).

    Source: `audit.measures.like_mean`; Holm (1979).
    """
    pairs = _in_pairs(counts, ["n", "total", "squares"], sides)
    effects = _effects(counts, sides, sums)
    return _judged(effects, like_means(pairs, _PAIR, effects), sides)


def bad_pairs(counts: pd.DataFrame, sides: Sequence[str], sums: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare how many of 100 good or bad moments were bad on every two sides, at like touchpoints.

    Args:
        counts: `side`, `value` (its name), `touchpoint`, `n` (good and bad moments), `total` (the bad ones of them).
        sides: as in `score_pairs`.
        sums: as in `score_pairs`, of good (1) and bad (0) moments.

    Returns:
        The columns of `score_pairs`; differences in bad moments of 100 (-100 to 100).

    Source: `audit.measures.like_gap`, as customer groups are compared; Holm (1979).
    """
    pairs = _in_pairs(counts, ["n", "total"], sides)
    effects = _effects(counts, sides, sums)
    own, other = (share_variance(effects[f"{one}_total"], effects[f"{one}_every"]) for one in ("own", "other"))
    grown = variance_grown(effects["own_deff"].to_numpy(), own, effects["other_deff"].to_numpy(), other)
    named = {"own_total": "own_positives", "other_total": "other_positives"}
    gaps = like_gaps(
        pairs.rename(columns=named), _PAIR, effects.rename(columns={"own_deff": "deff"}).assign(grown=grown)
    )
    gap, low, high = (gaps[name].to_numpy(dtype=np.float64) for name in ("like_gap", "like_low", "like_high"))
    in_common = pairs[(pairs["own_n"] > 0) & (pairs["other_n"] > 0)]
    like = in_common.groupby(_PAIR)[["own_n", "other_n"]].sum().reset_index()
    figures = {"difference": 100 * gap, "low": 100 * low, "high": 100 * high, "p": chances(gap, low, high)}
    compared = _judged(effects, like.merge(gaps[_PAIR].assign(**figures), on=_PAIR), sides)
    return compared.assign(pooled_difference=100 * compared["pooled_difference"])


def _in_pairs(counts: pd.DataFrame, columns: list[str], sides: Sequence[str]) -> pd.DataFrame:
    """Return one row a value, two sides and touchpoint with the counts of both, 0 where one was not observed."""
    keys = ["value", "touchpoint"]
    by_side = {side: rows[[*keys, *columns]] for side, rows in counts.groupby("side", observed=True)}
    nothing = counts[[*keys, *columns]].head(0)
    rows = [
        by_side.get(side, nothing)
        .merge(by_side.get(other, nothing), on=keys, how="outer", suffixes=("_of_own", "_of_other"))
        .assign(side=side, other=other)
        for side, other in combinations(sides, 2)
    ]
    both = pd.concat(rows, ignore_index=True)
    names = {f"{name}_of_{one}": f"{one}_{name}" for name in columns for one in ("own", "other")}
    return both.rename(columns=names).fillna(dict.fromkeys(names.values(), 0))


def _effects(counts: pd.DataFrame, sides: Sequence[str], sums: pd.DataFrame | None) -> pd.DataFrame:
    """Return one row a value and two sides that were both observed: what is known of each over all touchpoints."""
    every = counts.groupby(["side", "value"], observed=True, sort=False)[["n", "total"]].sum().reset_index()
    every = every[every["n"] > 0]
    visits, deff = beside(every, sums, ["side", "value"])
    every = every.assign(visits=visits, deff=deff).rename(columns={"n": "every"})
    columns = ["every", "total", "visits", "deff"]
    own, other = (
        every.rename(columns={"side": side, **{name: f"{one}_{name}" for name in columns}})
        for side, one in (("side", "own"), ("other", "other"))
    )
    number = {side: index for index, side in enumerate(sides)}
    both = own.merge(other, on="value")
    both = both[both["side"].map(number) < both["other"].map(number)].reset_index(drop=True)
    return both.assign(
        pooled_difference=both["own_total"] / both["own_every"] - both["other_total"] / both["other_every"]
    )


def _judged(effects: pd.DataFrame, compared: pd.DataFrame, sides: Sequence[str]) -> pd.DataFrame:
    """Return every two sides with what is sure of their difference, after Holm over all of them."""
    both = effects.merge(compared, on=_PAIR, how="left").fillna({"own_n": 0, "other_n": 0})
    fewest = both[["own_visits", "other_visits", "own_n", "other_n"]].min(axis=1)
    is_comparable = (fewest >= FEWEST_TO_JUDGE).to_numpy()
    corrected = np.array(holm(both["p"].where(is_comparable).tolist()))
    verdicts = np.select(
        [~is_comparable, corrected >= 0.05, both["difference"] > 0], [NOT_COMPARABLE, LEVEL, HIGHER], LOWER
    )
    figures = both.assign(n=both["own_n"].astype("int64"), other_n=both["other_n"].astype("int64"), p=corrected)
    figures = figures.assign(verdict=pd.Series(verdicts, index=figures.index, dtype="str"))
    figures.loc[~is_comparable, ["difference", "low", "high", "pooled_difference"]] = np.nan
    values = [value for value in dict.fromkeys(figures["value"]) if value not in DIMENSIONS]
    number = {name: index for index, name in enumerate([*values, *DIMENSIONS, *sides])}
    rows = list(zip(*(figures[name].map(number) for name in _PAIR), strict=True))
    return figures.iloc[sorted(range(len(rows)), key=rows.__getitem__)][_COLUMNS].reset_index(drop=True)
