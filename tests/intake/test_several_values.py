"""Several answers in one cell: told in words, for each cell counts as one wherever it is not words or signals."""

from audit.intake.proposal import propose
from tests.intake.made import a_table


def noted(*cells):
    rows = [(f"2026-04-{day:02d}", "5", cell) for day, cell in enumerate(cells, start=1)]
    return [note for note in propose(a_table(*rows, columns=("Date", "Overall", "Seen"))).notes if "several" in note]


def test_several_answers_in_one_cell_are_told_with_how_many_rows_hold_them():
    (note,) = noted("Clean;Quiet;", "Clean;Quiet;", "Long wait, no seats; noisy", "Clean;")
    assert note.startswith("'Seen' holds several answers in one cell, as in 'Clean;Quiet;' (3 rows).")


def test_a_semicolon_in_a_sentence_makes_no_list_of_it():
    assert not noted("Somebody looked up; nobody said anything about how long it would take to be seen by a doctor")
    assert not noted("Clean; bright", "Well", "Not so good", "Slow")
    assert not noted("Clean;", ";", "")


def test_a_column_of_comments_may_hold_semicolons():
    table = a_table(("2026-04-13", "5", "Fine; well"), columns=("Date", "Overall", "Comments"))
    assert not [note for note in propose(table).notes if "several" in note]
