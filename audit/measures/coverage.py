"""Coverage: what has been observed and, first of all, what has not."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

import pandas as pd

from audit.measures.journey_map import Ground
from audit.measures.sightings import Cell, Sighted, last_days, sighted
from audit.model.day import MONTH_KEY
from audit.model.daypart import DAYPARTS
from audit.model.view import EVERYTHING, WEEKDAYS, View

_OF_TOUCHPOINT = ["journey", "stage", "channel"]
_MOST_COLUMNS = 12  # more cannot be told apart on a phone


def coverage(
    sightings: pd.DataFrame, ground: Ground, as_of: date, by: Sequence[str] = (), view: View = EVERYTHING
) -> pd.DataFrame:
    """Count the observations at every touchpoint, kept apart by what was asked, the never observed first.

    Args:
        sightings: `touchpoint`, the keys of `by` ("" = not said), `n` (observations), `last_observed_on`; a
            combination may have several rows.
        ground: what there is to observe; the combinations that make sense are all listed.
        as_of: the day it is told on.
        by: the keys kept apart beside the touchpoint; `touchpoint` itself is always kept.
        view: the days whose months are asked for; where it is open, from the first one seen and up to `as_of`.

    Returns:
        One row a touchpoint and combination of `by` that makes sense or was observed: `touchpoint`, keys...,
        `is_moment_of_truth`, `n` (observations, 0 = never), `last_observed_on` (NaT = never), `days_since`
        (<NA> = never), and without keys `journey`, `stage`, `channel`. What was never observed comes first, there
        the touchpoints nobody observed at all before the others. Without keys moments of truth come next, then what
        was observed longest ago; with keys the order is that of the journey.
    """
    keys = [key for key in by if key != "touchpoint"]
    seen = sighted(sightings, ["touchpoint", *keys])
    asked = dict.fromkeys(_asked(sightings, ground, keys, _days(view, as_of)))
    cells = _in_turn([*asked, *(cell for cell in seen if cell not in asked)], seen, ground, keys)
    lie = {spot.touchpoint: spot for spot in ground.spots}
    figures = pd.DataFrame(cells, columns=["touchpoint", *keys], dtype="str").assign(
        is_moment_of_truth=[lie[cell[0]].is_moment_of_truth for cell in cells], **_counted(cells, seen)
    )
    figures["days_since"] = (pd.Timestamp(as_of) - figures["last_observed_on"]).dt.days.astype("Int64")
    whereabouts = [] if keys else _OF_TOUCHPOINT
    return figures.assign(**{name: [getattr(lie[cell[0]], name) for cell in cells] for name in whereabouts})


def columns(cells: pd.DataFrame, key: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the words of `key` as a picture puts them from left to right, at most twelve.

    Args:
        cells: what `coverage` returns with that key.
        key: one of its keys.
        known: its words in the order people say them.

    Returns:
        The known words that stand in `cells`, then the others by name, "" = not said last. Of more than twelve, those
        with the fewest observations.
    """
    counts = cells.groupby(key)["n"].sum()
    fewest = set(counts.sort_values(kind="stable").index[:_MOST_COLUMNS])
    others = sorted(set(counts.index) - set(known), key=lambda word: (not word, word))
    return tuple(word for word in [*known, *others] if word in fewest)


def times_of_week(sightings: pd.DataFrame) -> pd.DataFrame:
    """Count the observations of each weekday and part of the day, over all touchpoints together.

    Args:
        sightings: `weekday`, `daypart`, `n`, `last_observed_on`; a pair may have several rows.

    Returns:
        One row a weekday and part of the day, in the order of the week, those with no observation too; the part
        of the day that is not known only where there is one: `weekday`, `daypart`, `n`, `last_observed_on`.
    """
    seen = sighted(sightings, ["weekday", "daypart"])
    parts = [*DAYPARTS, *sorted({part for _, part in seen} - set(DAYPARTS))]
    cells = [cell for cell in product(WEEKDAYS, parts) if cell[1] in DAYPARTS or cell in seen]
    return pd.DataFrame(cells, columns=["weekday", "daypart"]).assign(**_counted(cells, seen))


def _asked(
    sightings: pd.DataFrame, ground: Ground, keys: Sequence[str], days: tuple[date | None, date]
) -> Iterator[Cell]:
    """Yield every combination that makes sense; what nobody keeps a list of is asked as far as anybody met it."""
    words: list[Any] = [ground.words_at(key) for key in keys]
    for number, key in enumerate(keys):
        if key != "place" and not any(words[number].values()):
            met = _months(sightings["month"], *days) if key == "month" else sorted(set(sightings[key]) - {""})
            words[number] = {spot.touchpoint: met for spot in ground.looked_at}
    for spot in ground.looked_at:
        yield from product([spot.touchpoint], *(each[spot.touchpoint] for each in words))


def _days(view: View, as_of: date) -> tuple[date | None, date]:
    return view.since, min(view.until or as_of, as_of)


def _months(seen: "pd.Series[str]", since: date | None, until: date) -> list[str]:
    """Return every month up to `until`, from `since` or else from the first one seen."""
    first = since or (None if seen.empty else seen.min())
    return list(pd.period_range(first, until, freq="M").strftime(MONTH_KEY)) if first else []


def _counted(cells: Sequence[Cell], seen: Sighted) -> dict[str, Any]:
    """Return `n` and `last_observed_on` of cells, 0 and no day where nothing was observed."""
    found = [seen.get(cell, (0, None)) for cell in cells]
    n = pd.Series([count for count, _ in found], dtype="int64")
    return {"n": n, "last_observed_on": last_days([day for _, day in found])}


def _in_turn(cells: Sequence[Cell], seen: Sighted, ground: Ground, keys: Sequence[str]) -> list[Cell]:
    """Return cells in the order `coverage` tells them in."""
    turn = {spot.touchpoint: place for place, spot in enumerate(ground.spots)}
    moments = {spot.touchpoint for spot in ground.spots if spot.is_moment_of_truth}
    met = {cell[0] for cell in seen}
    known = [{word: place for place, word in enumerate(ground.words(key))} for key in keys]

    def place(cell: Cell) -> tuple[Any, ...]:
        touchpoint, *words = cell
        if not keys:
            return (
                cell in seen,
                touchpoint not in moments and cell not in seen,
                seen.get(cell, (0, 0))[1],
                turn[touchpoint],
            )
        said = [(order.get(word, len(order)), word) for order, word in zip(known, words, strict=True)]
        return (cell in seen, touchpoint in met, turn[touchpoint], *said)

    return sorted(cells, key=place)
