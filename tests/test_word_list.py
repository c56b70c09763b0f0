"""Names in the code are the words of the field; the glossary lists those that are not used, and what may stay."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = [ROOT / "app.py", *sorted((ROOT / "audit").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]


def listed(heading):
    """Return the words in backticks under a heading of the glossary."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"`(\w+)`", section)


UNUSED, ALLOWED = listed("Words we do not use as names"), listed("Compounds that may stay")


def parts(name):
    """Return a name in small letters, parted by underscores, where words begin: in camel case too."""
    return f"_{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', name).lower().strip('_')}_"


def strange(name):
    """Return the words of a name that are not used as names."""
    words = parts(name)
    for compound in ALLOWED:
        words = words.replace(f"_{compound}_", "_")
    return [word for word in UNUSED if f"_{word}_" in words]


def names(source, module):
    """Yield what a module names: itself, functions, classes, parameters, variables, attributes and imported things."""
    yield module
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.alias(asname=str(name)) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case (
                ast.Attribute(attr=name, ctx=ast.Store()) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name))
            ):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name


def test_the_glossary_lists_words_and_compounds():
    assert {"told", "seen", "stretch"} <= set(UNUSED)
    assert "hot_spot" in ALLOWED
    assert all(strange(word) for word in UNUSED)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("told", ["told"]),
        ("_TOLD", ["told"]),
        ("NotSaid", ["said"]),
        ("was_seen_at", ["seen"]),
        ("taken_home", ["taken_home"]),
        ("hot_spots", []),
        ("hot_spot_kept", ["kept"]),
        ("foundation", []),
    ],
)
def test_a_word_is_found_wherever_it_stands_in_a_name(name, words):
    assert strange(name) == words


def test_every_kind_of_name_is_looked_at():
    source = """
import numpy as told
class Seen: ...
async def kept(found, *, asked=1, **said):
    self.met = 1
    try: whole = 1
    except ValueError as spot: ...
    match whole:
        case [looks, *covered]: ...
"""
    assert {word for name in names(source, "ground") for word in strange(name)} == {
        *("told", "seen", "kept", "found", "asked", "said", "met", "whole", "spot", "looks", "covered", "ground"),
    }


def test_names_are_words_of_the_field():
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in FILES
        for name in names(path.read_text(encoding="utf-8"), path.parent.name if path.stem == "__init__" else path.stem)
        if strange(name)
    }
    assert found == set()
