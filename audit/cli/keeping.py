"""The commands that keep the audit safe: export, backup, restore and check."""

import sys
from pathlib import Path

import click

from audit.actions import upkeep
from audit.cli.group import FILE, OUT, main, on_the_store, store_option
from audit.store.opening import Store


@main.command()
@on_the_store
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(store: Store, folder: Path) -> None:
    """Write every table to FOLDER as CSV (safe for spreadsheets) and as Parquet."""
    for name, rows in upkeep.export(store, folder).items():
        click.echo(f"{name}: {rows} rows")


@main.command()
@on_the_store
@click.argument("out", type=OUT)
def backup(store: Store, out: Path) -> None:
    """Write the whole audit to the one file OUT."""
    tables = upkeep.back_up(store, out)
    click.echo(f"Backed up {len(tables)} tables to {out}.")


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
    """Read the whole store and follow every reference."""
    findings = upkeep.check(store)
    click.echo("\n".join(findings) or "All is well.")
    if findings:
        sys.exit(1)
