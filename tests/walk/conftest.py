"""What the tests of the walk may ask for: a server with one small journey, and phones that stand in front of it."""

import pytest

from audit.store.opening import open_store
from tests.builders import with_desk
from tests.screens import Server, free_port
from tests.walk.phone import HEIGHTS, new_phone


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """Return a running server of one journey: Greeting and Answer on arrival, Invoice on leaving."""
    running = Server(root, tmp_path_factory.mktemp("walk") / "audit.duckdb", free_port())
    store = open_store(running.store)
    with_desk(store)
    store.close()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def phones(chromium, server):
    """Return a way to take out another phone, with nothing on it: of a size, in a scheme."""
    contexts = []

    def another(size="phone", scheme="light", **fields):
        width, height = HEIGHTS[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=size != "desk", **fields
        )
        contexts.append(context)
        return new_phone(context, server.url)

    yield another
    for context in contexts:
        context.close()


@pytest.fixture
def phone(phones):
    """Return one phone at the start of the walk; nothing may go wrong on it unheard."""
    taken = phones().open()
    yield taken
    assert taken.complaints == []
