"""What staff heard of what was found, in the sentence that opens its page, the scorecard and the review."""

from dataclasses import replace

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
    soonest = how_soon(answered, row["answered_median_days"])
    here = f"{_of_days(view)}{scope(replace(view, since=None, until=None))}"
    if not bad:
        return f"There is no bad experience{here} to answer."
    if bad == 1:
        return f"The one bad experience{here} is {f'answered, {soonest}' if answered else 'not answered yet'}."
    all_bad = f"{counted(bad, 'bad experience')}{here}"
    if not answered:
        return f"None of {all_bad} is answered yet."
    if answered == 1:
        return f"1 of {all_bad} is answered, {soonest}."
    which = f"All {all_bad}" if answered == bad else f"{answered:,} of {all_bad}"
    return f"{which} are answered, {soonest}."


def steps_sentence(card: pd.DataFrame) -> str:
    """Say how many were found, owned and answered to staff.

    Args:
        card: what `audit.figures.answers_in_all` returns, one row.
    """
    (row,) = card.to_dict("records")
    return f"Found {row['negatives']:,}, owned {row['owned']:,}, answered to staff {row['answered']:,}."


def how_soon(answered: int, median_days: float) -> str:
    """Return how soon so many were answered: "half of them within 12 days", of one alone "12 days later", "" of none.

    Args:
        answered: how many.
        median_days: whole days within which half of them were; NaN where none was.
    """
    if not answered:
        return ""
    days = int(median_days)
    if answered == 1:
        return f"{counted(days, 'day')} later" if days else "on the same day"
    within = f"within {counted(days, 'day')}" if days else "on the same day"
    return f"half of them {within}"


def _of_days(view: View) -> str:
    if view.since and view.until:
        return f" from {written_days(view.since, view.until)}"
    if view.since:
        return f" since {written_day(view.since)}"
    return f" up to {written_day(view.until)}" if view.until else ""
