"""Since last time: lines that were fixed beforehand, each as it was before and as it is now, and what is sure of it.

Whoever looks at every touchpoint finds one that moved by chance. So the lines are all touchpoints together and those
with a promise, chosen before anything was observed, and an arrow stands only where a line surely moved.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.control import RUN
from audit.measures.holm import chances, holm
from audit.measures.like_gap import like_gaps
from audit.measures.verdict import FEWEST_MOMENTS, verdicts
from audit.measures.visits import beside, share_variance, variance_grown

BEFORE, NOW = PERIODS = ("before", "now")
UP, DOWN, UNSURE = "surely up", "surely down", "cannot be told"

_WINDOWS = {BEFORE: "before", NOW: "after"}  # as a verdict calls them
_COUNTED = dict.fromkeys(("own_n", "own_positives", "other_n", "other_positives"), "int64")
_OF_A_PERIOD = ("observations", "visits", "positives", "n", "share", "low", "high")
COLUMNS = (
    "line",
    *(f"before_{name}" for name in _OF_A_PERIOD),
    *_OF_A_PERIOD,
    *("difference", "difference_low", "difference_high", "p", "verdict", "run_since"),
)


def since_last(
    counts: pd.DataFrame,
    lines: Sequence[str],
    since: date,
    sums: pd.DataFrame | None = None,
    charts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare each line as it is now with how it was before.

    A line of several touchpoints is compared at those that were observed in both periods, so that having looked
    elsewhere is no movement. It surely moved where the interval of the difference leaves 0 out after Holm over all
    lines, both periods hold what `FEWEST_MOMENTS` good or bad moments of visits of their own are worth, and the share
    of all of them moved the same way. Else a run in its control chart that reaches into the period now speaks, unless
    the two periods speak against it.

    Args:
        counts: one row a line, period and touchpoint where anything was observed: `line`, `period` (of `PERIODS`),
            `touchpoint`, `n` (observations), `positives`, `negatives` (those of n; the rest are neutral).
        lines: all of them in their order.
        since: the first day of the period now.
        sums: `line`, `period` and the sums over visits of good (1) and bad (0) moments; see
            `audit.measures.visits.design_effects`. None where each moment is a visit of its own.
        charts: `line` and what `audit.measures.change.standing` says of its good share month by month. Give
            none for a line of several touchpoints: its months differ by which of them were observed.

    Returns:
        One row a line, the columns `COLUMNS`: `line`; of both periods `observations`, `visits` (of good or bad
        moments), `positives`, `n` (good or bad moments), `share` (good among them, 0-1), `low`, `high` (its 95 %
        interval); `difference` (of the good share, now minus before, at touchpoints observed in both, -1 to 1),
        `difference_low`, `difference_high` (95 %; NaN where no touchpoint was), `p` (two-sided, after Holm over all
        lines; 1 where too little was observed), `verdict` ("surely up", "surely down", "cannot be told"), `run_since`
        (the month in which the run began that says the same, "2026-01"; "" = none).

    Source: Wilson (1927) for the shares, Newcombe (1998) for the difference at one touchpoint,
        `audit.measures.like_gap` for that at several; Holm (1979); Nelson (1984) for the run.
    """
    totals = _totals(counts, lines, sums)
    judged = verdicts(_windows(totals)).set_axis(list(lines))
    compared = _compared(counts, totals, judged)
    gap = compared["difference"].to_numpy(dtype=np.float64)
    chance = chances(gap, *(compared[name].to_numpy(dtype=np.float64) for name in ("low", "high")))
    p = np.array(holm(list(np.where(compared["is_enough"], chance, np.nan))))
    way = np.sign(gap) * ((p < 0.05) & (np.sign(gap) == np.sign(judged["difference"])))
    runs, since_month = _runs(charts, lines, since)
    way = np.where((way == 0) & (np.sign(gap) * runs >= 0), runs, way)
    figures = {
        "line": list(lines),
        **_of_period(totals, judged, BEFORE, "before_"),
        **_of_period(totals, judged, NOW, ""),
        "difference": gap,
        "difference_low": compared["low"].to_numpy(),
        "difference_high": compared["high"].to_numpy(),
        "p": p,
        "verdict": np.select([way > 0, way < 0], [UP, DOWN], UNSURE),
        "run_since": np.where((way != 0) & (runs == way), since_month, ""),
    }
    return pd.DataFrame(figures, columns=list(COLUMNS)).astype({"verdict": "str", "run_since": "str"})


def _totals(counts: pd.DataFrame, lines: Sequence[str], sums: pd.DataFrame | None) -> pd.DataFrame:
    """Return one row a line and period, also where nothing was observed, with visits and design effect."""
    keys = ["line", "period"]
    every = pd.MultiIndex.from_product([lines, PERIODS], names=keys)
    summed = counts.groupby(keys)[["n", "positives", "negatives"]].sum().reindex(every, fill_value=0).astype("int64")
    totals = summed.rename(columns={"n": "observations"}).reset_index()
    totals["n"] = totals["positives"] + totals["negatives"]
    visits, deff = beside(totals, sums, keys)
    return totals.assign(visits=visits, deff=deff)


def _windows(totals: pd.DataFrame) -> pd.DataFrame:
    """Return one row a line, in their order, with the columns that a verdict is made of."""
    names = ("positives", "negatives", "deff")
    return pd.DataFrame(
        {
            f"{window}_{name}": totals.loc[totals["period"] == period, name].to_numpy()
            for period, window in _WINDOWS.items()
            for name in names
        }
    )


def _compared(counts: pd.DataFrame, totals: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """Return `difference`, `low`, `high` of each line and whether it is enough to judge by.

    At several touchpoints by what is alike in both periods, at one by Newcombe's interval.
    """
    own, other = (_part(totals, period, side) for period, side in ((NOW, "own"), (BEFORE, "other")))
    effects = own.merge(other, on="line")
    plain = [share_variance(effects[f"{side}_positives"], effects[f"{side}_n"]) for side in ("own", "other")]
    deffs = effects["own_deff"].to_numpy(), effects["other_deff"].to_numpy()
    effects = effects.assign(deff=deffs[0], grown=variance_grown(deffs[0], plain[0], deffs[1], plain[1]))
    pairs = _pairs(counts)
    gaps = like_gaps(pairs, ["line"], effects).set_index("line").reindex(judged.index)
    common = pairs[(pairs["own_n"] > 0) & (pairs["other_n"] > 0)].groupby("line")[["own_n", "other_n"]].sum()
    worth = (
        common.reindex(judged.index, fill_value=0) / effects.set_index("line")[["own_deff", "other_deff"]].to_numpy()
    )
    is_one = (pairs.groupby("line").size().reindex(judged.index, fill_value=0) <= 1).to_numpy()
    named = {"difference": "like_gap", "difference_low": "like_low", "difference_high": "like_high"}
    figures = {
        name.removeprefix("difference_"): np.where(is_one, judged[name], gaps[like]) for name, like in named.items()
    }
    # nine decimals: 21 moments divided by 2.1 are ten
    is_enough = worth.round(9).min(axis=1) >= FEWEST_MOMENTS
    return pd.DataFrame(figures, index=judged.index).assign(is_enough=is_enough)


def _part(totals: pd.DataFrame, period: str, side: str) -> pd.DataFrame:
    part = totals.loc[totals["period"] == period, ["line", "n", "positives", "deff"]]
    return part.rename(columns={name: f"{side}_{name}" for name in ("n", "positives", "deff")})


def _pairs(counts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a line and touchpoint with its good or bad moments and the good ones in both periods."""
    keys = ["line", "touchpoint"]
    judged = counts.assign(n=counts["positives"] + counts["negatives"])
    sides = [
        judged.loc[judged["period"] == period, [*keys, "n", "positives"]].rename(
            columns={"n": f"{side}_n", "positives": f"{side}_positives"}
        )
        for period, side in ((NOW, "own"), (BEFORE, "other"))
    ]
    return sides[0].merge(sides[1], on=keys, how="outer").fillna(dict.fromkeys(_COUNTED, 0)).astype(_COUNTED)


def _runs(
    charts: pd.DataFrame | None, lines: Sequence[str], since: date
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.object_]]:
    """Return of each line to which side a run reaches into the period now, 0 = to none, and in which month it began."""
    begun: dict[str, tuple[int, str]] = {}
    if charts is not None:
        months = charts["starts_on"].to_numpy(dtype="datetime64[M]")
        lasts = (charts["run"] >= RUN).to_numpy() & (months >= np.datetime64(since, "M"))
        rows = charts.loc[lasts, ["line", "side", "run_since"]].itertuples(index=False, name=None)
        begun = {line: ({"above": 1, "below": -1}[side], month) for line, side, month in rows}
    sides, since_month = zip(*(begun.get(line, (0, "")) for line in lines), strict=True)
    return np.array(sides, dtype=np.int64), np.array(since_month, dtype=object)


def _of_period(
    totals: pd.DataFrame, judged: pd.DataFrame, period: str, prefix: str
) -> dict[str, npt.NDArray[np.generic]]:
    """Return the figures of one period, a value a line."""
    of_period = totals[totals["period"] == period]
    counted = {name: of_period[name].to_numpy() for name in ("observations", "visits", "positives", "n")}
    shares = {name: judged[f"{_WINDOWS[period]}_{name}"].to_numpy() for name in ("share", "low", "high")}
    return {f"{prefix}{name}": values for name, values in (counted | shares).items()}
