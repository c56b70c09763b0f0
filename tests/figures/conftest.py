"""A programme in memory beside its rows, for figures worked out row by row."""

import pytest

from tests.figures.by_hand import a_programme, stored


@pytest.fixture(scope="session", params=[3, 11], ids=["seed 3", "seed 11"])
def programme(request):
    """Return the rows of a made-up programme, and a store that holds them; nobody writes to it."""
    rows = a_programme(request.param)
    store = stored(rows)
    yield rows, store
    store.close()
