"""Warming up: what the first visitor would otherwise wait for is done before anybody comes."""

from datetime import date

from audit import figures
from audit.actions.imports import load_sample
from audit.charts.journey import experience_curve, experience_path
from audit.charts.ranking import ranking_dots
from audit.charts.rater import rater_dots, rater_heat, rating_bars
from audit.charts.spec import drawing
from audit.charts.trust import balance_line, debt_bars, ratio_band
from audit.figures import Question
from audit.store.opening import open_store

_A_FEW = 200  # observations, enough for every figure to have something to draw


def warm_up() -> None:
    """Work out every figure once on a small audit in memory, and draw each chart as the pages draw it.

    A drawing depends on the columns of its figure alone, so the pages find theirs ready.
    """
    store, today = open_store(), date(2026, 1, 1)
    load_sample(store, _A_FEW, 1, today)
    by_touchpoint, whole = Question(today), Question(today, by=())
    profile, rated = figures.rater(store, whole), figures.rater(store, by_touchpoint)
    curve = figures.journey(store, by_touchpoint)
    figures.outlook(store, by_touchpoint)
    for chart, figure, options in (
        (rater_dots, profile, (("zone", ()),)),
        (rating_bars, profile, ()),
        (rater_heat, rated, ()),
        (ranking_dots, figures.ranking(store, by_touchpoint), ()),
        (debt_bars, figures.trust(store, by_touchpoint), ()),
        (balance_line, figures.ledger(store, by_touchpoint), ()),
        (ratio_band, figures.ratio_band(store, by_touchpoint), ()),
        (experience_curve, curve, ()),
        (experience_path, curve, ()),
    ):
        drawing(chart, tuple(figure.columns), options)
    store.close()
