"""Visits worked out one by one in plain Python, the long way round, to set beside what the house makes of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from audit.model.rating import DIMENSIONS

Observed = tuple[str, str, float]  # visit, touchpoint, value
NAMES = [str(dimension) for dimension in DIMENSIONS]


def sums_of(observed: Iterable[Observed], **keys: Any) -> dict[str, Any]:
    """Return the sums of some observations, as `audit.store.visit_sums` documents them."""
    rows = list(observed)
    visits: dict[str, list[float]] = defaultdict(list)
    for visit, _, y in rows:
        visits[visit].append(y)
    return {
        **keys,
        "n": len(rows),
        "visits": len(visits),
        "total": sum(y for *_, y in rows),
        "squares": sum(y * y for *_, y in rows),
        "visit_squares": sum(sum(ys) ** 2 for ys in visits.values()),
        "visit_products": sum(sum(ys) * len(ys) for ys in visits.values()),
        "visit_sizes": sum(len(ys) ** 2 for ys in visits.values()),
        "moments": len({(visit, touchpoint) for visit, touchpoint, _ in rows}),
    }


def effect_of(observed: Iterable[Observed]) -> float:
    """Return the design effect by its definition, residual by residual."""
    rows = list(observed)
    n, visits = len(rows), sorted({visit for visit, *_ in rows})
    count = len(visits)
    mean = sum(y for *_, y in rows) / n
    spread = sum((y - mean) ** 2 for *_, y in rows)
    if count < 2 or spread < 1e-12:
        return n / count
    strayed = [sum(y - mean for visit, _, y in rows if visit == each) for each in visits]
    clustered = count / (count - 1) * sum(each**2 for each in strayed) / n**2
    floor = n / len({(visit, touchpoint) for visit, touchpoint, _ in rows})
    return max(1.0, floor, clustered / (spread / (n * (n - 1))))


def rated_together(*seen: tuple[str, Mapping[str, int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return rating counts and the sums of differences of observations: each its visit and its ratings."""
    counts = [
        {
            "dimension": name,
            **{f"n{rating}": sum(given.get(name) == rating for _, given in seen) for rating in range(1, 6)},
        }
        for name in NAMES
    ]
    differences = {
        f"{one} {other}": [
            (visit, str(place), float(given[one] - given[other]))
            for place, (visit, given) in enumerate(seen)
            if one in given and other in given
        ]
        for one, other in combinations(NAMES, 2)
    }
    sums = [sums_of(observed, value=name) for name, observed in differences.items() if observed]
    columns = ["value", "n", "visits", "total", "squares", "visit_squares", "visit_products", "visit_sizes", "moments"]
    return pd.DataFrame(counts), pd.DataFrame(sums, columns=columns)
