"""Recipes as a steward writes them: read, refused with the place of the mistake, and written back."""

from hypothesis import given as law
from hypothesis import strategies as st

from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import (
    OBSERVATION_FIELDS,
    DateOrder,
    Dates,
    EntireRow,
    FieldSource,
    Kind,
    RowRule,
    Scale,
    Scores,
    TargetPart,
    TouchpointPart,
)
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.recipe_writing import recipe_toml
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
    assert (recipe.skip_first_rows, recipe.skip) == (1, (RowRule("Status", ("Draft", "")),))
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
    assert recipe.whole_row == EntireRow("The visit as a whole", "Afterwards")


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


DESK = """
name = "our-desk"
kind = "tickets"

[[keep]]
column = "Type"
values = ["Incident"]

[dates]
time_zone = "America/New_York"
year_begins = "April"

[identity]
columns = ["No"]
of = "desk"

[fields]
opened_at = "Opened"
service = "Queue"

[[targets]]
metric = "Answered in time"
remaining = "Left"
unit = "HH:MM"
decided_at = "Answered"
not_applicable = ["-"]
target_share = 0

[[targets]]
metric = "Resolved in time"
took = "Minutes"
apart = { column = "Priority", words = { "1" = "priority 1" } }
limit_by = { column = "Priority", words = { "1" = "1 hour" }, if_empty = "8 hours" }
decided_at = { columns = ["Resolved", "Closed"], first_given = true }

[[targets]]
metric = "Closed within a week"
limit = "7 days"
decided_at = "Closed"

[[targets]]
metric = "Kept"
met = "SLA"
words = { "ja" = "met", "nein" = "missed" }
decided_at = "Closed"
"""


def test_everything_a_recipe_for_tickets_can_say_is_understood_and_written_back():
    recipe = recipe_from_toml(DESK, "our-desk.toml")
    assert (recipe.kind, recipe.identity_of) == (Kind.TICKETS, "desk")
    assert recipe.keep == (RowRule("Type", ("Incident",)),)
    assert recipe.dates == Dates(time_zone="America/New_York", year_begins=4)
    answered, resolved, closed, stored = recipe.targets
    assert answered == TargetPart(
        metric="Answered in time",
        remaining="Left",
        unit="HH:MM",
        decided_at=FieldSource(("Answered",)),
        not_applicable=("-",),
        target_share=0,
    )
    assert resolved.limit_by == FieldSource(("Priority",), words={"1": "1 hour"}, if_empty="8 hours")
    assert resolved.apart == FieldSource(("Priority",), words={"1": "priority 1"})
    assert resolved.decided_at == FieldSource(("Resolved", "Closed"), first_given=True)
    assert (closed.limit, closed.decider(), stored.decider()) == ("7 days", "", "SLA")
    assert stored.words == {"ja": "met", "nein": "missed"}
    assert recipe.columns() == (
        *("Opened", "Queue", "Left", "Answered", "Minutes", "Priority", "Resolved", "Closed", "SLA", "Type", "No"),
    )
    assert recipe_from_toml(recipe_toml(recipe), "again.toml") == recipe


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


@law(RECIPES)
def test_any_recipe_survives_being_written_and_read(recipe):
    assert recipe_from_toml(recipe_toml(recipe), "law.toml") == recipe


def test_every_field_can_come_from_a_column():
    fields = "\n".join(f'{name} = "{name} here"' for name in OBSERVATION_FIELDS)
    assert set(recipe_from_toml(f'name = "all"\n[fields]\n{fields}', "all").fields) == set(OBSERVATION_FIELDS)
