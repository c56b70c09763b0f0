"""The sample's moments written down as observation rows: when, where, by whom, how it was judged."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.model.rating import DIMENSIONS, Outcome
from audit.model.walk_through import Method, Signal
from audit.sample.dice import Numbers, Shares, Yes, ids, pick
from audit.sample.moments import NEGATIVE, Moments
from audit.sample.words import Teller

HOUR_MS = 3_600_000
NEVER = (np.nan, np.nan)  # before and after the training
RATED = (4.45, 3.2, 1.9)  # the middle of a rating, by outcome; the next three likewise
WAITED = (0.85, 1.1, 1.4)  # how much of the usual wait
GREETED = (0.96, 0.75, 0.4)  # share of moments with a greeting
WORDED = (0.5, 0.35, 0.8)  # share of moments with words ...
SOON_LOGGED, SLOWER, LATEST = 4, 1.9, 14_400  # minutes; half is logged within 15, one in twenty after a day or more
MANY = 50_000  # ... halved in samples larger than this, to keep memory sane
SECOND_LOOK = 0.05  # hours between two leaders who meet the same moment, at most
OWN_EYE = (0.8, 3.2)  # how far a second leader's rating lies from the first's, at most: usually, and where seen apart


def observation_rows(moments: Moments, teller: Teller) -> pd.DataFrame:
    """Return one observation row a moment, in their order.

    Returns:
        The columns of "observation rows" that intake hands to the store. `id` is text of 36 characters in
        the form of a UUIDv7; words are categories that all batches of a sample share; dates are in
        microseconds. Ratings, waits and greetings that were not observed are <NA>.
    """
    at, method = _moments_in_time(moments), _methods(moments)
    second_hand = method == list(Method).index(Method.CHAMPIONS_NOTE)
    spare = _Spare(moments)
    columns = {
        "id": ids(moments.dice, f"id {moments.calendar.until}", moments.rows, at // 1_000).to_pandas(),
        "observed_on": moments.calendar.days.to_numpy()[moments.day],
        "observed_at": _dates(at, spare.often(0, 0.97) & ~second_hand),
        **{name: _of_scene(moments, name) for name in ("journey", "stage", "touchpoint", "channel")},
        "place": _places(moments),
        "customer_group": _category(moments.group, list(moments.story.group_shares)),
        "method": _category(method, list(Method)),
        "observer": _observers(moments, second_hand),
        "outcome": _category(moments.outcome, list(Outcome)),
        **_ratings(moments, spare),
        "wait_minutes": _waits(moments, spare.often(6, 0.8)),
        "greeted": _greetings(moments, spare.often(7, 0.85)),
        "what_happened": _words(moments, second_hand, teller),
        "signals": _signals(moments),
        "resolved_on": _resolutions(moments),
        "logged_at": _logged(moments, at).view("datetime64[us]"),
    }
    return pd.DataFrame(columns, copy=False)


class _Spare:
    """Even bits for the many small choices of a moment, a byte for each."""

    def __init__(self, moments: Moments) -> None:
        self._bytes = moments.dice.bits("spare", moments.moment_no).view(np.uint8).reshape(-1, 8)

    def often(self, byte: int, share: float) -> Yes:
        """Return a yes for about `share` of the moments, independent for each `byte` from 0 to 7."""
        return np.asarray(self._bytes[:, byte] < share * 256)


def _category(codes: Numbers, words: Sequence[str]) -> "pd.Categorical[Any]":
    return pd.Categorical.from_codes(codes.astype(np.int16), dtype=pd.CategoricalDtype([*map(str, words)]))


def _dates(microseconds: Numbers, known: Yes) -> NDArray[np.datetime64]:
    return np.where(known, microseconds.view("datetime64[us]"), np.datetime64("NaT"))


def _coded(choices: Iterable[Sequence[str]], words: Sequence[str]) -> list[list[int]]:
    return [[words.index(word) for word in choice] for choice in choices]


def _of_scene(moments: Moments, name: str) -> "pd.Categorical[Any]":
    named = [getattr(scene, name) for scene in moments.story.scenes]
    words = list(dict.fromkeys(named))
    return _category(moments.of_scene(words.index(word) for word in named), words)


def _moments_in_time(moments: Moments) -> Numbers:
    """Return UTC microseconds, whole milliseconds: office hours, or the evening for those who come then.

    Of two leaders who meet the same moment, the second looks up a little later.
    """
    one, other = moments.dice.pair("time of day", moments.moment_no)
    hour = np.where(moments.in_group_served_worse(), 17 + 3.4 * one, 8.5 + 8.5 * (one + other) / 2)
    pause, _ = moments.dice.pair("second look", moments.rows)
    hour += moments.is_echo * SECOND_LOOK * pause
    return moments.calendar.noons[moments.day] + ((hour - 12) * HOUR_MS).astype(np.int64) * 1_000


def _logged(moments: Moments, at: Numbers) -> Numbers:
    """Return UTC microseconds: most is written down within the hour, some in the evening, a little of it days later."""
    chance, _ = moments.dice.pair("logged", moments.rows)
    minutes = SOON_LOGGED * (1 - chance) ** -SLOWER
    ended = moments.calendar.noons[-1] + 12 * HOUR_MS * 1_000
    return np.asarray(np.minimum(at + np.minimum(minutes, LATEST).astype(np.int64) * 60_000_000, ended))


def _methods(moments: Moments) -> Numbers:
    chance, _ = moments.dice.pair("method and place", moments.moment_no)
    choices = _coded((scene.methods for scene in moments.story.scenes), list(Method))
    return pick(choices, moments.scene, chance)


def _places(moments: Moments) -> "pd.Categorical[Any]":
    _, chance = moments.dice.pair("method and place", moments.moment_no)
    words = ["", *moments.story.places]
    choices = _coded((scene.places for scene in moments.story.scenes), words)
    return _category(pick(choices, moments.scene, chance), words)


def _observers(moments: Moments, second_hand: Yes) -> "pd.Categorical[Any]":
    """Return one leader for all that is seen in a journey on a day, and champions for what they were told.

    What two leaders met, the second of the day tells of again.
    """
    leaders, champions = moments.story.observers, moments.story.champions
    journeys = list(dict.fromkeys(scene.journey for scene in moments.story.scenes))
    journey = moments.of_scene(journeys.index(scene.journey) for scene in moments.story.scenes)
    outing = (moments.day * len(journeys) + journey).astype(np.uint64)
    chance, company = moments.dice.pair("leader", outing)
    second = moments.is_echo * (1 + (company * (len(leaders) - 1)).astype(np.int64))
    leader = ((chance * len(leaders)).astype(np.int64) + second) % len(leaders)
    chance, _ = moments.dice.pair("champion", moments.rows)
    champion = len(leaders) + (chance * len(champions)).astype(np.int64)
    return _category(np.where(second_hand, champion, leader), [*leaders, *champions])


def _ratings(moments: Moments, spare: _Spare) -> dict[str, Any]:
    """Return the five ratings: about what the outcome suggests, lifted or lowered by the touchpoint.

    A second leader saw the same, and takes it a little differently.
    """
    mood, _ = moments.dice.pair("mood", moments.moment_no)
    middle = np.array(RATED)[moments.outcome] + 0.8 * (mood - 0.5)
    ratings = {}
    for number, dimension in enumerate(DIMENSIONS):
        lift = moments.as_trained(scene.lift.get(dimension, NEVER) for scene in moments.story.scenes)
        one, other = moments.dice.pair(dimension, moments.moment_no)
        felt = middle + np.nan_to_num(lift) + 1.5 * (one + other - 1)
        _differ(moments, dimension, felt)
        rating = np.rint(felt).clip(1, 5).astype(np.int8)
        observed = spare.often(1 + number, 0.78) & ~np.isnan(lift)
        ratings[str(dimension)] = pd.arrays.IntegerArray(rating, ~observed)
    return ratings


def _differ(moments: Moments, dimension: str, felt: Shares) -> None:
    """Move what the second of two leaders felt by the eye of their own, in place."""
    one, other = moments.dice.pair(f"{dimension}, seen again", moments.rows[moments.is_echo])
    felt[moments.is_echo] += OWN_EYE[dimension == moments.story.truth.judged_apart] * (one + other - 1)


def _waits(moments: Moments, timed: Yes) -> Any:
    """Return minutes, whole ones from an hour up."""
    usual = moments.as_trained(scene.wait or NEVER for scene in moments.story.scenes)
    one, other = moments.dice.pair("wait", moments.moment_no)
    minutes = np.nan_to_num(usual) * np.exp(0.9 * (one + other - 1)) * np.array(WAITED)[moments.outcome]
    rounded = np.where(minutes < 60, np.rint(minutes * 2) / 2, np.rint(minutes))
    return pd.arrays.FloatingArray(rounded, ~timed | np.isnan(usual))


def _greetings(moments: Moments, noticed: Yes) -> Any:
    chance, _ = moments.dice.pair("greeted", moments.moment_no)
    can_greet = moments.of_scene(scene.greeting for scene in moments.story.scenes)
    return pd.arrays.BooleanArray(chance < np.array(GREETED)[moments.outcome], ~(noticed & can_greet))


def _words(moments: Moments, second_hand: Yes, teller: Teller) -> "pd.Categorical[Any]":
    """Return what was written down, "" where nothing was; a champion's note always has words."""
    chance, closing = moments.dice.pair("words", moments.rows)
    share = np.array(WORDED) / (1 if moments.dice.size <= MANY else 2)
    worded = np.flatnonzero(second_hand | (chance < share[moments.outcome]))
    in_the_evening = moments.of_scene(scene.evening > 0 for scene in moments.story.scenes)
    after_hours = moments.in_group_served_worse() & in_the_evening & (moments.outcome == NEGATIVE)
    codes = np.zeros(len(moments.rows), dtype=np.int16)
    codes[worded] = teller.tell(
        moments.scene[worded], moments.outcome[worded], after_hours[worded], closing[worded] < 0.7
    )
    return pd.Categorical.from_codes(codes, dtype=teller.texts)


def _signals(moments: Moments) -> "pd.Categorical[Any]":
    drawn = [_in_order(scene.signals[outcome]) for scene in moments.story.scenes for outcome in Outcome]
    words = list(dict.fromkeys(signals for choice in drawn for signals in choice))
    chance, _ = moments.dice.pair("signals", moments.rows)
    which = moments.scene * len(Outcome) + moments.outcome
    return _category(pick(_coded(drawn, words), which, chance), words)


def _in_order(choice: Sequence[str]) -> list[str]:
    """Return each entry with its signals in the order of Signal, so that one set has one spelling."""
    return [";".join(signal for signal in Signal if signal in ticked.split(";")) for ticked in choice]


def _resolutions(moments: Moments) -> NDArray[np.datetime64]:
    """Return the day on which the customer confirmed the recovery, one to twenty-one days later."""
    chance, patience = moments.dice.pair("resolved", moments.rows)
    share = moments.of_scene(scene.resolved for scene in moments.story.scenes)
    later = moments.day + 1 + (patience**2 * 21).astype(np.int64)
    days = moments.calendar.days.asi8
    known = (moments.outcome == NEGATIVE) & (chance < share) & (later < len(days))
    return _dates(days[np.minimum(later, len(days) - 1)], known)
