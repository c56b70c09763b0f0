"""Whose phone a request of the walk comes from, where the door it came in by asks."""

from starlette.types import Scope

from audit.model.person import Device

_WALKER = "moments.walker"


def walker_of(scope: Scope) -> Device | None:
    """Return the device a request comes from, None where it came in by a door that asks nobody."""
    device: Device | None = scope.get(_WALKER)
    return device


def with_walker(scope: Scope, device: Device) -> Scope:
    """Return a request that says whose phone it comes from."""
    return {**scope, _WALKER: device}
