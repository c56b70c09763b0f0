"""How a meeting opens: what was met, on the cover, and what moved since last time."""

from dataclasses import replace

from audit.measures.moment_marks import moment_marks
from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.cover import evidence_sentence, marks_described
from audit.publish.headlines.since_last import (
    since_last_described,
    since_last_headlines,
    since_last_rows,
    since_last_under,
)
from audit.publish.shown import Shown
from audit.publish.slide import Layout, Slide
from audit.publish.slides.short import fitted, numbered, paged_rows


def cover_slides(review: Review, shown: Shown) -> list[Slide]:
    """Open the meeting: what is looked at, and how much stands behind it, a mark for each moment."""
    walks = int(shown.scorecard["walks"].sum()) if len(shown.scorecard) else 0
    cover = Slide(Item.COVER, review.title, section=shown.programme, layout=Layout.COVER)
    if not shown.counts.observations or shown.journey.empty:  # closed before journeys were kept, or nothing observed
        return [replace(cover, under=evidence_sentence(shown.counts.observations, walks))]
    marks = moment_marks(shown.journey)
    under = evidence_sentence(shown.counts.observations, walks, int(marks["stands_for"].iloc[0]))
    return [replace(cover, under=under, chart="moments", figure=marks, description=marks_described(marks))]


def since_last_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Tell what surely moved since last time, line by line, four on a slide."""
    del item
    lines = shown.since_last
    head = fitted(*since_last_headlines(lines))
    if lines.empty or not lines[["before_observations", "observations"]].iloc[0].all():
        return [Slide(Item.SINCE_LAST, head, under=since_last_under(lines))]
    pages = paged_rows(since_last_rows(lines))
    return [
        Slide(
            Item.SINCE_LAST,
            head if number == 1 else numbered("Since last time", number, len(pages)),
            chart="since last",
            figure=page,
            description=since_last_described(page),
            under=since_last_under(lines),
        )
        for number, page in enumerate(pages, start=1)
    ]
