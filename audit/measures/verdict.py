"""The verdict on a commitment: how it was at its touchpoint before it was made, how it was after, how sure that is."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.intervals import FloatArray, wilson
from audit.model.commitment import Evidence, Verdict
from audit.model.rule import Word

FEWEST_MOMENTS = 10  # good or bad, in a window: with fewer Wilson's interval is over half the scale wide; ours
USUAL_DAYS = 90  # before a commitment that was made outside a review
MOST_DAYS = 365  # how far back is looked where the usual window holds too little
MOST_MOMENTS = 1_000  # beyond this many more, walking is no way to tell

_BADNESS = {0: Verdict.WORSE, 2: Verdict.NO_CHANGE, 3: Verdict.TOO_EARLY, 5: Verdict.IMPROVED}
WINDOWS = ("before", "after")
COUNTS = [f"{when}_{what}" for when in WINDOWS for what in ("since", "until", "positives", "negatives")]
FIGURES = [
    *(f"{when}_{what}" for when in WINDOWS for what in ("n", "share", "low", "high")),
    *("difference", "difference_low", "difference_high", "verdict", "still_needed", "would_show"),
    *("shows_from", "shows_to"),
]


def windows(made: pd.DataFrame, outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Count the good and bad moments at each commitment's touchpoint before it was made and after.

    Before are the days of its review, up to the day on which it was made, or the 90 days up to it where it was made
    outside a review; where those hold under `FEWEST_MOMENTS` good or bad moments, the year up to that day. After are
    the days from the next one to `as_of`.

    Args:
        made: one row a commitment: `touchpoint`, `made_on`, `since`, `until` (the days of its review; NaT = none).
        outcomes: `touchpoint`, `observed_on`, `positives`, `negatives` (counts).
        as_of: the last day that counts; what was seen later is left out.

    Returns:
        One row a commitment in the same order and with its index, the columns `COUNTS`: `before_since`,
        `before_until` (days, both included), `before_positives`, `before_negatives`, and the same for `after_`.
    """
    observed = outcomes[outcomes["observed_on"] <= pd.Timestamp(as_of)]
    by_touchpoint: dict[Hashable, pd.DataFrame] = dict(tuple(observed.groupby("touchpoint", observed=True)))
    nothing = outcomes.head(0)
    rows = [_counted(row, by_touchpoint.get(row["touchpoint"], nothing), as_of) for row in made.to_dict("records")]
    days = {f"{when}_{end}": "datetime64[us]" for when in WINDOWS for end in ("since", "until")}
    return pd.DataFrame(rows, columns=COUNTS, index=made.index).astype(
        days | dict.fromkeys([name for name in COUNTS if name not in days], "int64")
    )


def verdicts(counts: pd.DataFrame) -> pd.DataFrame:
    """Compare how it was before each commitment with how it was after.

    "improved" where the whole interval of the difference lies above 0, "worse" where it lies below, "no change" where
    it holds 0 though both windows have `FEWEST_MOMENTS` good or bad moments, else "too early". Under `FEWEST_MOMENTS`
    after, it is too early whatever was seen.

    Args:
        counts: what `windows` returns, or what was frozen of it.

    Returns:
        One row a commitment in the same order and with its index: `before_n` (good and bad moments), `before_share`
        (good among them, 0-1), `before_low`, `before_high` (95 %), the same for `after_`; `difference` (after minus
        before, -1 to 1), `difference_low`, `difference_high` (95 %); `verdict`; `still_needed` (more good or bad
        moments until there can be a verdict; NaN = no number would do as things stand, 0 = there is one), `would_show`
        (more of them until the difference shows, if both shares stay as they are; NaN where they are level or it takes
        more than `MOST_MOMENTS`), `shows_from`, `shows_to` (shares after, 0-1, from which a rise or down to which a
        fall would have shown; NaN = none would have). Shares are NaN without moments.

    Source: Wilson (1927) for the shares, Newcombe (1998) for their difference.
    """
    rows = [_verdict(*(int(row[f"{when}_{what}"]) for when in WINDOWS for what in ("positives", "negatives")))
            for row in counts.to_dict("records")]  # fmt: skip
    numbers = {name: "float64" for name in FIGURES if not name.endswith("_n") and name != "verdict"}
    return pd.DataFrame(rows, columns=FIGURES, index=counts.index).astype(
        numbers | {"before_n": "int64", "after_n": "int64", "verdict": "str"}
    )


def badness(judged: pd.DataFrame) -> "pd.Series[int]":
    """Return how bad the news of each commitment is: 0 = worse than before, 5 = better than before.

    Between them lie: a word not kept, no change, too early to say, and a word kept.

    Args:
        judged: `verdict`, and `rule_verdict` (what became of its rule).
    """
    rank = judged["verdict"].map({str(each): place for place, each in _BADNESS.items()}).astype("int64")
    rank = rank.mask((judged["rule_verdict"] == Word.HELD) & rank.isin([2, 3]), 4)
    # a broken word is bad news even where the share went up
    return rank.mask((judged["rule_verdict"] == Word.BROKEN) & (rank > 0), 1)


def least_showing(good_before: int, n_before: int) -> float:
    """Return the fewest moments, good ones all, that would surely be better than before.

    Args:
        good_before: good moments before.
        n_before: good and bad ones.

    Returns:
        At least `FEWEST_MOMENTS`; NaN where no number up to `MOST_MOMENTS` would do, as where all were good before.
    """
    n = np.arange(FEWEST_MOMENTS, MOST_MOMENTS + 1)
    low, _ = _difference(n, n, good_before, n_before)
    showing = n[low > 0]
    return float(showing[0]) if len(showing) else np.nan


def evidence(outcomes: pd.DataFrame, scores: pd.DataFrame, since: date, until: date) -> Evidence:
    """Sum up what was seen at one touchpoint over some days.

    Args:
        outcomes: `observed_on`, `positives`, `neutrals`, `negatives` (counts) of that touchpoint.
        scores: `n`, `total` (sum of the 1-5 scores) of that touchpoint over the same days.
        since: the first day.
        until: the last.
    """
    days = outcomes["observed_on"].between(pd.Timestamp(since), pd.Timestamp(until))
    positives, neutrals, negatives = (
        int(outcomes.loc[days, name].sum()) for name in ("positives", "neutrals", "negatives")
    )
    rated = float(scores["n"].sum())
    # four decimals are kept with the commitment, two are shown
    mean = round(float(scores["total"].sum()) / rated, 4) if rated else None
    return Evidence(since, until, positives + neutrals + negatives, positives, negatives, mean)


def _counted(row: dict[Any, Any], observed: pd.DataFrame, as_of: date) -> dict[str, Any]:
    made_on, day = pd.Timestamp(row["made_on"]), pd.Timedelta(days=1)
    since, until = (pd.Timestamp(row[end]) for end in ("since", "until"))
    # a review of days to come says nothing of how it was before
    if pd.isna(since) or since > made_on:
        since, until = made_on - (USUAL_DAYS - 1) * day, made_on
    before = _within(observed, since, min(until, made_on))
    # or what is rarely walked could never be judged
    if before[2] + before[3] < FEWEST_MOMENTS:
        before = _within(observed, min(since, made_on - (MOST_DAYS - 1) * day), made_on)
    # the day itself belongs to before: on it the promise was made
    after = _within(observed, made_on + day, max(pd.Timestamp(as_of), made_on + day))
    return dict(zip(COUNTS, (*before, *after), strict=True))


def _within(
    observed: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp
) -> tuple[pd.Timestamp, pd.Timestamp, int, int]:
    days = observed["observed_on"].between(since, until)
    return since, until, int(observed.loc[days, "positives"].sum()), int(observed.loc[days, "negatives"].sum())


def _verdict(good_before: int, bad_before: int, good: int, bad: int) -> dict[str, Any]:
    n_before, n = good_before + bad_before, good + bad
    shares = _shares("before", good_before, n_before) | _shares("after", good, n)
    low, high = (float(end[0]) for end in _difference(np.array([good]), n, good_before, n_before))
    word = _word(n_before, n, low, high)
    more = _would_show(good_before, n_before, good, n) if word not in (Verdict.IMPROVED, Verdict.WORSE) else 0.0
    rise, fall = _visible(good_before, n_before, n)
    figures = {
        "difference": shares["after_share"] - shares["before_share"],
        "difference_low": low,
        "difference_high": high,
        "verdict": str(word),
        "still_needed": _still_needed(word, n, more),
        "would_show": more,
        "shows_from": rise,
        "shows_to": fall,
    }
    return shares | figures


def _word(n_before: int, n: int, low: float, high: float) -> Verdict:
    # after, whatever was seen; few before show in the width of the interval
    if n < FEWEST_MOMENTS:
        return Verdict.TOO_EARLY
    if low > 0:
        return Verdict.IMPROVED
    if high < 0:
        return Verdict.WORSE
    # an interval from few moments holds 0 nearly always, which is no finding
    return Verdict.NO_CHANGE if n_before >= FEWEST_MOMENTS else Verdict.TOO_EARLY


def _still_needed(word: Verdict, n: int, more: float) -> float:
    if word is not Verdict.TOO_EARLY:
        return 0.0
    return float(FEWEST_MOMENTS - n) if n < FEWEST_MOMENTS else more


def _shares(when: str, good: int, n: int) -> dict[str, Any]:
    low, high = wilson([good], [n])
    share = good / n if n else np.nan
    return {f"{when}_n": n, f"{when}_share": share, f"{when}_low": float(low[0]), f"{when}_high": float(high[0])}


def _difference(
    good: npt.ArrayLike, n: npt.ArrayLike, good_before: int, n_before: int
) -> tuple[FloatArray, FloatArray]:
    """Return Newcombe's bounds of after minus before, for one or many outcomes after; NaN where nothing was seen."""
    low, high = wilson(good, n)
    low_before, high_before = wilson(good_before, n_before)
    tries = np.asarray(n, dtype=np.float64)
    share = np.asarray(good, dtype=np.float64) / np.where(tries > 0, tries, np.nan)
    before = good_before / n_before if n_before else np.nan
    gap = share - before
    return gap - np.hypot(share - low, high_before - before), gap + np.hypot(high - share, before - low_before)


def _would_show(good_before: int, n_before: int, good: int, n: int) -> float:
    """Return how many more moments, at the shares seen so far, leave 0 out of the interval; NaN where none do."""
    if not n:
        return np.nan
    more = np.arange(max(1, FEWEST_MOMENTS - n), MOST_MOMENTS + 1)
    low, high = _difference(good / n * (n + more), n + more, good_before, n_before)
    showing = more[(low > 0) | (high < 0)]
    return float(showing[0]) if len(showing) else np.nan


def _visible(good_before: int, n_before: int, n: int) -> tuple[float, float]:
    """Return the lowest share after that would have shown as a rise, and the highest that would as a fall."""
    if not n:
        return np.nan, np.nan
    good = np.arange(n + 1)  # every count is tried: the bounds of the interval have no inverse in closed form
    low, high = _difference(good, n, good_before, n_before)
    rise, fall = good[low > 0], good[high < 0]
    return (float(rise[0] / n) if len(rise) else np.nan), (float(fall[-1] / n) if len(fall) else np.nan)
