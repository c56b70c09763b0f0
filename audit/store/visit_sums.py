"""The sums over visits that say how alike the observations of one visit are: gathered here, judged in measures.

What can be told from the pattern of an observation (its five ratings, or its outcome) is counted pattern by pattern;
only what needs the visits themselves is grouped by visit first.
"""

from typing import Any

import numpy as np
import pandas as pd

from audit.measures.visits import SUMS
from audit.model.day import MONTH_KEY
from audit.model.daypart import daypart_of
from audit.model.view import WEEKDAYS, View
from audit.store.file.recording import Cursor
from audit.store.hour import DAYPART, hour_text
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.tallies import STORED
from audit.store.view_filter import IN_VIEW, IS_CHOSEN, touchpoint_parameters, view_parameters
from audit.store.visit_quantity import Quantity

_SUMS = list(SUMS)
_KEYS = STORED | {
    "journey": "journey",
    "stage": "stage",
    "touchpoint": "touchpoint",
    "place": "COALESCE(place.name, '')",
    "channel": "seen.channel",
    "daypart": DAYPART,
}
_PACK = 1_000_000_000  # one sum holds how many and how much: far above what a visit's values come to, exact in a double


def visit_sums(
    store: Store, quantity: Quantity, view: View, by: tuple[str, ...], *, repeated: bool = False
) -> pd.DataFrame:
    """Sum a quantity over observations and over visits, in each scope.

    Args:
        store: the open store.
        quantity: `RATINGS`, `DIFFERENCES` (of two dimensions within one observation), `SCORES` (in sixtieths),
            `GOOD` (1 = positive, 0 = negative; neutral ones take no part), `TIMED` (1 where a wait was
            timed), `WITHIN` (1 where it was no longer than promised, else 0) or `signals_ticked` (1 where
            ticked, else 0).
        view: which observations count.
        by: the keys of a scope, any of `audit.model.view.KEYS`.
        repeated: only touchpoints that were told of twice in a visit.

    Returns:
        One row a scope and value: keys..., `value` (its name), `n` (observations), `visits`, `total` and `squares`
        (sums of y and of its square over observations), `visit_squares`, `visit_products`, `visit_sizes` (sums over
        visits of T * T, T * m and m * m, T being the sum and m the number of a visit's observations), `moments`
        (observations but those that repeat a touchpoint within their visit).
    """
    key = ("visit sums", tuple(quantity.spelt), view, by, repeated)
    named = in_names_of_today(store, view)
    given = view_parameters(store, view)
    return store.cached(
        key, lambda: _summed(store, quantity, by, _observed(quantity, by, named, given, repeated=repeated))
    )


def resembling(store: Store, quantity: Quantity, view: View, by: tuple[str, ...]) -> pd.DataFrame | None:
    """Return `visit_sums` where scopes pool several observations of one visit; else None, and nothing is read for it.

    None where no visits are kept, and where touchpoints are kept apart while none was told of twice in one visit: there
    each observation is a visit of its own. A touchpoint that was not told of twice has no row then.
    """
    has_visits, has_repeats = store.cached_read(_visits_there)  # most audits pool nothing, and then no row is read
    at_one_touchpoint = "touchpoint" in by or view.touchpoint is not None
    if has_repeats or (has_visits and not at_one_touchpoint):
        return visit_sums(store, quantity, view, by, repeated=at_one_touchpoint)
    return None


def _visits_there(store: Store) -> tuple[bool, bool]:
    with store.reading() as cursor:
        rows = cursor.execute("SELECT COUNT(visit), COUNT(*) FILTER (WHERE is_repeat) FROM observation").fetchall()
    return rows[0][0] > 0, rows[0][1] > 0


def sums_within(store: Store, quantity: Quantity, view: View, spans: pd.DataFrame) -> pd.DataFrame | None:
    """Sum a quantity as `visit_sums` does, over days, touchpoints and places; None where no visits are kept.

    Args:
        store: the open store.
        quantity: as in `visit_sums`.
        view: which observations count; its journey and touchpoint make no difference here.
        spans: `number` (of a scope), `touchpoint_id` (text), `place` (name, "" = everywhere), `since`, `until` (days,
            both included); several rows a scope, no observation in two of them.

    Returns:
        The columns of `visit_sums`, one row a `number` and value.
    """
    if not store.cached_read(_visits_there)[0]:
        return None
    observed = (
        f"(SELECT * FROM observation WHERE {IN_VIEW}) AS seen LEFT JOIN place ON place.id = seen.place_id "  # noqa: S608  # the filter of a view has one home
        "INNER JOIN span ON CAST(span.touchpoint_id AS UUID) = seen.touchpoint_id AND observed_on BETWEEN "
        "CAST(span.since AS DATE) AND CAST(span.until AS DATE) AND (span.place = '' OR span.place = place.name)"
    )
    with store.reading() as cursor:
        cursor.register("span", spans[["number", "touchpoint_id", "place", "since", "until"]])
        sums = _read(cursor, quantity, ["number"], ("span.number AS number", observed), view_parameters(store, view))
        cursor.unregister("span")
    return sums


def repeated_within(store: Store, quantity: Quantity, view: View, spans: pd.DataFrame) -> pd.DataFrame | None:
    """Return `sums_within` for spans at one touchpoint each; None, and nothing is read, where none was told of twice.

    There each observation is a visit of its own.
    """
    return sums_within(store, quantity, view, spans) if store.cached_read(_visits_there)[1] else None


def _summed(
    store: Store, quantity: Quantity, by: tuple[str, ...], selection: tuple[str, dict[str, Any]]
) -> pd.DataFrame:
    key_columns = ", ".join(f"{_KEYS[name]} AS key_{name}" for name in by)
    observed, parameters = selection
    with store.reading() as cursor:
        return _named(_read(cursor, quantity, [f"key_{name}" for name in by], (key_columns, observed), parameters), by)


def _read(
    cursor: Cursor, quantity: Quantity, keys: list[str], scoped: tuple[str, str], parameters: dict[str, Any]
) -> pd.DataFrame:
    """Return the sums by `keys`; `scoped` are how these are told in SQL, and the observations in view."""
    key_columns, observed = scoped
    selected = f"{key_columns}, " if key_columns else ""
    key_list = "".join(f"{key}, " for key in keys)
    patterns = cursor.execute(
        f"SELECT {key_list}is_alone, pattern, COUNT(*) AS n, COUNT(*) FILTER (WHERE is_repeat) AS repeats FROM "  # noqa: S608  # our words
        f"(SELECT {selected}visit IS NULL AS is_alone, is_repeat, {quantity.pattern} AS pattern "
        f"FROM {observed}) AS each GROUP BY {key_list}is_alone, pattern",
        parameters,
    ).df()
    # the dearer read is left out where every observation is a visit of its own
    visits = pd.DataFrame() if patterns["is_alone"].all() else _by_visit(cursor, quantity, keys, scoped, parameters)
    return _gathered(quantity, patterns, visits, keys)


def _observed(
    quantity: Quantity, by: tuple[str, ...], view: View, given: dict[str, Any], *, repeated: bool
) -> tuple[str, dict[str, Any]]:
    """Return the observations in view, with the names their keys need, and the parameters asked for."""
    is_named = bool({"journey", "stage", "touchpoint"} & {*by} or view.journeys or view.touchpoint)
    named = f"INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = seen.touchpoint_id AND {IS_CHOSEN}"
    placed = "LEFT JOIN place ON place.id = seen.place_id" if "place" in by else ""
    # a visit as a whole counts in no figure but where it is chosen itself
    parts = (
        ""
        if view.touchpoint or quantity.of_visits
        else " AND touchpoint_id NOT IN (SELECT id FROM touchpoint WHERE is_whole_visit)"
    )
    repeats = " AND touchpoint_id IN (SELECT touchpoint_id FROM observation WHERE is_repeat)" if repeated else ""
    chosen = touchpoint_parameters(view) if is_named else {}
    observed = f"(SELECT * FROM observation WHERE {IN_VIEW}{parts}{repeats}) AS seen"  # noqa: S608  # the filter of a view has one home
    return f"{observed} {named if is_named else ''} {placed}", given | chosen


def _by_visit(
    cursor: Cursor, quantity: Quantity, keys: list[str], scoped: tuple[str, str], parameters: dict[str, Any]
) -> pd.DataFrame:
    """Return for each scope, and each value in turn, how many visits there are and their three sums."""
    key_columns, observed = scoped
    selected = f"{key_columns}, " if key_columns else ""
    indexes = range(len(quantity.spelt))
    each = "".join(f", {value} AS v{index}" for index, value in enumerate(quantity.spelt.values()))
    packed = "".join(
        f", SUM(CASE WHEN v{index} IS NULL THEN CAST(0 AS DOUBLE PRECISION) "
        f"ELSE CAST({_PACK} + v{index} AS DOUBLE PRECISION) END) AS p{index}"
        for index in indexes
    )
    sizes = "".join(f", FLOOR((p{index} + {_PACK // 2}) / {_PACK}) AS m{index}" for index in indexes)
    totals = "".join(f", p{index} - {_PACK} * m{index} AS t{index}" for index in indexes)
    sums = ", ".join(
        f"COUNT(*) FILTER (WHERE m{index} > 0), SUM(t{index} * t{index}), SUM(t{index} * m{index}), "
        f"SUM(m{index} * m{index})"
        for index in indexes
    )
    grouped, key_list = ", ".join([*keys, "visit"]), "".join(f"{key}, " for key in keys)
    rows = cursor.execute(
        f"SELECT {key_list}{sums} FROM (SELECT *{totals} FROM (SELECT *{sizes} FROM (SELECT {grouped}{packed} FROM "  # noqa: S608  # our words
        f"(SELECT {selected}visit{each} FROM {observed}) AS each WHERE visit IS NOT NULL "
        f"GROUP BY {grouped}) AS one_visit) AS sized) AS summed {'GROUP BY ' + ', '.join(keys) if keys else ''}",
        parameters,
    ).df()
    by_scope = rows.to_numpy(dtype=object)
    table = [
        [*row[: len(keys)], name, *row[len(keys) + 4 * index : len(keys) + 4 * index + 4]]
        for row in by_scope
        for index, name in enumerate(quantity.spelt)
    ]
    columns = [*keys, "value", "visits", "visit_squares", "visit_products", "visit_sizes"]
    counts = dict.fromkeys(columns[-4:], "float64")
    return pd.DataFrame(table, columns=columns).astype(counts).fillna(dict.fromkeys(columns[-4:], 0.0))


def _gathered(quantity: Quantity, patterns: pd.DataFrame, visits: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the sums over observations beside those over visits; an observation without a visit is one by itself."""
    scope = np.asarray(
        patterns.groupby(keys, dropna=False).ngroup() if keys else np.zeros(len(patterns)), dtype=np.int64
    )
    scopes = patterns[keys].iloc[np.unique(scope, return_index=True)[1]].reset_index(drop=True)
    values = quantity.of_patterns(patterns["pattern"].to_numpy())
    counts = np.where(np.isnan(values), 0.0, patterns["n"].to_numpy(dtype=np.float64)[:, None])
    alone = np.where(patterns["is_alone"].to_numpy(dtype=np.bool_)[:, None], counts, 0.0)
    # repeats without this value are counted among them too
    new = np.maximum(counts - patterns["repeats"].to_numpy(dtype=np.float64)[:, None], 0.0)
    y = np.nan_to_num(values)
    columns = {
        "n": counts,
        "visits": alone,
        "total": counts * y,
        "squares": counts * y * y,
        "visit_squares": alone * y * y,
        "visit_products": alone * y,
        "visit_sizes": alone,
        "moments": new,
    }
    indexes, size = range(len(quantity.spelt)), len(scopes)
    summed = {
        name: np.concatenate([np.bincount(scope, each[:, index], size) for index in indexes])
        for name, each in columns.items()
    }
    values_in_turn = np.repeat(list(quantity.spelt), size)
    repeated = scopes.iloc[np.tile(np.arange(size), len(indexes))].reset_index(drop=True)
    every = pd.concat([repeated, pd.DataFrame({"value": values_in_turn, **summed})], axis=1)
    if len(visits):
        both = pd.concat([every, visits], ignore_index=True).fillna(dict.fromkeys(_SUMS, 0.0))
        every = both.groupby([*keys, "value"], sort=False, dropna=False)[_SUMS].sum().reset_index()
    return every[every["n"] > 0].reset_index(drop=True)


def _named(sums: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Return the sums with keys as people say them."""
    named = {name: [_word(name, key) for key in sums[f"key_{name}"]] for name in by}
    return sums[["value", *_SUMS]].assign(**named)[[*by, "value", *_SUMS]]


def _word(name: str, key: Any) -> str:
    match name:
        case "month":
            return f"{key:{MONTH_KEY}}"
        case "weekday":
            return WEEKDAYS[int(key) - 1]
        case "daypart" | "hour":
            return daypart_of(hour_text(key)) if name == "daypart" else hour_text(key)
        case _:
            return str(key)
