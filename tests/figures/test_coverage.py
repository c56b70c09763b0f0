"""Coverage and the next walk by the one way from the store, for the page and for the command."""

from dataclasses import replace
from datetime import date

import pytest

from audit import figures
from audit.actions import naming, plans, walks, wording
from audit.figures import Question
from audit.model.keys import new_key
from audit.model.named import Named
from audit.model.rating import Outcome
from audit.model.view import View
from audit.model.vocabulary import TermKind
from audit.model.walk_through import Method
from audit.store.incoming import add_incoming_observations
from audit.store.place import add_place
from audit.store.programme import change_programme, programme
from tests.builders import ANSWER, NOON, a_walk, an_observation, observation_rows

TODAY = date(2026, 3, 12)
WHOLE = Question(TODAY, by=())


@pytest.fixture
def seen(desk):
    walks.record_walk_through(
        desk, a_walk(), [an_observation(outcome=Outcome.NEGATIVE), an_observation(touchpoint_id=ANSWER.id)]
    )
    return desk


def test_what_nobody_observed_comes_first_and_the_rest_says_how_long_ago(seen):
    covered = figures.coverage(seen, WHOLE)
    assert covered[["touchpoint", "n"]].to_numpy().tolist() == [["Invoice", 0], ["Greeting", 1], ["Answer", 1]]
    assert list(covered["days_since"])[1:] == [10, 10]


@pytest.mark.parametrize(
    "key", ["daypart", "weekday", "place", "channel", "method", "customer_group", "month", "journey", "stage", "hour"]
)
def test_every_key_adds_up_to_what_was_observed(seen, key):
    cells = figures.coverage(seen, Question(TODAY, by=(key,)))
    assert cells["n"].sum() == 2
    assert list(cells.columns)[:2] == ["touchpoint", key]


def test_the_parts_of_the_day_are_read_off_the_programme_s_clock(seen):
    cells = figures.coverage(seen, Question(TODAY, by=("daypart",)))
    assert set(cells.loc[cells["n"] > 0, "daypart"]) == {"midday"}
    assert len(cells) == 3 * 5


def test_columns_are_asked_for_one_key(seen):
    assert figures.coverage_columns(seen, Question(TODAY, by=("place",))) == ("Main hall",)
    assert figures.coverage_columns(seen, Question(TODAY, by=("weekday",)))[0] == "Monday"


def test_what_was_observed_after_the_day_it_is_told_on_does_not_count(seen):
    before = replace(WHOLE, as_of=date(2026, 3, 1))
    assert not figures.coverage(seen, before)["n"].any()
    until = replace(WHOLE, view=View(until=date(2026, 2, 1)))
    assert not figures.coverage(seen, until)["n"].any()


def test_a_period_narrows_coverage_but_no_suggestion(seen):
    lately = replace(WHOLE, view=View(since=date(2026, 3, 10)))
    assert not figures.coverage(seen, lately)["n"].any()
    assert list(figures.next_walk(seen, lately)["why"]) == list(figures.next_walk(seen, WHOLE)["why"])


def test_the_week_is_counted_over_all_touchpoints(seen):
    week = figures.times_of_week(seen, WHOLE)
    assert week.loc[week["n"] > 0, ["weekday", "daypart", "n"]].to_numpy().tolist() == [["Monday", "midday", 2]]
    assert NOON.weekday() == 0


def test_the_next_walk_says_why_and_what_is_planned_is_left_out(seen):
    first, *_ = figures.next_walk(seen, WHOLE).to_dict("records")
    assert (first["touchpoint"], first["why"], first["debt"]) == (
        "Greeting",
        "last observed at Main hall 10 days ago",
        12,
    )
    plans.plan_walk(seen, plans.plan_of(seen, first, "Because."))
    assert "Greeting" not in set(figures.next_walk(seen, WHOLE)["touchpoint"])


@pytest.mark.parametrize(
    "view", [View(places=("Main hall",)), View(methods=(Method.MAKE_THE_CALL,)), View(channels=("phone",))]
)
def test_journey_and_coverage_speak_of_the_same_touchpoints(seen, view):
    on_journey = figures.journey(seen, Question(TODAY, view))
    covered = figures.coverage(seen, replace(WHOLE, view=view))
    assert sorted(on_journey["touchpoint"]) == sorted(covered["touchpoint"])
    assert 0 < len(covered) < 3
    assert on_journey["observations"].sum() == covered["n"].sum()


def test_a_group_that_an_import_met_is_crossed_with_every_touchpoint(seen):
    change_programme(seen, replace(programme(seen), customer_groups=("Students",)))
    add_incoming_observations(seen, observation_rows(*({"customer_group": "Business"} for _ in range(5))), new_key())
    apart = figures.coverage(seen, Question(TODAY, by=("customer_group",)))
    counts = apart.set_index(["customer_group", "touchpoint"])["n"]
    assert counts["Business"].to_dict() == {"Answer": 0, "Invoice": 0, "Greeting": 5}
    assert counts["Students"].sum() == 0


def test_what_is_retired_is_no_gap_and_what_was_observed_there_stays(seen):
    of_guests = [an_observation() for _ in range(5)]  # a group of fewer would not stand under its name
    walks.record_walk_through(seen, a_walk(place="Side door", customer_group="Guests"), of_guests)
    add_place(seen, "Cellar")

    def cells(key):
        frame = figures.coverage(seen, Question(TODAY, by=(key,)))
        return {(row["touchpoint"], row[key]): row["n"] for row in frame.to_dict("records")}

    before = {key: cells(key) for key in ("place", "customer_group", "method")}
    for noun, name in ((Named.PLACE, "Side door"), (Named.PLACE, "Cellar"), (Named.CUSTOMER_GROUP, "Guests")):
        naming.offer(seen, noun, name, "KM", again=False)
    wording.retire(seen, TermKind.METHOD, "make the call", "KM")
    retired = {"Side door", "Cellar", "Guests", "make the call"}
    for key, cells_before in before.items():
        assert any(word in retired and not n for (_, word), n in cells_before.items())
        assert cells(key) == {cell: n for cell, n in cells_before.items() if n or cell[1] not in retired}
