"""A page made into paper or a picture, by a browser of the Chromium family that is installed on this machine."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.errors import NoBrowserError, NotPrintedError

SECONDS = 60.0  # a page is printed within two; what takes this long will not come
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES = (  # where it stands without being on the path
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_ALONE = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed_browser() -> str:
    """Return the browser that prints here, "" where none is installed."""
    named = (shutil.which(name) for name in _NAMES)
    placed = (place for place in _PLACES if Path(place).exists())
    return next((path for path in (*named, *placed) if path), "")


def pdf_of(page: str) -> bytes:
    """Return a page as a PDF, on A4.

    Args:
        page: HTML that asks for nothing from elsewhere.

    Raises:
        NoBrowserError: no browser is installed that could print it.
        NotPrintedError: the browser did not print it.
    """
    return _by_browser(page, "page.pdf", "--no-pdf-header-footer", "--print-to-pdf={}")


def png_of(page: str, across: int, down: int) -> bytes:
    """Return the top of a page as a PNG.

    Args:
        page: HTML that asks for nothing from elsewhere.
        across: its width in pixels.
        down: its height in pixels.

    Raises:
        NoBrowserError: no browser is installed that could draw it.
        NotPrintedError: the browser did not draw it.
    """
    return _by_browser(page, "page.png", f"--window-size={across},{down}", "--hide-scrollbars", "--screenshot={}")


def _by_browser(page: str, name: str, *orders: str) -> bytes:
    browser = installed_browser()
    if not browser:
        raise NoBrowserError
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # on Windows its last child may still hold a file
        source, made = Path(folder, "page.html"), Path(folder, name)
        source.write_text(page, encoding="utf-8")
        line = [browser, *_ALONE, *_as_root(), f"--user-data-dir={Path(folder, 'profile')}"]
        line += [each.format(made) for each in orders]
        try:
            subprocess.run([*line, source.as_uri()], check=True, capture_output=True, timeout=SECONDS)  # noqa: S603  # ours
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as problem:
            raise NotPrintedError(Path(browser).name) from problem


def _as_root() -> tuple[str, ...]:
    """Return what a browser needs to be told where it would not run as this user: root has no sandbox."""
    return ("--no-sandbox",) if getattr(os, "geteuid", int)() == 0 and os.name == "posix" else ()
