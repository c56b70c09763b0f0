"""The trial table of lounge reviews, with the figures its own description states."""

from pathlib import Path

import pytest

from audit.intake.observations import read_observations
from audit.intake.reading import Reading
from audit.intake.recipes import all_recipes, recipe_named
from audit.intake.recognise import read_and_recognise
from audit.intake.tables import read_table
from audit.model.programme import Programme

ENTIRE_ROW = "The visit as a whole"
pytestmark = pytest.mark.given


@pytest.fixture(scope="module")
def content(given: Path) -> bytes:
    return (given / "airport_lounges" / "lounge.csv").read_bytes()


@pytest.fixture(scope="module")
def reading(content: bytes) -> Reading:
    return read_observations(read_table(content, "lounge.csv"), recipe_named("airport-lounges"), Programme())


def test_the_file_is_recognised(content):
    table, recognition = read_and_recognise(content, "lounge.csv", all_recipes())
    assert recognition.recipe is not None
    assert recognition.recipe.name == "airport-lounges"
    assert "overall_rating" in recognition.unplaced
    assert len(table.rows) == 2264


def test_every_rating_and_every_visit_becomes_one_observation(reading):
    assert (reading.rows_in_file, reading.skipped, reading.rejected) == (2264, 0, 0)
    assert reading.problems.empty
    rows = reading.rows
    assert int(rows[["tangibles", "empathy"]].notna().sum().sum()) == 15_468
    assert len(rows) == 15_468 + 2_264
    visits = rows[rows["touchpoint"] == ENTIRE_ROW]
    assert visits["outcome"].value_counts().to_dict() == {"negative": 1448, "positive": 816}


@pytest.mark.parametrize(
    ("touchpoint", "dimension", "mean"),
    [
        ("Comfort and seating", "tangibles", 3.354),
        ("Cleanliness", "tangibles", 3.672),
        ("Catering", "tangibles", 2.818),
        ("Staff", "empathy", 3.288),
    ],
)
def test_a_zero_is_not_a_rating(reading, touchpoint, dimension, mean):
    ratings = reading.rows.loc[reading.rows["touchpoint"] == touchpoint, dimension]
    assert round(float(ratings.mean()), 3) == mean


def test_the_outcome_of_a_part_follows_its_own_rating(reading):
    staff = reading.rows[reading.rows["touchpoint"] == "Staff"]
    by_outcome = staff.groupby("outcome")["empathy"].agg(["min", "max"])
    assert by_outcome.loc[["negative", "neutral", "positive"]].to_numpy().tolist() == [[1, 2], [3, 3], [4, 5]]


def test_words_stay_with_the_visit_and_every_place_is_known(reading):
    rows = reading.rows
    assert set(rows.loc[rows["what_happened"] != "", "touchpoint"]) == {ENTIRE_ROW}
    assert (rows["place"] != "").all()
    assert rows["observed_at"].isna().all()
    assert (rows["observed_on"].min().isoformat()[:10], rows["observed_on"].max().isoformat()[:10]) == (
        "2006-05-09",
        "2015-08-02",
    )


def test_a_second_reading_adds_nothing(reading, content):
    again = read_observations(read_table(content, "again.csv"), recipe_named("airport-lounges"), Programme())
    assert reading.rows["id"].is_unique
    assert set(again.rows["id"]) - set(reading.rows["id"]) == set()
