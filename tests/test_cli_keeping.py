"""The commands that keep the audit safe say what they found, make nothing that was not asked for, and lose nothing."""

import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.request import urlopen

import duckdb
import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.store.file.announcing import announced, new_note
from audit.store.opening import open_store
from audit.store.place import add_place, places
from tests.conftest import ROOT


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.duckdb"


@pytest.fixture
def moments(path):
    """Return a way to run the command on a store of its own."""

    def run(*words):
        return CliRunner().invoke(main, list(words), env={"AUDIT_STORE": str(path)})

    return run


@pytest.fixture
def audit(path):
    """Return the path of a store with one place in it."""
    store = open_store(path)
    add_place(store, "Hall")
    store.close()
    return path


def in_words(result, words):
    """Whether a command was refused in a sentence that holds `words`, without a trace."""
    return result.exit_code == 1 and words in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "words", [["check"], ["backup", "out.backup"], ["export", "out"], ["measure", "rater"], ["deck", "out.pptx"]]
)
def test_a_mistyped_store_is_refused_and_nothing_is_made(moments, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    assert in_words(moments(*words), "There is no audit at")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_gone_is_told_so(moments, audit):
    audit.unlink()
    assert in_words(moments("check"), "audit.duckdb.journal beside it shows that it was there")
    assert in_words(moments("sample"), "is gone")
    assert not audit.exists()


def test_check_tells_what_had_to_be_written_again(moments, audit, tmp_path):
    store = open_store(audit)
    add_place(store, "Lab")
    for end in ("", ".journal"):
        shutil.copy(f"{audit}{end}", tmp_path / f"killed.duckdb{end}")
    store.close()
    for end in ("", ".journal"):
        shutil.copy(tmp_path / f"killed.duckdb{end}", f"{audit}{end}")
    found = moments("check")
    assert found.exit_code == 0
    assert "One saved change was missing" in found.stderr
    assert found.stdout == "What is there now is sound.\n"
    assert moments("check").stdout == "All is well.\n"


def test_a_damaged_store_is_told_as_one_and_restored(moments, audit, tmp_path):
    out = tmp_path / "a.backup"
    assert moments("backup", str(out)).exit_code == 0
    audit.write_bytes(audit.read_bytes()[:4096] + b"\xff" * 200_000)
    assert in_words(moments("check"), "moments restore")
    assert moments("restore", str(out)).exit_code == 0
    assert moments("check").stdout == "All is well.\n"


@pytest.mark.parametrize("there", ["nothing", "an empty file", "junk", "a database of another program", "a log"])
def test_restore_works_over_whatever_lies_there(moments, audit, tmp_path, there):
    out = tmp_path / "a.backup"
    moments("backup", str(out))
    for left in tmp_path.glob("audit.duckdb*"):
        left.unlink()
    if there == "a database of another program":
        with duckdb.connect(str(audit)) as other:
            other.execute("CREATE TABLE orders (id INTEGER)")
    elif there == "a log":
        audit.with_name("audit.duckdb.wal").write_bytes(b"\x01" * 500)
    elif there != "nothing":
        audit.write_bytes(b"" if there == "an empty file" else b"junk" * 5000)
    restored = moments("restore", str(out))
    assert restored.exit_code == 0, restored.stderr
    store = open_store(audit)
    assert (places(store), store.sentences) == (("Hall",), ())
    store.close()


def test_a_backup_writes_over_nothing_by_itself(moments, audit, tmp_path):
    out = tmp_path / "a.backup"
    out.write_text("mine")
    assert in_words(moments("backup", str(out)), "--replace")
    assert out.read_text() == "mine"
    assert moments("backup", str(out), "--replace").exit_code == 0
    assert out.read_bytes()[:2] == b"PK"
    assert audit.exists()


def test_a_backup_makes_no_folder_of_a_mistyped_path(moments, audit, tmp_path):
    assert in_words(moments("backup", str(tmp_path / "usb" / "a.backup")), "there is no such folder")
    assert not (tmp_path / "usb").exists()
    assert audit.exists()


@pytest.mark.parametrize("words", [["--dry-run"], ["--recipe", "zendesk"]])
def test_what_imports_nothing_makes_no_audit(moments, path, tmp_path, words):
    table = tmp_path / "o.csv"
    table.write_text("observed_at,touchpoint,outcome\n2026-01-02,Desk,positive\n")
    tried = moments("import", str(table), *words)
    assert tried.exit_code == (0 if words == ["--dry-run"] else 1)
    assert not path.exists()
    assert moments("import", str(table)).exit_code == 0
    assert path.exists()


def test_a_new_home_is_its_owners_alone(moments, path, tmp_path):
    home = tmp_path / "home"
    table = tmp_path / "o.csv"
    table.write_text("observed_at,touchpoint,outcome\n2026-01-02,Desk,positive\n")
    assert moments("import", str(table), "--store", str(home / "audit.duckdb")).exit_code == 0
    assert moments("backup", str(tmp_path / "a.backup"), "--store", str(home / "audit.duckdb")).exit_code == 0
    assert home.stat().st_mode & 0o077 == (home / "backups").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("port", ["0", "-1", "99999"])
def test_a_port_that_is_none_is_a_matter_of_usage(moments, port):
    assert moments("serve", "--port", port).exit_code == 2


def test_a_place_that_cannot_be_written_is_named(moments, audit, tmp_path):
    (tmp_path / "a file").write_text("")
    assert in_words(moments("backup", str(tmp_path / "a file" / "a.backup")), "cannot be used here")
    assert in_words(moments("export", str(tmp_path / "a file" / "out")), "cannot be used here")
    assert audit.exists()


def test_a_system_error_without_a_file_is_no_matter_of_places(moments, monkeypatch):
    def broken(*_, **__):
        raise OSError("the system is tired")

    monkeypatch.setattr("audit.actions.upkeep.restore", broken)
    assert isinstance(moments("restore", __file__).exception, OSError)


@pytest.mark.parametrize("answers", ["backup", "refusal", "nobody"])
def test_a_store_in_use_is_backed_up_by_the_app_that_has_it(moments, audit, tmp_path, answers):
    """The app within is a few lines here; `test_a_running_app_backs_itself_up` asks the real one."""
    out = tmp_path / "a.backup"

    class App(BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(507 if answers == "refusal" else 200)
            self.end_headers()
            self.wfile.write(b"There is no room." if answers == "refusal" else b"PK whole")

        def log_message(self, *_):
            """Say nothing."""

    held = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            f"from audit.store.opening import open_store as o; s = o({str(audit)!r}); print(1, flush=True); input()",
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    held.stdout.readline()
    with HTTPServer(("127.0.0.1", 0), App) as app, announced(audit, new_note(f"http://127.0.0.1:{app.server_port}")):
        if answers == "nobody":
            app.server_close()
        else:
            threading.Thread(target=app.handle_request, daemon=True).start()
        asked = moments("backup", str(out))
    alone = moments("backup", str(out), "--replace")
    held.communicate(b"\n")
    if answers == "backup":
        assert out.read_bytes() == b"PK whole"
        assert "by the app that is running" in asked.stdout
    else:
        assert in_words(asked, "It says: There is no room." if answers == "refusal" else "open in another program")
        assert not out.exists()
    assert in_words(alone, "open in another program")
    assert list(tmp_path.glob("*.part")) == []


def test_a_running_app_backs_itself_up(moments, audit, tmp_path):
    from tests.screens import Server, free_port

    server = Server(ROOT, audit, free_port())
    server.start()
    try:
        with urlopen(f"{server.url}/ready", timeout=60) as ready:
            assert b'"ready":true' in ready.read()
        asked = moments("backup", str(tmp_path / "a.backup"))
    finally:
        server.stop()
    assert asked.exit_code == 0, asked.stderr
    assert not audit.with_name("audit.duckdb.serving").exists()
    assert not audit.with_name("audit.duckdb.wal").exists(), "a server that is stopped leaves nothing to be folded"
    moments("restore", str(tmp_path / "a.backup"))
    store = open_store(audit)
    assert places(store) == ("Hall",)
    store.close()


def test_serve_does_not_start_on_a_damaged_store(audit):
    audit.write_bytes(b"junk" * 5000)
    started = subprocess.run(
        [sys.executable, "-m", "audit", "serve", "--store", str(audit)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert started.returncode == 1
    assert "moments restore" in started.stderr
    assert "Traceback" not in started.stderr
    assert started.stdout == ""


def test_an_export_writes_over_no_file_unless_asked(moments, audit, tmp_path):
    (tmp_path / "out").mkdir()
    mine = tmp_path / "out" / "place.csv"
    mine.write_text("mine")
    assert in_words(moments("export", str(tmp_path / "out")), "place.csv is there already")
    assert [file.name for file in mine.parent.iterdir()] == ["place.csv"]
    assert mine.read_text() == "mine"
    assert moments("export", str(tmp_path / "out"), "--replace").exit_code == 0
    assert mine.read_text() != "mine"
    assert moments("export", str(tmp_path / "other")).exit_code == 0
