"""The app as a package installs it: whole, from any folder, and all it writes lies in its home.

The environment is empty but for the wheel; what the wheel depends on is lent from the tests' own environment, so that
this takes seconds. `make check-install` installs everything anew.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from playwright.sync_api import expect

from audit import __version__
from tests.screens import PATIENCE, at_last, free_port, wait_until_up

pytestmark = pytest.mark.browser

SHIPPED = ("pyproject.toml", "README.md", "LICENSE", "app.py", "audit", "pages", "data", "static", ".streamlit")
OWN = ("data/audit.duckdb", "data/backups/yesterday.backup", "data/own/recipes/mine.toml", ".streamlit/secrets.toml")
BESIDE = shutil.ignore_patterns("__pycache__", "*.duckdb*", "backups", "own", "secrets.toml")
FONT = "() => document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded').map(f => f.family))"


@dataclass
class Installed:
    """The app in an environment of its own, started from a folder that has nothing to do with it."""

    environment: Path
    home: Path
    elsewhere: Path
    user: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def moments(self, *words):
        done = subprocess.run([self._command, *words], **self._outside, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serve(self):
        serving = subprocess.Popen([self._command, "serve", "--port", str(self.port)], **self._outside)
        wait_until_up(serving, f"{self.url}/health")
        return serving

    @property
    def _command(self) -> Path:
        return self.environment / ("Scripts/moments.exe" if os.name == "nt" else "bin/moments")

    @property
    def _outside(self):
        ours = ("AUDIT_STORE", "PYTHONPATH", "VIRTUAL_ENV", "XDG_DATA_HOME")
        plain = {name: it for name, it in os.environ.items() if not name.startswith("COVERAGE_") and name not in ours}
        own = {"MOMENTS_HOME": str(self.home), "HOME": str(self.user), "PYTHONDONTWRITEBYTECODE": "1"}
        return {"cwd": self.elsewhere, "env": plain | own}


@pytest.fixture(scope="module")
def checkout(root, tmp_path_factory):
    """Return a copy of the checkout in which somebody has an audit of their own."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in SHIPPED:
        if (root / name).is_dir():
            shutil.copytree(root / name, checkout / name, ignore=BESIDE)
        else:
            shutil.copy(root / name, checkout / name)
    for name in OWN:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("mine")
    return checkout


@pytest.fixture(scope="module")
def wheel(checkout, tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-build-isolation", "--wheel-dir", str(out), str(checkout))
    return next(out.glob("*.whl"))


@pytest.fixture
def server(wheel, tmp_path):
    """Return the installed app, with an audit that the command made."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip(python, "install", str(wheel))
    (site,) = (path.parent for path in environment.rglob("audit") if path.is_dir())
    (site / "lent.pth").write_text(str(Path(click.__file__).parents[1]))
    (site / "pages").mkdir()
    (site / "pages" / "__init__.py").write_text("raise ImportError('the pages of another package')")
    folders = [tmp_path / name for name in ("home", "elsewhere", "user")]
    for folder in folders[1:]:
        folder.mkdir()
    return Installed(environment, *folders, free_port())


def pip(python, verb, *words):
    command = [sys.executable, "-m", "pip", "--python", python, verb, "--quiet", "--no-deps", "--no-index", *words]
    subprocess.run(command, check=True)


def files_in(folder):
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def house_of(root):
    return {f"audit/{name}" for name in files_in(root / "audit")}


def front_of(root):
    shown = {f"{folder}/{name}" for folder in ("pages", "static") for name in files_in(root / folder)}
    words = {path.relative_to(root).as_posix() for path in (root / "data").glob("*/*.toml")}
    return {*shown, *words, "app.py", ".streamlit/config.toml"}


def test_a_wheel_holds_the_whole_product_and_nothing_of_ones_own(root, wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == house_of(root) | {f"audit/product/{name}" for name in front_of(root)}


def test_a_source_archive_holds_what_a_wheel_is_made_of_and_nothing_of_ones_own(root, checkout, tmp_path):
    build = f"from setuptools.build_meta import build_sdist; build_sdist({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=checkout, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert house_of(root) | front_of(root) <= held
    assert held.isdisjoint(OWN)


def has_fonts(page, *families):
    assert set(families) <= set(page.evaluate(FONT))


def test_an_installed_app_works_from_any_folder_and_writes_into_its_home_alone(server, screen):
    before = files_in(server.environment)
    assert server.moments("--version").strip() == f"Moments of Truth {__version__}"
    assert json.loads(server.moments("sample", "--observations", "600", "--json"))["accepted"] == 600
    assert server.moments("measure", "trust").startswith("touchpoint,positives")
    serving = server.serve()
    try:
        shown = screen("trust", "desk")
        shown.says("Trust ledger")
        assert shown.page.get_by_role("heading", level=1).inner_text()
        at_last(shown.page, lambda: has_fonts(shown.page, "Public Sans", "Newsreader"))
        expect(shown.page.get_by_text("Deploy", exact=True)).to_have_count(0)  # the settings of our own are followed
        assert shown.complaints == []
    finally:
        serving.terminate()
        serving.wait(timeout=PATIENCE)
    assert (server.home / "audit.duckdb").is_file()
    assert files_in(server.environment) == before
    assert files_in(server.elsewhere) == set()
    assert files_in(server.user) == set()
