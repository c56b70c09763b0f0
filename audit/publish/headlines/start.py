"""The state of things in five lines, and where to look next."""

from datetime import date

import pandas as pd

from audit.publish.headlines.journey import low_and_high, what_is_unseen
from audit.publish.headlines.rater import rater_headline
from audit.publish.headlines.trust import trust_headline
from audit.publish.headlines.words import counted


def start_lines(
    experience: pd.DataFrame,
    rated: pd.DataFrame,
    trusted: pd.DataFrame,
    outlook: pd.DataFrame,
    as_of: date,
    pairs: pd.DataFrame | None = None,
) -> list[str]:
    """Return the state of things in five lines: what was seen, RATER, trust, high and low, what is missing.

    Args:
        experience: what `audit.measures.journey.experience` returns for every journey.
        rated: what `audit.measures.rater.rater` returns without keys.
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
        pairs: what `audit.measures.dimension_pairs.rater_pairs` returns without keys; None = not compared.
    """
    good, neither, bad = (int(trusted[name].sum()) for name in ("positives", "neutrals", "negatives"))
    return [
        f"Up to {as_of.day} {as_of:%B %Y}: {good:,} good, {bad:,} bad and {counted(neither, 'neutral experience')}.",
        rater_headline(rated, pairs),
        trust_headline(trusted, outlook, as_of),
        f"{low_and_high(experience)}.",
        what_is_unseen(experience),
    ]
