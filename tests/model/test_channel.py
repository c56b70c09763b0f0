"""Which ways of observing fit a channel."""

import pytest

from audit.model.channel import methods_for, usual_method
from audit.model.walk_through import Method


def test_a_call_is_listened_to_or_made():
    assert methods_for("phone") == methods_for("Phone") == (Method.LISTEN_TO_CALLS, Method.MAKE_THE_CALL)


@pytest.mark.parametrize("channel", ["", "pneumatic post"])
def test_a_channel_of_one_s_own_can_be_observed_in_every_way_at_first_hand(channel):
    assert methods_for(channel) == (
        Method.SIT_AND_LISTEN,
        Method.LISTEN_TO_CALLS,
        Method.MAKE_THE_CALL,
        Method.WALK_IT_THROUGH,
        Method.USE_IT_ONLINE,
    )


@pytest.mark.parametrize("channel", ["in person", "phone", "chat", "e-mail", "letter", "web", "self-service", "sign"])
def test_nothing_second_hand_can_be_planned(channel):
    assert methods_for(channel)
    assert not any(method.is_second_hand for method in methods_for(channel))


@pytest.mark.parametrize(
    ("channel", "way"),
    [("in person", Method.WALK_IT_THROUGH), ("phone", Method.MAKE_THE_CALL), ("web", Method.USE_IT_ONLINE)],
)
def test_a_touchpoint_is_usually_seen_as_a_customer_meets_it(channel, way):
    assert usual_method(channel) is way


def test_a_channel_of_one_s_own_is_walked_through():
    assert usual_method("pneumatic post") is Method.WALK_IT_THROUGH
