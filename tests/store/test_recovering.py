"""What was acknowledged is in the store when it is opened again, whatever became of DuckDB's own log."""

import shutil
import zlib

import duckdb
import pytest

from audit.errors import StoreDamagedError, StoreGoneError, StoreMissingError
from audit.model.keys import new_key
from audit.store.incoming import add_incoming_observations
from audit.store.observation import observation_count
from audit.store.opening import open_store
from audit.store.place import add_place, places
from tests.builders import observation_rows, with_desk

ALL = ("Annexe", "Hall", "Lab")


def as_killed(store, folder):
    """Return a copy of a store's files as they lie there while it is open, which is what a kill leaves behind."""
    folder.mkdir()
    for end in ("", ".wal", ".journal"):
        shutil.copy(f"{store.path}{end}", folder / f"a.duckdb{end}")
    return folder / "a.duckdb"


@pytest.fixture
def killed(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    for name in ALL:
        add_place(store, name)
    path = as_killed(store, tmp_path / "killed")
    store.close()
    return path


def opened_again(path):
    store = open_store(path)
    there, sentences = places(store), store.sentences
    store.close()
    return there, sentences


def log(path):
    return path.with_name("a.duckdb.wal")


def journal(path):
    return path.with_name("a.duckdb.journal")


def flip(path):
    """Change one byte of the log, so that DuckDB finds a wrong checksum; return what the log then holds.

    Which bytes it checks is DuckDB's own matter, so they are tried, on a copy, until it says so.
    """
    content = path.read_bytes()
    scratch = path.parent / "tried"
    scratch.mkdir()
    for at in range(40, len(content)):
        damaged = bytearray(content)
        damaged[at] ^= 0x41
        shutil.copy(path.with_suffix(""), scratch / "a.duckdb")
        (scratch / "a.duckdb.wal").write_bytes(damaged)
        try:
            duckdb.connect(str(scratch / "a.duckdb")).close()
        except duckdb.Error:
            path.write_bytes(damaged)
            return bytes(damaged)
    raise AssertionError


def test_a_store_that_was_killed_needs_nothing_written_again(killed):
    assert opened_again(killed) == (ALL, ())


@pytest.mark.parametrize("damage", ["deleted", "emptied", "cut", "overwritten"])
def test_what_a_damaged_log_lost_is_written_again_and_told(killed, damage):
    full = log(killed).read_bytes()
    if damage == "deleted":
        log(killed).unlink()
    else:
        log(killed).write_bytes(
            {"emptied": b"", "cut": full[: len(full) // 2], "overwritten": b"x" * len(full)}[damage]
        )
    there, sentences = opened_again(killed)
    assert there == ALL
    assert any("written again from its journal. Nothing that was saved is lost." in sentence for sentence in sentences)
    assert opened_again(killed) == (ALL, ())


def test_a_log_that_cannot_be_read_is_set_aside(killed):
    flip(log(killed))
    there, sentences = opened_again(killed)
    assert there == ALL
    (aside,) = killed.parent.glob("a.duckdb.wal-*")
    assert f"was set aside as {aside.name}" in sentences[0]


def test_a_log_that_cannot_be_read_and_no_journal_is_told_as_damage_and_left_there(killed):
    damaged = flip(log(killed))
    journal(killed).unlink()
    with pytest.raises(StoreDamagedError, match="moments restore"):
        open_store(killed)
    assert log(killed).read_bytes() == damaged


def test_where_the_file_itself_is_damaged_the_log_stays_beside_it(killed):
    killed.write_bytes(b"junk" * 4096)
    before = log(killed).read_bytes()
    with pytest.raises(StoreDamagedError):
        open_store(killed)
    assert log(killed).read_bytes() == before


def test_one_change_is_told_as_one(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    add_place(store, "Hall")
    path = as_killed(store, tmp_path / "killed")
    store.close()
    log(path).unlink()
    assert opened_again(path)[1][0].startswith("One saved change was missing")


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_lost_change_whose_line_cannot_be_read_is_told_as_lost(killed, place):
    log(killed).unlink()
    lines = journal(killed).read_bytes().split(b"\n")
    lines[place] = b"00000000 {}"
    journal(killed).write_bytes(b"\n".join(lines))
    there, sentences = opened_again(killed)
    assert there == ALL[: place - 1]
    assert "could not be written again" in sentences[-1]
    assert "Nothing that was saved is lost" not in " ".join(sentences)
    assert list(killed.parent.glob("a.duckdb.journal-*"))


def test_where_log_and_journal_are_both_cut_nobody_is_told_that_nothing_is_lost(killed):
    log(killed).unlink()
    journal(killed).write_bytes(journal(killed).read_bytes()[:-30])
    there, sentences = opened_again(killed)
    assert there == ALL[:2]
    assert "Nothing that was saved is lost" not in " ".join(sentences)
    assert "ends in the middle of a change. It was set aside" in sentences[-1]


def test_a_line_cut_short_beside_a_whole_log_is_no_matter(killed):
    with journal(killed).open("ab") as file:
        file.write(b"12345678 {half")
    assert opened_again(killed) == (ALL, ())


def test_a_change_that_cannot_be_made_again_is_told_as_lost(killed):
    log(killed).unlink()
    store = open_store(killed)
    store.close()
    store = open_store(killed)
    with store.writing() as cursor:
        cursor.execute("INSERT INTO place (id, name, batch_id) VALUES ($id, 'Yard', NULL)", {"id": new_key()})
    again = as_killed(store, killed.parent / "again")
    store.close()
    log(again).unlink()
    text = journal(again).read_text().replace("Yard", "Hall")
    head, line, _ = text.split("\n")
    content = line.split(" ", 1)[1]
    journal(again).write_text(f"{head}\n{zlib.crc32(content.encode()):08x} {content}\n")
    there, sentences = opened_again(again)
    assert there == ALL
    assert "holds one change that could not be written again" in sentences[0]


def test_a_journal_of_another_audit_is_set_aside(killed, tmp_path):
    other = open_store(tmp_path / "other.duckdb")
    other.close()
    shutil.copy(tmp_path / "other.duckdb.journal", journal(killed))
    there, sentences = opened_again(killed)
    assert there == ALL
    assert "belongs to another audit" in sentences[0]


def test_a_journal_that_cannot_be_read_is_set_aside(killed):
    journal(killed).write_bytes(b"junk\n")
    there, sentences = opened_again(killed)
    assert there == ALL
    assert "cannot be read" in sentences[0]


def test_an_older_copy_of_the_file_is_told_as_one(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    add_place(store, "Hall")
    store.fold()
    store.close()
    (tmp_path / "old").mkdir()
    shutil.copy(tmp_path / "a.duckdb", tmp_path / "old" / "a.duckdb")
    store = open_store(tmp_path / "a.duckdb")
    add_place(store, "Lab")
    add_place(store, "Annexe")
    store.close()
    shutil.copy(tmp_path / "old" / "a.duckdb", tmp_path / "a.duckdb")
    there, sentences = opened_again(tmp_path / "a.duckdb")
    assert there == ("Hall",)
    assert "lacks 2 changes: the file is an older copy, or damaged" in sentences[0]


def test_a_store_without_its_journal_says_what_cannot_be_known_once_and_begins_one(killed):
    journal(killed).unlink()
    there, (sentence,) = opened_again(killed)
    assert there == ALL
    assert "nothing can tell whether the audit holds all that was saved" in sentence
    assert opened_again(killed) == (ALL, ())
    store = open_store(killed)
    add_place(store, "Yard")
    store.close()
    assert journal(killed).exists()


def test_what_came_as_a_whole_table_is_in_the_file_before_it_is_acknowledged(tmp_path):
    store = with_desk(open_store(tmp_path / "a.duckdb"))
    add_incoming_observations(store, observation_rows({}, {}), new_key())
    (tmp_path / "killed").mkdir()
    shutil.copy(store.path, tmp_path / "killed" / "a.duckdb")
    store.close()
    again = open_store(tmp_path / "killed" / "a.duckdb")
    assert observation_count(again) == 2
    again.close()


def test_a_store_from_before_the_journal_gets_one(tmp_path):
    path = tmp_path / "a.duckdb"
    open_store(path, last=5).close()
    assert not journal(path).exists()
    store = open_store(path)
    add_place(store, "Hall")
    store.close()
    assert journal(path).exists()
    assert opened_again(path) == (("Hall",), ())


def test_beside_a_store_from_before_the_journal_a_journal_is_another_audits(tmp_path, killed):
    path = tmp_path / "b" / "a.duckdb"
    path.parent.mkdir()
    open_store(path, last=5).close()
    shutil.copy(journal(killed), journal(path))
    assert "belongs to another audit" in opened_again(path)[1][0]


@pytest.mark.parametrize("left", [".journal", ".wal"])
def test_a_store_that_is_gone_is_not_begun_anew(killed, left):
    for end in {"", ".journal", ".wal"} - {left}:
        killed.with_name(f"a.duckdb{end}").unlink()
    with pytest.raises(StoreGoneError, match=rf"a\.duckdb\{left} beside it shows"):
        open_store(killed)
    assert not killed.exists()


def test_a_store_that_has_to_be_there_is_not_made(tmp_path):
    with pytest.raises(StoreMissingError, match="--store"):
        open_store(tmp_path / "none" / "a.duckdb", must_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_an_emptied_file_is_damaged(killed):
    killed.write_bytes(b"")
    with pytest.raises(StoreDamagedError, match="the file is empty"):
        open_store(killed)
