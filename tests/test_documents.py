"""What the documents say of commands, settings, keys and names is what the code has."""

import ast
import importlib.util
import re
import tomllib

import pytest

from audit import errors
from audit.cli import main
from audit.errors import AuditError, RecipeError
from audit.intake.journey_files import rows_of_text
from audit.intake.journey_rows import read_rows
from audit.intake.question import About
from audit.intake.recipe_parts import (
    METRIC_FIELDS,
    OBSERVATION_FIELDS,
    TICKET_FIELDS,
    DateOrder,
    Kind,
    RealDates,
    ShareUnit,
    Verdict,
    WaitUnit,
    WithoutOutcome,
)
from audit.intake.recipe_text import ENCODINGS, SEPARATORS, recipe_from_toml
from audit.intake.templates import all_templates, template_problems
from audit.measures.evidence_grade import grades
from audit.model import commitment, walk_through
from audit.model.channel import CHANNELS
from audit.model.journey_table import COLUMNS
from audit.model.rating import Dimension, Outcome
from audit.model.story import Cause
from pages.parts.navigation import NAVIGATION
from tests.documents import COMMANDS, ERRORS, all_commands, commands_page, errors_page
from tests.shape import CODE, ROOT

DOCS = {path.name: path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]}


def section(document, heading):
    """Return what stands under a heading, up to the next one of its kind."""
    _, _, rest = DOCS[document].partition(f"\n## {heading}\n")
    assert rest, f"{document} has no part {heading}"
    return rest.partition("\n## ")[0]


def first_cells(text):
    """Return what stands between backticks in the first column of the tables of a text."""
    rows = re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE)
    return {name for cell in rows for name in re.findall(r"`([^`]+)`", cell)}


def below(kind):
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in below(child))]


# commands


def test_the_page_of_commands_is_the_commands():
    assert DOCS[COMMANDS.name] == commands_page(), "make docs writes it again"


def test_every_option_says_what_it_is():
    for name, command in all_commands().items():
        assert command.help, name
        for option in command.params:
            if option.param_type_name == "option":
                assert option.help, f"{name} {option.name}"


def test_every_command_and_option_that_a_document_names_is_one():
    options = {spelt for command in all_commands().values() for each in command.params for spelt in each.opts}
    for name, text in DOCS.items():
        ours = "\n".join(line for line in text.splitlines() if not re.search(r"\bpip |\bpytest\b|\bpipx\b", line))
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", ours)) <= options | {"--help", "--version"}, name
        assert set(re.findall(r"`moments ([a-z][a-z-]*)", ours)) <= set(main.commands), name


def test_every_recipe_of_make_that_a_document_names_is_one():
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {each for text in DOCS.values() for each in re.findall(r"`make ([a-z-]+)`", text)}
    assert {"check", "drills", "shape", "docs"} <= named <= recipes


# errors


def test_the_page_of_errors_is_the_errors():
    assert DOCS[ERRORS.name] == errors_page(), "make docs writes it again"


def test_every_sentence_stands_on_the_page_of_errors_as_the_screen_shows_it():
    own = [kind for kind in below(AuditError) if "__init__" in vars(kind)]
    asked = [(kind, kind.__init__.__code__) for kind in own]
    plain = [kind for kind, code in asked if code.co_argcount + code.co_kwonlyargcount == 1]  # for itself alone
    assert len(plain) > 20
    for kind in plain:
        assert f"| {kind()} | {kind.__doc__}" in DOCS[ERRORS.name], kind.__name__


def test_every_error_has_a_sentence_that_ends_or_is_the_kind_of_others():
    sentences = re.findall(r"^\| (?!it says|---)(.*?) \| .*\.? \|$", DOCS[ERRORS.name], re.MULTILINE)
    own = [kind for kind in below(AuditError) if "__init__" in vars(kind) or "why" in vars(kind)]
    assert len(sentences) == len(own)
    assert [sentence for sentence in sentences if sentence[-1] not in ".…"] == []
    assert {kind for kind in below(AuditError) if not kind.__subclasses__()} <= set(own)
    assert {kind.__name__ for kind in own} <= vars(errors).keys()


# settings


def test_every_variable_that_the_code_reads_stands_among_the_settings():
    read = set()
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        read |= {
            node.value
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and re.fullmatch(r"(MOMENTS|AUDIT)_[A-Z_]+", str(node.value))
        }
        read |= set(re.findall(r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\"", text))
    assert {"MOMENTS_HOME", "AUDIT_STORE", "XDG_DATA_HOME"} <= read
    assert first_cells(section("operating.md", "Settings").partition("`.streamlit")[0]) == read


def test_every_variable_of_ours_that_a_document_names_is_among_the_settings():
    settings = first_cells(section("operating.md", "Settings"))
    for name, text in DOCS.items():
        assert set(re.findall(r"\b(?:MOMENTS|AUDIT)_[A-Z_]+\b", text)) <= settings, name


def test_every_setting_of_the_pages_stands_among_the_settings():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    keys = {f"{part}.{key}" for part, content in config.items() if part != "theme" for key in content}
    assert first_cells(section("operating.md", "Settings").partition("`.streamlit")[2]) == keys


# recipes and templates

PARTS_OF_A_RECIPE = {
    "": "",
    "[recognise]": "[recognise]",
    "[file]": "[file]",
    "[[skip]]": "[[skip]]\ncolumn = 'a'",
    "[[keep]]": "[[keep]]\ncolumn = 'a'",
    "[dates]": "[dates]",
    "[identity]": "[identity]",
    "[privacy]": "[privacy]",
    "[scores]": "[scores]",
    "[[touchpoints]]": "[[touchpoints]]\ntouchpoint = 'a'",
    "[whole_row]": "[whole_row]\ntouchpoint = 'a'",
    "[rules]": "[rules]",
    "[[questions]]": "[[questions]]",
}
OPTIONAL = "target_share = 0.5\n" + "".join(f"{key} = 'a'\n" for key in ("limit_by", "apart", "decided_at"))
WRITTEN_FOR_READERS = {"question", "answer_by", "choices"}  # of a question; explained below its example


def known_keys(toml):
    """Return the keys that may stand at the end of a recipe, as the sentence that refuses another lists them."""
    with pytest.raises(RecipeError) as refused:
        recipe_from_toml(f"name = 'a'\n{toml}\nqqqq = 1", "a.toml")
    return set(str(refused.value).rpartition("what may stand here: ")[2].rstrip(".").split(", "))


def keys_in_the_table(document):
    """Return the keys of each part, as the table of all keys lists them: {part: keys}."""
    keys, part = {}, None
    for first, second in re.findall(r"^\| ([^|]*) ?\| ([^|]*) \|", section(document, "Every key"), re.MULTILINE):
        part = first.strip().strip("`") or part or ""
        part = "" if part == "part" else part
        keys.setdefault(part, set()).update(re.findall(r"`([^`]+)`", second))
    return keys


@pytest.mark.parametrize("part", PARTS_OF_A_RECIPE)
def test_every_key_of_a_recipe_stands_in_the_table_of_keys(part):
    known = known_keys(PARTS_OF_A_RECIPE[part])
    listed = keys_in_the_table("recipes.md")
    if part == "":
        parts = {re.sub(r"[\[\]]", "", name) for name in listed if name.startswith("[")}
        assert known == listed[""] | parts
    else:
        assert known - WRITTEN_FOR_READERS == listed[part]


def test_every_key_of_a_field_and_of_a_target_stands_in_its_table():
    fields, targets = section("recipes.md", "Every key").split("In `[fields.ours]`:")[1].split("In `[[targets]]`, of")
    assert first_cells(fields) == known_keys("[fields.place]") | {"column"}
    assert first_cells(targets) == known_keys(f"[[targets]]\nmetric = 'a'\n{OPTIONAL}")


def test_every_key_that_is_looked_for_before_it_is_read_stands_in_a_table():
    """Those are not among the keys that a refusal lists."""
    written = (ROOT / "audit" / "intake" / "recipe_text.py").read_text(encoding="utf-8")
    keys = {first or second for first, second in re.findall(r'\.has\("(\w+)"\)|_beside\(section, "(\w+)"\)', written)}
    assert {"column", "target_share", "apart"} <= keys
    assert {
        key for key in keys if f"`{key}`" not in DOCS["recipes.md"] and f"`[{key}]`" not in DOCS["recipes.md"]
    } == set()


@pytest.mark.parametrize(
    ("what", "fields"),
    [("an observation", OBSERVATION_FIELDS), ("a service metric", METRIC_FIELDS), ("a ticket", TICKET_FIELDS)],
)
def test_every_field_that_a_recipe_may_fill_is_named(what, fields):
    (paragraph,) = re.findall(rf"\*\*Fields of {what}\.\*\*(.*?)\n\n", DOCS["recipes.md"], re.DOTALL)
    named = set(re.findall(r"`([a-z_]+)`", paragraph)) - {"decided_at"}
    assert named == set(fields)


@pytest.mark.parametrize(
    "words",
    [Kind, DateOrder, WaitUnit, WithoutOutcome, ShareUnit, set(RealDates) - {""}, Verdict, SEPARATORS, ENCODINGS],
)
def test_every_word_that_a_recipe_may_use_is_named(words):
    assert [word for word in words if f'"{word}"' not in DOCS["recipes.md"]] == []


def test_every_kind_of_question_is_named():
    assert first_cells(section("recipes.md", "What only you can know")) == set(About)


PARTS_OF_A_TEMPLATE = {
    "the file": ("name", "qqqq = 1\nname"),
    "[anchors]": ("[anchors.reliability]", "[anchors]\nqqqq = 1\n[anchors.reliability]"),
    "[[stage]]": ("[[stage]]", "[[stage]]\nqqqq = 1"),
    "[[stage.touchpoint]]": ("[[stage.touchpoint]]", "[[stage.touchpoint]]\nqqqq = 1"),
    "[[service]]": ("[[service]]", "[[service]]\nqqqq = 1"),
}
LIKEWISE = "# ... [anchors.assurance], [anchors.tangibles], [anchors.empathy] and [anchors.responsiveness] likewise\n"


def the_example():
    """Return the template that docs/templates.md shows, with the anchors it leaves to the reader."""
    (text,) = re.findall(r"```toml\n(.*?)```", DOCS["templates.md"], re.DOTALL)
    assert LIKEWISE in text
    rest = [f"[anchors.{dimension}]\n1 = 'a'\n3 = 'b'\n5 = 'c'\n" for dimension in list(Dimension)[1:]]
    return text.replace(LIKEWISE, "".join(rest))


def test_the_template_in_the_documents_is_one(tmp_path):
    (tmp_path / "bicycles.toml").write_text(the_example(), encoding="utf-8")
    assert template_problems(tmp_path) == ()
    assert [template.name for template in all_templates(tmp_path)] == ["Renting a bicycle"]


@pytest.mark.parametrize("part", PARTS_OF_A_TEMPLATE)
def test_every_key_of_a_template_stands_in_its_table(tmp_path, part):
    before, after = PARTS_OF_A_TEMPLATE[part]
    (tmp_path / "mine.toml").write_text(the_example().replace(before, after, 1), encoding="utf-8")
    (problem,) = template_problems(tmp_path)
    known = set(str(problem).partition("the known ones are ")[2].partition(". ")[0].split(", "))
    listed = keys_in_the_table("templates.md")
    assert known - {"anchors", "stage", "service", "touchpoint"} == listed[part]


def test_the_table_in_the_documents_is_a_journey():
    (text,) = re.findall(r"```csv\n(.*?)```", DOCS["templates.md"], re.DOTALL)
    stages = read_rows(rows_of_text(text), "A stay").journey().stages
    assert [(stage.name, [touchpoint.name for touchpoint in stage.touchpoints]) for stage in stages] == [
        ("Arriving", ["Parking", "Check-in"]),
        ("The stay", ["Room"]),
    ]
    assert tuple(text.splitlines()[0].split(",")) == COLUMNS


def test_every_channel_of_a_template_is_named():
    assert [channel for channel in CHANNELS if f'`"{channel}"`' not in DOCS["templates.md"]] == []


# names


def test_every_word_an_observation_is_made_of_stands_in_the_glossary():
    words = [*Dimension, *Outcome, *walk_through.Signal, "method", "cause", "daypart", "channel", "wait", "greeted"]
    for word in words:
        assert f"\n## {word}\n" in DOCS["glossary.md"], word


@pytest.mark.parametrize(
    ("term", "words"), [("cause", Cause), ("evidence grade", grades(range(1, 40))), ("verdict", commitment.Verdict)]
)
def test_a_term_that_is_one_of_a_few_words_names_them_all(term, words):
    meaning = section("glossary.md", term)
    assert [word for word in words if word not in meaning] == []


def tables():
    """Return the tables that stand once every migration was made, in their order: one may drop what it made."""
    files = sorted((ROOT / "audit" / "store" / "migrations").glob("*.sql"))
    made = "".join(path.read_text("utf-8") for path in files)
    last = {table: verb for verb, table in re.findall(r"(CREATE|DROP) TABLE (?:IF NOT EXISTS )?(\w+)", made)}
    return {table for table, verb in last.items() if verb == "CREATE"}


INSIDE = {
    "arrival",
    "ballot",
    "change",
    "journal_mark",
    "merged_row",
    "migration",
    "observation_signal",
    "recovery_step",
}


def test_every_noun_that_is_stored_stands_in_the_glossary():
    """But for what is kept for the app itself, and for what has no name of its own: the vote, the signal, the step."""
    for noun in tables() - INSIDE:
        term = noun.replace("walk_through", "walk-through").replace("_", " ")
        assert f"\n## {term}\n" in DOCS["glossary.md"], term


def test_every_page_is_told_of_in_the_readme():
    titles = [title for doors in NAVIGATION.values() for _, title, *_ in doors]
    assert [title for title in titles if title.casefold() not in DOCS["README.md"].casefold()] == []


def test_every_table_stands_in_the_data_model():
    named = set(re.findall(r"\w+", section("data-model.md", "Built")))
    assert tables() - named == set()


def test_every_module_and_file_that_a_document_names_is_there():
    for name, text in DOCS.items():
        for spelt in re.findall(r"`((?:audit|pages)(?:\.(?!duckdb)\w+)+)`", text):
            assert is_there(spelt), f"{name} names {spelt}"
        for spelt in re.findall(
            r"`((?:audit/(?!product/)|pages/|data/(?!own/|audit)|static/|tests/|docs/)[\w./-]+)`", text
        ):
            assert (ROOT / spelt).exists(), f"{name} names {spelt}"


def is_there(spelt):
    """Return whether a dotted name is a module or something in one."""
    folder = ROOT.joinpath(*spelt.split("."))
    if folder.is_dir() or folder.with_suffix(".py").is_file():
        return True
    module, _, thing = spelt.rpartition(".")
    return importlib.util.find_spec(module) is not None and hasattr(importlib.import_module(module), thing)
