"""Green outside, red inside: what a service reports of itself beside what its customers met at the same time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.intervals import FloatArray, IntArray, wilson
from audit.measures.visits import beside
from audit.measures.visits_in_periods import OUTCOMES, as_days, spans, visits_within
from audit.model.day import MONTH_KEY
from audit.model.programme import ATTAINMENT_TARGET, EXPERIENCE_TARGET

STATUSES = ("watermelon", "possible watermelon", "bitter", "honest red", "ripe", "too few visits")

_KEYS = ["service", "touchpoint", "place", "metric"]
_PERIOD = ["period_start", "period_end"]
_COLUMNS = [
    *("service", "touchpoint", "place", "period_start", "attained_share", "target_share", "n", "positive_share"),
    *("low", "high", "gap", "gap_low", "gap_high", "status", "metric", "period_end", "met", "total"),
    *("positives", "neutrals", "negatives", "experience_target", "periods", "periods_met", "visits"),
]


@dataclass(frozen=True, slots=True)
class Targets:
    """What counts as green, as shares 0-1: of visits that went well, and of a service's work within its target.

    A metric's own target goes first, then that of its service (`of_service`), then `attainment`.
    """

    experience: float = EXPERIENCE_TARGET
    attainment: float = ATTAINMENT_TARGET
    of_service: Mapping[str, float] = field(default_factory=dict)

    def meant(self, metrics: pd.DataFrame) -> "pd.Series[float]":
        """Return the target of each row of `metrics` (`service`, `target_share`), never empty."""
        own = metrics["target_share"].astype("Float64")
        of_service = metrics["service"].map(self.of_service).astype("Float64")
        return own.fillna(of_service).fillna(self.attainment).astype("float64")


def watermelon(
    metrics: pd.DataFrame,
    outcomes: pd.DataFrame,
    belongs: pd.DataFrame,
    targets: Targets | None = None,
    *,
    by_month: bool = False,
    sums: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Set what each service reports beside the visits to it, at the same place and on the same days.

    The metric is green when its attainment is at least its target: it counts all the work there was, so its point is
    compared. The experience is green when the positive share is at least the experience target. Then, with five
    visits or more,

    - both green: "ripe"; both red: "bitter"; metric red, experience green: "honest red";
    - metric green, experience red: "watermelon" when the whole Wilson interval lies below the experience target,
      "possible watermelon" while its upper end reaches it.

    Fewer visits are "too few visits", whatever the metric says. n counts the visits that went well or badly; neutral
    ones stand beside it. Periods are pooled: counts are added up, and where any period of a metric has only its share
    the shares are averaged, each weighing as much as it has days, targets likewise. Visits on days that no period
    covers are left out, and a day that two periods cover counts once.

    Args:
        metrics: one row a service, touchpoint, place, metric and period: `service`, `touchpoint` ("" = the whole
            service), `place` ("" = everywhere), `metric`, `period_start`, `period_end` (the first day after it),
            `target_share`, `attained_share` (0-1), `met`, `total` (counts, empty = only the share is known).
        outcomes: `touchpoint`, `place`, `observed_on`, `positives`, `neutrals`, `negatives` (counts).
        belongs: whose visits tell about a metric: `service` and `touchpoint` as in `metrics`, `seen_at` the
            touchpoint as `outcomes` names it; several rows where several touchpoints make up the service.
        targets: what counts as green; the usual ones when left out.
        by_month: keep calendar months apart, each period going to the month it begins in.
        sums: `number` (as in `visited`) and the sums over visits of good (1) and bad (0) moments; see
            `audit.measures.visits.design_effects`. None where each moment is a visit of its own.

    Returns:
        One row a service, touchpoint, place and metric, the widest watermelon first, too few visits last; by month in
        the order of names and months. Columns: `service`, `touchpoint`, `place`, `period_start`, `attained_share`,
        `target_share` (0-1), `n`, `positive_share`, `low`, `high` (0-1, Wilson; NaN without visits), `gap` (attainment
        minus positive share), `gap_low`, `gap_high` (Newcombe; where a metric has no counts it is taken as exactly
        known, so that the bounds are those of the experience alone), `status` (one of `STATUSES`), `metric`,
        `period_end` (the first day after), `met`, `total` (<NA> = not known), `positives`, `neutrals`, `negatives`,
        `experience_target`, `periods` (how many were pooled), `periods_met` (in how many the target was met), `visits`
        (n is of; the intervals go by them, and so does "too few visits"). A metric whose periods held no work at all
        has no row.

    Source: the field's word for a green report over an unhappy customer; boundaries are ours; Wilson (1927),
        Newcombe (1998).
    """
    wanted = targets or Targets()
    periods = _reported(metrics, wanted)
    group = _numbered(periods, [*_KEYS, "month"] if by_month else _KEYS)
    rows = _together(periods, group)
    counts = visits_within(periods, group, outcomes, belongs)
    judged = _judged(rows.assign(**dict(zip(OUTCOMES, counts.T, strict=True))), wanted.experience, sums)
    # a month is looked up, the widest watermelon is looked for
    order = [*_KEYS, "period_start"] if by_month else ["_rank", "_gap", *_KEYS]
    ordered = judged.assign(_rank=judged["status"].map(STATUSES.index), _gap=-judged["gap"])
    return ordered.sort_values(order, ignore_index=True)[_COLUMNS]


def visited(
    metrics: pd.DataFrame, belongs: pd.DataFrame, targets: Targets | None = None, *, by_month: bool = False
) -> pd.DataFrame:
    """Return the days, touchpoints and places whose visits `watermelon` sets beside each metric; its arguments.

    Returns:
        What `audit.measures.visits_in_periods.spans` returns.
    """
    periods = _reported(metrics, targets or Targets())
    return spans(periods, _numbered(periods, [*_KEYS, "month"] if by_month else _KEYS), belongs)


def _reported(metrics: pd.DataFrame, targets: Targets) -> pd.DataFrame:
    """Return one row a period of a metric in which there was any work, with its attainment and target."""
    within_target, total, share = (_numbers(metrics[name]) for name in ("met", "total", "attained_share"))
    is_counted = (total > 0) & ~np.isnan(within_target)
    rows = metrics[[*_KEYS, *_PERIOD]].assign(
        attained_share=np.divide(within_target, total, out=share.copy(), where=is_counted),
        target_share=targets.meant(metrics),
        met=np.where(is_counted, within_target, np.nan),
        total=np.where(is_counted, total, np.nan),
        days=as_days(metrics["period_end"]) - as_days(metrics["period_start"]),
    )
    # a period without any work has met and missed nothing
    known = rows[rows["attained_share"].notna().to_numpy() & (total != 0)]
    period = _numbered(known, [*_KEYS, *_PERIOD])
    first = known.iloc[np.unique(period, return_index=True)[1]]
    month = first["period_start"].dt.strftime(MONTH_KEY)
    periods: pd.DataFrame = first.assign(**_pooled(known, period), month=month)
    return periods.reset_index(drop=True)


def _numbered(rows: pd.DataFrame, keys: list[str]) -> IntArray:
    """Return the number of each row's combination of `keys`, from 0 without gaps."""
    return np.asarray(rows.groupby(keys, sort=True).ngroup(), dtype=np.int64)


def _numbers(column: "pd.Series[Any]") -> FloatArray:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _together(periods: pd.DataFrame, group: IntArray) -> pd.DataFrame:
    """Return the periods of each group as one, and in how many of them the target was met."""
    meets_target = periods["attained_share"] >= periods["target_share"]
    first = np.unique(group, return_index=True)[1]
    spans = periods.groupby(group)
    return (
        periods[_KEYS]
        .iloc[first]
        .reset_index(drop=True)
        .assign(
            **_pooled(periods, group),
            period_start=spans["period_start"].min(),
            period_end=spans["period_end"].max(),
            periods=np.bincount(group),
            periods_met=np.bincount(group, meets_target).astype(np.int64),
        )
    )


def _pooled(rows: pd.DataFrame, group: IntArray) -> dict[str, Any]:
    """Return attainment, target and counts of each group of rows, weighed by work or else by days."""
    within_target, total = _numbers(rows["met"]), _numbers(rows["total"])
    # one period with a bare share, and the group can only be averaged
    knows_counts = np.bincount(group, np.isnan(total)) == 0
    is_counted = knows_counts[group]
    # by days, since how much work a bare share stands for is not known
    weight = np.where(is_counted, total, rows["days"])
    reached = np.where(is_counted, within_target, rows["attained_share"] * weight)
    weights = np.bincount(group, weight)
    # Twelve decimals: a target met exactly must not be missed by how the sums were rounded.
    return {
        "attained_share": (np.bincount(group, reached) / weights).round(12),
        "target_share": (np.bincount(group, rows["target_share"] * weight) / weights).round(12),
        "met": _counts(np.bincount(group, reached), knows_counts),
        "total": _counts(weights, knows_counts),
    }


def _counts(numbers: npt.NDArray[Any], is_known: npt.NDArray[np.bool_]) -> Any:
    return pd.array(np.where(is_known, numbers, np.nan), dtype="Int64")


def _judged(rows: pd.DataFrame, experience_target: float, sums: pd.DataFrame | None) -> pd.DataFrame:
    """Return the rows with positive share, gap, their intervals and the status."""
    n = rows["positives"] + rows["negatives"]
    visits, deff = beside(pd.DataFrame({"number": np.arange(len(rows)), "n": n.to_numpy()}), sums, ["number"])
    low, high = wilson(rows["positives"].to_numpy() / deff, n.to_numpy() / deff)
    share = (rows["positives"] / n).to_numpy(dtype=np.float64)
    attained = rows["attained_share"].to_numpy(dtype=np.float64)
    gap_low, gap_high = _gap_bounds(rows, share, (low, high))
    figures: dict[str, Any] = {
        "n": n,
        "positive_share": share,
        "low": low,
        "high": high,
        "gap": attained - share,
        "gap_low": gap_low,
        "gap_high": gap_high,
        "experience_target": experience_target,
        "visits": visits,
    }
    judged = rows.assign(**figures)
    return judged.assign(status=_statuses(judged))


def _gap_bounds(rows: pd.DataFrame, share: FloatArray, bounds: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Return Newcombe's interval of attainment minus positive share; a mere share counts as exactly known."""
    attained = rows["attained_share"].to_numpy(dtype=np.float64)
    within_target, total = _numbers(rows["met"]), _numbers(rows["total"])
    # no counts, no interval: it is taken as exactly known
    least, most = (np.where(np.isnan(total), attained, bound) for bound in wilson(within_target, total))
    gap, (low, high) = attained - share, bounds
    return np.array([gap - np.hypot(attained - least, high - share), gap + np.hypot(most - attained, share - low)])


def _statuses(rows: pd.DataFrame) -> "pd.Series[str]":
    meets_target = rows["attained_share"] >= rows["target_share"]
    is_fine = rows["positive_share"] >= rows["experience_target"]
    could_be_fine = rows["high"] >= rows["experience_target"]
    return pd.Series("bitter", index=rows.index).case_when(
        [
            (rows["visits"] < FEWEST_TO_JUDGE, "too few visits"),
            (meets_target & is_fine, "ripe"),
            (meets_target & could_be_fine, "possible watermelon"),
            (meets_target, "watermelon"),
            (is_fine, "honest red"),
        ]
    )
