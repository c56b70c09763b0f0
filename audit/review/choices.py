"""What a room can vote on, each choice with one fact of the days of the review, and what vanished since marked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from math import isnan
from typing import Any

import pandas as pd

from audit.measures.intervals import wilson
from audit.measures.verdict import least_showing
from audit.model.review import AgendaItem, Item, Review
from audit.model.room import choices_of
from audit.model.text import name_of
from audit.review.propose import experience
from audit.store.journey import touchpoints
from audit.store.opening import Store

NOT_OBSERVED, GONE = "nothing seen in these days", "no touchpoint of this name any more"
CANNOT_SHOW = "no number of walks could show it better"


def choices(store: Store, review: Review) -> pd.DataFrame:
    """Return what a room can vote on, each with one fact of the days of the review.

    Returns:
        One row a choice in the order offered. Columns: choice, fact ("26 bad of 42", and where it is so that no number
        of walks could show it better; "nothing seen in these days"; "no touchpoint of this name any more"; "" = words
        of the facilitator's own), is_gone (bool: it named a touchpoint when it was written, and names none now).
    """
    point = next((each for each in review.agenda if each.item is Item.VOTE), AgendaItem(Item.VOTE))
    return choice_facts(store, choices_of(point.subject), point.named, (review.since, review.until))


def choice_facts(
    store: Store, offered: Sequence[str], named: Collection[str], period: tuple[date, date]
) -> pd.DataFrame:
    """Return the same for what is offered, of which `named` were touchpoints when it was written; see `choices`."""
    known = {name_of(str(row["touchpoint"])): row for row in experience(store, *period).to_dict("records")}
    there = {name_of(str(name)) for name in touchpoints(store)["touchpoint"]}
    rows = []
    for choice in offered:
        fact = count_fact(known[choice]) if choice in known else NOT_OBSERVED
        is_gone = choice in named and choice not in there
        rows.append((choice, fact if choice in there else GONE if is_gone else "", is_gone))
    return pd.DataFrame(rows, columns=["choice", "fact", "is_gone"])


def count_fact(row: Mapping[Any, Any]) -> str:
    """Return what was seen at a touchpoint, and where it is so that no later walks could show an improvement.

    Args:
        row: `observations`, `positives`, `negatives` (counts).
    """
    if not row["observations"]:
        return NOT_OBSERVED
    fact, judged = f"{row['negatives']:,} bad of {row['observations']:,}", int(row["positives"] + row["negatives"])
    if not judged:
        return fact
    _, high = wilson(int(row["positives"]), judged)
    before = {"before_share": row["positives"] / judged, "before_high": float(high)}
    return f"{fact}; {CANNOT_SHOW}" if isnan(least_showing(before)) else fact
