"""What a kill left half made is cleared away later, and nothing else is."""

import os
import time

from audit.store.opening import open_store
from audit.store.upkeep.leftovers import clear_leftovers


def test_halves_of_yesterday_go_and_all_else_stays(tmp_path):
    store = open_store(tmp_path / "a.duckdb")
    old = ["a.duckdb.new-1", "a.duckdb.new-1.wal", "a-restoring-1.duckdb", "a.duckdb.journal.part"]
    stay = ["b.duckdb.new-1", "a-before-restore-1.duckdb", "a.duckdb.journal-1", "mine.txt"]
    (tmp_path / "backups" / "unfinished-1").mkdir(parents=True)
    (tmp_path / "backups" / "unfinished-1" / "observation.parquet").write_text("words")
    inside = ["backups/asked-for-1.backup", "backups/a.backup.1.part", "backups/a-20260101-000000.backup"]
    for name in [*old, *stay, *inside]:
        (tmp_path / name).write_text("half")
    before = time.time() - 90_000
    for path in tmp_path.rglob("*"):
        os.utime(path, (before, before))
    (tmp_path / "a.duckdb.new-2").write_text("at work")
    assert clear_leftovers(store) == len(old) + 3
    store.close()
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} - {"a.duckdb", "a.duckdb.journal"}
    assert left == {*stay, "a.duckdb.new-2", "backups", "backups/a-20260101-000000.backup"}
