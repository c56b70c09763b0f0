"""Few words: a headline a room reads at a glance, a line it can read from the fifth row, and the minutes it takes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from audit.model.review import Item
from audit.publish.slide import Slide

MOST_WORDS = 7  # of a headline
MOST_LINES = 5
MOST_LETTERS = 280  # of one line of the body: three lines at 36 px across a projected slide
_WORDS_A_MINUTE = 130  # read aloud, calmly

# Minutes of talk beside reading a slide aloud, as planned and not as measured.
_TALK = {
    Item.COMMITMENTS: 1.5,
    Item.STORIES: 1.0,
    Item.RATER: 2.0,
    Item.HOT_SPOT: 3.0,
    Item.TRUST: 2.0,
    Item.VOTE: 1.5,
    Item.COMMITMENT: 4.0,
    Item.CANNOT: 2.0,
    Item.REFLECTION: 2.0,
}


def fitted(*ways: str) -> str:
    """Return the first of some ways to say a headline that has at most seven words; the last is cut to fit."""
    for way in ways:
        if len(way.split()) <= MOST_WORDS:
            return way
    return " ".join(ways[-1].split()[:MOST_WORDS]).rstrip(",;:") + "…"


def shortened(words: str, most: int = MOST_LETTERS) -> str:
    """Return words on one line, cut after a whole word where they are too long for a slide."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def quoted(words: str) -> str:
    """Return somebody's own words as such, so that a room sees where one voice ends and the next begins."""
    return f"“{shortened(words, MOST_LETTERS - 2)}”"


def few(lines: Sequence[str], most: int = MOST_LINES) -> tuple[str, ...]:
    """Return the first lines, the last of them saying how many more there are."""
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], f"and {len(lines) - most + 1} more")


def spelt(day: date) -> str:
    """Return a day as people say it: "3 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def timed(slide: Slide) -> Slide:
    """Return the slide with the minutes it takes: reading it aloud, and talking about it."""
    words = sum(len(line.split()) for line in (slide.headline, *slide.lines))
    return replace(slide, minutes=round(_TALK[slide.item] + words / _WORDS_A_MINUTE, 1))
