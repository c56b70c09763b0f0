"""How a meeting ends: thanks from the room, and what was promised in it."""

from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.words import counted
from audit.publish.review_words import owner_and_day, rows_of
from audit.publish.shown import Shown
from audit.publish.slide import Layout, Slide
from audit.publish.slides.short import shortened


def thanks_slides(item: AgendaItem, shown: Shown) -> list[Slide]:
    """Show the thanks that the facilitator let through."""
    del item
    n = len(shown.appreciations)
    head = f"{counted(n, 'note')} of thanks, from all of us" if n else "Whom do you want to thank?"
    return [Slide(Item.THANKS, head, tuple(shortened(words) for words in shown.appreciations))]


def close_slides(review: Review, shown: Shown) -> list[Slide]:
    """Close the meeting: what was promised in it."""
    del review
    promised = tuple(("We promised", f"{row['words']} ({owner_and_day(row)})") for row in rows_of(shown.commitment))
    return [Slide(Item.CLOSE, "Thank you.", rows=promised, layout=Layout.CLOSE)]
