"""Whether every customer group is served equally well, with the smallest groups kept from view."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import grades
from audit.measures.intervals import newcombe, wilson
from audit.measures.like_gap import like_gaps
from audit.measures.small_groups import SMALL_CELL, groups_as_shown, with_groups_as_shown
from audit.measures.visits import SUMS, with_effects

TOO_FEW = "too few to show"
GROUP_UNKNOWN = "group not said"

_FIGURES = [
    *("n", "visits", "positives", "positive_share", "low", "high", "gap", "gap_low", "gap_high"),
    *("like_gap", "like_low", "like_high", "like_n", "grade"),
]
_COUNTS = ["n", "positives"]


def fairness(counts: pd.DataFrame, by: Sequence[str] = (), sums: pd.DataFrame | None = None) -> pd.DataFrame:
    """Set each customer group's share of good moments beside that of all the others, as it is and at like touchpoints.

    Groups use different touchpoints: one that is served better at each of them may still meet good service less often,
    since it comes more often to where the service is worse. The second gap compares at each touchpoint by itself.

    Args:
        counts: keys..., `touchpoint`, `customer_group` ("" = not said), `positives`, `negatives` (counts; neutral
            moments take no part).
        by: what is kept apart besides the group; groups are compared within each combination.
        sums: keys..., `customer_group` and the sums over visits of their moments (1 = good, 0 = bad); see
            `audit.measures.visits.design_effects`. None where each moment is a visit of its own.

    Returns:
        One row a combination of `by` and group, the lowest share first: keys..., `customer_group`, `n` (good and bad
        moments), `visits` (they are of), `positives`, `positive_share` (0-1), `low`, `high` (its Wilson 95 %
        interval), `gap` (that share minus the pooled share of all other groups that are shown), `gap_low`, `gap_high`
        (Newcombe 95 %), `like_gap`, `like_low`, `like_high` (the same at like touchpoints, with its 95 % interval),
        `like_n` (good and bad moments of this group and of the others at the touchpoints where both were observed),
        `grade` of evidence (by visits). All intervals are as wide as the visits make them. Groups with fewer
        than five good and bad moments are one row "too few to show" near the end, as `audit.measures.small_groups`
        merges them: with the next smallest, where they are only one or too few together too. Where all groups are too
        few, its figures are empty and it is no part of the others. "group not said" stands last, compared with nobody
        and no part of the others. A group without a good or bad moment has no row.

    Source: practice of statistical offices for small cells; Wilson (1927), Newcombe (1998); `audit.measures.like_gap`.
    """
    named = _named(counts, list(by))
    keys = [*by, "customer_group"]
    shown = named.groupby(keys, observed=True)["n"].transform("sum") >= SMALL_CELL
    takes_part = shown & (named["customer_group"] != GROUP_UNKNOWN)
    compared = named.assign(is_shown=shown, **_others(named, takes_part, [*by, "touchpoint"]))
    merged = compared.groupby([*keys, "is_shown"], observed=True)[_COUNTS].sum().reset_index()
    # a group that is not named cannot be compared, nor stand among the others
    part = merged["is_shown"] & (merged["customer_group"] != GROUP_UNKNOWN)
    with_visits = with_effects(
        merged.assign(**_others(merged, part, list(by))), part, _as_named(sums, named, keys), list(by)
    )
    sides = compared.rename(columns={"n": "own_n", "positives": "own_positives"})
    like = like_gaps(sides, keys, with_visits)
    return _ordered(_shares(with_visits.merge(like, on=keys, how="left")), list(by))


def _named(counts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return `n` and `positives` by touchpoint and group, small groups and the unknown one under the words for them."""
    keys = [*by, "customer_group"]
    places = list(dict.fromkeys([*keys, "touchpoint"]))
    named = counts.groupby(places, observed=True, dropna=False)[["positives", "negatives"]].sum().reset_index()
    named = named.assign(
        customer_group=named["customer_group"].astype("str"), n=named["positives"] + named["negatives"]
    )
    named = named[named["n"] > 0]  # neutral moments take no part, so a group of them alone has no share
    # by the group, not by its touchpoints, where nearly every cell would be small
    under = with_groups_as_shown(named, groups_as_shown(named, by))["customer_group"]
    named["said"] = named["customer_group"]
    named["customer_group"] = (
        named["said"].where(under == named["said"], TOO_FEW).where(named["said"] != "", GROUP_UNKNOWN)
    )
    return named.groupby([*places, "said"], observed=True)[_COUNTS].sum().reset_index()


def _as_named(sums: pd.DataFrame | None, named: pd.DataFrame, keys: list[str]) -> pd.DataFrame | None:
    """Return the sums over visits of each group as it is shown."""
    if sums is None:
        return None
    by_group = [key if key != "customer_group" else "said" for key in keys]
    names = named[list(dict.fromkeys([*keys, "said"]))].drop_duplicates().astype("str")
    renamed = sums[[*keys, *SUMS]].rename(columns={"customer_group": "said"}).astype(dict.fromkeys(by_group, "str"))
    return renamed.merge(names, on=by_group).groupby(keys)[list(SUMS)].sum().reset_index()


def _others(counted: pd.DataFrame, takes_part: "pd.Series[bool]", within: list[str]) -> dict[str, pd.Series]:
    """Return what is known of all other groups of the same combination, where a group may be compared."""
    own = counted[_COUNTS].where(takes_part, 0)
    every = own.groupby([counted[key] for key in within], observed=True).transform("sum") if within else own.sum()
    # without hidden groups, whose figures could else be worked out from the rest
    others = (every - own).where(takes_part, 0)
    return {"other_n": others["n"], "other_positives": others["positives"]}


def _shares(compared: pd.DataFrame) -> pd.DataFrame:
    n, positives = compared["n"], compared["positives"]
    deff, other_deff = compared["deff"], compared["other_deff"]
    low, high = wilson(positives / deff, n / deff)
    other = compared["other_positives"] / compared["other_n"].where(compared["other_n"] > 0)
    columns = (positives / deff, n / deff, compared["other_positives"] / other_deff, compared["other_n"] / other_deff)
    # counts divided by the design effect: visits, not moments, are the evidence
    gaps = np.array([newcombe(*row) for row in zip(*columns, strict=True)]).reshape(-1, 2)
    figures = compared.assign(
        positive_share=positives / n,
        low=low,
        high=high,
        gap=positives / n - other,
        gap_low=gaps[:, 0],
        gap_high=gaps[:, 1],
        positives=positives.astype("Int64"),
        grade=grades(compared["visits"]),
    )
    figures.loc[~compared["is_shown"], ["positive_share", "low", "high"]] = np.nan
    figures.loc[~compared["is_shown"], "positives"] = pd.NA  # n alone says nothing of how anybody was served
    return figures


def _ordered(figures: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    last = figures["customer_group"].map({TOO_FEW: 1, GROUP_UNKNOWN: 2}).fillna(0)
    ordered = figures.assign(_last=last).sort_values([*by, "_last", "positive_share", "customer_group"])
    return ordered[[*by, "customer_group", *_FIGURES]].reset_index(drop=True)
