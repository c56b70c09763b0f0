"""What the sample's college did about what was seen: recoveries step by step, replies, stars, thanks and answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd

from audit.model.keys import key_of
from audit.model.rating import Outcome
from audit.model.recovery import LADDER, Step, due_by, recovery_key
from audit.sample.answers import COLUMNS as ANSWERS
from audit.sample.answers import Ended, answers
from audit.sample.dice import Dice
from audit.sample.script import Owner, Script
from audit.sample.story import Story

MOST = 10_000  # observations that anything was done about: those of a larger sample, evenly thinned out
RECENT_DAYS = 120  # since then the college owns what goes wrong; before, mostly nobody did
ONE_IN_EARLIER = 8  # of what nobody mended before that, this share was given up
ONE_ON_THE_SPOT = 5  # of what the customer confirmed, this share was fixed on the day itself
REPLIED = 12  # of the recent bad ones, one in so many has a reply
MOST_GOOD, MOST_BAD = 10, 2  # stories that stand out, at most one a touchpoint
WITH_CAUSE = 0.6  # of the others, this share has its cause
SLOWEST = 14  # days until what is begun has come as far as it will
HOUR = 17  # UTC, at which steps are written down

_FIXED_AT_ONCE = (Step.OWNED, Step.FIXED)
_CANNOT = (Step.OWNED, Step.CANNOT)
_ENDS = (Step.FIXED, Step.CONFIRMED, Step.CANNOT)  # after which staff can be answered
# How far a recent one has come, turn by turn; none = nobody owns it yet.
_PATHS: tuple[tuple[Step, ...], ...] = (
    LADDER[:1],
    (),
    LADDER[:2],
    _CANNOT,
    LADDER[:3],
    (),
    LADDER[:4],
    _FIXED_AT_ONCE,
    (*LADDER[:4], Step.REOPENED),
    (),
)
_STEPS = ["id", "recovery_id", "step", "taken_at", "taken_on", "taken_by", "words"]
_RECOVERIES = ["id", "observation_id", "owner", "due_on", "cause", "cannot_because", "opened_at"]
_REPLIES = ["id", "kind", "words", "replied_at", "outcome", "outcome_at"]
_STORIES = ["id", "starred_at", "kudos"]

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Deeds:
    """What was done, ready to be put beside the observations: ids are text, `..._at` is UTC, "" = not said.

    - recoveries: id, observation_id, owner, due_on (NaT = none promised), cause, cannot_because, opened_at.
    - steps: id, recovery_id, step, taken_at, taken_on, taken_by, words.
    - replies: id (of the observation), kind, words, replied_at, outcome, outcome_at (NaT = none).
    - stories: id (of the observation), starred_at (NaT = not starred), kudos.
    - answers: id (of the observation), answer_id, kind, words, answered_on, answered_by, written_at; one answer may be
      given to several.
    """

    recoveries: pd.DataFrame
    steps: pd.DataFrame
    replies: pd.DataFrame
    stories: pd.DataFrame
    answers: pd.DataFrame


def acted_on(rows: pd.DataFrame, observations: int) -> pd.DataFrame:
    """Return those observation rows that anything may be done about.

    Args:
        rows: observation rows, their index the number of the moment.
        observations: how many the whole sample has; of more than `MOST`, every so many-th is returned.
    """
    step = -(-observations // MOST)
    drawn: pd.DataFrame = rows[rows.index.to_numpy() % step == 0]
    return drawn


def deeds(story: Story, script: Script, dice: Dice, until: date, rows: pd.DataFrame) -> Deeds:
    """Tell what was done about `rows` before the day `until`.

    A bad experience that carries `resolved_on` has a recovery that the customer confirmed on that day, and no other
    has one that is confirmed: the trust ledger stays as the observations make it.
    """
    return _College(story, script, dice, until - timedelta(days=1)).did(rows)


@dataclass(frozen=True)
class _College:
    story: Story
    script: Script
    dice: Dice
    last: date

    @cached_property
    def services(self) -> dict[str, tuple[str, float | None]]:
        """The service of each touchpoint that has one, and what it promises in minutes until it is done."""
        return {
            name: (starter.service.name, starter.service.resolution_minutes or starter.service.first_response_minutes)
            for starter in self.story.services
            for name in starter.touchpoints
        }

    def did(self, rows: pd.DataFrame) -> Deeds:
        bad, good = (self._shuffled(rows[rows["outcome"] == word]) for word in (Outcome.NEGATIVE, Outcome.POSITIVE))
        cases = [(row, path) for row, path in self._paths(bad) if path]
        return Deeds(
            recoveries=_frame([self._recovery(*case) for case in cases], _RECOVERIES, ("due_on", "opened_at")),
            steps=_frame([step for case in cases for step in self._steps(*case)], _STEPS, ("taken_on", "taken_at")),
            replies=_frame([*self._replies(bad)], _REPLIES, ("replied_at", "outcome_at")),
            stories=_frame([*self._stories(good, bad)], _STORIES, ("starred_at",)),
            answers=_frame([*self._answers(cases)], ANSWERS, ("answered_on", "written_at")),
        )

    def _shuffled(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return rows in an order of chance, with a chance of their own, and whether they are recent."""
        numbers = rows.index.to_numpy().astype(np.uint64)
        chance, other = self.dice.pair("deeds", numbers)
        recent = rows["observed_on"] > pd.Timestamp(self.last) - pd.Timedelta(days=RECENT_DAYS)
        drawn = rows.assign(chance=chance, recent=recent)
        return drawn.iloc[np.argsort(other, kind="stable")]

    def _paths(self, bad: pd.DataFrame) -> Iterator[tuple[_Row, tuple[Step, ...]]]:
        """Yield how far each bad experience has come, taking turns among those that are alike."""
        confirmed = bad["resolved_on"].notna()
        for turn, row in enumerate(_rows(bad[confirmed])):
            yield row, LADDER if turn % ONE_ON_THE_SPOT else (*_FIXED_AT_ONCE, Step.CONFIRMED)
        for turn, row in enumerate(_rows(bad[~confirmed & bad["recent"]])):
            yield row, _PATHS[turn % len(_PATHS)]
        for turn, row in enumerate(_rows(bad[~confirmed & ~bad["recent"]])):
            yield row, () if turn % ONE_IN_EARLIER else _CANNOT

    def _recovery(self, row: _Row, path: tuple[Step, ...]) -> dict[str, Any]:
        owner, minutes = self._owner(row)
        because = self._words(row, Step.CANNOT) if path[-1] is Step.CANNOT else ""
        cause = owner.cause if row["chance"] < WITH_CAUSE else None
        return {
            "id": _recovery_id(row),
            "observation_id": row["id"],
            "owner": owner.role,
            "due_on": self._due(row, path, minutes),
            "cause": self.script.cannot.get(because, cause) or "",
            "cannot_because": because,
            "opened_at": _moment(self._days(row, path)[0], 0),
        }

    def _owner(self, row: _Row) -> tuple[Owner, float | None]:
        service, minutes = self.services.get(row["touchpoint"], (row["journey"], None))
        return self.script.owners[service], minutes

    def _due(self, row: _Row, path: Sequence[Step], minutes: float | None) -> date | None:
        """Return the day on which the promise is up, or, for one in three that are still open, one agreed anew."""
        promised = due_by(row["observed_on"].date(), minutes)
        if promised is None or path[-1] in (Step.CONFIRMED, Step.CANNOT) or row["chance"] % 0.3 > 0.1:
            return promised
        return max(promised, self.last + timedelta(days=2 + int(row["chance"] * SLOWEST)))

    def _steps(self, row: _Row, path: tuple[Step, ...]) -> Iterator[dict[str, Any]]:
        owner, _ = self._owner(row)
        for number, (step, day) in enumerate(zip(path, self._days(row, path), strict=True)):
            yield {
                "id": str(key_of("sample step", row["id"], str(number))),
                "recovery_id": _recovery_id(row),
                "step": step.value,
                "taken_at": _moment(day, number),
                "taken_on": day,
                "taken_by": owner.role,
                "words": self._words(row, step),
            }

    def _days(self, row: _Row, path: tuple[Step, ...]) -> list[date]:
        """Return the day of each step: evenly up to the customer's yes, or over at most two weeks."""
        observed_on = row["observed_on"].date()
        end = row["resolved_on"].date() if path[-1] is Step.CONFIRMED else self._reached(row)
        if path[:2] == _FIXED_AT_ONCE:
            return [observed_on, observed_on, end][: len(path)]
        return [observed_on + (end - observed_on) * number // len(path) for number in range(1, len(path) + 1)]

    def _reached(self, row: _Row) -> date:
        """Return the day by which what was begun had come as far as it would."""
        observed_on: date = row["observed_on"].date()
        return min(self.last, observed_on + timedelta(days=2 + int(row["chance"] * SLOWEST)))

    def _words(self, row: _Row, step: Step) -> str:
        sentences = self.script.words[step]
        return sentences[int(row["chance"] * 997) % len(sentences)]

    def _replies(self, bad: pd.DataFrame) -> Iterator[dict[str, Any]]:
        recent = bad[bad["recent"]]
        for turn, row in enumerate(_rows(recent.head(-(-len(recent) // REPLIED)))):
            reply = self.script.replies[turn % len(self.script.replies)]
            day = self._reached(row)
            yield {
                "id": row["id"],
                "kind": reply.kind.value,
                "words": reply.words,
                "replied_at": _moment(day, 0),
                "outcome": str(reply.outcome) if reply.outcome else "",
                "outcome_at": _moment(day, 1) if reply.outcome else None,
            }

    def _stories(self, good: pd.DataFrame, bad: pd.DataFrame) -> Iterator[dict[str, Any]]:
        """Yield stars and thanks in turn: a star, both, thanks alone; what went wrong is starred and thanks nobody."""
        for turn, row in enumerate(_telling(good, MOST_GOOD)):
            kudos = self.script.thanks[turn * 2 // 3 % len(self.script.thanks)] if turn % 3 else ""
            yield {"id": row["id"], "starred_at": None if turn % 3 == 2 else self._starred(row), "kudos": kudos}
        for row in _telling(bad, MOST_BAD):
            yield {"id": row["id"], "starred_at": self._starred(row), "kudos": ""}

    def _answers(self, cases: Sequence[tuple[_Row, tuple[Step, ...]]]) -> Iterator[dict[str, Any]]:
        """Yield what staff were answered of what came to an end lately; before, nobody answered them anything."""
        ended = []
        words = {}
        for row, path in cases:
            if row["recent"] and path[-1] in _ENDS:
                owner, _ = self._owner(row)
                because = self._words(row, Step.CANNOT) if path[-1] is Step.CANNOT else ""
                days = (row["observed_on"].date(), self._days(row, path)[-1])
                ended.append(Ended(row["id"], row["touchpoint"], *days, owner.role, because))
                words[row["touchpoint"]] = owner.answers
        return answers(ended, words, self.last)

    def _starred(self, row: _Row) -> pd.Timestamp:
        return _moment(self._reached(row), 0)


def _telling(rows: pd.DataFrame, most: int) -> list[_Row]:
    """Return recent rows with words, each of another touchpoint."""
    notable = rows[rows["recent"] & (rows["what_happened"] != "")]
    return _rows(notable.drop_duplicates("touchpoint").head(most))


def _recovery_id(row: _Row) -> str:
    return str(recovery_key(UUID(row["id"])))


def _moment(day: date, minutes: int) -> pd.Timestamp:
    return pd.Timestamp(day) + pd.Timedelta(hours=HOUR, minutes=minutes)


def _rows(frame: pd.DataFrame) -> list[_Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _frame(rows: list[dict[str, Any]], columns: list[str], days: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(days, "datetime64[us]"))
