"""The verdict on a commitment: how it was at its touchpoint before it was made, how it was after, how sure that is."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.intervals import FloatArray, wilson
from audit.measures.visits import beside
from audit.model.commitment import Evidence, Verdict
from audit.model.commitment_rule import RuleVerdict

FEWEST_MOMENTS = 10  # good or bad, in a window: with fewer Wilson's interval is over half the scale wide; ours
USUAL_DAYS = 90  # before a commitment that was made outside a review
MOST_DAYS = 365  # how far back is looked where the usual window holds too little
MOST_MOMENTS = 1_000  # beyond this many more, walking is no way to tell

_BADNESS = {0: Verdict.WORSE, 2: Verdict.NO_CHANGE, 3: Verdict.TOO_EARLY, 5: Verdict.IMPROVED}
WINDOWS = ("before", "after")
COUNTS = [f"{when}_{what}" for when in WINDOWS for what in ("since", "until", "positives", "negatives")]
EFFECTS = [f"{when}_deff" for when in WINDOWS]
FIGURES = [
    *(f"{when}_{what}" for when in WINDOWS for what in ("n", "share", "low", "high")),
    *("difference", "difference_low", "difference_high", "verdict", "still_needed", "would_show"),
    *("shows_from", "shows_to"),
]


@dataclass(frozen=True, slots=True)
class _Window:
    """Good moments and all judged ones, and what they come to where several of a touchpoint are of one visit."""

    good: int
    n: int
    deff: float

    @property
    def worth(self) -> float:
        """How many moments of visits of their own these are worth."""
        return round(self.n / self.deff, 9)  # 21 / 2.1 is ten

    @property
    def good_worth(self) -> float:
        """How many good ones."""
        return self.worth * self.good / self.n if self.n else 0.0


def spans(made: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the days that `windows` chooses among.

    Args:
        made: as in `windows`.
        as_of: the last day that counts.

    Returns:
        Three rows a commitment in turn, `number` counting them all from 0: `number`, `touchpoint`, `since`, `until`
        (days, both included): the usual days before, those to fall back on, and those after.
    """
    last, rows = pd.Timestamp(as_of), []
    for row in made.to_dict("records"):
        rows += [(row["touchpoint"], since, min(until, last)) for since, until in _spans(row, as_of)]
    return pd.DataFrame(rows, columns=["touchpoint", "since", "until"]).assign(number=range(len(rows)))


def windows(made: pd.DataFrame, outcomes: pd.DataFrame, as_of: date, sums: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count the good and bad moments at each commitment's touchpoint before it was made and after.

    Before are the days of its review, up to the day on which it was made, or the 90 days up to it where it was made
    outside a review; where those hold under `FEWEST_MOMENTS` good or bad moments, the year up to that day. After are
    the days from the next one to `as_of`. A moment noted twice in one visit is one.

    Args:
        made: one row a commitment: `touchpoint`, `made_on`, `since`, `until` (the days of its review; NaT = none).
        outcomes: `touchpoint`, `observed_on`, `positives`, `negatives` (counts).
        as_of: the last day that counts; what was seen later is left out.
        sums: the sums over visits of good (1) and bad (0) moments by the `number` of `spans`; see
            `audit.measures.visits.design_effects`. None where each moment is a visit of its own.

    Returns:
        One row a commitment in the same order and with its index, the columns `COUNTS` and `EFFECTS`: `before_since`,
        `before_until` (days, both included), `before_positives`, `before_negatives`, the same for `after_`;
        `before_deff`, `after_deff` (design effects, at least 1).
    """
    observed = outcomes[outcomes["observed_on"] <= pd.Timestamp(as_of)]
    by_touchpoint: dict[Hashable, pd.DataFrame] = dict(tuple(observed.groupby("touchpoint", observed=True)))
    nothing = outcomes.head(0)
    numbers = pd.DataFrame({"number": range(3 * len(made)), "n": 0})
    deffs = beside(numbers, sums, ["number"])[1].reshape(-1, 3)
    rows = [
        _counted(row, by_touchpoint.get(row["touchpoint"], nothing), as_of, deff)
        for row, deff in zip(made.to_dict("records"), deffs, strict=True)
    ]
    days = {f"{when}_{end}": "datetime64[us]" for when in WINDOWS for end in ("since", "until")}
    counted = dict.fromkeys([name for name in COUNTS if name not in days], "int64")
    kinds = days | counted | dict.fromkeys(EFFECTS, "float64")
    return pd.DataFrame(rows, columns=[*COUNTS, *EFFECTS], index=made.index).astype(kinds)


def verdicts(counts: pd.DataFrame) -> pd.DataFrame:
    """Compare how it was before each commitment with how it was after.

    "improved" where the whole interval of the difference lies above 0, "worse" where it lies below, "no change" where
    it holds 0 though both windows have `FEWEST_MOMENTS` good or bad moments, else "too early". Under `FEWEST_MOMENTS`
    after, it is too early whatever was seen. Moments are counted as what they are worth, divided by the design effect.

    Args:
        counts: what `windows` returns, or what was frozen of it; without `EFFECTS` each moment is a visit of its own.

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
    rows = [_verdict(*(_window(row, when) for when in WINDOWS)) for row in counts.to_dict("records")]
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
    rank = rank.mask((judged["rule_verdict"] == RuleVerdict.HELD) & rank.isin([2, 3]), 4)
    # a broken word is bad news even where the share went up
    return rank.mask((judged["rule_verdict"] == RuleVerdict.BROKEN) & (rank > 0), 1)


def least_showing(before: Mapping[Any, Any]) -> float:
    """Return the fewest moments, good ones all and each of a visit of its own, that would surely be better than before.

    Args:
        before: `before_share` and `before_high`, as `verdicts` returns them.

    Returns:
        At least `FEWEST_MOMENTS`; NaN where no number up to `MOST_MOMENTS` would do, as where all were good before.
    """
    n = np.arange(FEWEST_MOMENTS, MOST_MOMENTS + 1)
    low, _ = wilson(n, n)
    gap = 1 - before["before_share"]
    showing = n[gap > np.hypot(1 - low, before["before_high"] - before["before_share"])]
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


def _spans(row: dict[Any, Any], as_of: date) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the usual days before, those to fall back on, and those after."""
    made_on, day = pd.Timestamp(row["made_on"]), pd.Timedelta(days=1)
    since, until = (pd.Timestamp(row[end]) for end in ("since", "until"))
    # a review of days to come says nothing of how it was before
    if pd.isna(since) or since > made_on:
        since, until = made_on - (USUAL_DAYS - 1) * day, made_on
    return [
        (since, min(until, made_on)),
        (min(since, made_on - (MOST_DAYS - 1) * day), made_on),
        # the day itself belongs to before: on it the promise was made
        (made_on + day, max(pd.Timestamp(as_of), made_on + day)),
    ]


def _counted(row: dict[Any, Any], observed: pd.DataFrame, as_of: date, deffs: FloatArray) -> dict[str, Any]:
    usual, year, after = (_within(observed, since, until) for since, until in _spans(row, as_of))
    before, deff = usual, float(deffs[0])
    # or what is rarely walked could never be judged
    if _Window(usual[2], usual[2] + usual[3], deff).worth < FEWEST_MOMENTS:
        before, deff = year, float(deffs[1])
    return dict(zip([*COUNTS, *EFFECTS], (*before, *after, deff, float(deffs[2])), strict=True))


def _within(
    observed: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp
) -> tuple[pd.Timestamp, pd.Timestamp, int, int]:
    days = observed["observed_on"].between(since, until)
    return since, until, int(observed.loc[days, "positives"].sum()), int(observed.loc[days, "negatives"].sum())


def _window(row: dict[Any, Any], when: str) -> _Window:
    good, bad = (int(row[f"{when}_{what}"]) for what in ("positives", "negatives"))
    deff = row.get(f"{when}_deff")
    return _Window(good, good + bad, 1.0 if deff is None or pd.isna(deff) else float(deff))


def _verdict(before: _Window, after: _Window) -> dict[str, Any]:
    shares = _shares("before", before) | _shares("after", after)
    bounds = _difference(np.array([after.good_worth]), after.worth, before.good_worth, before.worth)
    low, high = (float(end[0]) for end in bounds)
    word = _word(before.worth, after.worth, low, high)
    more = _would_show(before, after) if word not in (Verdict.IMPROVED, Verdict.WORSE) else 0.0
    rise, fall = _visible(before, after)
    figures = {
        "difference": shares["after_share"] - shares["before_share"],
        "difference_low": low,
        "difference_high": high,
        "verdict": str(word),
        "still_needed": _still_needed(word, after.worth, more),
        "would_show": more,
        "shows_from": rise,
        "shows_to": fall,
    }
    return shares | figures


def _word(n_before: float, n: float, low: float, high: float) -> Verdict:
    if n < FEWEST_MOMENTS:
        return Verdict.TOO_EARLY
    if low > 0:
        return Verdict.IMPROVED
    if high < 0:
        return Verdict.WORSE
    # an interval from few moments holds 0 nearly always, which is no finding
    return Verdict.NO_CHANGE if n_before >= FEWEST_MOMENTS else Verdict.TOO_EARLY


def _still_needed(word: Verdict, n: float, more: float) -> float:
    if word is not Verdict.TOO_EARLY:
        return 0.0
    return float(math.ceil(FEWEST_MOMENTS - n)) if n < FEWEST_MOMENTS else more


def _shares(when: str, window: _Window) -> dict[str, Any]:
    low, high = wilson([window.good_worth], [window.worth])
    share = window.good / window.n if window.n else np.nan
    return {f"{when}_n": window.n, f"{when}_share": share, f"{when}_low": float(low[0]), f"{when}_high": float(high[0])}


def _difference(
    good: npt.ArrayLike, n: npt.ArrayLike, good_before: float, n_before: float
) -> tuple[FloatArray, FloatArray]:
    """Return Newcombe's bounds of after minus before, for one or many outcomes after; NaN where nothing was seen."""
    low, high = wilson(good, n)
    low_before, high_before = wilson(good_before, n_before)
    tries = np.asarray(n, dtype=np.float64)
    share = np.asarray(good, dtype=np.float64) / np.where(tries > 0, tries, np.nan)
    before = good_before / n_before if n_before else np.nan
    gap = share - before
    return gap - np.hypot(share - low, high_before - before), gap + np.hypot(high - share, before - low_before)


def _would_show(before: _Window, after: _Window) -> float:
    """Return how many more moments, at the shares seen so far, leave 0 out of the interval; NaN where none do."""
    if not after.n:
        return np.nan
    more = np.arange(max(1, math.ceil(FEWEST_MOMENTS - after.worth)), MOST_MOMENTS + 1)
    n = after.worth + more
    low, high = _difference(after.good / after.n * n, n, before.good_worth, before.worth)
    showing = more[(low > 0) | (high < 0)]
    return float(showing[0]) if len(showing) else np.nan


def _visible(before: _Window, after: _Window) -> tuple[float, float]:
    """Return the lowest share after that would have shown as a rise, and the highest that would as a fall."""
    if not after.n:
        return np.nan, np.nan
    good = np.arange(after.n + 1)
    low, high = _difference(good * after.worth / after.n, after.worth, before.good_worth, before.worth)
    rise, fall = good[low > 0], good[high < 0]
    return (float(rise[0] / after.n) if len(rise) else np.nan), (float(fall[-1] / after.n) if len(fall) else np.nan)
