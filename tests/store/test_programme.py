"""The programme's settings, the history of changes, and what was done about a touchpoint."""

from datetime import date

from audit.model.keys import new_key
from audit.model.programme import Programme
from audit.store.change import add_change, changes_of, restatements
from audit.store.intervention import add_intervention
from audit.store.programme import change_programme, programme


def test_a_new_store_answers_with_the_defaults(store):
    assert programme(store) == Programme()


def test_settings_come_back_as_they_were_kept(store):
    stored = Programme("Library", "Listen", "Europe/Lisbon", 5, "zeithaml-1990", ("Readers", "Staff"), 0.75, 0.95)
    for settings in (Programme("Old"), stored):
        change_programme(store, settings)
    assert programme(store) == stored


def test_history_is_told_latest_first(store):
    key = new_key()
    add_change(store, "corrected", ("observation", key), ("KM", "typed wrongly"), ({"outcome": "positive"}, {}))
    add_change(store, "withdrawn", ("observation", key), ("KM", "seen twice"), ({}, None))
    rows = changes_of(store, key)
    assert list(rows["verb"]) == ["withdrawn", "corrected"]
    assert list(rows["reason"]) == ["seen twice", "typed wrongly"]
    assert restatements(store) == {"corrected": 1, "withdrawn": 1}


def test_the_same_intervention_is_kept_once(store):
    for _ in range(2):
        add_intervention(store, date(2026, 1, 5), "Greeting", "A training")
    with store.reading() as cursor:
        assert cursor.execute("SELECT COUNT(*) FROM intervention").fetchall() == [(1,)]
