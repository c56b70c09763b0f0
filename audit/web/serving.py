"""The app as a server: the pages, a health route beside them, response headers, and a warm start."""

import asyncio
import gc
import logging
import os
import socket
import threading
import time
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from dataclasses import replace
from urllib.request import urlopen

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from audit.errors import HostOpenToOthersError, PortTakenError
from audit.home.product import PRODUCT, put_pages_on_path
from audit.store.file.announcing import OWN_APP, Note, announced, new_note
from audit.store.opened import close_served, served, served_path
from audit.store.upkeep.checking import looked_through
from audit.store.upkeep.leftovers import clear_leftovers
from audit.store.upkeep.rotation import rotation_of
from audit.web.calendar_feed import calendar_routes
from audit.web.doorway import guarded
from audit.web.front_page import front_routes
from audit.web.hosts import Hosts, is_loopback, listed, name_in, names_of
from audit.web.memory import give_back
from audit.web.patience import Patience, patient, room_for_connections
from audit.web.phones.certificate import NO_CERTIFICATE, Certificate
from audit.web.phones.door import DOORKEEPER
from audit.web.phones.listening import Door
from audit.web.present.routes import present_routes
from audit.web.room import links
from audit.web.room.routes import room_routes
from audit.web.upkeep import keep_up, upkeep_routes
from audit.web.walk.photos import photo_routes
from audit.web.walk.routes import walk_routes
from audit.web.warming import is_wanted, read_through, warm_up

_SWEEP_SECONDS = 45  # between two sweeps of garbage, instead of one after every rerun, and of what was written
_OPENING_TRIES = 120  # a quarter of a second each


async def health(_: Request) -> JSONResponse:
    """Answer that the server is up, and nothing else: this route asks nobody who they are."""
    return JSONResponse({"status": "ok"})


def app(note: Note | None = None) -> st.App:
    """Return the pages with everything that stands beside them.

    Args:
        note: what the command shows to be given a backup, None = nobody is.

    Streamlit takes a folder named pages/ for its own older kind of app until the first page has been shown, and
    would greet the very first visitor of a deep link with "Page not found"; so it is told at once.
    """
    PagesManager.uses_pages_directory = False
    put_pages_on_path()
    return st.App(
        PRODUCT / "app.py",
        routes=[
            Route("/health", health),
            *upkeep_routes(note),
            *room_routes(),
            *present_routes(),
            *walk_routes(),
            *photo_routes(),
            *calendar_routes(),
            *front_routes(),
        ],
        lifespan=_lifespan(note),
    )


def serve(
    host: str,
    port: int,
    *,
    opens_browser: bool,
    phones: Door = Door(),  # noqa: B008  # it is frozen
    allowed_hosts: Sequence[str] = (),
    certificate: Certificate = NO_CERTIFICATE,
) -> None:
    """Run the app until it is stopped, and beside it the door phones come in by.

    Args:
        host: where the pages listen.
        port: their port.
        opens_browser: whether the start page is opened in the browser.
        phones: their door, open from the start where it has a host.
        allowed_hosts: names the app answers to beside this machine's own and those in its settings, each as
            `audit.web.hosts.listed` takes it.
        certificate: what both doors show.

    Raises:
        CertificateUnusableError: no server can be started with the certificate.
        HostNameError: one of the names is none.
        HostOpenToOthersError: `host` can be reached from other machines, and no sign-in is configured.
        PortTakenError: another program listens at one of the ports.
        RoomAddressError: the address phones are told is none.
        SettingError: how often to back up is written in a way that cannot be followed.
        StoreDamagedError and its like: the audit cannot be opened, or not be read to its end.
    """
    # there is no sign-in: whoever reaches the pages may change everything
    if not is_loopback(host):
        raise HostOpenToOthersError(host)
    certificate.check()
    _check_free(host, port)
    if phones.host:
        _check_free(phones.host, phones.port, "--phones")
    # asked for their refusals alone: a wrong setting is told now and not at the first backup
    rotation_of(os.environ)
    is_wanted(os.environ)
    for sentence in looked_through(served()):
        print(sentence, flush=True)  # noqa: T201  # where a person looks
    clear_leftovers(served())
    address = links.address_for(host, port, scheme=certificate.scheme)
    pages = app(new_note(address))
    config.get_config_options(force_reparse=True)  # the pages' own settings, now that it is known where they lie
    hosts = _hosts(port, allowed_hosts, phones)
    os.environ[links.ADDRESS] = links.address_for(host, port, phones.address, certificate.scheme)
    at_once = room_for_connections()
    patience = replace(phones.patience, at_once=at_once)
    door = replace(phones, allowed_hosts=allowed_hosts, certificate=certificate, patience=patience)
    with DOORKEEPER.on_duty(door):
        _print_addresses(address)
        logging.getLogger("uvicorn.access").addFilter(lambda _: False)  # a room's address is its key; no log holds it
        if opens_browser:
            threading.Thread(target=_open_when_up, args=(address,), daemon=True).start()
        uvicorn.run(
            guarded(pages, hosts),
            host=host,
            port=port,
            http=patient(Patience(at_once=at_once)),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ssl_context_factory=certificate.factory,
        )


def _print_addresses(pages: str) -> None:
    """Print where a person looks: the addresses of both doors, and what phones would warn of."""
    lines = [
        f"Moments of Truth is at {pages} (stop with Ctrl+C).",
        f"Phones come in at {DOORKEEPER.address}." if DOORKEEPER.is_open else "",
        DOORKEEPER.doubt,
    ]
    print("\n".join(filter(None, lines)), flush=True)  # noqa: T201  # where a person looks


def _lifespan(note: Note | None) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """Return what goes on beside the pages from start to stop; a signal ends the process right after it."""

    @asynccontextmanager
    async def with_upkeep(_: st.App) -> AsyncIterator[None]:
        # beside the pages: the first visitor need not wait until all is warm
        upkeep = asyncio.create_task(_warm_and_sweep())
        with announced(served_path(), note) if note else nullcontext():
            yield
        upkeep.cancel()
        with suppress(asyncio.CancelledError):
            await upkeep
        await asyncio.to_thread(close_served)  # last, when nothing can write any more

    return with_upkeep


def _hosts(port: int, allowed: Sequence[str], phones: Door) -> Hosts:
    """Return what the pages answer to, and let Streamlit's own check of its websocket know the same names.

    What phones are told is among them where they have no door of their own.
    """
    for_phones = "" if phones.host else name_in(phones.address)
    hosts = Hosts(port, listed(*config.get_option("server.allowedHosts"), *allowed, for_phones))
    config.set_option("server.allowedHosts", ["localhost", "127.0.0.1", "::1", *names_of(hosts.names)])
    return hosts


async def _warm_and_sweep() -> None:
    if is_wanted(os.environ):
        await asyncio.to_thread(warm_up)
        await asyncio.to_thread(read_through)
    gc.collect()
    gc.freeze()  # what lives as long as the server is never looked at again
    while True:
        give_back()
        await asyncio.to_thread(keep_up)
        await asyncio.sleep(_SWEEP_SECONDS)


def _open_when_up(address: str) -> None:
    for _ in range(_OPENING_TRIES):
        with suppress(OSError), urlopen(f"{address}/health", timeout=1, context=OWN_APP):  # noqa: S310  # our own address
            webbrowser.open(address)
            return
        time.sleep(0.25)  # until the server answers: a browser opened sooner would show an error


def _check_free(host: str, port: int, option: str = "--port") -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # a port that was just left is free, as uvicorn sees it too
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise PortTakenError(host, port, option) from problem
