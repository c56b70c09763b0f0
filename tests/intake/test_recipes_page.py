"""The examples of docs/recipes.md, followed to the letter."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from audit.intake.observations import read_observations
from audit.intake.reading import Reading
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    METRIC_FIELDS,
    OBSERVATION_FIELDS,
    TICKET_FIELDS,
    FieldSource,
    TargetPart,
    TouchpointPart,
    WaitUnit,
)
from audit.intake.recipes import SHIPPED, recipe_from_toml
from audit.intake.recognise import read_and_recognise
from audit.intake.service_metrics import read_service_metrics
from audit.intake.tables import Table
from audit.intake.tickets import read_tickets
from audit.model.programme import Programme
from tests.intake.made import TODAY


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "recipes.md").read_text(encoding="utf-8")


def opened(page: str, number: int) -> tuple[Table, Recipe]:
    """Return a table of the page, and the recipe beside it by which it is recognised."""
    table = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)[number]
    recipe = recipe_from_toml(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[number], "docs/recipes.md")
    read, recognition = read_and_recognise(table.encode(), "example.csv", [recipe])
    assert recognition.recipe == recipe
    return read, recipe


def example(page: str, number: int) -> Reading:
    """Return what the page's table gives when its own recipe, saved as the page says, reads it."""
    return read_observations(*opened(page, number), Programme(), today=TODAY)


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


def test_the_third_example_does_what_the_page_says(page):
    reading = read_tickets(*opened(page, 2), Programme(), today=TODAY)
    rows = reading.rows.assign(day=reading.rows["closed_on"].dt.day)
    assert rows[["service", "metric", "day", "met"]].to_numpy().tolist() == [
        ["Laptops", "First answer within 4 hours", 13, True],
        ["Laptops", "Solved in time, urgent", 13, True],
        ["Laptops", "First answer within 4 hours", 15, False],
        ["Laptops", "Solved in time, not urgent", 15, False],
    ]
    assert reading.problems[["row", "column", "value"]].to_numpy().tolist() == [[5, "First answer", "soon"]]
    assert reading.skipped == 1


def test_the_fourth_example_does_what_the_page_says(page):
    reading = read_service_metrics(*opened(page, 3), today=TODAY)
    assert reading.problems.empty
    assert reading.rows[["target_share", "attained_share"]].to_numpy().tolist() == [[0.9, 0.915], [0.9, 0.88]]
    assert reading.skipped == 1


def test_the_page_names_every_recipe_that_comes_with_the_app(page):
    assert set(SHIPPED) <= set(re.findall(r"`([\w-]+)`", page))


def test_the_page_names_every_field_and_every_key(page):
    named = set(re.findall(r"`\"?([\w:]+)\"?`", page)) | {"not_applicable", "positive_from", "negative_to"}
    keys = {item.name for kind in (FieldSource, TouchpointPart, TargetPart) for item in fields(kind)}
    keys = keys - {"verdict"} | {"met"}  # the key by which a recipe names the column with the verdict on a target
    assert {*OBSERVATION_FIELDS, *METRIC_FIELDS, *TICKET_FIELDS, *keys, *WaitUnit} - named == set()
