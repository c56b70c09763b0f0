"""What people take home from a review: its deck, its hand-out, its minutes, all from the same slides."""

import logging
from datetime import date

import pandas as pd

from audit.charts.slides import SLIDE_CHARTS
from audit.charts.spec import drawing
from audit.errors import NotDrawnError
from audit.model.clock import utc_now
from audit.model.review import Review
from audit.publish.deck import deck
from audit.publish.drawn import drawn
from audit.publish.handout import handout, pictured
from audit.publish.report import NOTHING_MOVED, Report
from audit.publish.slides import slides
from audit.review.gather import frozen, live
from audit.review.read_aloud import spoken
from audit.store.opening import Store
from audit.store.photo_files import photo_file
from audit.store.programme import programme

PAPER = "#FFFFFF"
ON_PAPER = 600  # pixels a chart is drawn to: the width of the text of an A4 page, words as large as those around them
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
    pictures: dict[int, str] = {}
    for index, slide in enumerate(pictured(report)):
        if slide.chart and slide.figure is not None:
            spec = drawing(SLIDE_CHARTS[slide.chart], tuple(slide.figure), (("scale", 1.0),)).spec
            try:
                pictures[index] = drawn(spec, slide.figure, PAPER, width=ON_PAPER)
            except NotDrawnError:
                _LOG.warning("the chart %r could not be drawn for the hand-out", slide.chart)
    return handout(report, pictures)
