"""What stands on the wall: each slide with its picture, its code for phones, and words as large as they may be."""

import hashlib
import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from audit.charts.projected import WIDTH
from audit.charts.slides import SLIDE_CHARTS
from audit.charts.spec import drawing
from audit.charts.theme import PAPER
from audit.errors import NotDrawnError
from audit.model.review import Item, Review
from audit.model.room import MOST_WAITING, Kind
from audit.publish.drawn import DRAWING_PROCESS, drawn
from audit.publish.qr import qr_svg
from audit.publish.slide import Slide
from audit.publish.slides import slides
from audit.review.gather import shown
from audit.review.vote import votes_cast
from audit.store.contribution import contributions
from audit.store.opening import Store
from audit.store.review import Live, live
from audit.store.show_of_hands import hands_of
from audit.web.phones.door import DOORKEEPER
from audit.web.room import links as room_links

_LOG = logging.getLogger("moments")
# Sizes are in units of a hundredth of the slide's width: 19.2 pixels of 1920 by 1080.
BODY = 1.9  # 36 pixels, as small as words get
BODIES = (3.8, 3.2, 2.7, 2.3)  # larger where they fit
OVER_PICTURE = 2.0
HEADLINES = ((42, 4.2), (54, 3.5))  # up to so many characters, one line of such a size
LONG_HEADLINE = 3.2  # 61 pixels, for one that somebody wrote at length
STATEMENT = 1.3  # how much larger a headline is on a slide without a picture
_HEIGHT_LEFT = 34.0  # height left below the headline
_WIDE, _NARROW = 165.0, 88.0  # width in half letters of size 1, beside nothing and beside a code
_LAST_DECIDED = 8  # for whoever showed the wrong one
_AT_WORK = (Item.VOTE, Item.REFLECTION)  # points for which phones are out


@dataclass(frozen=True, slots=True, eq=False)
class Projected:
    """One slide as it is projected.

    `key` names it among the slides of its review, also after others came in before it. `picture` (a chart or a photo)
    and `code` are SVG or HTML, "" = none; where a chart could not be drawn its description stands among the lines.
    `is_waiting` for the slide that waits for phones. `waits` for a slide whose figures are still hidden. Sizes are in
    hundredths of the slide's width.
    """

    key: str
    slide: Slide
    lines: tuple[str, ...]
    headline_size: float
    body_size: float
    picture: str = ""
    code: str = ""
    is_waiting: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a review stands on the wall: what windows ask for every second.

    `version` is another one as soon as any slide may have changed.
    """

    slide: int
    revealed: bool
    room_open: bool
    votes: int
    version: str


def standing(store: Store, review: Review) -> Standing:
    """Return where a review stands now; it is never cached, since it moves while people watch."""
    now, sent = live(store, review.id), contributions(store, review.id)
    in_sight = tuple(sent.loc[sent["shown"], "id"])
    # not the votes: they are told beside it, and change no slide
    voted = (hands_of(store, review.id), DOORKEEPER.is_unused)
    changes = (store.version, review.agenda, review.closed_at, now.revealed, in_sight, voted)
    version = hashlib.blake2s(repr(changes).encode(), digest_size=8).hexdigest()
    return Standing(now.slide, now.revealed, now.room_open, votes_cast(store, review.id), version)


def to_moderate(store: Store, review: Review) -> dict[str, Any]:
    """Return what people said in a review, for its presenter's eyes alone.

    Returns:
        `waiting`: how many nobody has decided about yet; `first`: these; `last`: those that were decided last. Both
        with the oldest entry first, and no more of them than a window can show. An entry has id, about (what
        it is), words, and shown (None = waits).
    """
    sent = contributions(store, review.id)
    waits = sent["moderated_at"].isna()
    last = sent[~waits].sort_values("moderated_at", kind="stable").tail(_LAST_DECIDED)
    return {
        "waiting": int(waits.sum()),
        "first": [_entry(row, shown=None) for row in sent[waits].head(MOST_WAITING).to_dict("records")],
        "last": [_entry(row, shown=bool(row["shown"])) for row in last.sort_index().to_dict("records")],
    }


def projected(store: Store, review: Review, today: date, *, is_light: bool = False) -> tuple[Projected, ...]:
    """Return the slides of a review as they are projected, a slide that waits for phones before the vote.

    Args:
        store: the open store.
        review: the review as it stands.
        today: the day on which it is shown.
        is_light: dark words on paper; otherwise as it is best read in a dark room.
    """
    DRAWING_PROCESS.set_up()  # gets ready while the figures are gathered
    all_slides = slides(review, shown(store, review, today))
    now, background = live(store, review.id), PAPER.light if is_light else PAPER.dark
    # nobody can come into a closed room
    code = "" if review.closed_at else qr_svg(room_links.room_link(review.id, review.key), "QR code of this room")
    stood: list[Projected] = []
    numbers: dict[Item, int] = {}
    for slide in all_slides:
        number = numbers[slide.item] = numbers.get(slide.item, 0) + 1
        if slide.item is Item.VOTE and number == 1 and code:
            stood.append(_waiting(code, are_counted=bool(hands_of(store, review.id))))
        asks = number == 1 and slide.item in _AT_WORK
        stood.append(_projected(slide, number, now, code if asks else "", background))
    return tuple(stood)


def pictured(name: str, frame: pd.DataFrame, background: str) -> str:
    """Return a chart of `audit.charts.slides` as an SVG picture.

    Args:
        name: a key of `SLIDE_CHARTS`.
        frame: its figures.
        background: the colour it stands on.

    Raises:
        NotDrawnError: it cannot be drawn.
    """
    spec = drawing(SLIDE_CHARTS[name], tuple(str(column) for column in frame)).spec
    return drawn(spec, frame, background, width=WIDTH)


def body_size(lines: Sequence[str], across: float = _WIDE) -> float:
    """Return the largest size at which lines fit beneath a headline, `BODY` where none does."""
    for size in BODIES:
        rows = sum(math.ceil(len(line) * size / across) or 1 for line in lines)
        if rows * size * 1.35 + len(lines) * size * 0.6 <= _HEIGHT_LEFT:
            return size
    return BODY


def headline_size(headline: str, *, is_statement: bool) -> float:
    """Return the largest size at which a headline fits on one line, `LONG_HEADLINE` where none does."""
    size = next((size for most, size in HEADLINES if len(headline) <= most), LONG_HEADLINE)
    return round(size * STATEMENT, 1) if is_statement else size


def _entry(row: Mapping[Any, Any], *, shown: bool | None) -> dict[str, Any]:
    about = "Thanks" if row["kind"] == Kind.APPRECIATION else "Answer"
    return {"id": row["id"], "about": about, "words": row["words"], "shown": shown}


def _projected(slide: Slide, number: int, now: Live, code: str, background: str) -> Projected:
    waits = slide.is_hidden and not now.revealed
    lines, picture = tuple(_tied(line) for line in slide.lines), ""
    if slide.photo:
        picture = f'<img src="/photos/{slide.photo}.jpg" alt="">'
    if slide.chart and slide.figure is not None and not waits:
        try:
            picture = pictured(slide.chart, slide.figure, background)
        # a wall without a picture is better than no slide
        except NotDrawnError:
            _LOG.warning("the chart %r could not be drawn", slide.chart)
            lines = (*lines, slide.description)
    size = OVER_PICTURE if picture else body_size(lines, _NARROW if code else _WIDE)
    head = headline_size(slide.headline, is_statement=not picture)
    key = f"{slide.item.name}-{slide.part or number}".lower()
    return Projected(key, slide, lines, head, size, picture, code, waits=waits)


def _tied(line: str) -> str:
    """Return a line in which what belongs together stays together where it breaks."""
    for loose in (" %", " to one"):
        line = line.replace(loose, loose.replace(" ", "\N{NO-BREAK SPACE}"))
    return line.replace("– ", "–\N{WORD JOINER}\N{NO-BREAK SPACE}")  # a dash alone lets a line break behind it


def _waiting(code: str, *, are_counted: bool) -> Projected:
    lines = ["Point your phone's camera at the code and open the link."]
    if are_counted:
        lines = ["Your hands are counted: they are the vote."]
    elif DOORKEEPER.is_unused:
        lines.append("No phone has come in yet. Without phones: raise your hand for one choice, and we count.")
    title = "Raise your hand to vote" if are_counted else "Scan to vote"
    slide = Slide(Item.VOTE, title, tuple(lines), minutes=1.0)
    head = headline_size(slide.headline, is_statement=True)
    return Projected("waiting", slide, slide.lines, head, BODIES[2], code=code, is_waiting=True)
