"""Staff are answered once what became of a finding; an answer can be corrected and taken back, with its history."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from audit.actions import walks
from audit.actions.answers import correct_answer, give_answer, take_back_answer
from audit.actions.people import add_person, remove
from audit.errors import (
    AnsweredMeanwhileError,
    AnswerMovedError,
    AnswerTooEarlyError,
    GoneError,
    NothingChosenError,
    NothingToAnswerError,
    NotYetError,
)
from audit.model.answer import AnswerKind
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.store.answer import answer_to, answer_with, answered_with
from audit.store.change import changes_of
from audit.store.import_batch import take_back
from audit.store.incoming import add_incoming_observations
from audit.store.upkeep.checking import check
from tests.builders import NOON, a_walk, an_answer, an_observation, observation_rows
from tests.store.test_incoming import a_batch

TODAY = NOON.date()
LATER = TODAY + timedelta(days=30)


def happened(store, days=0, **changes):
    given = {"outcome": Outcome.NEGATIVE, "id": new_key(), "observed_on": TODAY + timedelta(days=days)} | changes
    walks.record_walk_through(store, a_walk(), [an_observation(**given)])
    return given["id"]


def history(store, answer):
    """Return who did what, and the words before and after, the first line first."""
    lines = changes_of(store, answer.id).iloc[::-1].to_dict("records")
    words = [[(json.loads(line[side]) or {}).get("words") for side in ("before", "after")] for line in lines]
    return [(line["verb"], line["changed_by"], *each) for line, each in zip(lines, words, strict=True)]


def test_one_answer_is_given_to_several_findings_and_stands_with_each(desk):
    keys, answer = [happened(desk), happened(desk, 2)], an_answer(answered_on=LATER)
    give_answer(desk, answer, keys, LATER)
    assert [answer_to(desk, key) for key in keys] == [answer, answer]
    assert answered_with(desk, answer.id)["id"].tolist() == [str(key) for key in keys]
    assert answer_to(desk, happened(desk)) is None


def test_an_answer_is_corrected_and_taken_back_and_the_history_keeps_all_of_it(desk):
    key, answer = happened(desk), an_answer()
    give_answer(desk, answer, [key], LATER)
    better = replace(answer, kind=AnswerKind.CANNOT, words="The wall must stay.", by="builder", answered_on=LATER)
    for _ in range(2):
        correct_answer(desk, better, answer, LATER)
    assert answer_to(desk, key) == better
    take_back_answer(desk, answer.id, "KM")
    assert answer_to(desk, key) is None
    assert history(desk, answer) == [
        ("changed", "desk lead", None, "A second desk is open."),
        ("corrected", "builder", "A second desk is open.", "The wall must stay."),
        ("withdrawn", "KM", "The wall must stay.", None),
    ]
    again = an_answer()
    give_answer(desk, again, [key], LATER)
    assert answer_to(desk, key) == again


@pytest.mark.parametrize("changed", ["withdrawn", "corrected"])
def test_what_is_no_bad_experience_any_more_is_not_answered(changed, desk):
    seen = an_observation(outcome=Outcome.NEGATIVE, id=new_key())
    walks.record_walk_through(desk, a_walk(), [seen])
    if changed == "withdrawn":
        walks.withdraw_observation(desk, seen.id, "KM", "Wrong desk.")
    else:
        walks.correct_observation(desk, replace(seen, outcome=Outcome.POSITIVE), "KM", "A slip.")
    with pytest.raises(NothingToAnswerError, match="withdrawn or corrected"):
        give_answer(desk, an_answer(), [happened(desk), seen.id], LATER)


def test_a_finding_has_one_answer_and_all_that_are_chosen_are_answered_or_none(desk):
    first, second = happened(desk), happened(desk)
    give_answer(desk, an_answer(), [first], LATER)
    other = an_answer(words="Nobody knew of it.")
    with pytest.raises(AnsweredMeanwhileError, match="A second desk is open"):
        give_answer(desk, other, [second, first], LATER)
    assert answer_to(desk, second) is None
    assert answer_with(desk, other.id) is None


def test_an_answer_needs_something_to_answer_and_a_day_that_can_be(desk):
    early, late = happened(desk), happened(desk, 9)
    with pytest.raises(NothingChosenError):
        give_answer(desk, an_answer(), [], LATER)
    with pytest.raises(GoneError):
        give_answer(desk, an_answer(), [new_key()], LATER)
    with pytest.raises(NotYetError):
        give_answer(desk, an_answer(answered_on=LATER), [early], TODAY)
    with pytest.raises(AnswerTooEarlyError):
        give_answer(desk, an_answer(answered_on=TODAY), [early, late], LATER)
    given = an_answer(answered_on=LATER)
    give_answer(desk, given, [early, late], LATER)
    with pytest.raises(AnswerTooEarlyError):
        correct_answer(desk, replace(given, answered_on=TODAY), given, LATER)


def test_what_somebody_else_corrected_meanwhile_is_not_written_over(desk):
    answer = an_answer()
    give_answer(desk, answer, [happened(desk)], LATER)
    theirs = replace(answer, words="Two desks are open.")
    correct_answer(desk, theirs, answer, LATER)
    with pytest.raises(AnswerMovedError, match="Two desks are open"):
        correct_answer(desk, replace(answer, words="Three desks are open."), answer, LATER)
    take_back_answer(desk, answer.id, "")
    for act in (lambda: take_back_answer(desk, answer.id, ""), lambda: correct_answer(desk, answer, theirs, LATER)):
        with pytest.raises(GoneError, match="This answer is not"):
            act()


def test_with_an_import_go_its_answers_but_not_those_that_answer_something_else_too(desk):
    rows, batch = observation_rows(*[{"outcome": "negative"}] * 2), a_batch(desk)
    add_incoming_observations(desk, rows, batch)
    own, (one, two) = happened(desk), rows["id"]
    alone, shared = an_answer(), an_answer()
    give_answer(desk, alone, [one], LATER)
    give_answer(desk, shared, [two, own], LATER)
    take_back(desk, batch)
    assert answer_with(desk, alone.id) is None
    assert answered_with(desk, shared.id)["id"].tolist() == [str(own)]
    assert check(desk) == []


def test_a_name_that_is_erased_is_erased_where_it_answered(desk):
    person = add_person(desk, "Ada Byron")
    answer = an_answer(by="Ada Byron")
    give_answer(desk, answer, [happened(desk)], LATER)
    remove(desk, person.id)
    assert answer_with(desk, answer.id).by == "former observer"
    assert {line[1] for line in history(desk, answer)} == {"former observer"}
    with desk.reading() as cursor:
        assert not any("Ada" in str(row) for row in cursor.execute("SELECT * FROM change").fetchall())
