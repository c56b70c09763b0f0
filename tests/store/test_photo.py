"""The files of photos: in backups and restores, in the check-up, and cleared away where nobody needs them."""

import os
import time
import zipfile
from uuid import UUID

import pytest

from audit.actions.photos import take_in_photo, withdraw_photo
from audit.actions.walks import record_walk_through
from audit.errors import BackupUnreadableError, PhotosBusyError, PhotoTooLargeError, StoreReadOnlyError
from audit.model.keys import new_key
from audit.model.search import Search
from audit.model.view import EVERYTHING
from audit.store import photo_files
from audit.store.journey import touchpoints
from audit.store.opening import open_store
from audit.store.photo import photo_count, photos_of
from audit.store.photo_files import add_part, delete_photo, photo_file, photos_of_store
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import check
from audit.store.upkeep.leftovers import clear_leftovers
from audit.store.upkeep.restoring import restore
from audit.store.voices import photo_alone_counts, photos_alone
from tests.builders import a_walk, an_observation, older_desk, with_desk
from tests.photographs import a_jpeg

ENTRY = new_key()
BEFORE_PHOTOS = 15  # the last migration of an audit that had none


@pytest.fixture
def store(new_audit, tmp_path):
    """Return an audit with two photos of one entry."""
    one = with_desk(open_store(new_audit(tmp_path / "a.duckdb")))
    for colour in ("#111111", "#222222"):
        take_in_photo(one, new_key(), ENTRY, a_jpeg(colour=colour), None)
    yield one
    one.close()


def names(store) -> set[str]:
    return {path.name for path in photos_of_store(store.path).iterdir()}


def aged(store) -> None:
    before = time.time() - 90_000
    for path in photos_of_store(store.path).iterdir():
        os.utime(path, (before, before))


def test_what_photos_alone_tell_is_counted_until_they_are_withdrawn(store):
    record_walk_through(store, a_walk(), [an_observation(id=ENTRY, what_happened="")])
    assert photo_alone_counts(store, EVERYTHING, Search()) == {"positive": 1, "negative": 0}
    assert photo_alone_counts(store, EVERYTHING, Search("desk")) == {}
    for key in photos_of(store, [ENTRY])["id"]:
        withdraw_photo(store, UUID(key), "KM", "Shows a badge")
    assert photo_alone_counts(store, EVERYTHING, Search()) == {}
    assert photos_alone(store, EVERYTHING, Search(), 9).empty


def test_a_backup_brings_the_photos_back(store, tmp_path):
    gone, *_ = photos_of(store, [ENTRY])["id"]
    withdraw_photo(store, UUID(gone), "KM", "Shows a badge")
    back_up(store, tmp_path / "a.backup")
    restore(tmp_path / "a.backup", tmp_path / "b" / "b.duckdb")
    other = open_store(tmp_path / "b" / "b.duckdb")
    assert names(other) == names(store)
    assert len(names(other)) == 2
    assert check(other) == []
    other.close()


def test_an_audit_from_before_there_were_photos_is_backed_up_as_it_stands(tmp_path):
    old = older_desk(tmp_path / "a.duckdb", BEFORE_PHOTOS)
    prints = back_up(old, tmp_path / "a.backup")
    old.close()
    assert "photo" not in prints
    restore(tmp_path / "a.backup", tmp_path / "b.duckdb")
    new = open_store(tmp_path / "b.duckdb")
    assert touchpoints(new)["touchpoint"].tolist() == ["Greeting", "Answer", "Invoice"]
    assert (photo_count(new, ENTRY), check(new)) == (0, [])
    new.close()


def test_a_restore_mends_a_photo_that_was_altered(store, tmp_path):
    back_up(store, tmp_path / "a.backup")
    store.close()
    mark = photos_of(open_store(tmp_path / "a.duckdb"), [ENTRY])["mark"][0]
    photo_file(store, mark).write_bytes(b"something else")
    restore(tmp_path / "a.backup", tmp_path / "a.duckdb")
    assert photo_file(store, mark).read_bytes().startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photos/../../elsewhere.jpg", b"\xff\xd8\xff"),
        (f"photos/{'0' * 64}.jpg", b"\xff\xd8\xff not what the name says"),
        (f"photos/{'0' * 64}-small.jpg", b"<script>"),
        (f"photos/{'0' * 64}-small.jpg", b"\xff\xd8\xff" + bytes(4_000_000)),
    ],
)
def test_a_backup_with_a_foreign_photo_is_refused_and_nothing_is_replaced(store, tmp_path, name, content):
    back_up(store, tmp_path / "a.backup")
    with zipfile.ZipFile(tmp_path / "a.backup", "a") as archive:
        archive.writestr(name, content)
    with pytest.raises(BackupUnreadableError):
        restore(tmp_path / "a.backup", tmp_path / "b" / "b.duckdb")
    assert not (tmp_path / "b" / "b.duckdb").exists()
    assert not list(tmp_path.rglob("elsewhere*"))


def test_a_photo_that_is_gone_keeps_no_backup_from_being_made(store, tmp_path):
    first, second = photos_of(store, [ENTRY])["mark"]
    photo_file(store, first).unlink()
    back_up(store, tmp_path / "a.backup")
    with zipfile.ZipFile(tmp_path / "a.backup") as archive:
        held = {name for name in archive.namelist() if name.startswith("photos/")}
    assert held == {f"photos/{first}-small.jpg", f"photos/{second}.jpg", f"photos/{second}-small.jpg"}


def test_the_check_up_finds_photos_that_are_gone_or_altered(store):
    first, second = photos_of(store, [ENTRY])["mark"]
    photo_file(store, first).unlink()
    photo_file(store, second).write_bytes(b"\xff\xd8\xff altered")
    assert check(store) == ["1 photo whose file is gone", "1 photo whose file was altered"]


def test_a_photo_may_wait_for_its_entry(store):
    assert check(store) == []


def test_what_no_row_names_and_what_was_withdrawn_is_cleared_away(store):
    marks = list(photos_of(store, [ENTRY])["mark"])
    folder = photos_of_store(store.path)
    stray, young = f"{'a' * 64}.jpg", f"{'b' * 64}.jpg"
    for name in (stray, "half.part", "holiday.jpg"):
        (folder / name).write_bytes(b"left by a kill")
    gone = photos_of(store, [ENTRY])["id"][0]
    with store.writing() as cursor:  # the server was killed before the files went
        cursor.execute("UPDATE photo SET withdrawn_at = arrived_at WHERE id = $id", {"id": gone})
    aged(store)
    (folder / young).write_bytes(b"its row is being written")
    assert clear_leftovers(store) == 4
    assert names(store) == {f"{marks[1]}.jpg", f"{marks[1]}-small.jpg", young, "holiday.jpg"}


def test_what_a_store_set_aside_may_name_stays(store, tmp_path):
    (photos_of_store(store.path) / f"{'a' * 64}.jpg").write_bytes(b"of the store before")
    (tmp_path / "a-before-restore-20260101-000000-000000.duckdb").write_bytes(b"the store before")
    aged(store)
    assert clear_leftovers(store) == 0


def test_parts_follow_on_and_are_counted(store):
    key = new_key()
    assert add_part(store, key, 0, b"abc", 6) == 3
    assert add_part(store, key, 0, b"abc", 6) == 3
    assert add_part(store, key, 5, b"f", 6) == 3
    assert add_part(store, key, 3, b"", 6) == 3
    with pytest.raises(PhotoTooLargeError):
        add_part(store, key, 3, b"defg", 6)
    assert add_part(store, key, 3, b"def", 6) == 6
    assert photo_files.arrived_content(store, key) == b"abcdef"


def test_only_so_many_photos_are_half_here_and_those_of_yesterday_make_room(store, monkeypatch):
    monkeypatch.setattr(photo_files, "MOST_ARRIVING", 2)
    for _ in range(2):
        add_part(store, new_key(), 0, b"a", 2)
    with pytest.raises(PhotosBusyError):
        add_part(store, new_key(), 0, b"a", 2)
    aged(store)
    assert add_part(store, new_key(), 0, b"a", 2) == 1


def test_a_folder_that_may_not_be_written_is_told_in_words(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    photos_of_store(store.path).write_text("a file stands where the folder should be")
    with pytest.raises(Exception, match=r"a\.duckdb\.photos") as told:
        add_part(store, new_key(), 0, b"a", 2)
    assert "Choose another place" in str(told.value) or isinstance(told.value, StoreReadOnlyError)
    store.close()


def test_deleting_a_photo_twice_does_no_harm(store):
    mark = photos_of(store, [ENTRY])["mark"][0]
    delete_photo(store, mark)
    delete_photo(store, mark)
    assert len(names(store)) == 2
