"""What a view shows: its touchpoints, and what was observed where."""

import pandas as pd

from audit.measures.journey_map import JourneyMap, mapped_touchpoints
from audit.measures.sightings import sightings_by
from audit.model.daypart import daypart_of
from audit.model.view import View
from audit.store import tallies
from audit.store.journey import parts_of_visits
from audit.store.names import in_names_of_today
from audit.store.observation import customer_groups
from audit.store.opening import Store
from audit.store.place import places

READ_FOR_A_PAGE = (("place", "customer_group", "method"), ("weekday", "hour"))  # two reads feed a whole page


def journey_map(store: Store, view: View) -> JourneyMap:
    """Return what there is to observe within `view`, whether or not anybody has been there."""
    view = in_names_of_today(store, view)
    return store.cached(("journey map", view), lambda: _mapped(store, view))


def touchpoints_in_view(store: Store, view: View, observed: "pd.Series[str]") -> set[str]:
    """Return the touchpoints that `view` can show: those it chooses, and the others `observed` in it all the same.

    Only where the view chooses a place does it matter who was where.
    """
    view = in_names_of_today(store, view)
    if view.places:
        chosen = journey_map(store, view)
    else:
        chosen = JourneyMap(mapped_touchpoints(parts_of_visits(store, view.touchpoint)), {}).within(view)
    return {mapped.touchpoint for mapped in chosen.in_view}.union(observed)


def sightings(store: Store, view: View, apart: tuple[str, ...]) -> pd.DataFrame:
    """Return `audit.store.tallies.sightings` with `apart` kept apart, and more where one read serves the whole page."""
    # one read that keeps more apart serves every figure of the page
    read = next((keys for keys in READ_FOR_A_PAGE if set(apart) <= set(keys)), apart)
    return store.cached(("sightings", view, read), lambda: _with_dayparts(tallies.sightings(store, view, read)))


def _mapped(store: Store, view: View) -> JourneyMap:
    # whatever the view narrows: where a place makes sense is known from all of it
    where = sightings_by(sightings(store, View(until=view.until), ("place",)), ["touchpoint", "place"])
    been = {(touchpoint, place): n for (touchpoint, place), (n, _) in where.items()}
    groups = store.cached_read(customer_groups)
    touchpoints = mapped_touchpoints(parts_of_visits(store, view.touchpoint))
    return JourneyMap(touchpoints, been, places(store), groups).within(view)


def _with_dayparts(tally: pd.DataFrame) -> pd.DataFrame:
    if "hour" not in tally:
        return tally
    parts = {hour: daypart_of(hour) for hour in tally["hour"].unique()}
    return tally.assign(daypart=tally["hour"].map(parts).astype("str"))
