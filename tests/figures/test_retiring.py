"""Retiring changes no figure of what was observed: it only ends what is offered, and what counts as a gap."""

from uuid import UUID

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from audit.actions import journey_changing as changing
from audit.figures import CATALOGUE, Question, coverage, next_walk
from audit.store.journey import touchpoints
from tests.figures.by_hand import AS_OF, NEVER, a_programme, stored

OFFERS = {"next_walk"}  # where to go next is an offer


@pytest.fixture(scope="module")
def store():
    opened = stored(a_programme(3))
    yield opened
    opened.close()


def key_of(store, name):
    rows = touchpoints(store)
    return UUID(rows.loc[rows["touchpoint"] == name, "touchpoint_id"].item())


def figures(store):
    """Return every figure of what was observed; coverage counts as far as something was."""
    every = {
        name: figure.measure(store, Question(AS_OF, by=figure.by))
        for name, figure in CATALOGUE.items()
        if name not in OFFERS
    }
    return {name: frame[frame["n"] > 0].reset_index() if name == "coverage" else frame for name, frame in every.items()}


@pytest.mark.crossing
def test_retiring_changes_no_figure_and_bringing_back_neither(store):
    before = figures(store)
    for verb in (changing.retire, changing.bring_back):
        verb(store, "touchpoint", key_of(store, "Desk"), "KM")
        after = figures(store)
        for name, frame in before.items():
            assert_frame_equal(after[name], frame, obj=name)


def test_a_retired_touchpoint_is_no_gap_and_no_walk_is_suggested_there(store):
    question = Question(AS_OF)
    assert coverage(store, question)["touchpoint"].iloc[0] == NEVER
    assert next_walk(store, question)["touchpoint"].iloc[0] == NEVER
    changing.retire(store, "touchpoint", key_of(store, NEVER), "KM")
    assert NEVER not in set(coverage(store, question)["touchpoint"])
    assert NEVER not in set(next_walk(store, question)["touchpoint"])
    changing.bring_back(store, "touchpoint", key_of(store, NEVER), "KM")
    assert coverage(store, question)["touchpoint"].iloc[0] == NEVER


def test_where_it_was_observed_a_retired_touchpoint_still_stands_but_asks_for_nothing_more(store):
    question = Question(AS_OF, by=("touchpoint", "customer_group"))
    changing.retire(store, "touchpoint", key_of(store, "Exit"), "KM")
    cells = coverage(store, question)
    there = cells[cells["touchpoint"] == "Exit"]
    assert len(there)
    assert there["n"].min() > 0
    assert pd.notna(there["last_observed_on"]).all()
    changing.bring_back(store, "touchpoint", key_of(store, "Exit"), "KM")
