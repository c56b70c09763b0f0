"""How a meeting opens: what was met, on the cover, and what moved since last time."""

from audit.model.day import written_days
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.words import counted
from audit.publish.shown import Shown
from audit.publish.slide import Layout, Slide


def cover_slides(review: Review, shown: Shown) -> list[Slide]:
    """Open the meeting: what is looked at, and how much stands behind it."""
    seen = f"{counted(shown.counts.observations, 'moment')} seen"
    return [
        Slide(
            Item.COVER,
            review.title,
            section=shown.programme,
            under=f"{seen}, {written_days(review.since, review.until)}",
            layout=Layout.COVER,
        )
    ]


def since_last_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell what surely moved since last time."""
    del item
    verdicts = shown.since_last["verdict"].tolist() if len(shown.since_last) else []
    moved = sum(verdict != "cannot be told" for verdict in verdicts)
    head = f"{moved} of {counted(len(verdicts), 'line')} surely moved" if moved else "Nothing surely moved"
    return [Slide(Item.SINCE_LAST, head)]
