"""Services as a file tells them, to start a catalogue from."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from audit.errors import AuditError, TemplateError
from audit.intake.template_section import TemplateSection
from audit.model.duration import minutes_of
from audit.model.keys import new_key
from audit.model.service import Service

_TEXTS = ("description", "proper_channel", "emergency", "hours")


@dataclass(frozen=True, slots=True)
class StarterService:
    """A service that is ready to be put into a catalogue, and the names of the touchpoints that belong to it."""

    service: Service
    touchpoints: tuple[str, ...]

    def under(self, key: UUID) -> "StarterService":
        """Return the same under another key."""
        return replace(self, service=replace(self.service, id=key))

    def anew(self) -> "StarterService":
        """Return the same under a fresh key, so that it may be put into a catalogue more than once."""
        return self.under(new_key())


def in_its_stage(stage: str, touchpoint: str) -> str:
    """Return how a service lists a touchpoint whose name its journey has twice: "Arriving > Desk"."""
    return f"{stage} > {touchpoint}"


def starter_services(section: TemplateSection, touchpoints: Collection[str]) -> tuple[StarterService, ...]:
    """Return the services written as [[service]]; none where the file has none.

    Args:
        section: the whole file.
        touchpoints: the names its services may list, each at most once.

    Raises:
        TemplateError: a key is missing, unknown or not what it must be.
    """
    if "service" not in section.content:
        return ()
    free, starters = set(touchpoints), []
    for part in section.tables("service"):
        part.allow("name", *_TEXTS, "first_response", "resolution", "target", "touchpoints")
        listed = part.texts("touchpoints") if "touchpoints" in part.content else ()
        for name in listed:
            if name not in free:
                part.refuse("touchpoints", f"lists {name!r}, which no stage has, or which belongs to a service already")
            free.remove(name)
        starters.append(StarterService(_service(part), listed))
    return tuple(starters)


def _service(part: TemplateSection) -> Service:
    try:
        return Service(
            name=part.text("name"),
            first_response_minutes=_minutes(part, "first_response"),
            resolution_minutes=_minutes(part, "resolution"),
            target_share=part.share("target"),
            description=part.text_or_none("description"),
            proper_channel=part.text_or_none("proper_channel"),
            emergency=part.text_or_none("emergency"),
            hours=part.text_or_none("hours"),
        )
    except TemplateError:
        raise
    except AuditError as error:
        part.refuse("its promise", f"does not fit: {error}")


def _minutes(part: TemplateSection, key: str) -> float | None:
    return minutes_of(part.text(key), key) if key in part.content else None
