"""What was observed and what was not, in the sentences that open its page and stand beside each suggestion."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from audit.model.day import written_day
from audit.model.view import View
from audit.publish.headlines.words import counted, moment, scope, within

_YEAR = 366  # days: "over two years" must be no less
_AGO = re.compile(r"(today|yesterday|(?P<days>\d+) days ago)$")  # how `audit.measures.next_walk` ends what it says
_WHEN = {
    "early": "before nine",
    "morning": "in the morning",
    "midday": "around midday",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
}


def coverage_headline(rows: pd.DataFrame, at_places: pd.DataFrame, view: View) -> str:
    """Say how much was never observed, or what was observed longest ago, and where nobody has been.

    Args:
        rows: what `audit.measures.coverage.coverage` returns without keys, one row a touchpoint.
        at_places: the same by place.
        view: what the figures cover.
    """
    if rows.empty:
        return f"There is no touchpoint to observe{scope(view) or ' here'}."
    narrowed = within(view)
    nowhere = _nowhere(at_places, view)
    never = rows[rows["n"] == 0]
    if len(never) == len(rows):
        whom = rows["touchpoint"].iloc[0] if len(rows) == 1 else f"any of {len(rows):,} touchpoints"
        return f"Nobody has observed {whom}{narrowed or ' yet'}."
    if len(never):
        return f"{_never(never, len(rows), narrowed)}{nowhere}."
    longest = rows.iloc[0]
    days = int(longest["days_since"])
    if len(rows) == 1:
        return f"{longest['touchpoint']}, the only touchpoint here, was last observed{narrowed} {_ago(days)}{nowhere}."
    alike = int((rows["days_since"] == longest["days_since"]).sum())
    who = {1: "", 2: " and another"}.get(alike, f" and {alike - 1:,} others")
    each = f"Each of {counted(len(rows), 'touchpoint')} was observed{narrowed}"
    if alike == len(rows):
        return f"{each}, last {_ago(days)}{nowhere}."
    return f"{each}, {longest['touchpoint']}{who} longest ago ({counted(days, 'day')}){nowhere}."


def reason(suggested: Mapping[str, Any], view: View) -> str:
    """Say why a walk is suggested: never observed or not for long, a moment of truth, what it owes.

    Args:
        suggested: a row of what `audit.measures.next_walk.next_walk` returns.
        view: what the figures cover.
    """
    why = str(suggested["why"])
    is_there = bool(suggested["place"]) and f" at {suggested['place']}" in why
    unsaid = () if is_there else view.places
    parts = [f"{why[0].upper()}{why[1:]}{within(replace(view, since=None, until=None, places=unsaid))}"]
    if suggested["is_moment_of_truth"]:
        parts.append("a moment of truth")
    if suggested["debt"]:
        # what is owed is not owed by that one place
        of = {0: "over all places it ", 1: ""}.get(len(view.places), "over the chosen places it ")
        everywhere = of if is_there else ""
        parts.append(f"{everywhere}owes {counted(int(suggested['debt']), 'good experience')}")
    return f"{'; '.join(parts)}."


def lasting_reason(suggested: Mapping[str, Any], view: View, today: date) -> str:
    """Say why a walk is suggested in words that stay true once it is planned: since which day, not how long ago.

    Args:
        suggested: a row of what `audit.measures.next_walk.next_walk` returned for `today`.
        view: what the figures cover.
        today: the day it was suggested on.
    """
    why = str(suggested["why"])
    ago = _AGO.search(why) if why.startswith("last observed") else None
    if ago is not None:
        days = int(ago["days"] or ago[0] == "yesterday")
        why = f"{why[: ago.start()]}on {written_day(today - timedelta(days=days))}"
    return reason({**suggested, "why": why}, view)


def where_next(suggested: pd.DataFrame, view: View) -> str:
    """Say where to walk next and why.

    Args:
        suggested: what `audit.measures.next_walk.next_walk` returns.
        view: what is looked at.
    """
    if suggested.empty:
        return "Every walk that would be suggested is planned already: start one under My walks."
    first = {str(name): value for name, value in suggested.iloc[0].items()}
    why = reason(first, view)
    return f"Walk {first['touchpoint']}: {why[0].lower()}{why[1:]}"


def advice(walk: Mapping[str, Any]) -> str:
    """Say where, how, when and as whom to go, as far as each is known.

    Args:
        walk: `place`, `method`, `daypart` and `customer_group` of a suggestion or a plan, `weekday` of a plan.
    """
    parts = [
        walk["place"],
        walk["method"],
        f"on a {walk['weekday']}" if walk.get("weekday") else "",
        _WHEN.get(walk["daypart"], ""),
        f"as {walk['customer_group']}" if walk["customer_group"] else "",
    ]
    return " · ".join(part for part in parts if part)


def _ago(days: int) -> str:
    if days < 2:
        return "yesterday" if days else "today"
    return f"over {days // _YEAR} years ago" if days >= 2 * _YEAR else f"{days:,} days ago"


def _never(never: pd.DataFrame, all_of_them: int, narrowed: str) -> str:
    if len(never) == 1:
        only = f"{never['touchpoint'].iloc[0]}{moment(never.iloc[0])}"
        return f"1 of {counted(all_of_them, 'touchpoint')} was never observed{narrowed}: {only}"
    moments = int(never["is_moment_of_truth"].sum())
    among = {0: "", 1: ", 1 of them a moment of truth"}.get(moments, f", {moments:,} of them moments of truth")
    return f"{len(never):,} of {all_of_them:,} touchpoints were never observed{narrowed}{among}"


def _nowhere(at_places: pd.DataFrame, view: View) -> str:
    """Say at which places nobody has been, as far as the view goes; somebody may have been there for something else."""
    places = at_places[at_places["place"] != ""].groupby("place")["n"].sum()
    empty = places[places == 0]
    if empty.empty:
        return ""
    where = empty.index[0] if len(empty) == 1 else f"{len(empty):,} of {counted(len(places), 'place')}"
    journeys = {0: "been", 1: "seen this journey"}.get(len(view.journeys), "seen any of these journeys")
    visited = "seen this touchpoint" if view.touchpoint else journeys
    # those places are themselves what the view chooses
    return f"; nobody has {visited} at {where}{within(replace(view, places=()))}"
