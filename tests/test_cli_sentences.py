"""What an import by command says of words alone and of rows that came by another recipe."""

import pandas as pd

from audit.actions.imports import ImportReport
from audit.cli import bringing_in


def test_notes_and_rows_of_another_recipe_are_told():
    report = ImportReport("desk", 2, 0, 2, 0, 0, 0, None, pd.DataFrame(), notes=1, came_by={"other": 1})
    told = list(bringing_in._sentences(report, {}))  # told in print alone, as by the command
    assert "Stored as words alone, since they do not say how it went: 1 note." in told
    assert any("by the recipe other" in sentence for sentence in told)
