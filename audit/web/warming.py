"""Warming up: what the first visitor would otherwise wait for is done before anybody comes."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from audit import figures
from audit.actions.imports import load_sample
from audit.charts.agreement import agreement_dots
from audit.charts.attainment import attainment_months
from audit.charts.change import before_after_dots, control_chart, steadiness_bars
from audit.charts.commitment import commitment_dots
from audit.charts.coverage import coverage_heat, week_heat
from audit.charts.fairness import fairness_dots, gap_dots
from audit.charts.journey import experience_curve, experience_path
from audit.charts.labels import labelled, staged
from audit.charts.promise import waits_dots
from audit.charts.ranking import ranking_dots
from audit.charts.rater import rater_dots, rater_heat, rating_bars
from audit.charts.recovery import waiting_lines
from audit.charts.sides import both_sides
from audit.charts.slides import SLIDE_CHARTS
from audit.charts.spec import Charting, drawing
from audit.charts.time_line import with_marks
from audit.charts.trust import balance_line, debt_bars, ratio_band
from audit.charts.voices import signal_heat, word_dots
from audit.charts.watermelon import gap_whiskers, watermelon_map
from audit.errors import AuditError
from audit.figures import Question
from audit.measures.pairing import WITHIN_MINUTES
from audit.measures.vote import COLUMNS as VOTED
from audit.model.clock import utc_now
from audit.model.daypart import DAYPARTS, NOT_KNOWN
from audit.model.programme import EXPERIENCE_TARGET
from audit.model.review import Review
from audit.model.view import EVERYTHING
from audit.publish.slides import slides
from audit.review.gather import shown
from audit.review.propose import proposed_agenda, proposed_period
from audit.store import tallies
from audit.store.intervention import interventions
from audit.store.opened import served, served_path
from audit.store.opening import Store, open_store
from audit.store.pairs import met_by_two

_Drawn = tuple[Charting, pd.DataFrame, tuple[tuple[str, Any], ...]]  # a chart, its figure, what else it takes
_READS: tuple[tuple[Callable[..., Any], tuple[str, ...]], ...] = (
    (tallies.sightings, ("place", "customer_group", "method")),
    (tallies.sightings, ("weekday", "hour")),
    (tallies.score_sums, ("month",)),
    (tallies.resolved_days, ()),
    (tallies.wait_counts, ()),
)
_A_FEW = 200  # observations, enough for every figure to have something to draw
_KNOWN, _WITH_UNKNOWN = ("columns", DAYPARTS), ("columns", (*DAYPARTS, NOT_KNOWN))  # as the day's observations have it


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
        met_by_two(store, EVERYTHING, WITHIN_MINUTES)
        store.forget()


def warm_up() -> None:
    """Work out every figure once on a small audit in memory, and draw each chart as the pages draw it.

    A drawing depends on the columns of its figure alone, so the pages find theirs ready.
    """
    store, today = open_store(), date(2026, 1, 1)
    load_sample(store, _A_FEW, 1, today)
    for chart, figure, options in (*_on_pages(store, today), *_on_the_wall(store, today)):
        drawing(chart, tuple(figure.columns), options)
    store.close()


def _on_pages(store: Store, today: date) -> tuple[_Drawn, ...]:
    by_touchpoint, whole = Question(today), Question(today, by=())
    profile, rated = figures.rater(store, whole), figures.rater(store, by_touchpoint)
    curve = staged(figures.journey(store, by_touchpoint))
    melons, aim = labelled(figures.watermelon(store, by_touchpoint)), (("target", EXPERIENCE_TARGET),)
    moved = with_marks(figures.change(store, whole), interventions(store), "month")
    times_of_day = figures.coverage(store, replace(by_touchpoint, by=("daypart",)))
    figures.outlook(store, by_touchpoint)
    return (
        (rater_dots, profile, (("zone", ()),)),
        (rating_bars, profile, ()),
        (rater_heat, rated, ()),
        (ranking_dots, figures.ranking(store, by_touchpoint), ()),
        (debt_bars, figures.trust(store, by_touchpoint), ()),
        (balance_line, figures.ledger(store, by_touchpoint), ()),
        (ratio_band, figures.ratio_band(store, by_touchpoint), ()),
        (experience_curve, curve, ()),
        (experience_path, curve, ()),
        (control_chart, moved, (("what", "score"), ("period", "month"), ("smooth", False))),
        (steadiness_bars, figures.steadiness(store, by_touchpoint), (("period", "month"),)),
        (before_after_dots, figures.before_after(store, by_touchpoint), ()),
        (waits_dots, figures.waits(store, by_touchpoint), ()),
        (watermelon_map, melons, aim),
        (gap_whiskers, melons, ()),
        (attainment_months, figures.watermelon(store, replace(by_touchpoint, by=("month",))), aim),
        (coverage_heat, times_of_day, (("by", "daypart"), _KNOWN)),
        (coverage_heat, times_of_day, (("by", "daypart"), _WITH_UNKNOWN)),
        (week_heat, figures.times_of_week(store, by_touchpoint), (_KNOWN,)),
        (week_heat, figures.times_of_week(store, by_touchpoint), (_WITH_UNKNOWN,)),
        (agreement_dots, figures.agreement(store, whole), ()),
        (fairness_dots, figures.fairness(store, whole), ()),
        (gap_dots, figures.fairness(store, whole), ()),
        (word_dots, figures.words(store, by_touchpoint), ()),
        (signal_heat, figures.signals(store, by_touchpoint), ()),
        (waiting_lines, figures.waiting(store, by_touchpoint), ()),
        *((commitment_dots, both_sides(row), ()) for row in figures.commitments(store, whole).to_dict("records")),
    )


def _on_the_wall(store: Store, today: date) -> Iterator[_Drawn]:
    """Yield the pictures of a whole review, among them the vote that nobody has cast yet."""
    since, until = proposed_period(store, today)
    review = Review("The first", since, until, proposed_agenda(store, since, until), utc_now(), "")
    for slide in slides(review, shown(store, review, today)):
        if slide.figure is not None:
            yield SLIDE_CHARTS[slide.chart], slide.figure, ()
    yield SLIDE_CHARTS["votes"], pd.DataFrame(columns=VOTED), ()
