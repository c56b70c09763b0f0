"""The commands that prepare walks: posters to hang where they begin, and a calendar of what has a day."""

from typing import BinaryIO

import click

from audit.actions.appointments import appointments, calendar_of, walks_without_day
from audit.cli.group import main, may_replace, on_the_store, spare
from audit.model.number import counted
from audit.publish.posters import poster_sheets, sheets_of
from audit.store.opening import Store
from audit.store.place import places as every_place
from audit.store.programme import programme
from audit.web.walk.posters import address_for_phones, posters_of


@main.command()
@on_the_store
@click.argument("out", type=click.File("wb", lazy=True))
@click.option(
    "--journey", "journeys", multiple=True, help="Of this journey only, by name or key; may be given several times."
)
@click.option(
    "--touchpoint",
    "touchpoints",
    multiple=True,
    help="Of this touchpoint only, by name or key; may be given several times.",
)
@click.option("--place", "places", multiple=True, help="For this place only; may be given several times.")
@click.option("--no-place", is_flag=True, help="One poster a touchpoint; the place is chosen on the phone.")
@click.option(
    "--phones-address",
    default="",
    show_default="this machine's own, port 8502",
    help="The address phones open, e.g. https://audit.example.org.",
)
@may_replace
def posters(
    store: Store, out: BinaryIO, places: tuple[str, ...], phones_address: str, *, replace: bool, **of: tuple[str, ...]
) -> None:
    """Write posters to OUT as one HTML page to print: a QR code for each touchpoint and place that begins a walk."""
    spare(out, replace=replace)
    address = address_for_phones(phones_address)
    chosen = () if of["no_place"] else places or every_place(store)
    made = posters_of(store, address, of["journeys"], of["touchpoints"], chosen)
    out.write(poster_sheets(programme(store).name, made, programme(store).language).encode("utf-8"))
    click.echo(f"Written: {counted(len(made), 'poster')} on {counted(sheets_of(len(made)), 'sheet')}.")
    click.echo(f"The codes lead to {address}; --phones-address says another.")


@main.command()
@on_the_store
@click.argument("out", type=click.File("wb", lazy=True))
@may_replace
def calendar(store: Store, out: BinaryIO, *, replace: bool) -> None:
    """Write planned walks that have a day, due days of commitments and reviews to OUT as an iCalendar file."""
    spare(out, replace=replace)
    out.write(calendar_of(store).encode("utf-8"))
    click.echo(f"Written: {counted(len(appointments(store)), 'day')}.")
    if without := walks_without_day(store):
        click.echo(f"Left out: {counted(without, 'planned walk')} without a day.")
