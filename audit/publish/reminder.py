"""Reminders: a message to whoever owns open commitments, to be copied into any mail or chat program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from audit.model.commitment import known_by
from audit.model.day import written_day
from audit.model.number import counted
from audit.model.text import isolated
from audit.publish.headlines.commitment import word_sentence
from audit.publish.review_words import one_line

_REQUEST = "Please look at it, and say on the page Commitments how it goes."


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message to the role or team that owns something."""

    owner: str
    subject: str
    text: str


def reminders(rows: pd.DataFrame, today: date) -> list[Reminder]:
    """Return one message for each owner of open commitments, in the order in which they have something to do next.

    What people wrote of how it goes is in none of them.

    Args:
        rows: what `audit.figures.commitment.commitments` returns, with `check_in_on` (NaT = none).
        today: the programme's day.
    """
    is_open = rows[rows["closed_on"].isna()]
    ordered = is_open.assign(_next=[_next_day(row, today) for row in is_open.to_dict("records")])
    ordered = ordered.sort_values("_next", kind="stable")
    return [
        _reminder(owner, ordered[ordered["owner"] == owner].to_dict("records"), today)
        for owner in ordered["owner"].drop_duplicates()
    ]


def _reminder(owner: str, own: list[Any], today: date) -> Reminder:
    one = f"Our commitment at {one_line(own[0]['touchpoint'])}"
    what = one if len(own) == 1 else f"Our {counted(len(own), 'commitment')}"
    subject = f"{what}: {_next_in_words(own[0], today)} {written_day(own[0]['_next'])}"
    text = "\n\n".join([f"To: {owner}", *(_about(row, today) for row in own), _REQUEST])
    return Reminder(owner, subject, isolated(f"{text}\n"))


def _about(row: Mapping[Any, Any], today: date) -> str:
    days = [f"Due: {written_day(row['due_on'])}"]
    if pd.notna(row["check_in_on"]) and row["check_in_on"] >= pd.Timestamp(today):
        days = [f"Check-in: {written_day(row['check_in_on'])}", *days]
    lines = [
        f"We promised at {one_line(row['touchpoint'])}: {one_line(row['words'])}",
        f"How we will know: {known_by(row['rule'], one_line(row['how_known']))}",
        *days,
        f"So far: {word_sentence(row)}",
    ]
    return "\n".join(lines)


def _next_in_words(row: Mapping[Any, Any], today: date) -> str:
    if row["_next"] < pd.Timestamp(today):
        return "late since"
    return "due on" if row["_next"] == row["due_on"] else "check-in on"


def _next_day(row: Mapping[Any, Any], today: date) -> pd.Timestamp:
    """Return the day on which something is to be done: the check-in that is to come, else the due day."""
    check_in: pd.Timestamp = row["check_in_on"]
    due: pd.Timestamp = row["due_on"]
    return check_in if pd.notna(check_in) and pd.Timestamp(today) <= check_in < due else due
