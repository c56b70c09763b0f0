"""A page becomes a PDF or a picture by whatever browser is installed, or a sentence says what to do instead."""

import stat
import struct
import sys

import pytest

from audit.errors import NoBrowserError, NotPrintedError
from audit.publish import browser
from audit.publish.browser import installed_browser, pdf_of, png_of
from audit.publish.handout import result_page, result_slide
from tests.publish.leaving import HOSTILE, a_report, voted

PAGE = "<!doctype html><title>Ü</title><p>One page</p>"


@pytest.fixture
def stands_in(tmp_path, monkeypatch):
    """Return a way to put a program of our own where the browser would be."""

    def put(lines: str) -> None:
        program = tmp_path / "chromium"
        program.write_text(f"#!{sys.executable}\nimport sys\n{lines}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr("shutil.which", lambda name: str(program) if name == "chromium" else None)

    return put


@pytest.mark.parametrize("is_placed", [True, False])
def test_it_is_looked_for_on_the_path_and_where_it_is_usually_installed(tmp_path, monkeypatch, is_placed):
    placed = tmp_path / "Google Chrome"
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(browser, "_PLACES", (str(placed),))
    if is_placed:
        placed.touch()
    assert installed_browser() == (str(placed) if is_placed else "")


def test_without_one_a_sentence_says_how_it_is_done_by_hand(monkeypatch):
    monkeypatch.setattr(browser, "installed_browser", lambda: "")
    with pytest.raises(NoBrowserError, match="save it as a PDF"):
        pdf_of(PAGE)


@pytest.mark.parametrize("lines", ["sys.exit(1)", "pass", "import time; time.sleep(60)"])
def test_one_that_fails_writes_nothing_or_never_ends_is_told(stands_in, monkeypatch, lines):
    stands_in(lines)
    monkeypatch.setattr(browser, "SECONDS", 1.0 if "sleep" in lines else 30.0)
    with pytest.raises(NotPrintedError, match="chromium did not print"):
        pdf_of(PAGE)


@pytest.mark.parametrize("user", [0, 1000])
def test_it_runs_by_itself_on_a_page_of_its_own_and_as_root_without_a_sandbox(stands_in, monkeypatch, user):
    to_file = "next(a for a in sys.argv if a.startswith('--print-to-pdf=')).partition('=')[2]"
    stands_in(f"open({to_file}, 'w').write(' '.join(sys.argv))")
    monkeypatch.setattr("os.geteuid", lambda: user)
    asked = pdf_of(PAGE).decode()
    assert ("--no-sandbox" in asked) is (user == 0)
    assert "--headless" in asked
    assert "--user-data-dir=" in asked
    assert asked.rpartition(" ")[2].startswith("file://")


def test_what_the_room_chose_is_a_page_that_asks_for_nothing_and_escapes_what_was_typed():
    slide = result_slide(a_report())
    assert slide.figure.equals(voted())
    page = result_page(a_report(review=a_report().review), slide, "<svg id='drawn'></svg>")
    assert "<svg id='drawn'></svg>" in page
    assert "First: Desk" in page
    assert HOSTILE not in page
    assert "default-src 'none'" in page
    assert result_slide(a_report(slides=())) is None


@pytest.mark.browser
def test_a_real_browser_makes_both():
    if not installed_browser():
        pytest.skip("no browser is installed")
    assert pdf_of(PAGE).startswith(b"%PDF")
    picture = png_of(PAGE, 1200, 675)
    assert struct.unpack(">II", picture[16:24]) == (1200, 675)
