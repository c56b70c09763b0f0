"""A review as slides: one message each, in the agenda's order, in words no surer than the figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from audit.model.review import AgendaItem, Item, Review
from audit.publish.slide import Slide
from audit.publish.slides.deciding import cannot_slides, commitment_slides, reflection_slides, vote_slides
from audit.publish.slides.findings import hot_spot_slides, rater_slides, trust_slides
from audit.publish.slides.looking_back import looking_back_slides, story_slides
from audit.publish.slides.short import timed

__all__ = ["slides", "slides_of"]

Shown = Mapping[str, pd.DataFrame]

_WRITTEN: Mapping[Item, Callable[[AgendaItem, Shown], Sequence[Slide]]] = {
    Item.COMMITMENTS: looking_back_slides,
    Item.STORIES: story_slides,
    Item.RATER: rater_slides,
    Item.HOT_SPOT: hot_spot_slides,
    Item.VOTE: vote_slides,
    Item.COMMITMENT: commitment_slides,
    Item.CANNOT: cannot_slides,
    Item.REFLECTION: reflection_slides,
}


def slides(review: Review, shown: Shown) -> tuple[Slide, ...]:
    """Write the slides of a review.

    Args:
        review: its agenda says which points are told, in which order, and what the facilitator wrote.
        shown: what `audit.figures.review.shown` gathered.

    Returns:
        At least one slide a point that is not dropped. A headline has at most seven words unless the facilitator wrote
        it; that one, and the notes, stand on the first slide of their point.
    """
    told = (item for item in review.agenda if not item.is_dropped)
    return tuple(slide for item in told for slide in slides_of(review, item, shown))


def slides_of(review: Review, item: AgendaItem, shown: Shown) -> tuple[Slide, ...]:
    """Write the slides of one point, dropped or not; see `slides`."""
    written = trust_slides(shown, review.until) if item.item is Item.TRUST else _WRITTEN[item.item](item, shown)
    first, *others = written
    own = replace(first, headline=item.headline.strip() or first.headline, notes=item.notes)
    return tuple(timed(slide) for slide in (own, *others))
