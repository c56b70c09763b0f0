"""How a meeting ends: thanks from the room, and what was promised in it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from audit.model.review import AgendaItem, Item
from audit.publish.headlines.words import counted
from audit.publish.review_words import one_line, owner_and_day, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Column, Layout, Slide
from audit.publish.slides.cannot import filled
from audit.publish.slides.short import numbered, shortened

MOST_THANKS = 20  # on a page
_SECTION = "Thanks from the room"
_COLUMNS, _ACROSS, _HEIGHT = 3, 30, 17  # beside each other, letters on one row, rows of a column
_LONG = 240  # letters: what is longer has a page to itself, across all columns
_OPEN = ("late", "open", "carried over")
_MOST_OPEN = 2  # named at the end; more are counted
_MOST_LETTERS = 110  # of what is said in one row


def thanks_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Show all thanks that the facilitator let through, the newest first, page by page."""
    del item
    n = len(shown.appreciations)
    if not n:
        under = "A team or a deed, no names. It stands here once somebody has read it."
        return [Slide(Item.THANKS, "Whom do you want to thank?", section=_SECTION, under=under)]
    head = f"{counted(n, 'note')} of thanks, from all of us" if n == 1 else f"{n:,} thanks, from all of us"
    pages = list(in_columns([one_line(words) for words in reversed(shown.appreciations)]))
    return [
        Slide(
            Item.THANKS,
            numbered(head, number, len(pages)),
            section=_SECTION,
            layout=Layout.COLUMNS,
            columns=page,
            part="" if number == 1 else f"page-{number}",
        )
        for number, page in enumerate(pages, start=1)
    ]


def in_columns(thanks: Sequence[str]) -> Iterator[tuple[Column, ...]]:
    """Return thanks page by page, in columns without a title.

    Args:
        thanks: each on one line, in the order in which they are read.

    Returns:
        At most twenty a page, fewer where they are long, in columns as low as they can be; one that would fill a column
        stands alone.
    """
    left = list(thanks)
    while left:
        some = list(takewhile(lambda words: len(words) <= _LONG, left))[:MOST_THANKS] or left[:1]
        heights = range(1, _HEIGHT + 1)
        tries = (list(filled(some, _ACROSS, height)) for height in heights)
        parts = next((parts for parts in tries if len(parts) <= _COLUMNS), [*filled(some, _ACROSS, _HEIGHT)][:_COLUMNS])
        yield tuple(Column("", part) for part in parts)
        left = left[sum(map(len, parts)) :]


def close_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Close the meeting: what was promised in it, what is still open, and when we meet again."""
    promised = [
        f"{one_line(row['words']).rstrip('.')} ({one_line(row['touchpoint'])}: {owner_and_day(row)})"
        for row in rows_of(shown.commitment)
    ]
    rows = [("Also promised" if number else "We promised", words) for number, words in enumerate(promised)]
    rows += [("Also open" if number else "Still open", words) for number, words in enumerate(still_open(shown))]
    if when := one_line(item.subject):
        rows.append(("Next review", f"{when}. It opens with what came of this." if rows else when))
    short = tuple((label, shortened(words, _MOST_LETTERS)) for label, words in rows)
    section = "What we promised today" if promised else ""
    return [Slide(Item.CLOSE, "Thank you.", rows=short, layout=Layout.CLOSE, section=section)]


def still_open(shown: Shown) -> list[str]:
    """Return the commitments of reviews before that are open, the first ones in words, the others counted."""
    made = shown.commitments
    rows = rows_of(made[made["state"].isin(_OPEN)]) if len(made) else []
    if len(rows) > _MOST_OPEN + 1:
        more = f"{len(rows) - _MOST_OPEN:,} more, on the page of commitments"
        return [*(_open(row) for row in rows[:_MOST_OPEN]), more]
    return [_open(row) for row in rows]


def _open(row: Mapping[str, Any]) -> str:
    return f"{one_line(row['touchpoint'])}: {one_line(row['words']).rstrip('.')} ({owner_and_day(row)})"
