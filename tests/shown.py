"""What a review shows, made by hand for tests: empty but for what a test gives it."""

from dataclasses import fields

import pandas as pd

from audit.publish.shown import Cast, Counts, Shown
from tests.builders import NOON

NOTHING = Counts(0, 0, 0, 0, 0, 0)
NO_VOTES = Cast(0, by_code=False)


def a_shown(**given):
    """Return a record whose frames are empty and whose counts are zero, with what is given in their place."""
    frames = {field.name: pd.DataFrame() for field in fields(Shown) if field.type is pd.DataFrame}
    usual = {
        "day": NOON.date(),
        "programme": "Our service",
        "ratio": 12,
        "counts": NOTHING,
        "cast": NO_VOTES,
        "answers": (),
        "appreciations": (),
    }
    return Shown(**frames | usual | given)
