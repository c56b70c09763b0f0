"""Which posters an audit can have: one a touchpoint and place, each with the address that begins a walk there."""

import os
from collections.abc import Mapping, Sequence
from itertools import product
from uuid import UUID

from audit.errors import TooManyPostersError, UnknownChoiceError
from audit.model.poster import Poster, poster_code
from audit.store import names
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
        journey_names: of which journeys, by name, former name or key; none named = of all.
        touchpoint_names: of which touchpoints, by the same; none named = of all.
        places: of which places; none named = one poster a touchpoint, without a place.

    Raises:
        UnknownChoiceError: there is no journey, touchpoint or place of a name.
        TooManyPostersError: there would be more than `MOST`.
    """
    keys = {name: key for key, name in place_keys(store).items()}
    _check("The place", places, list(keys))
    every = {str(journey.id): journey for journey in offered_journeys(store)}
    journeys = {key: journey.name for key, journey in every.items()}
    chosen = [
        (every[key].name, stage.name, touchpoint)
        for key in _meant("The journey", journey_names, names.journey_names(store), journeys)
        for stage, touchpoint in every[key].touchpoints()
    ]
    touchpoints = {str(touchpoint.id): touchpoint.name for *_, touchpoint in chosen}
    meant = _meant("The touchpoint", touchpoint_names, names.touchpoint_names(store), touchpoints)
    chosen = [each for each in chosen if str(each[-1].id) in meant]
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


def _meant(what: str, words: Sequence[str], called: names.Names, there: Mapping[str, str]) -> list[str]:
    """Return the keys of those `there` (key -> name) that the words mean, in their order; all without a word."""
    known, by_word = list(dict.fromkeys(there.values())), {word: called.key_of(word) for word in words}
    _check(what, [word for word, key in by_word.items() if not {word, key} & {*known, *there}], known)
    return [key for key, name in there.items() if not words or name in by_word or key in by_word.values()]


def _check(what: str, named: Sequence[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            raise UnknownChoiceError(what, name, known)
