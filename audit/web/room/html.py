"""What a phone shows: the room with its forms, or one sentence where there is no room to come into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from secrets import token_urlsafe
from typing import Any

from jinja2 import Environment

from audit.model.language import ENGLISH
from audit.model.room import MAX_WORDS, Kind, Room
from audit.publish.headlines.words import counted

_PAGE = Environment(autoescape=True, trim_blocks=True).from_string(
    (resources.files("audit.web.room") / "room.html").read_text(encoding="utf-8")
)
_NAME = "All-staff review"


@dataclass(frozen=True, slots=True)
class Visit:
    """One device's look at a room.

    `own` is its vote, "" before it voted. `result` is that of `audit.measures.vote.count_votes`, no row while hidden.
    `facts` has one fact for each choice ("26 bad of 42"; "" = none). `wrong` has a sentence for what could not be taken
    ("vote", "appreciation", "answer"), `typed` what was written or chosen ("choice") and not kept yet, so that nothing
    has to be done again. `code` is the one it votes with, "" where none is known. `language` is that of people's words.
    """

    room: Room
    path: str
    mark: str
    own: str
    votes: int
    result: Sequence[Mapping[Any, Any]]
    notice: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    language: str = ENGLISH


def room_page(visit: Visit) -> str:
    """Return the page of a room, everything people wrote escaped."""
    # bars are drawn against the longest, not against all votes
    most = max((row["votes"] for row in visit.result), default=0) or 1
    return _PAGE.render(
        title=visit.room.title,
        room=visit.room,
        path=visit.path,
        mark=visit.mark,
        own=visit.own if visit.own in visit.room.choices else "",
        votes=counted(visit.votes, "vote"),
        result=[{**row, "width": round(100 * row["votes"] / most)} for row in visit.result],
        notice=visit.notice,
        wrong=visit.wrong,
        typed={name: visit.typed.get(name, "") for name in ("choice", "code", *Kind)},
        code=visit.code,
        facts={choice: visit.facts.get(choice, "") for choice in visit.room.choices},
        most=MAX_WORDS,
        language=visit.language,
        sent=token_urlsafe(9),
    )


def plain_page(sentence: str, typed: str = "") -> str:
    """Return a page that says one sentence; what was typed for a room that is closed stands beneath it."""
    return _PAGE.render(title=_NAME, room=None, sentence=sentence, typed=typed)
