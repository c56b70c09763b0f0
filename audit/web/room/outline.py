"""What stands on the wall as phones follow it: each slide with its headline, and what a phone is for meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from audit.model.review import Item
from audit.model.room import Room
from audit.publish.slide import Slide
from audit.web.room.pictures import Picture, picture_of


class State(StrEnum):
    """What a phone is for while a slide stands on the wall."""

    WAIT = "wait"
    VOTE = "vote"
    HANDS = "hands"
    RESULT = "result"
    ANSWER = "answer"
    THANKS = "thanks"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Point:
    """One slide as phones know it: its headline as text, the point it belongs to, and its picture (None = none)."""

    headline: str
    item: Item
    picture: Picture | None = None


def outline(slides: Iterable[Slide]) -> tuple[Point, ...]:
    """Return the slides of an open review as the wall counts them."""
    return tuple(Point(slide.headline, slide.item, picture_of(slide)) for slide in slides)


def state_of(point: Point, room: Room) -> State:
    """Return what the phones of an open room are for while a slide stands on the wall."""
    if point.item is Item.VOTE and room.choices:
        if room.is_revealed:
            return State.RESULT
        return State.HANDS if room.by_hands else State.VOTE
    if point.item is Item.REFLECTION and room.question:
        return State.ANSWER
    return State.THANKS if point.item is Item.THANKS else State.WAIT
