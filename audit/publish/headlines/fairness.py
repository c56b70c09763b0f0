"""What the customer groups say in one sentence: who is served worse, over all moments and at the same touchpoints."""

import math
from enum import Enum, auto
from typing import Any

import pandas as pd
from scipy.special import ndtri

from audit.measures.fairness import GROUP_UNKNOWN, TOO_FEW
from audit.measures.intervals import NORMAL_95
from audit.model.number import rounded
from audit.publish.headlines.words import in_points, percent

_TOGETHER = "Smaller groups together"
_CRUDE = ("gap", "gap_low", "gap_high")
_LIKE = ("like_gap", "like_low", "like_high")
_MOSTLY = 0.5  # ours: where most moments do not say their group, that is said first
_SAME = 1e-9  # nearer than this, both gaps are the same: there is one touchpoint


class Finding(Enum):
    """What customer groups set side by side show."""

    UNKNOWN = auto()  # nobody's group is known
    TOO_FEW = auto()
    NAMED = auto()  # one stands apart, at the same touchpoints too
    MIXED = auto()  # one stands apart over all moments alone
    HIDDEN = auto()  # one stands apart at the same touchpoints alone
    ALIKE = auto()


_MOST_WORDS = 9  # of a headline
_TITLES = {
    Finding.UNKNOWN: "Nobody said which group met it",
    Finding.TOO_FEW: "Too few groups to compare",
    Finding.ALIKE: "No customer group stands clearly apart",
}


def called(served: pd.DataFrame) -> pd.DataFrame:
    """Return the figure with small groups called what they are where together they are enough to be shown.

    Args:
        served: what `audit.measures.fairness.fairness` returns.
    """
    together = (served["customer_group"] == TOO_FEW) & served["positive_share"].notna()
    return served.assign(customer_group=served["customer_group"].mask(together, _TOGETHER))


def fairness_headline(served: pd.DataFrame) -> str:
    """Say which customer group stands clearly apart from all others, where one does.

    A group is called better or worse served only where both gaps say so: the one over all moments, and the one at
    like touchpoints. Where they disagree the sentence says that the groups use different touchpoints, and what remains
    of the gap where they meet the same ones.

    Args:
        served: what `audit.measures.fairness.fairness` returns without keys.
    """
    finding, row = _finding(served)
    if finding is Finding.UNKNOWN:
        return "No good or bad moment here says which customer group met it."
    if finding is Finding.TOO_FEW:
        return "Too few customer groups can be shown to set them side by side."
    if row is None:
        return f"{_known_of(served)}{_alike(_compared(served))}"
    sentence = {Finding.NAMED: _named, Finding.MIXED: _mixed, Finding.HIDDEN: _hidden}[finding]
    return f"{_known_of(served)}{sentence(row)}"


def fairness_title(served: pd.DataFrame) -> str:
    """Say the same in nine words at most, without a number.

    Args:
        served: what `audit.measures.fairness.fairness` returns without keys; no row in what was frozen before it was.
    """
    if served.empty:
        return "Too few groups to compare"
    finding, row = _finding(served)
    if row is None:
        return _TITLES[finding]
    gap = row["like_gap"] if finding is Finding.HIDDEN else row["gap"]
    way = "worse" if gap < 0 else "better"
    if finding is Finding.MIXED:
        return "Groups use different touchpoints, so compare with care"
    where = " at the same touchpoints" if finding is Finding.HIDDEN else ""
    title = f"Served {way}{where}: {row['customer_group']}"
    return title if len(title.split()) <= _MOST_WORDS else f"One group is served {way}{where}"


def _finding(served: pd.DataFrame) -> "tuple[Finding, pd.Series[Any] | None]":
    """Return what the groups show, and the group it is about, where it is about one."""
    compared = _compared(served)
    if len(served) and set(served["customer_group"]) == {GROUP_UNKNOWN}:
        return Finding.UNKNOWN, None
    if len(compared) < 2:
        return Finding.TOO_FEW, None
    # The more groups there are, the likelier one of them lies apart by chance alone: Bonferroni's wider intervals.
    comparisons = len(compared) if len(compared) > 2 else 1
    reach = float(ndtri(1 - 0.025 / comparisons)) / NORMAL_95
    crude, like = _sides(compared, _CRUDE, reach), _sides(compared, _LIKE, reach)
    both = (crude == like) & (crude != 0)
    if both.any():
        return Finding.NAMED, _clearest(compared[both], crude[both], "gap")
    if crude.any():
        return Finding.MIXED, _clearest(compared[crude != 0], crude[crude != 0], "gap")
    if like.any():
        return Finding.HIDDEN, _clearest(compared[like != 0], like[like != 0], "like_gap")
    return Finding.ALIKE, None


def _compared(served: pd.DataFrame) -> pd.DataFrame:
    return called(served[served["gap"].notna()])


def _known_of(served: pd.DataFrame) -> str:
    """Say of how many moments the group is known at all, where it is not of most: the others may differ."""
    known = served.loc[served["customer_group"] != GROUP_UNKNOWN, "n"].sum() / served["n"].sum()
    return f"Only {percent(known)} of good and bad moments say their group. " if known < _MOSTLY else ""


def _sides(compared: pd.DataFrame, columns: tuple[str, str, str], reach: float) -> "pd.Series[int]":
    """Return -1 where a gap is clearly below nought even with its interval widened by `reach`, 1 above, else 0."""
    gap, low, high = (compared[name] for name in columns)
    above, below = gap - reach * (gap - low) > 0, gap + reach * (high - gap) < 0
    return above.astype("int64") - below.astype("int64")


def _clearest(compared: pd.DataFrame, side: "pd.Series[int]", gap: str) -> "pd.Series[Any]":
    """Return the group that is served worst, or where none is worse the one served best."""
    worse = compared[side < 0]
    return worse.iloc[int(worse[gap].argmin())] if len(worse) else compared.iloc[int(compared[gap].argmax())]


def _named(row: "pd.Series[Any]") -> str:
    one_touchpoint = abs(row["gap"] - row["like_gap"]) < _SAME
    like = "" if one_touchpoint else f", and {_points(row, _LIKE)} at the same touchpoints"
    return f"{_shares(row)}; the gap is {_points(row, _CRUDE)}{like}."


def _mixed(row: "pd.Series[Any]") -> str:
    if math.isnan(row["like_gap"]):
        return f"{_shares(row)}, but they have no touchpoint in common."
    return f"{_shares(row)}, but the groups use different touchpoints: at the same ones {_remains(row)}."


def _hidden(row: "pd.Series[Any]") -> str:
    way = "worse" if row["like_gap"] < 0 else "better"
    return (
        f"At the same touchpoints {row['customer_group']} is served {way} than the others, by {_points(row, _LIKE)}; "
        "over all moments together no gap is clear, since the groups use different touchpoints."
    )


def _remains(row: "pd.Series[Any]") -> str:
    """Say what remains of a gap over all moments where the groups met the same touchpoints."""
    gap, low, high, name = row["like_gap"], row["like_low"], row["like_high"], row["customer_group"]
    way = "behind" if gap < 0 else "ahead"
    if low > 0 or high < 0:
        return f"{name} is {way} by {_points(row, _LIKE)}"
    size = rounded(abs(100 * gap), 0)
    within = f"({_signed(low)} to {_signed(high)})"
    if size == "0":
        return f"no difference shows {within}"
    return f"{name} is {size} {'point' if size == '1' else 'points'} {way}, which may be chance {within}"


def _signed(share: float) -> str:
    size = rounded(abs(100 * share), 0)
    return size if size == "0" else f"{'−' if share < 0 else '+'}{size}"


def _shares(row: "pd.Series[Any]") -> str:
    share, others = row["positive_share"], row["positive_share"] - row["gap"]
    return (
        f"{row['customer_group']} met good service in {percent(share, others)} of good and bad moments, the others "
        f"in {percent(others, share)}"
    )


def _points(row: "pd.Series[Any]", columns: tuple[str, str, str]) -> str:
    least, most = in_points(row[columns[1]], row[columns[2]])
    return f"{least} to {most} points" if least != most else f"about {most} {'point' if most == '1' else 'points'}"


def _alike(compared: pd.DataFrame) -> str:
    lowest, highest = (
        compared.iloc[int(at)] for at in (compared["positive_share"].argmin(), compared["positive_share"].argmax())
    )
    least, most = (row["positive_share"] for row in (lowest, highest))
    if percent(least) == percent(most):  # a decimal more would make much of nothing
        nearly = "" if least == most else "about "
        alike = f"each that is shown met good service in {nearly}{percent(most)} of good and bad moments"
        return f"No customer group stands apart: {alike}."
    return (
        f"No customer group stands clearly apart: good moments run from {percent(least)} "
        f"({lowest['customer_group']}) to {percent(most)} ({highest['customer_group']})."
    )
