"""A channel, the way a customer meets a touchpoint: whether it has a place, and how it can be observed."""

from audit.model.walk_through import FIELD_METHODS, Method

CHANNELS = ("in person", "phone", "chat", "e-mail", "web", "self-service", "letter", "sign")
AT_PLACES = ("in person", "self-service", "sign")  # one has to be somewhere to meet these
_METHODS = {
    "in person": (Method.SIT_AND_LISTEN, Method.WALK_IT_THROUGH),
    "phone": (Method.LISTEN_TO_CALLS, Method.MAKE_THE_CALL),
    "chat": (Method.USE_IT_ONLINE,),
    "e-mail": (Method.WALK_IT_THROUGH, Method.USE_IT_ONLINE),
    "letter": (Method.WALK_IT_THROUGH,),
    "web": (Method.USE_IT_ONLINE,),
    "self-service": (Method.SIT_AND_LISTEN, Method.WALK_IT_THROUGH, Method.USE_IT_ONLINE),
    "sign": (Method.WALK_IT_THROUGH,),
}


_FIRST_HAND = tuple(method for method in FIELD_METHODS if not method.is_second_hand)


def methods_for(channel: str) -> tuple[Method, ...]:
    """Return the ways to go and observe a touchpoint of `channel`.

    A channel of your own, or one that is not said, can be observed in every way. What is second-hand comes by itself
    and is asked of none.
    """
    return _METHODS.get(channel.casefold(), _FIRST_HAND)


def usual_method(channel: str) -> Method:
    """Return the way to see a touchpoint of `channel` for oneself: walk it through, else what a customer does there."""
    ways = methods_for(channel)
    return Method.WALK_IT_THROUGH if Method.WALK_IT_THROUGH in ways else ways[-1]
