"""The log is folded beside people who read: a save waits for them where it must, a sweep comes again."""

import threading

from audit.store.file.connecting import log_of
from audit.store.opening import open_store
from audit.store.place import add_place, places


def reads_what_was_before(store):
    """Return a cursor in the middle of a long read, such as a backup's."""
    cursor = store._file.cursor()
    cursor.execute("BEGIN TRANSACTION")
    cursor.execute("SELECT COUNT(*) FROM place").fetchall()
    return cursor


def size_of_log(store):
    log = log_of(store.path)
    return log.stat().st_size if log.exists() else 0


def test_a_sweep_beside_a_long_read_leaves_the_log_to_the_next(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    add_place(store, "North")
    reader = reads_what_was_before(store)
    add_place(store, "South")
    store.fold()
    assert size_of_log(store) > 0
    reader.execute("ROLLBACK")
    store.fold()
    assert size_of_log(store) == 0
    store.close()


def test_a_change_that_needs_the_log_folded_first_waits_for_a_long_read(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    with store.writing() as cursor:
        cursor.execute("CREATE TABLE notes (words TEXT)")
        cursor.execute("DROP TABLE notes")
    reader = reads_what_was_before(store)
    add_place(store, "North")
    saving = threading.Thread(target=lambda: _import_and_save(store))
    saving.start()
    saving.join(0.3)
    reader.execute("ROLLBACK")
    saving.join()
    assert set(places(store)) == {"North", "South", "West"}
    store.close()


def _import_and_save(store):
    with store.writing() as cursor:
        cursor.execute("ANALYZE")  # no statement the journal could tell again
        add_place(store, "South")
    add_place(store, "West")
