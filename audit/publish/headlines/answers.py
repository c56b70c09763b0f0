"""What staff heard of what was found, in the sentence that opens its page, the scorecard and the review."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from audit.model.day import written_day, written_days
from audit.model.view import View
from audit.publish.headlines.words import counted, scope


def answers_headline(card: pd.DataFrame, view: View) -> str:
    """Say how many bad experiences are answered, and within how many days half of them were.

    Args:
        card: what `audit.figures.answers_in_all` returns, one row.
        view: what the figures cover.
    """
    (row,) = card.to_dict("records")
    bad, answered = int(row["negatives"]), int(row["answered"])
    here = f"{_of_days(view)}{scope(replace(view, since=None, until=None))}"
    if not bad:
        return f"There is no bad experience{here} to answer."
    if bad == 1:
        return f"The one bad experience{here} is {f'answered, {_one(row)}' if answered else 'not answered yet'}."
    all_bad = f"{counted(bad, 'bad experience')}{here}"
    if not answered:
        return f"None of {all_bad} is answered yet."
    if answered == 1:
        return f"1 of {all_bad} is answered, {_one(row)}."
    which = f"All {all_bad}" if answered == bad else f"{answered:,} of {all_bad}"
    return f"{which} are answered, half of them {_soon(row)}."


def steps_sentence(card: pd.DataFrame) -> str:
    """Say how many were found, owned and answered to staff.

    Args:
        card: what `audit.figures.answers_in_all` returns, one row.
    """
    (row,) = card.to_dict("records")
    return f"Found {row['negatives']:,}, owned {row['owned']:,}, answered to staff {row['answered']:,}."


def _one(row: Mapping[Any, Any]) -> str:
    days = int(row["answered_median_days"])
    return f"{counted(days, 'day')} later" if days else "on the same day"


def _soon(row: Mapping[Any, Any]) -> str:
    days = int(row["answered_median_days"])
    return f"within {counted(days, 'day')}" if days else "on the same day"


def _of_days(view: View) -> str:
    if view.since and view.until:
        return f" from {written_days(view.since, view.until)}"
    if view.since:
        return f" since {written_day(view.since)}"
    return f" up to {written_day(view.until)}" if view.until else ""
