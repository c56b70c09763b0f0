"""The shape of the code in one small table, for those who work on it: `make shape`."""

import ast
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import grimp

ROOT = Path(__file__).resolve().parent.parent
HOUSE = sorted((ROOT / "audit").rglob("*.py"))
FRONT = sorted((ROOT / "pages").rglob("*.py"))
CODE = [ROOT / "app.py", *HOUSE, *FRONT]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
BRANCHES = ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.match_case


def functions(path: Path) -> list[Function]:
    """Return every function and method of a file, those within others too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def length(function: Function) -> int:
    """Return the lines of a function's body without its docstring, which says what and not how."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def complexity(function: Function) -> int:
    """Return the ways through a function: one, and one more for each branch.

    Branches are each if, for, while, except and case, an if within an expression or a comprehension, and each `and` and
    `or`. The linter's own count leaves out all that stands within an expression.
    """
    return 1 + sum(map(_branches, _own(function)))


def _branches(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return len(node.ifs)
    return int(isinstance(node, BRANCHES))


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of the functions within it, which are counted by themselves."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, Function):
            yield node
            yield from _own(node)


def lines(paths: Iterable[Path]) -> list[int]:
    """Return how many lines each file has."""
    return [len(path.read_text(encoding="utf-8").splitlines()) for path in paths]


def commented(path: Path) -> int:
    """Return how many lines of a file hold a comment."""
    with path.open("rb") as file:
        return len({token.start[0] for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT})


def imports() -> grimp.ImportGraph:
    """Return which module of ours imports which."""
    return grimp.build_graph("audit", "pages", cache_dir=None)


def circles(graph: grimp.ImportGraph) -> list[str]:
    """Return the modules that import themselves by way of others."""
    behind = {module: graph.find_upstream_modules(module) for module in graph.modules}
    return sorted(module for module in behind if any(module in behind[one] for one in behind[module]))


def upward(graph: grimp.ImportGraph) -> list[str]:
    """Return the imports that lead from a layer to one above it, by the layers that pyproject.toml names."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = []
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            layers = [grimp.Layer(*layer.split(" | ")) for layer in contract["layers"]]
            containers = set(contract.get("containers", []))
            wrong = graph.find_illegal_dependencies_for_layers(layers=layers, containers=containers)
            found += [f"{arrow.importer} -> {arrow.imported}" for arrow in wrong]
    return sorted(found)


def spread(numbers: Sequence[int]) -> str:
    """Return the median, the ninetieth of a hundred, and the largest."""
    ordered = sorted(numbers)
    return f"{ordered[len(ordered) // 2]} / {ordered[int(len(ordered) * 0.9)]} / {ordered[-1]}"


def table() -> Iterator[str]:
    """Yield the table, line by line."""
    written = [function for path in CODE for function in functions(path)]
    graph = imports()
    code, tests = sum(lines(CODE)), sum(lines(TESTS))
    comments = sum(map(commented, CODE))
    yield "| of app.py, audit and pages | median / p90 / max |"
    yield "|---|---|"
    yield f"| lines of a file ({len(CODE)} files) | {spread(lines(CODE))} |"
    yield f"| lines of a function ({len(written)} functions) | {spread([length(one) for one in written])} |"
    yield f"| ways through a function | {spread([complexity(one) for one in written])} |"
    yield "| | **in all** |"
    yield f"| lines with a comment | {comments:,} of {code:,} ({100 * comments / code:.1f} %) |"
    yield f"| lines of tests for one of code | {tests / code:.2f} ({tests:,} : {code:,}) |"
    yield f"| modules in an import circle | {len(circles(graph))} |"
    yield f"| imports from a layer to one above it | {len(upward(graph))} |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
