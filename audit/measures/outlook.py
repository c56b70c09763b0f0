"""The outlook of each debt: what becomes of it as good and bad come of late, and at best."""

import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import betaln

from audit.measures.first_passage import first_passage
from audit.measures.forecast import forecast_at_current_mix, forecast_without_new_negatives
from audit.measures.trust import WINDOW_DAYS

FEWEST_DAYS = 7  # a pace is not judged by less, however short anybody has looked
_OUTCOMES = ["positives", "neutrals", "negatives"]
_OWED = ["touchpoint", "debt", "debt_90_days_ago", "bad_per_100", "bad_low", "bad_high"]
_NONE = (math.nan, math.nan, math.nan)
_COLUMNS = (
    *("days_observed", "per_day", "drift", "chance_ever_paid", "days_low", "days_median", "days_high"),
    *("best_days_low", "best_days_median", "best_days_high", "best_chance"),
    *("positives", "neutrals", "negatives", "good_per_day", "expected_observations"),
)


def outlook(trusted: pd.DataFrame, outcomes: pd.DataFrame, as_of: date, ratio: int) -> pd.DataFrame:
    """Say of each touchpoint what becomes of its debt, as good and bad come of late and should nothing go wrong.

    "Of late" are the last W days, W being as many as passed from the touchpoint's first observation to `as_of`, both
    counted, but 7 at least and 90 at most.

    Args:
        trusted: what `audit.measures.trust.trust` returned by touchpoint for the last 90 days.
        outcomes: `touchpoint`, `observed_on`, `positives`, `neutrals`, `negatives` of everything in the view.
        as_of: the last day that counts.
        ratio: k, how many positives one negative owes.

    Returns:
        One row a touchpoint, the deepest in debt first: `touchpoint`, `debt`, `debt_90_days_ago` (owed positives),
        `bad_per_100`, `bad_low`, `bad_high` (negatives per 100 good or bad moments, 95 % interval; NaN without any),
        `days_observed` (W), `per_day` (observations a day of late), `drift` (what one observation takes off on
        average, p - k*r; below 0 the debt grows), `chance_ever_paid` (0-1), `days_low`, `days_median`, `days_high`
        (80 % interval and median until it is paid; NaN where nothing is owed or it does not shrink), `best_days_low`,
        `best_days_median`, `best_days_high` (the same should nothing go wrong; NaN where no positive was seen to judge
        a pace by), `best_chance` (0-1, that nothing goes wrong until then), `positives`, `neutrals`, `negatives` (of
        late), `good_per_day`, `expected_observations` (until it is paid; NaN where it does not shrink). What hangs on
        the mix is NaN where nothing was observed of late.

    Source: a random walk with drift (first passage, Wald's identity); Poisson arrivals with Jeffreys' prior.
    """
    observed = outcomes[(outcomes["observed_on"] <= pd.Timestamp(as_of)) & outcomes[_OUTCOMES].any(axis=1)]
    days = _days_looked(observed, as_of)
    # each touchpoint by its own window, so that it is the same alone and among others
    ago = (pd.Timestamp(as_of) - observed["observed_on"]).dt.days
    lately = (
        observed[ago.to_numpy() < days.reindex(observed["touchpoint"]).to_numpy()]
        .groupby("touchpoint")[_OUTCOMES]
        .sum()
    )
    owed = trusted.rename(columns={"owed_before": "debt_90_days_ago"})[_OWED]
    owed = owed.sort_values("debt", ascending=False, kind="stable", ignore_index=True)
    counts = lately.reindex(owed["touchpoint"], fill_value=0).to_numpy().tolist()
    # what was never observed has no window of its own, and no pace either
    windows = days.reindex(owed["touchpoint"], fill_value=WINDOW_DAYS).tolist()
    ahead = [
        _ahead(debt, window, (p, q, r), ratio)
        for debt, window, (p, q, r) in zip(owed["debt"].tolist(), windows, counts, strict=True)
    ]
    return owed.join(pd.DataFrame(ahead, columns=list(_COLUMNS), index=owed.index))


def renewed(stored: pd.DataFrame, ratio: int) -> pd.DataFrame:
    """Return an outlook that an earlier version kept, with what this one tells beside it.

    Args:
        stored: `touchpoint`, `debt`, `positives`, `neutrals`, `negatives` (of the 90 days it went by).
        ratio: k, how many positives one negative owes.
    """
    counts = stored[_OUTCOMES].to_numpy().tolist()
    ahead = [
        _ahead(debt, WINDOW_DAYS, (p, q, r), ratio)
        for debt, (p, q, r) in zip(stored["debt"].tolist(), counts, strict=True)
    ]
    return stored[["touchpoint", "debt"]].join(pd.DataFrame(ahead, columns=list(_COLUMNS), index=stored.index))


def _days_looked(observed: pd.DataFrame, as_of: date) -> "pd.Series[Any]":
    """Return for each touchpoint how many days its pace is judged by."""
    first = observed.groupby("touchpoint")["observed_on"].min()
    days: pd.Series[Any] = (pd.Timestamp(as_of) - first).dt.days + 1
    return days.clip(FEWEST_DAYS, WINDOW_DAYS)


def _ahead(debt: int, window: int, counts: tuple[int, int, int], ratio: int) -> tuple[float, ...]:
    """Return a row of `_COLUMNS`."""
    good, neutral, bad = counts
    observed = sum(counts)
    mix = forecast_at_current_mix(debt, *counts, ratio)
    drift, expected, chance = _NONE
    days = _NONE
    if mix is not None:
        drift, chance = mix.drift, mix.chance_ever_paid
        if mix.expected_observations is not None:
            expected = mix.expected_observations
            # of one observation: it takes off 1 or puts on k
            spread = good / observed + ratio**2 * bad / observed - drift**2
            days = first_passage(debt, drift, spread, observed / window) if debt else _NONE
    # the best case says nothing where nothing is owed
    best = forecast_without_new_negatives(debt, good, window) if debt else None
    at_best = (best.low, best.median, best.high) if best else _NONE
    none_bad = _chance_all_good(debt, good, bad) if best else math.nan
    pace = (good, neutral, bad, good / window, expected)
    return window, observed / window, drift, chance, *days, *at_best, none_bad, *pace


def _chance_all_good(debt: int, good: int, bad: int) -> float:
    """Return the chance that the next `debt` good or bad moments are all good, by Jeffreys' prior."""
    return float(np.exp(betaln(good + debt + 0.5, bad + 0.5) - betaln(good + 0.5, bad + 0.5)))
