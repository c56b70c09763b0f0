"""Services in template files: whole, fitting a phone, and refused by file and key where they cannot be used."""

from pathlib import Path

import pytest

from audit.errors import TemplateError
from audit.intake.starter_services import starter_services
from audit.intake.template_section import TemplateSection
from audit.intake.templates import FOLDER, all_templates
from audit.sample.story import the_story

WHOLE = {
    "name": "Desk",
    "description": "Ask anything.",
    "proper_channel": "Walk in",
    "emergency": "A fire",
    "hours": "9:00 to 17:00",
    "first_response": "10 minutes",
    "resolution": "2 days",
    "target": 0.85,
    "touchpoints": ["Door"],
}
each_template = pytest.mark.parametrize("template", all_templates(FOLDER), ids=lambda template: template.slug)


def read(*services):
    return starter_services(TemplateSection("small.toml", "", {"service": list(services)}), ["Door", "Counter"])


def test_a_service_is_read_whole():
    (starter,) = read(WHOLE)
    service = starter.service
    assert (service.name, service.description, service.proper_channel) == ("Desk", "Ask anything.", "Walk in")
    assert (service.emergency, service.hours, service.target_share) == ("A fire", "9:00 to 17:00", 0.85)
    assert (service.first_response_minutes, service.resolution_minutes) == (10, 2_880)
    assert starter.touchpoints == ("Door",)


def test_a_service_needs_no_more_than_its_name():
    (starter,) = read({"name": "Desk"})
    assert (starter.service.first_response_minutes, starter.service.target_share) == (None, None)
    assert starter.touchpoints == ()


def test_a_file_without_services_has_none():
    assert starter_services(TemplateSection("small.toml", "", {}), []) == ()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"name": ""}, "service 1 > name must be a sentence or a name in quotes"),
        ({"hours": 9}, "service 1 > hours must be a sentence or a name in quotes"),
        ({"colour": "blue"}, "service 1 > colour is not a key that is known here"),
        ({"first_response": "soon"}, "service 1 > its promise does not fit: first_response: 'soon' is no time"),
        ({"first_response": 10}, "service 1 > first_response must be a sentence or a name in quotes"),
        ({"resolution": "1 minute"}, "service 1 > its promise does not fit: It promises to be done within 1 minute"),
        ({"target": "most"}, "service 1 > target must be a share, e.g. 0.9"),
        ({"target": True}, "service 1 > target must be a share, e.g. 0.9"),
        ({"target": 90}, "service 1 > its promise does not fit: The share that keeps the promise is 90"),
        ({"touchpoints": "Door"}, "service 1 > touchpoints must be a list of sentences"),
        ({"touchpoints": ["Window"]}, "service 1 > touchpoints lists 'Window', which no stage has"),
        ({"touchpoints": ["Door", "Door"]}, "lists 'Door', which no stage has, or which belongs to a service already"),
    ],
)
def test_a_fault_is_named_by_file_and_key(change, complaint):
    with pytest.raises(TemplateError) as refused:
        read(WHOLE | change)
    assert str(refused.value).startswith("The template small.toml cannot be used: ")
    assert complaint in str(refused.value)


def test_a_touchpoint_belongs_to_one_service():
    with pytest.raises(TemplateError, match="service 2 > touchpoints lists 'Door'"):
        read(WHOLE, WHOLE | {"name": "Counter"})


@each_template
def test_each_template_has_a_catalogue_to_start_from(template):
    names = [starter.service.name for starter in template.services]
    assert len(names) == len({name.casefold() for name in names}) >= 3
    assert any(starter.service.first_response_minutes for starter in template.services)
    for starter in template.services:
        assert starter.service.description
        assert starter.service.proper_channel
        assert starter.service.hours
        assert starter.touchpoints


@each_template
def test_each_template_says_what_an_emergency_is(template):
    assert any(starter.service.emergency for starter in template.services)


@each_template
def test_a_catalogue_started_twice_has_its_own_keys(template):
    keys = [starter.service.id for part in (template.services, template.catalogue(), template.catalogue())
            for starter in part]  # fmt: skip
    assert len(set(keys)) == len(keys)


def test_the_sample_says_for_every_metric_which_service_it_is_of():
    story = the_story()
    served = {name: starter.service.name for starter in story.services for name in starter.touchpoints}
    assert all(served[metric.touchpoint] == metric.service for metric in story.metrics)


def test_the_sample_tells_the_same_catalogue_each_time():
    first, second = the_story().services, the_story().services
    assert first == second


def test_templates_are_read_from_any_folder(tmp_path: Path):
    assert all_templates(tmp_path) == ()
