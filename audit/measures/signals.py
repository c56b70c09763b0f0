"""What the ticked signals add up to: how often an end run was needed, how often somebody was kept in the loop."""

from collections.abc import Sequence

import pandas as pd

from audit.measures.intervals import wilson
from audit.measures.visits import beside
from audit.model.walk_through import Signal


def signals(
    ticked: pd.DataFrame, observed: pd.DataFrame, sums: pd.DataFrame | None = None, order: Sequence[str] = tuple(Signal)
) -> pd.DataFrame:
    """Say how often each signal was ticked, and on which share of what was observed.

    Args:
        ticked: keys..., `signal`, `n` (observations on which it was ticked).
        observed: the same keys, `observations` (all of them, with a signal or without); keys in the order they are
            to stand in.
        sums: keys..., `value` (a signal) and the sums over visits of whether it was ticked (1) or not (0); see
            `audit.measures.visits.design_effects`. None where each observation is a visit of its own.
        order: the signals in the order they are to stand in.

    Returns:
        One row a combination of keys and signal that was ticked, in the order of `observed` and then of `order`:
        keys..., `signal`, `n`, `observations`, `share` (0-1, of the observations there), `low`, `high` (its Wilson 95 %
        interval, as wide as the visits make it). A signal never ticked has no row; what it would show is a share of 0.
    """
    position = {str(signal): index for index, signal in enumerate(order)}
    keys = [name for name in observed.columns if name != "observations"]
    scopes = observed.assign(_place=range(len(observed)))
    counts = ticked[ticked["n"] > 0].groupby([*keys, "signal"], observed=True, sort=False)["n"].sum().reset_index()
    both = counts.merge(scopes, on=keys, how="inner") if keys else counts.merge(scopes, how="cross")
    both = both.assign(_signal=both["signal"].map(position).fillna(len(position)))
    ordered = both.sort_values(["_place", "_signal", "signal"], ignore_index=True)
    # of all observations: one without any signal said nothing was amiss
    scopes_of = ordered[[*keys, "signal"]].rename(columns={"signal": "value"}).assign(n=ordered["observations"])
    _, deff = beside(scopes_of, sums, [*keys, "value"])
    low, high = wilson(ordered["n"] / deff, ordered["observations"] / deff)
    rows = ordered.assign(share=ordered["n"] / ordered["observations"], low=low, high=high)
    return rows[[*keys, "signal", "n", "observations", "share", "low", "high"]]
