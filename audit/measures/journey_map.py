"""What there is to observe, whether or not anybody has been there."""

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
class MappedTouchpoint:
    """A touchpoint with where it lies on its journey; a retired one is offered no more."""

    touchpoint: str
    journey: str
    stage: str
    channel: str
    is_moment_of_truth: bool
    is_retired: bool = False


@dataclass(frozen=True, eq=False)  # no slots: where things are met is worked out once and kept
class JourneyMap:
    """What there is to observe.

    Attributes:
        touchpoints: every touchpoint, in journey order.
        been: how many observations there are at a touchpoint and place ("" = not said), whatever the view; it
            shows at which places a touchpoint and a journey were observed.
        places: the known places.
        customer_groups: the programme's customer groups, and others that were observed.
        methods: the ways to observe that count here.
        only: the touchpoints that the view shows; None = every one.
    """

    touchpoints: Sequence[MappedTouchpoint]
    been: Mapping[tuple[str, str], int]
    places: Sequence[str] = ()
    customer_groups: Sequence[str] = ()
    methods: Sequence[Method] = FIELD_METHODS
    only: frozenset[str] | None = None

    @cached_property
    def in_view(self) -> list[MappedTouchpoint]:
        """The touchpoints that the view shows, in journey order."""
        return [each for each in self.touchpoints if self.only is None or each.touchpoint in self.only]

    @cached_property
    def offered(self) -> list[MappedTouchpoint]:
        """Those of `in_view` that can still be observed, so that it is a gap where nobody has."""
        return [each for each in self.in_view if not each.is_retired]

    @cached_property
    def unvisited(self) -> list[str]:
        """The known places where nobody has observed anything, whatever the view."""
        visited = {place for _, place in self.been}
        return [place for place in self.places if place not in visited]

    def within(self, view: View) -> "JourneyMap":
        """Return the part of the map that `view` shows; its period narrows nothing."""
        part = replace(
            self,
            places=_only(self.places, view.places),
            customer_groups=_only(self.customer_groups, view.customer_groups),
            methods=[
                method
                for method in self.methods
                if _admits(view.methods, method) and (view.second_hand or not method.is_second_hand)
            ],
        )
        chosen_touchpoints = {each.touchpoint for each in self.in_view if _is_in(each, view)}
        for key, chosen in (("place", view.places), ("method", view.methods)):
            if chosen:
                chosen_touchpoints &= {touchpoint for touchpoint, words in part.words_at(key).items() if words}
        return replace(part, only=frozenset(chosen_touchpoints))

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
        """Return which words of `key` make sense at each touchpoint that the view shows.

        Channel, stage and journey belong to the touchpoint. A method is asked of the channels it fits. A place is
        asked of a touchpoint met there; and of any that happens at places, where the place is a branch, with half of
        the journey's touchpoints met there rather than a few as in a room, or where nobody has been at all.
        Customer groups, weekdays and dayparts are asked of every touchpoint.
        """
        if key in _OF_TOUCHPOINT:
            return {each.touchpoint: [getattr(each, key)] for each in self.in_view}
        if key == "place":
            return self._places
        if key == "method":
            return {
                mapped.touchpoint: [each.value for each in self.methods if each in methods_for(mapped.channel)]
                for mapped in self.in_view
            }
        return {each.touchpoint: self.words(key) for each in self.in_view}

    @cached_property
    def _places(self) -> Mapping[str, Sequence[str]]:
        branches, nowhere = self._branches(), set(self.unvisited)
        places_at = {}
        for each in self.in_view:
            others = nowhere | branches[each.journey] if self._happens_at_places(each) else set()
            places_at[each.touchpoint] = [
                place for place in self.places if place in others or (each.touchpoint, place) in self.been
            ]
        return places_at

    def _branches(self) -> Mapping[str, set[str]]:
        """Return the branches of each journey: at them half or more was observed of what was observed at any place."""
        journeys = {each.touchpoint: each.journey for each in self.touchpoints}
        observed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for touchpoint, place in self.been:
            if place:
                observed[journeys[touchpoint]][place].add(touchpoint)
        branches: dict[str, set[str]] = defaultdict(set)
        for journey, places in observed.items():
            touchpoints = set().union(*places.values())
            # half: a branch has most of a journey's touchpoints, a room only a few
            branches[journey] = {place for place, here in places.items() if 2 * len(here) >= len(touchpoints)}
        return branches

    def _happens_at_places(self, mapped: MappedTouchpoint) -> bool:
        n = sum(n for (touchpoint, _), n in self.been.items() if touchpoint == mapped.touchpoint)
        placed = n - self.been.get((mapped.touchpoint, ""), 0)
        if mapped.channel.casefold() in AT_PLACES:
            # some counters are walked without a place being named; by five it is their custom
            return placed > 0 or n < NOWHERE_FROM
        return placed > 0 and not mapped.channel  # an online channel has no place, even if somebody wrote one beside it


def mapped_touchpoints(touchpoints: pd.DataFrame) -> list[MappedTouchpoint]:
    """Return the touchpoints of a frame with the columns of `MappedTouchpoint`."""
    columns = ("touchpoint", "journey", "stage", "channel", "is_moment_of_truth", "is_retired")
    return [MappedTouchpoint(*row) for row in zip(*(touchpoints[name].tolist() for name in columns), strict=True)]


def _is_in(mapped: MappedTouchpoint, view: View) -> bool:
    is_there = _admits(view.journeys, mapped.journey) and _admits(view.channels, mapped.channel)
    return is_there and view.touchpoint in {None, mapped.touchpoint}


def _admits(chosen: Sequence[str], word: str) -> bool:
    return not chosen or word in chosen


def _only(words: Sequence[str], chosen: Sequence[str]) -> Sequence[str]:
    """Return the words that are chosen, in their order; a chosen one nobody knows is looked for all the same."""
    known = [word for word in words if word in chosen]
    return [*known, *(word for word in chosen if word not in known)] if chosen else words
