"""A journey taken out as a file, and brought in from one: a template (TOML), or a table (CSV, XLSX)."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from audit.actions.catalogue import start_catalogue
from audit.actions.set_up import start_from_template
from audit.errors import JourneyFileKindError, JourneyUnknownError
from audit.intake.journey_files import rows_of_file
from audit.intake.journey_rows import read_rows
from audit.intake.starter_services import StarterService, in_its_stage
from audit.intake.template_writing import template_toml
from audit.intake.templates import Template, read_template
from audit.model.journey import Journey
from audit.model.repertoire import NOTHING_PLAYED, Repertoire
from audit.publish.journey_table import journey_table
from audit.publish.spreadsheet import csv_text, workbook
from audit.store.journey import offered_journeys
from audit.store.names import journey_names
from audit.store.opening import Store
from audit.store.repertoire import repertoire
from audit.store.service import serviced_touchpoints, services

KINDS = (".toml", ".csv", ".xlsx")


def is_template(file_name: str) -> bool:
    """Return whether a file of this name holds a template, not a table."""
    return PurePath(file_name).suffix.lower() == ".toml"


def file_name(journey: Journey, kind: str) -> str:
    """Return what the file of a journey is called, so that every system takes it: "A-night-at-our-hotel.toml"."""
    name = "-".join(re.findall(r"\w+", journey.name))[:60] or "journey"
    return f"{name}{kind}"


def kind_of(file_name: str) -> str:
    """Return as what a journey is written to a file of this name: ".toml", ".csv" or ".xlsx".

    Raises:
        JourneyFileKindError: its name ends with none of them.
    """
    kind = PurePath(file_name).suffix.lower()
    if kind not in KINDS:
        raise JourneyFileKindError(file_name, KINDS)
    return kind


def journey_file(store: Store, journey: Journey, kind: str) -> bytes:
    """Return `journey` as a file: as a template with its repertoire and services, or its touchpoints as a table.

    Args:
        store: where it is audited.
        journey: one of the store's.
        kind: one of `KINDS`.
    """
    written: Mapping[str, Callable[[], bytes]] = {
        ".toml": lambda: template_toml(as_template(store, journey)).encode("utf-8"),
        ".csv": lambda: csv_text(journey_table(journey)).encode("utf-8"),
        ".xlsx": lambda: workbook(journey_table(journey), "journey"),
    }
    return written[kind]()


def as_template(store: Store, journey: Journey) -> Template:
    """Return a journey that is audited as a template, with its repertoire and the services of its touchpoints."""
    return template_of(journey, repertoire(store, journey.id), _services(store, journey))


def template_of(
    journey: Journey, played: Repertoire = NOTHING_PLAYED, offered: tuple[StarterService, ...] = ()
) -> Template:
    """Return a journey as a template, with what may be played and the services that are offered on it."""
    return Template("", journey.name, journey.purpose, "", played, (), (), journey, offered)


def read_journey(content: bytes, file_name: str, name: str = "") -> Template:
    """Return the journey that a file holds, ready to be begun: all of it, or nothing.

    Args:
        content: the file as it came.
        file_name: what it is called; TOML is read as a template, anything else as a table.
        name: what the journey is to be called; when left out, as the template says, or as the file is called.

    Raises:
        TemplateError: it is a template that cannot be used.
        TableRefusedError: it is not a table.
        JourneyRowsError: rows of the table cannot be used.
        JourneyEmptyError: the table names no touchpoint.
    """
    path = PurePath(file_name)
    if is_template(file_name):
        template = read_template(content, path.name)
        return named(template, name) if name.strip() else template
    return template_of(read_rows(rows_of_file(content, path.name), name.strip() or path.stem).journey())


def named(template: Template, name: str) -> Template:
    """Return a template whose journey is called otherwise."""
    journey = replace(template.journey, name=name)
    return replace(template, name=journey.name, journey=journey)


def begin_journey(store: Store, template: Template) -> Journey:
    """Begin auditing the journey of a template and add its services to the catalogue; return the journey.

    A service that the catalogue has by this name stays as it is, and the touchpoints come to belong to it.

    Raises:
        JourneyExistsError: a journey of this name is there already.
    """
    with store.writing():
        journey = start_from_template(store, template)
        start_catalogue(store, template.catalogue(), journeys=[journey])
    return journey


def journey_called(store: Store, called: str) -> Journey:
    """Return the journey that bears this name, whatever the case, or bore it, or has this key.

    What of it is retired is left out.

    Raises:
        JourneyUnknownError: there is none.
    """
    known, key = offered_journeys(store), journey_names(store).key_of(called)
    for journey in known:
        if str(journey.id) == key or journey.name.casefold() == called.casefold():
            return journey
    raise JourneyUnknownError(called, [journey.name for journey in known])


def _services(store: Store, journey: Journey) -> tuple[StarterService, ...]:
    """Return the services that touchpoints of a journey belong to, each with the names of those."""
    times = Counter(touchpoint.name for _, touchpoint in journey.touchpoints())
    names = {
        str(touchpoint.id): touchpoint.name
        if times[touchpoint.name] == 1
        else in_its_stage(stage.name, touchpoint.name)
        for stage, touchpoint in journey.touchpoints()
    }
    rows = serviced_touchpoints(store)
    own = rows[rows["touchpoint_id"].isin(list(names))]
    listed = {key: tuple(map(names.__getitem__, part)) for key, part in own.groupby("service_id")["touchpoint_id"]}
    return tuple(
        StarterService(service, listed[str(service.id)]) for service in services(store) if str(service.id) in listed
    )
