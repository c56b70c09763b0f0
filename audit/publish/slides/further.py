"""Further points that a facilitator may bring in: fairness, what is owned to its end, and a slide of one's own."""

from audit.model.review import AgendaItem, Item
from audit.publish.headlines.fairness import fairness_headline
from audit.publish.review_words import one_line
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import shortened


def fairness_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell whether every customer group is served alike."""
    del item
    return [Slide(Item.FAIRNESS, "Is every customer served alike?", (shortened(fairness_headline(shown.fairness)),))]


def recovery_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell how many bad experiences still wait for somebody."""
    del item
    waits = int(shown.waiting["waiting"].sum()) if len(shown.waiting) else 0
    return [Slide(Item.RECOVERIES, f"{waits:,} wait for somebody" if waits else "Nothing waits for anybody")]


def own_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Show the facilitator's own words."""
    del shown
    lines = tuple(shortened(line) for line in map(one_line, item.subject.splitlines()) if line)
    return [Slide(Item.OWN, "A word of our own", lines)]
