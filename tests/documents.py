"""The documents that are written from the code, so that nothing in them can be wrong: `make docs`."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from types import ModuleType

import click

from audit import errors
from audit.cli import main
from audit.figures import CATALOGUE
from tests.shape import ROOT

COMMANDS, ERRORS, MEASURES = (ROOT / "docs" / f"{name}.md" for name in ("commands", "errors", "measures"))
COLUMNS = "| figure | column | on the screen | unit | |"  # the head of the table that docs/measures.md ends with
SHARED = {"path", "home"}
KINDS = {"integer": "NUMBER", "integer range": "NUMBER", "datetime": "DAY", "choice": "NAME", "directory": "FOLDER"}
FEW = 6  # words that an option lists; of more, the argument that takes them all is the place
MODULES = [module for _, module in inspect.getmembers(errors, inspect.ismodule)]


def all_commands() -> dict[str, click.Command]:
    """Return every command by the words that call it: "measure", "journey list"."""
    commands: dict[str, click.Command] = {}
    for name, command in main.commands.items():
        if isinstance(command, click.Group):
            commands |= {f"{name} {each}": part for each, part in command.commands.items()}
        else:
            commands[name] = command
    return commands


def commands_page() -> str:
    """Return docs/commands.md: each command with its arguments and options, as `moments COMMAND --help` has them."""
    return "\n".join(_commands()) + "\n"


def errors_page() -> str:
    """Return docs/errors.md: each sentence the app refuses with, and when it does."""
    return "\n".join(_errors()) + "\n"


def measures_page() -> str:
    """Return docs/measures.md as people wrote it, with the table of every figure and its columns at the end."""
    written, _, _ = MEASURES.read_text(encoding="utf-8").partition(COLUMNS)
    return written + "\n".join([COLUMNS, "|---|---|---|---|---|", *_columns()]) + "\n"


def _columns() -> Iterator[str]:
    for columns, alike in groupby(CATALOGUE.values(), lambda figure: figure.columns):
        figures = list(alike)
        said = " ".join(figure.about for figure in figures)
        where = "" if figures[0].is_printed else " On pages only."
        keys = " Its keys, and:" if figures[0].is_keyed else ""
        yield f"| {', '.join(f'**{figure.name}**' for figure in figures)} | | | | {said}{where}{keys} |"
        yield from (f"| | `{each.name}` | {each.head} | {each.unit} | {each.note} |" for each in columns)


def _commands() -> Iterator[str]:
    yield "# The command, option by option"
    yield ""
    yield "Written from the code by `make docs`; a test compares the two. How to use it: [operating.md](operating.md)."
    yield "Every command ends with 0 where all went well, and with 1 and a sentence where it refuses."
    others = sorted(name for name, command in all_commands().items() if not _is_on_an_audit(command))
    yield from ("", "## Which audit", "", f"Every command but {', '.join(others)} takes these two as well:", "")
    yield from _options([option for option in main.commands["check"].params if option.name in SHARED])
    for name, command in sorted(all_commands().items()):
        arguments = [option for option in command.params if isinstance(option, click.Argument)]
        spelt = " ".join([name, *(argument.human_readable_name for argument in arguments)])
        yield from ("", f"## moments {spelt}", "", inspect.cleandoc(command.help or ""))
        for argument in arguments:
            if isinstance(argument.type, click.Choice):
                yield from ("", f"{argument.human_readable_name} is one of: {', '.join(argument.type.choices)}.")
        shared = SHARED if _is_on_an_audit(command) else set()
        own = [option for option in command.params if option not in arguments and option.name not in shared]
        own = [option for option in own if not getattr(option, "hidden", False)]
        if own:
            yield from ("", *_options(own))


def _is_on_an_audit(command: click.Command) -> bool:
    return {option.name for option in command.params} >= SHARED


def _options(options: Iterable[click.Parameter]) -> Iterator[str]:
    yield from ("| option | what it says | when left out |", "|---|---|---|")
    for option in options:
        if isinstance(option, click.Option):
            yield f"| {_spelt(option)} | {_cell(option.help or '')} | {_cell(_left_out(option))} |"


def _spelt(option: click.Option) -> str:
    """Return how an option is written, with the words or the kind of value it takes."""
    (name,) = option.opts
    if option.is_flag:
        return f"`{name}`"
    if isinstance(option.type, click.Choice) and len(option.type.choices) <= FEW:
        return " or ".join(f"`{name} {word}`" for word in option.type.choices)
    kind = KINDS.get(option.type.name) or option.type.name.upper()
    return f"`{name} {kind}`"


def _left_out(option: click.Option) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.show_default, str):
        return option.show_default
    shows = option.show_default and option.default not in (None, "")
    return str(option.default) if shows else ""


def _errors() -> Iterator[str]:
    yield "# What the app says when it refuses"
    yield ""
    yield "Each sentence says what is wrong and what to do about it; this page adds when it comes. Three dots stand for"
    yield "what is filled in, such as a name or a number. Written from the code by `make docs`, and compared by a test."
    for module in sorted(MODULES, key=lambda module: module.__name__):
        cases = list(_cases(module))
        if cases:
            yield from ("", f"## {(module.__doc__ or '').strip().partition(chr(10))[0].rstrip('.')}", "")
            yield from ("| it says | when |", "|---|---|")
            yield from (f"| {_cell(sentence)} | {_cell(when)} |" for sentence, when in cases)


def _cases(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield sentence and occasion of each class of a module that has a sentence of its own, in their order."""
    for node in ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            when = (ast.get_docstring(node) or "").partition("\n")[0]
            yield from ((sentence, when) for sentence in [_sentence(node)] if sentence)


def _sentence(node: ast.ClassDef) -> str:
    """Return the sentence that a class gives, "" where it has none; one that its base begins is begun likewise."""
    for part in node.body:
        if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "why":
            return f"… was not read: {_words(part.value)}"
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
            return _words(call.args[0]) if isinstance(call.args[0], ast.Constant | ast.JoinedStr) else ""
    return ""


def _words(text: ast.expr) -> str:
    """Return a literal with three dots for each value that is filled in."""
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    spelt = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
    return re.sub(r"\{\w+[^}]*\}|……+", "…", spelt)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    ERRORS.write_text(errors_page(), encoding="utf-8")
    MEASURES.write_text(measures_page(), encoding="utf-8")
