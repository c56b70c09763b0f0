"""The sample audit: a fictional college to try everything on, in any size, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np
import pandas as pd

from audit.errors import OutOfRangeError
from audit.intake.starter_services import StarterService
from audit.model.journey import Journey
from audit.model.keys import key_of
from audit.model.programme import Programme
from audit.sample.deeds import Deeds, acted_on, deeds
from audit.sample.dice import Dice
from audit.sample.moments import Calendar, happen
from audit.sample.rows import observation_rows
from audit.sample.script import PlannedCommitment, Script, the_deeds
from audit.sample.story import ReportedMetric, Story, Truth, the_story
from audit.sample.words import Teller

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


@dataclass(frozen=True, slots=True)
class Promise:
    """What a team promised outside any review; `closed_on` is when it was looked at again (None = it was not yet).

    One that was carried over was so on its due day, to `carried_to`, for the reason given.
    """

    id: UUID
    journey: str
    touchpoint: str
    words: str
    how_known: str
    owner: str
    made_on: date
    due_on: date
    closed_on: date | None
    carried_to: date | None
    carried_because: str


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A whole audit, ready to be put into a store; `truth` says what each page should find in it.

    `metrics` holds service metric rows, one a service and calendar month; `places` includes the one nobody
    observed. What was done about the observations is told by `deeds` once they are drawn, since it rests on them.
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
    promises: tuple[Promise, ...]
    truth: Truth
    _calendar: Calendar
    _script: Script

    def batches(self, rows: int = BATCH) -> Iterator[pd.DataFrame]:
        """Yield the observation rows in the order of their days, at most `rows` at a time.

        The rows are the same however they are cut, and their index is their number; see
        `audit.sample.rows.observation_rows` for the columns.
        """
        story, dice = self._calendar.story, Dice(self.seed, self.observations)
        teller = Teller(story.scenes, story.closings)
        for first in range(0, self.observations, rows):
            numbers = np.arange(first, min(first + rows, self.observations), dtype=np.uint64)
            rows_of_them = observation_rows(happen(story, dice, self._calendar, numbers), teller)
            yield rows_of_them.set_axis(pd.RangeIndex(first, first + len(numbers)))

    def acted_on(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of the drawn rows that `deeds` is to be told: all of them up to 10,000, then a thinner lot."""
        return acted_on(rows, self.observations)

    def deeds(self, rows: pd.DataFrame) -> Deeds:
        """Return what was done about the rows that `acted_on` returned, of all batches together."""
        dice = Dice(self.seed, self.observations)
        return deeds(self._calendar.story, self._script, dice, self.until, rows)


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
    story, script = the_story(), the_deeds()
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
        promises=tuple(_promise(calendar, each, (str(seed), str(observations))) for each in script.commitments),
        truth=story.truth,
        _calendar=calendar,
        _script=script,
    )


def _promise(calendar: Calendar, planned: PlannedCommitment, source: tuple[str, str]) -> Promise:
    """Return a promise with its days: made on the eve of a day so many months back."""
    made_on = calendar.months_before(planned.made_months_before) - timedelta(days=1)
    closed, carried = planned.closed_months_before, planned.carried_to_weeks_after
    return Promise(
        id=key_of("sample commitment", *source, calendar.until.isoformat(), planned.touchpoint),
        journey=planned.journey,
        touchpoint=planned.touchpoint,
        words=planned.words,
        how_known=planned.how_known,
        owner=planned.owner,
        made_on=made_on,
        due_on=made_on + timedelta(weeks=planned.due_weeks),
        closed_on=None if closed is None else calendar.months_before(closed),
        carried_to=None if carried is None else calendar.until + timedelta(weeks=carried),
        carried_because=planned.carried_because,
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
    in_target = round(total * share)
    return {
        "id": key_of("sample metric", str(dice.seed), reported.service, reported.metric, start.isoformat()),
        "period_start": start,
        "period_end": start + pd.DateOffset(months=1),
        "service": reported.service,
        "touchpoint": reported.touchpoint,
        "place": "",
        "metric": reported.metric,
        "target_share": reported.target,
        "attained_share": in_target / total,
        "met": in_target,
        "total": total,
    }
