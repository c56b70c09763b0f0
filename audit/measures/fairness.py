"""Whether every customer group is served equally well, with the smallest groups kept from view."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.measures.intervals import grades, newcombe, wilson

SMALL_CELL = 5  # ours, as statistical offices do: fewer people than this could be recognised
TOO_FEW = "too few to show"
NOT_SAID = "group not said"

_FIGURES = ["n", "positives", "positive_share", "low", "high", "gap", "gap_low", "gap_high", "grade"]


def fairness(counts: pd.DataFrame, by: Sequence[str] = (), smallest: int = SMALL_CELL) -> pd.DataFrame:
    """Set each customer group's share of good moments beside that of all the others.

    Args:
        counts: keys..., `customer_group` ("" = not said), `positives`, `negatives` (counts; neutral moments take no
            part).
        by: what is kept apart besides the group; groups are compared within each combination.
        smallest: a group with fewer good and bad moments than this is merged with the others like it.

    Returns:
        One row a combination of `by` and group, the lowest share first: keys..., `customer_group`, `n` (good and bad
        moments), `positives`, `positive_share` (0-1), `low`, `high` (its Wilson 95 % interval), `gap` (that share
        minus the pooled share of all other groups that are shown), `gap_low`, `gap_high` (Newcombe 95 %), `grade` of
        evidence. Groups too small are one row "too few to show" near the end; while they are too few together too, its
        figures are empty and it is no part of the others, from whom it could be worked out. "group not said" stands
        last, compared with nobody and no part of the others. A group met with neither good nor bad has no row.

    Source: practice of statistical offices for small cells; Wilson (1927), Newcombe (1998).
    """
    keys = [*by, "customer_group"]
    met = counts.groupby(keys, observed=True, dropna=False)[["positives", "negatives"]].sum().reset_index()
    met = met.assign(customer_group=met["customer_group"].astype("str"), n=met["positives"] + met["negatives"])
    met = met[met["n"] > 0].drop(columns="negatives")
    small = met["n"] < smallest
    met["customer_group"] = met["customer_group"].where(~small, TOO_FEW).where(met["customer_group"] != "", NOT_SAID)
    merged = met.groupby(keys, observed=True)[["n", "positives"]].sum().reset_index()
    compared = _compared(merged.assign(is_shown=merged["n"] >= smallest), list(by))
    return _ordered(_shares(compared), list(by))


def _compared(merged: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the groups with what is known of all others of the same combination, where they may be compared."""
    takes_part = merged["is_shown"] & (merged["customer_group"] != NOT_SAID)
    counted = merged[["n", "positives"]].where(takes_part, 0)
    every = counted.groupby([merged[key] for key in by], observed=True).transform("sum") if by else counted.sum()
    others = (every - counted).where(takes_part, 0)
    return merged.assign(other_n=others["n"], other_positives=others["positives"])


def _shares(compared: pd.DataFrame) -> pd.DataFrame:
    n, positives = compared["n"], compared["positives"]
    low, high = wilson(positives, n)
    other = compared["other_positives"] / compared["other_n"].where(compared["other_n"] > 0)
    columns = (positives, n, compared["other_positives"], compared["other_n"])
    gaps = np.array([newcombe(*map(int, row)) for row in zip(*columns, strict=True)]).reshape(-1, 2)
    figures = compared.assign(
        positive_share=positives / n,
        low=low,
        high=high,
        gap=positives / n - other,
        gap_low=gaps[:, 0],
        gap_high=gaps[:, 1],
        positives=positives.astype("Int64"),
        grade=grades(n),
    )
    figures.loc[~compared["is_shown"], ["positive_share", "low", "high"]] = np.nan
    figures.loc[~compared["is_shown"], "positives"] = pd.NA
    return figures


def _ordered(figures: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    last = figures["customer_group"].map({TOO_FEW: 1, NOT_SAID: 2}).fillna(0)
    ordered = figures.assign(_last=last).sort_values([*by, "_last", "positive_share", "customer_group"])
    return ordered[[*by, "customer_group", *_FIGURES]].reset_index(drop=True)
