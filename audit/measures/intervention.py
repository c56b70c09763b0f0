"""Before and after something was done, in the same figures; what caused a difference they do not say."""

from datetime import date

import numpy as np
import pandas as pd

from audit.measures.period import scores

WINDOW_DAYS = 90  # ours: a quarter, as in the ledger

_ABOUT = ["took_place_on", "touchpoint", "words", "when", "since", "until", "days"]


def around(interventions: pd.DataFrame, first: date, last: date, days: int = WINDOW_DAYS) -> pd.DataFrame:
    """Lay two equal stretches around each intervention, the day itself left out: it was both.

    Args:
        interventions: `id`, `took_place_on`, `touchpoint` ("" = everywhere), `words`.
        first: the first day that was observed at all.
        last: the last.
        days: the length of a stretch, cut down on both sides alike where the observations begin or end sooner.

    Returns:
        Two rows an intervention, in the order of their days: `number` (from 0), `id`, `took_place_on`, `touchpoint`,
        `words`, `when` ("before", "after"), `since`, `until` (days, both included; NaT where there is no room),
        `days` (0 then).
    """
    done = interventions.sort_values(["took_place_on", "words"], kind="stable", ignore_index=True)
    done["took_place_on"] = on = pd.to_datetime(done["took_place_on"])
    # both sides are cut alike, or the longer would look the surer
    room = pd.DataFrame({"ahead": on - pd.Timestamp(first), "since": pd.Timestamp(last) - on}).min(axis=1)
    done["days"] = length = room.dt.days.clip(0, days).astype("int64")
    # the day itself is in neither window: it was both
    width, day = pd.to_timedelta(length, unit="D"), pd.Timedelta(days=1)
    halves = [
        done.assign(when=when, since=since.where(length > 0), until=until.where(length > 0))
        for when, since, until in (("before", on - width, on - day), ("after", on + day, on + width))
    ]
    both = pd.concat(halves).sort_index(kind="stable", ignore_index=True)
    return both.assign(number=np.arange(len(both)))[["number", "id", *_ABOUT]]


def before_after(
    periods: pd.DataFrame,
    patterns: pd.DataFrame,
    waits: pd.DataFrame,
    scored: pd.DataFrame | None = None,
    judged: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tell how it was before and after each intervention.

    Args:
        periods: what `around` returns.
        patterns: the patterns of ratings met in them; see `audit.measures.period.scores`.
        waits: `number`, `waits` (how many were timed), `median_wait` (minutes); one row a stretch with any.
        scored: the sums over visits of scores in them; see `audit.measures.period.scores`.
        judged: those of good and bad moments.

    Returns:
        Two rows an intervention: `took_place_on`, `touchpoint`, `words`, `when`, `since`, `until`, `days`, then the
        columns of `audit.measures.period.scores`, `waits` and `median_wait` (NaN without any), `id`.
    """
    scored_periods = scores(patterns, len(periods), scored, judged)
    timed = periods[["number"]].merge(waits, on="number", how="left")[["waits", "median_wait"]]
    beside = pd.concat([periods[_ABOUT], scored_periods, timed.fillna({"waits": 0}).astype({"waits": "int64"})], axis=1)
    return beside.assign(id=periods["id"])
