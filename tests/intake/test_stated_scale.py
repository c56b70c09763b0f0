"""Columns of different scales are asked about apart, and a heading that contradicts an answer is repeated."""

import pytest

from audit.intake.column_values import ColumnValues
from audit.intake.open_questions import questions_for
from audit.intake.question import About, Question
from audit.intake.stated_scale import contradictions
from tests.intake.made import a_table

GRADE = "Overall grade (1 = very good, 6 = fail)"
RECOMMEND = "Would you recommend us? (0-10)"


def groups(**columns: str) -> list[tuple[str, ...]]:
    return grouped({name: marks.split() for name, marks in columns.items()})


def grouped(columns: dict[str, list[str]]) -> list[tuple[str, ...]]:
    rows = zip(*columns.values(), strict=True)
    table = a_table(*(("2026-04-13", *row) for row in rows), columns=("Date", *columns))
    targets = {"Date": "observed_at"} | dict.fromkeys(columns, "score")
    questions = questions_for(ColumnValues(table), targets)
    return [question.columns for question in questions if question.about is About.SCALE]


def test_columns_of_different_scales_are_never_one_question():
    assert grouped({RECOMMEND: ["0", "9", "10"], GRADE: ["1", "6", "2"]}) == [(RECOMMEND,), (GRADE,)]
    assert groups(Lab="0 5 10", Desk="1 6 2") == [("Lab",), ("Desk",)]
    assert groups(Lab="0 5 100", Desk="0 6 10") == [("Lab",), ("Desk",)]


def test_columns_of_one_usual_scale_are_one_question_though_nobody_gave_the_worst_or_best_in_one():
    assert groups(Lab="1 5 3", Desk="2 5 3") == [("Lab", "Desk")]
    assert groups(Lab="1 5 3", Desk="1 4 3") == [("Lab", "Desk")]
    assert groups(Lab="0 9 10", Desk="8 9 8") == [("Lab", "Desk")]


def test_a_heading_that_states_a_scale_parts_and_joins_columns():
    assert grouped({"Lab (1-5)": ["1", "4"], "Desk (1-5)": ["2", "5"]}) == [("Lab (1-5)", "Desk (1-5)")]
    assert grouped({"Lab (1-5)": ["1", "5"], "Desk": ["1", "5"]}) == [("Lab (1-5)",), ("Desk",)]
    assert grouped({"Lab (1 = best)": ["1", "5"], "Desk": ["1", "5"]}) == [("Lab (1 = best)",), ("Desk",)]
    assert grouped({"Lab (1-5)": ["1", "7"], "Desk (1-5)": ["2", "5"]}) == [("Lab (1-5)",), ("Desk (1-5)",)]


@pytest.mark.parametrize(
    ("heading", "answer", "mark"),
    [
        (GRADE, "0 to 10", "1 is 'very good'"),
        (GRADE, "6 to 1", ""),
        ("Grade (1 = best)", "1 to 6", "1 is 'best'"),
        ("Grade: 6 means unacceptable, 1 is the best", "6 to 1", ""),
        ("Likely? 0 = not at all likely, 10 = extremely likely", "10 to 0", "0 is 'not at all likely'"),
        ("How often (1 = never, 5 = always)", "5 to 1", ""),
        ("Pace (3 = excellent)", "1 to 5", ""),
        ("Mood (1: blue, 5: yellow)", "5 to 1", ""),
        ("Care", "5 to 1", ""),
        (GRADE, "", ""),
    ],
)
def test_a_heading_that_says_the_opposite_of_an_answer_is_repeated(heading, answer, mark):
    sentences = " ".join(contradictions([Question(About.SCALE, (heading,), (("1", 1),), answer=answer)]))
    assert (mark in sentences) if mark else not sentences


def test_only_scales_can_contradict_their_headings():
    yes = Question(About.YES_NO, ("Good? (1 = bad)",), (("1", 1), ("0", 1)), ("1", "0"), answer="1")
    assert not list(contradictions([yes]))
