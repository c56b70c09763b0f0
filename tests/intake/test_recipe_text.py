"""Recipes as a steward writes them: read, refused with the place of the mistake, and written back."""

import pytest
from hypothesis import given as law
from hypothesis import settings
from hypothesis import strategies as st

from audit.errors import RecipeError
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    OBSERVATION_FIELDS,
    DateOrder,
    Dates,
    FieldSource,
    Kind,
    Scale,
    Scores,
    SkipRule,
    TouchpointPart,
    WholeRow,
)
from audit.intake.recipe_text import recipe_from_toml, recipe_toml
from audit.intake.tables import TableShape
from audit.model.rating import Dimension

SMALL = 'name = "survey"\n[fields]\nobserved_at = "When"\ntouchpoint = "Where"\noutcome = "How"\n'
FULL = """
name = "clinic-survey"
title = "Clinic survey"
about = "Sent by the front desk each month."
kind = "observations"

[recognise]
columns = ["Visit date", "Waiting", "Doctor"]
priority = 20

[file]
separator = "semicolon"
encoding = "Windows-1252"
header_row = 3
sheet = "Answers"
skip_first_rows = 1

[[skip]]
column = "Status"
values = ["Draft", ""]

[dates]
order = "day first"
formats = ["DD.MM.YYYY HH:mm"]

[identity]
columns = ["Form", "Sheet"]

[privacy]
drop = ["E-mail"]

[scores]
scale = { worst = 6, best = 1 }
not_applicable = [0, "n/a"]
positive_from = 5
negative_to = 3

[fixed]
journey = "A visit to the clinic"

[fields.observed_at]
columns = ["Visit date", "Visit time"]

[fields.place]
columns = ["Room", "Building"]
join = ", "
first_given = true
if_empty = "Main building"

[fields.outcome]
column = "Overall"
from_score = true
scale = { worst = 0, best = 10 }
not_applicable = ["99"]

[fields.wait_minutes]
column = "Waiting"
unit = "1h20"

[fields.greeted]
column = "Greeted"
words = { "ja" = "yes", "nein" = "no" }

[[touchpoints]]
touchpoint = "Doctor"
stage = "Treatment"
channel = "in person"
score = "Doctor"
dimensions = ["empathy", "assurance"]
scale = { worst = 1, best = 5 }
not_applicable = [6]

[[touchpoints]]
touchpoint = "Reception"
outcome = "Reception"
words = { "good" = "positive", "bad" = "negative" }

[whole_row]
touchpoint = "The visit as a whole"
stage = "Afterwards"
"""


def test_everything_a_recipe_can_say_is_understood():
    recipe = recipe_from_toml(FULL, "clinic-survey.toml")
    assert (recipe.name, recipe.title, recipe.kind) == ("clinic-survey", "Clinic survey", Kind.OBSERVATIONS)
    assert recipe.about == "Sent by the front desk each month."
    assert (recipe.signature, recipe.priority) == (("Visit date", "Waiting", "Doctor"), 20)
    assert recipe.shape == TableShape(";", "windows-1252", 3, "Answers")
    assert (recipe.skip_first_rows, recipe.skip) == (1, (SkipRule("Status", ("Draft", "")),))
    assert recipe.dates == Dates(DateOrder.DAY_FIRST, ("DD.MM.YYYY HH:mm",))
    assert (recipe.identity, recipe.identity_kept, recipe.dropped) == (("Form", "Sheet"), False, ("E-mail",))
    assert recipe.scores == Scores(Scale(6, 1), ("0", "n/a"), 5, 3)
    assert recipe.fixed == {"journey": "A visit to the clinic"}
    assert recipe.fields["observed_at"] == FieldSource(("Visit date", "Visit time"))
    assert recipe.fields["place"] == FieldSource(("Room", "Building"), ", ", first_given=True, if_empty="Main building")
    assert recipe.fields["outcome"] == FieldSource(
        ("Overall",), not_applicable=("99",), scale=Scale(0, 10), from_score=True
    )
    assert recipe.fields["wait_minutes"].unit == "1h20"
    assert recipe.fields["greeted"].words == {"ja": "yes", "nein": "no"}
    doctor, reception = recipe.touchpoints
    assert doctor == TouchpointPart(
        touchpoint="Doctor",
        stage="Treatment",
        channel="in person",
        score="Doctor",
        dimensions=(Dimension.EMPATHY, Dimension.ASSURANCE),
        not_applicable=("6",),
        scale=Scale(1, 5),
    )
    assert (reception.outcome, reception.words) == ("Reception", {"good": "positive", "bad": "negative"})
    assert recipe.whole_row == WholeRow("The visit as a whole", "Afterwards")


def test_a_recipe_written_back_reads_the_same():
    recipe = recipe_from_toml(FULL, "x")
    assert recipe_from_toml(recipe_toml(recipe), "y") == recipe


def test_what_is_usual_is_not_written():
    written = recipe_toml(recipe_from_toml(SMALL, "x"))
    assert 'observed_at = "When"' in written
    for absent in ("file", "scores", "identity", "privacy", "touchpoints", "whole_row", "title"):
        assert absent not in written


def test_the_columns_a_recipe_reads_are_named_once_each():
    assert recipe_from_toml(FULL, "x").columns() == (
        *("Visit date", "Visit time", "Room", "Building", "Overall", "Waiting", "Greeted"),
        *("Doctor", "Reception", "Status", "Form", "Sheet"),
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12).filter(str.strip)
SCALES = st.none() | st.builds(Scale, st.integers(0, 3).map(float), st.integers(5, 10).map(float))
SOURCES = st.builds(
    FieldSource,
    columns=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    join=st.sampled_from([" ", "", ", ", "\n"]),
    first_given=st.booleans(),
    words=st.dictionaries(TEXTS, st.text(max_size=5), max_size=3),
    not_applicable=st.lists(TEXTS, max_size=2).map(tuple),
    if_empty=st.just("") | TEXTS,
)
RECIPES = st.builds(
    Recipe,
    name=st.just("law"),
    title=st.text(max_size=10),
    about=st.text(max_size=20),
    shape=st.builds(
        TableShape,
        st.sampled_from(["", ",", ";", "\t", "|"]),
        st.sampled_from(["", "utf-8", "utf-16"]),
        st.integers(1, 9),
        st.text(max_size=5),
    ),
    columns_may_be_missing=st.booleans(),
    skip_first_rows=st.integers(0, 3),
    signature=st.lists(TEXTS, max_size=3).map(tuple),
    priority=st.integers(-5, 5),
    identity_kept=st.booleans(),
    scores=st.builds(Scores, SCALES, st.lists(TEXTS, max_size=2).map(tuple), st.integers(4, 5), st.integers(1, 3)),
    fields=st.fixed_dictionaries({"observed_at": SOURCES, "touchpoint": SOURCES, "outcome": SOURCES, "place": SOURCES}),
)


@settings(max_examples=60, deadline=None)
@law(RECIPES)
def test_any_recipe_survives_being_written_and_read(recipe):
    assert recipe_from_toml(recipe_toml(recipe), "law.toml") == recipe


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("name = ", "its writing", "not TOML"),
        ("[" * 5000, "its writing", "not TOML"),
        (SMALL.replace('name = "survey"', ""), "name", "missing; write a text"),
        (SMALL.replace("survey", "My survey"), "name", "small letters, digits and hyphens"),
        (SMALL.replace('"survey"', "5"), "name", "write a text in quotation marks"),
        ('separater = ","\n' + SMALL, "separater", "not known; what may stand here: "),
        (SMALL + '[file]\nseparater = ","', "file.separater", "did you mean 'separator'"),
        (SMALL + '[file]\nseparator = "dash"', "file.separator", "choose one of comma, semicolon, tab, bar"),
        (SMALL + '[file]\nencoding = "ebcdic"', "file.encoding", "choose one of utf-8"),
        (SMALL + '[file]\nheader_row = "one"', "file.header_row", "write a whole number"),
        (SMALL + "[file]\nheader_row = true", "file.header_row", "write a whole number"),
        (SMALL + "[file]\nheader_row = 0", "file.header_row", "counted from 1"),
        (SMALL + "[file]\ncolumns_may_be_missing = 1", "file.columns_may_be_missing", "write true or false"),
        (SMALL + '[dates]\norder = "american"', "dates.order", "year first, day first, month first"),
        (SMALL + '[dates]\nformats = ["dd/mm/yyyy"]', "dates.formats", "YYYY, MM, DD"),
        (SMALL + '[dates]\nformats = ["YYYY-DD AM"]', "dates.formats", "YYYY, MM, DD"),
        ('kind = "survey"\n' + SMALL, "kind", "observations, service metrics"),
        (SMALL + "[recognise]\ncolumns = 5", "recognise.columns", "write a list"),
        (SMALL + "[recognise]\ncolumns = [true]", "recognise.columns", "write a list"),
        ("recognise = 5\n" + SMALL, "recognise", "a part that begins [recognise]"),
        ("skip = [5]\n" + SMALL, "skip", "parts that each begin [[skip]]"),
        (SMALL + "[[skip]]\nvalues = [5]", "skip 1.column", "missing"),
        (SMALL + '[[skip]]\ncolumn = "a"\nvalue = [5]', "skip 1.value", "did you mean 'values'"),
        (SMALL + "[scores]\nscale = { worst = 1 }", "scores.scale.best", "missing; write a number"),
        (SMALL + "[scores]\nscale = { worst = 1, best = 1 }", "scale", "must differ"),
        (SMALL + "[scores]\npositive_from = 2", "scores.positive_from", "above negative_to"),
        (SMALL.replace('"How"', '{ column = "How", words = { "a" = 1 } }'), "fields.outcome.words", "pairs in braces"),
        (SMALL.replace('"How"', '{ column = "How", unit = "hours" }'), "fields.outcome.unit", "has no unit"),
        (
            SMALL + 'wait_minutes = { column = "W", unit = "days" }',
            "fields.wait_minutes.unit",
            "seconds, minutes, hours",
        ),
        (SMALL + 'place = { column = "P", from_score = true }', "fields.place.from_score", "only the outcome"),
        (
            SMALL.replace('"How"', '{ column = "How", scale = { worst = 1, best = 3 } }'),
            "fields.outcome.scale",
            "from_score",
        ),
        (SMALL + 'place = ""', "fields.place.column", "name the column"),
        (SMALL + "place = { columns = [] }", "fields.place.column", "name the column"),
        (SMALL + 'staff_name = "N"', "fields.staff_name", "no such field; the fields are observed_at"),
        (SMALL + '[fixed]\noutcome = "positive"', "fixed.outcome", "once"),
        (SMALL + '[fixed]\nplace = " "', "fixed.place", "once"),
        (SMALL + '[fixed]\nmethod = "guess"', "fixed.method", "sit and listen"),
        (SMALL + '[privacy]\ndrop = ["where"]', "privacy.drop", "'Where' is dropped here and used elsewhere"),
        (SMALL.replace('outcome = "How"\n', ""), "fields.outcome", "or add [[touchpoints]]"),
        (SMALL.replace('observed_at = "When"\n', ""), "fields.observed_at", "which column holds the date"),
        (SMALL + '[[touchpoints]]\ntouchpoint = "A"\nscore = "a"', "fields.touchpoint", "add [whole_row]"),
        (SMALL + '[whole_row]\ntouchpoint = "W"', "whole_row", "beside [[touchpoints]]"),
        (SMALL + '[whole_row]\ntouchpoint = "W"\nname = "x"', "whole_row.name", "not known"),
    ],
)
def test_a_mistake_is_told_with_file_place_and_what_is_expected(text, key, expected):
    with pytest.raises(RecipeError) as refused:
        recipe_from_toml(text, "survey.toml")
    assert str(refused.value).startswith(f"The recipe survey.toml, at {key}: ")
    assert expected in str(refused.value)


PARTS = 'name = "p"\n[fields]\nobserved_at = "When"\n'


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ('[[touchpoints]]\ntouchpoint = "A"', "touchpoints", "its own score column"),
        (
            '[[touchpoints]]\ntouchpoint="A"\nscore="a"\n[[touchpoints]]\ntouchpoint="B"\nscore="A "',
            "touchpoints",
            "its own score column",
        ),
        ('[[touchpoints]]\ntouchpoint = " "\nscore = "a"', "touchpoints.touchpoint", "its name"),
        (
            '[[touchpoints]]\ntouchpoint="A"\noutcome="a"\ndimensions=["empathy"]',
            "touchpoints.dimensions",
            "score column",
        ),
        (
            '[[touchpoints]]\ntouchpoint="A"\nscore="a"\ndimensions=["kindness"]',
            "touchpoints 1.dimensions",
            "choose from",
        ),
        ('[[touchpoints]]\ntouchpoint="A"\nscore="a"\n[whole_row]\ntouchpoint="W"', "fields.outcome", "as a whole"),
        (
            'outcome="O"\n[[touchpoints]]\ntouchpoint="A"\nscore="a"\n[whole_row]\ntouchpoint=""',
            "whole_row.touchpoint",
            "name",
        ),
        (
            'outcome="O"\ntouchpoint="T"\n[[touchpoints]]\ntouchpoint="A"\nscore="a"\n[whole_row]\ntouchpoint="W"',
            "fields.touchpoint",
            "named in [[touchpoints]]",
        ),
    ],
)
def test_a_mistake_among_touchpoints_is_told(text, key, expected):
    with pytest.raises(RecipeError) as refused:
        recipe_from_toml(PARTS + text, "p.toml")
    assert f"at {key}: " in str(refused.value)
    assert expected in str(refused.value)


def test_touchpoints_alone_make_a_recipe():
    recipe = recipe_from_toml(PARTS + '[[touchpoints]]\ntouchpoint = "A"\nscore = "a"', "p.toml")
    assert recipe.columns() == ("When", "a")


METRICS = (
    'name = "m"\nkind = "service metrics"\n[fields]\nperiod_start="a"\nperiod_end="b"\nservice="c"\nmetric="d"\n'
    'target_share="e"\n'
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (METRICS, "fields.attained_share"),
        (METRICS + 'met = "m"', "fields.attained_share"),
        (METRICS.replace('service="c"\n', "") + 'attained_share = "f"', "fields.service"),
        (METRICS + 'attained_share = "f"\noutcome = "g"', "fields.outcome"),
        (METRICS + 'attained_share = "f"\n[[touchpoints]]\ntouchpoint="A"\nscore="a"', "touchpoints"),
        (METRICS + 'attained_share = { column = "f", unit = "per mille" }', "fields.attained_share.unit"),
    ],
)
def test_a_mistake_in_a_metrics_recipe_is_told(text, key):
    with pytest.raises(RecipeError, match=f"at {key}: "):
        recipe_from_toml(text, "m.toml")


def test_a_metrics_recipe_may_give_counts_or_shares():
    for more in ('attained_share = "f"', 'met = "m"\ntotal = "t"'):
        assert recipe_from_toml(METRICS + more, "m.toml").kind is Kind.SERVICE_METRICS


def test_every_field_can_come_from_a_column():
    fields = "\n".join(f'{name} = "{name} here"' for name in OBSERVATION_FIELDS)
    assert set(recipe_from_toml(f'name = "all"\n[fields]\n{fields}', "all").fields) == set(OBSERVATION_FIELDS)
