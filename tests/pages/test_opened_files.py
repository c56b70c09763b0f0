"""Files that are open on a page are read once, and put away."""

import threading

import pytest

from audit.intake.recognise import Recognition
from pages.set_up.import_export.opened_files import OpenedFile, Tray
from tests.intake.made import a_table


class Reader:
    """Reads a file, and counts how often."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return OpenedFile(a_table(("1", "2", "3")), Recognition(None))


def test_a_file_is_read_once_while_it_is_looked_at():
    tray, read = Tray(), Reader()
    assert tray.opened("a", read) is tray.opened("a", read)
    assert read.times == 1
    tray.put_away()
    tray.opened("a", read)
    assert read.times == 2


def test_only_the_latest_few_lie_ready():
    tray, first, other = Tray(most=2), Reader(), Reader()
    tray.opened("a", first)
    for name in ("b", "c"):
        tray.opened(name, other)
    tray.opened("a", first)
    assert (first.times, other.times) == (2, 2)


def test_a_file_that_cannot_be_read_leaves_nothing_behind():
    tray, read = Tray(), Reader()
    with pytest.raises(ZeroDivisionError):
        tray.opened("a", lambda: 1 / 0)
    tray.opened("a", read)
    assert read.times == 1


def test_files_nobody_looks_at_are_put_away():
    tray, read = Tray(idle=0.01), Reader()
    tray.opened("a", read)
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer) and timer.function == tray.put_away:
            timer.join(60)
    tray.opened("a", read)
    assert read.times == 2
