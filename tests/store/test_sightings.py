"""Counts over all days together: how often and when last, and with what outcome."""

import pandas as pd

from audit.model.keys import new_key
from audit.model.view import View
from audit.store.incoming import add_incoming_observations
from audit.store.tallies import outcome_days, sightings
from tests.builders import observation_rows


def test_each_touchpoint_and_place_has_its_count_and_last_day(desk):
    rows = observation_rows(
        {"observed_on": "2026-03-01", "place": "Main hall"},
        {"observed_on": "2026-03-09", "place": "Main hall"},
        {"observed_on": "2026-03-05"},
        {"observed_on": "2026-03-02", "touchpoint": "Answer"},
    )
    add_incoming_observations(desk, rows, new_key())
    result = sightings(desk, apart=("place",)).sort_values(["touchpoint", "place"], ignore_index=True)
    assert result[["touchpoint", "place", "n"]].to_numpy().tolist() == [
        ["Greeting", "", 1],
        ["Greeting", "Main hall", 2],
        ["Answer", "", 1],
    ]
    assert list(result["last_observed_on"]) == list(pd.to_datetime(["2026-03-05", "2026-03-09", "2026-03-02"]))
    assert sightings(desk, View(places=("Main hall",)))["n"].tolist() == [2]


def test_outcomes_over_all_days_are_the_sums_of_those_of_each_day(desk):
    rows = observation_rows(
        {"observed_on": "2026-03-01", "customer_group": "staff", "outcome": "negative"},
        {"observed_on": "2026-03-09", "customer_group": "staff"},
        {"observed_on": "2026-03-09", "customer_group": "staff", "outcome": "neutral"},
        {"observed_on": "2026-03-02"},
    )
    add_incoming_observations(desk, rows, new_key())
    keys, counts = ["touchpoint", "customer_group"], ["positives", "negatives"]
    by_day = outcome_days(desk, apart=("customer_group",)).groupby(keys, observed=True)[counts].sum()
    full = sightings(desk, apart=("customer_group",)).set_index(keys).sort_index()
    assert full[counts].to_dict() == by_day.to_dict()
    assert list(full["n"]) == [1, 3]
