"""A view shows the rows of its journey and its touchpoint, and nothing else of it counts here."""

import pandas as pd
import pytest

from audit.measures.rows_in_view import rows_in_view
from audit.model.view import View

ROWS = pd.DataFrame({"journey": ["Loans", "Loans", "Repairs"], "touchpoint": ["Desk", "Call", "Counter"]})


@pytest.mark.parametrize(
    ("view", "touchpoints"),
    [
        (View(), ["Desk", "Call", "Counter"]),
        (View(journeys=("Loans",)), ["Desk", "Call"]),
        (View(touchpoint="Counter"), ["Counter"]),
        (View(journeys=("Loans",), touchpoint="Counter"), []),
        (View(places=("Hall",)), ["Desk", "Call", "Counter"]),
    ],
)
def test_a_view_shows_the_rows_of_its_journey_and_touchpoint(view, touchpoints):
    assert list(rows_in_view(ROWS, view)["touchpoint"]) == touchpoints


def test_the_names_of_touchpoints_may_stand_under_another_column():
    belongs = ROWS.rename(columns={"touchpoint": "seen_at"})
    assert list(rows_in_view(belongs, View(touchpoint="Desk"), "seen_at")["seen_at"]) == ["Desk"]
