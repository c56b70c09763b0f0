"""The next walk goes where nobody looked, moments of truth first, and says why."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.next_walk import MOST, next_walk
from audit.model.view import View
from tests.measures.surveyed import AS_OF, TOUCHPOINTS, a_map, seen

NOTHING_OWED = pd.DataFrame({"touchpoint": ["Greeting"], "debt": [0]})
NOTHING_PLANNED = pd.DataFrame({"touchpoint": [], "place": []}, dtype="str")


def sightings(*rows):
    """Return sightings by place, each row (touchpoint, place, the day of the last), and none by anything else."""
    by_place = seen(*((touchpoint, place, 1, day) for touchpoint, place, day in rows), keys=["place"])
    return {"place": by_place} | {key: seen(keys=[key]) for key in ("daypart", "customer_group", "method")}


def map_of(*rows, **changes):
    return a_map(*((touchpoint, place, 1) for touchpoint, place, _ in rows), **changes)


def suggested(*rows, journey_map=None, owed=NOTHING_OWED, planned=NOTHING_PLANNED, **apart):
    return next_walk(journey_map or map_of(*rows), sightings(*rows) | apart, owed, planned, AS_OF)


def told(frame):
    return frame[["touchpoint", "place", "why"]].to_numpy().tolist()


SEEN = [
    ("Greeting", "Hall", "2026-06-01"),
    ("Sign", "Hall", "2026-05-01"),
    ("Answer", "", "2026-06-29"),
    ("Invoice", "", "2026-06-30"),
    ("Counter", "Hall", "2026-03-01"),
]


def test_where_nothing_was_ever_observed_moments_of_truth_come_first_then_names():
    first = suggested()
    assert told(first) == [[name, "", "never observed"] for name in ("Answer", "Greeting", "Counter")]
    assert len(first) == MOST


def test_then_comes_what_was_observed_longest_ago():
    journey_map = map_of(*SEEN, places=("Hall",))
    assert told(suggested(*SEEN, journey_map=journey_map)) == [
        ["Greeting", "Hall", "last observed at Hall 29 days ago"],
        ["Answer", "", "last observed yesterday"],
        ["Counter", "Hall", "last observed at Hall 121 days ago"],
    ]


def test_what_was_seen_today_says_so():
    rows = [("Answer", "", "2026-06-30")]
    (last,) = told(suggested(*rows, journey_map=map_of(*rows).within(View(touchpoint="Answer"))))
    assert last[2] == "last observed today"


def test_a_branch_where_a_touchpoint_was_never_met_goes_before_those_where_it_was():
    rows = [*SEEN, ("Sign", "Branch", "2026-06-28"), ("Answer", "Branch", "2026-06-28")]
    journey_map = map_of(*rows, places=("Branch", "Hall"))
    assert told(suggested(*rows, journey_map=journey_map))[0] == ["Greeting", "Branch", "never observed at Branch"]


def test_a_place_nobody_has_been_to_is_suggested_once():
    first = suggested(*SEEN, journey_map=map_of(*SEEN, places=("Annexe", "Hall")))
    assert told(first)[0] == ["Greeting", "Annexe", "nobody has been at Annexe yet"]
    assert list(first["place"]).count("Annexe") == 1


def test_where_only_a_place_nobody_has_been_to_is_looked_at_every_walk_goes_there():
    journey_map = map_of(*SEEN, places=("Annexe", "Hall")).within(View(places=("Annexe",)))
    first = next_walk(journey_map, sightings(), NOTHING_OWED, NOTHING_PLANNED, AS_OF)
    assert told(first) == [[name, "Annexe", "never observed"] for name in ("Greeting", "Counter", "Sign")]
    planned = pd.DataFrame({"touchpoint": ["Greeting"], "place": ["Annexe"]})
    then = next_walk(journey_map, sightings(), NOTHING_OWED, planned, AS_OF)
    assert list(then["touchpoint"]) == ["Counter", "Sign"]


def test_of_equals_the_one_that_owes_more_comes_first():
    owed = pd.DataFrame({"touchpoint": ["Greeting", "Answer"], "debt": [24, 12]})
    first = suggested(owed=owed)
    assert first[["touchpoint", "debt"]].to_numpy().tolist()[:2] == [["Greeting", 24], ["Answer", 12]]


def test_what_is_planned_is_not_suggested():
    planned = pd.DataFrame({"touchpoint": ["Answer"], "place": [""]})
    assert "Answer" not in set(suggested(planned=planned)["touchpoint"])


def test_a_touchpoint_planned_at_one_place_is_not_suggested_at_another():
    rows = [*SEEN, ("Greeting", "Branch", "2026-06-28"), ("Sign", "Branch", "2026-06-28")]
    journey_map = map_of(*rows, places=("Branch", "Hall"))
    assert "Greeting" in set(suggested(*rows, journey_map=journey_map)["touchpoint"])
    planned = pd.DataFrame({"touchpoint": ["Greeting"], "place": ["Hall"]})
    assert "Greeting" not in set(suggested(*rows, journey_map=journey_map, planned=planned)["touchpoint"])


def test_a_plan_for_a_place_nobody_has_been_to_settles_that_place():
    planned = pd.DataFrame({"touchpoint": ["Sign"], "place": ["Annexe"]})
    first = suggested(*SEEN, journey_map=map_of(*SEEN, places=("Annexe", "Hall")), planned=planned)
    assert "Annexe" not in set(first["place"])


def test_method_part_of_the_day_and_group_are_those_seen_least_there():
    methods = seen(("Answer", "listen to calls", 3, "2026-06-01"), keys=["method"])
    dayparts = seen(
        ("Answer", "morning", 3, "2026-06-01"),
        ("Invoice", "evening", 9, "2026-06-01"),
        ("Answer", "time not known", 1, "2026-06-01"),
        keys=["daypart"],
    )
    groups = seen(("Answer", "Staff", 1, "2026-06-01"), keys=["customer_group"])
    rows = suggested(method=methods, daypart=dayparts, customer_group=groups).set_index("touchpoint")
    assert tuple(rows.loc["Answer", ["method", "daypart", "customer_group"]]) == (
        "make the call",
        "evening",
        "Students",
    )
    assert tuple(rows.loc["Greeting", ["method", "daypart", "customer_group"]]) == (
        "sit and listen",
        "morning",
        "Staff",
    )


def test_without_times_or_groups_none_is_named():
    first = suggested(journey_map=a_map(customer_groups=()))
    assert set(first["daypart"]) == set(first["customer_group"]) == {""}


def test_a_method_that_is_looked_at_is_suggested_where_it_fits():
    journey_map = a_map().within(View(methods=("make the call",)))
    assert list(suggested(journey_map=journey_map)["method"]) == ["make the call"]
    told_of = a_map().within(View(methods=("champion's note",)))
    assert suggested(journey_map=told_of).empty


def test_without_touchpoints_nothing_is_suggested():
    first = suggested(journey_map=a_map().within(View(journeys=("Another",))))
    assert first.empty
    assert "why" in first


row = st.tuples(
    st.sampled_from(list(TOUCHPOINTS["touchpoint"])),
    st.sampled_from(["Branch", "Hall", ""]),
    st.dates(AS_OF.replace(month=1), AS_OF).map(str),
)


@given(st.lists(row, max_size=10), row)
def test_another_observation_never_moves_a_walk_up(rows, more):
    touchpoint, place, _ = more
    journey_map = map_of(*rows, more)
    before = [tuple(walk[:2]) for walk in told(suggested(*rows, journey_map=journey_map))]
    after = [tuple(walk[:2]) for walk in told(suggested(*rows, more, journey_map=journey_map))]
    cell = (touchpoint, place)
    if cell in after:
        assert cell in before
        assert after.index(cell) >= before.index(cell)
