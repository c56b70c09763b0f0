import ast

import grimp
import pytest

from tests.shape import circles, commented, complexity, imports, length, spread, table, upward


def the_function(source):
    return ast.parse(source).body[0]


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return 1", 1),
        ("if a:\n  return 1\n return 2", 2),
        ("for one in a:\n  pass", 2),
        ("while a:\n  pass", 2),
        ("try:\n  a()\n except OSError:\n  b()", 2),
        ("return 1 if a else 2", 2),
        ("return a and b or c", 3),
        ("return [one for one in a]", 1),
        ("return [one for one in a if one if b]", 3),
        ("match a:\n  case 1:\n   pass\n  case _:\n   pass", 3),
        ("def inner():\n  if a:\n   return 1\n return inner", 1),
    ],
)
def test_each_branch_is_one_more_way_through_a_function(body, ways):
    assert complexity(the_function(f"def f(a, b, c):\n {body}")) == ways


def test_a_function_is_as_long_as_its_body_without_its_docstring():
    assert (
        length(
            the_function('def f(\n    a,\n):\n    """Say what.\n\n    At length.\n    """\n    a += 1\n    return a')
        )
        == 2
    )


def test_a_spread_is_the_median_the_ninetieth_of_a_hundred_and_the_largest():
    assert spread([5, 1, 3, 2, 4, 9, 8, 7, 6, 10]) == "6 / 10 / 10"


def test_comments_count_and_signs_in_a_text_do_not(tmp_path):
    (tmp_path / "a.py").write_text('"""# no comment"""\na = 1  # why\n# why else\n', encoding="utf-8")
    assert commented(tmp_path / "a.py") == 2


def test_a_circle_is_found_wherever_it_closes():
    graph = grimp.ImportGraph()
    for importer, imported in [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]:
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == ["b", "c"]


def test_an_import_of_a_layer_above_is_found():
    graph = imports()
    graph.add_import(importer="audit.model.text", imported="audit.store.opening")
    assert upward(graph) == ["audit.model -> audit.store"]


def test_the_table_names_every_measure_of_the_house():
    rows = [line.split("|")[1].strip().partition(" (")[0] for line in table()]
    assert rows[2:5] == ["lines of a file", "lines of a function", "ways through a function"]
    assert rows[6:] == [
        "lines with a comment",
        "lines of tests for one of code",
        "modules in an import circle",
        "imports from a layer to one above it",
    ]
