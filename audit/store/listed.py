"""Many keys asked for at once, as a table that a statement can join."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pandas as pd

from audit.store.file.recording import Cursor
from audit.store.opening import Store


@contextmanager
def joining(store: Store, ids: Iterable[object]) -> Iterator[Cursor]:
    """Yield a cursor for which `ids` are the table `listed`, with the one column id (text)."""
    with store.reading() as cursor:
        cursor.register("listed", pd.DataFrame({"id": [str(key) for key in ids]}, dtype="str"))
        yield cursor
        cursor.unregister("listed")


def in_their_order(rows: pd.DataFrame, ids: Iterable[object]) -> pd.DataFrame:
    """Return rows with a column id (text) in the order in which the ids were given."""
    places = {str(key): place for place, key in enumerate(ids)}
    return rows.iloc[rows["id"].map(places).argsort()].reset_index(drop=True)
