"""A review as slides: one message each, in the agenda's order, in words no surer than the figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from audit.model.day import written_day, written_days
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.caveat import caveat
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.answers import answer_slides
from audit.publish.slides.cannot import cannot_slides
from audit.publish.slides.commitment import commitment_slides
from audit.publish.slides.ending import close_slides, thanks_slides
from audit.publish.slides.further import fairness_slides, own_slides, recovery_slides
from audit.publish.slides.hot_spot import hot_spot_slides
from audit.publish.slides.journey import journey_slides
from audit.publish.slides.looking_back import looking_back_slides, story_slides
from audit.publish.slides.opening import cover_slides, since_last_slides
from audit.publish.slides.photos import photo_slides
from audit.publish.slides.rater import rater_slides
from audit.publish.slides.reflection import reflection_slides
from audit.publish.slides.short import timed
from audit.publish.slides.trust import trust_slides
from audit.publish.slides.vote import vote_slides
from audit.publish.slides.watermelon import watermelon_slides

__all__ = ["slides", "slides_of"]

_WRITTEN: Mapping[Item, Callable[[AgendaItem, Shown], Sequence[Slide]]] = {
    Item.COMMITMENTS: looking_back_slides,
    Item.SINCE_LAST: since_last_slides,
    Item.ANSWERS: answer_slides,
    Item.STORIES: story_slides,
    Item.JOURNEY: journey_slides,
    Item.RATER: rater_slides,
    Item.HOT_SPOT: hot_spot_slides,
    Item.WATERMELON: watermelon_slides,
    Item.FAIRNESS: fairness_slides,
    Item.RECOVERIES: recovery_slides,
    Item.OWN: own_slides,
    Item.VOTE: vote_slides,
    Item.COMMITMENT: commitment_slides,
    Item.CANNOT: cannot_slides,
    Item.THANKS: thanks_slides,
    Item.CLOSE: close_slides,
}

_OF_REVIEW: Mapping[Item, Callable[[Review, Shown], Sequence[Slide]]] = {  # written with the review's own words or days
    Item.COVER: cover_slides,
    Item.TRUST: trust_slides,
}


def slides(review: Review, shown: Shown) -> tuple[Slide, ...]:
    """Write the slides of a review.

    Args:
        review: its agenda says which points are told, in which order, and what the facilitator wrote.
        shown: the figures they are written from.

    Returns:
        At least one slide a point that is not dropped. A headline has at most nine words unless the facilitator wrote
        it; that one, and the notes, stand on the first slide of their point. A slide that speaks of owing ends with the
        caveat.
    """
    points = (item for item in review.agenda if not item.is_dropped)
    return tuple(slide for item in points for slide in slides_of(review, item, shown))


def slides_of(review: Review, item: AgendaItem, shown: Shown) -> tuple[Slide, ...]:
    """Write the slides of one point, dropped or not; see `slides`."""
    written = _written(review, item, shown)
    first, *others = (*written, *photo_slides(item.item, shown, {slide.photo for slide in written}))
    own = replace(first, headline=item.headline.strip() or first.headline, notes=item.notes)
    period, ratio = _period(review, item.item, shown), shown.ratio
    return tuple(timed(replace(_with_caveat(slide, ratio), period=slide.period or period)) for slide in (own, *others))


def _written(review: Review, item: AgendaItem, shown: Shown) -> Sequence[Slide]:
    if item.item in _OF_REVIEW:
        return _OF_REVIEW[item.item](review, shown)
    if item.item is Item.REFLECTION:
        # a review that was closed before thanks had a point of their own, or that left it out, tells them here
        elsewhere = any(each.item is Item.THANKS and not each.is_dropped for each in review.agenda)
        return reflection_slides(item, shown, tells_thanks=not elsewhere)
    return _WRITTEN[item.item](item, shown)


def _with_caveat(slide: Slide, ratio: int) -> Slide:
    return replace(slide, lines=(*slide.lines, caveat(ratio))) if slide.owes else slide


def _period(review: Review, item: Item, shown: Shown) -> str:
    """Return which days a point is about: those of the review, or for what is owed all up to their last."""
    last = shown.day
    if item is Item.TRUST:
        return f"Everything observed up to {written_day(min(review.until, last))}"
    return written_days(review.since, review.until)
