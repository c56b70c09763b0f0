"""What makes sense to observe, and what does not."""

from dataclasses import replace

from audit.model.view import View
from tests.measures.surveyed import a_ground


def pairs(ground, key):
    return {(touchpoint, word) for touchpoint, words in ground.words_at(key).items() for word in words}


def names(ground):
    return [spot.touchpoint for spot in ground.looked_at]


def test_channel_and_stage_belong_to_the_touchpoint():
    ground = a_ground()
    assert ("Answer", "phone") in pairs(ground, "channel")
    assert len(pairs(ground, "channel")) == len(pairs(ground, "stage")) == 5


def test_a_method_is_asked_of_the_channels_it_fits_and_a_note_of_none():
    asked = pairs(a_ground(), "method")
    assert {method for touchpoint, method in asked if touchpoint == "Answer"} == {"listen to calls", "make the call"}
    assert {method for touchpoint, method in asked if touchpoint == "Invoice"} == {"walk it through"}
    assert not any(method == "champion's note" for _, method in asked)


def test_groups_weekdays_and_dayparts_are_asked_of_every_touchpoint():
    ground = a_ground()
    assert len(pairs(ground, "customer_group")) == 5 * 2
    assert len(pairs(ground, "weekday")) == 5 * 7
    assert len(pairs(ground, "daypart")) == 5 * 5


def test_a_place_nobody_has_been_to_is_asked_of_what_one_has_to_go_to():
    assert pairs(a_ground(), "place") == {
        (touchpoint, place) for touchpoint in ("Greeting", "Sign", "Counter") for place in ("Annexe", "Branch", "Hall")
    }


def test_a_place_where_half_of_a_journey_is_met_is_asked_of_the_rest_of_that_journey():
    asked = pairs(a_ground(("Greeting", "Hall", 3), ("Counter", "Branch", 1)), "place")
    assert asked == {
        ("Greeting", "Hall"),
        ("Sign", "Hall"),
        ("Counter", "Branch"),
        *((touchpoint, "Annexe") for touchpoint in ("Greeting", "Sign", "Counter")),
    }


def test_a_room_in_which_little_of_the_journey_is_met_is_asked_only_of_what_was_met_there():
    where = [("Greeting", "Hall", 3), ("Sign", "Hall", 3), ("Answer", "Hall", 3), ("Answer", "Branch", 1)]
    asked = pairs(a_ground(*where), "place")
    assert ("Greeting", "Branch") not in asked
    assert {("Answer", "Branch"), ("Answer", "Hall"), ("Sign", "Hall")} <= asked


def test_what_was_seen_five_times_and_never_at_a_place_has_none():
    assert ("Sign", "Hall") in pairs(a_ground(("Sign", "", 4)), "place")
    assert ("Sign", "Hall") not in pairs(a_ground(("Sign", "", 5)), "place")
    assert ("Sign", "Hall") in pairs(a_ground(("Sign", "", 5), ("Sign", "Hall", 1)), "place")


def test_a_touchpoint_of_no_channel_has_the_places_it_was_met_at():
    ground = a_ground(("Counter", "Hall", 1))
    met = replace(ground, spots=[replace(spot, channel="") for spot in ground.spots])
    assert pairs(met, "place") == {("Counter", "Hall"), ("Counter", "Annexe"), ("Counter", "Branch")}


def test_a_view_narrows_the_ground_but_its_period_does_not():
    ground = a_ground(("Greeting", "Hall", 3))
    assert names(ground.within(View())) == names(ground)
    assert names(ground.within(View(journey="Repairs"))) == ["Counter"]
    assert names(ground.within(View(channel="phone"))) == ["Answer"]
    assert names(ground.within(View(place="Hall"))) == ["Greeting", "Sign"]
    assert names(ground.within(View(method="make the call"))) == ["Answer"]
    assert ground.within(View(customer_group="Staff")).words("customer_group") == ["Staff"]
    assert ground.within(View(place="Hall")).words("place") == ["Hall"]


def test_a_narrowed_ground_can_be_narrowed_further():
    desk = a_ground().within(View(journey="At the desk"))
    assert names(desk.within(View(channel="in person"))) == ["Greeting"]


def test_first_hand_only_leaves_notes_out():
    assert "champion's note" in a_ground().words("method")
    assert "champion's note" not in a_ground().within(View(second_hand=False)).words("method")


def test_nobody_keeps_a_list_of_months():
    assert a_ground().words("month") == []
