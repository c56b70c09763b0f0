"""The command that prints what staff were answered."""

from datetime import date, datetime
from typing import BinaryIO

import click

from audit.cli.group import main, may_replace, on_the_store, spare
from audit.model.answer import AnswerKind
from audit.model.clock import utc_now
from audit.model.day import DAY_KEY
from audit.model.number import counted
from audit.model.view import View
from audit.publish.answer_posters import AnswerPoster, answer_posters
from audit.store.answer import answers_given
from audit.store.opening import Store
from audit.store.programme import programme


@main.command("answer-posters")
@on_the_store
@click.argument("out", type=click.File("wb", lazy=True))
@click.option("--touchpoint", default=None, help="Answers to what happened at this touchpoint only.")
@click.option("--since", type=click.DateTime([DAY_KEY]), default=None, help="Answers given on this day or later.")
@may_replace
def posters_of_answers(
    store: Store, out: BinaryIO, touchpoint: str | None, since: datetime | None, *, replace: bool
) -> None:
    """Write a poster for each answer to staff to OUT as one HTML page to print: "You said ... We did ...", no names."""
    spare(out, replace=replace)
    settings = programme(store)
    given = answers_given(store, View(touchpoint=touchpoint), settings.day_of(utc_now()))
    first = since.date() if since else date.min
    made = [
        AnswerPoster(row["touchpoint"], row["n"], row["since"], row["until"], AnswerKind(row["kind"]), row["words"])
        for row in given.to_dict("records")
        if row["answered_on"].date() >= first
    ]
    out.write(answer_posters(settings.name, made).encode("utf-8"))
    click.echo(f"Written: {counted(len(made), 'poster')}, one a sheet.")
