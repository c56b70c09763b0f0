"""Marking what was done, taking it back and putting it back, with nothing forgotten."""

import json
from datetime import date

import pytest

from audit.actions.imports import load_sample, undo_import
from audit.actions.interventions import mark_intervention, take_back_intervention
from audit.errors import GoneError, NotYetError
from audit.model.intervention import Intervention
from audit.store.change import changes_of
from audit.store.intervention import interventions

TODAY = date(2026, 3, 2)
TRAINING = Intervention(date(2026, 3, 1), "A training", "Greeting")


def test_what_was_done_is_marked_once(store):
    for _ in range(2):
        mark_intervention(store, TRAINING, TODAY)
    (row,) = interventions(store).to_dict("records")
    assert (row["took_place_on"].date(), row["touchpoint"], row["words"]) == (
        TRAINING.took_place_on,
        "Greeting",
        "A training",
    )
    assert row["id"] == str(TRAINING.id)


def test_marks_stand_in_the_order_of_their_days(store):
    mark_intervention(store, TRAINING, TODAY)
    mark_intervention(store, Intervention(date(2025, 1, 5), "Longer hours"), TODAY)
    assert list(interventions(store)["words"]) == ["Longer hours", "A training"]


def test_what_is_still_to_come_cannot_be_marked_as_done(store):
    with pytest.raises(NotYetError, match="2026-03-03 is still to come"):
        mark_intervention(store, Intervention(date(2026, 3, 3), "A training"), TODAY)
    assert interventions(store).empty
    mark_intervention(store, Intervention(TODAY, "A training"), TODAY)
    assert len(interventions(store)) == 1


def test_a_mark_taken_back_is_kept_in_the_history_and_can_be_put_back(store):
    mark_intervention(store, TRAINING, TODAY)
    taken = take_back_intervention(store, TRAINING.id, "KM")
    assert taken == TRAINING
    assert interventions(store).empty
    (line,) = changes_of(store, TRAINING.id).to_dict("records")
    assert (line["verb"], line["changed_by"], json.loads(line["before"])["words"]) == ("withdrawn", "KM", "A training")
    mark_intervention(store, taken, TODAY)
    assert len(interventions(store)) == 1


def test_a_mark_that_is_gone_is_said_to_be(store):
    with pytest.raises(GoneError, match="This intervention"):
        take_back_intervention(store, TRAINING.id, "KM")
    assert changes_of(store, TRAINING.id).empty


def test_a_mark_of_the_sample_put_back_still_goes_with_the_sample(store):
    report = load_sample(store, 50, 12, TODAY)
    key = Intervention(*interventions(store).iloc[0][["took_place_on", "words", "touchpoint"]])
    taken = take_back_intervention(store, Intervention(key.took_place_on.date(), key.words, key.touchpoint).id, "KM")
    mark_intervention(store, taken, TODAY)
    undo_import(store, report.batch, "KM")
    assert interventions(store).empty
