"""Which observations a view lets through: the one WHERE of every grouped read and search."""

from typing import Any
from uuid import UUID

from audit.model.view import View
from audit.model.walk_through import Method
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.place import keys_of_places

_IN_QUESTION = (
    "(CAST($since AS DATE) IS NULL OR observed_on >= $since) "
    "AND (CAST($until AS DATE) IS NULL OR observed_on <= $until) "
    "AND (CAST($place_id AS UUID) IS NULL OR place_id = $place_id) "
    "AND (CAST($channel AS TEXT) IS NULL OR channel = $channel) "
    "AND (CAST($customer_group AS TEXT) IS NULL OR customer_group = $customer_group) "
    "AND (CAST($method AS TEXT) IS NULL OR method = $method) "
    "AND ($second_hand OR method NOT IN ($told, $imported))"
)
IN_VIEW = f"withdrawn_at IS NULL AND {_IN_QUESTION} AND (CAST($recognised AS TEXT) IS NULL OR recognised = $recognised)"
IS_CHOSEN = (  # of a row with the names of a touchpoint
    "(CAST($journey AS TEXT) IS NULL OR journey = $journey) "
    "AND (CAST($touchpoint AS TEXT) IS NULL OR touchpoint = $touchpoint)"
)
AT_TOUCHPOINTS = f"touchpoint_id IN (SELECT touchpoint_id FROM named_touchpoint WHERE {IS_CHOSEN})"  # noqa: S608  # our words
_NOWHERE = UUID(int=0)  # no place has it
IN_QUESTION = f"{_IN_QUESTION} AND CAST($recognised AS TEXT) IS NULL"  # of a note, which does not say who was seen


def view_parameters(store: Store, view: View) -> dict[str, Any]:
    """Return the parameters of `IN_VIEW`; journey and touchpoint are not among them, their names need a join."""
    view = in_names_of_today(store, view)
    return {
        "since": view.since,
        "until": view.until,
        "place_id": keys_of_places(store).get(view.place, _NOWHERE)
        if view.place
        else None,  # looked up, so no join is needed
        "channel": view.channel,
        "customer_group": view.customer_group,
        "method": view.method,
        "recognised": view.recognised,
        "second_hand": view.second_hand,
        "told": Method.CHAMPIONS_NOTE.value,
        "imported": Method.IMPORTED.value,
    }


def parameters_at_touchpoints(store: Store, view: View) -> dict[str, Any]:
    """Return the parameters of `IN_VIEW` and `AT_TOUCHPOINTS` together."""
    named = in_names_of_today(store, view)
    return view_parameters(store, view) | {"journey": named.journey, "touchpoint": named.touchpoint}
