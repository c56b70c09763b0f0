"""What the customer groups say in one sentence: who is served worse, by how much at least and at most."""

from typing import Any

import pandas as pd
from scipy.special import ndtri

from audit.measures.fairness import TOO_FEW
from audit.measures.intervals import NORMAL_95
from audit.publish.headlines.words import in_points, percent

_TOGETHER = "Smaller groups together"


def called(served: pd.DataFrame) -> pd.DataFrame:
    """Return the figure with small groups called what they are where together they are enough to be shown.

    Args:
        served: what `audit.measures.fairness.fairness` returns.
    """
    together = (served["customer_group"] == TOO_FEW) & served["positive_share"].notna()
    return served.assign(customer_group=served["customer_group"].mask(together, _TOGETHER))


def fairness_headline(served: pd.DataFrame) -> str:
    """Say which customer group stands clearly apart from all others, where one does.

    Args:
        served: what `audit.measures.fairness.fairness` returns without keys.
    """
    compared = called(served[served["gap"].notna()])
    if len(compared) < 2:
        return "Too few customer groups can be shown to set them side by side."
    # The more groups there are, the likelier one of them lies apart by chance alone: Bonferroni's wider intervals.
    comparisons = len(compared) if len(compared) > 2 else 1
    reach = float(ndtri(1 - 0.025 / comparisons)) / NORMAL_95
    worse = compared[compared["gap"] + reach * (compared["gap_high"] - compared["gap"]) < 0]
    better = compared[compared["gap"] - reach * (compared["gap"] - compared["gap_low"]) > 0]
    if len(worse):
        return _apart(worse.iloc[int(worse["gap"].argmin())])
    if len(better):
        return _apart(better.iloc[int(better["gap"].argmax())])
    lowest, highest = (
        compared.iloc[int(at)] for at in (compared["positive_share"].argmin(), compared["positive_share"].argmax())
    )
    least, most = lowest["positive_share"], highest["positive_share"]
    if percent(least, most) == percent(most, least):
        alike = f"each that is shown met good service in {percent(most)} of good and bad moments"
        return f"No customer group stands apart: {alike}."
    return (
        f"No customer group stands clearly apart: good moments run from {percent(least, most)} "
        f"({lowest['customer_group']}) to {percent(most, least)} ({highest['customer_group']})."
    )


def _apart(row: "pd.Series[Any]") -> str:
    least, most = in_points(row["gap_low"], row["gap_high"])
    points = f"{least} to {most} points" if least != most else f"about {most} {'point' if most == '1' else 'points'}"
    share, others = row["positive_share"], row["positive_share"] - row["gap"]
    return (
        f"{row['customer_group']} met good service in {percent(share, others)} of good and bad moments, the others "
        f"in {percent(others, share)}; the gap is {points}."
    )
