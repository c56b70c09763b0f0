"""Rows of a table as observations: what is read, what is refused, and who is who."""

from functools import partial
from uuid import UUID

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit.errors import MissingColumnError, RepeatedColumnError
from audit.intake.observations import COLUMNS, read_observations
from audit.intake.reading import Reading
from audit.intake.recipes import recipe_named
from audit.intake.tables import Table, read_table
from audit.model.keys import key_of, new_key
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_recipe, a_table
from tests.work import calls

MOMENTS = recipe_named("moments")
LISBON = Programme(time_zone="Europe/Lisbon")


def read(table: Table, recipe=MOMENTS, programme=LISBON) -> Reading:
    return read_observations(table, recipe, programme, today=TODAY)


def an_observation(**cells: str) -> Table:
    """Return a canonical table of one sound row with these cells changed or added."""
    row = {"observed_at": "2026-05-04", "touchpoint": "Reception", "outcome": "positive"} | cells
    return a_table(tuple(row.values()), columns=tuple(row))


def the_problems(table: Table, recipe=MOMENTS) -> list[tuple[object, ...]]:
    return [tuple(problem) for problem in read(table, recipe).problems.to_numpy().tolist()]


def test_signals_of_the_programme_are_read_by_key_or_as_they_were_named_when_added():
    ours = Programme(signals=("end run", "sehr_nett"))
    reading = read(an_observation(signals="Sehr nett; end_run;sehr_nett"), programme=ours)
    assert list(reading.rows["signals"]) == ["sehr_nett;end run"]
    strange = read(an_observation(signals="geduzt"), programme=ours)
    assert strange.problems["expected"].str.startswith("any of end run, sehr_nett").all()


def test_a_whole_canonical_row_is_read():
    reading = read(
        an_observation(
            id="visit 1",
            observed_at="2026-05-04T23:30:00Z",
            outcome="Negative",
            journey="A  loan",
            stage="Arrive",
            channel="in person",
            place="Main library",
            customer_group="students",
            method="Sit and Listen",
            observer="Champion 3",
            reliability="1",
            assurance="",
            tangibles="3",
            empathy="4",
            responsiveness="5.0",
            wait_minutes="7.5",
            greeted="No",
            what_happened=" Waited.\nLeft. ",
            signals="Personal; end run;personal;",
            resolved_at="2026-05-06",
        )
    )
    assert reading.problems.empty
    row = reading.rows.iloc[0].to_dict()
    assert pd.isna(row.pop("assurance"))
    assert row == {
        "id": key_of("moments", "visit 1"),
        "observed_on": pd.Timestamp("2026-05-05"),
        "observed_at": pd.Timestamp("2026-05-04T23:30:00"),
        "journey": "A loan",
        "stage": "Arrive",
        "touchpoint": "Reception",
        "channel": "in person",
        "place": "Main library",
        "customer_group": "students",
        "method": "sit and listen",
        "observer": "Champion 3",
        "recognised": "",
        "outcome": "negative",
        "reliability": 1,
        "tangibles": 3,
        "empathy": 4,
        "responsiveness": 5,
        "wait_minutes": 7.5,
        "greeted": False,
        "what_happened": "Waited.\nLeft.",
        "signals": "personal;end run",
        "resolved_on": pd.Timestamp("2026-05-06"),
        "visit": "",
        "is_whole_visit": False,
    }


def test_three_columns_are_enough():
    row = read(an_observation()).rows.iloc[0]
    assert (row.journey, row.stage, row.method) == ("Imported", "Touchpoints", "imported")
    assert (row.channel, row.place, row.what_happened, row.signals) == ("", "", "", "")
    assert row[["observed_at", "reliability", "wait_minutes", "greeted", "resolved_on"]].isna().all()


def test_the_frame_has_its_columns_and_kinds_even_when_it_is_empty():
    sound, empty = read(an_observation()).rows, read(an_observation(outcome="?")).rows
    assert tuple(sound.columns) == tuple(empty.columns) == COLUMNS
    assert sound.dtypes.astype(str).to_dict() == empty.dtypes.astype(str).to_dict()
    assert empty.empty
    kinds = sound.dtypes.astype(str)
    assert kinds["observed_on"] == kinds["observed_at"] == kinds["resolved_on"] == "datetime64[us]"
    assert (kinds["reliability"], kinds["wait_minutes"], kinds["greeted"]) == ("Int8", "Float64", "boolean")


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"observed_at": ""}, "observed_at", "a date such as 2026-03-31"),
        ({"observed_at": "04/05/2026"}, "observed_at", "a date such as 2026-03-31"),
        ({"observed_at": "2026-07-02"}, "observed_at", "a day that has come already"),
        ({"observed_at": "1899-12-30"}, "observed_at", "a day in 1990 or later"),
        ({"touchpoint": " "}, "touchpoint", "the name of the touchpoint"),
        ({"touchpoint": "x" * 201}, "touchpoint", "a name of at most 200 characters"),
        ({"outcome": ""}, "outcome", "one of positive, neutral, negative"),
        ({"outcome": "fine"}, "outcome", "one of positive, neutral, negative"),
        ({"method": "mystery"}, "method", "one of sit and listen, listen to calls"),
        ({"reliability": "0"}, "reliability", "a whole number from 1 to 5"),
        ({"wait_minutes": "-3"}, "wait_minutes", "a wait in minutes"),
        ({"greeted": "maybe"}, "greeted", "yes, no or nothing"),
        ({"what_happened": "x" * 10_001}, "what_happened", "at most 10000 characters"),
        ({"signals": "personal;rude"}, "signals", "any of effortless"),
        ({"resolved_at": "2026-05-05"}, "resolved_at", "only a negative outcome can be resolved"),
        ({"outcome": "negative", "resolved_at": "2026-05-03"}, "resolved_at", "a day not before"),
        ({"place": "x" * 201}, "place", "a name of at most 200"),
    ],
)
def test_what_does_not_fit_is_listed_with_its_column_and_what_was_expected(cells, column, expected):
    [(row, named, value, wanted)] = the_problems(an_observation(**cells))
    assert (row, named, value) == (2, column, cells[column].strip()[:100])
    assert expected in str(wanted)


def test_a_recovery_may_be_confirmed_on_the_same_day():
    reading = read(an_observation(outcome="negative", resolved_at="2026-05-04"))
    assert reading.problems.empty
    assert reading.rows["resolved_on"].tolist() == reading.rows["observed_on"].tolist()


def test_a_row_with_problems_gives_nothing_and_all_of_them_are_listed():
    table = a_table(
        ("2026-05-04", "Desk", "positive", "9"),
        ("soon", "", "great", "3"),
        ("2026-05-05", "Desk", "negative", "2"),
        columns=("observed_at", "touchpoint", "outcome", "empathy"),
    )
    reading = read(table)
    assert reading.rows["outcome"].to_dict() == {4: "negative"}
    assert reading.problems[["row", "column"]].to_numpy().tolist() == [
        [2, "empathy"],
        [3, "observed_at"],
        [3, "touchpoint"],
        [3, "outcome"],
    ]
    assert (reading.rows_in_file, reading.skipped, reading.rejected) == (3, 0, 2)


def test_a_file_without_a_needed_column_is_refused_by_name():
    with pytest.raises(MissingColumnError, match="needs 'outcome', which this file does not have"):
        read(a_table(("2026-05-04", "Desk"), columns=("observed_at", "touchpoint")))


def test_a_recipe_of_ones_own_needs_all_its_columns_unless_it_says_otherwise():
    text = '[fields]\nobserved_at="When"\ntouchpoint="Where"\noutcome="How"\nplace="Site"\n'
    table = a_table(("2026-05-04", "Desk", "neutral"), columns=("when", "where", "how"))
    with pytest.raises(MissingColumnError, match="needs 'Site'"):
        read(table, a_recipe(text))
    assert read(table, a_recipe(text + "[file]\ncolumns_may_be_missing = true")).rows["place"].tolist() == [""]


def test_a_repeated_column_the_recipe_names_is_refused():
    with pytest.raises(RepeatedColumnError):
        read(read_table(b"observed_at,touchpoint,outcome,outcome\n2026-05-04,Desk,positive,negative\n", "x.csv"))


def test_the_same_file_twice_gives_the_same_keys_and_alike_rows_stay_apart():
    alike = ("2026-05-04", "Desk", "positive")
    table = a_table(alike, ("2026-05-04", "Desk", "negative"), alike, alike)
    ids = read(table).rows["id"]
    assert ids.is_unique
    assert ids.tolist() == read(table).rows["id"].tolist()
    assert set(read(a_table(alike, alike)).rows["id"]) < set(ids)


def test_an_identity_is_the_key_whatever_else_changes():
    before = read(an_observation(id=" A-1 ", outcome="negative")).rows["id"].iloc[0]
    assert before == read(an_observation(id="A-1", place="Elsewhere")).rows["id"].iloc[0] == key_of("moments", "A-1")
    assert before != read(an_observation(id="a-1")).rows["id"].iloc[0]


def test_an_identity_of_our_own_stays_what_it_is():
    ours = new_key()
    assert read(an_observation(id=str(ours))).rows["id"].iloc[0] == ours
    other = a_recipe(
        '[identity]\ncolumns=["id"]\n[fields]\nobserved_at="observed_at"\ntouchpoint="touchpoint"\noutcome="outcome"'
    )
    assert read(an_observation(id=str(ours)), other).rows["id"].iloc[0] == key_of("survey", str(ours))


def test_a_repeated_identity_names_the_earlier_row():
    row = ("2026-05-04", "Desk", "positive")
    table = a_table(("7", *row), ("8", *row), ("7", *row), ("", *row), ("", *row), columns=("id", *MOMENTS.signature))
    reading = read(table)
    assert reading.problems.to_numpy().tolist() == [
        [4, "id", "7", "an identity of its own; row 2 has this one already"]
    ]
    assert len(reading.rows) == 4
    assert reading.rows["id"].is_unique


def test_several_columns_may_make_an_identity():
    recipe = a_recipe('[identity]\ncolumns=["Form","Page"]\n[fields]\nobserved_at="d"\ntouchpoint="t"\noutcome="o"')
    row, columns = ("2026-05-04", "Desk", "positive"), ("Form", "Page", "d", "t", "o")
    reading = read(a_table(("1", "11", *row), ("11", "1", *row), ("1", "11", *row), columns=columns), recipe)
    assert reading.rows["id"].tolist() == [key_of("survey", "1", "11"), key_of("survey", "11", "1")]
    assert reading.problems["value"].tolist() == ["1 11"]


CELL = st.sampled_from(
    ["", "2026-05-04", "2026-05-04T10:00", "Desk", "positive", "NEGATIVE", "4", "0", "x" * 201, "=1+1"]
)


@law(st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=8))
def test_every_row_is_an_observation_or_a_problem_and_never_both(rows):
    reading = read(a_table(*rows, columns=("observed_at", "touchpoint", "outcome", "empathy")))
    assert len(reading.rows) + reading.rejected == reading.rows_in_file == len(rows)
    assert reading.rows["id"].is_unique
    assert all(isinstance(key, UUID) for key in reading.rows["id"])


def many_rows(n: int) -> Table:
    dice = np.random.default_rng(1)
    cells = {
        "id": np.arange(n).astype(str),
        "observed_at": pd.date_range("2020-01-01", periods=n, freq="30min").strftime("%Y-%m-%dT%H:%M:%S"),
        "touchpoint": dice.choice(["Reception", "Call", "Portal"], n),
        "place": dice.choice(["North", "South"], n),
        "outcome": dice.choice(["positive", "neutral", "negative"], n),
        **{name: dice.integers(1, 6, n).astype(str) for name in ("reliability", "assurance", "empathy")},
        "wait_minutes": dice.integers(0, 60, n).astype(str),
        "greeted": dice.choice(["yes", "no", ""], n),
        "what_happened": [f"note {number}" for number in range(n)],
    }
    frame = pd.DataFrame(cells, index=pd.RangeIndex(2, n + 2)).astype("str")
    return Table("made.csv", tuple(frame.columns), frame)


def test_a_hundred_thousand_rows_are_read():
    assert len(read(many_rows(100_000), programme=Programme()).rows) == 100_000


def test_a_row_more_costs_a_few_calls_however_many_there_are():
    few, many = (calls(partial(read, many_rows(n), programme=Programme())) for n in (2_000, 4_000))
    assert (many - few) / 2_000 <= 30  # 16 as written; a row taken by itself costs hundreds


BY_DESK = '[fields]\nobserved_at="observed_at"\ntouchpoint="touchpoint"\noutcome="outcome"'
WITH_TOTALS = (
    ("2026-04-29", "Average", "neutral"),
    ("2026-04-30", "Desk", "positive"),
    ("2026-04-30", "Total:", "negative"),
    ("", "Sum", "negative"),
)


def test_last_rows_that_call_themselves_a_total_are_listed_though_they_have_a_date():
    reading = read(a_table(*WITH_TOTALS), a_recipe(BY_DESK))
    assert reading.rows["touchpoint"].tolist() == ["Average", "Desk"]
    assert reading.problems["row"].tolist() == [4, 5]
    assert reading.problems["column"].tolist() == ["touchpoint", "observed_at"]
    assert "looks like a total" in reading.problems["expected"].iloc[0]


def test_a_total_is_known_by_its_first_text_where_the_touchpoints_stand_in_the_recipe():
    parts = '[fields]\nobserved_at="observed_at"\n[[touchpoints]]\ntouchpoint="Desk"\noutcome="outcome"'
    reading = read(a_table(*WITH_TOTALS[1:3]), a_recipe(parts))
    assert (len(reading.rows), reading.problems["column"].tolist()) == (1, ["touchpoint"])


def test_a_recipe_may_say_that_totals_are_rows():
    reading = read(a_table(*WITH_TOTALS[:3]), a_recipe(f"[file]\ntotals_are_rows=true\n{BY_DESK}"))
    assert reading.rows["touchpoint"].tolist() == ["Average", "Desk", "Total:"]
