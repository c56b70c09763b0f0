"""Where to go next: what nobody has observed, or not for long, moments of truth first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.measures.journey_map import JourneyMap, MappedTouchpoint
from audit.measures.sightings import EPOCH, Sightings, last_days, sightings_by
from audit.model.channel import methods_for
from audit.model.daypart import DAYPARTS

MOST = 3  # a list one can take in at a glance; planning one brings up the next


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A touchpoint to look at, at a place or anywhere (""); days are counted from 1970, None = never."""

    mapped: MappedTouchpoint
    place: str
    last_here: int | None
    last_anywhere: int | None
    is_unvisited: bool
    debt: int

    @property
    def urgency(self) -> tuple[object, ...]:
        """The order of suggestions: the smallest first."""
        return (
            not self.mapped.is_moment_of_truth,
            self.last_anywhere is not None,
            -1 if self.last_here is None else self.last_here,  # never there is longer ago than any day
            -self.debt,
            self.mapped.touchpoint,
            self.is_unvisited,  # of equals a known place, since nothing is known of the other
            self.place,
        )


def next_walk(
    journey_map: JourneyMap,
    observed: Mapping[str, pd.DataFrame],
    owed: pd.DataFrame,
    planned: pd.DataFrame,
    as_of: date,
) -> pd.DataFrame:
    """Suggest the next walks, each with its reason.

    A touchpoint is suggested once, at the place it was observed longest ago; a known place nobody has been to is
    suggested once, unless the view shows no other. Moments of truth come first, among them what was never
    observed anywhere, then what was observed longest ago at its place, then the deepest debt; equals stand by name.
    For each the method, customer group and part of the day are named that were least seen there; only parts of the
    day in which anything was ever observed are named, so that nobody is sent to a closed door.

    Args:
        journey_map: what there is to observe.
        observed: what was observed under "place", "daypart", "customer_group" and "method": each frame with
            `touchpoint`, that key ("" = not said), `n`, `last_observed_on`.
        owed: `touchpoint`, `debt` (owed positives).
        planned: `touchpoint`, `place` ("" = any) of the walks planned already; neither such a touchpoint nor such a
            place where nobody has been is suggested again.
        as_of: the day the figure is for.

    Returns:
        At most three rows, the most urgent first: `touchpoint`, `place`, `method`, `daypart`, `customer_group` (""
        = whichever), `why` (in words), `is_moment_of_truth`, `debt` (owed positives), `last_observed_on` and
        `days_since` (there; NaT and <NA> = never).
    """
    debts = dict(zip(owed["touchpoint"].tolist(), owed["debt"].tolist(), strict=True))
    first = _first(_candidates(journey_map, observed["place"], debts), planned)
    days = [None if one.last_here is None else (as_of - EPOCH).days - one.last_here for one in first]
    least = {
        "method": _least(first, observed, "method", [_fitting(journey_map, one.mapped.channel) for one in first]),
        "daypart": _least(first, observed, "daypart", [_open(observed["daypart"])] * len(first)),
        "customer_group": _least(first, observed, "customer_group", [journey_map.words("customer_group")] * len(first)),
    }
    return pd.DataFrame(
        {
            "touchpoint": pd.Series([one.mapped.touchpoint for one in first], dtype="str"),
            "place": pd.Series([one.place for one in first], dtype="str"),
            **{key: pd.Series(words, dtype="str") for key, words in least.items()},
            "why": pd.Series([_why(one, since) for one, since in zip(first, days, strict=True)], dtype="str"),
            "is_moment_of_truth": pd.Series([one.mapped.is_moment_of_truth for one in first], dtype="bool"),
            "debt": pd.Series([one.debt for one in first], dtype="int64"),
            "last_observed_on": last_days([one.last_here for one in first]),
            "days_since": pd.Series(days, dtype="Int64"),
        }
    )


def _candidates(journey_map: JourneyMap, by_place: pd.DataFrame, debts: Mapping[str, int]) -> Iterator[_Candidate]:
    """Yield each touchpoint at each place known to have it, at the unvisited if it is known.

    Where it is known at none, it is yielded at the view's one place, if there is only one, else at no place.
    """
    here, anywhere = sightings_by(by_place, ["touchpoint", "place"]), sightings_by(by_place, ["touchpoint"])
    places = journey_map.words_at("place")
    for mapped in journey_map.offered:
        debt, last = debts.get(mapped.touchpoint, 0), _last(anywhere, mapped.touchpoint)
        # nobody is sent to a new place for what is known from nowhere
        known = [place for place in places[mapped.touchpoint] if last is not None or place not in journey_map.unvisited]
        for place in known:
            unvisited = place in journey_map.unvisited
            yield _Candidate(mapped, place, _last(here, mapped.touchpoint, place), last, unvisited, debt)
        if not known:
            only = places[mapped.touchpoint][0] if len(journey_map.places) == 1 and places[mapped.touchpoint] else ""
            yield _Candidate(mapped, only, last, last, is_unvisited=False, debt=debt)


def _first(candidates: Iterable[_Candidate], planned: pd.DataFrame) -> list[_Candidate]:
    """Return the most urgent, each touchpoint and each place nobody has been to once, what is planned left out."""
    taken, promised = set(planned["touchpoint"]), set(planned["place"])
    first: list[_Candidate] = []
    for one in sorted(candidates, key=lambda one: one.urgency):
        # one list of three different walks says more than one walk three times
        if one.mapped.touchpoint in taken or (one.is_unvisited and one.place in promised):
            continue
        first.append(one)
        taken.add(one.mapped.touchpoint)
        promised.add(one.place)
    return first[:MOST]


def _last(observed: Sightings, *cell: str) -> int | None:
    return observed[cell][1] if cell in observed else None


def _open(by_daypart: pd.DataFrame) -> list[str]:
    """Return the parts of the day in which anything was ever observed."""
    parts = set(by_daypart["daypart"])
    return [part for part in DAYPARTS if part in parts]


def _fitting(journey_map: JourneyMap, channel: str) -> list[str]:
    """Return the methods that fit a channel: those of the view, where any of them does."""
    fitting = [method.value for method in methods_for(channel)]
    # a filter by another method must not leave the walk without one
    return [method for method in fitting if method in journey_map.words("method")] or fitting


def _least(
    first: Sequence[_Candidate], observed: Mapping[str, pd.DataFrame], key: str, words: Sequence[Sequence[str]]
) -> list[str]:
    """Return for each touchpoint which of `words` was seen least there, the earlier of equals; "" without any."""
    counts = sightings_by(observed[key], ["touchpoint", key])
    return [
        min(fitting, key=lambda word: counts.get((touchpoint, word), (0, 0))[0], default="")
        for touchpoint, fitting in zip((one.mapped.touchpoint for one in first), words, strict=True)
    ]


def _why(one: _Candidate, days: int | None) -> str:
    if one.last_anywhere is None:
        return "never observed"
    if one.is_unvisited:
        return f"nobody has been at {one.place} yet"
    at = f" at {one.place}" if one.place else ""
    if days is None:
        return f"never observed{at}"
    return f"last observed{at} " + {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
