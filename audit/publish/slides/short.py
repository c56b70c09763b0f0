"""Few words: a headline a room reads at a glance, a line it can read from the fifth row, and the minutes it takes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import pandas as pd

from audit.model.number import spelled
from audit.model.review import Item
from audit.publish.review_words import one_line
from audit.publish.slide import Slide

MOST_WORDS = 9  # of a headline
MOST_LINES = 5
FULL_PAGE = 7  # lines of one row each that are read from the fifth row of a room, on the wall as in the deck
MOST_QUOTED = 240  # letters of somebody's words on one slide, in type of 84 pixels
MOST_SENTENCES = 2  # of a story, in the largest type
_SENTENCE_ENDS = re.compile(r"[.!?…][”\"')]*(?=\s)")
_ACROSS = 71  # letters on one row at that size
_BETWEEN = 0.45  # rows of space below each line
MOST_ROWS = 4  # of a picture whose rows have a name of two lines and a line beneath it
MOST_LETTERS = 280  # of one line of the body: three lines at 36 px across a projected slide
_WORDS_A_MINUTE = 130  # read aloud, calmly

# Minutes of talk beside reading a slide aloud, as planned and not as measured.
_TALK = {
    Item.COVER: 0.5,
    Item.COMMITMENTS: 1.5,
    Item.SINCE_LAST: 1.0,
    Item.ANSWERS: 1.0,
    Item.STORIES: 1.0,
    Item.JOURNEY: 1.5,
    Item.RATER: 2.0,
    Item.HOT_SPOT: 3.0,
    Item.TRUST: 2.0,
    Item.WATERMELON: 1.5,
    Item.FAIRNESS: 1.5,
    Item.RECOVERIES: 1.5,
    Item.OWN: 1.0,
    Item.VOTE: 1.5,
    Item.COMMITMENT: 4.0,
    Item.CANNOT: 2.0,
    Item.REFLECTION: 2.0,
    Item.THANKS: 1.0,
    Item.CLOSE: 0.5,
}


def fitted(*ways: str) -> str:
    """Return the first of some ways to say a headline that has at most nine words; the last is cut to fit."""
    for way in ways:
        if fits(way):
            return way
    return " ".join(ways[-1].split()[:MOST_WORDS]).rstrip(",;:") + "…"


def fits(headline: str) -> bool:
    """Return whether a headline has at most nine words."""
    return len(headline.split()) <= MOST_WORDS


def shortened(words: str, most: int = MOST_LETTERS) -> str:
    """Return words on one line, cut after a whole word where they are too long for a slide."""
    line = one_line(words)
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def quoted(words: str, most: int = MOST_LETTERS) -> str:
    """Return somebody's own words as such, so that a room sees where one voice ends and the next begins."""
    return f"“{shortened(words, most - 2)}”"


def quote_pages(words: str, most: int = MOST_QUOTED) -> list[str]:
    """Return somebody's own words page by page, whole: nothing of them is left out, only a person may shorten them.

    A page ends with a sentence where one ends in its second half, else with a whole word.
    """
    pages, left = [], one_line(words)
    while len(left) > most:
        page = left[: most + 1]
        ends = [match.end() for match in _SENTENCE_ENDS.finditer(page) if match.end() > most / 2]
        at = ends[-1] if ends else page.rfind(" ")
        at = at if at > 0 else most
        pages.append(left[:at].rstrip())
        left = left[at:].lstrip()
    return [*pages, left] if left else pages


def quote_length(words: str) -> str:
    """Return what to know of somebody's words before they are put on the wall, "" where they are short enough."""
    if (pages := len(quote_pages(words))) > 1:
        return f"Long: on the wall it takes {spelled(pages)} slides. Nothing of it is cut."
    sentences = len(_SENTENCE_ENDS.findall(f"{one_line(words)} "))
    return "More than two sentences: on the wall in smaller type." if sentences > MOST_SENTENCES else ""


def few(lines: Sequence[str], most: int = MOST_LINES) -> tuple[str, ...]:
    """Return the first lines, the last of them saying how many more there are."""
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], f"and {len(lines) - most + 1} more")


def paged(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Return all lines, page by page, as many on each as are read from the fifth row; one too long has its own."""
    pages: list[tuple[str, ...]] = []
    left = 0.0
    for line in lines:
        rows = ceil(len(line) / _ACROSS) + _BETWEEN
        if rows > left:
            pages.append(())
            left = FULL_PAGE * (1 + _BETWEEN)
        pages[-1] += (line,)
        left -= rows
    return pages


def paged_rows(rows: pd.DataFrame, most: int = MOST_ROWS) -> list[pd.DataFrame]:
    """Return the rows of a picture page by page, each with its `place` (from 0) among the `rows` of its page."""
    pages = (rows.iloc[start : start + most].reset_index(drop=True) for start in range(0, len(rows), most))
    return [page.assign(place=range(len(page)), rows=len(page)) for page in pages]


def numbered(title: str, page: int, pages: int) -> str:
    """Return the headline of one of several pages: "Thanks from the room, 2 of 3"."""
    return title if pages == 1 else fitted(f"{title}, {page} of {pages}")


def timed(slide: Slide) -> Slide:
    """Return the slide with the minutes it takes: reading it aloud, and talking about it; what was sent is read."""
    words = sum(len(line.split()) for line in (slide.headline, *slide.words))
    talk = 0.2 if slide.part else _TALK[slide.item]
    return replace(slide, minutes=round(talk + words / _WORDS_A_MINUTE, 1))
