"""The ground to cover: what there is to observe, whether or not anybody has been there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from audit.model.channel import AT_PLACES, methods_for
from audit.model.daypart import DAYPARTS
from audit.model.view import WEEKDAYS, View
from audit.model.walk_through import FIELD_METHODS, Method

NOWHERE_FROM = 5  # so many observations, none of them at a place: the touchpoint has no place, whatever its channel
_OF_TOUCHPOINT = ("journey", "stage", "channel")


@dataclass(frozen=True, slots=True)
class Spot:
    """A touchpoint as it lies on the ground."""

    touchpoint: str
    journey: str
    stage: str
    channel: str
    is_moment_of_truth: bool


@dataclass(frozen=True, eq=False)  # no slots: where things are met is worked out once and kept
class Ground:
    """What there is to observe.

    Attributes:
        spots: every touchpoint, in journey order.
        been: how many observations there are at a touchpoint and place ("" = not said), whatever is looked at; it
            tells which touchpoint and which journey is met where.
        places: the known places.
        customer_groups: the programme's customer groups, and others that were met.
        methods: the ways to observe that count here.
        only: the touchpoints that are looked at; None = every one.
    """

    spots: Sequence[Spot]
    been: Mapping[tuple[str, str], int]
    places: Sequence[str] = ()
    customer_groups: Sequence[str] = ()
    methods: Sequence[Method] = FIELD_METHODS
    only: frozenset[str] | None = None

    @cached_property
    def looked_at(self) -> list[Spot]:
        """The touchpoints that are looked at, in journey order."""
        return [spot for spot in self.spots if self.only is None or spot.touchpoint in self.only]

    @cached_property
    def unvisited(self) -> list[str]:
        """The known places where nobody has observed anything, whatever is looked at."""
        visited = {place for _, place in self.been}
        return [place for place in self.places if place not in visited]

    def within(self, view: View) -> "Ground":
        """Return the part of the ground that `view` looks at; its period narrows nothing."""
        part = replace(
            self,
            places=_only(self.places, view.place),
            customer_groups=_only(self.customer_groups, view.customer_group),
            methods=[
                method
                for method in self.methods
                if view.method in {None, method} and (view.second_hand or not method.is_second_hand)
            ],
        )
        met = {spot.touchpoint for spot in self.looked_at if _is_in(spot, view)}
        for key, chosen in (("place", view.place), ("method", view.method)):
            if chosen:
                met &= {touchpoint for touchpoint, words in part.words_at(key).items() if words}
        return replace(part, only=frozenset(met))

    def words(self, key: str) -> list[str]:
        """Return what there is to observe of `key`, in the order people say it; nothing where nobody keeps a list."""
        return list(
            {
                "place": self.places,
                "customer_group": self.customer_groups,
                "method": [method.value for method in self.methods],
                "weekday": WEEKDAYS,
                "daypart": DAYPARTS,
            }.get(key, ())
        )

    def words_at(self, key: str) -> Mapping[str, Sequence[str]]:
        """Return which words of `key` make sense at each touchpoint that is looked at.

        Channel, stage and journey belong to the touchpoint. A method is asked of the channels it fits. A place is
        asked of a touchpoint met there; and of any that happens at places, where the place is a branch, with half of
        the journey's touchpoints met there rather than a few as in a room, or where nobody has been at all.
        Customer groups, weekdays and dayparts are asked of every touchpoint.
        """
        if key in _OF_TOUCHPOINT:
            return {spot.touchpoint: [getattr(spot, key)] for spot in self.looked_at}
        if key == "place":
            return self._places
        if key == "method":
            return {
                spot.touchpoint: [each.value for each in self.methods if each in methods_for(spot.channel)]
                for spot in self.looked_at
            }
        return {spot.touchpoint: self.words(key) for spot in self.looked_at}

    @cached_property
    def _places(self) -> Mapping[str, Sequence[str]]:
        branches, nowhere = self._branches(), set(self.unvisited)
        asked = {}
        for spot in self.looked_at:
            others = nowhere | branches[spot.journey] if self._happens_at_places(spot) else set()
            asked[spot.touchpoint] = [
                place for place in self.places if place in others or (spot.touchpoint, place) in self.been
            ]
        return asked

    def _branches(self) -> Mapping[str, set[str]]:
        """Return for each journey the places that are branches, where half of what was met on it was met."""
        journeys = {spot.touchpoint: spot.journey for spot in self.spots}
        met: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for touchpoint, place in self.been:
            if place:
                met[journeys[touchpoint]][place].add(touchpoint)
        branches: dict[str, set[str]] = defaultdict(set)
        for journey, places in met.items():
            whole = set().union(*places.values())
            branches[journey] = {place for place, here in places.items() if 2 * len(here) >= len(whole)}
        return branches

    def _happens_at_places(self, spot: Spot) -> bool:
        n = sum(n for (touchpoint, _), n in self.been.items() if touchpoint == spot.touchpoint)
        placed = n - self.been.get((spot.touchpoint, ""), 0)
        if spot.channel.casefold() in AT_PLACES:
            return placed > 0 or n < NOWHERE_FROM
        return placed > 0 and not spot.channel


def spots(touchpoints: pd.DataFrame) -> list[Spot]:
    """Return the touchpoints of a frame with `touchpoint`, `journey`, `stage`, `channel`, `is_moment_of_truth`."""
    columns = ("touchpoint", "journey", "stage", "channel", "is_moment_of_truth")
    return [Spot(*row) for row in zip(*(touchpoints[name].tolist() for name in columns), strict=True)]


def _is_in(spot: Spot, view: View) -> bool:
    return all(getattr(view, name) in {None, getattr(spot, name)} for name in ("journey", "touchpoint", "channel"))


def _only(words: Sequence[str], chosen: str | None) -> Sequence[str]:
    return words if chosen is None else (chosen,)
