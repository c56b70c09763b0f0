"""How a meeting opens: what was met, on the cover, and what moved since last time."""

from dataclasses import replace

from audit.measures.moment_marks import moment_marks
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.cover import marks_described, seen_sentence
from audit.publish.headlines.words import counted
from audit.publish.shown import Shown
from audit.publish.slide import Layout, Slide


def cover_slides(review: Review, shown: Shown) -> list[Slide]:
    """Open the meeting: what is looked at, and how much stands behind it, a mark for each moment."""
    walks = int(shown.scorecard["walks"].sum()) if len(shown.scorecard) else 0
    cover = Slide(Item.COVER, review.title, section=shown.programme, layout=Layout.COVER)
    if not shown.counts.observations or shown.journey.empty:  # closed before journeys were kept, or nothing observed
        return [replace(cover, under=seen_sentence(shown.counts.observations, walks))]
    marks = moment_marks(shown.journey)
    under = seen_sentence(shown.counts.observations, walks, int(marks["stands_for"].iloc[0]))
    return [replace(cover, under=under, chart="moments", figure=marks, description=marks_described(marks))]


def since_last_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell what surely moved since last time."""
    del item
    verdicts = shown.since_last["verdict"].tolist() if len(shown.since_last) else []
    moved = sum(verdict != "cannot be told" for verdict in verdicts)
    head = f"{moved} of {counted(len(verdicts), 'line')} surely moved" if moved else "Nothing surely moved"
    return [Slide(Item.SINCE_LAST, head)]
