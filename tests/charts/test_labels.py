"""Names beside a picture never cover one another and stand as near to their marks as that allows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from audit.charts.labels import MOST_NAMED, labelled, staged
from audit.measures.spacing import apart
from tests.charts.drawn import reported


def test_names_far_apart_stay_where_they_are() -> None:
    assert apart(np.array([0.2, 0.8, 0.5])).tolist() == [0.2, 0.8, 0.5]


def test_names_at_one_height_are_spread_around_it() -> None:
    assert apart(np.array([0.5, 0.5, 0.5])).tolist() == pytest.approx([0.4, 0.5, 0.6])


def test_names_at_the_edge_are_kept_inside() -> None:
    assert apart(np.array([1.0, 1.0])).tolist() == pytest.approx([0.85, 0.95])
    assert apart(np.array([0.0])).tolist() == pytest.approx([0.05])


def test_no_name_takes_no_place() -> None:
    assert apart(np.array([])).tolist() == []


@supposing(st.lists(st.floats(0, 1), max_size=14))
def test_names_keep_their_order_their_distance_and_the_room(places: list[float]) -> None:
    moved = np.sort(apart(np.array(places)))
    gap = min(0.1, 1 / max(len(places), 1))
    assert (np.diff(moved) >= gap - 1e-9).all()
    assert ((moved >= gap / 2 - 1e-9) & (moved <= 1 - gap / 2 + 1e-9)).all()
    ordered = apart(np.sort(places))
    assert (np.diff(ordered) > 0).all()


def test_rows_are_numbered_and_those_nobody_visited_have_no_place() -> None:
    named = labelled(reported())
    assert named["no"].tolist() == [1, 2, 3, 4]
    assert named["label"].tolist() == ["Help line", "Loans", "Repairs", "Web"]
    assert named["label_at"].notna().tolist() == [True, True, True, False]


def test_services_that_report_more_than_once_are_told_apart() -> None:
    (row,) = reported().head(1).to_dict("records")
    rows = pd.DataFrame(
        [
            row | {"place": "North"},
            row | {"place": "South"},
            row | {"place": "South", "metric": "solved"},
            row | {"service": "Desk"},
            row | {"service": "Loans", "touchpoint": "Counter"},
            row | {"service": "Loans", "touchpoint": "Letter"},
        ]
    )
    assert labelled(rows)["label"].tolist() == [
        "Help line, North",
        "Help line, South, answered in time",
        "Help line, South, solved",
        "Desk",
        "Loans, answered in time, Counter",
        "Loans, answered in time, Letter",
    ]


def test_from_the_eleventh_on_there_is_no_room_for_a_name() -> None:
    rows = pd.concat([reported().head(1)] * (MOST_NAMED + 2), ignore_index=True)
    assert labelled(rows)["label_at"].notna().sum() == MOST_NAMED


def test_no_row_is_still_a_frame_with_its_columns() -> None:
    assert {"no", "label", "label_at"} <= set(labelled(reported().head(0)).columns)


def test_a_stage_is_named_in_short_lines_and_knows_how_narrow_the_narrowest_is() -> None:
    journey = pd.DataFrame({"stage": ["Getting what is not here", "Being heard", "Being heard", "Leaving"]})
    named = staged(journey)
    assert named["stage_name"].tolist()[:2] == ["Getting\nwhat is\nnot here", "Being\nheard"]
    assert named["stage_lines"].tolist() == [3, 2, 2, 1]
    assert named["stage_no"].tolist() == [0, 1, 1, 2]
    assert set(named["tallest"]) == {3}
    assert set(named["narrowest"]) == {0.25}
    assert staged(journey[:0]).empty
    longest = staged(pd.DataFrame({"stage": ["a name of a stage that never comes to its end, however long one reads"]}))
    assert longest["stage_name"].tolist() == ["a name of\na stage\nthat never\ncomes to\nits end, …"]
