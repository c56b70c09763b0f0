"""The served store is folded and backed up by itself, tells whether it is ready, and backs up when asked rightly."""

import logging
import os

import pytest
from starlette.applications import Starlette

from audit.actions import people
from audit.store.device import devices
from audit.store.file.announcing import Note, announced, new_note, note_beside
from audit.store.opened import close_served, opened, served
from audit.store.place import add_place, places
from audit.store.upkeep.restoring import restore
from audit.web import upkeep
from tests.web.present.window import Window

NOTE = Note("http://127.0.0.1:8501", "the key")


@pytest.fixture
def kept(new_audit, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDIT_STORE", str(new_audit(tmp_path / "audit.duckdb")))
    monkeypatch.delenv("MOMENTS_BACKUP_EVERY", raising=False)
    yield served()
    close_served()


def asked(note=NOTE):
    return Window(Starlette(routes=upkeep.upkeep_routes(note)))


def test_what_was_written_is_folded_and_backed_up(kept):
    add_place(kept, "Hall")
    assert os.path.exists(f"{kept.path}.wal")  # noqa: PTH110  # one name beside another
    upkeep.keep_up()
    assert not os.path.exists(f"{kept.path}.wal")  # noqa: PTH110  # as above
    assert len(list(kept.backups.glob("audit-*.backup"))) == 1


def test_when_phones_were_here_is_written_with_the_upkeep_and_once_more_at_the_end(kept):
    cookie = people.accept(kept, people.invite(kept, people.add_person(kept, "KM").id), "")
    people.recognise(kept, cookie)
    upkeep.keep_up()
    assert not kept.device_uses.waiting()
    people.recognise(kept, cookie)
    (device,) = devices(kept)
    close_served()
    assert devices(served()) == (device,)


def test_trouble_in_upkeep_is_logged_in_words_and_stops_nothing(kept, monkeypatch, caplog):
    add_place(kept, "Hall")
    monkeypatch.setenv("MOMENTS_BACKUP_EVERY", "now and then")
    with caplog.at_level(logging.ERROR, "moments"):
        upkeep.keep_up()
    assert "MOMENTS_BACKUP_EVERY says 'now and then'" in caplog.text
    assert places(kept) == ("Hall",)


def test_what_nobody_foresaw_is_logged_whole_and_the_next_job_is_done(kept, monkeypatch, caplog):
    add_place(kept, "Hall")
    monkeypatch.setattr(type(kept), "fold", lambda _: 1 / 0)
    with caplog.at_level(logging.ERROR, "moments"):
        upkeep.keep_up()
    assert "ZeroDivisionError" in caplog.text
    assert "give the steward this reference" in caplog.text
    assert len(list(kept.backups.glob("audit-*.backup"))) == 1


def test_a_store_that_can_be_read_is_ready(kept):
    add_place(kept, "Hall")
    answer = asked().get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "store": "ok",
        "room_mb": answer.json()["room_mb"],
        "has_room": True,
        "last_backup": None,
        "backup_age_hours": None,
    }
    upkeep.keep_up()
    later = asked().get("/ready").json()
    assert later["last_backup"]
    assert later["backup_age_hours"] == 0


def test_a_disk_without_room_is_not_ready(kept, monkeypatch):
    monkeypatch.setattr(upkeep, "LEAST_ROOM", 10**12)
    answer = asked().get("/ready")
    assert answer.status_code == 503
    assert answer.json()["ready"] is answer.json()["has_room"] is False
    assert places(kept) == ()


def test_a_store_that_cannot_be_read_is_not_ready(tmp_path, monkeypatch):
    path = tmp_path / "broken.duckdb"
    path.write_text("no audit")
    monkeypatch.setenv("AUDIT_STORE", str(path))
    answer = asked().get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "store": "cannot be read"}


def test_whoever_holds_the_key_is_given_a_backup_that_restores(kept, tmp_path):
    add_place(kept, "Hall")
    answer = asked().post("/upkeep/backup", b"", {"x-moments-key": "the key"})
    (tmp_path / "asked.backup").write_bytes(answer.body)
    assert list(kept.backups.iterdir()) == []
    restore(tmp_path / "asked.backup", tmp_path / "b.duckdb")
    again = opened(str(tmp_path / "b.duckdb"))
    assert places(again) == ("Hall",)


@pytest.mark.parametrize(("note", "headers"), [(NOTE, {}), (NOTE, {"x-moments-key": "guess"}), (None, {})])
def test_nobody_else_is_given_one(kept, note, headers):
    answer = asked(note).post("/upkeep/backup", b"", headers)
    assert answer.status_code == 403
    assert not kept.backups.exists()


def test_a_backup_that_cannot_be_made_says_why(kept):
    kept.backups.write_text("a file where the folder should be")
    answer = asked().post("/upkeep/backup", b"", {"x-moments-key": "the key"})
    assert answer.status_code == 507
    assert "cannot be used here" in answer.text


def test_a_note_lies_beside_the_store_only_while_it_is_served(tmp_path):
    path = tmp_path / "a.duckdb"
    note = new_note("http://127.0.0.1:1")
    with announced(path, note):
        assert note_beside(path) == note
        assert (tmp_path / "a.duckdb.serving").stat().st_mode & 0o077 == 0
    assert note_beside(path) is None


@pytest.mark.parametrize("content", ["", "junk", "[]", "{}"])
def test_a_note_that_cannot_be_read_is_none(tmp_path, content):
    (tmp_path / "a.duckdb.serving").write_text(content)
    assert note_beside(tmp_path / "a.duckdb") is None
