"""What a phone shows: the room with its forms, or one sentence where there is no room to come into."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from secrets import token_urlsafe
from typing import Any

from jinja2 import Environment, PackageLoader

from audit.model.language import ENGLISH
from audit.model.review import room_question
from audit.model.room import MAX_WORDS, Kind, Room
from audit.publish.headlines.words import counted
from audit.web.room.outline import State

_TEMPLATES = Environment(autoescape=True, trim_blocks=True, loader=PackageLoader("audit.web.room"))
_NAME = "All-staff review"
SCRIPT = "room.js"
Rows = Sequence[Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What every phone in a room is shown alike.

    `result` is that of `audit.measures.vote.count_votes`, no row while hidden; `votes` is how many were cast. `facts`
    has one fact for each choice ("26 bad of 42"; "" = none). `questions` are those shown, as
    `audit.store.wish.questions`. `language` is that of people's words.
    """

    room: Room
    votes: int
    result: Rows = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    questions: Rows = ()
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class Visit:
    """One device's look at a room.

    `own` is its vote, "" before it voted, `wished` the keys of the questions it wants answered. `wrong` has a sentence
    for what could not be taken ("vote", "wish", or what was said), `typed` what was written or chosen ("choice") and
    not kept yet, so that nothing has to be done again. `code` is the one it votes with, "" where none is known.
    `own_words` has what it wrote itself where one of its questions was mended, by the question's key.
    `is_late`: a timer has ended the vote. `is_still`: the page stays as it is instead of following the wall.
    """

    shared: Shared
    path: str
    mark: str
    own: str
    notice: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    wished: Collection[str] = ()
    own_words: Mapping[str, str] = field(default_factory=dict)
    is_late: bool = False
    is_still: bool = False


def room_page(visit: Visit) -> str:
    """Return the page of a room, everything people wrote escaped."""
    room = visit.shared.room
    return _TEMPLATES.get_template("room.html").render(
        _shared(visit.shared),
        title=room.title,
        asked=room_question(room.question),
        path=visit.path,
        mark=visit.mark,
        own=visit.own if visit.own in room.choices else "",
        notice=visit.notice,
        wrong=visit.wrong,
        typed={name: visit.typed.get(name, "") for name in ("choice", "code", *Kind)},
        code=visit.code,
        wished=visit.wished,
        own_words=visit.own_words,
        is_late=visit.is_late,
        whole=visit.is_still,
        query="?whole=1" if visit.is_still else "",
        most=MAX_WORDS,
        sent=token_urlsafe(9),
        script=script_mark(),
    )


def plain_page(sentence: str, typed: str = "") -> str:
    """Return a page that says one sentence; what was typed for a room that is closed stands beneath it."""
    return _TEMPLATES.get_template("room.html").render(title=_NAME, room=None, sentence=sentence, typed=typed)


def part(shared: Shared, state: State) -> str:
    """Return what a phone shows beside its own choice: the choices to vote or raise a hand for, else the result."""
    parts, known = _macros(), _shared(shared)
    facts, language = known["facts"], shared.language
    if state is State.VOTE:
        return str(parts.choices(shared.room.choices, facts, "", language)).strip()
    if state is State.HANDS:
        return str(parts.offered(shared.room.choices, facts, language)).strip()
    return str(parts.result(known["result_rows"], facts, known["votes"], known["one_a"], language)).strip()


def questions_part(shared: Shared, path: str, wished: Collection[str], own_words: Mapping[str, str]) -> str:
    """Return the questions that are shown, with what one device wants answered and what it wrote itself."""
    return str(_macros().questions(shared.questions, wished, own_words, path, "", shared.language)).strip()


@cache
def script() -> bytes:
    """Return the script with which a page follows the wall."""
    return (resources.files("audit.web.room") / "assets" / SCRIPT).read_bytes()


@cache
def script_mark() -> str:
    """Return what the address of the script ends with; another one as soon as the script is."""
    return hashlib.blake2s(script(), digest_size=6).hexdigest()


def _macros() -> Any:
    return _TEMPLATES.get_template("parts.html").module


def _shared(shared: Shared) -> dict[str, Any]:
    room = shared.room
    # bars are drawn against the longest, not against all votes
    most = max((row["votes"] for row in shared.result), default=0) or 1
    return {
        "room": room,
        "votes": counted(shared.votes, "vote"),
        "result_rows": [{**row, "width": round(100 * row["votes"] / most)} for row in shared.result],
        "one_a": "hand" if room.by_hands else "code" if room.by_code else "phone",
        "facts": {choice: shared.facts.get(choice, "") for choice in room.choices},
        "all_questions": shared.questions,
        "language": shared.language,
    }
