"""The gap to our standard is a number wherever a standard is set, and the ranking says what is surely good."""

from click.testing import CliRunner

from audit import figures
from audit.cli import main
from audit.figures import Question
from audit.model.journey import Standards
from audit.model.keys import new_key
from audit.store.incoming import add_incoming_observations
from audit.store.journey import change_standards
from audit.store.opening import open_store
from tests.builders import GREETING, NOON, observation_rows, with_desk

TODAY = NOON.date()


def rated(store, touchpoint, rating, times):
    """Keep so many visits to a touchpoint, each with one rating of empathy."""
    rows = [{"touchpoint": touchpoint, "empathy": rating}] * times
    add_incoming_observations(store, observation_rows(*rows), new_key())


def test_each_score_with_a_standard_has_its_gap(desk):
    rated(desk, "Greeting", 3, 6)
    rated(desk, "Answer", 5, 6)
    (row,) = figures.standards(desk, Question(TODAY)).to_dict("records")
    assert (row["touchpoint"], row["dimension"], row["n"], row["score"]) == ("Greeting", "empathy", 6, 3.0)
    assert (row["adequacy"], row["superiority"], row["zone"]) == (-0.5, -1.5, "below the minimum")


def test_without_standards_there_is_no_gap(desk):
    rated(desk, "Answer", 5, 6)
    assert figures.standards(desk, Question(TODAY)).empty


def test_the_command_prints_the_gap_to_our_standard(tmp_path):
    path = tmp_path / "audit.duckdb"
    store = with_desk(open_store(path))
    rated(store, "Greeting", 4, 6)
    store.close()
    told = CliRunner().invoke(main, ["measure", "standards", "--store", str(path)]).output.splitlines()
    assert told[0].startswith("touchpoint,dimension,n,score,low,high,grade,")
    assert told[0].endswith(",minimum,target,adequacy,superiority,zone,whole_interval_in_zone")
    assert told[1].startswith("Greeting,empathy,6,4.0,")


def test_the_ranking_says_what_is_surely_good_by_the_target_set_there(desk):
    for touchpoint, rating in (("Greeting", 5), ("Greeting", 4), ("Answer", 1), ("Answer", 2)):
        rated(desk, touchpoint, rating, 30)
    found = figures.ranking(desk, Question(TODAY)).set_index("touchpoint")
    assert found["standard"].to_dict() == {"Greeting": 4.5, "Answer": 4.0}
    assert not found["is_surely_good"].any()
    change_standards(desk, GREETING.id, Standards(3.0, 4.2))
    assert figures.ranking(desk, Question(TODAY)).set_index("touchpoint").loc["Greeting", "is_surely_good"]
