"""What is wrong with a recipe is told with the file, the key and what is expected there."""

import pytest

from audit.errors import RecipeError
from audit.intake.recipe_parts import Kind
from audit.intake.recipe_text import recipe_from_toml

SMALL = 'name = "survey"\n[fields]\nobserved_at = "When"\ntouchpoint = "Where"\noutcome = "How"\n'


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
            SMALL + 'wait_minutes = { column = "W", unit = "weeks" }',
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
        (METRICS + 'attained_share = "f"\nperiod = "g"', "fields.period"),
        (METRICS.replace('period_end="b"\n', "") + 'attained_share = "f"', "fields.period_end"),
        (METRICS + 'attained_share = "f"\n[[targets]]\nmetric="A"\nmet="a"', "targets"),
    ],
)
def test_a_mistake_in_a_metrics_recipe_is_told(text, key):
    with pytest.raises(RecipeError, match=f"at {key}: "):
        recipe_from_toml(text, "m.toml")


def test_a_metrics_recipe_may_give_counts_or_shares():
    for more in ('attained_share = "f"', 'met = "m"\ntotal = "t"'):
        assert recipe_from_toml(METRICS + more, "m.toml").kind is Kind.SERVICE_METRICS


TICKETS = 'name = "t"\nkind = "tickets"\n[identity]\ncolumns = ["No"]\n[fields]\nservice = "S"\nclosed_at = "C"\n'
TARGET = '[[targets]]\nmetric = "In time"\n'


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        (TICKETS, "targets", "each with a metric of its own"),
        (TICKETS + TARGET + 'met = "M"\n' + TARGET + 'met = "N"', "targets", "each with a metric of its own"),
        (TICKETS + '[[targets]]\nmetric = " "\nmet = "M"', "targets", "each with a metric of its own"),
        (TICKETS + '[[targets]]\nmet = "M"', "targets 1.metric", "missing"),
        (TICKETS + TARGET + 'meet = "M"', "targets 1.meet", "did you mean 'met'"),
        (TICKETS + TARGET, "targets.met", "say one of"),
        (TICKETS + TARGET + 'met = "M"\nremaining = "R"', "targets.met", "say one of"),
        (TICKETS + TARGET + 'met = "M"\nlimit = "8 h"', "targets.met", "say one of"),
        (TICKETS + TARGET + 'took = "T"', "targets.met", "say one of"),
        (TICKETS + TARGET + 'took = "T"\nlimit = "8 h"\nlimit_by = "P"', "targets.met", "say one of"),
        (TICKETS + TARGET + 'limit = "8 h"', "fields.opened_at", "the limit counts from it"),
        (TICKETS + TARGET + 'took = "T"\nlimit = "soon"', "targets.limit", "8 hours, 30 minutes or 2 days"),
        (
            TICKETS + TARGET + 'took = "T"\nlimit_by = { column = "P", words = { "Low" = "later" } }',
            "targets.limit",
            "8 hours, 30 minutes or 2 days",
        ),
        (TICKETS + TARGET + 'took = "T"\nlimit = "8 h"\nunit = "weeks"', "targets.unit", "seconds, minutes"),
        (TICKETS + TARGET + 'met = "M"\nwords = { "ja" = "yes" }', "targets.words", "met, missed, undecided"),
        (TICKETS + TARGET + 'met = "M"\ntarget_share = 95', "targets.target_share", "0.95 for 95 %"),
        (TICKETS + TARGET + 'met = "M"\ntarget_share = "95%"', "targets 1.target_share", "write a number"),
        (TICKETS.replace('service = "S"\n', "") + TARGET + 'met = "M"', "fields.service", "or fix it"),
        (TICKETS.replace('closed_at = "C"\n', "") + TARGET + 'met = "M"', "fields.closed_at", "decided_at"),
        (TICKETS.replace('"No"', "") + TARGET + 'met = "M"', "identity.columns", "one ticket from another"),
        (TICKETS + 'observer = "O"\n' + TARGET + 'met = "M"', "fields.observer", "the fields are opened_at"),
        (TICKETS + TARGET + 'met = "M"\n[privacy]\ndrop = ["m"]', "privacy.drop", "dropped here and used elsewhere"),
        (TICKETS + TARGET + 'met = "M"\n[whole_row]\ntouchpoint = "W"', "touchpoints", "a ticket has [[targets]]"),
        (TICKETS + TARGET + 'met = "M"\n[dates]\ntime_zone = "Mars"', "dates.time_zone", "Europe/Lisbon"),
        (TICKETS + TARGET + 'met = "M"\n[dates]\nyear_begins = "Spring"', "dates.year_begins", "January, February"),
        (SMALL + TARGET + 'met = "M"', "targets", 'kind = "tickets"'),
    ],
)
def test_a_mistake_in_a_tickets_recipe_is_told(text, key, expected):
    with pytest.raises(RecipeError) as refused:
        recipe_from_toml(text, "t.toml")
    assert str(refused.value).startswith(f"The recipe t.toml, at {key}: ")
    assert expected in str(refused.value)
