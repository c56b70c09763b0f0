"""What a view of a customer group leaves out is named, or counted where it is much."""

from audit.publish.headlines.small_groups import not_shown_sentence


def test_few_touchpoints_are_named_and_many_are_counted():
    assert not_shown_sentence(["Desk", "Way in"]).startswith("Too few to show: Desk and Way in. By fewer than five")
    assert not_shown_sentence(["Desk"] * 4).startswith("Too few to show: 4 touchpoints. ")
