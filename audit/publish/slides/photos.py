"""The photos of a review: a slide each, after the words of their point."""

from collections.abc import Collection

from audit.model.day import written_day
from audit.model.review import Item
from audit.publish.review_words import rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import fitted


def own_photo(shown: Shown) -> str:
    """Return the hash that names the picture of a slide of one's own, "" where it has none."""
    return next((str(row["mark"]) for row in rows_of(shown.photos) if row["item"] == Item.OWN), "")


def photo_slides(item: Item, shown: Shown, shown_already: Collection[str] = ()) -> list[Slide]:
    """Show the photos that were chosen for a point, one a slide, in the order they were chosen.

    The picture of a slide of one's own stands on that slide.

    Args:
        item: the point.
        shown: its `photos` say which were chosen.
        shown_already: marks of those that stand beside the point's words.
    """
    slides: list[Slide] = []
    if item is Item.OWN:
        return slides
    for row in rows_of(shown.photos):
        if row["item"] == item and row["mark"] not in shown_already:
            where = f"{row['touchpoint']}, {written_day(row['observed_on'])}"
            head = fitted(f"Photo: {row['touchpoint']}", row["touchpoint"])
            part = f"photo-{row['id']}"
            slides.append(Slide(item, head, (where,), description=f"Photo: {where}", part=part, photo=row["mark"]))
    return slides
