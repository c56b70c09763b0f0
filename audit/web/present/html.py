"""What windows show: the slides on the wall, the presenter's desk, or one sentence where there is no review."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader

from audit.model.day import written_day
from audit.model.review import Review
from audit.publish.headlines.words import counted
from audit.publish.in_its_direction import in_its_direction
from audit.publish.in_its_language import ENGLISH_WORDS, Spoken
from audit.web.present.links import REVIEW_PAGE, present_path
from audit.web.present.showing import Projected, Standing
from audit.web.room import links as room_links

_TEMPLATES = Environment(
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    loader=PackageLoader("audit.web.present", "templates"),
    finalize=in_its_direction,
)
_TEMPLATES.filters["counted"] = counted
_TEMPLATES.filters["minutes"] = lambda minutes: counted(math.ceil(minutes), "minute")
KEYS = (
    ("→", "next slide"),
    ("Space, Page Down, a click at the right", "show what is hidden, then the next slide"),
    ("←, Page Up, a click at the left", "slide before"),
    ("Home, End", "first slide, last slide"),
    ("R", "end the vote and show its result, or hide it again; twice where nobody has voted"),
    ("B", "black screen, and back"),
    ("O", "let phones in, or close the room to them"),
    ("G", "all slides beside each other, to jump to one; arrows and Enter, or a touch"),
    ("T", "a minute to vote, or stop it; once it is over no vote counts"),
    ("S, H, A", "in the presenter's window: show or hide the first entry that waits, show all that name nobody"),
    ("E", "in the presenter's window: edit its words; Enter keeps, Escape leaves them as they were"),
    ("F", "full screen, and back"),
    ("P", "presenter's window: notes, clock, next slide"),
    ("L", "light or dark"),
    ("Esc", "leave full screen; once more, back to the review"),
    ("?", "these keys"),
)


@dataclass(frozen=True, slots=True)
class Wall:
    """What every window of a review shows: its slides, where it stands, the day it was closed on (None = open).

    `hands` is what can be voted for, each choice with the hands counted for it so far. `spoken` says in which language
    people's words are read aloud.
    """

    review: Review
    slides: Sequence[Projected]
    now: Standing
    closed_on: date | None
    is_light: bool
    hands: Mapping[str, int]
    spoken: Spoken = ENGLISH_WORDS


def wall_page(wall: Wall) -> str:
    """Return the page that is projected: every slide of the review, one of them seen."""
    return _page("wall.html", wall)


def desk_page(wall: Wall) -> str:
    """Return the presenter's window: the slide on the wall, the next one, notes, clock and votes."""
    return _page("desk.html", wall, with_notes=True)


def slides_part(wall: Wall, *, with_notes: bool) -> str:
    """Return the slides alone, to take the place of those a window shows."""
    return _TEMPLATES.get_template("slides.html").render(_of(wall), with_notes=with_notes)


def sentence_page(sentence: str) -> str:
    """Return a page that says one sentence."""
    return _TEMPLATES.get_template("sentence.html").render(sentence=sentence, start="/")


def _page(name: str, wall: Wall, *, with_notes: bool = False) -> str:
    return _TEMPLATES.get_template(name).render(
        _of(wall),
        with_notes=with_notes,
        scheme="light" if wall.is_light else "dark",
        path=present_path(wall.review),
        back=REVIEW_PAGE,
        keys=KEYS,
        planned=sum(each.slide.minutes for each in wall.slides),
        reaches_phones=room_links.reaches_phones(),
    )


def _of(wall: Wall) -> dict[str, object]:
    day = wall.closed_on
    return {
        "review": wall.review,
        "slides": wall.slides,
        "now": wall.now,
        "hands": wall.hands,
        "spoken": wall.spoken,
        "at": max(0, min(wall.now.slide, len(wall.slides) - 1)),
        "address": room_links.short_link(wall.review.id, wall.review.key),
        "closed_on": "" if day is None else written_day(day),
    }
