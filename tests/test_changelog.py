import re

from audit import __version__
from tests.shape import ROOT

CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_changelog_keeps_its_form():
    headings = re.findall(r"^## (.*)$", CHANGES, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    versions = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})", heading) for heading in headings[1:]]
    assert all(versions)
    numbers = [tuple(map(int, version.groups()[:3])) for version in versions]
    days = [version[4] for version in versions]
    assert numbers == sorted(set(numbers), reverse=True)
    assert days == sorted(days, reverse=True)
    assert set(re.findall(r"^### (.*)$", CHANGES, re.MULTILINE)) <= {"Added", "Changed", "Fixed", "Removed"}


def test_the_newest_version_of_the_changelog_is_the_packages():
    assert re.findall(r"^## \[([\d.]+)\]", CHANGES, re.MULTILINE)[0] == __version__


def test_every_change_stands_under_what_kind_it_is():
    for part in re.split(r"^## ", CHANGES, flags=re.MULTILINE)[1:]:
        lines = [line for line in part.splitlines()[1:] if line.strip()]
        assert not lines or lines[0].startswith("### ")
