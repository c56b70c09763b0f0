"""A store that another program altered is told in words, and is neither called well nor backed up."""

import duckdb
import pytest

from audit.errors import StoreDamagedError
from audit.store.opening import open_store
from audit.store.place import places
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import check, looked_through

GONE = {"DROP TABLE place": "its table place is missing", "ALTER TABLE recovery DROP COLUMN owner": "recovery.owner"}


@pytest.fixture
def altered(tmp_path):
    """Return a way to have a statement run on a store by another program, and to open the store then."""
    stores = []

    def alter(statement):
        path = tmp_path / "a.duckdb"
        open_store(path).close()
        with duckdb.connect(str(path)) as other:
            other.execute(statement)
        stores.append(open_store(path))
        return stores[-1]

    yield alter
    for store in stores:
        store.close()


@pytest.mark.parametrize("statement", GONE)
def test_a_store_that_lacks_a_table_or_a_column_is_neither_called_well_nor_backed_up(altered, statement, tmp_path):
    store = altered(statement)
    for act in (check, looked_through, lambda each: back_up(each, tmp_path / "a.backup")):
        with pytest.raises(StoreDamagedError, match=GONE[statement]):
            act(store)
    assert not (tmp_path / "a.backup").exists()


def test_a_table_that_is_missing_is_told_where_it_is_asked_for(altered):
    with pytest.raises(StoreDamagedError, match="its table place is missing"):
        places(altered("DROP TABLE place"))


def test_a_statement_that_is_wrong_is_no_damage(store):
    with pytest.raises(duckdb.CatalogException), store.reading() as cursor:
        cursor.execute("SELECT 1 FROM nowhere")


def test_what_another_program_adds_does_no_harm(altered):
    assert check(altered("CREATE TABLE notes (words TEXT)")) == []
