"""The cause of a signal can be found, found anew and asked for again, and the history knows."""

import json

import pytest

from audit.actions import stories, walks
from audit.errors import GoneError
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.story import Cause
from audit.model.view import EVERYTHING
from audit.model.walk_through import Signal
from audit.store.change import changes_of, restatements
from audit.store.signal import cause_of
from audit.store.voices import cause_counts, troubles
from tests.builders import a_walk, an_observation


@pytest.fixture
def ticked(desk):
    observed = an_observation(outcome=Outcome.NEGATIVE, signals=frozenset({Signal.END_RUN, Signal.PERSONAL}))
    walks.record_walk_through(desk, a_walk(), [observed])
    return desk, observed.id


def test_a_cause_is_kept_and_no_longer_asked_for(ticked):
    store, key = ticked
    stories.choose_cause(store, key, Signal.END_RUN, Cause.STAFFING, "KM")
    assert cause_of(store, key, Signal.END_RUN) == Cause.STAFFING
    assert troubles(store, EVERYTHING, 5, explained=False).empty
    assert list(troubles(store, EVERYTHING, 5, explained=True)["cause"]) == ["staffing"]
    assert cause_counts(store, EVERYTHING).to_numpy().tolist() == [["end run", "staffing", 1]]


def test_each_change_is_a_line_of_history_that_restates_no_ledger(ticked):
    store, key = ticked
    stories.choose_cause(store, key, Signal.END_RUN, Cause.STAFFING, " ")
    stories.choose_cause(store, key, Signal.END_RUN, Cause.STAFFING, "KM")
    stories.choose_cause(store, key, Signal.END_RUN, "", "KM")
    lines = changes_of(store, key)
    assert list(lines["changed_by"]) == ["KM", "not said"]
    assert json.loads(lines["before"].iloc[0]) == {"signal": "end run", "cause": "staffing"}
    assert json.loads(lines["after"].iloc[0]) == {"signal": "end run", "cause": ""}
    assert cause_of(store, key, Signal.END_RUN) == ""
    assert restatements(store) == {}


def test_a_signal_that_is_not_ticked_has_no_cause(ticked):
    store, key = ticked
    with pytest.raises(GoneError, match="signal"):
        stories.choose_cause(store, key, Signal.MIXED_MESSAGE, Cause.TOOL, "KM")
    with pytest.raises(GoneError):
        stories.choose_cause(store, new_key(), Signal.END_RUN, Cause.TOOL, "KM")
