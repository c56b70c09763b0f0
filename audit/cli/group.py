"""The group that every command joins, and the options they share."""

import functools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from audit.errors import AuditError
from audit.store.opened import STORE
from audit.store.opening import open_store

DAY = click.DateTime(formats=["%Y-%m-%d"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


class _InWords(click.Group):
    """A group of commands that refuse in a sentence on the error stream, with exit 1 and without a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except AuditError as problem:
            click.echo(str(problem), err=True)
            ctx.exit(1)


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let `command` be told which audit it works on, as `path`."""
    return click.option(
        "--store",
        "path",
        type=OUT,
        envvar="AUDIT_STORE",
        default=STORE,
        show_default="data/audit.duckdb",
        help="The audit's file; the environment variable AUDIT_STORE says the same.",
    )(command)


def on_the_store(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand `command` the open store first, and close it afterwards."""

    @store_option
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


def day(moment: datetime | None) -> Any:
    """Return the day of what `DAY` understood, None where nothing was said."""
    return moment.date() if moment else None
