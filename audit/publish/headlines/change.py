"""What the change page says in words: what stands out, what is noise so far, and how it was before and after."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from audit.measures.change import Period
from audit.measures.control import FALSE_SIGNAL, FEWEST_TO_SIGNAL, IN_A_ROW
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.day import month_name, written_day
from audit.model.duration import duration_words
from audit.model.number import apart, rounded, spelled
from audit.publish.headlines.words import counted, percent

_STALE = {"month": 62, "quarter": 184}  # days from a period's first; by then the next one should have been observed
_FREQUENCY = {"month": "M", "quarter": "Q"}
_FIVE = f"{spelled(FEWEST_TO_JUDGE)} observations"
_HELD = 0.5  # of how far a row lies from the centre line: where its latest is nearer, the change is not said to hold


def change_headline(
    name: str,
    stands: "pd.Series[Any]",
    period: Period,
    as_of: date,
    written: Callable[[float, float], str] = apart,
    *,
    is_mixed: bool = False,
) -> str:
    """Say whether something changed at one touchpoint, or at all together, no surer than its chart is.

    Args:
        name: what the chart is of.
        stands: its row of `audit.measures.change.standing`.
        period: "month" or "quarter".
        as_of: the last day that counted.
        written: how a mean is written beside another, `apart` for scores, `percent` for shares.
        is_mixed: whether several touchpoints are charted together, of which others may be seen from time to time.
    """
    if stands["points"] < FEWEST_TO_SIGNAL:
        return f"{name}: too few visits to say; {_enough(int(stands['points']), period)}."
    stale = (pd.Timestamp(as_of) - stands["starts_on"]).days > _STALE[period]
    is_named = bool(stands["signal"]) and IN_A_ROW not in stands["signal"]
    until = f"up to {period_words(stands['period'])}, " if stale and not is_named else ""
    wait = "; the limits are still provisional" if stands["provisional"] else ""
    mix = "; perhaps other touchpoints were observed" if is_mixed and stands["signal"] else ""
    return f"{name}: {until}{_finding(stands, period, written)}{mix}{wait}."


def signal_words(stands: "pd.Series[Any]", period: Period) -> str:
    """Say of a chart with a signal now what it is: "11 months in a row above the centre line, since January 2026"."""
    if IN_A_ROW in stands["signal"]:
        run = _run(stands, period)
        return f"{run} in a row {stands['side']} the centre line, since {period_words(stands['run_since'])}"
    return f"{period_words(stands['period'])} {stands['side']} the limits"


def chance_words(charts: int, period: Period) -> str:
    """Say how often chance alone would signal in so many charts, were nothing to change anywhere."""
    often = round(1 / (1 - (1 - FALSE_SIGNAL) ** charts))
    when = f"about one {period} in {often}" if often > 1 else f"nearly every {period}"
    points = f"{spelled(FEWEST_TO_SIGNAL)} points or more"
    return (
        f"{counted(charts, 'chart')} with {points} {'is' if charts == 1 else 'are'} read here at once. If nothing had "
        f"changed anywhere, chance alone would put a name on this list in {when}."
    )


def before_after_words(before: "pd.Series[Any]", after: "pd.Series[Any]") -> str:
    """Set how it was after a day beside how it was before it, and say nothing of the cause.

    Args:
        before: the row of `audit.measures.intervention.before_after` for before.
        after: the row for after.
    """
    on = after["took_place_on"]
    day = written_day(on)
    if not after["days"]:
        return f"Nothing to compare: observations are needed on days before and after {day}."
    days = counted(int(after["days"]), "day")
    if min(before["n"], after["n"]) < FEWEST_TO_JUDGE:
        observed = f"{before['n']:,} in the {days} before {day} and {after['n']:,} in the {days} after"
        return f"Too few rated observations to compare: {observed}."
    touch = before["low"] <= after["high"] and after["low"] <= before["high"]
    was, now = (_mean(row, *([] if touch else [other])) for row, other in ((before, after), (after, before)))
    sentence = (
        f"In the {days} before {day} the mean score was {was}, in the {days} after {now}; "
        f"the two intervals {'overlap, so chance may be all there is' if touch else 'lie apart'}."
    )
    return f"{sentence}{_shares(before, after)}{_waits(before, after)}"


def steadiness_words(steady: pd.DataFrame, period: Period) -> str:
    """Say how alike ratings were in the latest period that counts, and how many were low.

    Args:
        steady: what `audit.measures.change.steadiness` returns for one touchpoint.
        period: "month" or "quarter".
    """
    sure = steady[steady["counted"] & steady["consistency"].notna()]
    if sure.empty:
        return f"Too few visits to say how alike they were: no {period} has {_FIVE} with ratings."
    latest = sure.iloc[-1]
    return (
        f"In {period_words(latest['period'])} the consistency was {rounded(latest['consistency'], 2)}, and "
        f"{percent(latest['share_low'])} of the ratings were 1 or 2 (n {latest['n']:,})."
    )


def period_words(label: str) -> str:
    """Return a period as people say it: "2026-03" is March 2026, "2026-Q1" is January to March 2026."""
    year, part = label.split("-")
    if part.startswith("Q"):
        last = 3 * int(part[1:])
        return f"{month_name(date(int(year), last - 2, 1))} to {month_name(date(int(year), last, 1))} {year}"
    return f"{month_name(date(int(year), int(part), 1))} {year}"


def _enough(points: int, period: Period) -> str:
    if points == 0:
        return f"no {period} has the {_FIVE} that a point needs"
    have = "has" if points == 1 else "have"
    return f"only {counted(points, period)} {have} {_FIVE} or more, and it takes {FEWEST_TO_SIGNAL}"


def _finding(stands: "pd.Series[Any]", period: Period, written: Callable[[float, float], str]) -> str:
    if IN_A_ROW in stands["signal"]:
        return _in_a_row(stands, period, written)
    if stands["signal"]:
        return _outside(stands, period, written)
    if stands["last_signal"]:
        high = "high" if stands["last_side"] == "above" else "low"
        return (
            f"nothing stands out now; {period_words(stands['last_signal'])} was the last that did, on the {high} side"
        )
    return f"no signal; what moves from {period} to {period} may be chance alone"


def _outside(stands: "pd.Series[Any]", period: Period, written: Callable[[float, float], str]) -> str:
    """Say which period lies outside the limits and by how much: where months are alike, little is enough."""
    centre, latest = _centre(stands), stands["mean"]
    levels = f"{written(latest, centre)}, where the mean of all {period}s is {written(centre, latest)}"
    return f"{period_words(stands['period'])} lies {stands['side']} the limits ({levels}); ask what was different then"


def _centre(stands: "pd.Series[Any]") -> float:
    now, before, run = stands["run_mean"], stands["mean_before"], stands["run"]
    return float(now * run + before * (stands["points"] - run)) / int(stands["points"])


def _in_a_row(stands: "pd.Series[Any]", period: Period, written: Callable[[float, float], str]) -> str:
    """Say that a row of periods lies on one side, and that it has held only where the latest lies there clearly too."""
    before, now, since = stands["mean_before"], stands["run_mean"], period_words(stands["run_since"])
    run = f"the last {_run(stands, period)} all lie {stands['side']} the mean of all {period}s"
    levels = f"mean of the {period}s: {written(before, now)} before, {written(now, before)} since"
    centre = _centre(stands)
    if abs(stands["mean"] - centre) < _HELD * abs(now - centre):
        latest = f"{period_words(stands['period'])} lies close to the mean of all again"
        return f"{run}; probably something changed in {since} ({levels}), but {latest}"
    return f"{run}; probably something changed, and it has held since {since} ({levels})"


def _run(stands: "pd.Series[Any]", period: Period) -> str:
    """Return how many periods a run has, and that others without enough visits lie among them where some do."""
    first, last = (pd.Period(stands[name], _FREQUENCY[period]) for name in ("run_since", "period"))
    periods = counted(int(stands["run"]), period)
    return periods if (last - first).n < stands["run"] else f"{periods} with {_FIVE} or more"


def _mean(row: "pd.Series[Any]", *beside: "pd.Series[Any]") -> str:
    return f"{apart(row['mean'], *(other['mean'] for other in beside))} (n {row['n']:,})"


def _shares(before: "pd.Series[Any]", after: "pd.Series[Any]") -> str:
    judged = [int(row["positives"] + row["negatives"]) for row in (before, after)]
    if not all(judged):
        return ""
    shares = [f"{percent(row['positive_share'])} (n {n:,})" for row, n in zip((before, after), judged, strict=True)]
    return f" The positive share was {shares[0]}, and then {shares[1]}."


def _waits(before: "pd.Series[Any]", after: "pd.Series[Any]") -> str:
    if not (before["waits"] and after["waits"]):
        return ""
    waits = [f"{_rounded(row['median_wait'])} or less (n {row['waits']:,})" for row in (before, after)]
    return f" Half of the waits were {waits[0]}, and then {waits[1]}."


def _rounded(minutes: float) -> str:
    """Return a wait in one unit, as exact as a median of a few deserves."""
    for unit, length in (("day", 2 * 1_440), ("hour", 2 * 60)):
        if minutes >= length:
            amount = minutes / (length / 2)
            return f"{rounded(amount, 0 if amount >= 10 else 1)} {unit}s"
    return duration_words(round(minutes) if minutes >= 2 else minutes)
