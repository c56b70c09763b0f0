"""A format of one's own reads what it says, or is refused in words; nothing else ever happens."""

import pytest
from hypothesis import example
from hypothesis import given as for_any
from hypothesis import strategies as st

from audit.errors import RecipeError
from audit.intake.date_formats import PARTS, format_fault
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import Dates, FieldSource
from tests.intake.test_dates import read

FORMS = "YYYY/MM/DD h:mm:ss AM Z"


def a_recipe_with(written):
    fields = {name: FieldSource((name,)) for name in ("observed_at", "touchpoint", "outcome")}
    return Recipe("survey", fields=fields, dates=Dates(formats=(written,)))


@pytest.mark.parametrize(
    ("text", "written", "moment"),
    [
        ("2026/04/13 10:30:11 AM GMT+2", FORMS, "2026-04-13T08:30:11"),
        ("2026/04/13 4:11:14 PM GMT+2", FORMS, "2026-04-13T14:11:14"),
        ("2026/04/13 4:11:14 PM GMT-3:30", FORMS, "2026-04-13T19:41:14"),
        ("2026/04/13 12:11:14 AM UTC", FORMS, "2026-04-13T00:11:14"),
        ("2026-04-13T10:30:00Z", "YYYY-MM-DDTHH:mm:ssZ", "2026-04-13T10:30:00"),
        ("13.04.2026 um 10:30 Uhr", "DD.MM.YYYY [um] HH:mm [Uhr]", "2026-04-13T09:30:00"),
        ("13 Sept 2025, 2.05 p.m.", "D MMM YYYY, h.mm AM", "2025-09-13T13:05:00"),
        ("2026-04-13 02:05 PM", "YYYY-MM-DD HH:mm AM", "2026-04-13T13:05:00"),
    ],
)
def test_text_and_offsets_are_read_as_the_format_says(text, written, moment):
    assert read(text, Dates(formats=(written,)))[1] == moment


@pytest.mark.parametrize("text", ["2026113", "2026-04-13 14:05 PM", "2026-02-30", "2026-13-01 10:00 AM"])
def test_what_a_format_could_read_in_two_ways_or_no_calendar_has_is_no_date(text):
    for written in ("YYYYMMDD", "YYYY-MM-DD HH:mm AM", "YYYY-M-D"):
        assert read(text, Dates(formats=(written,))) == f"a date written like {written}"


def test_a_stamp_of_google_forms_is_read_without_a_format_too():
    assert read("2026/04/13 10:30:11 AM GMT+2", Dates())[1] == "2026-04-13T08:30:11"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Apr 13, 2026", "2026-04-13"),
        ("14-Apr-2026", "2026-04-14"),
        ("14 April 2026", "2026-04-14"),
        ("1st Sept. 2025", "2025-09-01"),
    ],
)
def test_a_month_by_its_name_is_read_in_any_order(text, day):
    assert read(text, Dates()) == (day, "")


def test_a_word_that_is_no_month_is_no_date():
    assert read("14-Foo-2026", Dates()).startswith("a date such as")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("YYYY/MM/DD hh:mm:ss AM GMT+2", "the month stands in it more than once"),
        ("DD.MM.YYYY HH:mm Uhr", "the hour stands in it more than once"),
        ("YYYY-MM-DD HH:mm [GMT+2]", "write Z for an offset"),
        ("YYYY-MM-DD [HH", "close each square bracket"),
        ("YYYY-MM-DD hh:mm", "beside hh or h write AM"),
        ("YYYY-MM-DD mm:ss", "minutes need their hour"),
        ("DD.MM.", "write the parts as YYYY"),
        ("YYYY-MM-DD" + "." * 100, "at most 100 characters"),
    ],
)
def test_a_format_that_cannot_be_followed_is_refused_in_words(written, why):
    with pytest.raises(RecipeError, match=why):
        a_recipe_with(written)


@for_any(
    st.lists(st.sampled_from([*PARTS, "[", "]", "GMT", "(", "\\", "+2", " ", "%", "."]) | st.text(max_size=3)).map(
        "".join
    ),
    st.text(max_size=12) | st.sampled_from(["2026-04-13", "13.04.2026 10:30", "2026/04/13 10:30:11 AM GMT+2"]),
)
@example("YYYY/MM/DD hh:mm:ss AM GMT+2", "2026/04/13 10:30:11 AM GMT+2")
def test_no_format_does_anything_but_read_or_be_refused(written, text):
    if format_fault(written):
        with pytest.raises(RecipeError):
            a_recipe_with(written)
    else:
        rows = read(text, a_recipe_with(written).dates)
        assert isinstance(rows, str) or len(rows) == 2
