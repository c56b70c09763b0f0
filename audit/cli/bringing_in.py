"""The commands that bring observations, service metrics and tickets in, and take them back."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import pandas as pd

from audit.actions import imports
from audit.actions.known_rows import came_before
from audit.cli.group import FILE, OUT, as_json, home_option, main, on_the_store, store_option, with_store
from audit.cli.waiting import LEFT, import_waiting_file
from audit.errors import FileUnknownError
from audit.intake.outcome_counts import outcome_counts, touchpoint_outcomes
from audit.intake.recipe_parts import Kind
from audit.intake.recipes import all_recipes, recipe_named, recipe_problems
from audit.intake.recognise import read_and_recognise
from audit.intake.tables import FROM_DISK
from audit.model.clock import utc_now
from audit.model.number import counted
from audit.model.rating import Outcome
from audit.publish.spreadsheet import csv_text
from audit.store.file.connecting import refuse_what_is_not_there
from audit.store.opening import Store, open_store
from audit.store.programme import programme
from audit.web.walk.waiting_file import is_waiting_file

SHOWN = 20  # problems, and changed cells, that are printed


@main.command()
@on_the_store(may_begin=True)
@click.option("--observations", default=2_400, show_default=True, help="How many.")
@click.option("--seed", default=12, show_default=True, help="The same seed, size and day give the same audit.")
@as_json
def sample(store: Store, observations: int, seed: int, *, as_json: bool) -> None:
    """Load the sample audit of a fictional organisation."""
    today = programme(store).day_of(utc_now())
    with _progress("Loading", observations) as progress:
        report = imports.load_sample(store, observations, seed, today, progress)
    _print_report(report, as_json=as_json)


@main.command()
@home_option
@click.argument("file", type=FILE)
@as_json
def recognise(file: Path, *, as_json: bool) -> None:
    """Name the recipe that fits FILE, or say which columns could not be placed."""
    _tell_recipe_problems()
    _, recognised = read_and_recognise(file.read_bytes(), file.name, all_recipes(), limits=FROM_DISK)
    name = recognised.recipe.name if recognised.recipe else None
    if as_json:
        click.echo(json.dumps({"recipe": name, "unplaced": recognised.unplaced, "missing": recognised.missing}))
    elif name:
        click.echo(name)
    else:
        click.echo(str(FileUnknownError(file.name, recognised.unplaced)))
    if not name:
        sys.exit(1)


@main.command("import")
@store_option
@click.argument("file", type=FILE)
@click.option("--recipe", "recipe_name", help="A recipe's name, or the path of its TOML file.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, write nothing.")
@click.option("--problems", type=OUT, help="Write the problems to this CSV file.")
@click.option("--replace-changed", is_flag=True, help="Take over rows that are known and have changed.")
@click.option("--changes", type=OUT, help="Write what has changed to this CSV file.")
@as_json
def import_(path: Path, file: Path, recipe_name: str, **options: Any) -> None:
    """Import observations, service metrics or tickets; importing the same file twice adds nothing.

    FILE is a table, or what waited on a phone (*.json, saved there by "Save what waits as a file").
    A known row that has changed is listed and left unchanged, unless --replace-changed updates it; the old values
    stay in the history. Exit 3: rows were rejected, or had changed and were left.
    """
    content = file.read_bytes()
    if is_waiting_file(file.name, content):
        import_waiting_file(path, file.name, content, options | {"recipe_name": recipe_name})
    else:
        _import_table(path, file.name, content, recipe_name, options)


@main.command("undo-import")
@on_the_store
@click.argument("batch", type=click.UUID)
def undo_import(store: Store, batch: UUID) -> None:
    """Take a whole import back."""
    click.echo(imports.undo_import(store, batch, "command line").sentence())


def _import_table(path: Path, name: str, content: bytes, recipe_name: str, options: Mapping[str, Any]) -> None:
    _tell_recipe_problems()
    recipe = recipe_named(recipe_name) if recipe_name else None
    with _store_to_read_by(path) as store:
        recipe, reading = imports.read_file(store, content, name, recipe, FROM_DISK)
        if options["dry_run"]:
            report = imports.import_reading(store, reading, recipe, name, is_dry=True)
    if not options["dry_run"]:
        bring = imports.import_replacing if options["replace_changed"] else imports.import_reading
        with with_store(path, may_begin=True) as store, _progress("Importing", len(reading.rows)) as progress:
            report = bring(store, reading, recipe, name, progress=progress)
    for out, listed in ((options["problems"], report.problems), (options["changes"], report.changes)):
        if out:
            out.write_text(csv_text(listed), encoding="utf-8")
    rows = reading.rows if recipe.kind is Kind.OBSERVATIONS else None
    _print_report(report, rows, as_json=options["as_json"])
    if report.rejected or report.changed > report.replaced:
        sys.exit(LEFT)


@contextmanager
def _store_to_read_by(path: Path) -> Iterator[Store]:
    """Yield the store, or an empty one in memory where there is none yet: reading a file makes no audit."""
    refuse_what_is_not_there(str(path), must_exist=False)
    if path.exists():
        with with_store(path) as store:
            yield store
        return
    empty = open_store()
    yield empty
    empty.close()


def _tell_recipe_problems() -> None:
    """Tell on the error stream which recipes of one's own are left out, one sentence a file; the work goes on."""
    for problem in recipe_problems():
        click.echo(str(problem), err=True)


@contextmanager
def _progress(label: str, length: int) -> Iterator[imports.Progress]:
    """Yield what shows a bar on a terminal, and nothing in a pipe."""
    with click.progressbar(label=label, length=length, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda done, _: bar.update(done - bar.pos)


def _print_report(report: imports.ImportReport, rows: pd.DataFrame | None = None, *, as_json: bool) -> None:
    """Say what became of a file; `rows` are its sound observations, None where it gives none or is the sample."""
    counts = {
        "rows": report.rows,
        "accepted": report.accepted,
        "already_there": report.already_there,
        "changed": report.changed,
        "rejected": report.rejected,
        "batch": str(report.batch) if report.batch else None,
        "recipe": report.recipe,
        "skipped": report.skipped,
        "added": report.added,
        "notes": report.notes,
        "problems": len(report.problems),
        "replaced": report.replaced,
        "remarks": len(report.remarks),
        "file_notes": report.file_notes,
        "came_by": report.came_by,
    }
    if as_json:
        outcomes = {} if rows is None else outcome_counts(rows)
        by_touchpoint = {} if rows is None else touchpoint_outcomes(rows)
        click.echo(json.dumps(counts | {"outcomes": outcomes, "by_touchpoint": by_touchpoint}))
        return
    for sentence in _sentences(report, {} if rows is None else outcome_counts(rows)):
        click.echo(sentence)
    _print_cells(report)
    _print_changes(report)
    if report.batch:
        click.echo(f"To take it back: moments undo-import {report.batch}")


def _sentences(report: imports.ImportReport, outcomes: Mapping[str, int]) -> Iterator[str]:
    """Yield what became of the rows, and what is to be known of the file as a whole."""
    yield (
        f"{report.rows} rows read with the recipe {report.recipe}: {report.accepted} accepted ({report.added} added), "
        f"{report.already_there} already there, {report.changed} changed, {report.rejected} rejected, "
        f"{report.skipped} skipped."
    )
    yield from report.file_notes
    if report.notes:
        yield f"Stored as words alone, since they do not say how it went: {counted(report.notes, 'note')}."
    if report.came_by:
        yield came_before(report.came_by)
    if outcomes:
        good, fair, bad = (outcomes[outcome] for outcome in (Outcome.POSITIVE, Outcome.NEUTRAL, Outcome.NEGATIVE))
        yield f"The file gives {good} good, {fair} so-so and {bad} bad moments, those already there included."


def _print_cells(report: imports.ImportReport) -> None:
    """Say which cells are problems, and which were not read as they stand."""
    for listed, last in ((report.problems, "expected"), (report.remarks, "read_as")):
        for cell in listed.head(SHOWN).to_dict("records"):
            click.echo(
                f"  row {cell['row']}, {cell['column']}: {cell['value']!r}; {last.replace('_', ' ')} {cell[last]}"
            )
    if len(report.problems) > SHOWN:
        click.echo(f"  and {len(report.problems) - SHOWN} more; write them all with --problems FILE.csv")


def _print_changes(report: imports.ImportReport) -> None:
    """Say which cells have changed, from what to what, and what became of them."""
    if not report.changed:
        return
    for cell in report.changes.head(SHOWN).to_dict("records"):
        click.echo(f"  row {cell['row']}, {cell['field']}: {cell['was']!r} -> {cell['now']!r}")
    if len(report.changes) > SHOWN:
        click.echo(f"  and {len(report.changes) - SHOWN} more; write them all with --changes FILE.csv")
    if report.replaced:
        click.echo("The changed rows were taken over; the values before stay in the history.")
    else:
        click.echo("The changed rows were left as they were; --replace-changed takes them over.")
