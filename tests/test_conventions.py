"""Rules of the house that no linter knows."""

import ast
import re
import tomllib
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from audit import errors
from pages.parts.navigation import NAVIGATION, PAGES
from tests.shape import CODE, FRONT, HOUSE, ROOT, circles, complexity, functions, imports, length

PARTS = ROOT / "pages" / "parts"
PAGE_FILES = [
    path for path in FRONT if path.name == "page.py" or (path.parent.parent == PAGES and path.parent != PARTS)
]
SQL = sorted((ROOT / "audit" / "store").rglob("*.sql"))
NOT_PORTABLE = (
    r"\b(RETURNING|SEQUENCE|ENUM|REFERENCES|FOREIGN KEY|UTINYINT|USMALLINT|UINTEGER|UBIGINT|LIST|STRUCT|MAP)\b|\[\]"
)


def named(path):
    return path.relative_to(ROOT).as_posix()


def test_no_file_stands_directly_in_pages():
    assert [named(path) for path in (ROOT / "pages").glob("*.py")] == []


def test_every_page_is_in_the_navigation_and_every_door_leads_somewhere():
    doors = {PAGES / file for rooms in NAVIGATION.values() for file, *_ in rooms}
    assert doors == set(PAGE_FILES)


def test_every_page_has_its_own_address():
    addresses = [address for rooms in NAVIGATION.values() for _, _, address, _ in rooms]
    assert len(addresses) == len(set(addresses))


def uses(path):
    """Return the modules of the front that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("pages."):
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_what_pages_share_is_reached_by_two_of_them():
    """A part that serves one page stands with that page."""
    modules = {named(path.with_suffix("")).replace("/", "."): path for path in [*FRONT, ROOT / "app.py"]}
    reached = {}
    for path in [*PAGE_FILES, ROOT / "app.py"]:
        waiting, behind = [path], set()
        while waiting:
            steps = {name for name in uses(waiting.pop()) if name in modules} - behind
            behind |= steps
            waiting += [modules[name] for name in steps]
        for name in behind:
            reached.setdefault(name, set()).add(named(path))
    everywhere = {"app.py"}  # what the frame shows stands round every page
    alone = {
        named(modules[name])
        for name, pages in reached.items()
        if modules[name].parent == PARTS and len(pages) < 2 and pages != everywhere
    }
    assert alone == set()
    assert {path for path in FRONT if path.parent == PARTS} <= {modules[name] for name in reached}


@pytest.mark.parametrize("path", PAGE_FILES, ids=named)
def test_a_page_is_short_and_keeps_its_state_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    assert "session_state" not in text
    assert "groupby" not in text


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_module_opens_with_one_line_and_holds_one_thing(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    if not text.strip():
        return
    opening = (ast.get_docstring(ast.parse(text)) or "").splitlines()
    assert opening
    assert opening[0].endswith(".")


def test_functions_are_short():
    lengths = sorted(length(function) for path in CODE for function in functions(path))
    assert lengths[int(len(lengths) * 0.9)] <= 25
    assert lengths[-1] <= 50


def test_no_function_has_more_than_ten_ways_through():
    """The linter's own limit of six leaves out what stands within an expression; this counts that too."""
    assert [
        f"{named(path)}: {function.name}" for path in CODE for function in functions(path) if complexity(function) > 10
    ] == []


def test_no_module_imports_itself_by_way_of_others():
    """Layers keep the rooms apart; this holds within a room too."""
    assert circles(imports()) == []


def acts(tree):
    """Return what each widget is given to call, with the name it is given under: as a keyword or in a dictionary."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg)
        elif isinstance(node, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else "" for key in node.keys]
            yield from zip(keys, node.values, strict=True)


def is_bound(name, act):
    """Tell whether an act cannot end in a trace: by the boundary, as no act at all, or as looked at elsewhere."""
    if isinstance(act, ast.Constant):
        return act.value in {"rerun", "ignore", None}
    if isinstance(act, ast.Name):
        return act.id == name  # handed on under its own name, by whoever was given it
    return isinstance(act, ast.Call) and ast.unparse(act.func) == "safely"


def unbound(source):
    tree = ast.parse(source)
    wild = [ast.unparse(act) for name, act in acts(tree) if str(name).startswith("on_") and not is_bound(name, act)]
    return wild + re.findall(r"\bst\.(?:fragment|dialog)\b", source)


@pytest.mark.parametrize("path", FRONT, ids=named)
def test_whatever_a_tap_sets_off_ends_in_words(path):
    if path.name != "boundary.py":
        assert unbound(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "st.button('Go', on_click=go)",
        "st.button('Go', on_click=lambda: go())",
        "st.button('Go', on_click=partial(go, 1))",
        "widget(label, **{'key': key, 'on_change': _keep})",
        "@st.fragment\ndef part(): ...",
        "@st.dialog('Sure?')\ndef ask(): ...",
    ],
)
def test_an_act_without_the_boundary_is_found(source):
    assert len(unbound(source)) == 1


def test_sql_is_run_in_the_store_alone():
    elsewhere = [path for path in [*HOUSE, *FRONT] if ROOT / "audit" / "store" not in path.parents]
    assert [
        named(path) for path in elsewhere if re.search(r"\.(execute|executemany|sql)\(", path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("path", SQL, ids=named)
def test_migrations_run_on_an_attached_postgresql_too(path):
    statements = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    assert re.findall(NOT_PORTABLE, statements) == []


def test_numbers_are_rounded_in_one_place():
    """Python's own formats bring a half to the even neighbour, charts to the farther one: sentences would differ."""
    talking = [path for path in [*HOUSE, *FRONT] if not {"intake", "bench", "sample"} & set(path.parts)]
    found = [
        named(path)
        for path in talking
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue)
        and re.search(r"\.\d+[f%]", ast.unparse(node.format_spec or ast.Constant("")))
    ]
    assert found == []


# Where a date is read or written for a machine: the dates of imported rows, and the clock in the name of a file.
NOT_FOR_PEOPLE = {
    "audit/intake/comparing.py",
    "audit/store/file/connecting.py",
    "audit/store/upkeep/restoring.py",
    "audit/store/upkeep/rotation.py",
}


def test_a_day_is_written_in_one_place():
    found = {
        named(path)
        for path in [*HOUSE, *FRONT, ROOT / "app.py"]
        if named(path) != "audit/model/day.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"%-?[dbBYm]\b", node.value)
    }
    assert found == NOT_FOR_PEOPLE


def test_nothing_reads_code_out_of_data():
    banned = r"\b(read_pickle|eval|exec|unsafe_allow_html)\b\s*[(=]|\.query\("
    assert [named(path) for path in [*HOUSE, *FRONT] if re.search(banned, path.read_text(encoding="utf-8"))] == []


def test_every_dependency_gives_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = [
        *project["project"]["dependencies"],
        *filter(lambda one: isinstance(one, str), project["dependency-groups"]["dev"]),
    ]
    for line in wanted:
        assert re.search(rf'"{re.escape(line)}",\s+# \w', text), f"{line} has no reason beside it"


def test_every_folder_of_code_goes_into_the_wheel():
    """What is no code is compared file by file where a wheel is built (tests/browser/test_installed.py)."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    house = {named(path.parent).replace("/", ".") for path in HOUSE}
    front = {"audit.product"} | {f"audit.product.{named(path.parent).replace('/', '.')}" for path in FRONT}
    assert sorted(packages) == sorted(house | front)


def test_no_module_looks_for_the_product_by_its_own_place():
    """Installed, the pages and the data lie elsewhere than in a checkout; audit.home.product knows where."""
    paths = [path for path in HOUSE if path.relative_to(ROOT).parts[1] != "home"]
    assert [named(path) for path in paths if re.search(r"__file__\).*parents", path.read_text(encoding="utf-8"))] == []


def test_locks_name_no_host():
    for lock in ROOT.glob("requirements*.lock"):
        assert not re.search(r"https?://|file://", lock.read_text(encoding="utf-8"))


def test_locks_keep_the_extras_their_packages_ask_for():
    """Older pips take `coverage[toml]` and `coverage` for two packages, and find the one without a pin."""
    text = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)(?:\[([\w.,-]+)\])?==", text, re.MULTILINE)
    locked = {canonicalize_name(name): {extra for extra in extras.split(",") if extra} for name, extras in pins}
    asked = set()
    for package in filter(lambda package: canonicalize_name(package.name) in locked, distributions()):
        for line in package.requires or []:
            wanted = Requirement(line)
            if wanted.marker is None or any(
                wanted.marker.evaluate({"extra": extra}) for extra in ("", *locked[canonicalize_name(package.name)])
            ):
                asked |= {(canonicalize_name(wanted.name), extra) for extra in wanted.extras}
    assert ("coverage", "toml") in asked
    assert {(name, extra) for name, extra in asked if extra not in locked[name]} == set()


def test_every_error_says_when_it_comes_and_is_called_one():
    def below(kind):
        return [kind, *(deeper for child in kind.__subclasses__() for deeper in below(child))]

    for kind in below(errors.AuditError):
        assert kind.__doc__
        assert kind.__name__.endswith("Error")


def test_every_picture_and_document_the_readme_points_at_is_there():
    for document in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} points at {target}"
