"""What cannot be mended yet, and why: beneath each cause the places, and the reasons in the words that were chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

from audit.model.number import spelled
from audit.model.review import AgendaItem, Item
from audit.publish.headlines.words import listed
from audit.publish.review_words import one_line, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Column, Layout, Slide
from audit.publish.slides.short import fitted, quoted

_SECTION = "What we cannot mend yet"
_DAYS = "Given up in these days, whenever it was observed."
_NO_CAUSE = "Why stands on the board"
COLUMNS, _HEIGHT = 3, 11  # beside each other on a slide, and rows of words in one
_ACROSS = 26  # letters on one row
_BETWEEN = 0.4  # rows of space beneath each line
_MOST_LETTERS = 200  # of one reason: it is read out in full from the board


@dataclass(frozen=True, slots=True)
class _Refused:
    """Places that were given up for one cause and one reason in words ("" = not chosen)."""

    cause: str
    why: str
    places: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands on the slide, the places first."""
        return (*self.places, *((quoted(self.why, _MOST_LETTERS),) if self.why else ()))


def cannot_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell what must wait; the reason as it was written only where it was chosen, the cause alone as a title."""
    del item
    if shown.cannot.empty:
        return [Slide(Item.CANNOT, "Nothing had to be refused", section=_SECTION, under=_DAYS)]
    refused = _grouped(shown.cannot)
    n = sum(len(each.places) for each in refused)
    things = f"{spelled(n).capitalize()} {'thing' if n == 1 else 'things'} must wait"
    columns = list(_columns(refused))
    pages = [tuple(columns[first : first + COLUMNS]) for first in range(0, len(columns), COLUMNS)]
    title = fitted(*_titles(things, refused), things)
    heads = [title] if len(pages) == 1 else [f"{things}, {page} of {len(pages)}" for page in range(1, len(pages) + 1)]
    return [
        Slide(
            Item.CANNOT,
            fitted(head),
            section=_SECTION,
            under=_DAYS if number == 0 else "",
            layout=Layout.COLUMNS,
            columns=page,
        )
        for number, (head, page) in enumerate(zip(heads, pages, strict=True))
    ]


def _titles(things: str, refused: Sequence[_Refused]) -> list[str]:
    """Return how the slide is headed where each reason stands beneath it, or at least each cause; else nothing."""
    if all(each.why for each in refused):
        return [f"{things}; here is why"]
    causes = list(dict.fromkeys(each.cause for each in refused))
    return [f"{things}: {listed(causes)}"] if all(causes) else []


def _grouped(cannot: pd.DataFrame) -> list[_Refused]:
    """Return what was given up by cause and by reason, each in the order in which it came first, a place once."""
    groups: dict[str, dict[str, dict[str, None]]] = {}
    for row in rows_of(cannot):
        of_cause = groups.setdefault(one_line(row["cause"]), {})
        of_cause.setdefault(one_line(row["why"]), {})[one_line(row["touchpoint"])] = None
    return [_Refused(cause, why, tuple(places)) for cause, reasons in groups.items() for why, places in reasons.items()]


def _columns(refused: Sequence[_Refused]) -> Iterator[Column]:
    """Return a column for each cause, another one where it is full."""
    by_cause: Mapping[str, list[str]] = {each.cause: [] for each in refused}
    for each in refused:
        by_cause[each.cause].extend(each.lines)
    for cause, lines in by_cause.items():
        title = cause[:1].upper() + cause[1:] or _NO_CAUSE
        for number, part in enumerate(filled(lines, _ACROSS, _HEIGHT)):
            yield Column(title if number == 0 else f"{title}, further", part)


def filled(lines: Sequence[str], across: int, height: int) -> Iterator[tuple[str, ...]]:
    """Return lines as columns, as many in each as it has rows for, at least one.

    Args:
        lines: in the order in which they are read, at least one.
        across: letters on one row.
        height: rows of a column; beneath each line stays some space.
    """
    part: list[str] = []
    left = float(height)
    for line in lines:
        rows = ceil(len(line) / across) + _BETWEEN
        if part and rows > left:
            yield tuple(part)
            part, left = [], float(height)
        part.append(line)
        left -= rows
    yield tuple(part)
