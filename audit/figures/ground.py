"""The ground to cover as the store knows it, and who was seen where on it."""

import pandas as pd

from audit.measures.journey_map import Ground, spots
from audit.measures.sightings import sighted
from audit.model.daypart import daypart_of
from audit.model.view import View
from audit.store import tallies
from audit.store.journey import parts_of_visits
from audit.store.observation import customer_groups
from audit.store.opening import Store
from audit.store.place import places

_READ = (("place", "customer_group", "method"), ("weekday", "hour"))  # two reads feed a whole page


def ground(store: Store, view: View) -> Ground:
    """Return what there is to observe within `view`, whether or not anybody has been there."""
    return store.recall(("ground", view), lambda: _surveyed(store, view))


def looked_at(store: Store, view: View, seen: "pd.Series[str]") -> set[str]:
    """Return the touchpoints that `view` can show: those on its ground, and the others `seen` in it all the same.

    Only where the view chooses a place does it matter who was where.
    """
    whole = (
        ground(store, view) if view.place else Ground(spots(parts_of_visits(store, view.touchpoint)), {}).within(view)
    )
    return {spot.touchpoint for spot in whole.looked_at}.union(seen)


def sightings(store: Store, view: View, apart: tuple[str, ...]) -> pd.DataFrame:
    """Return `audit.store.tallies.sightings` with `apart` kept apart, and more where one read serves the whole page."""
    read = next((keys for keys in _READ if set(apart) <= set(keys)), apart)
    return store.recall(("sightings", view, read), lambda: _with_dayparts(tallies.sightings(store, view, read)))


def _surveyed(store: Store, view: View) -> Ground:
    where = sighted(sightings(store, View(until=view.until), ("place",)), ["touchpoint", "place"])
    been = {(touchpoint, place): n for (touchpoint, place), (n, _) in where.items()}
    groups = store.remembered(customer_groups)
    return Ground(spots(parts_of_visits(store, view.touchpoint)), been, places(store), groups).within(view)


def _with_dayparts(tally: pd.DataFrame) -> pd.DataFrame:
    if "hour" not in tally:
        return tally
    parts = {hour: daypart_of(hour) for hour in tally["hour"].unique()}
    return tally.assign(daypart=tally["hour"].map(parts).astype("str"))
