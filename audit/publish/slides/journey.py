"""The journey on one slide: where it is lowest, as surely as that can be said."""

from audit.model.review import AgendaItem, Item
from audit.publish.headlines.journey import low_and_high
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import shortened


def journey_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell where the journey is lowest."""
    del item
    if shown.journey.empty:
        return [Slide(Item.JOURNEY, "No journey has a touchpoint yet")]
    return [Slide(Item.JOURNEY, "Where the journey is low and high", (shortened(low_and_high(shown.journey)),))]
