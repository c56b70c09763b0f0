"""Journeys begin once, and settings keep their history."""

import pytest

from audit.actions import set_up
from audit.errors import JourneyExistsError
from audit.model.programme import Programme
from audit.store.change import changes_of
from audit.store.journey import journeys
from audit.store.place import places
from audit.store.programme import THE_PROGRAMME, programme
from audit.store.repertoire import repertoire
from tests.builders import template_named


def test_a_template_brings_its_journey_places_scenarios_and_groups(store):
    template = template_named("library")
    set_up.start_from_template(store, template)
    (journey,) = journeys(store)
    assert [stage.name for stage in journey.stages] == [stage.name for stage in template.journey.stages]
    assert journey.stages[0].touchpoints[0].anchors == template.journey.stages[0].touchpoints[0].anchors
    assert set(places(store)) == set(template.places)
    assert repertoire(store, journey.id) == template.repertoire
    assert programme(store).customer_groups == template.customer_groups


def test_a_journey_is_not_begun_twice_and_nothing_is_half_kept(store):
    template = template_named("library")
    set_up.start_from_template(store, template)
    with pytest.raises(JourneyExistsError, match="is there already"):
        set_up.start_from_template(store, template)
    assert len(journeys(store)) == 1


def test_a_change_of_settings_is_in_the_history(store):
    set_up.change_settings(store, Programme("Library", recovery_ratio=5), "KM")
    assert programme(store).recovery_ratio == 5
    assert list(changes_of(store, THE_PROGRAMME)["changed_by"]) == ["KM"]
