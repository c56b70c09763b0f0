"""Where the wall stands, worked out once for all phones that follow it: while nothing changes, nothing is read."""

import hashlib
import json
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from audit.model.clock import utc_now
from audit.model.review import room_question
from audit.model.room import Room
from audit.publish.slides import slides
from audit.review.gather import shown
from audit.store.contribution import contributions
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.review import live, review_with
from audit.store.room import room_with
from audit.store.show_of_hands import hands_of
from audit.store.wish import QUESTION_TABLES
from audit.web.room.outline import Point, State, outline, state_of
from audit.web.room.pictures import Picture

_TABLES = ("review", "show_of_hands", *QUESTION_TABLES[:1])  # written while a review is held, and told to phones
_Parts = Callable[[Store, Room, State], str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the wall of a review stands. `mark` is another one as soon as anything of `content` is.

    `key` signs the review's links. `content` holds state (`State`), slide (from 1), of, headline, until (milliseconds
    since 1970 at which the vote ends, None = no timer runs), question and how the room is `asked` it, questions (how
    many are shown), by_code, revealed, part (the choices or the result as HTML, "" where there is no vote), and
    picture (its mark, shape and words; None where there is none, or the phone is for something else); of a closed room
    its state alone. `picture` is that picture itself.
    """

    key: str
    mark: str
    content: Mapping[str, Any]
    picture: Picture | None = None


class Following:
    """The standings of this process's reviews.

    `part` writes the choices or the result as HTML. `ahead` is handed the pictures of the slide on the wall and of the
    next one, before a phone asks for them.
    """

    def __init__(self, part: _Parts, ahead: Callable[[Picture], None]) -> None:
        self._part, self._ahead = part, ahead
        self._known: dict[UUID, tuple[Hashable, Standing]] = {}
        self._outlines: dict[UUID, tuple[Hashable, tuple[Point, ...]]] = {}
        self._working = threading.Lock()

    def known(self, store: Store, review_id: UUID) -> Standing | None:
        """Return where the wall stands if that is known, without a read; None where it has to be worked out."""
        state, standing = self._known.get(review_id, (None, None))
        return standing if state == _state(store) else None

    def latest(self, review_id: UUID) -> Standing | None:
        """Return where the wall stood when it was last asked for, without a read; None where it never was."""
        return self._known.get(review_id, (None, None))[1]

    def find_out(self, store: Store, review_id: UUID) -> Standing | None:
        """Work out where the wall stands, one at a time; None where there is no such review."""
        with self._working:
            # another phone may have asked meanwhile
            return self.known(store, review_id) or self._work_out(store, review_id)

    def _work_out(self, store: Store, review_id: UUID) -> Standing | None:
        state = _state(store)  # before anything is read, so that what changes meanwhile is noticed
        room = room_with(store, review_id)
        if room is None:
            return None
        content, picture = self._content(store, room) if room.is_open else ({"state": State.CLOSED}, None)
        mark = hashlib.blake2s(json.dumps(content).encode(), digest_size=8).hexdigest()
        standing = Standing(room.key, mark, content, picture)
        self._known[review_id] = state, standing
        return standing

    def _content(self, store: Store, room: Room) -> tuple[dict[str, Any], Picture | None]:
        sent = contributions(store, room.review_id)
        in_sight = sent[sent["shown"]]
        words_shown = tuple(in_sight[["id", "words"]].itertuples(index=False, name=None))
        points = self._outline(store, room, words_shown)
        at = max(0, min(live(store, room.review_id).slide, len(points) - 1))
        state = state_of(points[at], room) if points else State.WAIT
        picture = points[at].picture if points and state is State.WAIT else None
        for each in filter(None, (picture, *(point.picture for point in points[at + 1 : at + 2]))):
            self._ahead(each)
        content = {
            "state": state,
            "slide": at + 1,
            "of": len(points),
            "headline": points[at].headline if points else room.title,
            "until": None if room.votes_until is None else milliseconds(room.votes_until),
            "question": room.question,
            "asked": room_question(room.question),
            "questions": int((in_sight["kind"] == "question").sum()),
            "by_code": room.by_code,
            "revealed": room.is_revealed,
            "part": self._part(store, room, state),
            "picture": picture and {"mark": picture.mark, "shape": picture.shape, "words": picture.words},
        }
        return content, picture

    def _outline(self, store: Store, room: Room, in_sight: Hashable) -> tuple[Point, ...]:
        """Return the slides of a review, written anew only where one of them may have changed."""
        review, today = review_with(store, room.review_id), programme(store).day_of(utc_now())
        hands = tuple(hands_of(store, room.review_id).items())
        state = (store.version, review, today, room.is_revealed, hands, in_sight)
        known, points = self._outlines.get(room.review_id, (None, ()))
        if known != state:
            points = outline(slides(review, shown(store, review, today)))
            self._outlines[room.review_id] = state, points
        return points


def milliseconds(moment: datetime) -> int:
    """Return a moment (UTC, without an offset) as browsers count it: in milliseconds since 1970."""
    return round(moment.replace(tzinfo=UTC).timestamp() * 1000)


def _state(store: Store) -> Hashable:
    return store.path, store.version, store.state_of(_TABLES), date.today()  # noqa: DTZ011  # any new day will do
