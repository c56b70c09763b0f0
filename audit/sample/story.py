"""The story told by the sample audit: a college that does not exist, and what tends to happen where."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from audit.home.product import PRODUCT
from audit.intake.starter_services import StarterService, starter_services
from audit.intake.template_section import TemplateSection
from audit.intake.templates import FOLDER as TEMPLATES
from audit.intake.templates import all_templates
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import key_of
from audit.model.programme import Programme
from audit.model.rating import Dimension, Outcome

FOLDER = PRODUCT / "data" / "sample"


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so in the sample by construction: with the usual seed from 600 observations up, with any from 2,400.

    Each name is a touchpoint unless it says otherwise; data/sample/story.toml holds them.
    """

    watermelon_service: str  # its metric meets the target every month ...
    watermelon_touchpoint: str  # ... and the Wilson upper bound of its positive share stays below 0.8
    deep_in_debt: str  # owes more than any other at k = 12
    recovered: str  # in debt until some time after the training, since then clear; waits fell from days to hours
    trained_months_before: int
    served_worse: str  # the customer group whose whole interval lies below every other group's
    unobserved_place: str  # a place without a single observation
    hardly_observed: str  # a moment of truth with exactly three observations
    second_hand: str  # known from champions' notes only
    sustainable: str  # at least 47 positives and no negative
    judged_apart: str  # the dimension on which leaders who walk in pairs do not agree: alpha below 0.667
    promise_improved: str  # what was promised there was closed as improved
    late: str  # what was promised there is open, its due day past
    carried_over: str  # what was promised there has another due day, and hardly anything seen since


@dataclass(frozen=True, slots=True)
class Scene:
    """What tends to happen at one touchpoint.

    Shares are 0-1, `wait` is the median in minutes, `lift` is what a rating is above or below the usual; each
    as (before, after) the training. A dimension without a lift is not rated here. `evening` is the share of
    moments that turn negative for the group served worse, whatever they would have been. `cards` is how many of the
    200 it has, and `pairs` how often two of them are one moment that two leaders saw.
    """

    journey: str
    stage: str
    touchpoint: str
    channel: str
    cards: int
    pairs: int
    positive: tuple[float, float]
    negative: tuple[float, float]
    wait: tuple[float, float] | None
    evening: float
    resolved: float
    greeting: bool
    places: tuple[str, ...]
    methods: tuple[str, ...]
    lift: Mapping[Dimension, tuple[float, float]]
    signals: Mapping[Outcome, tuple[str, ...]]
    facts: Mapping[Outcome, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReportedMetric:
    """What a service's monthly report says: the share within target, as (before, after) the training."""

    service: str
    touchpoint: str
    metric: str
    target: float
    share: tuple[float, float]
    spread: float
    volume: int


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """Something that was done about a touchpoint, counted in months back from the sample's last day."""

    touchpoint: str
    months_before: int
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the sample is made from. `closings` goes by outcome, and "after_hours" for evenings."""

    programme: Programme
    journeys: tuple[Journey, ...]
    services: tuple[StarterService, ...]
    months: int
    places: tuple[str, ...]
    group_shares: Mapping[str, float]
    observers: tuple[str, ...]
    champions: tuple[str, ...]
    truth: Truth
    scenes: tuple[Scene, ...]
    closings: Mapping[str, tuple[str, ...]]
    metrics: tuple[ReportedMetric, ...]
    changes: tuple[PlannedChange, ...]


def the_story() -> Story:
    """Return the story as data/sample/ tells it."""
    content = _read("story")
    journeys = tuple(_journey(part) for part in content["journey"])
    return Story(
        programme=Programme(
            name=content["name"],
            purpose=content["purpose"],
            time_zone=content["time_zone"],
            customer_groups=tuple(content["customer_groups"]),
        ),
        journeys=journeys,
        services=_services(content, journeys),
        months=content["months"],
        places=tuple(content["places"]),
        group_shares=content["customer_groups"],
        observers=tuple(content["observers"]),
        champions=tuple(content["champions"]),
        truth=Truth(**content["truth"]),
        scenes=_scenes(content, journeys),
        closings={kind: tuple(sentences) for kind, sentences in _read("closings").items()},
        metrics=tuple(_metric(part) for part in content["metric"]),
        changes=tuple(PlannedChange(**part) for part in content["intervention"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _journey(part: Mapping[str, Any]) -> Journey:
    """Return the template's journey under its sample name, with keys that are the same each time."""
    templates = {template.slug: template for template in all_templates(TEMPLATES)}
    journey = templates[part["template"]].journey
    name = part["name"]
    return replace(
        journey,
        name=name,
        id=key_of("sample", name),
        stages=tuple(_stage(name, stage) for stage in journey.stages),
    )


def _stage(journey: str, stage: Stage) -> Stage:
    touchpoints = tuple(
        replace(touchpoint, id=key_of("sample", journey, stage.name, touchpoint.name))
        for touchpoint in stage.touchpoints
    )
    return replace(stage, id=key_of("sample", journey, stage.name), touchpoints=touchpoints)


def _services(content: Mapping[str, Any], journeys: tuple[Journey, ...]) -> tuple[StarterService, ...]:
    """Return the college's catalogue, with keys that are the same each time."""
    names = [touchpoint.name for journey in journeys for _, touchpoint in journey.touchpoints()]
    catalogue = starter_services(TemplateSection("story.toml", "", content), names)
    return tuple(starter.under(key_of("sample service", starter.service.name)) for starter in catalogue)


def _scenes(content: Mapping[str, Any], journeys: tuple[Journey, ...]) -> tuple[Scene, ...]:
    """Return the scenes in the order of the journeys, a touchpoint's own words overlaying its channel's."""
    own = {part["name"]: part for part in content["touchpoint"]}
    words = _read("words-it") | _read("words-library")
    return tuple(
        _scene(
            _Setting(journey, stage, touchpoint, tuple(part["places"])),
            content["channel"][touchpoint.channel] | own[touchpoint.name],
            content["signals"] | own[touchpoint.name].get("signals", {}),
            words[touchpoint.name],
        )
        for journey, part in zip(journeys, content["journey"], strict=True)
        for stage, touchpoint in journey.touchpoints()
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    journey: Journey
    stage: Stage
    touchpoint: Touchpoint
    places: tuple[str, ...]


def _scene(
    setting: _Setting,
    part: Mapping[str, Any],
    signals: Mapping[str, list[str]],
    facts: Mapping[str, list[str]],
) -> Scene:
    return Scene(
        journey=setting.journey.name,
        stage=setting.stage.name,
        touchpoint=setting.touchpoint.name,
        channel=setting.touchpoint.channel,
        cards=part["cards"],
        pairs=part.get("pairs", 0),
        positive=_before_and_after(part, "positive"),
        negative=_before_and_after(part, "negative"),
        wait=_before_and_after(part, "wait") if "wait" in part else None,
        evening=part.get("evening", 0.0),
        resolved=part.get("resolved", 0.3),
        greeting=part.get("greeting", False),
        places=setting.places if part.get("at_a_place", False) else ("",),
        methods=tuple(part["methods"]),
        lift=_lift(part),
        signals={outcome: tuple(signals[outcome]) for outcome in Outcome},
        facts={outcome: tuple(facts[outcome]) for outcome in Outcome},
    )


def _lift(part: Mapping[str, Any]) -> dict[Dimension, tuple[float, float]]:
    after = part.get("lift", {})
    before = after | part.get("lift_before", {})
    return {Dimension(name): (before.get(name, 0.0), after.get(name, 0.0)) for name in part["rated"]}


def _metric(part: Mapping[str, Any]) -> ReportedMetric:
    plain = {key: part[key] for key in ("service", "touchpoint", "metric", "target", "spread", "volume")}
    return ReportedMetric(**plain, share=_before_and_after(part, "share"))


def _before_and_after(part: Mapping[str, Any], key: str) -> tuple[float, float]:
    return part.get(f"{key}_before", part[key]), part[key]
