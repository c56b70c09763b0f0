"""How ready a review is: what is chosen, who came in, what is judged, how fresh its figures are, what is lacking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.model.commitment import Verdict
from audit.model.commitment_rule import RuleVerdict
from audit.model.day import written_day
from audit.model.number import counted
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.review import minutes
from audit.publish.shown import Shown
from audit.publish.slide import Slide

_FEWEST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Phones:
    """What is known of phones before a meeting: whether their door is open, and what arrived at it, if that is counted.

    `last_at` is when the last of them came in first, by the programme's clock; None = none did.
    """

    is_open: bool
    is_counted: bool
    arrived: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """One thing a review needs: how it stands, and whether that is enough."""

    sentence: str
    is_ready: bool


def stories_ready(review: Review) -> Readiness:
    """Say how many stories have been chosen for the room; one is enough, and none is where their point is left out."""
    point = next((each for each in review.agenda if each.item is Item.STORIES and not each.is_dropped), None)
    if point is None:
        return Readiness("Stories: left out", is_ready=True)
    n = len(point.stories)
    return Readiness(f"Stories: {n or 'none'} chosen", n > 0)


def phones_ready(phones: Phones) -> Readiness:
    """Say whether a phone has really arrived, and when the last one did."""
    if not phones.is_open:
        how = "opens to this machine alone" if phones.is_counted else "is closed"
        return Readiness(f"Phones: their door {how}", is_ready=False)
    if not phones.is_counted:
        return Readiness("Phones: by an address of your own, not counted", is_ready=True)
    if phones.last_at is None:
        return Readiness("Phones: none has arrived yet", is_ready=False)
    return Readiness(f"Phones: {phones.arrived:,} arrived, {phones.last_at:%H:%M}", is_ready=True)


def promises_ready(shown: Shown) -> Readiness:
    """Say of how many commitments of the reviews before something can be told: kept or not, better or worse."""
    if shown.commitments.empty:
        return Readiness("Promises: none to judge", is_ready=True)
    is_judged = (shown.commitments["verdict"] != Verdict.TOO_EARLY) | shown.commitments["rule_verdict"].isin(
        [RuleVerdict.HELD, RuleVerdict.BROKEN]
    )
    judged, every = int(is_judged.sum()), len(is_judged)
    return Readiness(f"Promises: {judged} of {every} judged", judged == every)


def figures_ready(review: Review, shown: Shown, now: datetime) -> Readiness:
    """Say of which day the figures are; they are as they stand now unless the review's days have ended.

    Args:
        review: its last day.
        shown: what it shows, with the day it is shown on.
        now: the time by the programme's clock.
    """
    if not shown.counts.observations:
        return Readiness("Figures: nothing was seen in these days", is_ready=False)
    if review.until < shown.day:
        return Readiness(f"Figures end on {written_day(review.until)}", is_ready=False)
    return Readiness(f"Figures of today, {now:%H:%M}", is_ready=True)


def lacking(point: AgendaItem, shown: Shown) -> str:
    """Return what a point needs before it has something to show, "" = nothing."""
    sentence, is_lacking = _NEEDS.get(point.item, ("", _never))
    return sentence if is_lacking(point, shown) else ""


def steps_left(review: Review, shown: Shown, ready: Sequence[Readiness]) -> int:
    """Return how many steps of preparation are left: what is not ready, and points of the meeting that lack something.

    Words to be chosen are counted once.
    """
    points = (each for each in review.agenda if not each.is_dropped and each.item is not Item.STORIES)
    return sum(not each.is_ready for each in ready) + sum(bool(lacking(each, shown)) for each in points)


def timing_sentence(review: Review, slides: Sequence[Slide], steps: int) -> str:
    """Say how long the meeting takes against the minutes planned for it, and how much is left to be prepared."""
    takes, planned = minutes(slides), review.planned_minutes
    over = f"The meeting takes about {takes} minutes, {takes - planned} more than the {planned} planned"
    within = f"The meeting takes about {takes} of the {planned} minutes planned"
    left = f"{counted(steps, 'step')} of preparation left: ten minutes are enough" if steps else "All is prepared"
    return f"{over if takes > planned else within}. {left}."


def _never(point: AgendaItem, shown: Shown) -> bool:
    del point, shown
    return False


def _is_uncompared(point: AgendaItem, shown: Shown) -> bool:
    del point
    lines = shown.since_last
    return lines.empty or not lines[["before_observations", "observations"]].iloc[0].all()


_NEEDS: Mapping[Item, tuple[str, Callable[[AgendaItem, Shown], bool]]] = {
    Item.SINCE_LAST: ("Nothing was seen last time, or nothing since.", _is_uncompared),
    Item.ANSWERS: ("Staff were answered nothing yet.", lambda _, shown: shown.answered.empty),
    Item.STORIES: ("Choose the words that are shown.", lambda point, _: not point.stories),
    Item.JOURNEY: ("Nothing was seen on a journey.", lambda _, shown: shown.journey.empty),
    Item.WATERMELON: ("No service has a metric yet.", lambda _, shown: shown.watermelon.empty),
    Item.FAIRNESS: ("No group of customers was seen.", lambda _, shown: shown.fairness.empty),
    Item.OWN: ("Write it first.", lambda point, _: not (point.headline or point.subject or point.photos)),
    Item.VOTE: ("Name at least two things to choose from.", lambda _, shown: len(shown.choices) < _FEWEST_CHOICES),
    Item.CANNOT: ("Nothing was given up in these days.", lambda _, shown: shown.cannot.empty),
    Item.CLOSE: ("Say when you meet again.", lambda point, _: not point.subject),
}
