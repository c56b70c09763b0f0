"""The first page of a hand-out: what was seen, what came of last time, what was chosen, promised, and must wait."""

from collections.abc import Mapping, Sequence

from audit.model.review import Item
from audit.publish.headlines.caveat import caveat
from audit.publish.minutes import COMMITTED, VOTE, Section, decisions, findings, first_slides
from audit.publish.report import Report
from audit.publish.review_words import NOT_MENDED_AND_WHY
from audit.publish.slide import Slide
from audit.publish.slides.short import few, shortened

MOST_LINES = 4  # of a part, so that all of them stand on one side of A4
MOST_LETTERS = 160  # of a line: two rows beside the title of its part
_SAW = (Item.JOURNEY, Item.RATER, Item.HOT_SPOT, Item.TRUST, Item.WATERMELON)
_OF_LAST_TIME = (Item.COMMITMENTS, Item.SINCE_LAST, Item.ANSWERS)


def one_page(report: Report) -> tuple[Section, ...]:
    """Return what everybody should know of a review, in five short parts; a part with nothing is left out."""
    first = first_slides(findings(report.slides))
    decided = {part.title: part.lines for part in decisions(report)}
    parts = {
        "What we saw": _headlines(first, _SAW),
        "What came of last time": _headlines(first, _OF_LAST_TIME),
        "What the room chose": decided.get(VOTE, ()),
        "What we promise": decided.get(COMMITTED, ()),
        "What must wait, and why": decided.get(NOT_MENDED_AND_WHY, ()),
    }
    return tuple(
        Section(title, few([shortened(line, MOST_LETTERS) for line in lines], MOST_LINES))
        for title, lines in parts.items()
        if lines
    )


def foot(report: Report) -> str:
    """Return what must be said beside the first page: the caveat where it speaks of owing, "" where it does not."""
    is_owing = any(slide.owes for slide in findings(report.slides) if slide.item in _SAW)
    return caveat(report.shown.ratio) if is_owing else ""


def _headlines(first: Mapping[Item, Slide], points: Sequence[Item]) -> list[str]:
    """Return the headline of the first slide of each point, with what stands right beneath it."""
    return [_with_the_line_beneath(first[point]) for point in points if point in first]


def _with_the_line_beneath(slide: Slide) -> str:
    head = slide.headline.rstrip(".")
    return f"{head}. {slide.under}" if slide.under else f"{head}."
