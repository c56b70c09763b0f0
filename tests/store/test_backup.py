"""A backup holds the whole audit, proves it, and never replaces anything by half."""

import json
import subprocess
import sys
import zipfile

import pytest

from audit.errors import (
    BackupTooNewError,
    BackupUnreadableError,
    OwnFileRefusedError,
    RestoreFailedError,
    StoreInUseError,
)
from audit.model.keys import new_key
from audit.store.incoming import add_incoming_observations
from audit.store.observation import observation_count
from audit.store.opening import open_store
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import LEADS_TO, check
from audit.store.upkeep.fingerprint import fingerprints, tables
from audit.store.upkeep.restoring import prove, restore
from tests.builders import observation_rows, with_desk


def an_audit(path, rows=3):
    store = with_desk(open_store(path))
    add_incoming_observations(store, observation_rows(*[{"signals": "personal"}] * rows), new_key())
    return store


def test_what_comes_back_equals_what_was_backed_up(tmp_path):
    store = an_audit(tmp_path / "a.duckdb")
    prints = back_up(store, tmp_path / "out" / "a.backup")
    assert list(store.backups.iterdir()) == []
    store.close()
    assert restore(tmp_path / "out" / "a.backup", tmp_path / "b.duckdb")["observation"] == prints["observation"]
    store = open_store(tmp_path / "b.duckdb")
    assert {name: result for name, result in fingerprints(store).items() if name != "migration"} == {
        name: result for name, result in prints.items() if name != "migration"
    }
    store.close()


def test_what_was_there_is_set_aside(tmp_path):
    store = an_audit(tmp_path / "a.duckdb")
    back_up(store, tmp_path / "a.backup")
    add_incoming_observations(store, observation_rows({}), new_key())
    store.close()
    restore(tmp_path / "a.backup", tmp_path / "a.duckdb")
    (aside,) = tmp_path.glob("a-before-restore-*.duckdb")
    counts = []
    for path in (tmp_path / "a.duckdb", aside):
        store = open_store(path)
        counts.append(observation_count(store))
        store.close()
    assert counts == [3, 4]


@pytest.mark.parametrize(
    "damage", ["not a zip", "no manifest", "odd manifest", "table missing", "table changed", "table junk"]
)
def test_a_damaged_backup_changes_nothing(tmp_path, damage):
    store = an_audit(tmp_path / "a.duckdb")
    back_up(store, tmp_path / "a.backup")
    store.close()
    (tmp_path / "bad.backup").write_bytes(damaged((tmp_path / "a.backup"), damage, tmp_path))
    before = (tmp_path / "a.duckdb").read_bytes()
    with pytest.raises(BackupUnreadableError, match="nothing was changed"):
        restore(tmp_path / "bad.backup", tmp_path / "a.duckdb")
    assert (tmp_path / "a.duckdb").read_bytes() == before
    assert list(tmp_path.glob("a-*")) == []


def damaged(backup, damage, folder):
    if damage == "not a zip":
        return b"PK\x03\x04 nothing"
    out = folder / "out.zip"
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(out, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        manifest = json.loads(parts["manifest.json"])
        manifest["tables"]["observation"][0] = "2"
        harm = {
            "no manifest": {"manifest.json": None},
            "odd manifest": {"manifest.json": b"[]"},
            "table missing": {"place.parquet": None},
            "table junk": {"place.parquet": b"junk"},
            "table changed": {"manifest.json": json.dumps(manifest).encode()},
        }[damage]
        for name, content in (parts | harm).items():
            if content is not None:
                target.writestr(name, content)
    return out.read_bytes()


def test_restoring_over_a_store_in_use_is_refused(tmp_path):
    store = an_audit(tmp_path / "a.duckdb")
    back_up(store, tmp_path / "a.backup")
    store.close()
    code = (
        "import sys; from audit.store.opening import open_store; "
        f"store = open_store({str(tmp_path / 'a.duckdb')!r}); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(StoreInUseError):
            restore(tmp_path / "a.backup", tmp_path / "a.duckdb")
        other.stdin.close()


def test_every_table_can_be_read_in_batches(desk):
    rows = {name: reader.read_all().num_rows for name, reader in tables(desk)}
    assert rows["touchpoint"] == 3
    assert set(rows) == set(fingerprints(desk))


def test_a_whole_store_has_no_findings(tmp_path):
    store = an_audit(tmp_path / "a.duckdb")
    with store.writing() as cursor:
        cursor.execute("UPDATE observation SET batch_id = NULL")
    assert check(store) == []
    with store.writing() as cursor:
        cursor.execute("DELETE FROM touchpoint")
    assert check(store) == ["3 anchors without their touchpoint", "3 observations without their touchpoint"]
    store.close()


def test_the_check_up_follows_every_column_that_leads_somewhere(desk):
    with desk.reading() as cursor:
        rows = cursor.execute("SELECT table_name, column_name FROM information_schema.columns").fetchall()
    stored = set(fingerprints(desk))
    assert {name for table, name in rows if table in stored and name.endswith("_id")} == {
        *LEADS_TO,
        "entry_id",  # what a photo was taken for may arrive after it
        "noun_id",
        "pair_id",
    }
    assert {table for table, _ in LEADS_TO.values()} <= stored


def test_recipes_and_templates_of_ones_own_go_with_the_backup_and_come_back(tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path / "home"))
    own = tmp_path / "home" / "recipes" / "ours.toml"
    own.parent.mkdir(parents=True)
    own.write_text("name = 'ours'")
    store = an_audit(tmp_path / "a.duckdb")
    back_up(store, tmp_path / "a.backup")
    store.close()
    own.unlink()
    restore(tmp_path / "a.backup", tmp_path / "a.duckdb")
    assert own.read_text() == "name = 'ours'"


def test_a_backup_that_would_write_elsewhere_changes_nothing(tmp_path):
    store = an_audit(tmp_path / "a.duckdb")
    back_up(store, tmp_path / "a.backup")
    store.close()
    with zipfile.ZipFile(tmp_path / "a.backup", "a") as archive:
        archive.writestr("own/recipes/../../../elsewhere.toml", "name = 'x'")
    with pytest.raises(OwnFileRefusedError):
        restore(tmp_path / "a.backup", tmp_path / "a.duckdb")
    assert list(tmp_path.glob("a-*")) == []


def test_a_backup_of_a_newer_app_is_not_called_damaged(tmp_path):
    store = an_audit(tmp_path / "a.duckdb")
    back_up(store, tmp_path / "a.backup")
    store.close()
    with zipfile.ZipFile(tmp_path / "a.backup") as source, zipfile.ZipFile(tmp_path / "newer.backup", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | {"migration": 999}).encode()
            target.writestr(name, content)
    with pytest.raises(BackupTooNewError, match="update the app"):
        restore(tmp_path / "newer.backup", tmp_path / "b.duckdb")


def test_a_store_without_a_journal_is_set_aside_too(tmp_path):
    store = an_audit(tmp_path / "a.duckdb")
    back_up(store, tmp_path / "a.backup")
    store.close()
    (tmp_path / "a.duckdb.journal").unlink()
    restore(tmp_path / "a.backup", tmp_path / "a.duckdb")
    assert len(list(tmp_path.glob("a-before-restore-*.duckdb"))) == 1
    store = open_store(tmp_path / "a.duckdb")
    assert (observation_count(store), store.sentences) == (3, ())
    store.close()


def test_what_does_not_read_as_it_was_loaded_is_told_as_failed(tmp_path):
    an_audit(tmp_path / "a.duckdb").close()
    with pytest.raises(RestoreFailedError, match="another disk"):
        prove(tmp_path / "a.duckdb", {})
