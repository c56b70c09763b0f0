"""The hand-out: one page to read and to print that asks for nothing from anywhere, with every picture in it."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from audit.home.product import PRODUCT
from audit.model.review import Item
from audit.publish.headlines.caveat import caveat
from audit.publish.in_its_direction import in_its_direction
from audit.publish.minutes import RESTATED, VOTE, decisions, findings, looked_at, standing
from audit.publish.one_page import foot, one_page
from audit.publish.plotted import Plot, plotted
from audit.publish.report import Report
from audit.publish.review_words import TITLES
from audit.publish.slide import Slide, on_pages

FONT = PRODUCT / "static" / "fonts" / "public-sans-latin-wght-normal.woff2"
_PAGE = Environment(
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    loader=PackageLoader("audit.publish", "templates"),
    finalize=in_its_direction,
)
_NAMED = re.compile(r"""(\bid=["']|url\(#|href=["']#)""")


@dataclass(frozen=True, slots=True, eq=False)
class _Printed:
    """A slide on paper: its words, its picture ("" = none), and its figures as a table (None = none)."""

    slide: Slide
    picture: Markup
    plot: Plot | None
    rows: Sequence[Sequence[str]]


def handout(report: Report, pictures: Mapping[int, str]) -> str:
    """Return the hand-out as one HTML page, everything people wrote escaped.

    Args:
        report: the review.
        pictures: SVG of the charts by the place of their slide among `pictured`; one that is not there is told by its
            description and its table alone.

    Returns:
        A page that fits on A4 and on Letter, and whose policy lets no browser ask for anything elsewhere.
    """
    paper = pictured(report)
    is_drawn = result_slide(report) is not None
    printed = [
        _photo(slide, report.photos) if slide.photo else _printed(slide, pictures.get(index, ""), f"p{index}-")
        for index, slide in enumerate(paper)
    ]
    journeys = (index for index, slide in enumerate(paper) if slide.item is Item.JOURNEY and pictures.get(index))
    journey = next(journeys, None)
    return _PAGE.get_template("handout.html").render(
        report=report,
        first_page=one_page(report),
        # it stands a second time further down
        journey=None if journey is None else _printed(paper[journey], pictures[journey], "first-"),
        foot=foot(report),
        printed=printed,
        titles=TITLES,
        standing=standing(report),
        looked_at=looked_at(report),
        decisions=[part for part in decisions(report) if not (is_drawn and part.title == VOTE)],
        restated=report.restated.to_dict("records"),
        restated_title=RESTATED,
        caveat=caveat(report.shown.ratio),
        font=_font(),
    )


def result_slide(report: Report) -> Slide | None:
    """Return the slide that shows what the room chose, None while there is no result."""
    return next((slide for slide in report.slides if slide.chart == "votes"), None)


def result_page(report: Report, slide: Slide, picture: str) -> str:
    """Return what the room chose as a page of 1200 by 675 pixels, to be shared as a picture.

    Args:
        report: the review.
        slide: what `result_slide` returned.
        picture: the SVG of its chart.
    """
    drawn = Markup(picture)  # noqa: S704  # drawn by us; the words in it are escaped there
    return _PAGE.get_template("result.html").render(
        report=report, slide=slide, picture=drawn, titles=TITLES, font=_font()
    )


def pictured(report: Report) -> tuple[Slide, ...]:
    """Return the slides that a hand-out tells: what was seen, and the vote where it has a result."""
    result = result_slide(report)
    slides = (*findings(report.slides), *([] if result is None else [result]))
    return tuple(page for slide in slides for page in on_pages(slide))


def _printed(slide: Slide, picture: str, named: str) -> _Printed:
    """Return a slide with its picture, the names within which begin with `named`."""
    plot = plotted(slide)
    # Names inside a picture are its own: two pictures of one page must not borrow each other's parts.
    own = Markup(_NAMED.sub(rf"\g<1>{named}", picture))  # noqa: S704  # drawn by us; the words in it are escaped there
    return _Printed(slide, own, plot, [] if plot is None else _table(plot))


def _photo(slide: Slide, photos: Mapping[str, bytes]) -> _Printed:
    file = base64.b64encode(photos.get(slide.photo, b"")).decode("ascii")
    picture = Markup('<img src="data:image/jpeg;base64,{}" alt="">').format(file) if file else Markup()
    return _Printed(slide, picture, None, [])


def _table(plot: Plot) -> list[list[str]]:
    return [
        [name, *(plot.written(series, row) for series in plot.series), plot.evidence[row]]
        for row, name in enumerate(plot.names)
    ]


def _font() -> str:
    return base64.b64encode(FONT.read_bytes()).decode("ascii")
