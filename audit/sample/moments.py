"""The sample's moments before anyone writes them down: which day, which touchpoint, who, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.sample.dice import Deck, Dice, Numbers, Rows, Shares, Yes
from audit.sample.story import Story

WEEKDAYS = (1.0, 1.0, 1.0, 1.0, 1.0, 0.15, 0.03)  # Monday to Sunday
HARDLY_OBSERVED_AT = (0.31, 0.64, 0.88)  # how far into the sample that touchpoint is met
POSITIVE, NEUTRAL, NEGATIVE = range(3)  # outcomes by number, in the order of Outcome


@dataclass(frozen=True)
class Calendar:
    """The days of the sample: fewer moments at first and at weekends; the last day is the one before `until`."""

    story: Story
    until: date

    def months_before(self, months: int) -> date:
        """Return the day so many months before `until`."""
        return (pd.Timestamp(self.until) - pd.DateOffset(months=months)).date()

    @cached_property
    def days(self) -> pd.DatetimeIndex:
        """Every day of the sample, at midnight."""
        first = self.months_before(self.story.months)
        return pd.date_range(first, self.until, inclusive="left", unit="us")

    @cached_property
    def reached(self) -> Shares:
        """The share of all moments that have happened by the end of each day."""
        growth = 0.35 + 1.3 * np.arange(len(self.days)) / len(self.days)
        weights = growth * np.array(WEEKDAYS)[self.days.day_of_week]
        reached = np.cumsum(weights)
        return np.asarray(reached / reached[-1])

    @cached_property
    def noons(self) -> Numbers:
        """The UTC microsecond at which the programme's clock shows noon, for each day."""
        local = (self.days + pd.Timedelta(hours=12)).tz_localize(self.story.programme.time_zone)
        return np.asarray(local.tz_convert("UTC").tz_localize(None).as_unit("us").asi8)

    @cached_property
    def trained(self) -> int:
        """The number of the day of the training."""
        on = self.months_before(self.story.truth.trained_months_before)
        return int(self.days.searchsorted(pd.Timestamp(on)))


@dataclass(frozen=True, slots=True)
class Moments:
    """One array entry a moment; scene, day, group and outcome are numbers into the story and the calendar.

    `is_echo` says that a second leader saw what the row before tells of, and judged it apart.
    """

    story: Story
    dice: Dice
    calendar: Calendar
    rows: Rows
    scene: Numbers
    day: Numbers
    group: Numbers
    outcome: Numbers
    is_echo: Yes

    @property
    def moment_no(self) -> Rows:
        """The number of the moment that was met: for an echo, that of the row before."""
        return np.asarray(self.rows - self.is_echo.astype(np.uint64))

    def of_scene(self, values: Iterable[Any]) -> NDArray[Any]:
        """Return the value that belongs to each moment's scene; `values` go by scene."""
        return np.array(list(values))[self.scene]

    def as_trained(self, values: Iterable[tuple[float, float]]) -> Shares:
        """Return the value of each moment's scene; `values` go by scene, (before, after) the training."""
        trained = (self.day >= self.calendar.trained).astype(np.int64)
        return np.asarray(np.array(list(values))[self.scene, trained])

    def in_group_served_worse(self) -> NDArray[np.bool_]:
        """Return where the customer is of the group that comes in the evening and is served worse."""
        return np.asarray(self.group == list(self.story.group_shares).index(self.story.truth.served_worse))


def happen(story: Story, dice: Dice, calendar: Calendar, rows: Rows) -> Moments:
    """Return the moments with these consecutive numbers, in the order of their days."""
    deck = Deck(tuple(each.cards for each in story.scenes), tuple(each.pairs for each in story.scenes))
    scene, fate, company, is_echo = deck.deal(dice, rows)
    moment = rows - is_echo.astype(np.uint64)
    jitter, _ = dice.pair("day", moment)
    day = np.searchsorted(calendar.reached, (moment + jitter) / dice.size, side="right")
    group = np.searchsorted(np.cumsum([*story.group_shares.values()][:-1]), company, side="right")
    _meet_the_hardly_observed(story, dice.size, rows, scene, fate)
    moments = Moments(story, dice, calendar, rows, scene, day, group, np.zeros_like(scene), is_echo)
    moments.outcome[:] = _outcomes(moments, fate)
    return moments


def _meet_the_hardly_observed(story: Story, size: int, rows: Rows, scene: NDArray[Any], fate: Shares) -> None:
    names = [each.touchpoint for each in story.scenes]
    for far, its_fate in zip(HARDLY_OBSERVED_AT, (0.1, 0.7, 0.9), strict=True):
        row = int(size * far) - int(rows[0])
        if 0 <= row < len(rows):
            scene[row], fate[row] = names.index(story.truth.hardly_observed), its_fate


def _outcomes(moments: Moments, fate: Shares) -> Numbers:
    """Return how each moment ends: the lowest fates negative, the highest positive."""
    turned = moments.of_scene(scene.evening for scene in moments.story.scenes)
    turned = np.where(moments.in_group_served_worse(), turned, 0.0)
    negative = moments.as_trained(scene.negative for scene in moments.story.scenes)
    positive = moments.as_trained(scene.positive for scene in moments.story.scenes)
    is_negative = fate < negative + turned * (1 - negative)
    is_positive = fate >= 1 - positive * (1 - turned)
    return np.select([is_negative, is_positive], [NEGATIVE, POSITIVE], NEUTRAL)
