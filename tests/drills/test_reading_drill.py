"""Files are read in a process of their own: what that costs is told beside the start of a process that does nothing."""

import statistics
import subprocess
import sys
import time

import pytest

from audit.intake.tables import FROM_DISK, read_table
from tests.drills.figures import tell

ROWS = 100_000
HEAD = "observed_at,touchpoint,place,outcome,reliability,what_happened"


def seconds(work, times=5):
    """Return how long a piece of work takes, the median of a few times."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


@pytest.mark.drill
def test_a_small_file_costs_little_and_a_large_one_loses_no_row(capsys):
    rows = (f"2026-03-01T09:{at % 60:02},Reception,North,positive,{1 + at % 5},note {at}" for at in range(ROWS))
    large = "\n".join([HEAD, *rows]).encode()
    unit = seconds(lambda: subprocess.run([sys.executable, "-I", "-c", ""], check=True))
    small = seconds(lambda: read_table(b"a\n1\n", "small.csv"))
    whole = seconds(lambda: read_table(large, "large.csv", limits=FROM_DISK), 1)
    read = read_table(large, "large.csv", limits=FROM_DISK).rows
    tell(
        capsys,
        f"a file of one row is read in {small / unit:.1f} times what a process that does nothing takes, "
        f"{len(read):,} rows ({len(large) / 1024 / 1024:.0f} MB) in {whole / unit:.0f} times",
    )
    assert len(read) == ROWS
    assert read.iloc[-1]["what_happened"] == f"note {ROWS - 1}"
