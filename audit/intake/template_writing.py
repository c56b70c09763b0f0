"""A journey written down as a template: TOML that reads back to the same journey, wherever it is brought in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from audit.intake.starter_services import StarterService
from audit.intake.templates import Template
from audit.intake.toml_writing import toml_text
from audit.model.duration import duration_words
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.rating import DIMENSIONS, Dimension

_Ratings = Mapping[int, str]
_Anchors = Mapping[Dimension, _Ratings]


def template_toml(template: Template) -> str:
    """Write `template` as TOML that `read_template` reads back; what is empty is left out.

    Anchors that most touchpoints share stand once, for the journey.
    """
    wide = _shared(template.journey)
    content = {
        "name": template.name,
        "purpose": _worth(template.purpose),
        "summary": _worth(template.summary),
        **asdict(template.repertoire),
        "places": template.places,
        "customer_groups": template.customer_groups,
        "anchors": _anchor_words(wide),
        "stage": [_stage_words(stage, wide) for stage in template.journey.stages],
        "service": [_service_words(starter) for starter in template.services],
    }
    return toml_text(content)


def _shared(journey: Journey) -> _Anchors:
    """Return for each dimension that has anchors at every touchpoint those that most of them have."""
    touchpoints = [touchpoint for _, touchpoint in journey.touchpoints()]
    shared = {}
    for dimension in DIMENSIONS:
        anchors = Counter(tuple(touchpoint.anchors.get(dimension, {}).items()) for touchpoint in touchpoints)
        if anchors and () not in anchors:
            ((most, _),) = anchors.most_common(1)
            shared[dimension] = dict(most)
    return shared


def _anchor_words(anchors: _Anchors) -> dict[str, dict[str, str]]:
    return {
        str(dimension): {str(rating): words for rating, words in sorted(anchors[dimension].items()) if words.strip()}
        for dimension in DIMENSIONS
        if dimension in anchors
    }


def _stage_words(stage: Stage, wide: _Anchors) -> dict[str, Any]:
    return {"name": stage.name, "touchpoint": [_touchpoint_words(each, wide) for each in stage.touchpoints]}


def _touchpoint_words(touchpoint: Touchpoint, wide: _Anchors) -> dict[str, Any]:
    standards = touchpoint.standards
    own = {key: ratings for key, ratings in touchpoint.anchors.items() if dict(ratings) != wide.get(key)}
    return {
        "name": touchpoint.name,
        "channel": touchpoint.channel,
        "is_moment_of_truth": touchpoint.is_moment_of_truth,
        "why": _worth(touchpoint.why) if touchpoint.is_moment_of_truth else "",
        "description": _worth(touchpoint.description),
        "minimum": standards and standards.minimum,
        "target": standards and standards.target,
        "anchors": _anchor_words(own),
    }


def _service_words(starter: StarterService) -> dict[str, Any]:
    service = starter.service
    promises = {"first_response": service.first_response_minutes, "resolution": service.resolution_minutes}
    return {
        "name": service.name,
        "description": _worth(service.description),
        "proper_channel": _worth(service.proper_channel),
        "emergency": _worth(service.emergency),
        "hours": _worth(service.hours),
        **{key: duration_words(minutes) if minutes else "" for key, minutes in promises.items()},
        "target": service.target_share,
        "touchpoints": starter.touchpoints,
    }


def _worth(text: str) -> str:
    """Return a text, "" where it is blank, which no template may say."""
    return text if text.strip() else ""
