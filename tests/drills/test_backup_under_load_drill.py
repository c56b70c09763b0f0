"""Backups while people work: each holds one moment, whole, and is restored with every fingerprint equal."""

import json
import zipfile

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.store.opening import open_store
from audit.store.upkeep.backup import MANIFEST, back_up
from audit.store.upkeep.checking import check
from audit.store.upkeep.restoring import restore
from audit.web.room.links import token
from tests.drills.deeds import REVIEW, SAVES, Ledger, begun
from tests.drills.figures import IS_WHOLE, tell
from tests.drills.people import People
from tests.rooms import CHOICES, Phone, a_review, in_a_thread

pytestmark = pytest.mark.drill
BACKUPS = 6 if IS_WHOLE else 2
WRITERS = 8
BETWEEN = 10 if IS_WHOLE else 3  # deeds of everybody between two backups


def found_wrong(backup, path, acknowledged):
    """Restore a backup, and return what is not as its manifest says, not of one moment, or lacking."""
    with zipfile.ZipFile(backup) as archive:
        prints = json.loads(archive.read(MANIFEST))["tables"]
    restored = restore(backup, path)
    store, held = open_store(path), Ledger()
    held.acknowledged.update(acknowledged)
    wrong = [f"{table} differs" for table, found in prints.items() if table != "migration" and restored[table] != found]
    wrong += check(store) + held.lost(store)
    with store.reading() as cursor:
        torn = cursor.execute(
            "SELECT COUNT(*) FROM walk_through WHERE id NOT IN (SELECT walk_through_id FROM observation)"
        ).fetchall()
    store.close()
    return wrong + [f"{count} walks without what was seen on them" for (count,) in torn if count]


def test_backups_taken_while_eight_write_hold_one_whole_moment_each(tmp_path, capsys):
    path = tmp_path / "audit.duckdb"
    begun(path)
    store = open_store(path)
    made = []
    with People(store, WRITERS, SAVES).at_work() as people:
        for number in range(BACKUPS):
            people.wait_for(BETWEEN)
            before = people.acknowledged()
            back_up(store, tmp_path / f"{number}.backup")
            made.append((tmp_path / f"{number}.backup", before))
    store.close()
    wrong = [
        f"{backup.name}: {one}"
        for backup, before in made
        for one in found_wrong(backup, tmp_path / backup.stem / "audit.duckdb", before)
    ]
    whole = BACKUPS - len({one.split(":")[0] for one in wrong})
    tell(
        capsys,
        f"{BACKUPS} backups while {WRITERS} wrote {people.ledger.deeds} times: {whole} restored with every table's "
        f"fingerprint equal, {len(wrong)} torn or lacking",
    )
    assert people.problems == []
    assert wrong == []


def test_the_command_backs_up_what_the_running_app_serves(server, tmp_path, capsys):
    begun(server.store)
    server.start()
    link = f"/room/{token(REVIEW, a_review().key)}"
    phones = [Phone("127.0.0.1", server.port, link) for _ in range(5)]
    in_a_thread(all_vote(phones))
    out = tmp_path / "asked.backup"
    asked = CliRunner().invoke(main, ["backup", "--store", str(server.store), str(out)])
    server.stop()
    assert (asked.exit_code, asked.stderr) == (0, "")
    assert "by the app that is running" in asked.stdout
    wrong = found_wrong(out, tmp_path / "restored" / "audit.duckdb", {})
    store = open_store(tmp_path / "restored" / "audit.duckdb")
    with store.reading() as cursor:
        ((votes,),) = cursor.execute("SELECT COUNT(*) FROM ballot").fetchall()
    store.close()
    tell(capsys, f"moments backup while the app runs: {votes} of 5 votes in it, {len(wrong)} torn or lacking")
    assert wrong == []
    assert votes == 5


async def all_vote(phones):
    for phone in phones:
        assert await phone.look() == 200
        assert await phone.send("vote", choice=CHOICES[0]) == 303
