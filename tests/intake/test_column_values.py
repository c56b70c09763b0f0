"""What stands beside a value helps a person to say what it means."""

import pytest

from audit.intake.column_values import MOST_BESIDE, ColumnValues
from audit.intake.tables import read_table

TABLE = f"""Date,Mark,Comments
2026-03-01,1,
2026-03-02, 1 , Excellent
2026-03-03,1,Good
2026-03-04,6,{"x" * 200}
2026-03-05,3,
"""


@pytest.mark.parametrize(("mark", "words"), [("1", "Excellent"), ("6", "x" * MOST_BESIDE), ("3", ""), ("9", "")])
def test_beside_a_mark_stands_what_was_first_written_with_it_cut_where_it_is_long(mark, words):
    assert ColumnValues(read_table(TABLE.encode(), "marks.csv")).beside("Mark", mark, "Comments") == words
