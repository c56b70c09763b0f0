"""The commands that keep the audit safe: export, backup, restore and check."""

import shutil
import sys
from pathlib import Path

import click

from audit.actions import upkeep
from audit.cli.group import FILE, OUT, main, may_replace, on_the_store, store_option, with_store
from audit.cli.running_app import backup_of_running_app
from audit.errors import OutExistsError, PlaceUnusableError, StoreInUseError
from audit.store.opening import Store


@main.command()
@on_the_store
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@may_replace
def export(store: Store, folder: Path, *, replace: bool) -> None:
    """Write every table to FOLDER as CSV (safe for spreadsheets) and as Parquet.

    Photos are listed in the table photo. The pictures are in the folder beside the store and in each backup.
    """
    there = [] if replace else upkeep.in_the_way(store, folder)
    if there:
        raise OutExistsError(there[0])
    for name, rows in upkeep.export(store, folder).items():
        click.echo(f"{name}: {rows} rows")


@main.command()
@store_option
@click.argument("out", type=OUT)
@may_replace
def backup(path: Path, out: Path, *, replace: bool) -> None:
    """Write the whole audit to the one file OUT, also while the app runs."""
    if out.exists() and not replace:
        raise OutExistsError(out)
    if not out.parent.is_dir():
        raise PlaceUnusableError(out.parent, "there is no such folder")
    try:
        with with_store(path) as store:
            tables = upkeep.back_up(store, out, replace=replace)
            click.echo(f"Backed up {len(tables)} tables to {out}.")
    except StoreInUseError:
        _backup_of_the_running_app(path, out)
        click.echo(f"Backed up to {out} by the app that is running.")


def _backup_of_the_running_app(path: Path, out: Path) -> None:
    unfinished = out.with_name(f"{out.name}.part")
    try:
        with backup_of_running_app(path) as answer, unfinished.open("wb") as file:
            shutil.copyfileobj(answer, file)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


@main.command()
@store_option
@click.argument("file", type=FILE)
def restore(path: Path, file: Path) -> None:
    """Bring the audit back from FILE, checked before it replaces anything; what was there is set aside."""
    tables = upkeep.restore(file, path)
    click.echo(f"Restored {len(tables)} tables; each has the rows and the fingerprint it was backed up with.")


@main.command()
@on_the_store
def check(store: Store) -> None:
    """Read the whole store, compare it with its journal, and follow every reference."""
    findings = upkeep.check(store)
    all_is_well = "What is there now is sound." if store.sentences else "All is well."
    click.echo("\n".join(findings) or all_is_well)
    if findings:
        sys.exit(1)
