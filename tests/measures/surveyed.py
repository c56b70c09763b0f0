"""A small map of what there is to observe, and what was observed."""

from datetime import date

import pandas as pd

from audit.measures.journey_map import JourneyMap, mapped_touchpoints

AS_OF = date(2026, 6, 30)
TOUCHPOINTS = pd.DataFrame(
    [
        ("At the desk", "Arrive", "Greeting", "in person", True),
        ("At the desk", "Arrive", "Sign", "sign", False),
        ("At the desk", "Ask", "Answer", "phone", True),
        ("At the desk", "Leave", "Invoice", "letter", False),
        ("Repairs", "Bring it", "Counter", "in person", False),
    ],
    columns=["journey", "stage", "touchpoint", "channel", "is_moment_of_truth"],
).assign(is_retired=False)
PLACES = ("Annexe", "Branch", "Hall")
GROUPS = ("Staff", "Students")


def seen(*rows, keys=()):
    """Return sightings, each row (touchpoint, the keys..., n, the day of the last)."""
    frame = pd.DataFrame(rows, columns=["touchpoint", *keys, "n", "last_observed_on"])
    return frame.astype(dict.fromkeys(["touchpoint", *keys], "str") | {"n": "int64"}).assign(
        last_observed_on=pd.to_datetime(frame["last_observed_on"])
    )


def a_map(*where, **changes):
    """Return the map, with where anybody has been, each (touchpoint, place, n)."""
    been = {}
    for touchpoint, place, n in where:
        been[touchpoint, place] = been.get((touchpoint, place), 0) + n
    known = {"places": PLACES, "customer_groups": GROUPS}
    return JourneyMap(mapped_touchpoints(TOUCHPOINTS), been, **known | changes)
