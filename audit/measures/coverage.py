"""Coverage: what has been observed and, first of all, what has not."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

import pandas as pd

from audit.measures.journey_map import JourneyMap
from audit.measures.sightings import Cell, Sightings, last_days, sightings_by
from audit.model.day import MONTH_KEY
from audit.model.daypart import DAYPARTS
from audit.model.view import EVERYTHING, WEEKDAYS, View

_OF_TOUCHPOINT = ["journey", "stage", "channel"]
_MOST_COLUMNS = 12  # more cannot be told apart on a phone


def coverage(
    sightings: pd.DataFrame, journey_map: JourneyMap, as_of: date, by: Sequence[str] = (), view: View = EVERYTHING
) -> pd.DataFrame:
    """Count the observations at every touchpoint, kept apart by what was asked, the never observed first.

    Args:
        sightings: `touchpoint`, the keys of `by` ("" = not said), `n` (observations), `last_observed_on`; a
            combination may have several rows.
        journey_map: what there is to observe; the combinations that make sense are all listed, of what is retired
            only those that were observed.
        as_of: the day the figure is for.
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
    observed = sightings_by(sightings, ["touchpoint", *keys])
    # a dict, not a set: it keeps the order of the journey
    expected = dict.fromkeys(_expected(sightings, journey_map, keys, _days(view, as_of)))
    cells = _in_turn([*expected, *(cell for cell in observed if cell not in expected)], observed, journey_map, keys)
    lie = {each.touchpoint: each for each in journey_map.touchpoints}
    figures = pd.DataFrame(cells, columns=["touchpoint", *keys], dtype="str").assign(
        is_moment_of_truth=[lie[cell[0]].is_moment_of_truth for cell in cells], **_counted(cells, observed)
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
    # the least observed are what the picture is for, so those stay
    fewest = set(counts.sort_values(kind="stable").index[:_MOST_COLUMNS])
    # "" is not said, and stands last
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
    observed = sightings_by(sightings, ["weekday", "daypart"])
    parts = [*DAYPARTS, *sorted({part for _, part in observed} - set(DAYPARTS))]
    cells = [cell for cell in product(WEEKDAYS, parts) if cell[1] in DAYPARTS or cell in observed]
    return pd.DataFrame(cells, columns=["weekday", "daypart"]).assign(**_counted(cells, observed))


def _expected(
    sightings: pd.DataFrame, journey_map: JourneyMap, keys: Sequence[str], days: tuple[date | None, date]
) -> Iterator[Cell]:
    """Yield every combination that makes sense; what nobody keeps a list of is expected as far as anybody used it."""
    words: list[Any] = [journey_map.words_at(key) for key in keys]
    for number, key in enumerate(keys):
        # a place is asked only where one has to go; the map knows which
        if key != "place" and not any(words[number].values()):
            words_used = _months(sightings["month"], *days) if key == "month" else sorted(set(sightings[key]) - {""})
            words[number] = {mapped.touchpoint: words_used for mapped in journey_map.in_view}
    for mapped in journey_map.offered:
        yield from product([mapped.touchpoint], *(each[mapped.touchpoint] for each in words))


def _days(view: View, as_of: date) -> tuple[date | None, date]:
    return view.since, min(view.until or as_of, as_of)


def _months(months: "pd.Series[str]", since: date | None, until: date) -> list[str]:
    """Return every month up to `until`, from `since` or else from the first one seen."""
    first = since or (None if months.empty else months.min())  # months before anybody looked are no gap
    return list(pd.period_range(first, until, freq="M").strftime(MONTH_KEY)) if first else []


def _counted(cells: Sequence[Cell], observed: Sightings) -> dict[str, Any]:
    """Return `n` and `last_observed_on` of cells, 0 and no day where nothing was observed."""
    counts = [observed.get(cell, (0, None)) for cell in cells]
    n = pd.Series([count for count, _ in counts], dtype="int64")
    return {"n": n, "last_observed_on": last_days([day for _, day in counts])}


def _in_turn(cells: Sequence[Cell], observed: Sightings, journey_map: JourneyMap, keys: Sequence[str]) -> list[Cell]:
    """Return cells in the order `coverage` tells them in."""
    turn = {each.touchpoint: place for place, each in enumerate(journey_map.touchpoints)}
    moments = {each.touchpoint for each in journey_map.touchpoints if each.is_moment_of_truth}
    observed_touchpoints = {cell[0] for cell in observed}
    known = [{word: place for place, word in enumerate(journey_map.words(key))} for key in keys]

    def place(cell: Cell) -> tuple[Any, ...]:
        touchpoint, *words = cell
        if not keys:
            return (
                cell in observed,
                touchpoint not in moments and cell not in observed,
                observed.get(cell, (0, 0))[1],
                turn[touchpoint],
            )
        order_of_words = [(order.get(word, len(order)), word) for order, word in zip(known, words, strict=True)]
        return (cell in observed, touchpoint in observed_touchpoints, turn[touchpoint], *order_of_words)

    return sorted(cells, key=place)
