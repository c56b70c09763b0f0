"""Which posters an audit can have: one a touchpoint and place, each with the address that begins a walk there."""

import os
from collections.abc import Sequence
from itertools import product
from uuid import UUID

from audit.errors import TooManyPostersError, UnknownChoiceError
from audit.model.poster import Poster, poster_code
from audit.store.journey import offered_journeys
from audit.store.opening import Store
from audit.store.place import place_keys
from audit.web.room import links

MOST = 400  # 100 sheets; beyond that somebody chose too much
_EVERY_NETWORK, _PORT = "0.0.0.0", 8502  # noqa: S104  # asked which address it stands for, not listened at


def address_for_phones(written: str = "") -> str:
    """Return where phones come in, without a slash at its end: the one place that posters and their page ask.

    Args:
        written: what a steward says it is; "" = what the running app tells phones, else this machine's own address on
            the network.

    Raises:
        RoomAddressError: `written` is no address.
    """
    running = os.environ.get(links.ADDRESS, "") if links.reaches_phones() else ""
    return links.address_for(_EVERY_NETWORK, _PORT, written or running)


def posters_of(
    store: Store,
    address: str,
    journey_names: Sequence[str] = (),
    touchpoint_names: Sequence[str] = (),
    places: Sequence[str] = (),
) -> list[Poster]:
    """Return the posters of an audit, touchpoint by touchpoint as customers meet them, place by place.

    Args:
        store: the open store.
        address: where phones come in, as `address_for_phones` returns it.
        journey_names: of which journeys; none named = of all.
        touchpoint_names: of which touchpoints; none named = of all.
        places: of which places; none named = one poster a touchpoint, without a place.

    Raises:
        UnknownChoiceError: there is no journey, touchpoint or place of a name.
        TooManyPostersError: there would be more than `MOST`.
    """
    keys = {name: key for key, name in place_keys(store).items()}
    _check("The place", places, list(keys))
    _check("The journey", journey_names, [journey.name for journey in offered_journeys(store)])
    chosen = [
        (journey.name, stage.name, touchpoint)
        for journey in offered_journeys(store)
        if not journey_names or journey.name in journey_names
        for stage, touchpoint in journey.touchpoints()
    ]
    _check("The touchpoint", touchpoint_names, list(dict.fromkeys(touchpoint.name for *_, touchpoint in chosen)))
    chosen = [each for each in chosen if not touchpoint_names or each[-1].name in touchpoint_names]
    if len(chosen) * max(1, len(places)) > MOST:
        raise TooManyPostersError(len(chosen) * max(1, len(places)), MOST)
    return [
        Poster(journey, stage, touchpoint.name, place, _walk_at(address, touchpoint.id, keys.get(place)))
        for (journey, stage, touchpoint), place in product(chosen, places or ("",))
    ]


def _walk_at(address: str, touchpoint_id: UUID, place_id: UUID | None) -> str:
    """Return what begins a walk at a touchpoint, at a place where one is given."""
    at = f"{address}/walk/t/{poster_code(touchpoint_id)}"
    return at if place_id is None else f"{at}?p={poster_code(place_id)}"


def _check(what: str, named: Sequence[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            raise UnknownChoiceError(what, name, known)
