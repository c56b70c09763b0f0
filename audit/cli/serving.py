"""Starting the app from the command line."""

import os
import re
from pathlib import Path
from typing import Any

import click

from audit.cli.group import main, store_option

PORT = click.IntRange(1, 65_535)
PHONES_PORT = 8502
_PLACE = re.compile(
    r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<host>[\w.-]+))(?::(?P<port>\d{1,5}))?|(?P<bare>[0-9a-fA-F:.]+)"
)


class PlaceToListen(click.ParamType[tuple[str, int] | None]):
    """An address of this machine, and a port behind it if it is not to be the usual one."""

    name = "HOST[:PORT]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int] | None:
        """Return host and port, None for what was left out."""
        if not value:
            return None
        parts = _PLACE.fullmatch(value)
        if parts is None:
            self.fail(f"{value!r} is no address to listen at; write it like 0.0.0.0:8502 or [::]:8502.", param, ctx)
        port = PORT.convert(int(parts["port"] or PHONES_PORT), param, ctx)
        return parts["six"] or parts["host"] or parts["bare"], port


@main.command()
@store_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address it listens at; this machine only, for now."
)
@click.option("--port", type=PORT, default=8501, show_default=True, help="The port it listens at.")
@click.option("--open", "opens_browser", is_flag=True, help="Open the start page in the browser.")
@click.option(
    "--phones",
    type=PlaceToListen(),
    default="",
    envvar="MOMENTS_PHONES",
    help="The address and port at which phones come in, e.g. 0.0.0.0:8502; no page of the app is served there.",
)
@click.option(
    "--phones-address",
    default="",
    envvar="MOMENTS_PHONES_ADDRESS",
    help="The address phones are to open, where a proxy stands in front.",
)
@click.option("--tls-cert", default="", envvar="MOMENTS_TLS_CERT", help="A PEM file with the certificate to show.")
@click.option("--tls-key", default="", envvar="MOMENTS_TLS_KEY", help="A PEM file with the key of that certificate.")
@click.option("--room-host", default="", hidden=True, help="What --phones was called before.")
@click.option("--room-port", type=PORT, default=PHONES_PORT, hidden=True, help="The port of --room-host.")
@click.option("--room-address", default="", hidden=True, help="What --phones-address was called before.")
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    envvar="MOMENTS_ALLOWED_HOSTS",
    help="A name the app answers to where a proxy stands in front, e.g. audit.example.org; several with commas.",
)
def serve(
    path: Path, host: str, port: int, *, opens_browser: bool, allowed_hosts: tuple[str, ...], **given: Any
) -> None:
    """Start the app on this machine."""
    from audit.web.phones.certificate import Certificate  # noqa: PLC0415  # the same as below
    from audit.web.phones.listening import Door  # noqa: PLC0415  # the same as below
    from audit.web.serving import serve as run  # noqa: PLC0415  # Streamlit takes a second that others need not wait

    os.environ["AUDIT_STORE"] = str(path.resolve())
    phones_host, phones_port = given["phones"] or (given["room_host"], given["room_port"])
    run(
        host,
        port,
        opens_browser=opens_browser,
        phones=Door(phones_host, phones_port, given["phones_address"] or given["room_address"]),
        allowed_hosts=allowed_hosts,
        certificate=Certificate(given["tls_cert"], given["tls_key"]),
    )
