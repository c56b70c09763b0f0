"""Posters for staff: "You said ... We did ...", one answer a sheet of A4, in letters that are read from 2 m away.

Words are set in 26 points or more, whose small letters are nearly 5 mm high: at 2 m they look as those of a newspaper
do in the hand.
A day could point at who was on duty, so only months are named; who answered, and who was there, never is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit.model.answer import AnswerKind
from audit.model.day import written_month
from audit.model.language import ENGLISH
from audit.model.number import counted
from audit.model.text import name_of
from audit.publish.in_its_language import Spoken
from audit.publish.posters import PAGE
from audit.publish.slides.short import shortened

_POINTS, _POINTS_OF_MANY = 32, 26
_MANY = 160  # letters of an answer; one of more is set smaller, so that it stays on its sheet
MOST_QUOTED = 120  # letters of what somebody wrote; more would not fit beneath a long answer
_HEADS = {AnswerKind.DONE: "We did", AnswerKind.CANNOT: "We cannot, and why"}


@dataclass(frozen=True, slots=True)
class AnswerPoster:
    """One answer to hang up: to how many bad experiences, at which touchpoint and when, and what was answered.

    `quote` is what somebody wrote of one of them, "" unless it was chosen.
    """

    touchpoint: str
    n: int
    since: date
    until: date
    kind: AnswerKind
    words: str
    quote: str = ""

    @property
    def question(self) -> str:
        """What staff and customers said, without a day: "At Greeting: 3 bad experiences, March 2026"."""
        months = dict.fromkeys((written_month(self.since), written_month(self.until)))
        return f"At {self.touchpoint}: {counted(self.n, 'bad experience')}, {' to '.join(months)}"

    @property
    def head(self) -> str:
        """What stands above the answer."""
        return _HEADS[self.kind]

    @property
    def points(self) -> int:
        """In how many points the answer is set."""
        return _POINTS if len(self.words) <= _MANY else _POINTS_OF_MANY

    @property
    def short_quote(self) -> str:
        """What was chosen to be quoted, in one line."""
        return shortened(name_of(self.quote), MOST_QUOTED)


def answer_posters(programme: str, posters: Sequence[AnswerPoster], language: str = ENGLISH) -> str:
    """Return posters as one HTML page to print on A4 that asks for nothing from anywhere, words of people escaped.

    Args:
        programme: what the audit is called.
        posters: one a sheet, in their order.
        language: the tag of the language that people write in.
    """
    return PAGE.get_template("answer_posters.html").render(
        programme=programme,
        posters=posters,
        spoken=Spoken(language, tuple(each.touchpoint for each in posters)),
        language=language,
    )
