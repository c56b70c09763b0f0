"""A row above the column names that names groups of columns: each column is called by both, "Check-in · Friendliness".

Read by the child process, so it imports nothing of the app and no pandas.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

BETWEEN = " · "
Row = tuple[int, Sequence[str]]
Span = tuple[int, int]  # the first and the last of some columns, counted from 0


def with_groups(rows: Iterator[Row], header_row: int, spans: Sequence[Span]) -> Iterator[Row]:
    """Return `rows` with the names in `header_row` joined to those of their groups in the row above.

    Args:
        rows: every row of the file with its number.
        header_row: which of them holds the names, counted from 1; at least 2.
        spans: the columns that each merged cell of the row above covers, empty where none is merged.
    """
    head = list(islice(rows, header_row))
    if len(head) == header_row:
        number, names = head[-1]
        head[-1] = (number, joined_names(head[-2][1], names, spans))
    return chain(head, rows)


def merged_across(ranges: Iterable[tuple[Span, Span]], row: int) -> list[Span]:
    """Return the first and last column of the merged cells in a row that is counted from 1.

    Args:
        ranges: the upper left and the lower right cell of each, row and column counted from 0.
        row: the row.
    """
    return [(start[1], end[1]) for start, end in ranges if start[0] < row <= end[0] + 1 and start[1] < end[1]]


def joined_names(groups: Sequence[str], names: Sequence[str], spans: Sequence[Span] = ()) -> list[str]:
    """Return each name with that of its group before it; where only one of the two is written, that one.

    Without merged cells a group reaches as far as names without a group follow, if its first column has a name too.
    """
    over = [text.strip() for text in [*groups, *[""] * len(names)][: len(names)]]
    for first, last in spans:
        over[first : last + 1] = [over[first]] * len(over[first : last + 1])
    if not spans:
        for place in range(1, len(over)):
            before = place - 1
            over[place] = over[place] or (over[before] if names[place].strip() and names[before].strip() else "")
    both = ((group, name.strip()) for group, name in zip(over, names, strict=True))
    return [BETWEEN.join(filter(None, dict.fromkeys(pair))) for pair in both]


def group_and_name(column: str) -> tuple[str, str]:
    """Return the two names that a column is called by, the first "" where it is in no group."""
    group, _, name = column.rpartition(BETWEEN)
    return group, name


def are_groups(columns: Iterable[str]) -> bool:
    """Return whether some of `columns` share a group, and not all of them the same one, as under a title."""
    groups = [group_and_name(column)[0] for column in columns]
    sizes = Counter(filter(None, groups))
    return any(size > 1 for size in sizes.values()) and max(sizes.values()) < len(groups)
