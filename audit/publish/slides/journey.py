"""The journey on one slide each: where it is lowest, as surely as that can be said."""

import pandas as pd

from audit.measures.low_points import low_points
from audit.model.number import apart, counted, rounded
from audit.model.review import AgendaItem, Item
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.journey_places import placed
from audit.publish.slides.journey_words import low_points_headline, low_points_line
from audit.publish.slides.short import paged, shortened

CHART = "journey"


def journey_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell where each journey that was observed is lowest, a slide a journey, and which ones nobody observed."""
    del item
    if shown.journey.empty:
        return [Slide(Item.JOURNEY, "No journey has a touchpoint yet")]
    by_journey = dict(list(shown.journey.groupby("journey", sort=False)))
    unseen = [str(name) for name, rows in by_journey.items() if not rows["observations"].any()]
    if len(unseen) == len(by_journey):
        return [Slide(Item.JOURNEY, "Nobody observed a journey in these days")]
    slides = [_slide(str(name), rows, shown.since_last) for name, rows in by_journey.items() if name not in unseen]
    head = f"{counted(len(unseen), 'journey')} nobody observed in these days"
    return [*slides, *(Slide(Item.JOURNEY, head, page) for page in paged(unseen))]


def _slide(journey: str, rows: pd.DataFrame, since_last: pd.DataFrame) -> Slide:
    points = low_points(rows)
    is_rated = bool(points["score"].notna().any())
    return Slide(
        Item.JOURNEY,
        low_points_headline(points),
        section=shortened(f"The journey: {journey}", 60),
        under=low_points_line(points, since_last),
        chart=CHART if is_rated else "",
        figure=placed(points),
        description=_described(points) if is_rated else "",
    )


def _described(points: pd.DataFrame) -> str:
    """Return what the picture shows: each touchpoint with its score, in order, and which ones are lit."""
    scores = ", ".join(
        f"{row['touchpoint']} {rounded(row['score'])}{', a low point' if row['is_low'] else ''}"
        for row in rows_of(points[points["score"].notna()])
    )
    targets = points["target"].dropna()
    if targets.empty:
        return f"Scores from 1 to 5 along the journey: {scores}."
    least, most = targets.min(), targets.max()
    aim = f"target {apart(least)}" if least == most else f"targets {apart(least)} to {apart(most)}"
    return f"Scores from 1 to 5 along the journey, {aim}: {scores}."
