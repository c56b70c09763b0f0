"""The programme as an XLSForm: a form that ODK's own reader takes, whose columns our recipes know."""

import warnings
from datetime import datetime
from io import BytesIO

import pytest
from pyxform.xls2xform import convert

from audit.errors import NothingToWalkError
from audit.intake.recipes import recipe_named
from audit.intake.tables import TableShape, normalised, read_table
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.rating import DIMENSIONS, Dimension
from audit.model.walk_through import FIELD_METHODS, Signal
from audit.publish.field_form import Programme, choice_name, field_form

VERSION = datetime(2026, 4, 1, 12, 30)  # noqa: DTZ001  # UTC without an offset, as everywhere
ANCHORS = {Dimension.EMPATHY: {1: "Looks past you", 5: "Asks ${journey} & listens"}}
DESK = Touchpoint("=Desk ${place}", anchors=ANCHORS)
JOURNEY = Journey("Joining", stages=(Stage("Arrive", (DESK,)), Stage("Nothing here")))
OURS = Programme("Our audit", [JOURNEY, Journey("Empty")], ["North", "South & East"], ["New members"])


def sheet(programme, name):
    """Return the rows of one sheet of the form."""
    content = field_form(programme, VERSION)
    return read_table(content, "form.xlsx", shape=TableShape(sheet=name)).rows.to_dict("records")


def xform(programme):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = convert(BytesIO(field_form(programme, VERSION)), file_type=".xlsx")
    assert result.warnings == []
    return result.xform


def test_odk_takes_the_form_without_a_warning():
    form = xform(OURS)
    assert "<h:title>Our audit</h:title>" in form
    assert 'version="20260401123000"' in form
    assert "instance('stage')/root/item[journey= /data/walk/journey ]" in form
    assert "instance('touchpoint')/root/item[stage= current()/../stage  or name='other']" in form


def test_a_programme_without_places_and_groups_lets_them_be_written():
    rows = {row["name"]: row["type"] for row in sheet(Programme("", [JOURNEY]), "survey")}
    assert (rows["place"], rows["customer_group"]) == ("text", "text")
    assert "other_place" not in rows
    assert "<h:title>Walk-through</h:title>" in xform(Programme("", [JOURNEY]))


def test_a_label_says_what_the_name_says_so_that_either_may_be_exported():
    asked = [row for row in sheet(OURS, "survey") if row["label"] and not row["type"].startswith("begin")]
    assert len(asked) == 22
    assert [row["name"] for row in asked if normalised(row["label"]) != normalised(row["name"])] == []


@pytest.mark.parametrize("name", ["odk-central", "kobo"])
def test_each_question_but_one_is_read_by_both_recipes(name):
    recipe = recipe_named(name)
    asked = {row["name"] for row in sheet(OURS, "survey") if not row["type"].startswith(("begin", "end"))}
    unread = {question for question in asked - set(recipe.columns()) if not question.endswith("_anchors")}
    assert unread == {"start", "own_area"}
    words = recipe.fields["method"].words
    assert {words[choice_name(method)] for method in FIELD_METHODS if choice_name(method) != method} == {*FIELD_METHODS}
    assert {*recipe.fields["signals"].words.values()} == {*map(str, Signal)}


def test_what_one_three_and_five_look_like_is_the_hint_of_a_rating():
    rows = {row["name"]: row for row in sheet(OURS, "survey")}
    assert all(rows[dimension]["hint"] == f"${{{dimension}_anchors}}" for dimension in DIMENSIONS)
    desk, other = [row for row in sheet(OURS, "choices") if row["list_name"] == "touchpoint"]
    assert other["empathy_anchors"] == "Seeing the person and their need"
    assert desk["empathy_anchors"] == "1: Looks past you · 5: Asks $ {journey} & listens"
    assert desk["tangibles_anchors"] == "What can be seen, heard and touched"


def test_choices_are_keys_and_only_what_can_be_observed_is_offered():
    rows = sheet(OURS, "choices")
    desk, other = [row for row in rows if row["list_name"] == "touchpoint"]
    assert (other["name"], other["label"]) == ("other", "Another")
    assert (desk["name"], desk["label"]) == (str(DESK.id), "=Desk $ {place}")
    assert [row["label"] for row in rows if row["list_name"] in {"journey", "stage"}] == ["Joining", "Arrive"]
    assert [row["label"] for row in rows if row["list_name"] == "place"] == ["North", "South & East", "Another"]


def test_without_a_touchpoint_there_is_nothing_to_ask():
    with pytest.raises(NothingToWalkError, match="Add a journey"):
        field_form(Programme("Ours", [Journey("Empty")]), VERSION)
