"""A row that does not say how it went: a listed problem, or a note of its words where the recipe says so."""

import pytest

from audit.errors import RecipeError
from audit.intake.observations import read_observations
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.recipe_writing import recipe_toml
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_recipe, a_table

FIELDS = """
[fields]
observed_at = "observed_at"
touchpoint = "touchpoint"
outcome = "outcome"
what_happened = "words"
empathy = "empathy"
"""
KEPT = '[rules]\nwithout_outcome = "note"\n' + FIELDS
SAID = ("observed_at", "touchpoint", "outcome", "words", "empathy")
ROWS = (
    ("2026-05-04", "Reception", "positive", "Smiled", "5"),
    ("2026-05-05T10:30", "Reception", "", "The door was  heavy ", ""),
    ("2026-05-06", "Reception", "", "", ""),
)


def read(text, *rows, columns=SAID):
    return read_observations(a_table(*rows, columns=columns), a_recipe(text), Programme(), today=TODAY)


def test_words_without_an_outcome_are_a_problem_unless_the_recipe_keeps_them():
    reading = read(FIELDS, *ROWS)
    assert reading.problems["row"].tolist() == [3, 4]
    assert reading.notes is None


def test_words_without_an_outcome_come_in_as_a_note_where_the_recipe_says_so():
    reading = read(KEPT, *ROWS)
    assert reading.rows["what_happened"].tolist() == ["Smiled"]
    (note,) = reading.notes.reset_index().to_dict("records")
    assert (note["row"], note["touchpoint"], note["words"]) == (3, "Reception", "The door was  heavy")
    assert str(note["observed_at"]) == "2026-05-05 10:30:00"
    assert (note["method"], note["journey"]) == ("imported", "Imported")
    assert reading.problems[["row", "expected"]].to_numpy().tolist() == [
        [4, "one of positive, neutral, negative, or words to keep as a note"]
    ]


def test_what_else_such_a_row_says_is_told_since_a_note_has_no_place_for_it():
    reading = read(KEPT, ("2026-05-04", "Reception", "", "Hm", "4"))
    assert len(reading.notes) == 1
    assert reading.remarks.to_numpy().tolist() == [[2, "empathy", "4", "nothing, for a note holds words alone"]]


def test_a_row_with_another_problem_gives_no_note():
    reading = read(KEPT, ("no day", "Reception", "", "Hm", ""), ("2026-05-04", "Reception", "splendid", "Hm", ""))
    assert reading.notes.empty
    assert reading.problems["row"].tolist() == [2, 3]


def test_a_table_of_words_alone_needs_no_column_for_the_outcome():
    columns = ("observed_at", "touchpoint", "words")
    reading = read(
        KEPT.replace('outcome = "outcome"\n', "", 1).replace('empathy = "empathy"\n', ""),
        ("2026-05-04", "Reception", "Hm"),
        columns=columns,
    )
    assert reading.rows.empty
    assert reading.notes["words"].tolist() == ["Hm"]


def test_a_row_of_several_touchpoints_keeps_the_words_of_the_whole_beside_its_scores():
    text = """
[rules]
without_outcome = "note"
[fields]
observed_at = "day"
outcome = "again"
what_happened = "words"
[[touchpoints]]
touchpoint = "Desk"
score = "desk"
[whole_row]
touchpoint = "The visit"
"""
    columns = ("day", "desk", "again", "words")
    reading = read(text, ("2026-05-04", "5", "", "Hm"), ("2026-05-05", "", "", "Well"), columns=columns)
    assert reading.problems.empty
    assert reading.rows["touchpoint"].tolist() == ["Desk"]
    assert reading.notes[["touchpoint", "words"]].to_numpy().tolist() == [["The visit", "Hm"], ["The visit", "Well"]]
    assert set(reading.notes["id"]) & set(reading.rows["id"]) == set()


def test_the_same_row_has_the_same_identity_whether_it_is_a_note_or_an_observation():
    keyed = KEPT + '[identity]\ncolumns = ["id"]\n'
    columns = ("id", *SAID)
    (note,) = read(keyed, ("7", "2026-05-04", "Reception", "", "Hm", ""), columns=columns).notes["id"]
    (observation,) = read(keyed, ("7", "2026-05-04", "Reception", "neutral", "Hm", ""), columns=columns).rows["id"]
    assert note == observation


def test_the_rule_is_written_down_and_read_back():
    recipe = a_recipe(KEPT)
    assert recipe.keeps_notes
    assert recipe_from_toml(recipe_toml(recipe), "survey.toml") == recipe
    assert "rules" not in recipe_toml(a_recipe(FIELDS))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (KEPT.replace('what_happened = "words"\n', ""), "fields.what_happened"),
        (KEPT.replace('"note"', '"guess"'), "problem, note"),
        ('kind = "tickets"\n[rules]\nwithout_outcome = "note"\n', "only observations have an outcome"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused_in_words(text, said):
    with pytest.raises(RecipeError, match=said):
        a_recipe(text)
