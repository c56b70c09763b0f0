"""No test depends on how fast the machine is: none compares seconds with a number, none trusts a fixed wait."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
BARE = {"monotonic", "perf_counter", "process_time", "thread_time"}
BARE |= {f"{clock}_ns" for clock in BARE} | {"time_ns"}
CLOCKS = BARE | {f"time.{clock}" for clock in BARE} | {"time.time"}


def words(node: ast.AST) -> set[str]:
    """Return the names in an expression, its attributes with a dot before them, and "time.monotonic" and the like."""
    found = set()
    for part in ast.walk(node):
        match part:
            case ast.Attribute(value=ast.Name(id="time"), attr=name):
                found.add(f"time.{name}")
            case ast.Attribute(attr=name):
                found.add(f".{name}")
            case ast.Name(id=name):
                found.add(name)
    return found


def given(node: ast.AST) -> list[tuple[ast.expr, ast.expr | None]]:
    """Return what a statement or a part of one gives values to, and the values."""
    match node:
        case ast.Assign(targets=targets, value=value):
            return [(target, value) for target in targets]
        case ast.AnnAssign() | ast.AugAssign() | ast.NamedExpr():
            return [(node.target, node.value)]
        case ast.For() | ast.comprehension():
            return [(node.target, node.iter)]
        case ast.Call(func=ast.Attribute(value=target, attr="append" | "extend"), args=[value]):
            return [(target, value)]
    return []


def one_by_one(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, set[str]]]:
    """Yield each name or attribute that is given a value, and the words of that value."""
    match target, value:
        case ast.Tuple(elts=names), ast.Tuple(elts=values) if len(names) == len(values):
            for name, one in zip(names, values, strict=True):
                yield from one_by_one(name, one)
        case ast.Tuple(elts=names), _:
            yield from ((name.id, words(value)) for name in names if isinstance(name, ast.Name))
        case ast.Name(id=name), _:
            yield name, words(value)
        case ast.Attribute(attr=name), _:
            yield f".{name}", words(value)


def bound(tree: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Yield every name, attribute and function of a module with the words its values are made of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            returned = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
            yield from ((node.name, words(each)) for each in returned)
        for target, value in given(node):
            if value is not None:
                yield from one_by_one(target, value)


def timed_words(tree: ast.AST, timed: set[str]) -> set[str]:
    """Return `timed` and the words of a module that hold what a clock said, or what was reckoned from it."""
    values = list(bound(tree))
    while more := {name for name, made_of in values if made_of & timed} - timed:
        timed = timed | more
    return timed


def is_a_number_of_its_own(side: ast.expr) -> bool:
    """Tell whether a side of a comparison is a number that was written down, or named in capitals."""
    whole = side.value if isinstance(side, ast.Subscript) else side
    return all(name.isupper() for name in words(whole))


def hasty(tree: ast.AST, timed: set[str]) -> list[int]:
    """Return the lines that compare seconds with a number; a deadline compares what a clock says with a clock."""
    timed, found = timed_words(tree, timed), []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(words(side) & timed for side in sides) and any(is_a_number_of_its_own(side) for side in sides):
                found.append(node.lineno)
    return found


def trusting(tree: ast.AST) -> list[int]:
    """Return the lines that wait for a fixed time outside of a loop which looks whether it is there.

    A moment of chance is no such time: it is when a drill breaks something, or a second tap comes.
    """
    looping = {id(part) for node in ast.walk(tree) if isinstance(node, ast.While) for part in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="time"), attr="sleep") | ast.Name(id="sleep")):
                found.append(node)
            case ast.Call(func=ast.Attribute(attr="wait_for_timeout")):
                found.append(node)
    return [node.lineno for node in found if id(node) not in looping and "dice.uniform" not in ast.unparse(node)]


def parsed() -> dict[str, ast.Module]:
    files = sorted(TESTS.rglob("*.py"))
    return {path.relative_to(TESTS).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def test_no_test_compares_seconds_with_a_number():
    trees = parsed()
    attributes = {word for tree in trees.values() for word in timed_words(tree, CLOCKS) if word.startswith(".")}
    assert {name: lines for name, tree in trees.items() if (lines := hasty(tree, CLOCKS | attributes))} == {}


def test_no_test_trusts_a_fixed_wait():
    assert {name: lines for name, tree in parsed().items() if (lines := trusting(tree))} == {}


@pytest.mark.parametrize(
    "code",
    [
        "assert time.perf_counter() - began < 1",
        "taken = time.process_time() - began\nfastest = min(fastest, taken)\nassert fastest < 0.12",
        "seconds.append(monotonic() - began)\np50, p95 = percentile(seconds)\nassert p95 <= WITHIN[how_many]",
        "phone.seconds.append(time.time() - began)\nall = [one for one in phone.seconds]\nassert max(all) < 1",
        "def took():\n    return time.monotonic() - began\nif took() > 2:\n    fail()",
    ],
)
def test_seconds_compared_with_a_number_are_seen(code):
    assert hasty(ast.parse(code), CLOCKS) != []


def test_a_deadline_and_a_ratio_are_allowed():
    waiting = "deadline = time.monotonic() + 60\nwhile time.monotonic() < deadline:\n    time.sleep(0.1)\n"
    ratio = "unit = time.perf_counter() - began\nassert waited <= unit\nassert counted == 3"
    assert hasty(ast.parse(waiting + ratio), CLOCKS) == trusting(ast.parse(waiting)) == []


@pytest.mark.parametrize("code", ["time.sleep(1)", "page.wait_for_timeout(500)", "for _ in range(3):\n    sleep(1)"])
def test_a_fixed_wait_is_seen(code):
    assert trusting(ast.parse(code)) != []
