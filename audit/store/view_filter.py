"""Which observations a view lets through: the one WHERE of every grouped read and search."""

from typing import Any

from audit.model.keys import key_of
from audit.model.view import View
from audit.model.walk_through import Method

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
IN_QUESTION = f"{_IN_QUESTION} AND CAST($recognised AS TEXT) IS NULL"  # of a note, which does not say who was seen


def view_parameters(view: View) -> dict[str, Any]:
    """Return the parameters of `IN_VIEW`; journey and touchpoint are not among them, their names need a join."""
    return {
        "since": view.since,
        "until": view.until,
        # its key is made of its name, so no join is needed
        "place_id": key_of("place", view.place) if view.place else None,
        "channel": view.channel,
        "customer_group": view.customer_group,
        "method": view.method,
        "recognised": view.recognised,
        "second_hand": view.second_hand,
        "told": Method.CHAMPIONS_NOTE.value,
        "imported": Method.IMPORTED.value,
    }
