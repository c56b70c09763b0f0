"""Sixty damaged stores: every command answers with the truth or refuses in words, and a restore always works."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import duckdb
import pytest

from audit.actions.imports import load_sample
from audit.store.opening import open_store
from audit.store.upkeep.backup import MANIFEST, back_up
from audit.store.upkeep.fingerprint import fingerprints
from tests.builders import NOON
from tests.drills.commanding import NOBODY, Answer, Commands
from tests.drills.deeds import begun
from tests.drills.figures import IS_WHOLE, tell
from tests.screens import COLD, free_port

BLOCK = 262_144  # bytes of one of DuckDB's blocks, behind three headers of 4096 each
HEADER = 4_096
MEASURED = ("rater", "trust")
AS_OF = ("--as-of", "2026-11-20", "--format", "json")


@dataclass(frozen=True, slots=True)
class Whole:
    """The audit before it is damaged: its file, an earlier copy of it, its backup, and what commands say of it."""

    path: Path
    earlier: Path
    backup: Path
    prints: dict[str, list[str]]
    measured: dict[str, str]


def patched(content, at, piece):
    return content[:at] + piece + content[at + len(piece) :]


def flipped(content, places):
    changed = bytearray(content)
    for place in places:
        changed[place] ^= 1 << place % 8
    return bytes(changed)


def flip(first, last, times):
    """Return a damage that flips so many bits of the bytes from `first` to `last` (None = the end)."""
    return lambda content, dice: flipped(content, [dice.randrange(first, last or len(content)) for _ in range(times)])


def block_of(content, dice):
    return 3 * HEADER + BLOCK * dice.randrange((len(content) - 3 * HEADER) // BLOCK)


def swapped(content, dice):
    one, other = block_of(content, dice), block_of(content, dice)
    first, second = content[one : one + BLOCK], content[other : other + BLOCK]
    return patched(patched(content, one, second), other, first)


BYTES = {  # what becomes of the bytes of the file
    "first header flipped": flip(0, HEADER, 5),
    "first header zeroed": lambda content, _: patched(content, 0, bytes(HEADER)),
    "second header flipped": flip(HEADER, 2 * HEADER, 9),
    "third header flipped": flip(2 * HEADER, 3 * HEADER, 9),
    "second header zeroed": lambda content, _: patched(content, HEADER, bytes(HEADER)),
    "third header zeroed": lambda content, _: patched(content, 2 * HEADER, bytes(HEADER)),
    "headers overwritten": lambda content, dice: patched(content, HEADER, dice.randbytes(2 * HEADER)),
    "bits flipped all over": flip(3 * HEADER, None, 64),
    "one bit flipped": flip(3 * HEADER, None, 1),
    "a block zeroed": lambda content, dice: patched(content, block_of(content, dice), bytes(BLOCK)),
    "a block overwritten": lambda content, dice: patched(content, block_of(content, dice), dice.randbytes(BLOCK)),
    "two blocks swapped": swapped,
    "zeroes from somewhere on": lambda content, dice: (
        content[: (cut := dice.randrange(HEADER, len(content)))] + bytes(len(content) - cut)
    ),
    "cut": lambda content, dice: content[: dice.randrange(1, len(content))],
    "cut behind the headers": lambda content, _: content[: 3 * HEADER],
    "a part taken out": lambda content, dice: (
        content[: (cut := dice.randrange(len(content) // 2))] + content[cut + 7 :]
    ),
    "emptied": lambda *_: b"",
    "all zeroed": lambda content, _: bytes(len(content)),
    "text": lambda *_: b"Not an audit at all.\n" * 99,
    "noise": lambda content, dice: dice.randbytes(len(content)),
}


def foreign(path, _):
    path.unlink()
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE observation (id INTEGER)")


def of_sqlite(path, _):
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE observation (id INTEGER)")
    other.commit()
    other.close()


def altered(*statements):
    """Return a damage by somebody who opened the file with DuckDB itself."""

    def alter(path, _):
        with duckdb.connect(str(path)) as other:
            for statement in statements:
                other.execute(statement)

    return alter


def another_log(path, _):
    """Leave the log of another audit beside, whose file is damaged too."""
    (path.parent / f"{path.name}.wal").write_bytes(b"WAL!" * 99)
    path.write_bytes(path.read_bytes()[: 5 * HEADER])


def put(name):
    return lambda path, whole: shutil.copy(getattr(whole, name), path)


FILES: dict[str, Any] = {  # what becomes of the file as a whole
    "deleted": lambda path, _: path.unlink(),
    "a link to nowhere": lambda path, _: (path.unlink(), path.symlink_to("nowhere")),
    "another program's DuckDB file": foreign,
    "an SQLite file": of_sqlite,
    "its own backup in its place": put("backup"),
    "an earlier copy of itself": put("earlier"),
    "a newer version's": altered("INSERT INTO migration VALUES (999, TIMESTAMP '2026-01-01')"),
    "a table taken out": altered("DROP VIEW named_touchpoint", "DROP TABLE touchpoint"),
    "a column taken out": altered("ALTER TABLE recovery DROP COLUMN owner"),
    "a column renamed": altered("ALTER TABLE place RENAME COLUMN name TO title"),
    "every mark of the journal gone": altered("DELETE FROM journal_mark"),
    "another log beside half a file": another_log,
}
RIGHTS = {  # who may not do what, told to a user who is not root
    "a file nobody may write": (0o444, 0o777),
    "a folder nobody may write": (0o444, 0o555),
    "a file nobody may read": (0o000, 0o777),
}
QUICK = ("third header zeroed", "bits flipped all over", "cut", "emptied", "deleted", "another program's DuckDB file")
TIMES = {  # of each, 60 in all with those of the rights
    "bits flipped all over": 11,
    "one bit flipped": 4,
    "a block zeroed": 4,
    "a block overwritten": 4,
    "two blocks swapped": 2,
    "cut": 4,
    "zeroes from somewhere on": 3,
}
DAMAGES = [name for name in (*BYTES, *FILES, *RIGHTS) for _ in range(TIMES.get(name, 1))] if IS_WHOLE else list(QUICK)


@pytest.fixture(scope="module")
def commands(root):
    with Commands(root) as running:
        yield running


@pytest.fixture(scope="module")
def whole(commands):
    """Return an audit whose every table has rows; it lies where another user may come too."""
    with tempfile.TemporaryDirectory(prefix="moments-drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "whole" / "audit.duckdb"
        path.parent.mkdir()
        begun(path)
        earlier = Path(shutil.copy(path, folder / "earlier.duckdb"))
        store = open_store(path)
        load_sample(store, 240, 12, NOON.date())
        prints = back_up(store, folder / "audit.backup")
        store.close()
        measured = {name: commands.run("measure", name, *AS_OF, "--store", path).out for name in MEASURED}
        yield Whole(path, earlier, folder / "audit.backup", prints, measured)


def damaged(whole, name, dice):
    """Return a copy of the audit in a folder of its own, damaged; and the user who meets it."""
    folder = whole.path.parent.parent / f"damaged-{dice.getrandbits(40)}"
    path, user = shutil.copytree(whole.path.parent, folder) / whole.path.name, 0
    if name in BYTES:
        path.write_bytes(BYTES[name](path.read_bytes(), dice))
    elif name in FILES:
        FILES[name](path, whole)
    else:
        user = NOBODY
        for each, mode in zip((path, folder), RIGHTS[name], strict=True):
            each.chmod(mode)
    return path, user


def tried(commands, whole, name, number):
    """Run every command on a fresh copy with the same damage, and return what was wrong with the answers."""
    wrong, refused = [], 0
    out = whole.path.parent.parent / "out.backup"
    for words in (("check",), *(("measure", each, *AS_OF) for each in MEASURED), ("backup", out, "--replace")):
        path, user = damaged(whole, name, random.Random(number))
        answer = commands.run(*words, "--store", path, user=user)
        refused += answer.code != 0
        if not answer.is_in_words:
            wrong.append(f"{name}: {words[0]} ended with {answer.code}: {answer.err}{answer.trace}")
        if answer.code == 0 and not answer.err and not is_true(answer, whole, words, path):
            wrong.append(f"{name}: {words[:2]} says what is not so, in silence")
        remove(path.parent)
    return wrong, refused


def is_true(answer, whole, words, path):
    """Return whether an answer is what the whole audit would have said."""
    if words[0] == "measure":
        return answer.out == whole.measured[words[1]]
    if words[0] == "backup":
        with zipfile.ZipFile(words[1]) as archive:
            return json.loads(archive.read(MANIFEST))["tables"] == whole.prints
    return prints_of(path) == whole.prints


def prints_of(path):
    store = open_store(path)
    try:
        return fingerprints(store)
    finally:
        store.close()


def serve(root, path):
    """Start the app on a store; return what it printed where it ended by itself, with what /ready says where not."""
    port = free_port()
    command = [sys.executable, "-m", "audit", "serve", "--store", str(path), "--port", str(port)]
    with subprocess.Popen(command, cwd=root, env=COLD, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        while server.poll() is None:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                server.terminate()
                break
            time.sleep(0.1)
        out, err = server.communicate()
    return Answer(max(server.returncode, 0), out.decode(), err.decode())


def remove(folder):
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.drill
def test_a_damaged_store_is_answered_with_the_truth_or_refused_and_always_restored(whole, commands, root, capsys):
    wrong, refusals, restored = [], 0, 0
    for number, name in enumerate(DAMAGES):
        problems, refused = tried(commands, whole, name, number)
        wrong += problems
        refusals += refused
        path, _ = damaged(whole, name, random.Random(number))
        path.parent.chmod(0o755)  # who restores has the right to
        answer = commands.run("restore", whole.backup, "--store", path)
        if answer.code:
            wrong.append(f"{name}: restore ended with {answer}")
        else:
            restored += without_moment(prints_of(path)) == without_moment(whole.prints)
        remove(path.parent)
    tell(
        capsys,
        f"{len(DAMAGES)} damaged stores, {4 * len(DAMAGES)} commands: {refusals} refused in words, the others true; "
        f"{len(wrong)} silent wrong answers or traces; {restored} of {len(DAMAGES)} restored, every fingerprint equal",
    )
    assert wrong == []
    assert restored == len(DAMAGES)


def without_moment(prints):
    """Leave out when each migration was applied, which is never the same twice."""
    return {table: found for table, found in prints.items() if table != "migration"}


@pytest.mark.drill
def test_serve_says_what_is_wrong_before_it_starts(whole, root, capsys):
    names = QUICK if IS_WHOLE else QUICK[1:2]  # a server takes its time to start
    starts, wrong = 0, []
    for number, name in enumerate(names):
        path, _ = damaged(whole, name, random.Random(number))
        answer = serve(root, path)
        starts += answer.code == 0
        if not answer.is_in_words:
            wrong.append(f"{name}: {answer}")
        remove(path.parent)
    tell(capsys, f"serve on {len(names)} damaged stores: {len(names) - starts} refused in words, {len(wrong)} traces")
    assert wrong == []


@pytest.mark.drill
def test_a_store_that_is_not_there_is_refused_and_nothing_is_made(commands, tmp_path, capsys):
    out = tmp_path / "out"
    asked = [
        *(("check",), ("backup", out), ("export", out), ("deck", out), ("handout", out)),
        *(("measure", name) for name in MEASURED),
        ("undo-import", "019a0000-0000-7000-8000-000000000000"),
    ]
    gone = tmp_path / "gone" / "audit.duckdb"
    gone.parent.mkdir()
    gone.with_name("audit.duckdb.journal").write_bytes(b"")  # one was there
    before = sorted(tmp_path.rglob("*"))
    answers = [
        commands.run(*words, "--store", path)
        for words in asked
        for path in (tmp_path / "audit.duckdb", tmp_path / "nowhere" / "audit.duckdb", gone)
    ]
    made = [path for path in sorted(tmp_path.rglob("*")) if path not in before]
    tell(capsys, f"{len(answers)} commands on a store that is not there: all refused in words, {len(made)} files made")
    assert [answer for answer in answers if answer.code != 1 or not answer.is_in_words] == []
    assert made == []
