"""A difference of shares at like touchpoints: what remains of it where both sides came to the same touchpoints."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.measures.intervals import NORMAL_95, newcombe

_SUMS = ["weight", "weighted", "weighted_other", "p", "q", "own_n", "other_n"]


def like_gaps(counts: pd.DataFrame, keys: Sequence[str], effects: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare two sides touchpoint by touchpoint, and weigh the differences together.

    The Mantel-Haenszel risk difference: each touchpoint weighs n1 * n0 / (n1 + n0), so that one where either side was
    not met weighs nothing, and one where either was met seldom weighs little.

    Args:
        counts: one row a combination of `keys` and touchpoint (and whatever else is to be alike): `own_n`,
            `own_positives` of the one side, `other_n`, `other_positives` of the other (counts).
        keys: what the differences are wanted for.
        effects: keys..., `deff`, `other_deff` (the design effects of both sides), `grown` (by how much they make the
            variance of a difference greater); None where each observation is a visit of its own.

    Returns:
        One row a combination of `keys` with a touchpoint where both were observed: keys..., `like_gap` (own share minus
        the other, -1 to 1), `like_low`, `like_high` (its 95 % interval), `like_n` (moments of both sides there).

    Source: Mantel and Haenszel (1959), Greenland and Robins (1985) for the difference; Sato (1989) for its variance.
        Where every touchpoint is all good or all bad on each side, that variance is nought whatever the numbers:
        Newcombe's interval of the two weighted shares takes its place (ours).
    """
    own, other = counts["own_n"], counts["other_n"]
    a, c = counts["own_positives"], counts["other_positives"]
    n = (own + other).where((own > 0) & (other > 0))  # where one side never came there is no like to compare with
    parts = counts[list(keys)].assign(
        weight=own * other / n,
        weighted=a * other / n,
        weighted_other=c * own / n,
        p=(own**2 * c - other**2 * a + own * other * (other - own) / 2) / n**2,
        q=(a * (other - c) + c * (own - a)) / (2 * n),
        own_n=own,
        other_n=other,
    )
    sums = parts[n.notna()].groupby(list(keys), observed=True)[_SUMS].sum().reset_index()
    gap = (sums["weighted"] - sums["weighted_other"]) / sums["weight"]
    sums = _with_effects(sums, list(keys), effects)
    # fifteen decimals: a nought must not be missed by how the sums were rounded
    variance = (sums["grown"] * (gap * sums["p"] + sums["q"]) / sums["weight"] ** 2).round(15)
    half = NORMAL_95 * np.sqrt(variance.clip(lower=0))
    figures = sums[list(keys)].assign(
        like_gap=gap,
        like_low=(gap - half).clip(lower=-1),
        like_high=(gap + half).clip(upper=1),
        like_n=(sums["own_n"] + sums["other_n"]).astype("Int64"),
    )
    flat = (variance <= 0).to_numpy()  # Sato's variance is nought where all is good or all bad, however few were met
    bounds = [_flat_bounds(row) for _, row in sums[flat].iterrows()]
    figures.loc[flat, ["like_low", "like_high"]] = np.array(bounds).reshape(-1, 2)
    return figures


def _flat_bounds(row: "pd.Series[float]") -> tuple[float, float]:
    """Return Newcombe's interval of the weighted shares of both sides."""
    own, other = row["own_n"], row["other_n"]
    good, other_good = (
        round(row[name] / row["weight"] * n) for name, n in (("weighted", own), ("weighted_other", other))
    )
    deff, other_deff = row["deff"], row["other_deff"]
    return newcombe(good / deff, own / deff, other_good / other_deff, other / other_deff)


def _with_effects(sums: pd.DataFrame, keys: list[str], effects: pd.DataFrame | None) -> pd.DataFrame:
    if effects is None:
        return sums.assign(deff=1.0, other_deff=1.0, grown=1.0)
    return sums.merge(effects[[*keys, "deff", "other_deff", "grown"]], on=keys, how="left")
