"""Which observations a view lets through: the one WHERE of every grouped read and search."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from audit.errors import SmallGroupError
from audit.measures.small_groups import SMALL_CELL
from audit.model.number import spelled
from audit.model.view import View
from audit.model.walk_through import Method
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.place import keys_of_places


def among(column: str, parameter: str, kind: str = "TEXT") -> str:
    """Return the condition that `column` is one of the values of a parameter, a list; NULL does not narrow."""
    return f"(CAST(${parameter} AS {kind}[]) IS NULL OR {column} = ANY(CAST(${parameter} AS {kind}[])))"


_IN_QUESTION = (
    "(CAST($since AS DATE) IS NULL OR observed_on >= $since) "
    "AND (CAST($until AS DATE) IS NULL OR observed_on <= $until) "
    f"AND {among('place_id', 'place_ids', 'UUID')} "
    f"AND {among('channel', 'channels')} "
    f"AND {among('customer_group', 'customer_groups')} "
    f"AND {among('method', 'methods')} "
    "AND ($second_hand OR method NOT IN ($told, $imported)) "
    "AND NOT $is_too_small"  # nobody can be recognised, whatever is read
)
IN_VIEW = f"withdrawn_at IS NULL AND {_IN_QUESTION} AND {among('recognised', 'recognised')}"
IS_CHOSEN = (  # of a row with the names of a touchpoint
    f"{among('journey', 'journeys')} AND (CAST($touchpoint AS TEXT) IS NULL OR touchpoint = $touchpoint)"
)
AT_TOUCHPOINTS = f"touchpoint_id IN (SELECT touchpoint_id FROM named_touchpoint WHERE {IS_CHOSEN})"  # noqa: S608  # our words
_NOWHERE = UUID(int=0)  # no place has it
IN_QUESTION = f"{_IN_QUESTION} AND CAST($recognised AS TEXT[]) IS NULL"  # of a note, which does not say who was seen
GROUP_IF_SHOWN = (  # of an observation in a list; {} is its condition. A blank among names would tell which group it is
    f"CASE WHEN {SMALL_CELL} <= ALL (SELECT COUNT(*) FROM observation WHERE {{}} AND customer_group <> '' "  # noqa: S608  # our words
    "GROUP BY customer_group) THEN customer_group ELSE '' END"
)


def view_parameters(store: Store, view: View) -> dict[str, Any]:
    """Return the parameters of `IN_VIEW`; journeys and touchpoint are not among them, their names need a join.

    A view of a customer group that is too small lets nothing through, one of several nothing of those too small.
    """
    groups = {"customer_groups": listed(groups_shown(store, view)), "is_too_small": is_too_small(store, view)}
    return _parameters(store, view) | groups


def groups_shown(store: Store, view: View) -> tuple[str, ...]:
    """Return the customer groups a view chooses that it may show, by their names of today.

    Those with fewer than five moments are left out, or what is shown less the others would tell of them: all but
    where two or more of them hold five together. Moments are observations: the parts of visits, or visits as a whole
    where there are no parts. Where nothing was observed they are the notes nobody has judged yet.
    """
    if not view.customer_groups:
        return ()
    named = in_names_of_today(store, view)
    sizes = store.cached(("moments of groups", named), lambda: _moments(store, named))
    small = [group for group in named.customer_groups if sizes.get(group, 0) < SMALL_CELL]
    noted = [sizes[group] for group in small if sizes.get(group)]
    if len(noted) > 1 and sum(noted) >= SMALL_CELL:
        return named.customer_groups
    return tuple(group for group in named.customer_groups if group not in small)


def is_too_small(store: Store, view: View) -> bool:
    """Tell whether a view chooses customer groups and may show none of them; see `groups_shown`."""
    return bool(view.customer_groups) and not groups_shown(store, view)


def groups_hidden(store: Store, view: View) -> tuple[str, ...]:
    """Return the customer groups a view chooses that it may not show, by their names of today."""
    shown = groups_shown(store, view)
    return tuple(group for group in in_names_of_today(store, view).customer_groups if group not in shown)


def without_small_groups(store: Store, view: View) -> View:
    """Return `view` with those of its customer groups that it may show.

    Raises:
        SmallGroupError: it may show none of them.
    """
    refuse_too_small(store, view)
    return replace(view, customer_groups=groups_shown(store, view)) if view.customer_groups else view


def refuse_too_small(store: Store, view: View) -> None:
    """Refuse a view of a customer group that is too small.

    Raises:
        SmallGroupError: it holds fewer than five moments of the customer groups it chooses.
    """
    if is_too_small(store, view):
        raise SmallGroupError(spelled(SMALL_CELL))


def _moments(store: Store, view: View) -> dict[str, int]:
    """Return how many moments of each customer group that it chooses a view holds."""
    given = _parameters(store, view) | touchpoint_parameters(view) | {"is_too_small": False}
    with store.reading() as cursor:
        counted = cursor.execute(
            "SELECT customer_group, COUNT(*) FILTER (WHERE NOT is_whole), COUNT(*) FILTER (WHERE is_whole) FROM "  # noqa: S608  # our words
            "(SELECT customer_group, touchpoint_id IN (SELECT id FROM touchpoint WHERE is_whole_visit) AS is_whole "
            f"FROM observation WHERE {IN_VIEW} AND {AT_TOUCHPOINTS}) AS chosen GROUP BY customer_group",
            given,
        ).fetchall()
        noted = cursor.execute(
            f"SELECT customer_group, COUNT(*) FROM note WHERE {IN_QUESTION} AND {AT_TOUCHPOINTS} GROUP BY 1",  # noqa: S608  # our words
            given,
        ).fetchall()
    return dict(noted) | {group: parts or wholes for group, parts, wholes in counted}


def _parameters(store: Store, view: View) -> dict[str, Any]:
    view = in_names_of_today(store, view)
    keys = keys_of_places(store) if view.places else {}  # looked up, so no join is needed
    return {
        "since": view.since,
        "until": view.until,
        "place_ids": listed(keys.get(name, _NOWHERE) for name in view.places),
        "channels": listed(view.channels),
        "customer_groups": listed(view.customer_groups),
        "methods": listed(view.methods),
        "recognised": listed(view.recognised),
        "second_hand": view.second_hand,
        "told": Method.CHAMPIONS_NOTE.value,
        "imported": Method.IMPORTED.value,
    }


def parameters_at_touchpoints(store: Store, view: View) -> dict[str, Any]:
    """Return the parameters of `IN_VIEW` and `AT_TOUCHPOINTS` together."""
    return view_parameters(store, view) | touchpoint_parameters(in_names_of_today(store, view))


def touchpoint_parameters(named: View) -> dict[str, Any]:
    """Return the parameters of `IS_CHOSEN` for a view that calls all by the names of today."""
    return {"journeys": listed(named.journeys), "touchpoint": named.touchpoint}


def listed(values: Iterable[object]) -> list[object] | None:
    """Return values as the parameter of `among`: None, which does not narrow, where there is none."""
    return list(values) or None
