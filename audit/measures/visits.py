"""Visits, not observations: what the observations of a few visits are worth beside as many that stand alone.

Observations of one visit resemble each other. Wherever several of one visit are pooled, their number is divided by the
design effect before it goes into an interval, and evidence is graded by visits.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.evidence_grade import grades
from audit.measures.forecast import surely_outweighs
from audit.measures.intervals import FloatArray, wilson

SUMS = ("n", "visits", "total", "squares", "visit_squares", "visit_products", "visit_sizes", "moments")

_EXACT = 1e-9  # a spread below this is one of rounding: all values are alike


def design_effects(sums: pd.DataFrame) -> FloatArray:
    """Return by how much each scope's observations have to be divided, at least 1.

    The variance of the mean with visits as they are, over the variance it would have if every observation stood by
    itself; where that cannot be told (one visit alone, or all values alike) as many as there are to a visit. What is
    said once more of a touchpoint in the same visit is no new moment: there are never more observations than moments.

    Args:
        sums: one row a scope: `n`, `visits`, `total` and `squares` (sums of the values and of their squares),
            `visit_squares`, `visit_products`, `visit_sizes` (sums over visits of T * T, T * m and m * m, T the sum and
            m the number of a visit's observations), `moments` (observations but those that repeat a touchpoint within
            their visit).

    Returns:
        One number a row; 1 where nothing was observed.

    Source: the linearised variance of a mean over clusters (Kish 1965); docs/measures.md.
    """
    n, visits, total, squares, within, products, sizes, moments = (
        sums[name].to_numpy(dtype=np.float64) for name in SUMS
    )
    # one visit has no variance between visits, and is dealt with below
    some, several = np.maximum(n, 1), np.maximum(visits, 2)
    mean = total / some
    clustered = several / (several - 1) * np.maximum(within - 2 * mean * products + mean**2 * sizes, 0) / some**2
    spread = np.maximum(squares - some * mean**2, 0)
    alike = spread <= _EXACT * np.maximum(squares, 1)
    alone = np.where(alike, 1, spread) / (some * np.maximum(some - 1, 1))
    # nothing to estimate it from: as if all of a visit said the same
    effects = np.where((visits < 2) | alike, some / np.maximum(visits, 1), clustered / alone)
    # entering the same observation twice narrows no interval
    return np.asarray(np.maximum(effects, np.maximum(1, some / np.maximum(moments, np.maximum(visits, 1)))))


def beside(
    figures: pd.DataFrame, sums: pd.DataFrame | None, on: Sequence[str]
) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """Return the visits and the design effect that belong to each row of `figures`, by the columns `on`.

    Without `sums`, and in rows they do not know, each of the `n` observations is a visit of its own.
    """
    n = figures["n"].to_numpy(dtype=np.int64)
    if sums is None or sums.empty or figures.empty:
        return n, np.ones(len(n))
    keys = [*on]
    effects = sums[keys].astype("str").assign(visits=sums["visits"], deff=design_effects(sums), _every=0)
    matched = figures[keys].astype("str").assign(_every=0).merge(effects, on=[*keys, "_every"], how="left")
    visits = matched["visits"].to_numpy(dtype=np.float64)
    return np.where(np.isnan(visits), n, visits).astype(np.int64), matched["deff"].fillna(1.0).to_numpy()


def whole_visits(counts: pd.DataFrame) -> pd.DataFrame:
    """Say how often visits went well as a whole, where they were judged so beside their parts.

    Args:
        counts: `journey`, `touchpoint` (the visit as a whole), `n`, `positives`, `negatives` (counts).

    Returns:
        One row a touchpoint: `journey`, `touchpoint`, `n` (verdicts), `positives`, `neutrals`, `negatives`,
        `positive_share` (of positives and negatives, 0-1; NaN without any), `low`, `high` (Wilson 95 %), `grade`.

    Source: Wilson (1927).
    """
    good, bad = counts["positives"], counts["negatives"]
    judged = good + bad
    low, high = wilson(good, judged)
    return (
        counts[["journey", "touchpoint", "n", "positives"]]
        .assign(
            neutrals=counts["n"] - judged,
            negatives=bad,
            positive_share=good / judged.where(judged > 0),
            low=low,
            high=high,
            grade=grades(judged),
        )
        .reset_index(drop=True)
    )


def with_effects(
    sides: pd.DataFrame, takes_part: "pd.Series[bool]", sums: pd.DataFrame | None, within: Sequence[str]
) -> pd.DataFrame:
    """Return groups beside all others of the same combination, with the design effects of both.

    Args:
        sides: keys..., `customer_group`, `n`, `positives` of a group, `other_n`, `other_positives` of all others.
        takes_part: which groups are compared, and are others to the others.
        sums: keys..., `customer_group` and the sums over visits; None where each moment is a visit of its own.
        within: the keys within which groups are compared.

    Returns:
        `sides` with `visits`, `deff`, `other_deff` and `grown`: by how much both make the variance of the difference
        of their shares greater.
    """
    if sums is None:
        return sides.assign(visits=sides["n"], deff=1.0, other_deff=1.0, grown=1.0)
    names = list(SUMS)
    keys = [*within, "customer_group"]
    own = (
        sides[keys].astype("str").merge(sums.astype(dict.fromkeys(keys, "str")), on=keys, how="left")[names].fillna(0.0)
    )
    own.index = sides.index
    part = own.where(takes_part, 0.0)
    every = part.groupby([sides[key] for key in within], observed=True).transform("sum") if within else part.sum()
    deff, other_deff = design_effects(own), design_effects((every - part).where(takes_part, 0.0))
    grown = variance_grown(
        deff,
        share_variance(sides["positives"], sides["n"]),
        other_deff,
        share_variance(sides["other_positives"], sides["other_n"]),
    )
    return sides.assign(visits=own["visits"].astype("int64"), deff=deff, other_deff=other_deff, grown=grown)


def variance_grown(deff: FloatArray, plain: FloatArray, other_deff: FloatArray, other_plain: FloatArray) -> FloatArray:
    """Return by how much two design effects make the variance of a difference greater, at least 1.

    Args:
        deff: the design effect of the one side.
        plain: the variance of its mean if every observation stood by itself.
        other_deff: the design effect of the other side.
        other_plain: the variance of its mean.
    """
    both = plain + other_plain
    grown = np.where(both > 0, (deff * plain + other_deff * other_plain) / np.where(both > 0, both, 1), deff)
    return np.asarray(np.maximum(grown, 1.0))


def share_variance(positives: "pd.Series[Any]", n: "pd.Series[Any]") -> FloatArray:
    """Return the variance of a share of moments that stand alone; 0 where there are none."""
    tries = np.maximum(n.to_numpy(dtype=np.float64), 1)
    share = positives.to_numpy(dtype=np.float64) / tries
    return np.asarray(share * (1 - share) / tries)


def bad_by_visits(trusted: pd.DataFrame, sums: pd.DataFrame | None, on: Sequence[str]) -> pd.DataFrame:
    """Return the ledger's figures with `bad_low` and `bad_high` as wide as the visits make them.

    Args:
        trusted: what `audit.measures.trust.trust` returns by the keys `on`.
        sums: the sums over visits of good (1) and bad (0) moments by the same keys; None where each is one by itself.
        on: the keys.
    """
    judged = trusted["positives"] + trusted["negatives"]
    _, deff = beside(trusted[[*on]].assign(n=judged), sums, on)
    low, high = wilson(trusted["negatives"] / deff, judged / deff)
    return trusted.assign(bad_low=100 * low, bad_high=100 * high)


def sustainable_by_visits(
    balances: pd.DataFrame, sums: pd.DataFrame | None, on: Sequence[str], ratio: npt.ArrayLike
) -> "pd.Series[str]":
    """Return the ledger's verdicts, "sustainable" only where visits make that sure, else "clear".

    Args:
        balances: the keys `on`, `positives`, `negatives` and `verdict` as `audit.measures.trust.trust` returns it.
        sums: the sums over visits of good (1) and bad (0) moments by the same keys; None where each is one by itself.
        on: the keys.
        ratio: k, how many positives one negative owes: one for all rows, or one a row.
    """
    good, bad = balances["positives"], balances["negatives"]
    _, deff = beside(balances[[*on]].assign(n=good + bad), sums, on)
    sure = surely_outweighs((good / deff).to_numpy(), (bad / deff).to_numpy(), ratio)
    verdicts: pd.Series[str] = balances["verdict"]
    return verdicts.where(sure | (verdicts != "sustainable"), "clear")
