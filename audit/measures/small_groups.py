"""Which customer groups may stand under their own name, and which rows of a group: those with enough moments."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd

SMALL_CELL = 5  # ours, as statistical offices do: fewer people than this could be recognised
OTHER_GROUPS = "Other groups"
_FEWEST_MERGED = 2  # one group alone could be worked out from the total and the groups that are shown


def groups_as_shown(counts: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Say under which name each customer group is shown, in each cell of a split by group.

    A group with fewer than five moments is merged with the others like it into "Other groups". Where only one is so
    small, or all of them together are, the next smallest joins them. Where all groups of a cell are still fewer than
    five, they stand among the moments of which no group was noted.

    Args:
        counts: keys..., `customer_group` ("" = not noted, which is no group) and `n` (moments); several rows a group
            and cell are added up.
        keys: what makes a cell, besides the group; () = everything is one cell.

    Returns:
        One row a cell and group, those not noted left out: keys..., `customer_group`, `shown` ("" = not noted).

    Source: practice of statistical offices (threshold rule with secondary suppression).
    """
    columns = [*keys, "customer_group"]
    named = counts[counts["customer_group"] != ""].groupby(columns, observed=True)["n"].sum().reset_index()
    named["shown"] = named["customer_group"]
    cells = named.groupby(list(keys), observed=True) if keys else [((), named)]
    for _, cell in cells if (named["n"] < SMALL_CELL).any() else ():
        names = _merged(dict(zip(cell["customer_group"], cell["n"], strict=True)))
        named.loc[cell.index, "shown"] = cell["customer_group"].replace(names)
    return named[[*columns, "shown"]]


def with_groups_as_shown(frame: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with each customer group under the name it is shown by; rows of merged groups stay apart.

    Args:
        frame: the keys of `shown`, `customer_group` and whatever else.
        shown: what `groups_as_shown` returns.
    """
    keys = [name for name in shown.columns if name != "shown"]
    names = {tuple(row[:-1]): row[-1] for row in shown[[*keys, "shown"]].itertuples(index=False, name=None)}
    rows = zip(*(frame[key] for key in keys), strict=True)
    return frame.assign(customer_group=[names.get(row, "") for row in rows])


def small_rows(counts: pd.DataFrame, keys: Sequence[str], within: Sequence[str] = ()) -> pd.DataFrame:
    """Return which rows of a figure are not shown in a view that chooses customer groups.

    Not shown is what rests on fewer than five moments. Where only one row is so small, or all of them together are, the
    next smallest is not shown either, else the total and the rows shown would tell it; so along each of the keys.

    Args:
        counts: keys..., within... and `n` (moments); several rows a combination are added up, those of 0 are none.
        keys: what the figure is reported by; () = all together.
        within: what is kept apart besides, where nobody adds up.

    Returns:
        One row a combination that is not shown: within..., keys...

    Source: practice of statistical offices (threshold rule with secondary suppression).
    """
    every = [*within, *keys]
    if not every:
        return pd.DataFrame(index=range(int(0 < counts["n"].sum() < SMALL_CELL)))
    sizes = counts.groupby(every, observed=True)["n"].sum().reset_index()
    sizes = sizes[sizes["n"] > 0]
    small = set(sizes.index[sizes["n"] < SMALL_CELL])
    for key in keys if small else ():
        along = [name for name in every if name != key]
        for _, line in sizes.groupby(along, observed=True) if along else [((), sizes)]:
            small |= _merged(dict(zip(line.index, line["n"], strict=True))).keys()
    return sizes.loc[sorted(small), every]


def without_rows(frame: pd.DataFrame, small: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` without the rows of the combinations that `small_rows` returned."""
    if not len(small):
        return frame
    keys = list(small.columns)
    hidden = set(small.itertuples(index=False, name=None))
    rows = zip(*(frame[key] for key in keys), strict=True) if keys else [()] * len(frame)
    return frame[np.array([row not in hidden for row in rows], dtype=np.bool_)]


def _merged(sizes: Mapping[Hashable, int]) -> dict[Hashable, str]:
    """Return the groups that are merged in a cell, each with the name they are shown by together."""
    merged: list[Hashable] = []
    together = 0
    for group in sorted(sizes, key=lambda name: (sizes[name], str(name))):
        is_enough = not merged or (together >= SMALL_CELL and len(merged) >= _FEWEST_MERGED)
        if sizes[group] >= SMALL_CELL and is_enough:
            break
        merged.append(group)
        together += sizes[group]
    return dict.fromkeys(merged, OTHER_GROUPS if together >= SMALL_CELL else "")
