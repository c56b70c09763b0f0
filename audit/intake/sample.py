"""The sample audit: a fictional college to try everything on, in any size, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from audit.errors import OutOfRangeError
from audit.intake.sample_dice import Dice
from audit.intake.sample_moments import Calendar, happen
from audit.intake.sample_rows import observation_rows
from audit.intake.sample_story import ReportedMetric, Story, Truth, the_story
from audit.intake.sample_words import Teller
from audit.intake.starter_services import StarterService
from audit.model.journey import Journey
from audit.model.keys import key_of
from audit.model.programme import Programme

OBSERVATIONS = 2_400
SEED = 12
LARGEST = 100_000_000
BATCH = 250_000


@dataclass(frozen=True, slots=True)
class Intervention:
    """Something that was done about a touchpoint on a day, to be compared before and after."""

    happened_on: date
    touchpoint: str
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A whole audit, ready to be put into a store; `truth` says what each page should find in it.

    `metrics` holds service metric rows, one a service and calendar month; `places` includes the one nobody
    observed.
    """

    observations: int
    seed: int
    until: date
    programme: Programme
    journeys: tuple[Journey, ...]
    places: tuple[str, ...]
    services: tuple[StarterService, ...]
    metrics: pd.DataFrame
    interventions: tuple[Intervention, ...]
    truth: Truth
    _calendar: Calendar

    def batches(self, rows: int = BATCH) -> Iterator[pd.DataFrame]:
        """Yield the observation rows in the order of their days, at most `rows` at a time.

        The rows are the same however they are cut; see `audit.intake.sample_rows.observation_rows` for the
        columns.
        """
        story, dice = self._calendar.story, Dice(self.seed, self.observations)
        teller = Teller(story.scenes, story.closings)
        for first in range(0, self.observations, rows):
            numbers = np.arange(first, min(first + rows, self.observations), dtype=np.uint64)
            yield observation_rows(happen(story, dice, self._calendar, numbers), teller)


def sample_audit(observations: int = OBSERVATIONS, seed: int = SEED, *, until: date) -> Sample:
    """Return the sample audit with `observations` over the eighteen months before `until`.

    Args:
        observations: how many, from 1 up; the story needs about 600 to be seen.
        seed: the same seed, size and day give the same rows to the last digit.
        until: the first day without observations, usually today.

    Raises:
        OutOfRangeError: when `observations` is not from 1 to 100,000,000.
    """
    if not 1 <= observations <= LARGEST:
        raise OutOfRangeError("The number of observations", observations, f"a whole number from 1 to {LARGEST:,}")
    story = the_story()
    calendar = Calendar(story, until)
    return Sample(
        observations=observations,
        seed=seed,
        until=until,
        programme=story.programme,
        journeys=story.journeys,
        places=story.places,
        services=story.services,
        metrics=_metrics(story, calendar, Dice(seed, size=0)),  # reports do not depend on the walks
        interventions=tuple(
            Intervention(calendar.months_before(change.months_before), change.touchpoint, change.words)
            for change in story.changes
        ),
        truth=story.truth,
        _calendar=calendar,
    )


def _metrics(story: Story, calendar: Calendar, dice: Dice) -> pd.DataFrame:
    """Return service metric rows for the last eighteen whole calendar months."""
    this_month = pd.Timestamp(calendar.until).replace(day=1)
    starts = [this_month - pd.DateOffset(months=back) for back in range(story.months, 0, -1)]
    trained = calendar.months_before(story.truth.trained_months_before)
    rows = pd.DataFrame(
        [
            _metric_row(dice, reported, start, is_trained=start.date() > trained)
            for reported in story.metrics
            for start in starts
        ]
    )
    dates = dict.fromkeys(("period_start", "period_end"), "datetime64[us]")
    shares = dict.fromkeys(("target_share", "attained_share"), "Float64")
    return rows.astype(dates | shares | dict.fromkeys(("met", "total"), "Int64"))


def _metric_row(dice: Dice, reported: ReportedMetric, start: pd.Timestamp, *, is_trained: bool) -> dict[str, object]:
    month = np.array([start.year * 12 + start.month], dtype=np.uint64)
    one, other = dice.pair(reported.metric, month)
    total = round(reported.volume * (0.9 + 0.2 * float(one[0])))
    share = reported.share[is_trained] + reported.spread * (2 * float(other[0]) - 1)
    met = round(total * share)
    return {
        "id": key_of("sample metric", str(dice.seed), reported.service, reported.metric, start.isoformat()),
        "period_start": start,
        "period_end": start + pd.DateOffset(months=1),
        "service": reported.service,
        "touchpoint": reported.touchpoint,
        "place": "",
        "metric": reported.metric,
        "target_share": reported.target,
        "attained_share": met / total,
        "met": met,
        "total": total,
    }
