"""What people take home from a review: its deck, its hand-out, its minutes, all from the same slides."""

import logging
from datetime import date

import pandas as pd

from audit.charts.slides import SLIDE_CHARTS
from audit.charts.spec import drawing
from audit.errors import NotDrawnError
from audit.model.clock import utc_now
from audit.model.review import Review
from audit.publish.browser import pdf_of, png_of
from audit.publish.deck import deck
from audit.publish.drawn import drawn
from audit.publish.handout import handout, pictured, result_page, result_slide
from audit.publish.report import NOTHING_MOVED, Report
from audit.publish.slide import Slide
from audit.publish.slides import slides
from audit.review.gather import frozen, live
from audit.review.read_aloud import spoken
from audit.store.opening import Store
from audit.store.photo_files import photo_file
from audit.store.programme import programme

PAPER = "#FFFFFF"
ON_PAPER = 600  # pixels a chart is drawn to: the width of the text of an A4 page, words as large as those around them
SHARED = (1200, 675)  # pixels of a picture that is shared
_LOG = logging.getLogger("moments")


def report_of(
    store: Store, review: Review, restated: pd.DataFrame = NOTHING_MOVED, *, today: date | None = None
) -> Report:
    """Return what a review leaves: as it was frozen where it is closed, else as it is today.

    Args:
        store: the open store.
        review: the review.
        restated: what moved since it was closed, as `audit.review.restated.restated` returns it; the rest of a closed
            review comes from its own text alone.
        today: the day an open review is shown on; None = the programme's own.
    """
    day_of = programme(store).day_of
    if review.closed_at is None:
        as_of = today or day_of(utc_now())
        record = live(store, review, as_of)
    else:
        as_of, record = day_of(review.closed_at), frozen(store, review)
    made = slides(review, record)
    files = {slide.photo: photo_file(store, slide.photo) for slide in made if slide.photo}
    photos = {mark: file.read_bytes() for mark, file in files.items() if file.exists()}
    return Report(review, made, record, as_of, restated, photos, spoken(store))


def deck_of(store: Store, review: Review, restated: pd.DataFrame = NOTHING_MOVED) -> bytes:
    """Return a review as a PowerPoint file; see `report_of` and `audit.publish.deck.deck`."""
    return deck(report_of(store, review, restated))


def handout_of(store: Store, review: Review, restated: pd.DataFrame = NOTHING_MOVED) -> str:
    """Return a review as one HTML page with every chart in it; see `report_of` and `audit.publish.handout.handout`."""
    report = report_of(store, review, restated)
    pictures = {index: _on_paper(slide) for index, slide in enumerate(pictured(report))}
    return handout(report, pictures)


def pdf_handout_of(store: Store, review: Review, restated: pd.DataFrame = NOTHING_MOVED) -> bytes:
    """Return the hand-out as a PDF; see `handout_of` and `audit.publish.browser.pdf_of` for what may go wrong."""
    return pdf_of(handout_of(store, review, restated))


def result_picture_of(report: Report) -> bytes:
    """Return what the room chose as a PNG of 1200 by 675 pixels; b"" while there is no result.

    Raises:
        NoBrowserError, NotPrintedError: as `audit.publish.browser.png_of`.
    """
    slide = result_slide(report)
    return b"" if slide is None else png_of(result_page(report, slide, _on_paper(slide)), *SHARED)


def _on_paper(slide: Slide) -> str:
    """Return the picture of a slide's chart as it is drawn on paper, "" where it has none or it cannot be drawn."""
    if not slide.chart or slide.figure is None:
        return ""
    spec = drawing(SLIDE_CHARTS[slide.chart], tuple(slide.figure), (("scale", 1.0),)).spec
    try:
        return drawn(spec, slide.figure, PAPER, width=ON_PAPER)
    except NotDrawnError:
        _LOG.warning("the chart %r could not be drawn for the hand-out", slide.chart)
        return ""
