"""Starting the app from the command line."""

import os
from pathlib import Path
from typing import Any

import click

from audit.cli.group import main, store_option

PORT = click.IntRange(1, 65_535)


@main.command()
@store_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address it listens at; this machine only, for now."
)
@click.option("--port", type=PORT, default=8501, show_default=True, help="The port it listens at.")
@click.option("--open", "opens_browser", is_flag=True, help="Open the start page in the browser.")
@click.option(
    "--room-host",
    default="",
    help="The address at which phones vote in a review, e.g. 0.0.0.0; no other page is served there.",
)
@click.option("--room-port", type=PORT, default=8502, show_default=True, help="The port for phones in a review.")
@click.option("--room-address", default="", help="The address phones are to open, where a proxy stands in front.")
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    envvar="MOMENTS_ALLOWED_HOSTS",
    help="A name the app answers to where a proxy stands in front, e.g. audit.example.org; several with commas.",
)
def serve(
    path: Path, host: str, port: int, *, opens_browser: bool, allowed_hosts: tuple[str, ...], **room: Any
) -> None:
    """Start the app on this machine."""
    from audit.web.phones.listening import Door  # noqa: PLC0415  # the same as below
    from audit.web.serving import serve as run  # noqa: PLC0415  # Streamlit takes a second that others need not wait

    os.environ["AUDIT_STORE"] = str(path.resolve())
    door = Door(room["room_host"], room["room_port"], room["room_address"])
    run(host, port, opens_browser=opens_browser, room=door, allowed_hosts=allowed_hosts)
