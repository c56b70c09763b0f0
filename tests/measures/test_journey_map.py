"""What makes sense to observe, and what does not."""

from dataclasses import replace

from audit.model.view import View
from tests.measures.surveyed import a_map


def pairs(journey_map, key):
    return {(touchpoint, word) for touchpoint, words in journey_map.words_at(key).items() for word in words}


def names(journey_map):
    return [spot.touchpoint for spot in journey_map.in_view]


def test_channel_and_stage_belong_to_the_touchpoint():
    journey_map = a_map()
    assert ("Answer", "phone") in pairs(journey_map, "channel")
    assert len(pairs(journey_map, "channel")) == len(pairs(journey_map, "stage")) == 5


def test_a_method_is_asked_of_the_channels_it_fits_and_a_note_of_none():
    asked = pairs(a_map(), "method")
    assert {method for touchpoint, method in asked if touchpoint == "Answer"} == {"listen to calls", "make the call"}
    assert {method for touchpoint, method in asked if touchpoint == "Invoice"} == {"walk it through"}
    assert not any(method == "champion's note" for _, method in asked)


def test_groups_weekdays_and_dayparts_are_asked_of_every_touchpoint():
    journey_map = a_map()
    assert len(pairs(journey_map, "customer_group")) == 5 * 2
    assert len(pairs(journey_map, "weekday")) == 5 * 7
    assert len(pairs(journey_map, "daypart")) == 5 * 5


def test_a_place_nobody_has_been_to_is_asked_of_what_one_has_to_go_to():
    assert pairs(a_map(), "place") == {
        (touchpoint, place) for touchpoint in ("Greeting", "Sign", "Counter") for place in ("Annexe", "Branch", "Hall")
    }


def test_a_place_where_half_of_a_journey_is_met_is_asked_of_the_rest_of_that_journey():
    asked = pairs(a_map(("Greeting", "Hall", 3), ("Counter", "Branch", 1)), "place")
    assert asked == {
        ("Greeting", "Hall"),
        ("Sign", "Hall"),
        ("Counter", "Branch"),
        *((touchpoint, "Annexe") for touchpoint in ("Greeting", "Sign", "Counter")),
    }


def test_a_room_in_which_little_of_the_journey_is_met_is_asked_only_of_what_was_met_there():
    where = [("Greeting", "Hall", 3), ("Sign", "Hall", 3), ("Answer", "Hall", 3), ("Answer", "Branch", 1)]
    asked = pairs(a_map(*where), "place")
    assert ("Greeting", "Branch") not in asked
    assert {("Answer", "Branch"), ("Answer", "Hall"), ("Sign", "Hall")} <= asked


def test_what_was_seen_five_times_and_never_at_a_place_has_none():
    assert ("Sign", "Hall") in pairs(a_map(("Sign", "", 4)), "place")
    assert ("Sign", "Hall") not in pairs(a_map(("Sign", "", 5)), "place")
    assert ("Sign", "Hall") in pairs(a_map(("Sign", "", 5), ("Sign", "Hall", 1)), "place")


def test_a_touchpoint_of_no_channel_has_the_places_it_was_met_at():
    journey_map = a_map(("Counter", "Hall", 1))
    met = replace(journey_map, touchpoints=[replace(spot, channel="") for spot in journey_map.touchpoints])
    assert pairs(met, "place") == {("Counter", "Hall"), ("Counter", "Annexe"), ("Counter", "Branch")}


def test_a_view_narrows_the_map_but_its_period_does_not():
    journey_map = a_map(("Greeting", "Hall", 3))
    assert names(journey_map.within(View())) == names(journey_map)
    assert names(journey_map.within(View(journeys=("Repairs",)))) == ["Counter"]
    assert names(journey_map.within(View(channels=("phone",)))) == ["Answer"]
    assert names(journey_map.within(View(places=("Hall",)))) == ["Greeting", "Sign"]
    assert names(journey_map.within(View(methods=("make the call",)))) == ["Answer"]
    assert journey_map.within(View(customer_groups=("Staff",))).words("customer_group") == ["Staff"]
    assert journey_map.within(View(places=("Hall",))).words("place") == ["Hall"]


def test_a_narrowed_map_can_be_narrowed_further():
    desk = a_map().within(View(journeys=("At the desk",)))
    assert names(desk.within(View(channels=("in person",)))) == ["Greeting"]


def test_first_hand_only_leaves_notes_out():
    assert "champion's note" in a_map().words("method")
    assert "champion's note" not in a_map().within(View(second_hand=False)).words("method")


def test_nobody_keeps_a_list_of_months():
    assert a_map().words("month") == []
