"""Change over time: the mean of each period, the limits of chance around them, and what stands out."""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.control import limits, runs, sides, signals, smoothed, smoothed_limits
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.intervals import FloatArray, IntArray

Period = Literal["month", "quarter"]

FEWEST_FIRM_POINTS = 12  # from which limits are no longer called provisional

_MONTHS = {"month": 1, "quarter": 3}  # no weeks: no tally keeps them apart, and few audits see five visits a week
_SIDES = {1: "above", 0: "", -1: "below"}
_NOWHERE: dict[str, Any] = {
    "points": 0,
    "period": "",
    "starts_on": pd.NaT,
    "mean": np.nan,
    "signal": "",
    "side": "",
    "run": 0,
    "run_since": "",
    "run_mean": np.nan,
    "mean_before": np.nan,
    "last_signal": "",
    "last_side": "",
    "provisional": True,
}


def change(sums: pd.DataFrame, period: Period = "month") -> pd.DataFrame:
    """Chart the mean score of each period within the limits of chance.

    Limits come from the periods with at least five observations; their steps are taken from one such period to the
    next, whatever lies between. The smoothed line begins at the centre line.

    Args:
        sums: keys..., `month` ("2026-03"), `n` (observations with a score), `total` (sum of their scores, 1-5 each).
        period: "month" or "quarter".

    Returns:
        One row a combination of keys and period with an observation: keys..., `period` ("2026-03" or "2026-Q1"),
        `n`, `mean` (1-5), `centre`, `lower`, `upper` (the limits as computed, also beyond the scale; NaN under two
        counted periods), `ewma` (NaN where the period is not counted), `signal` (see
        `audit.measures.control.signals`), `provisional` (whether under twelve periods count), `starts_on` (first day
        of the period), `counted` (whether it has the five observations), `ewma_lower`, `ewma_upper`.

    Source: individuals chart, Shewhart as taught by Wheeler; smoothed line, Roberts (1959) (docs/sources.md).
    """
    keys = [name for name in sums.columns if name not in {"month", "n", "total"}]
    summed = _summed(sums, keys, _begins(sums["month"], period), ["n", "total"])
    return _charted(summed[keys], summed["starts_on"], summed["n"], summed["total"] / summed["n"], period)


def change_share(outcomes: pd.DataFrame, period: Period = "month") -> pd.DataFrame:
    """Chart the positive share of each period within the limits of chance.

    Args:
        outcomes: keys..., `observed_on`, `positives`, `neutrals`, `negatives` (counts).
        period: "month" or "quarter".

    Returns:
        The columns of `change`; `n` counts positives and negatives, and `mean` is the share of positives (0-1).
    """
    keys = [name for name in outcomes.columns if name not in {"observed_on", "positives", "neutrals", "negatives"}]
    summed = _summed(outcomes, keys, _begins(outcomes["observed_on"], period), ["positives", "negatives"])
    # a period of neutral moments alone has no share
    judged = summed[summed["positives"] + summed["negatives"] > 0].reset_index(drop=True)
    n = judged["positives"] + judged["negatives"]
    return _charted(judged[keys], judged["starts_on"], n, judged["positives"] / n, period)


def standing(charts: pd.DataFrame) -> pd.DataFrame:
    """Say how each chart stands at its latest counted period.

    Args:
        charts: what `change` or `change_share` returns.

    Returns:
        One row a combination of keys: keys..., `points` (counted periods), `period`, `starts_on` (the latest of them;
        "" and NaT without one), `mean` (there), `signal`, `side` ("above" or "below" the centre line, "" on it),
        `run` (how many counted periods in a row lie there), `run_since` (where that began), `run_mean`, `mean_before`
        (means of the counted periods' means in that run and before it; NaN where there is none),
        `last_signal` (the latest period with a signal, "" = none), `last_side`, `provisional`.
    """
    keys = charts.columns[: list(charts.columns).index("period")]
    columns = {name: charts[name].to_numpy() for name in ("period", "starts_on", "mean", "signal", "centre")}
    counted = charts["counted"].to_numpy(dtype=np.bool_)
    places = _by_chart(charts[keys])
    rows = [_stands({name: column[chart[counted[chart]]] for name, column in columns.items()}) for chart in places]
    figures = pd.DataFrame(rows, columns=list(_NOWHERE)).astype({"starts_on": "datetime64[us]"})
    return pd.concat([charts.iloc[[chart[0] for chart in places]][keys].reset_index(drop=True), figures], axis=1)


def steadiness(consistent: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """Draw the consistency of the five dimensions together, period by period.

    Args:
        consistent: what `audit.measures.consistency.consistency` returns by `number` of the period.
        observed: what `periods` returns.

    Returns:
        One row a period: `touchpoint`, `period`, `n`, `consistency` (0-1, the mean of the dimensions' consistency by
        their number of ratings; NaN where no dimension has two), `share_low` (0-1, ratings of 1 or 2),
        `starts_on`, `counted` (whether the period has five observations).
    """
    # a dimension rated once has no consistency, and must not count as 0
    weight = consistent["n"].where(consistent["consistency"].notna(), 0)
    parts = pd.DataFrame(
        {
            "number": consistent["number"],
            "n": consistent["n"],
            "weight": weight,
            "alike": weight * consistent["consistency"].fillna(0),
            "low": consistent["n"] * consistent["share_low"],
        }
    )
    sums = parts.groupby("number").sum().reindex(observed["number"]).reset_index(drop=True)
    named = observed.reset_index(drop=True)
    return named[["touchpoint", "period", "n"]].assign(
        consistency=sums["alike"] / sums["weight"].where(sums["weight"] > 0),
        share_low=sums["low"] / sums["n"],
        starts_on=named["starts_on"],
        counted=named["n"] >= FEWEST_TO_JUDGE,
    )


def periods(sums: pd.DataFrame, period: Period = "month") -> pd.DataFrame:
    """Return the periods in which touchpoints were rated.

    Args:
        sums: `touchpoint`, `month` ("2026-03"), `n` (observations with a score).
        period: "month" or "quarter".

    Returns:
        One row a touchpoint and period: `number` (from 0), `touchpoint`, `period`, `starts_on`, `n`.
    """
    summed = _summed(sums, ["touchpoint"], _begins(sums["month"], period), ["n"])
    return summed.assign(
        touchpoint=summed["touchpoint"].astype("str"),
        number=np.arange(len(summed)),
        period=_labels(summed["starts_on"], period),
    )


def numbered(patterns: pd.DataFrame, observed: pd.DataFrame, period: Period = "month") -> pd.DataFrame:
    """Return patterns of ratings with the `number` of their period.

    Args:
        patterns: `touchpoint`, `month` (its first day), and what else; only months that `observed` knows.
        observed: what `periods` returns for the same observations.
        period: "month" or "quarter".
    """
    begun = patterns.assign(starts_on=_begins(patterns["month"], period))
    return begun.merge(observed[["touchpoint", "starts_on", "number"]], on=["touchpoint", "starts_on"])


def _begins(days: "pd.Series[Any]", period: Period) -> npt.NDArray[np.datetime64]:
    """Return the first day of the period of each day or month ("2026-03")."""
    # months counted from January 1970, so quarters begin at multiples of 3
    months = days.to_numpy(dtype="datetime64[M]").astype(np.int64)
    first_months = months - months % _MONTHS[period]
    return np.asarray(first_months.astype("datetime64[M]").astype("datetime64[us]"))


def _labels(starts: "pd.Series[Any]", period: Period) -> list[str]:
    """Return periods by name: "2026-03" or "2026-Q1"."""
    if period == "month":
        return [f"{day.year}-{day.month:02d}" for day in starts]
    return [f"{day.year}-Q{(day.month + 2) // 3}" for day in starts]


def _summed(
    counts: pd.DataFrame, keys: list[str], starts: npt.NDArray[np.datetime64], columns: list[str]
) -> pd.DataFrame:
    grouped = counts.assign(starts_on=starts).groupby([*keys, "starts_on"], observed=True, dropna=False)
    return grouped[columns].sum().reset_index()


def _charted(
    keys: pd.DataFrame, starts: "pd.Series[Any]", n: "pd.Series[Any]", mean: "pd.Series[Any]", period: Period
) -> pd.DataFrame:
    means, counted = mean.to_numpy(dtype=np.float64), (n >= FEWEST_TO_JUDGE).to_numpy()
    unknown = np.full(len(means), np.nan)
    figures = pd.DataFrame(
        {
            "period": _labels(starts, period),
            "n": n.astype("int64"),
            "mean": mean,
            **dict.fromkeys(("centre", "lower", "upper", "ewma"), unknown),
            "signal": "",
            "provisional": True,
            "starts_on": starts,
            "counted": counted,
            **dict.fromkeys(("ewma_lower", "ewma_upper"), unknown),
        }
    )
    parts = [_chart(means, chart, chart[counted[chart]]) for chart in _by_chart(keys)]
    for name in parts[0] if parts else ():
        figures[name] = np.concatenate([part[name] for part in parts])
    return pd.concat([keys, figures], axis=1)


def _chart(means: FloatArray, chart: IntArray, counted: IntArray) -> dict[str, Any]:
    """Return the figures of one chart: `chart` are its rows, `counted` those whose mean counts."""
    # steps go from one counted period to the next, whatever lies between
    points, placed = means[counted], counted - (chart[0] if len(chart) else 0)
    band = limits(points)
    low, high = smoothed_limits(len(points), band.centre, band.spread)
    along = {"ewma": smoothed(points, band.centre), "ewma_lower": low, "ewma_upper": high}
    signal = np.full(len(chart), "", dtype=object)
    signal[placed] = signals(points, band)
    level = {"centre": band.centre, "lower": band.lower, "upper": band.upper}
    figures: dict[str, Any] = {name: np.full(len(chart), value) for name, value in level.items()}
    for name, values in along.items():
        figures[name] = np.full(len(chart), np.nan)
        figures[name][placed] = values
    return figures | {"signal": signal, "provisional": np.full(len(chart), len(points) < FEWEST_FIRM_POINTS)}


def _by_chart(keys: pd.DataFrame) -> list[IntArray]:
    """Return the rows of each chart; those of one chart stand together."""
    rows = np.arange(len(keys))
    if keys.empty:  # without rows or without keys
        return [rows] if len(rows) else []
    # the rows of one chart stand together, since the sums are sorted by key
    begins = (keys != keys.shift()).any(axis=1).to_numpy()
    return np.split(rows, np.flatnonzero(begins)[1:])


def _stands(points: dict[str, Any]) -> dict[str, Any]:
    """Return how the counted periods of one chart stand."""
    mean = points["mean"]
    if not len(mean):
        return _NOWHERE
    side = sides(mean, points["centre"][0])
    run = int(runs(side)[-1])
    begin = len(mean) - max(run, 1)  # a point on the centre line is no run, but it is still the latest point
    signalled = np.flatnonzero(points["signal"] != "")
    figures = {
        "points": len(mean),
        "period": points["period"][-1],
        "starts_on": points["starts_on"][-1],
        "mean": mean[-1],
        "signal": points["signal"][-1],
        "side": _SIDES[side[-1]],
        "run": run,
        "run_since": points["period"][begin],
        "run_mean": mean[begin:].mean(),
        "mean_before": mean[:begin].mean() if begin else np.nan,
        "provisional": len(mean) < FEWEST_FIRM_POINTS,
    }
    if len(signalled):
        figures |= {"last_signal": points["period"][signalled[-1]], "last_side": _SIDES[side[signalled[-1]]]}
    return _NOWHERE | figures
