"""The commands that list journeys, take one out as a file, and bring one in."""

import json
from pathlib import Path
from typing import BinaryIO

import click

from audit.actions.journey_files import begin_journey, journey_called, journey_file, kind_of, read_journey
from audit.cli.group import FILE, as_json, main, may_replace, on_the_store, spare, store_option, with_store
from audit.model.journey import Journey
from audit.model.number import counted
from audit.store.journey import offered_journeys
from audit.store.opening import Store


@main.group("journey")
def journey_commands() -> None:
    """List the journeys, take one out as a file, or bring one in."""


@journey_commands.command("list")
@on_the_store
@as_json
def list_journeys(store: Store, *, as_json: bool) -> None:
    """List the journeys that are audited, in order; a retired one is not."""
    known = offered_journeys(store)
    if as_json:
        click.echo(json.dumps([_counts(journey) for journey in known], ensure_ascii=False))
        return
    for journey in known:
        click.echo(_sentence(journey))
    if not known:
        click.echo("No journey is audited yet.")


@journey_commands.command("export")
@on_the_store
@click.argument("name_or_id")
@click.argument("out", type=click.File("wb", lazy=True))
@may_replace
def export_journey(store: Store, name_or_id: str, out: BinaryIO, *, replace: bool) -> None:
    """Write a journey to OUT: as a template (.toml), whole, or its touchpoints as a table (.csv, .xlsx)."""
    kind = kind_of(out.name)
    spare(out, replace=replace)
    journey = journey_called(store, name_or_id)
    out.write(journey_file(store, journey, kind))
    click.echo(f"Written: {_sentence(journey)}")


@journey_commands.command("import")
@store_option
@click.argument("file", type=FILE)
@click.option("--name", default="", help="What the journey is called; else as the file says, or is called itself.")
@as_json
def import_journey(path: Path, file: Path, name: str, *, as_json: bool) -> None:
    """Begin auditing the journey in FILE: a template (TOML), or a table of touchpoints (CSV, XLSX)."""
    template = read_journey(file.read_bytes(), file.name, name)  # before an audit is begun for it
    with with_store(path, may_begin=True) as store:
        journey = begin_journey(store, template)
    click.echo(json.dumps(_counts(journey), ensure_ascii=False) if as_json else f"Begun: {_sentence(journey)}")


def _counts(journey: Journey) -> dict[str, str | int]:
    touchpoints = [touchpoint for _, touchpoint in journey.touchpoints()]
    return {
        "id": str(journey.id),
        "journey": journey.name,
        "stages": len(journey.stages),
        "touchpoints": len(touchpoints),
        "moments_of_truth": sum(touchpoint.is_moment_of_truth for touchpoint in touchpoints),
    }


def _sentence(journey: Journey) -> str:
    counts = [counted(len(journey.stages), "stage"), counted(len([*journey.touchpoints()]), "touchpoint")]
    return f"{journey.name}: {', '.join(counts)} ({journey.id})"
