"""The store backs itself up when something was written since, and keeps so many backups and no more."""

from datetime import timedelta

import pytest

from audit.errors import OutExistsError, SettingError
from audit.model.clock import utc_now
from audit.store.opening import open_store
from audit.store.place import add_place, places
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.restoring import restore
from audit.store.upkeep.rotation import Rotation, back_up_when_due, last_backup, rotation_of

AT_ONCE = Rotation(timedelta(0), 3)


@pytest.fixture
def backups_of_days(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    yield store
    store.close()


def aged(backup, by):
    """Give a backup the name it would have had `by` earlier, and return its path."""
    moment = utc_now() - by
    return backup.rename(backup.with_name(f"a-{moment:%Y%m%d-%H%M%S}.backup"))


def test_a_new_store_that_nobody_wrote_to_needs_no_backup(backups_of_days):
    assert back_up_when_due(backups_of_days, AT_ONCE) is None
    assert last_backup(backups_of_days) is None


def test_a_first_backup_is_made_once_something_is_written(backups_of_days, tmp_path):
    add_place(backups_of_days, "Hall")
    backup = back_up_when_due(backups_of_days, Rotation())
    assert last_backup(backups_of_days) <= utc_now()
    restore(backup, tmp_path / "again" / "b.duckdb")
    again = open_store(tmp_path / "again" / "b.duckdb")
    assert places(again) == ("Hall",)
    again.close()


def test_the_next_one_is_made_after_its_time_and_only_for_something_new(backups_of_days):
    add_place(backups_of_days, "Hall")
    first = back_up_when_due(backups_of_days, Rotation())
    add_place(backups_of_days, "Lab")
    assert back_up_when_due(backups_of_days, Rotation()) is None
    aged(first, timedelta(days=1, minutes=1))
    assert back_up_when_due(backups_of_days, Rotation()) is not None
    assert back_up_when_due(backups_of_days, AT_ONCE) is None


def test_a_backup_that_cannot_be_read_counts_as_old(backups_of_days):
    add_place(backups_of_days, "Hall")
    old = aged(back_up_when_due(backups_of_days, Rotation()), timedelta(days=2))
    old.write_bytes(b"junk")
    assert back_up_when_due(backups_of_days, Rotation()) is not None


def test_only_so_many_are_kept_and_nobody_elses_are_dropped(backups_of_days):
    for days in range(5, 0, -1):
        add_place(backups_of_days, f"Room {days}")
        aged(back_up_when_due(backups_of_days, AT_ONCE), timedelta(days=days))
    own = backups_of_days.backups / "before the move.backup"
    back_up(backups_of_days, own)
    add_place(backups_of_days, "Hall")
    newest = back_up_when_due(backups_of_days, AT_ONCE)
    left = sorted(path.name for path in backups_of_days.backups.glob("a-*.backup"))
    assert len(left) == 3
    assert left[-1] == newest.name
    assert own.exists()


def test_backups_can_be_switched_off(backups_of_days):
    add_place(backups_of_days, "Hall")
    assert back_up_when_due(backups_of_days, rotation_of({"MOMENTS_BACKUP_EVERY": "off"})) is None


@pytest.mark.parametrize(
    ("settings", "rotation"),
    [
        ({}, Rotation(timedelta(days=1), 14)),
        ({"MOMENTS_BACKUP_EVERY": "6h", "MOMENTS_BACKUP_KEEP": "30"}, Rotation(timedelta(hours=6), 30)),
        ({"MOMENTS_BACKUP_EVERY": "30m"}, Rotation(timedelta(minutes=30), 14)),
    ],
)
def test_the_settings_say_how_often_and_how_many(settings, rotation):
    assert rotation_of(settings) == rotation


@pytest.mark.parametrize(
    "settings",
    [
        {"MOMENTS_BACKUP_EVERY": "daily"},
        {"MOMENTS_BACKUP_EVERY": "0d"},
        {"MOMENTS_BACKUP_KEEP": "none"},
        {"MOMENTS_BACKUP_KEEP": "0"},
    ],
)
def test_a_setting_that_cannot_be_followed_says_how_to_write_it(settings):
    (name,) = settings
    with pytest.raises(SettingError, match=f"{name} says .*; write a number"):
        rotation_of(settings)


def test_a_file_that_is_there_is_not_written_over(backups_of_days, tmp_path):
    out = tmp_path / "mine.backup"
    out.write_text("something else")
    with pytest.raises(OutExistsError, match="--replace"):
        back_up(backups_of_days, out)
    assert out.read_text() == "something else"
    back_up(backups_of_days, out, replace=True)
    assert out.read_bytes()[:2] == b"PK"
    assert [path.name for path in tmp_path.glob("*.part")] == []
