"""Warming up: what the first visitor would otherwise wait for is done before anybody comes."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from audit.actions.imports import load_sample
from audit.charts.slides import SLIDE_CHARTS
from audit.charts.spec import drawing
from audit.errors import AuditError, SettingError
from audit.figures import CATALOGUE, Question
from audit.figures.catalogue import Figure
from audit.measures.pairing import WITHIN_MINUTES
from audit.measures.vote import COLUMNS as VOTED
from audit.model.clock import utc_now
from audit.model.review import Review
from audit.model.view import EVERYTHING
from audit.publish.slides import slides
from audit.review.gather import shown
from audit.review.propose import proposed_agenda, proposed_period
from audit.store import tallies
from audit.store.opened import served, served_path
from audit.store.opening import Store, open_store
from audit.store.pairs import observed_by_two

WARM_UP = "MOMENTS_WARM_UP"
_READS: tuple[tuple[Callable[..., Any], tuple[str, ...]], ...] = (
    (tallies.sightings, ("place", "customer_group", "method")),
    (tallies.sightings, ("weekday", "hour")),
    (tallies.score_sums, ("month",)),
    (tallies.resolved_days, ()),
    (tallies.wait_counts, ()),
)
_A_FEW = 200  # observations, enough for every figure to have something to draw


def is_wanted(settings: Mapping[str, str]) -> bool:
    """Tell whether the server warms up when it starts, as `MOMENTS_WARM_UP` (on, off) asks; it does by itself.

    Raises:
        SettingError: it is written otherwise.
    """
    wanted = settings.get(WARM_UP, "") or "on"
    if wanted not in {"on", "off"}:
        raise SettingError(WARM_UP, wanted, "on or off")
    return wanted == "on"


def read_through() -> None:
    """Read once what the grouped reads read, so that it lies in memory; the first visitor would wait for the disk.

    What was worked out is forgotten again. An audit that is not there yet, or cannot be opened, is the pages' to tell.
    """
    if not served_path().exists():
        return
    with suppress(AuditError):
        store = served()
        for read, apart in _READS:
            read(store, EVERYTHING, apart)
        observed_by_two(store, EVERYTHING, WITHIN_MINUTES)
        store.clear_cache()


def warm_up() -> None:
    """Work out every figure once on a small audit in memory, and draw each chart as the pages draw it.

    A drawing depends on the columns of its figure alone, so the pages find theirs ready.
    """
    store, today = open_store(), date(2026, 1, 1)
    load_sample(store, _A_FEW, 1, today)
    for figure in CATALOGUE.values():
        _warm(store, figure, Question(today, by=figure.by))
    _warm_the_wall(store, today)
    store.close()


def _warm(store: Store, figure: Figure, question: Question) -> None:
    """Work a figure out by its usual keys, and draw it by those each of its pictures is reported by."""
    figure.measure(store, question)
    for picture in figure.pictures:
        by = figure.by if picture.by is None else picture.by
        # a drawing depends on the columns, and these on the keys
        rows = picture.rows(figure.measure(store, replace(question, by=by)))
        drawing(picture.draws, tuple(rows.columns), picture.options)


def _warm_the_wall(store: Store, today: date) -> None:
    """Draw the pictures of a whole review, among them the vote that nobody has cast yet."""
    since, until = proposed_period(store, today)
    review = Review("The first", since, until, proposed_agenda(store, since, until), utc_now(), "")
    for slide in slides(review, shown(store, review, today)):
        if slide.figure is not None:
            drawing(SLIDE_CHARTS[slide.chart], tuple(slide.figure.columns))
    drawing(SLIDE_CHARTS["votes"], tuple(VOTED))  # no sample has voted, so the slides above do not draw it
