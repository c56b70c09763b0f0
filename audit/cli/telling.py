"""The commands that tell what the pages show: a figure, a deck, a hand-out, and how fast it all is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click
import pandas as pd

from audit.cli.group import DAY, day, main, may_replace, on_the_store, spare
from audit.cli.narrowing import view_of, view_options
from audit.errors import PeriodAheadError, ToolsMissingError
from audit.figures import CATALOGUE, PRINTED, Question, sides_named, touchpoints_not_shown
from audit.model.clock import utc_now
from audit.model.programme import RECOVERY_RATIO
from audit.publish.headlines.caveat import caveat
from audit.publish.headlines.left_out import groups_left_out
from audit.publish.headlines.small_groups import not_shown_sentence
from audit.publish.spreadsheet import csv_text
from audit.review.propose import next_review
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.view_filter import groups_hidden, without_small_groups


def _figures_by_name() -> str:
    """Return what the help says of each figure, a line each."""
    width = max(map(len, PRINTED))
    return "\n".join(["\b", "NAME is one of:", *(f"  {name:{width}}  {CATALOGUE[name].about}" for name in PRINTED)])


@main.command(epilog=_figures_by_name())
@on_the_store
@click.argument("name", type=click.Choice(PRINTED), metavar="NAME")
@click.option("--as-of", type=DAY, help="The day the figure is for; today when left out.")
@view_options
@click.option("--by", show_default="touchpoint, or all together", help="What to report by, separated by commas.")
@click.option(
    "--ratio",
    type=click.IntRange(1, 100),
    help=f"Good experiences owed for one bad; the programme's when left out. {caveat(RECOVERY_RATIO)}",
)
@click.option(
    "--side",
    "sides",
    multiple=True,
    metavar="KIND=WORD",
    show_default="the last 90 days and the 90 before",
    help="One of two to four to compare, all of one KIND: place, customer_group, channel, recognised, period "
    '("place=Main hall", "period=2026-Q1", "period=2026-01-05..2026-02-01").',
)
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True, help="How it is printed."
)
def measure(store: Store, name: str, by: str | None, form: str, **options: Any) -> None:
    """Print a figure as the pages show it: the columns are those of docs/measures.md."""
    settings = programme(store)
    question = Question(
        as_of=day(options["as_of"]) or settings.day_of(utc_now()),
        view=view_of(store, options),
        by=CATALOGUE[name].by if by is None else tuple(key.strip() for key in by.split(",") if key.strip()),
        ratio=options["ratio"] or settings.recovery_ratio,
        sides=sides_named(store, options["sides"]),
    )
    if question.view.since and question.view.since > question.as_of:
        raise PeriodAheadError(question.view.since, question.as_of)
    view = without_small_groups(store, question.view_to_last_day)
    if hidden := groups_hidden(store, question.view_to_last_day):
        click.echo(groups_left_out(hidden), err=True)
    if left_out := touchpoints_not_shown(store, replace(question, view=view)):
        click.echo(not_shown_sentence(left_out), err=True)
    figures = CATALOGUE[name].measure(store, replace(question, view=view))
    click.echo(csv_text(figures, bom=False) if form == "csv" else _json_text(figures), nl=False)


def _document_options(command: Callable[..., None]) -> Callable[..., None]:
    for name, words in (
        ("until", "The last day it looks at."),
        ("since", "The first day it looks at; the review's if left out."),
    ):
        command = click.option("--from" if name == "since" else "--to", name, type=DAY, help=words)(command)
    return on_the_store(click.argument("out", type=click.File("wb", lazy=True))(may_replace(command)))


@main.command()
@_document_options
def deck(store: Store, out: BinaryIO, *, since: datetime | None, until: datetime | None, replace: bool) -> None:
    """Write what the open review shows, else the one proposed now, to OUT as a PowerPoint file."""
    from audit.review import documents  # noqa: PLC0415  # the deck's library takes a moment

    spare(out, replace=replace)
    review = next_review(store, day(since), day(until))
    out.write(documents.deck_of(store, review))
    click.echo(f"Written: {review.title}, {review.since} to {review.until}.")


@main.command()
@_document_options
def handout(store: Store, out: BinaryIO, *, since: datetime | None, until: datetime | None, replace: bool) -> None:
    """Write the hand-out of the open review, else of the one proposed, to OUT: one HTML page, or a PDF (OUT.pdf)."""
    from audit.review import documents  # noqa: PLC0415  # the same as above

    spare(out, replace=replace)
    review = next_review(store, day(since), day(until))
    is_pdf = Path(out.name).suffix.lower() == ".pdf"
    page = documents.pdf_handout_of(store, review) if is_pdf else documents.handout_of(store, review).encode("utf-8")
    out.write(page)
    click.echo(f"Written: {review.title}, {review.since} to {review.until}.")


@main.command()
@click.option("--observations", default="1000,100000,1000000", show_default=True, help="Sizes, separated by commas.")
@click.option("--pages-at", default=0, help="Measure the pages too, at this size.")
@click.option("--figures", type=click.Choice(PRINTED), multiple=True, help="Which figures; all when left out.")
def bench(observations: str, pages_at: int, figures: tuple[str, ...]) -> None:
    """Measure every figure at several sizes, beside the same answers by pandas and polars, as Markdown."""
    try:
        from audit.bench import lines  # noqa: PLC0415  # needs what only developers have installed
    except ModuleNotFoundError as missing:
        raise ToolsMissingError(str(missing.name)) from missing
    chosen = {"names": figures} if figures else {}
    for line in lines([int(size) for size in observations.split(",")], pages_at, **chosen):
        click.echo(line)


def _json_text(figures: pd.DataFrame) -> str:
    return str(figures.to_json(orient="records", date_format="iso", double_precision=15)) + "\n"
