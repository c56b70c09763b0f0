"""Sixty damaged write-ahead logs: what was acknowledged is there again, and it is said."""

import random
import shutil
import sys

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.store.opening import open_store
from audit.store.upkeep.fingerprint import fingerprints
from tests.drills.deeds import SAVES, Ledger, begun
from tests.drills.figures import IS_WHOLE, tell
from tests.drills.killing import Order, heard, writer

DEEDS = 25
DAMAGES = {  # what becomes of a log; chance picks where
    "cut": lambda log, dice: log[: dice.randrange(1, len(log))],
    "emptied": lambda _, __: b"",
    "deleted": lambda _, __: None,
    "zeroed": lambda log, _: bytes(len(log)),
    "zeroed at the end": lambda log, dice: log[: (cut := dice.randrange(1, len(log)))] + bytes(len(log) - cut),
    "overwritten": lambda log, dice: dice.randbytes(len(log)),
    "overwritten within": lambda log, dice: _patched(log, dice.randrange(len(log) - 64), dice.randbytes(64)),
    "one bit flipped": lambda log, dice: _flipped(log, [dice.randrange(len(log))]),
    "bits flipped": lambda log, dice: _flipped(log, dice.sample(range(len(log)), 5)),
    "a part taken out": lambda log, dice: log[: (cut := dice.randrange(len(log) // 2))] + log[cut + 200 :],
    "words appended and the end cut": lambda log, dice: log[: -dice.randrange(1, 200)] + b"not a log",
    "replaced by an older one": lambda log, _: log[: len(log) // 3] * 2,
}
ROUNDS = 5 if IS_WHOLE else 1


def _patched(log, at, piece):
    return log[:at] + piece + log[at + len(piece) :]


def _flipped(log, places):
    flipped = bytearray(log)
    for place in places:
        flipped[place] ^= 1 << place % 8
    return bytes(flipped)


def killed_at_work(folder, seed):
    """Return an audit whose writer was killed with everything it saved still in the log, and what it acknowledged."""
    folder.mkdir()
    path, ledger = folder / "audit.duckdb", Ledger()
    begun(path)
    with writer(Order(path, seed=seed, kinds=SAVES, deeds=DEEDS)) as (process, pipe):
        assert heard(pipe, ledger, "done") == "done"
        process.kill()
    return path, ledger


@pytest.mark.drill
@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed there as SIGKILL does")
def test_a_damaged_log_loses_nothing_and_is_told(tmp_path, capsys):
    dice, silent, lost, changed, unsaid = random.Random(12), [], [], [], []
    acknowledged = 0
    for turn in range(ROUNDS):
        whole, ledger = killed_at_work(tmp_path / f"whole-{turn}", turn)
        truth = prints_of(shutil.copytree(whole.parent, tmp_path / f"true-{turn}") / whole.name)
        for name, damage in DAMAGES.items():
            path = shutil.copytree(whole.parent, tmp_path / f"{turn} {name}") / whole.name
            damaged(path.with_name(f"{path.name}.wal"), damage, dice)
            check = CliRunner().invoke(main, ["check", "--store", str(path)])
            store = open_store(path)
            lost += [f"{name}: {one}" for one in ledger.lost(store)]
            store.close()
            acknowledged += ledger.deeds
            if prints_of(path) != truth:
                changed.append(name)
            if not check.stderr:
                silent.append(name)
            if check.exit_code or "Nothing that was saved is lost" not in check.stderr:
                unsaid.append(f"{name}: {check.output}")
    tell(
        capsys,
        f"{ROUNDS * len(DAMAGES)} damaged logs: {len(silent)} undetected, {len(lost)} of {acknowledged} acknowledged "
        f"writes lost, {len(changed)} other differences",
    )
    assert [silent, lost, changed, unsaid] == [[], [], [], []]


def damaged(log, damage, dice):
    content = damage(log.read_bytes(), dice)
    if content is None:
        log.unlink()
    else:
        log.write_bytes(content)


def prints_of(path):
    store = open_store(path)
    prints = fingerprints(store)
    store.close()
    return prints
