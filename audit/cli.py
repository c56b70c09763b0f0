"""The `moments` command: every figure of the pages, and what a steward does, without a browser."""

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import click
import pandas as pd

from audit.actions import imports, upkeep
from audit.errors import AuditError, ToolsMissingError
from audit.figures import MEASURES, Question, usual_by
from audit.intake.recipes import all_recipes, recipe_named
from audit.intake.recognise import read_and_recognise
from audit.intake.tables import FROM_DISK
from audit.model.clock import utc_now
from audit.model.view import View
from audit.publish.spreadsheet import csv_text
from audit.store.opened import STORE
from audit.store.opening import Store, open_store
from audit.store.programme import programme

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


class _InWords(click.Group):
    """A group of commands that refuse in a sentence on the error stream, with exit 1 and without a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except AuditError as problem:
            click.echo(str(problem), err=True)
            ctx.exit(1)


def _store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--store",
        "path",
        type=_OUT,
        envvar="AUDIT_STORE",
        default=STORE,
        show_default="data/audit.duckdb",
        help="The audit's file; the environment variable AUDIT_STORE says the same.",
    )(command)


def _on_the_store(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand `command` the open store first, and close it afterwards."""

    @_store_option
    @functools.wraps(command)
    def opened(path: Path, **options: Any) -> None:
        store = open_store(path)
        try:
            command(store, **options)
        finally:
            store.close()

    return opened


@click.group(cls=_InWords, context_settings={"max_content_width": 110})
def main() -> None:
    """Moments of Truth: experience your own service as its customers do, and look at it together."""


@main.command()
@_store_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8501, show_default=True)
@click.option("--open", "opens_browser", is_flag=True, help="Open the start page in the browser.")
@click.option(
    "--room-host", default="", help="Let phones vote in a review here, e.g. 0.0.0.0; only that page is there."
)
@click.option("--room-port", default=8502, show_default=True)
@click.option("--room-address", default="", help="What phones are told to open, where a proxy stands in front.")
def serve(path: Path, host: str, port: int, *, opens_browser: bool, **room: Any) -> None:
    """Start the app on this machine."""
    from audit.web.room.listening import Door  # noqa: PLC0415  # the same as below
    from audit.web.serving import serve as run  # noqa: PLC0415  # Streamlit takes a second that others need not wait

    os.environ["AUDIT_STORE"] = str(path.resolve())
    door = Door(room["room_host"], room["room_port"], room["room_address"])
    run(host, port, opens_browser=opens_browser, room=door)


@main.command()
@_on_the_store
@click.option("--observations", default=2_400, show_default=True, help="How many.")
@click.option("--seed", default=12, show_default=True, help="The same seed, size and day give the same audit.")
@_as_json
def sample(store: Store, observations: int, seed: int, *, as_json: bool) -> None:
    """Load the sample audit of a fictional organisation."""
    today = programme(store).day_of(utc_now())
    with _progress("Loading", observations) as told:
        report = imports.load_sample(store, observations, seed, today, told)
    _print_report(report, as_json=as_json)


@main.command()
@click.argument("file", type=_FILE)
@_as_json
def recognise(file: Path, *, as_json: bool) -> None:
    """Name the recipe that fits FILE, or say which columns could not be placed."""
    _, found = read_and_recognise(file.read_bytes(), file.name, all_recipes(), limits=FROM_DISK)
    name = found.recipe.name if found.recipe else None
    if as_json:
        click.echo(json.dumps({"recipe": name, "unplaced": found.unplaced, "missing": found.missing}))
    elif name:
        click.echo(name)
    else:
        click.echo(f"No recipe fits {file.name}. Could not be placed: {', '.join(found.unplaced) or 'no column'}.")
    if not name:
        sys.exit(1)


@main.command("import")
@_on_the_store
@click.argument("file", type=_FILE)
@click.option("--recipe", "recipe_name", help="A recipe's name, or the path of its TOML file.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, write nothing.")
@click.option("--problems", type=_OUT, help="Write the problems to this CSV file.")
@_as_json
def import_(store: Store, file: Path, recipe_name: str, problems: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import observations, service metrics or tickets; importing the same file twice adds nothing."""
    recipe = recipe_named(recipe_name) if recipe_name else None
    recipe, reading = imports.read_file(store, file.read_bytes(), file.name, recipe, FROM_DISK)
    with _progress("Importing", len(reading.rows)) as told:
        report = imports.import_reading(store, reading, recipe, file.name, is_dry=dry_run, progress=told)
    if problems:
        problems.write_text(csv_text(report.problems), encoding="utf-8")
    _print_report(report, as_json=as_json)


@main.command("undo-import")
@_on_the_store
@click.argument("batch", type=click.UUID)
def undo_import(store: Store, batch: UUID) -> None:
    """Take a whole import back."""
    gone = imports.undo_import(store, batch, "command line")
    click.echo(f"Taken back: {gone} observations, service metrics or tickets.")


@main.command()
@_on_the_store
@click.argument("name", type=click.Choice(list(MEASURES)))
@click.option("--as-of", type=_DAY, help="The day the figure is told on; today when left out.")
@click.option("--from", "since", type=_DAY, help="The first day of observations that counts.")
@click.option("--to", "until", type=_DAY, help="The last day of observations that counts.")
@click.option("--by", show_default="touchpoint, or all together", help="What to report by, separated by commas.")
@click.option("--ratio", type=click.IntRange(1, 100), help="Positives to one negative; the programme's when left out.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def measure(store: Store, name: str, by: str | None, form: str, **asked: Any) -> None:
    """Print a figure as the pages show it: the columns are those of docs/measures.md."""
    settings = programme(store)
    question = Question(
        as_of=_day(asked["as_of"]) or settings.day_of(utc_now()),
        view=View(since=_day(asked["since"]), until=_day(asked["until"])),
        by=usual_by(name) if by is None else tuple(key.strip() for key in by.split(",") if key.strip()),
        ratio=asked["ratio"] or settings.recovery_ratio,
    )
    figures = MEASURES[name](store, question)
    click.echo(csv_text(figures, bom=False) if form == "csv" else _json_text(figures), nl=False)


def _taken_home(command: Callable[..., None]) -> Callable[..., None]:
    for name, words in (("until", "The last day it looks at."), ("since", "The first day; the review's if left out.")):
        command = click.option("--from" if name == "since" else "--to", name, type=_DAY, help=words)(command)
    return _on_the_store(click.argument("out", type=click.File("wb", lazy=True))(command))


@main.command()
@_taken_home
def deck(store: Store, out: BinaryIO, since: datetime | None, until: datetime | None) -> None:
    """Write what the open review shows, else the one proposed now, to OUT as a PowerPoint file."""
    from audit.figures import taken_home as home  # noqa: PLC0415  # the deck's library takes a moment

    review = home.next_review(store, _day(since), _day(until))
    out.write(home.deck_of(store, review))
    click.echo(f"Written: {review.title}, {review.since} to {review.until}.")


@main.command()
@_taken_home
def handout(store: Store, out: BinaryIO, since: datetime | None, until: datetime | None) -> None:
    """Write the hand-out of the open review, else of the one proposed now, to OUT as one HTML page to print."""
    from audit.figures import taken_home as home  # noqa: PLC0415  # the same as above

    review = home.next_review(store, _day(since), _day(until))
    out.write(home.handout_of(store, review).encode("utf-8"))
    click.echo(f"Written: {review.title}, {review.since} to {review.until}.")


@main.command()
@_on_the_store
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(store: Store, folder: Path) -> None:
    """Write every table to FOLDER as CSV (safe for spreadsheets) and as Parquet."""
    for name, rows in upkeep.export(store, folder).items():
        click.echo(f"{name}: {rows} rows")


@main.command()
@_on_the_store
@click.argument("out", type=_OUT)
def backup(store: Store, out: Path) -> None:
    """Write the whole audit to the one file OUT."""
    tables = upkeep.back_up(store, out)
    click.echo(f"Backed up {len(tables)} tables to {out}.")


@main.command()
@_store_option
@click.argument("file", type=_FILE)
def restore(path: Path, file: Path) -> None:
    """Bring the audit back from FILE, checked before it replaces anything; what was there is set aside."""
    tables = upkeep.restore(file, path)
    click.echo(f"Restored {len(tables)} tables; each has the rows and the fingerprint it was backed up with.")


@main.command()
@_on_the_store
def check(store: Store) -> None:
    """Read the whole store and follow every reference."""
    findings = upkeep.check(store)
    click.echo("\n".join(findings) or "All is well.")
    if findings:
        sys.exit(1)


@main.command()
@click.option("--observations", default="1000,100000,1000000", show_default=True, help="Sizes, separated by commas.")
@click.option("--pages-at", default=0, help="Measure the pages too, at this size.")
@click.option("--figures", type=click.Choice(list(MEASURES)), multiple=True, help="Which figures; all when left out.")
def bench(observations: str, pages_at: int, figures: tuple[str, ...]) -> None:
    """Measure every figure at several sizes, beside the same answers by pandas and polars, as Markdown."""
    try:
        from audit.bench import lines  # noqa: PLC0415  # needs what only developers have installed
    except ModuleNotFoundError as missing:
        raise ToolsMissingError(str(missing.name)) from missing
    chosen = {"names": figures} if figures else {}
    for line in lines([int(size) for size in observations.split(",")], pages_at, **chosen):
        click.echo(line)


def _day(moment: datetime | None) -> Any:
    return moment.date() if moment else None


def _json_text(figures: pd.DataFrame) -> str:
    return str(figures.to_json(orient="records", date_format="iso", double_precision=15)) + "\n"


@contextmanager
def _progress(label: str, length: int) -> Iterator[imports.Progress]:
    """Yield what shows a bar on a terminal, and nothing in a pipe."""
    with click.progressbar(label=label, length=length, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda done, _: bar.update(done - bar.pos)


def _print_report(report: imports.ImportReport, *, as_json: bool) -> None:
    told = {
        "rows": report.rows,
        "accepted": report.accepted,
        "already_there": report.already_there,
        "rejected": report.rejected,
        "batch": str(report.batch) if report.batch else None,
        "recipe": report.recipe,
        "skipped": report.skipped,
        "added": report.added,
        "problems": len(report.problems),
    }
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(
        f"{report.rows} rows read with the recipe {report.recipe}: {report.accepted} accepted ({report.added} added), "
        f"{report.already_there} already there, {report.rejected} rejected, {report.skipped} skipped."
    )
    for problem in report.problems.head(20).to_dict("records"):
        click.echo(f"  row {problem['row']}, {problem['column']}: {problem['value']!r}; expected {problem['expected']}")
    if len(report.problems) > 20:
        click.echo(f"  and {len(report.problems) - 20} more; write them all with --problems FILE.csv")
    if report.batch:
        click.echo(f"To take it back: moments undo-import {report.batch}")
