"""Ready-made journeys a team starts from: touchpoints, and what good and bad look and sound like at each."""

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.errors import AuditError, MissingError, TemplateError
from audit.home.folders import own_folder
from audit.home.own_files import MAX_TEMPLATE, is_portable
from audit.home.product import PRODUCT
from audit.intake.starter_services import StarterService, in_its_stage, starter_services
from audit.intake.template_section import TemplateSection
from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.journey_table import ANCHORED
from audit.model.keys import new_key
from audit.model.rating import DIMENSIONS, Dimension
from audit.model.repertoire import PLAYED, Repertoire

FOLDER = PRODUCT / "data" / "templates"

Anchors = dict[Dimension, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Template:
    """A journey that is ready to be started from, with what a first walk needs.

    `journey` carries at every touchpoint the journey-wide anchors, overlaid by the touchpoint's own. `services` are a
    catalogue to start from.
    """

    slug: str
    name: str
    purpose: str
    summary: str
    repertoire: Repertoire
    places: tuple[str, ...]
    customer_groups: tuple[str, ...]
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


def all_templates(*folders: Path) -> tuple[Template, ...]:
    """Return every template that can be used, those that come with the app first; `template_problems` has the others.

    Args:
        folders: where to look, at each call anew; when left out, in what comes with the app and in the home.
    """
    return tuple(template for template in _read_all(folders) if isinstance(template, Template))


def template_problems(*folders: Path) -> tuple[TemplateError, ...]:
    """Return what is wrong with the templates that cannot be used, one sentence a file."""
    return tuple(problem for problem in _read_all(folders) if isinstance(problem, TemplateError))


def _read_all(folders: Sequence[Path]) -> Iterator[Template | TemplateError]:
    """Yield each template or its mistake; no two have one name, nor one file name, or the pages would mix them up."""
    slugs: set[str] = set()
    names: set[str] = set()
    for folder in folders or (FOLDER, own_folder("templates")):
        for path in sorted(folder.glob("*.toml")):
            try:
                template = _unshadowed(path, slugs, names)
            except TemplateError as error:
                yield error
                continue
            yield template
            slugs.add(template.slug.casefold())
            names.add(template.name.casefold())


def _unshadowed(path: Path, slugs: Collection[str], names: Collection[str]) -> Template:
    if not is_portable(path.name):
        raise TemplateError(path.name, "the file's name", "is too long or holds unusual characters")
    if path.stem.casefold() in slugs:
        raise TemplateError(
            path.name, "the file's name", "belongs to another template, which is the one used; call it otherwise"
        )
    template = _template_of(path)
    if template.name.casefold() in names:
        raise TemplateError(path.name, "name", f"is {template.name!r}, as another template's is")
    return template


def _template_of(path: Path) -> Template:
    try:
        stat = path.stat()
        if stat.st_size > MAX_TEMPLATE:
            raise TemplateError(path.name, "the file", "is larger than any journey needs")
        return _template(path, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise TemplateError(path.name, "the file", "cannot be read by this program") from error


@lru_cache(maxsize=256)  # a page that shows them is drawn at every tap
def _template(path: Path, _changed_at: int, _size: int) -> Template:
    return read_template(path.read_bytes(), path.name)


def read_template(content: bytes, file_name: str) -> Template:
    """Return the template that a file holds.

    Raises:
        TemplateError: it cannot be used; the sentence says which key has to be corrected.
    """
    if len(content) > MAX_TEMPLATE:
        raise TemplateError(file_name, "the file", "is larger than any journey needs")
    try:
        return _read(TemplateSection(file_name, "", _parsed(content, file_name)))
    except MissingError as error:  # a name of nothing but signs nobody sees
        raise TemplateError(file_name, "a name", "holds no letter anybody could read") from error


def _read(top: TemplateSection) -> Template:
    top.allow("name", "purpose", "summary", *PLAYED, "places", "customer_groups", "anchors", "stage", "service")
    wide = _anchors(top.table("anchors"))
    sections = list(top.tables("stage"))
    _refuse_repeated("stage", sections)
    journey = Journey(
        name=top.text("name"),
        purpose=top.text_or_none("purpose"),
        stages=tuple(_stage(section, wide) for section in sections),
    )
    return Template(
        slug=Path(top.file).stem,
        name=journey.name,
        purpose=journey.purpose,
        summary=top.text_or_none("summary"),
        repertoire=Repertoire(**{name: top.texts_or_none(name) for name in PLAYED}),
        places=top.texts_or_none("places"),
        customer_groups=top.texts_or_none("customer_groups"),
        journey=journey,
        services=starter_services(top, _listed(journey)),
    )


def _listed(journey: Journey) -> set[str]:
    """Return the names by which a service may list the touchpoints of a journey."""
    pairs = [(stage.name, touchpoint.name) for stage, touchpoint in journey.touchpoints()]
    return {name for _, name in pairs} | {in_its_stage(stage, name) for stage, name in pairs}


def _parsed(content: bytes, file_name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise TemplateError(file_name, "the file", f"is not TOML in UTF-8 ({error})") from error


def _stage(section: TemplateSection, wide: Anchors) -> Stage:
    section.allow("name", "touchpoint")
    parts = list(section.tables("touchpoint")) if "touchpoint" in section.content else []
    _refuse_repeated("touchpoint", parts)
    return Stage(name=section.text("name"), touchpoints=tuple(_touchpoint(part, wide) for part in parts))


def _touchpoint(section: TemplateSection, wide: Anchors) -> Touchpoint:
    section.allow("name", "channel", "is_moment_of_truth", "why", "description", "minimum", "target", "anchors")
    return Touchpoint(
        name=section.text("name"),
        channel=section.text_or_none("channel"),
        is_moment_of_truth=section.flag("is_moment_of_truth"),
        description=section.text_or_none("description"),
        standards=_standards(section),
        anchors=wide | _anchors(section.table("anchors")),
        why=_why(section),
    )


def _standards(section: TemplateSection) -> Standards | None:
    given = [section.content.get(key) for key in ("minimum", "target")]
    if given == [None, None]:
        return None
    minimum, target = given
    try:
        return Standards(float(minimum), float(target))  # type: ignore[arg-type]  # refused below
    except (TypeError, ValueError, OverflowError):
        section.refuse("minimum and target", "must both be given, as numbers from 1 to 5")
    except AuditError as error:
        section.refuse("minimum and target", f"do not fit: {error}")


def _anchors(section: TemplateSection) -> Anchors:
    section.allow(*DIMENSIONS)
    anchors: Anchors = {}
    for dimension in DIMENSIONS:
        ratings = section.table(dimension)
        ratings.allow(*map(str, ANCHORED))
        if ratings.content:
            given = [rating for rating in ANCHORED if str(rating) in ratings.content]
            anchors[dimension] = {rating: ratings.text(str(rating)) for rating in given}
    return anchors


def _why(section: TemplateSection) -> str:
    """Return why a touchpoint is a moment of truth, "" where it is none or nobody says."""
    if "why" in section.content and not section.flag("is_moment_of_truth"):
        section.refuse("why", "stands without is_moment_of_truth = true")
    return section.text_or_none("why")


def _refuse_repeated(kind: str, sections: Sequence[TemplateSection]) -> None:
    names: set[str] = set()
    for section in sections:
        name = section.text("name")
        if name in names:
            within = "of a journey" if kind == "stage" else "of a stage"
            section.refuse("name", f"is {name!r} for the second time; give each {kind} {within} its own name")
        names.add(name)
