"""A question put to the measures, and its answer cached until the next write."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Concatenate, ParamSpec

import pandas as pd

from audit.errors import UnknownChoiceError
from audit.model.daypart import daypart_of
from audit.model.programme import RECOVERY_RATIO
from audit.model.side import Side
from audit.model.view import EVERYTHING, KEYS, SPLITS, View
from audit.store.opening import Store

BY_TOUCHPOINT = ("touchpoint",)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a measure: as of which day, of which observations, kept apart by what, at which ratio.

    `sides` stand beside each other in the figures that compare; every other figure passes them over. Rows of too few
    moments of the customer groups in view are left out (`audit.figures.small_groups`), unless `leaves_out_small` says
    that whoever asks hides them, as the figures that compare do, with the row in its place.

    Figures of ratings, waits, words, signals, agreement, observers and service metrics count whatever `view` holds;
    those of coverage, change, fairness and whole visits look back from the last day and count `view_to_last_day`. The
    measures of ledger, recoveries and commitments are given `view`, and go by the day themselves.
    """

    as_of: date
    view: View = EVERYTHING
    by: tuple[str, ...] = BY_TOUCHPOINT
    ratio: int = RECOVERY_RATIO
    sides: tuple[Side, ...] = ()
    leaves_out_small: bool = True

    def __post_init__(self) -> None:
        for key in self.by:
            if key not in KEYS:
                raise UnknownChoiceError("What to report by", key, KEYS)

    @property
    def last_day(self) -> date:
        """The last day that counts: the one the figure is for, or the end of the period if that comes sooner."""
        return min(self.as_of, self.view.until or self.as_of)

    @property
    def view_to_last_day(self) -> View:
        """The view without what comes after the last day.

        A period that has not begun yet is cut to its first day, since a view may not end before it begins.
        """
        return replace(self.view, until=max(self.last_day, self.view.since or self.last_day))

    @property
    def may_be_small(self) -> bool:
        """Whether rows of too few moments are left out: those of the customer groups that the view chooses."""
        return bool(self.view.customer_groups) and self.leaves_out_small

    @property
    def with_touchpoint(self) -> "Question":
        """The same question with the touchpoint before its other keys, for what is worked out for each by itself."""
        return replace(self, by=("touchpoint", *(key for key in self.by if key != "touchpoint")))

    @property
    def apart(self) -> tuple[str, ...]:
        """What the tallies keep apart beyond the touchpoint."""
        return tuple("hour" if key == "daypart" else key for key in self.by if key in (*SPLITS, "daypart"))


Measure = Callable[[Store, Question], pd.DataFrame]
_More = ParamSpec("_More")  # what a measure takes besides the question


def cached(
    work_out: Callable[Concatenate[Store, Question, _More], pd.DataFrame],
) -> Callable[Concatenate[Store, Question, _More], pd.DataFrame]:
    """Keep what a measure answers to a question until the next write, with names as plain text."""

    @functools.wraps(work_out)
    def answer(store: Store, question: Question, /, *more: _More.args, **named: _More.kwargs) -> pd.DataFrame:
        key = (work_out, question, more, tuple(named.items()))
        # the function itself is part of the key: two measures may be asked the same
        return store.cached(key, lambda: with_text_names(work_out(store, question, *more, **named)))

    return answer


def keyed(tally: pd.DataFrame, question: Question, counts: list[str]) -> pd.DataFrame:
    """Return a tally with the keys that were asked for and its counts alone; a daypart is read off the hour."""
    if "daypart" in question.by:
        tally = tally.assign(daypart=tally["hour"].map(daypart_of))
    return tally[[*question.by, *counts]]


def with_text_names(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with names as text; sorted as categories, they stand in the order a customer meets them."""
    named = [name for name, kind in figures.dtypes.items() if isinstance(kind, pd.CategoricalDtype)]
    return figures.astype(dict.fromkeys(named, "str"))
