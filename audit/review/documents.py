"""What people take home from a review: its deck, its hand-out, its minutes, all from the same slides."""

import logging
from datetime import date

from audit.charts.slides import SLIDE_CHARTS
from audit.charts.spec import drawing
from audit.errors import NotDrawnError
from audit.model.clock import utc_now
from audit.model.review import Review
from audit.publish.deck import deck
from audit.publish.drawn import drawn
from audit.publish.handout import handout, pictured
from audit.publish.report import Report
from audit.publish.slides import slides
from audit.review.gather import shown
from audit.review.restated import restated
from audit.store.opening import Store
from audit.store.programme import programme

PAPER = "#FFFFFF"
ON_PAPER = 600  # pixels a chart is drawn to: the width of the text of an A4 page, words as large as those around them
_LOG = logging.getLogger("moments")


def report_of(store: Store, review: Review, today: date | None = None) -> Report:
    """Gather what a review leaves: what was frozen and what moved since where it is closed, else what it is today.

    Args:
        store: the open store.
        review: the review.
        today: the day an open review is told on; None = the programme's own.
    """
    settings = programme(store)
    day = today or settings.day_of(utc_now())
    frames = shown(store, review, day)
    as_of = day if review.closed_at is None else settings.day_of(review.closed_at)
    return Report(review, slides(review, frames), frames, as_of, restated(store, review))


def deck_of(store: Store, review: Review, today: date | None = None) -> bytes:
    """Return a review as a PowerPoint file; see `audit.publish.deck.deck`."""
    return deck(report_of(store, review, today))


def handout_of(store: Store, review: Review, today: date | None = None) -> str:
    """Return a review as one HTML page with every chart in it; see `audit.publish.handout.handout`."""
    report = report_of(store, review, today)
    pictures: dict[int, str] = {}
    for place, slide in enumerate(pictured(report)):
        if slide.chart and slide.figure is not None:
            spec = drawing(SLIDE_CHARTS[slide.chart], tuple(slide.figure), (("scale", 1.0),)).spec
            try:
                pictures[place] = drawn(spec, slide.figure, PAPER, width=ON_PAPER)
            except NotDrawnError:
                _LOG.warning("the chart %r could not be drawn for the hand-out", slide.chart)
    return handout(report, pictures)
