"""The question that is asked in the room's own words, and what the room answered."""

from collections.abc import Iterable

from audit.model.review import AgendaItem, Item, room_question
from audit.model.room import MAX_WORDS
from audit.publish.review_words import ANSWERED, THANKS, one_line
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.publish.slides.short import fitted, numbered, paged, quoted


def reflection_slides(item: AgendaItem, shown: Shown, *, tells_thanks: bool = True) -> list[Slide]:
    """Ask the question, then tell all that the room answered, if it is shown, page by page.

    Args:
        item: the point; its subject is the question in the leaders' words, or one's own.
        shown: what people sent.
        tells_thanks: whether thanks are told here too, as in a review that has no point for them.
    """
    question = one_line(room_question(item.subject))
    head = fitted(question, "A question to each of us")
    first = Slide(Item.REFLECTION, head, () if head == question else (question,))
    thanks = shown.appreciations if tells_thanks else ()
    sent = (("answers", ANSWERED, shown.answers), ("appreciations", THANKS, thanks))
    return [first, *(slide for part in sent for slide in _sent(*part))]


def _sent(name: str, title: str, words: Iterable[str]) -> list[Slide]:
    pages = paged([quoted(each, MAX_WORDS + 2) for each in words])
    return [
        Slide(Item.REFLECTION, numbered(title, number, len(pages)), page, part=f"{name}-{number}")
        for number, page in enumerate(pages, start=1)
    ]
