"""Evidence has one word, and what is too little to judge by has a weak one."""

import numpy as np
import pytest

from audit.measures.evidence_grade import FEWEST_TO_JUDGE, FEWEST_TO_POINT_AT, WEAK_GRADES, grade, grades


@pytest.mark.parametrize(
    ("n", "word"),
    [
        (1, "anecdote"),
        (2, "anecdote"),
        (3, "thin"),
        (4, "thin"),
        (5, "fair"),
        (9, "fair"),
        (10, "good"),
        (29, "good"),
        (30, "strong"),
        (10_000, "strong"),
    ],
)
def test_evidence_is_graded_in_words(n, word):
    assert grade(n) == word


def test_a_column_of_counts_is_graded_in_order():
    assert grades(np.array([30, 1, 7])) == ["strong", "anecdote", "fair"]


def test_what_is_too_little_to_judge_by_is_what_has_a_weak_grade():
    weak = {n for n in range(1, 40) if grade(n) in WEAK_GRADES}
    assert weak == set(range(1, FEWEST_TO_JUDGE))
    assert {n for n in range(1, 40) if grade(n) == "anecdote"} == set(range(1, FEWEST_TO_POINT_AT))
