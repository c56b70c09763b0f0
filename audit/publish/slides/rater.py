"""The five RATER dimensions in one picture, and what was asked where the programme asks in its own words."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import WEAK_GRADES
from audit.model.number import apart, rounded
from audit.model.rating import DIMENSIONS
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.rater_to_target import joined, judged, rater_words, tells_apart
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide

_MOST_FLOOR = 3  # where the scale may begin at the highest: dots may be shown on a part of it


def rater_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell how the five dimensions stand to each other in the same moments, and to the target."""
    del item
    rated, aimed = shown.rater, shown.rater_to_target
    head, under = rater_words(aimed, rated, shown.rater_pairs)
    if rated.empty:
        return [Slide(Item.RATER, head)]
    beside = aimed if len(aimed) else rated.assign(target=np.nan)
    picture = pictured(beside, shown.rater_pairs)
    at = "Scores from 1 to 5 at touchpoints that have a target: " if len(aimed) else "Scores from 1 to 5: "
    first = Slide(
        Item.RATER,
        head,
        section="How it felt, in five dimensions",
        under=under,
        chart="rater",
        figure=picture,
        description=f"{at}{', '.join(_in_words(row) for row in rows_of(picture) if row['n'])}.",
    )
    return [first, *_own_words(rated)]


def pictured(beside: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the five dimensions with what their picture needs beside the figures.

    Args:
        beside: what `audit.measures.rater.beside_target` returns; `target` NaN where none is set.
        pairs: what `audit.measures.dimension_pairs.rater_pairs` returns without keys; no row where none were compared.

    Returns:
        One row a dimension, in the order of RATER, or by score where two surely differ, what was hardly rated last:
        `dimension`, `n` (0 = not rated), `visits`, `score`, `low`, `high`, `target`, `grade`, `is_thin`, `row` (from
        0), `floor` (where the scale begins, 1-3), `is_short` (judged, and its interval wholly below the target), `aim`
        (the targets in words, "" but in the first row), `aim_at` (their middle), `joins_to` (the last row that a
        bracket from this one joins, -1 = none), `joins_at` (that bracket's number) and `joins` (how many there are).
    """
    order = _order(beside, pairs)
    columns = ["dimension", "n", "visits", "score", "low", "high", "target", "grade"]
    rows = beside.reindex(columns=columns).set_index("dimension").reindex(order).reset_index()
    counts = rows[["n", "visits"]].fillna(0).astype("int64")
    rows = rows.assign(n=counts["n"], visits=counts["visits"], grade=rows["grade"].fillna(""))
    runs = joined(order[: len(judged(beside))], pairs)
    joins_to = dict(runs)
    thin = rows["grade"].isin(WEAK_GRADES)
    low = rows["low"].min()
    return rows.assign(
        row=range(len(rows)),
        floor=1 if pd.isna(low) else max(1, min(_MOST_FLOOR, int(low))),
        is_thin=thin,
        is_short=~thin & (rows["high"] < rows["target"]),
        aim=[_aim(rows["target"]), *[""] * (len(rows) - 1)],
        aim_at=rows["target"].mean(),
        joins_to=[joins_to.get(row, -1) for row in range(len(rows))],
        joins_at=[list(joins_to).index(row) if row in joins_to else 0 for row in range(len(rows))],
        joins=len(runs),
    )


def _order(beside: pd.DataFrame, pairs: pd.DataFrame) -> list[str]:
    """Return the dimensions from the top, so that those that may be joined stand beneath each other."""
    firm = judged(beside)["dimension"].tolist()
    if not tells_apart(pairs, firm):
        firm = [str(name) for name in DIMENSIONS if name in firm]
    thin = [str(name) for name in DIMENSIONS if name in set(beside["dimension"]) - set(firm)]
    return [*firm, *thin, *(str(name) for name in DIMENSIONS if name not in {*firm, *thin})]


def _aim(targets: "pd.Series[float]") -> str:
    if targets.isna().all():
        return ""
    least, most = rounded(targets.min()), rounded(targets.max())
    return f"our target {least}" if least == most else f"our targets {least} to {most}"


def _in_words(row: Mapping[str, Any]) -> str:
    target = "" if pd.isna(row["target"]) else f", target {apart(row['target'])}"
    reach = f"interval {rounded(row['low'])} to {rounded(row['high'])}"
    return f"{row['dimension']} {rounded(row['score'])} ({reach}{target}, n {row['n']:,})"


def _own_words(rated: pd.DataFrame) -> list[Slide]:
    """Say what was asked, where the programme asks in its own words."""
    if "own_words" not in rated:
        return []
    own = rated[rated["own_words"] != ""]
    lines = tuple(f"{row['dimension'].capitalize()}: “{row['own_words']}”" for row in rows_of(own))
    return [Slide(Item.RATER, "What we asked, in our words", lines, minutes=0.5)] if lines else []
