"""The command that writes the recipe a mapping screen would propose, with its open questions."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from audit.cli.group import FILE, OUT, main, may_replace
from audit.errors import OutExistsError, RecipeError
from audit.intake.layout import read_as_laid_out
from audit.intake.proposal import propose as proposal_of
from audit.intake.proposed_recipe import Placed, draft_recipe
from audit.intake.question import ANSWER_BY, Question
from audit.intake.recipe_text import SEPARATORS
from audit.intake.recipes import recipe_toml
from audit.intake.settling import open_questions
from audit.intake.tables import FROM_DISK, Table, TableShape, read_table


@main.command()
@click.argument("file", type=FILE)
@click.argument("out", type=OUT)
@click.option("--header-row", default=0, help="The row of the column names, as a spreadsheet counts.")
@click.option("--groups-above", is_flag=True, help="The row above the names holds groups; a column is called by both.")
@click.option("--pass-over", default=-1, help="How many rows directly below the names are no data.")
@click.option("--sheet", default="", help="The sheet of a workbook.")
@click.option("--separator", type=click.Choice(list(SEPARATORS)), help="What stands between two cells of a text file.")
@may_replace
def propose(file: Path, out: Path, *, replace: bool, **laid_out: Any) -> None:
    """Write to OUT.toml the recipe that the mapping screen would propose for FILE.

    What only a person can know stands in it as an open question: answer each in the file, then import with
    --recipe OUT.toml. A recipe that is there already, with its answers, stays unless --replace is added.
    """
    _refuse_out(out, replace=replace)
    separator, pass_over = SEPARATORS.get(laid_out["separator"] or "", ""), laid_out["pass_over"]
    shape = TableShape(
        separator, header_row=_header_row(**laid_out), sheet=laid_out["sheet"], has_groups=laid_out["groups_above"]
    )
    table = _table(file, shape)
    proposal = proposal_of(table)
    rows = proposal.skip_first_rows if pass_over < 0 else pass_over
    recipe = draft_recipe(proposal.values, out.stem, Placed(proposal.targets(), skip_first_rows=rows))
    out.write_text(recipe_toml(recipe), encoding="utf-8")
    for placement in proposal.placements:
        click.echo(f"  {placement.column} -> {placement.target or 'left out'} ({placement.reason})")
    for note in proposal.notes:
        click.echo(note)
    _print_questions(out, open_questions(recipe))


def _header_row(header_row: int, *, groups_above: bool, **_laid_out: Any) -> int:
    """Return the row of the names; below a row of groups it is the second at least."""
    return max(header_row, 2 if groups_above else 1)


def _refuse_out(out: Path, *, replace: bool) -> None:
    """Refuse a file that cannot be a recipe by its name, and one that is there already unless it may be replaced."""
    name = re.sub(r"[^a-z0-9]+", "-", out.stem.lower()).strip("-")
    if out.suffix != ".toml" or name != out.stem:
        raise RecipeError(out.name, "its name", "use small letters, digits and hyphens, e.g. library-survey.toml")
    if out.exists() and not replace:
        raise OutExistsError(out)


def _table(file: Path, shape: TableShape) -> Table:
    content = file.read_bytes()
    if shape == TableShape():
        return read_as_laid_out(content, file.name, limits=FROM_DISK)
    return read_table(content, file.name, shape=shape, limits=FROM_DISK)


def _print_questions(out: Path, questions: Sequence[Question]) -> None:
    if not questions:
        click.echo(f"{out} has no open question. Try it: moments import FILE --recipe {out} --dry-run")
        return
    count = "1 open question" if len(questions) == 1 else f"{len(questions)} open questions"
    click.echo(f"{out} has {count}. Write each answer in the file, as answer = ..., then import with --recipe {out}.")
    for number, question in enumerate(questions, start=1):
        click.echo(
            f"  {number}. {question.sentence()} Likely: {'; '.join(question.choices)}."
            if question.choices
            else f"  {number}. {question.sentence()}"
        )
        click.echo(f"     As the answer, {ANSWER_BY[question.about]}.")
