"""Answering staff: what became of what was found, said once for one or several, corrected, or taken back."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from audit.errors import AnsweredMeanwhileError, AnswerMovedError, GoneError, NothingChosenError, NothingToAnswerError
from audit.model.answer import Answer
from audit.model.clock import utc_now
from audit.model.rating import Outcome
from audit.model.review import Item
from audit.store import answer as answers
from audit.store.change import Verb, add_change
from audit.store.opening import Store
from audit.store.recovery import finding
from audit.store.review import unchoose

_NOUN = "answer"


def give_answer(store: Store, answer: Answer, observation_ids: Collection[UUID], today: date) -> None:
    """Answer staff what became of some bad experiences: all of them or none.

    Sending the same again changes nothing.

    Args:
        store: the open store.
        answer: what is answered; its key names this act.
        observation_ids: which bad experiences.
        today: the programme's day.

    Raises:
        NothingChosenError: there are none.
        GoneError: one of them is not there.
        NothingToAnswerError: one of them was withdrawn or corrected.
        AnsweredMeanwhileError: one of them has another answer.
        NotYetError, AnswerTooEarlyError: see `Answer.check`.
    """
    chosen = sorted(set(observation_ids))
    if not chosen:
        raise NothingChosenError
    with store.writing():
        if answers.answer_with(store, answer.id) is not None:
            return
        answer.check(max(_day_of_unanswered(store, key) for key in chosen), today)
        answers.add_answer(store, answer, chosen, utc_now())
        _remember(store, "changed", (None, answer), answer.by)


def correct_answer(store: Store, answer: Answer, read: Answer, today: date) -> None:
    """Set right what was answered; what stood there before stays in the history. The same again changes nothing.

    Args:
        store: the open store.
        answer: as it is to stand, under its key.
        read: as the writer read it.
        today: the programme's day.

    Raises:
        GoneError: it was taken back.
        AnswerMovedError: somebody else corrected it meanwhile.
        NotYetError, AnswerTooEarlyError: see `Answer.check`.
    """
    with store.writing():
        stands = _standing(store, answer.id)
        if stands == answer:
            return
        if stands != read:
            raise AnswerMovedError(stands.words)
        answer.check(answers.answered_with(store, answer.id)["observed_on"].max().date(), today)
        answers.change_answer(store, answer)
        unchoose(store, answer.id, [Item.ANSWERS])  # a room is shown words that were read when they were chosen
        _remember(store, "corrected", (stands, answer), answer.by)


def take_back_answer(store: Store, answer_id: UUID, by: str) -> None:
    """Take an answer back: what it answered waits for one again, and the history keeps what it said.

    Args:
        store: the open store.
        answer_id: which.
        by: who takes it back, a role; "" = not said.

    Raises:
        GoneError: it was taken back before.
    """
    with store.writing():
        stands = _standing(store, answer_id)
        _remember(store, "withdrawn", (stands, None), by)
        answers.delete_answer(store, answer_id)
        unchoose(store, answer_id, [Item.ANSWERS])


def _standing(store: Store, answer_id: UUID) -> Answer:
    stands = answers.answer_with(store, answer_id)
    if stands is None:
        raise GoneError(_NOUN)
    return stands


def _day_of_unanswered(store: Store, observation_id: UUID) -> date:
    about = finding(store, observation_id)
    where, day = about["touchpoint"], about["observed_on"]
    if about["withdrawn"] or about["outcome"] != Outcome.NEGATIVE:
        raise NothingToAnswerError(where, day)
    if there := answers.answer_to(store, observation_id):
        raise AnsweredMeanwhileError(where, day, there.words)
    on: date = day
    return on


def _remember(store: Store, verb: Verb, before_after: tuple[Answer | None, Answer | None], by: str) -> None:
    """Write one line of history; who answered is its `changed_by` alone, where an erased name is looked for."""
    before, after = (_content(store, each) for each in before_after)
    (key,) = {each.id for each in before_after if each}
    add_change(store, verb, (_NOUN, key), (by.strip() or "not said", ""), (before, after))


def _content(store: Store, answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "kind": answer.kind.value,
        "words": answer.words,
        "answered_on": answer.answered_on,
        "observations": answers.answered_with(store, answer.id)["id"].tolist(),
    }
