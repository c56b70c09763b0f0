"""A code is one vote: it cannot be guessed, is read however it is typed, and cannot be read from what is kept."""

import re

import pytest

from audit.model.voting_code import SIGNS, mark_of, new_code, written


def test_a_code_is_ten_signs_that_are_not_mistaken_for_one_another():
    codes = [new_code() for _ in range(300)]
    assert len(set(codes)) == 300
    assert all(re.fullmatch("[2-9bcdfghjkmnpqrstvwxyz]{5}-[2-9bcdfghjkmnpqrstvwxyz]{5}", code) for code in codes)
    assert {sign for code in codes for sign in code} == {*SIGNS, "-"}


@pytest.mark.parametrize("typed", ["bcdfg-23456", "BCDFG 23456", " bcdfg23456 ", "b c d f g – 2 3 4 5 6"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert written(typed) == "bcdfg-23456"


@pytest.mark.parametrize("typed", ["", "bcdfg-2345", "bcdfg-234567", "bcdfa-23456", "bcdfg-2345ä", "0" * 10, "x" * 500])
def test_anything_else_is_no_code(typed):
    assert written(typed) == ""


def test_what_is_kept_of_a_code_is_another_in_every_review_and_no_phones_name():
    mark = mark_of("bcdfg-23456", "key")
    assert mark == mark_of("bcdfg-23456", "key") != mark_of("bcdfg-23456", "another review's key")
    assert "bcdfg" not in mark
    assert mark.startswith("code ")
