"""What the sample's college answered its staff: what it did about what went wrong, or why it cannot be done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from audit.model.answer import AnswerKind
from audit.model.keys import key_of

COLUMNS = ["id", "answer_id", "kind", "words", "answered_on", "answered_by", "written_at"]
DAYS_TOGETHER = 60  # what went wrong at a touchpoint within so many days is answered at once
ONE_IN_UNANSWERED = 4  # of what could be answered, this share still waits
SOONEST, LATEST = 2, 14  # days from the last of what is answered to its answer
HOUR = 17  # UTC, at which answers are written down


@dataclass(frozen=True, slots=True)
class Ended:
    """A bad experience that is mended or given up: on which day, by whom, and why it cannot be done ("" = mended)."""

    observation_id: str
    touchpoint: str
    observed_on: date
    ended_on: date
    owner: str
    because: str


def answers(ended: Iterable[Ended], words: Mapping[str, tuple[str, ...]], last: date) -> Iterator[dict[str, Any]]:
    """Yield a row for each bad experience that has an answer by the day `last`; see `audit.sample.deeds.Deeds`.

    Args:
        ended: those that could be answered.
        words: what each touchpoint's team says it did, in turn.
        last: the last day of the sample.
    """
    together: dict[tuple[str, str, int], list[Ended]] = {}
    for each in ended:
        block = (last - each.observed_on).days // DAYS_TOGETHER
        together.setdefault((each.touchpoint, each.because, -block), []).append(each)
    turns: Counter[tuple[str, ...]] = Counter()  # a team of several touchpoints says not twice the same running
    for number, (key, those) in enumerate(sorted(together.items())):
        touchpoint, because, _ = key
        pause = SOONEST + 5 * number % (LATEST - SOONEST + 1)
        answered_on = max(each.ended_on for each in those) + timedelta(days=pause)
        if number % ONE_IN_UNANSWERED == ONE_IN_UNANSWERED - 1 or answered_on > last:
            continue
        answers_of_team = words[touchpoint]
        answer = because or answers_of_team[turns[answers_of_team] % len(answers_of_team)]
        turns[answers_of_team] += not because
        answer_id = str(key_of("sample answer", *sorted(each.observation_id for each in those)))
        for each in those:
            yield {
                "id": each.observation_id,
                "answer_id": answer_id,
                "kind": (AnswerKind.CANNOT if because else AnswerKind.DONE).value,
                "words": answer,
                "answered_on": answered_on,
                "answered_by": each.owner,
                "written_at": pd.Timestamp(answered_on) + pd.Timedelta(hours=HOUR),
            }
