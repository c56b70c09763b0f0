"""Coverage lists what makes sense, counts what was seen, and puts what was not at the top."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.coverage import columns, coverage, times_of_week
from audit.model.daypart import DAYPARTS
from audit.model.view import WEEKDAYS, View
from tests.measures.surveyed import AS_OF, GROUPS, PLACES, TOUCHPOINTS, a_map, seen

MET = seen(("Greeting", 3, "2026-06-01"), ("Answer", 2, "2026-06-29"), ("Greeting", 1, "2026-06-20"))


def test_what_was_never_observed_comes_first_moments_of_truth_before_the_rest():
    covered = coverage(MET[MET["touchpoint"] == "Greeting"], a_map(), AS_OF)
    assert list(covered["touchpoint"]) == ["Answer", "Sign", "Invoice", "Counter", "Greeting"]
    assert list(covered["n"]) == [0, 0, 0, 0, 4]
    assert list(covered["days_since"])[-1] == 10
    assert covered["last_observed_on"].isna().sum() == covered["days_since"].isna().sum() == 4


def test_of_what_was_observed_the_longest_ago_comes_first():
    covered = coverage(MET, a_map().within(View(journeys=("At the desk",))), AS_OF)
    assert list(covered["touchpoint"]) == ["Sign", "Invoice", "Greeting", "Answer"]


def test_the_columns_are_those_of_the_interface():
    assert list(coverage(MET, a_map(), AS_OF))[:5] == [
        "touchpoint",
        "is_moment_of_truth",
        "n",
        "last_observed_on",
        "days_since",
    ]
    told = list(coverage(seen(keys=["place"]), a_map(), AS_OF, by=("touchpoint", "place")))
    assert told[:2] == ["touchpoint", "place"]
    assert set(told) >= {"n", "last_observed_on"}


def test_every_combination_that_makes_sense_is_there_with_zero():
    met = seen(("Greeting", "Staff", 2, "2026-06-01"), keys=["customer_group"])
    cells = coverage(met, a_map(), AS_OF, by=("customer_group",))
    assert len(cells) == 5 * 2
    assert (cells["n"] == 0).sum() == 9
    assert list(cells["n"])[-1] == 2
    assert tuple(cells.iloc[0][["touchpoint", "customer_group"]]) == ("Sign", "Staff")


def test_what_was_observed_against_all_sense_is_counted_too():
    met = seen(("Invoice", "Hall", 2, "2026-06-01"), ("Invoice", "", 1, "2026-06-02"), keys=["place"])
    cells = coverage(met, a_map(), AS_OF, by=("place",)).set_index(["touchpoint", "place"])["n"]
    assert cells["Invoice"].to_dict() == {"Hall": 2, "": 1}
    assert cells["Greeting"].to_dict() == dict.fromkeys(PLACES, 0)


def test_two_keys_are_crossed():
    cells = coverage(seen(keys=["weekday", "daypart"]), a_map(), AS_OF, by=("weekday", "daypart"))
    assert len(cells) == 5 * 7 * 5


def test_months_run_from_the_first_one_seen_to_the_day_it_is_told_on():
    cells = coverage(seen(("Answer", "2026-04", 1, "2026-04-01"), keys=["month"]), a_map(), AS_OF, by=("month",))
    assert sorted(set(cells["month"])) == ["2026-04", "2026-05", "2026-06"]
    assert coverage(seen(keys=["month"]), a_map(), AS_OF, by=("month",)).empty


def test_months_that_are_not_looked_at_are_not_missed():
    april = seen(("Answer", "2026-04", 1, "2026-04-01"), keys=["month"])
    spring = View(since=date(2026, 3, 15), until=date(2026, 4, 30))
    assert sorted(set(coverage(april, a_map(), AS_OF, ("month",), spring)["month"])) == ["2026-03", "2026-04"]
    bare = coverage(seen(keys=["month"]), a_map(), AS_OF, ("month",), spring)
    assert sorted(set(bare["month"])) == ["2026-03", "2026-04"]


def test_groups_nobody_listed_are_those_that_were_met():
    met = seen(("Answer", "Guests", 1, "2026-04-01"), ("Answer", "", 1, "2026-04-01"), keys=["customer_group"])
    cells = coverage(met, a_map(customer_groups=()), AS_OF, by=("customer_group",))
    assert cells["customer_group"].value_counts().to_dict() == {"Guests": 5, "": 1}


cell = st.tuples(
    st.sampled_from(list(TOUCHPOINTS["touchpoint"])),
    st.sampled_from([*PLACES, ""]),
    st.sampled_from([*GROUPS, ""]),
    st.integers(1, 40),
    st.dates(AS_OF.replace(month=1), AS_OF).map(str),
)


@given(st.lists(cell, max_size=12), st.sampled_from([(), ("place",), ("customer_group",), ("place", "customer_group")]))
def test_the_cells_add_up_to_what_was_observed(rows, by):
    sightings = seen(*rows, keys=["place", "customer_group"])
    where = [(touchpoint, place, n) for touchpoint, place, _, n, _ in rows]
    cells = coverage(sightings, a_map(*where), AS_OF, by=by)
    assert cells["n"].sum() == sightings["n"].sum()
    assert not cells.duplicated(["touchpoint", *by]).any()
    assert cells["n"].ne(0).is_monotonic_increasing


@pytest.mark.parametrize("by", [(), ("place",), ("daypart",), ("method",), ("channel",), ("weekday",)])
def test_nobody_has_been_anywhere_yet(by):
    cells = coverage(seen(keys=by), a_map(), AS_OF, by=by)
    assert len(cells) >= 5
    assert not cells["n"].any()


def test_without_touchpoints_there_is_nothing_to_cover():
    journey_map = a_map().within(View(journeys=("Another",)))
    assert coverage(seen(), journey_map, AS_OF).empty
    assert coverage(seen(keys=["place"]), journey_map, AS_OF, by=("place",)).empty


def test_columns_stand_as_people_say_them_and_what_was_not_said_last():
    met = seen(("Answer", "", 1, "2026-04-01"), ("Answer", "Guests", 1, "2026-04-01"), keys=["customer_group"])
    cells = coverage(met, a_map(), AS_OF, by=("customer_group",))
    assert columns(cells, "customer_group", GROUPS) == ("Staff", "Students", "Guests", "")


def test_of_too_many_columns_the_least_seen_are_shown():
    cells = pd.DataFrame({"place": [f"Place {number:02d}" for number in range(15)], "n": range(15)})
    assert columns(cells, "place", ()) == tuple(f"Place {number:02d}" for number in range(12))


def test_the_week_has_every_weekday_and_part_of_the_day():
    week = times_of_week(
        seen(
            ("Answer", "Sunday", "evening", 2, "2026-06-28"),
            ("Greeting", "Sunday", "evening", 1, "2026-06-21"),
            ("Greeting", "Monday", "time not known", 4, "2026-06-22"),
            keys=["weekday", "daypart"],
        )
    )
    assert list(week.columns) == ["weekday", "daypart", "n", "last_observed_on"]
    assert len(week) == 7 * 5 + 1
    assert tuple(dict.fromkeys(week["weekday"])) == WEEKDAYS
    assert list(week["daypart"])[:6] == [*DAYPARTS, "time not known"]
    assert week["n"].sum() == 7
    assert list(week["n"])[-1] == 3
