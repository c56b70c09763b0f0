"""Green outside, red inside: what the metrics say beside what was seen."""

from audit.model.review import AgendaItem, Item
from audit.publish.headlines.watermelon import watermelon_headline
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import shortened


def watermelon_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell which service meets its target while its visits go badly."""
    del item
    if shown.watermelon.empty:
        return [Slide(Item.WATERMELON, "No service has a metric yet")]
    return [Slide(Item.WATERMELON, "Metrics beside visits", (shortened(watermelon_headline(shown.watermelon)),))]
