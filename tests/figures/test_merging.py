"""Merging two touchpoints equals having logged all their observations as one."""

from dataclasses import replace
from uuid import UUID

import pytest
from pandas.testing import assert_frame_equal

from audit.actions.journey_deleting import delete_touchpoint
from audit.actions.journey_merging import merge_touchpoints
from audit.figures import CATALOGUE, Question
from audit.store.journey import touchpoints
from tests.figures.by_hand import AS_OF, SPOTS, a_programme, stored

pytestmark = pytest.mark.crossing

INTO, GONE = SPOTS[2], SPOTS[3]  # beside each other in one stage


def key_of(store, spot):
    rows = touchpoints(store)
    return UUID(rows.loc[rows["touchpoint"] == spot.touchpoint, "touchpoint_id"].item())


def figures(store):
    """Return every figure; the keys of touchpoints differ from store to store."""
    every = {name: figure.measure(store, Question(AS_OF, by=figure.by)) for name, figure in CATALOGUE.items()}
    return {name: frame.drop(columns="touchpoint_id", errors="ignore") for name, frame in every.items()}


def test_merging_equals_having_logged_them_as_one():
    rows = a_programme(3)
    merged = stored(rows)
    merge_touchpoints(merged, key_of(merged, GONE), key_of(merged, INTO), "KM")
    as_one = stored([replace(row, spot=INTO) if row.spot == GONE else row for row in rows])
    delete_touchpoint(as_one, key_of(as_one, GONE), "KM")
    expected = figures(as_one)
    for name, frame in figures(merged).items():
        assert_frame_equal(frame, expected[name], obj=name)
    for store in (merged, as_one):
        store.close()
