"""The examples of docs/recipes.md, followed to the letter."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from audit.intake.observations import read_observations
from audit.intake.reading import Reading
from audit.intake.recipe_parts import METRIC_FIELDS, OBSERVATION_FIELDS, FieldSource, TouchpointPart, WaitUnit
from audit.intake.recipes import recipe_from_toml
from audit.intake.recognise import read_and_recognise
from audit.model.programme import Programme
from tests.intake.made import TODAY


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "recipes.md").read_text(encoding="utf-8")


def example(page: str, number: int) -> Reading:
    """Return what the page's table gives when its own recipe, saved as the page says, reads it."""
    table = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)[number]
    recipe = recipe_from_toml(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[number], "docs/recipes.md")
    read, recognition = read_and_recognise(table.encode(), "example.csv", [recipe])
    assert recognition.recipe == recipe
    return read_observations(read, recipe, Programme(), today=TODAY)


def test_the_first_example_does_what_the_page_says(page):
    reading = example(page, 0)
    shown = reading.rows[["touchpoint", "outcome", "wait_minutes", "greeted"]].astype("str").to_numpy().tolist()
    assert shown == [["Reception", "positive", "5.0", "True"], ["Laboratory", "negative", "80.0", "False"]]
    assert reading.problems[["row", "value", "expected"]].to_numpy().tolist() == [
        [4, "7", "a number from 1 to 6, or nothing"]
    ]


def test_the_second_example_does_what_the_page_says(page):
    reading = example(page, 1)
    assert reading.rows["touchpoint"].tolist() == [
        *("Catalogue search", "Help desk", "The visit as a whole"),
        *("Catalogue search", "Study rooms", "The visit as a whole"),
    ]
    assert reading.rows["reliability"].fillna(0).tolist() == [5, 0, 0, 2, 0, 0]
    assert reading.rows["outcome"].tolist() == [*("positive",) * 3, *("negative",) * 3]
    assert reading.problems["row"].tolist() == [4]


def test_the_page_names_every_field_and_every_key(page):
    named = set(re.findall(r"`\"?([\w:]+)\"?`", page)) | {"not_applicable", "positive_from", "negative_to"}
    keys = {item.name for kind in (FieldSource, TouchpointPart) for item in fields(kind)}
    assert {*OBSERVATION_FIELDS, *METRIC_FIELDS, *keys, *WaitUnit} - named == set()
