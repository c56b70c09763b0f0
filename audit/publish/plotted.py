"""The figures of a slide's picture as plain rows: what a deck draws as its own chart and a hand-out sets as a table."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

import pandas as pd

from audit.model.labels import OUTCOME_LABELS, labelled
from audit.model.number import rounded
from audit.publish.headlines.words import counted, percent
from audit.publish.review_words import one_line
from audit.publish.slide import Slide


@dataclass(frozen=True, slots=True)
class Series:
    """One figure of every row, NaN = none: `points`, and their 95 % interval, `low` to `high`, where there is one."""

    name: str
    points: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """What a picture shows.

    `names` say what each row is, `evidence` what stands behind it. `ends` are the scale's ends (None = as the values
    are). `form` is how a value is written: "0.0", "0" or "0%". `meanings` say of a row whether it is good or bad, or of
    a series what it stands for, "standard" for what is the same in every row, "goal" for what each row has of its own.
    `starts` say where each bar begins (none = at 0), `lit` which rows the picture points at (none = it points at none).
    """

    title: str
    names: tuple[str, ...]
    evidence: tuple[str, ...]
    series: tuple[Series, ...]
    form: str
    ends: tuple[float, float] | None = None
    meanings: tuple[str, ...] = ()
    starts: tuple[float, ...] = ()
    lit: tuple[bool, ...] = ()

    def labels(self, between: str = " ") -> tuple[str, ...]:
        """Return each row's name with its evidence, as it stands beside a bar, or on two lines beneath a dot."""
        return tuple(
            f"{name}{between}({evidence})" if evidence else name
            for name, evidence in zip(self.names, self.evidence, strict=True)
        )

    def written(self, series: Series, row: int) -> str:
        """Return a value as people read it, with its interval: "4.2 (3.9 to 4.5)"."""
        value = self.formatted(series.points[row])
        if not series.low or isnan(series.points[row]):
            return value
        return f"{value} ({self.formatted(series.low[row])} to {self.formatted(series.high[row])})"

    def formatted(self, value: float) -> str:
        """Return a value as its form wants it: "4.2", "1,031", "12 %"; a dash for none."""
        if isnan(value):
            return "–"
        if self.form == "0%":
            return percent(value)
        return rounded(value, 1 if self.form == "0.0" else 0)


def plotted(slide: Slide) -> Plot | None:
    """Return what the picture of a slide shows, None where it has none."""
    if slide.figure is None or not slide.chart:
        return None
    return _PLOTS[slide.chart](slide.figure)


def _journey(frame: pd.DataFrame) -> Plot:
    rated = frame[frame["score"].notna()]
    evidence = tuple(f"n {n:,}" for n in rated["rated"])
    both = (_scores(rated), Series("Our target", _floats(rated["target"])))
    title, lit = "Score, 1 to 5, with its 95 % interval", tuple(bool(low) for low in rated["is_low"])
    return Plot(title, _words(rated["touchpoint"]), evidence, both, "0.0", (1, 5), ("all", "goal"), lit=lit)


def _rater(frame: pd.DataFrame) -> Plot:
    rated = frame[frame["n"] > 0]
    title, score = "Score, 1 to 5, with its 95 % interval", _scores(rated)
    if rated["target"].isna().any():
        return Plot(title, _dimensions(rated), _ratings(rated), (score,), "0.0", (1, 5), ("all",))
    both = (score, Series("Our target", _floats(rated["target"])))
    return Plot(title, _dimensions(rated), _ratings(rated), both, "0.0", (1, 5), ("all", "standard"))


def _hot_spot_outcomes(frame: pd.DataFrame) -> Plot:
    names = tuple(word.capitalize() for word in labelled(frame["outcome"], OUTCOME_LABELS))
    meanings = tuple(str(name) for name in frame["outcome"])
    series = (Series("Moments observed", _floats(frame["n"])),)
    return Plot("Moments observed", names, ("",) * len(names), series, "0", meanings=meanings)


def _debt(frame: pd.DataFrame) -> Plot:
    evidence = tuple(f"{row['positives']:,} good, {row['negatives']:,} bad" for row in frame.to_dict("records"))
    series = (Series("Good experiences owed", _floats(frame["debt"])),)
    return Plot("Good experiences owed", _words(frame["touchpoint"]), evidence, series, "0", meanings=("owed",))


def _movement(frame: pd.DataFrame) -> Plot:
    series = (Series("Good experiences", _floats(frame["high"] - frame["low"])),)
    meanings = tuple(_STEPS[kind] for kind in frame["kind"])
    starts = _floats(frame["low"])
    names = _words(frame["step"])
    return Plot("Good experiences", names, ("",) * len(names), series, "0", meanings=meanings, starts=starts)


def _votes(frame: pd.DataFrame) -> Plot:
    evidence = tuple(f"{percent(share)} of {counted(int(frame['votes'].sum()), 'vote')}" for share in frame["share"])
    series = (Series("Votes", _floats(frame["votes"])),)
    return Plot("Votes", _words(frame["choice"]), evidence, series, "0", meanings=("all",))


def _promises(frame: pd.DataFrame) -> Plot:
    evidence = tuple(f"{row['evidence']}; {row['word']}, {row['better']}" for row in frame.to_dict("records"))
    our_word = Series("Our word", _floats(frame["our_word"]))
    return _shares(frame, evidence, "Since", (our_word,) if frame["our_word"].notna().any() else ())


def _since_last(frame: pd.DataFrame) -> Plot:
    evidence = tuple(f"{row['evidence']}; {row['moved']}" for row in frame.to_dict("records"))
    return _shares(frame, evidence, "Now")


def _shares(frame: pd.DataFrame, evidence: tuple[str, ...], now: str, more: tuple[Series, ...] = ()) -> Plot:
    both = (
        Series("Before", *(_floats(frame[name]) for name in ("before", "before_low", "before_high"))),
        Series(now, *(_floats(frame[name]) for name in ("share", "low", "high"))),
    )
    title = "Good among good and bad moments, with the 95 % interval"
    meanings = ("other", "all", "other")[: 2 + len(more)]
    return Plot(title, _words(frame["name"]), evidence, (*both, *more), "0%", (0, 1), meanings)


def _moments(frame: pd.DataFrame) -> Plot:
    kinds = {"Went well": "positives", "Mixed": "neutrals", "Went badly": "negatives"}
    series = tuple(Series(title, _floats(frame[name])) for title, name in kinds.items())
    names = _words(frame["touchpoint"])
    return Plot("Moments seen", names, ("",) * len(names), series, "0", meanings=("good", "neither", "bad"))


def _our_word(frame: pd.DataFrame) -> Plot:
    (row,) = frame.to_dict("records")
    now = Series("Now", *(_floats(frame[column]) for column in ("share", "low", "high")))
    word = Series("Our word", _floats(frame["promised"]))
    series = (now,) if math.isnan(row["promised"]) else (now, word)
    title = "Good among good and bad moments, with the 95 % interval"
    return Plot(title, _words(frame["touchpoint"]), (f"n {row['n']:,}",), series, "0%", (0, 1), ("all", "other"))


def _groups(frame: pd.DataFrame) -> Plot:
    share = Series("Good", *(_floats(frame[column]) for column in ("positive_share", "low", "high")))
    evidence = tuple(f"n {n:,}" for n in frame["n"])
    title = "Good among good and bad moments, with the 95 % interval"
    return Plot(title, _words(frame["customer_group"]), evidence, (share,), "0%", (0, 1), ("all",))


def _counts(frame: pd.DataFrame) -> Plot:
    series = (Series("Bad experiences", _floats(frame["n"])),)
    names, meanings = _words(frame["step"]), tuple(str(kind) for kind in frame["kind"])
    return Plot("Bad experiences", names, ("",) * len(names), series, "0", meanings=meanings)


def _watermelons(frame: pd.DataFrame) -> Plot:
    visited = frame[frame["seen_share"].notna()]
    evidence = tuple("a sure watermelon" if lit else "" for lit in visited["is_lit"])
    metric = Series("Within target", _floats(visited["metric_share"]))
    visits = Series("Went well", *(_floats(visited[f"seen_{column}"]) for column in ("share", "low", "high")))
    title = "Within target, and visits that went well, with the 95 % interval"
    return Plot(title, _words(visited["service"]), evidence, (visits, metric), "0%", (0, 1), ("all", "other"))


_STEPS = {"owed": "owed", "newly owed": "owed", "paid": "good", "written off": "other"}
_PLOTS: Mapping[str, Callable[[pd.DataFrame], Plot]] = {
    "moments": _moments,
    "promises": _promises,
    "since last": _since_last,
    "journey": _journey,
    "rater": _rater,
    "spot outcomes": _hot_spot_outcomes,
    "debt": _debt,
    "groups": _groups,
    "movement": _movement,
    "our word": _our_word,
    "steps": _counts,
    "votes": _votes,
    "watermelons": _watermelons,
}


def _scores(frame: pd.DataFrame) -> Series:
    return Series("Score", *(_floats(frame[column]) for column in ("score", "low", "high")))


def _dimensions(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(str(name).capitalize() for name in frame["dimension"])


def _ratings(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(
        f"n {n:,}, {grade}" if grade else f"n {n:,}" for n, grade in zip(frame["n"], frame["grade"], strict=True)
    )


def _floats(column: "pd.Series[Any]") -> tuple[float, ...]:
    return tuple(float(value) for value in column)


def _words(column: "pd.Series[Any]") -> tuple[str, ...]:
    return tuple(one_line(value) for value in column)
