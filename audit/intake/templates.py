"""Ready-made journeys a team starts from: touchpoints, and what good and bad look and sound like at each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audit.errors import AuditError, TemplateError
from audit.home.product import PRODUCT
from audit.intake.starter_services import StarterService, starter_services
from audit.intake.template_section import TemplateSection
from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.keys import new_key
from audit.model.rating import DIMENSIONS, Dimension

FOLDER = PRODUCT / "data" / "templates"
CHANNELS = ("in person", "phone", "chat", "e-mail", "web", "self-service", "letter", "sign")
ANCHORED = (1, 3, 5)

Anchors = dict[Dimension, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Template:
    """A journey that is ready to be started from, with what a first walk needs.

    `journey` carries anchors for every dimension at every touchpoint: the journey-wide ones, overlaid by the
    touchpoint's own. `reasons` says why each moment of truth is one: touchpoint -> sentence. `services` are a
    catalogue to start from.
    """

    slug: str
    name: str
    purpose: str
    summary: str
    scenarios: tuple[str, ...]
    places: tuple[str, ...]
    customer_groups: tuple[str, ...]
    reasons: Mapping[str, str]
    journey: Journey
    services: tuple[StarterService, ...] = ()

    def start(self) -> Journey:
        """Return this journey with fresh keys throughout, so that a team may start it more than once."""
        stages = (
            replace(
                stage,
                id=new_key(),
                touchpoints=tuple(replace(touchpoint, id=new_key()) for touchpoint in stage.touchpoints),
            )
            for stage in self.journey.stages
        )
        return replace(self.journey, id=new_key(), stages=tuple(stages))

    def catalogue(self) -> tuple[StarterService, ...]:
        """Return this template's services with fresh keys."""
        return tuple(starter.anew() for starter in self.services)


def all_templates(folder: Path = FOLDER) -> tuple[Template, ...]:
    """Return every template in `folder`, in the order of their file names.

    Raises:
        TemplateError: when a file is not TOML, or a key is missing, unknown or not what it must be.
    """
    return tuple(_template(path) for path in sorted(folder.glob("*.toml")))


def template_named(slug: str, folder: Path = FOLDER) -> Template | None:
    """Return the template whose file is `slug`.toml, or None when there is none.

    Raises:
        TemplateError: when that file, or one before it, cannot be used.
    """
    return next((template for template in all_templates(folder) if template.slug == slug), None)


def _template(path: Path) -> Template:
    top = TemplateSection(path.name, "", _parsed(path))
    top.allow("name", "purpose", "summary", "scenarios", "places", "customer_groups", "anchors", "stage", "service")
    wide = _anchors(top.table("anchors"))
    for dimension in DIMENSIONS:
        if dimension not in wide:
            top.refuse(f"anchors > {dimension}", "is missing; each journey needs anchors for 1, 3 and 5 on it")
    sections = list(top.tables("stage"))
    reasons = _reasons(sections)
    journey = Journey(
        name=top.text("name"),
        purpose=top.text("purpose"),
        stages=tuple(_stage(section, wide) for section in sections),
    )
    return Template(
        slug=path.stem,
        name=top.text("name"),
        purpose=top.text("purpose"),
        summary=top.text("summary"),
        scenarios=top.texts("scenarios"),
        places=top.texts("places"),
        customer_groups=top.texts("customer_groups"),
        reasons=reasons,
        journey=journey,
        services=starter_services(top, [touchpoint.name for _, touchpoint in journey.touchpoints()]),
    )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(path.name, "the file", f"is not TOML in UTF-8 ({error})") from error


def _stage(section: TemplateSection, wide: Anchors) -> Stage:
    section.allow("name", "touchpoint")
    return Stage(
        name=section.text("name"),
        touchpoints=tuple(_touchpoint(part, wide) for part in section.tables("touchpoint")),
    )


def _touchpoint(section: TemplateSection, wide: Anchors) -> Touchpoint:
    section.allow("name", "channel", "is_moment_of_truth", "why", "description", "minimum", "target", "anchors")
    channel = section.text("channel")
    if channel not in CHANNELS:
        section.refuse("channel", f"is {channel!r}; choose one of: {', '.join(CHANNELS)}")
    return Touchpoint(
        name=section.text("name"),
        channel=channel,
        is_moment_of_truth=section.flag("is_moment_of_truth"),
        description=section.text("description"),
        standards=_standards(section),
        anchors=wide | _anchors(section.table("anchors")),
    )


def _standards(section: TemplateSection) -> Standards | None:
    given = [section.content.get(key) for key in ("minimum", "target")]
    if given == [None, None]:
        return None
    minimum, target = given
    try:
        return Standards(float(minimum), float(target))  # type: ignore[arg-type]  # refused below
    except (TypeError, ValueError):
        section.refuse("minimum and target", "must both be given, as numbers from 1 to 5")
    except AuditError as error:
        section.refuse("minimum and target", f"do not fit: {error}")


def _anchors(section: TemplateSection) -> Anchors:
    section.allow(*DIMENSIONS)
    anchors: Anchors = {}
    for dimension in DIMENSIONS:
        if dimension in section.content:
            ratings = section.table(dimension)
            ratings.allow(*map(str, ANCHORED))
            anchors[dimension] = {rating: ratings.text(str(rating)) for rating in ANCHORED}
    return anchors


def _reasons(stages: list[TemplateSection]) -> dict[str, str]:
    """Return why each moment of truth is one; refuse a name used twice, for observations go by name."""
    seen: set[str] = set()
    reasons = {}
    for section in (part for stage in stages for part in stage.tables("touchpoint")):
        name = section.text("name")
        if name in seen:
            section.refuse("name", f"is {name!r} for the second time; give each touchpoint its own name")
        seen.add(name)
        if section.flag("is_moment_of_truth"):
            reasons[name] = section.text("why")
        elif "why" in section.content:
            section.refuse("why", "stands without is_moment_of_truth = true")
    return reasons
