"""The group that every command joins, and the options they share."""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from audit import __version__
from audit.errors import AuditError, OutExistsError
from audit.home.folders import CHOSEN, store_path
from audit.model.day import DAY_KEY
from audit.store.file.trouble import file_trouble
from audit.store.opening import Store, open_store

DAY = click.DateTime(formats=[DAY_KEY])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
may_replace = click.option("--replace", is_flag=True, help="Write over what is there already.")
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
        except OSError as problem:
            known = file_trouble(problem, "what this command writes")
            if known is None:
                raise
            click.echo(str(known), err=True)
            ctx.exit(1)


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let `command` be told which folder is the home; it is known as MOMENTS_HOME while the command runs."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=CHOSEN,
        callback=_at_home,
        is_eager=True,
        expose_value=False,
        show_default="data/ of a checkout, else your own data folder",
        help="The folder of store, backups, own recipes and templates; MOMENTS_HOME says the same.",
    )(command)


def _at_home(context: click.Context, _: click.Parameter, folder: Path | None) -> None:
    if folder is None:
        return
    before = os.environ.get(CHOSEN, "")
    os.environ[CHOSEN] = str(folder.resolve())
    context.call_on_close(lambda: os.environ.update({CHOSEN: before}))


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let `command` be told which audit it works on, as `path`, and which home it is in."""
    return home_option(
        click.option(
            "--store",
            "path",
            type=OUT,
            envvar="AUDIT_STORE",
            default=store_path,
            show_default="audit.duckdb in the home",
            help="The audit's file, wherever it is; AUDIT_STORE says the same.",
        )(command)
    )


def on_the_store(command: Callable[..., Any] | None = None, *, may_begin: bool = False) -> Callable[..., Any]:
    """Hand `command` the open store first, and close it afterwards; where there is none, `may_begin` makes one."""
    if command is None:
        return functools.partial(on_the_store, may_begin=may_begin)

    @store_option
    @functools.wraps(command)
    def opened(path: Path, **options: Any) -> None:
        with with_store(path, may_begin=may_begin) as store:
            command(store, **options)

    return opened


@contextmanager
def with_store(path: Path, *, may_begin: bool = False) -> Iterator[Store]:
    """Yield the open store and close it afterwards; what opening found is said on the error stream."""
    store = open_store(path, must_exist=not may_begin)
    try:
        for sentence in store.sentences:
            click.echo(sentence, err=True)
        yield store
    finally:
        store.close()


@click.group(cls=_InWords, context_settings={"max_content_width": 110})
@click.version_option(__version__, message="Moments of Truth %(version)s")
def main() -> None:
    """Moments of Truth: experience your own service as its customers do, and look at it together."""


def day(moment: datetime | None) -> Any:
    """Return the day of what `DAY` understood, None where nothing was said."""
    return moment.date() if moment else None


def spare(out: BinaryIO, *, replace: bool) -> None:
    """Refuse to write over a file that is there, unless it may be replaced."""
    if Path(out.name).is_file() and not replace:
        raise OutExistsError(out.name)
