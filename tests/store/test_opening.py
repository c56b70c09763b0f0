"""The store opens whole or says why not, and keeps all of a transaction or nothing."""

import errno
import os
import subprocess
import sys
import threading

import duckdb
import pytest

from audit.errors import StoreDamagedError, StoreInUseError, StoreTooNewError
from audit.store import opening
from audit.store.cache import MOST_CACHED, MOST_OF_TABLES
from audit.store.journey import touchpoints
from audit.store.opening import first, open_store
from audit.store.place import add_place, places
from audit.store.upkeep.fingerprint import fingerprints, tables
from tests.conftest import ROOT

MIGRATIONS = ROOT / "audit" / "store" / "migrations"


def test_a_new_store_has_every_migration_applied_once(tmp_path):
    path = tmp_path / "a.duckdb"
    for _ in range(2):
        store = open_store(path)
        with store.reading() as cursor:
            applied = cursor.execute("SELECT number FROM migration ORDER BY number").fetchall()
            assert applied == [(int(file.name[:4]),) for file in sorted(MIGRATIONS.glob("*.sql"))]
        store.close()


def test_a_new_store_is_what_one_grown_from_the_first_migration_became(store, tmp_path):
    open_store(tmp_path / "grown.duckdb", last=1).close()
    grown = open_store(tmp_path / "grown.duckdb")
    assert made_of(store) == made_of(grown)
    grown.close()


def made_of(store):
    """Return every table and view as it is defined, and how many rows there are in it."""
    with store.reading() as cursor:
        defined = cursor.execute("SELECT table_name, sql FROM duckdb_tables() ORDER BY table_name").fetchall()
        views = cursor.execute("SELECT view_name, sql FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    return defined, views, {table: rows for table, (rows, _) in fingerprints(store).items()}


def test_a_failing_transaction_leaves_nothing_behind(store):
    with pytest.raises(ZeroDivisionError), store.writing():
        add_place(store, "Main hall")
        raise ZeroDivisionError
    assert places(store) == ()


def test_a_write_within_a_write_joins_its_transaction(store):
    before = store.version
    with store.writing():
        add_place(store, "Main hall")
        assert places(store) == ("Main hall",)
    assert store.version == before + 1


def test_others_do_not_see_what_is_not_committed(store):
    observed = []
    with store.writing():
        add_place(store, "Main hall")
        reader = threading.Thread(target=lambda: observed.append(places(store)))
        reader.start()
        reader.join()
    assert observed == [()]


def test_threads_writing_at_once_lose_nothing(store):
    def write(thread):
        for number in range(20):
            add_place(store, f"{thread}-{number}")

    threads = [threading.Thread(target=write, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places(store)) == 160


def test_sql_reaches_no_file_outside_the_backups(store, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with store.reading() as cursor, pytest.raises(duckdb.PermissionException):
        cursor.execute("SELECT * FROM read_csv($file)", {"file": str(secret)})
    with store.reading() as cursor, pytest.raises(duckdb.Error, match="locked"):
        cursor.execute("SET enable_external_access = true")


def test_a_second_program_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "a.duckdb"
    store = open_store(path)
    code = f"from audit.store.opening import open_store; open_store({str(path)!r})"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    store.close()
    assert StoreInUseError.__name__ in other.stderr
    assert "is open in another program" in other.stderr


def test_junk_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "a.duckdb"
    path.write_bytes(b"junk" * 4096)
    with pytest.raises(StoreDamagedError, match="moments restore"):
        open_store(path)
    assert path.read_bytes() == b"junk" * 4096


def test_a_file_that_may_not_be_opened_is_called_damaged_not_in_use(tmp_path):
    with pytest.raises(StoreDamagedError):
        open_store(tmp_path)


def test_a_store_of_a_newer_version_is_not_touched(tmp_path):
    path = tmp_path / "a.duckdb"
    store = open_store(path)
    with store.writing() as cursor:
        cursor.execute("INSERT INTO migration (number, applied_at) VALUES (999, TIMESTAMP '2026-01-01')")
    store.close()
    with pytest.raises(StoreTooNewError, match="newer version"):
        open_store(path)


def test_the_first_row_of_an_empty_answer_is_none(store):
    with store.reading() as cursor:
        assert first(cursor.execute("SELECT name FROM place")) is None


def test_a_result_is_cached_until_the_next_write(store):
    asked = []

    def work_out():
        asked.append("once more")
        return len(asked)

    assert [store.cached("how many", work_out) for _ in range(3)] == [1, 1, 1]
    add_place(store, "Main hall")
    assert store.cached("how many", work_out) == 2
    store.clear_cache()
    assert store.cached("how many", work_out) == 3


def test_an_answer_that_a_write_overtook_is_not_kept(store):
    def work_out():
        add_place(store, "Main hall")
        store.cached("another", lambda: "asked meanwhile")
        return "old"

    assert store.cached("question", work_out) == "old"
    assert store.cached("question", lambda: "new") == "new"


def test_what_is_read_while_writing_is_not_cached(store):
    def asked_and_rolled_back():
        with store.writing():
            add_place(store, "Main hall")
            assert store.cached_read(places) == ("Main hall",)
            raise ZeroDivisionError

    assert store.cached_read(places) == ()
    with pytest.raises(ZeroDivisionError):
        asked_and_rolled_back()
    assert store.cached_read(places) == ()


def test_a_write_that_clears_the_cache_makes_the_one_it_is_part_of_clear_it(store):
    assert store.cached_read(places) == ()
    with store.writing(clears_cache=False):
        add_place(store, "Main hall")
    assert store.cached_read(places) == ("Main hall",)


def test_who_wrote_before_reads_with_a_cursor_of_its_own(store):
    add_place(store, "Main hall")
    with store.writing() as one, store.reading() as same:
        assert same is one
    with store.reading() as other:
        assert other is not one


def test_only_the_latest_answers_are_kept(store):
    for number in range(MOST_CACHED + 1):
        store.cached(number, lambda: "first")
    assert store.cached(0, lambda: "again") == "again"
    assert store.cached(MOST_CACHED, lambda: "again") == "first"


def test_an_older_audit_keeps_the_names_its_touchpoints_were_told_by(tmp_path):
    path = tmp_path / "a.duckdb"
    store = open_store(path, last=4)
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO journey SELECT uuid(), 'By phone', '', 0, NULL; "
            "INSERT INTO stage SELECT uuid(), id, 'Ring', 0, NULL FROM journey; "
            "INSERT INTO stage SELECT uuid(), id, 'Talk', 1, NULL FROM journey; "
            "INSERT INTO touchpoint SELECT uuid(), id, 'Greeting', '', '', FALSE, NULL, NULL, 0, NULL, NULL FROM stage"
        )
    store.close()
    store = open_store(path)
    assert touchpoints(store)["touchpoint"].tolist() == ["Greeting (By phone, Ring)", "Greeting (By phone, Talk)"]
    store.close()


def test_a_store_that_somebody_else_made_meanwhile_stays(tmp_path):
    path = tmp_path / "a.duckdb"
    store = open_store(path)
    add_place(store, "Hall")
    store.close()
    opening._make(str(path))
    store = open_store(path)
    assert (places(store), store.sentences) == (("Hall",), ())
    store.close()
    assert list(tmp_path.glob("*.new-*")) == []


def test_a_new_store_comes_about_where_files_cannot_be_linked(tmp_path, monkeypatch):
    def no_links(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    store = open_store(tmp_path / "a.duckdb")
    add_place(store, "Hall")
    assert places(store) == ("Hall",)
    store.close()


def test_a_change_of_the_tables_themselves_is_in_the_file_at_once(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    with store.writing() as cursor:
        cursor.execute("CREATE TABLE extra (number INTEGER)")
        assert {name: rows.read_all().num_rows for name, rows in tables(store)}["extra"] == 0
    assert not (tmp_path / "a.duckdb.wal").exists()
    store.close()


def test_what_rests_on_a_few_tables_is_cached_until_one_of_them_is_written(store):
    asked = []

    def ask():
        return store.cached_of(("place", "observer"), "who and where", lambda: asked.append(1) or len(asked))

    assert [ask(), ask()] == [1, 1]
    with store.writing() as cursor:
        cursor.execute("DELETE FROM customer_group")
        assert ask() == 1, "what was written is of another table"
    assert ask() == 1
    with store.writing():
        add_place(store, "Main hall")
        assert [ask(), ask()] == [2, 3], "it may be rolled back"
    assert [ask(), ask()] == [4, 4]
    with store.writing() as cursor:
        cursor.execute("CREATE TABLE another (id INTEGER)")
        assert ask() == 5
    assert [ask(), ask()] == [6, 6], "nobody can tell what was written"
    store.clear_cache()
    assert ask() == 7


def test_what_was_read_before_a_write_is_not_taken_for_what_stands_after_it(store):
    def work_out():
        there = places(store)
        add_place(store, "Main hall")
        return there

    assert store.cached_of(("place",), "where", work_out) == ()
    assert store.cached_of(("place",), "where", lambda: places(store)) == ("Main hall",)


def test_what_rests_on_a_few_tables_is_dropped_once_there_is_much_of_it(store):
    for number in range(MOST_OF_TABLES + 1):
        store.cached_of(("place",), number, lambda: "first")
    assert store.cached_of(("place",), 1, lambda: "again") == "first"
    assert store.cached_of(("place",), 0, lambda: "again") == "again"


@pytest.mark.parametrize(
    ("statement", "written"),
    [
        ("DELETE FROM place", {"place"}),
        ("UPDATE place SET name = 'Annex'", {"place"}),
        ("INSERT INTO observer (id, name) SELECT uuid(), 'KM'", {"observer"}),
        ("INSERT INTO \"place\" (id, name) SELECT uuid(), 'Annex'", {""}),
        ("SELECT id FROM place", set()),
    ],
)
def test_a_transaction_knows_which_tables_it_writes(store, statement, written):
    with store.writing() as recording:
        recording.execute(statement)
        assert recording.tables == written
