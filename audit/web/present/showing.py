"""What stands on the wall: each slide with its picture, and the way to take part where the room is asked."""

import hashlib
import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import ceil
from typing import Any

from audit.charts.projected import WIDTH
from audit.charts.theme import PAPER
from audit.errors import NotDrawnError
from audit.measures.likely_names import likely_names
from audit.model.clock import utc_now
from audit.model.review import Item, Review
from audit.model.role import words_of
from audit.model.room import MOST_WAITING, Kind
from audit.publish.drawn import DRAWING_PROCESS
from audit.publish.qr import qr_svg
from audit.publish.review_words import TITLES
from audit.publish.slide import Slide
from audit.publish.slides import slides
from audit.review.gather import shown
from audit.review.vote import votes_cast, votes_given
from audit.store.contribution import contributions
from audit.store.given_names import given_names
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.review import Live, live
from audit.store.room import room_with
from audit.store.show_of_hands import hands_of
from audit.store.wish import questions
from audit.web.drawing import pictured
from audit.web.room import links as room_links
from audit.web.room.presence import present_phones

_LOG = logging.getLogger("moments")
_LAST_DECIDED = 8  # for whoever showed the wrong one
_AT_WORK = (Item.VOTE, Item.REFLECTION, Item.THANKS)  # points for which phones are out
_ABOUT = {Kind.APPRECIATION: "Thanks", Kind.ANSWER: "Answer", Kind.QUESTION: "Question"}
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ')
_CHOOSING = "The room is choosing"


@dataclass(frozen=True, slots=True, eq=False)
class Projected:
    """One slide as it is projected.

    `key` names it among the slides of its review, also after others came in before it. `section` stands top left.
    `picture` (a chart) and `code` are SVG, `photo` a path, "" = none; where a chart could not be drawn its description
    stands among the lines. `caveat` is the line of a slide that owes ("" = none), and no more among the lines. `waits`
    for a slide whose figures are still hidden. `asks`: the room acts on this slide, by phone or `by_hands`. `choices`
    (choice, fact) of a vote.
    """

    key: str
    slide: Slide
    section: str
    lines: tuple[str, ...]
    caveat: str = ""
    picture: str = ""
    photo: str = ""
    code: str = ""
    asks: bool = False
    by_hands: bool = False
    waits: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether anything is said beneath the headline and the line under it."""
        return bool(self.lines or self.slide.rows or self.slide.columns)

    @property
    def picture_width(self) -> float:
        """How many design pixels the picture is wide; words at its right edge may reach beyond its area."""
        view = _VIEW.search(self.picture)
        return float(view[1]) if view else WIDTH

    @property
    def is_bare(self) -> bool:
        """Whether the headline is nearly all there is, so that it may stand in the middle."""
        stands = (self.picture, self.photo, self.asks, self.waits, self.slide.rows, self.slide.columns)
        return not any(stands)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a review stands on the wall: what windows ask for every second.

    `version` is another one as soon as any slide may have changed. `phones` are in the room now. `seconds` are left
    until a timer ends the vote, 0 once it has, None = no timer runs.
    """

    slide: int
    revealed: bool
    room_open: bool
    votes: int
    version: str
    phones: int = 0
    seconds: int | None = None


def standing(store: Store, review: Review) -> Standing:
    """Return where a review stands now; it is never cached, since it moves while people watch."""
    now, sent = live(store, review.id), contributions(store, review.id)
    in_sight = tuple(sent.loc[sent["shown"], ["id", "words"]].itertuples(index=False, name=None))
    # not the votes: they are told beside it, and change no slide
    voted = (hands_of(store, review.id), room_links.reaches_phones())
    changes = (store.version, review.agenda, review.closed_at, now.revealed, in_sight, voted)
    version = hashlib.blake2s(repr(changes).encode(), digest_size=8).hexdigest()
    votes, phones = votes_cast(store, review.id), present_phones(review.id)
    return Standing(now.slide, now.revealed, now.room_open, votes, version, phones, _seconds_left(store, review))


def to_moderate(store: Store, review: Review) -> dict[str, Any]:
    """Return what people said in a review, and how they vote, for its presenter's eyes alone.

    Returns:
        `waiting`: how many nobody has decided about yet; `first`: these; `last`: those that were decided last. Both
        with the oldest entry first, and no more of them than a window can show. An entry has id, about (what
        it is), words (as the room reads them), written (as they were sent, "" where nothing was mended), shown (None =
        waits), and named (it may name somebody). `questions`: those that are shown, the most wanted first, each with
        id, words, written and votes. `result`: choice and votes as they stand, the most first.
    """
    sent = contributions(store, review.id)
    entry = partial(_entry, words_of(given_names(store)), programme(store).language)
    waits = sent["moderated_at"].isna()
    last = sent[~waits].sort_values("moderated_at", kind="stable").tail(_LAST_DECIDED)
    wished = questions(store, review.id)
    wished = wished.loc[wished["shown"], ["id", "words", "written", "votes"]].head(MOST_WAITING)
    wished["written"] = wished["written"].where(wished["written"] != wished["words"], "")
    given = votes_given(store, review.id).sort_values("votes", ascending=False, kind="stable")
    return {
        "waiting": int(waits.sum()),
        "first": [entry(row, shown=None) for row in sent[waits].head(MOST_WAITING).to_dict("records")],
        "last": [entry(row, shown=bool(row["shown"])) for row in last.sort_index().to_dict("records")],
        "questions": wished.to_dict("records"),
        "result": given[["choice", "votes"]].to_dict("records"),
    }


def projected(store: Store, review: Review, today: date, *, is_light: bool = False) -> tuple[Projected, ...]:
    """Return the slides of a review as they are projected, with the way to take part where the room is asked.

    Args:
        store: the open store.
        review: the review as it stands.
        today: the day on which it is shown.
        is_light: dark words on paper; otherwise light words, for a dark room.
    """
    DRAWING_PROCESS.set_up()  # gets ready while the figures are gathered
    all_slides = slides(review, shown(store, review, today))
    now, background = live(store, review.id), PAPER.light if is_light else PAPER.dark
    code = None if review.closed_at else _code(store, review)  # nobody can come into a closed room
    stood: list[Projected] = []
    numbers: dict[Item, int] = {}
    for slide in all_slides:
        number = numbers[slide.item] = numbers.get(slide.item, 0) + 1
        asks = number == 1 and slide.item in _AT_WORK and not slide.columns
        stood.append(_projected(slide, number, now, code if asks else None, background))
    return tuple(stood)


def _entry(known: Collection[str], language: str, row: Mapping[Any, Any], *, shown: bool | None) -> dict[str, Any]:
    words = row["words"]
    named = any(name.lower() not in known for name in likely_names(words, language))
    written = row["written"] if row["written"] != words else ""
    about = _ABOUT[Kind(row["kind"])]
    return {"id": row["id"], "about": about, "words": words, "written": written, "shown": shown, "named": named}


def _seconds_left(store: Store, review: Review) -> int | None:
    room = room_with(store, review.id)
    if room is None or room.votes_until is None:
        return None
    return max(0, ceil((room.votes_until - utc_now()).total_seconds()))


def _code(store: Store, review: Review) -> str:
    """Return the code by which phones come in, "" where hands are raised instead."""
    # a code that nobody can open is never shown
    if not room_links.reaches_phones() or hands_of(store, review.id):
        return ""
    return qr_svg(room_links.room_link(review.id, review.key), "QR code of this room")


def _projected(slide: Slide, number: int, now: Live, code: str | None, background: str) -> Projected:
    waits = slide.is_hidden and not now.revealed
    lines, caveat = _words_and_caveat(slide)
    picture, in_words = ("", ()) if waits else _picture_or_words(slide, background)
    asks, by_hands = _ways_to_take_part(slide, code)
    return Projected(
        key=f"{slide.item.name}-{slide.part or number}".lower(),
        slide=slide,
        section=_CHOOSING if waits else slide.section or TITLES[slide.item],
        lines=(*lines, *in_words),
        caveat=caveat,
        picture=picture,
        photo=f"/photos/{slide.photo}.jpg" if slide.photo else "",
        code=code or "",
        asks=asks,
        by_hands=by_hands,
        waits=waits,
        choices=_choices(slide) if slide.item is Item.VOTE and number == 1 else (),
    )


def _ways_to_take_part(slide: Slide, code: str | None) -> tuple[bool, bool]:
    """Return whether the room is asked, and whether by a show of hands alone; hands can be raised for a vote only.

    Args:
        slide: the slide.
        code: what phones scan, "" where none can open it, None where the room is asked nothing.
    """
    by_hands = code == "" and slide.item is Item.VOTE
    return bool(code) or by_hands, by_hands


def _words_and_caveat(slide: Slide) -> tuple[tuple[str, ...], str]:
    """Return the lines of a slide, and apart from them the caveat that ends them where it speaks of owing."""
    lines = tuple(_tied(line) for line in slide.lines)
    return (lines[:-1], lines[-1]) if slide.owes and lines else (lines, "")


def _picture_or_words(slide: Slide, background: str) -> tuple[str, tuple[str, ...]]:
    """Return the picture of a slide's chart ("" = none), or what it shows in words where it cannot be drawn."""
    if not slide.chart or slide.figure is None:
        return "", ()
    try:
        return pictured(slide.chart, slide.figure, background), ()
    except NotDrawnError:  # a wall without a picture is better than no slide
        _LOG.warning("the chart %r could not be drawn", slide.chart)
        return "", (slide.description,)


def _choices(slide: Slide) -> tuple[tuple[str, str], ...]:
    """Return what can be voted for, each with its fact ("" = none)."""
    if slide.rows:
        return slide.rows
    parted = (line.partition(": ") for line in slide.lines)
    return tuple((choice, fact) for choice, _, fact in parted)


def _tied(line: str) -> str:
    """Return a line in which what belongs together stays together where it breaks."""
    for loose in (" %", " to one"):
        line = line.replace(loose, loose.replace(" ", "\N{NO-BREAK SPACE}"))
    return line.replace("– ", "–\N{WORD JOINER}\N{NO-BREAK SPACE}")  # a dash alone lets a line break behind it
