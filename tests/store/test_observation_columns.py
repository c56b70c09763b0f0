"""The columns of an observation: every way in fills the same ones, and none is forgotten on the way out."""

from dataclasses import replace
from datetime import datetime

import pytest

from audit.model.keys import new_key
from audit.store.incoming import add_incoming_observations
from audit.store.observation import observation_with
from audit.store.observation_columns import JUDGEMENT
from audit.store.outgoing import outgoing_observations
from audit.store.programme import change_programme, programme
from audit.store.replacing import replace_observations
from tests.builders import an_observation, observation_rows
from tests.store.test_observation import recorded

ALIKE = ("touchpoint_id", "observed_on", "observed_at", "observed_hour", "is_repeat", "withdrawn_at", *JUDGEMENT)


def columns_of(store, key, names):
    with store.reading() as cursor:
        return cursor.execute(f"SELECT {', '.join(names)} FROM observation WHERE id = $id", {"id": key}).fetchone()


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        (datetime.fromisoformat("2026-03-29T00:30"), 1),  # before the clock is put forward
        (datetime.fromisoformat("2026-03-29T01:30"), 3),
        (datetime.fromisoformat("2026-07-01T23:59"), 1),
        (None, None),
    ],
)
def test_a_walk_a_table_and_a_later_table_have_one_hour_by_the_programmes_clock(desk, moment, hour):
    change_programme(desk, replace(programme(desk), time_zone="Europe/Berlin"))
    walked = recorded(desk, an_observation(observed_at=moment))
    rows = observation_rows({"observed_at": moment}, {})
    add_incoming_observations(desk, rows, new_key())
    replace_observations(desk, rows.iloc[1:].assign(observed_at=rows["observed_at"].iloc[0]), new_key())
    assert [columns_of(desk, key, ["observed_hour"]) for key in (walked.id, *rows["id"])] == [(hour,)] * 3


def test_the_same_moment_stands_the_same_whichever_way_it_came_in(desk):
    walked = recorded(desk, an_observation(wait_minutes=4.5, greeted=False, what_happened="Queue"))
    judged = {name: getattr(walked, name, None) for name in JUDGEMENT} | {"outcome": walked.outcome.value}
    ratings = {name.value: rating for name, rating in walked.ratings.items()}
    rows = observation_rows({**{name: value for name, value in judged.items() if value is not None}, **ratings})
    add_incoming_observations(desk, rows, new_key())
    assert columns_of(desk, rows["id"][0], ALIKE) == columns_of(desk, walked.id, ALIKE)


def test_what_a_table_has_no_column_for_is_not_said(desk):
    rows = observation_rows({}).drop(columns=["greeted", "what_happened", "empathy"])
    add_incoming_observations(desk, rows, new_key())
    result = observation_with(desk, rows["id"][0])
    assert (result.greeted, result.what_happened, result.ratings) == (None, "", {})


def test_every_part_of_a_judgement_leaves_with_the_export(desk):
    recorded(desk, an_observation())
    (batch,) = outgoing_observations(desk)
    assert set(JUDGEMENT) <= set(batch.schema.names)
