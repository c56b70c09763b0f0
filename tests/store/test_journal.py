"""The journal holds each change as it was made, gives it back as it was, and never half of one."""

from datetime import date, datetime
from uuid import UUID

import pytest

from audit.model.rating import Outcome
from audit.store.file.journal import Contents, Entry, Journal, contents

STORE = UUID("0192f0c1-6d5e-7c3a-9b1e-000000000001")
GIVEN = {
    "key": UUID("0192f0c1-6d5e-7c3a-9b1e-000000000002"),
    "moment": datetime(2026, 3, 12, 9, 41, 7, 123456),  # noqa: DTZ001  # the store keeps UTC without an offset
    "day": date(2026, 3, 12),
    "words": 'Größe "12"\n\u202eabc\x00',
    "outcome": Outcome.NEGATIVE,
    "number": 4,
    "share": 0.1,
    "flag": True,
    "nothing": None,
    "many": ["a", "b"],
}
CHANGES = [("INSERT INTO a VALUES ($key)", GIVEN), ("DELETE FROM a", None)]


@pytest.fixture
def journal(tmp_path):
    begun = Journal(tmp_path / "a.duckdb.journal")
    begun.begin(STORE, 7)
    yield begun
    begun.close()


def added(journal, *numbers):
    for number in numbers:
        with journal.holding(number, CHANGES):
            pass
    return journal.path


def test_a_change_comes_back_as_it_was_made(journal):
    (entry,) = contents(added(journal, 8)).entries
    assert entry.number == 8
    assert entry.statements[0] == ("INSERT INTO a VALUES ($key)", GIVEN)
    assert entry.statements[1] == ("DELETE FROM a", None)


def test_a_parameter_that_is_called_day_is_no_day(journal):
    with journal.holding(8, [("INSERT", {"day": "Monday"})]):
        pass
    assert contents(journal.path).entries[0].statements == (("INSERT", {"day": "Monday"}),)


def test_what_has_no_way_to_be_written_is_refused_and_leaves_no_line(journal):
    with pytest.raises(TypeError), journal.holding(8, [("INSERT", {"odd": object()})]):
        raise AssertionError
    assert contents(journal.path).entries == ()


def test_a_change_that_fails_is_taken_back(journal):
    added(journal, 8)
    with pytest.raises(ZeroDivisionError), journal.holding(9, CHANGES):
        raise ZeroDivisionError
    assert [entry.number for entry in contents(added(journal, 9)).entries] == [8, 9]


def test_a_journal_that_begins_anew_knows_where(journal):
    added(journal, 8, 9)
    journal.begin(STORE, 9)
    assert contents(journal.path) == Contents(STORE, 9, (), 9)
    assert [entry.number for entry in contents(added(journal, 10)).entries] == [10]


def test_a_journal_that_cannot_begin_anew_goes_on_as_it_was(journal, tmp_path):
    (tmp_path / "a.duckdb.journal.part").mkdir()
    with pytest.raises(IsADirectoryError):
        journal.begin(STORE, 9)
    assert [entry.number for entry in contents(added(journal, 8)).entries] == [8]


def test_a_journal_that_finds_no_room_to_begin_anew_goes_on_as_it_was(journal, tmp_path):
    (tmp_path / "a.duckdb.journal.part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        journal.begin(STORE, 9)
    assert [entry.number for entry in contents(added(journal, 8)).entries] == [8]
    assert [path.name for path in tmp_path.iterdir()] == ["a.duckdb.journal"]


def test_a_journal_that_was_not_begun_takes_nothing(tmp_path):
    with pytest.raises(FileNotFoundError), Journal(tmp_path / "none").holding(1, CHANGES):
        raise AssertionError
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_line_cut_short_in_writing_was_never_acknowledged(journal, cut):
    path = added(journal, 8, 9)
    full = path.read_bytes()
    path.write_bytes(full[:-cut])
    known = contents(path)
    assert [entry.number for entry in known.entries] == [8]
    assert known.until == 8


def test_a_line_that_cannot_be_read_leaves_a_gap_and_is_counted(journal):
    path = added(journal, 8, 9, 10)
    lines = path.read_bytes().split(b"\n")
    for place, numbers, until in ((2, [8, 10], 10), (3, [8, 9], 10)):
        damaged = [b"00000000 {}" if at == place else line for at, line in enumerate(lines)]
        path.write_bytes(b"\n".join(damaged))
        known = contents(path)
        assert [entry.number for entry in known.entries] == numbers
        assert known.until == until


@pytest.mark.parametrize("content", [b"", b"\n", b"junk\n", b"00000000 {}\n"])
def test_a_journal_whose_first_line_cannot_be_read_belongs_to_nobody(tmp_path, content):
    path = tmp_path / "j"
    path.write_bytes(content)
    assert contents(path) == Contents()


def test_a_first_line_that_names_no_store_belongs_to_nobody(journal):
    path = added(journal, 8)
    path.write_bytes(path.read_bytes().split(b"\n")[1] + b"\n")
    assert contents(path) == Contents()


def test_only_its_owner_can_read_a_journal(journal):
    assert journal.path.stat().st_mode & 0o077 == 0


def test_an_entry_is_told_apart_by_its_number_and_statements():
    assert Entry(1, ()) != Entry(2, ())
