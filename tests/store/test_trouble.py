"""Trouble with the file is told in words, and the store goes on once it is over, without a restart."""

import errno
import subprocess
import sys
import threading

import duckdb
import pytest

from audit.errors import (
    PlaceUnusableError,
    StoreDamagedError,
    StoreForeignError,
    StoreFullError,
    StoreInUseError,
    StoreReadOnlyError,
    StoreStuckError,
)
from audit.store.file.trouble import breaks, in_words, worded
from audit.store.opening import open_store
from audit.store.place import add_place, places
from tests.conftest import ROOT

# A limit on the size of any file stands for a full disk: it needs no rights, and can be lifted within the process.
FULL = """
import resource, sys
from pathlib import Path
from audit.errors import StoreFullError
from audit.store.opening import open_store
from audit.store.place import add_place, places

def limited(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def refused(act):
    try:
        act()
    except StoreFullError as problem:
        return str(problem)
    raise SystemExit("nothing was refused")

def fill():
    with store.writing() as cursor:
        cursor.execute("INSERT INTO place (id, name) SELECT uuid(), range || repeat(' long', 200) FROM range(400)")

store = open_store(sys.argv[1])
add_place(store, "Hall")
size = Path(sys.argv[1]).stat().st_size
"""


def in_a_child(code, path):
    """Run `code` behind `FULL` on the store at `path`, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", FULL + code, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_save_that_finds_no_room_is_refused_and_works_once_there_is_some(tmp_path):
    text = in_a_child(
        "limited(100)\n"
        "print(refused(lambda: add_place(store, 'Lab')))\n"
        "print(places(store))\n"
        "limited(resource.RLIM_INFINITY)\n"
        "add_place(store, 'Lab'); print(places(store))\n"
        "store.close(); print(places(open_store(sys.argv[1])))\n",
        tmp_path / "a.duckdb",
    )
    refusal, before, after, again = text.splitlines()
    assert refusal.startswith("There is no room left on the disk")
    assert (before, after, again) == ("('Hall',)", "('Hall', 'Lab')", "('Hall', 'Lab')")


def test_where_only_the_log_finds_no_room_the_journal_takes_its_line_back(tmp_path):
    text = in_a_child(
        "fill(); journal = Path(sys.argv[1] + '.journal'); before = journal.read_bytes()\n"
        "def lengthen():\n"
        "    with store.writing() as cursor: cursor.execute(\"UPDATE place SET name = name || repeat('x', 9000)\")\n"
        "limited(1_000_000)\n"
        "refused(lengthen)\n"
        "print(journal.read_bytes() == before, max(map(len, places(store))) < 2000)\n",
        tmp_path / "a.duckdb",
    )
    assert text == "True True\n"


def test_a_fold_that_finds_no_room_breaks_nothing_for_good(tmp_path):
    text = in_a_child(
        "fill(); limited(size)\n"
        "refused(store.fold); print(len(places(store)))\n"
        "refused(lambda: add_place(store, 'Lab')); print(len(places(store)))\n"
        "limited(resource.RLIM_INFINITY)\n"
        "add_place(store, 'Lab'); store.fold(); print(len(places(store)))\n"
        "store.close(); again = open_store(sys.argv[1]); print(len(places(again)), again.sentences)\n",
        tmp_path / "a.duckdb",
    )
    assert text.splitlines() == ["401", "401", "402", "402 ()"]


def test_a_store_that_cannot_be_folded_as_it_closes_is_whole_when_it_opens(tmp_path):
    text = in_a_child(
        "fill(); limited(size); store.close(); limited(resource.RLIM_INFINITY)\n"
        "print(len(places(open_store(sys.argv[1]))))\n",
        tmp_path / "a.duckdb",
    )
    assert text == "401\n"


def test_a_new_store_that_finds_no_room_leaves_nothing_behind(tmp_path):
    text = in_a_child("limited(1000)\nprint(refused(lambda: open_store(sys.argv[1] + '.2')))\n", tmp_path / "a.duckdb")
    assert text.startswith("There is no room left")
    assert list(tmp_path.glob("*.2*")) == []


def test_whoever_reads_while_the_file_is_opened_anew_is_asked_to_try_again(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    add_place(store, "Hall")
    with pytest.raises(StoreStuckError, match="Try again in a moment"), store.reading() as held:
        store._file._is_broken = True
        other = threading.Thread(target=lambda: add_place(store, "Lab"))
        other.start()
        other.join()
        held.execute("SELECT 1")
    assert places(store) == ("Hall", "Lab")
    store.close()


def test_a_journal_that_is_no_file_is_told_in_words(tmp_path):
    open_store(tmp_path / "a.duckdb").close()
    (tmp_path / "a.duckdb.journal").unlink()
    (tmp_path / "a.duckdb.journal").mkdir()
    with pytest.raises(PlaceUnusableError, match=r"a\.duckdb\.journal cannot be used here"):
        open_store(tmp_path / "a.duckdb")


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (duckdb.IOException("IO Error: Could not write file: No space left on device"), StoreFullError),
        (OSError(errno.ENOSPC, "No space left on device"), StoreFullError),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), StoreFullError),
        (duckdb.IOException("IO Error: Cannot open file: Permission denied"), StoreReadOnlyError),
        (OSError(errno.EROFS, "Read-only file system"), StoreReadOnlyError),
        (duckdb.IOException("IO Error: Could not set lock on file"), StoreInUseError),
        (duckdb.FatalException("FATAL Error: database has been invalidated because of"), StoreStuckError),
        (duckdb.IOException("IO Error: Corrupt database file"), StoreDamagedError),
        (duckdb.Error("Failed to deserialize: field id mismatch"), StoreDamagedError),
    ],
)
def test_each_trouble_has_its_own_words(problem, kind):
    assert isinstance(in_words(problem, "a.duckdb"), kind)


@pytest.mark.parametrize(
    "problem", [duckdb.ConstraintException("Duplicate key"), OSError(errno.ENOENT, "No such file")]
)
def test_what_is_no_trouble_of_the_file_is_left_as_it_is(problem):
    assert in_words(problem, "a.duckdb") is None
    with pytest.raises(type(problem)), worded("a.duckdb"):
        raise problem


def test_the_file_that_gave_trouble_is_the_one_that_is_named():
    with pytest.raises(StoreFullError, match=r"out\.zip"), worded("a.duckdb"):
        raise OSError(errno.ENOSPC, "No space left on device", "out.zip")


@pytest.mark.parametrize(
    ("problem", "is_broken"),
    [
        (duckdb.FatalException("FATAL Error: checkpoint"), True),
        (duckdb.Error("database has been invalidated because of a previous fatal error"), True),
        (duckdb.TransactionException("Failed to commit: Could not write file"), True),
        (duckdb.TransactionException("Failed to commit: PRIMARY KEY constraint violated"), False),
    ],
)
def test_what_leaves_the_instance_unusable_is_known(problem, is_broken):
    assert breaks(problem) is is_broken


def test_a_database_of_another_program_is_left_as_it_is(tmp_path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE orders (id INTEGER)")
    with pytest.raises(StoreForeignError, match="nothing in it was changed"):
        open_store(path)
    with duckdb.connect(str(path)) as other:
        assert other.execute("SELECT table_name FROM information_schema.tables").fetchall() == [("orders",)]


def test_a_folder_that_is_no_folder_is_told_in_words(tmp_path):
    (tmp_path / "a").write_text("a file")
    with pytest.raises(StoreReadOnlyError, match="choose another place"):
        open_store(tmp_path / "a" / "b.duckdb")


def test_a_bug_in_a_statement_is_no_trouble_of_the_file(store):
    with pytest.raises(duckdb.BinderException), store.reading() as cursor:
        cursor.execute("SELECT nothing FROM place")
