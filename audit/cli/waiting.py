"""Bringing in what waited on a phone, by the file that its owner saved there."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from audit.cli.group import with_store
from audit.web.walk.waiting_file import bring_in, read_waiting_file

LEFT = 3  # exit code: something of it was left out
_OF_TABLES = ("recipe_name", "problems", "replace_changed", "changes")


def import_waiting_file(path: Path, name: str, content: bytes, options: dict[str, Any]) -> None:
    """Bring in such a file, or with `dry_run` say what it holds; entries that are here already change nothing."""
    if any(options[name] for name in _OF_TABLES):
        raise click.UsageError("--recipe, --problems, --replace-changed and --changes are for tables.")
    file = read_waiting_file(name, content)
    if options["dry_run"]:
        click.echo(f"Nothing is written. It holds {file.sentence}")
        return
    with with_store(path) as store:
        done = bring_in(store, file)
    if options["as_json"]:
        click.echo(json.dumps(asdict(done)))
    else:
        click.echo("\n".join([done.sentence, *(f"  {each}" for each in done.problems)]))
    if done.problems:
        sys.exit(LEFT)
