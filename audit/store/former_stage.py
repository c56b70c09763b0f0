"""What was of a stage once: touchpoints that left it, and the stage that one was merged into."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from audit.store.change import changes_of_kinds
from audit.store.journey_part import PARTS
from audit.store.opening import Store


def former_stages(store: Store) -> Mapping[str, Collection[str]]:
    """Return the key of a stage -> the keys (text) of the touchpoints that left it, by the history of changes."""
    return store.cached("former stages", lambda: _former_stages(store))


def _former_stages(store: Store) -> Mapping[str, Collection[str]]:
    left: dict[str, dict[str, None]] = defaultdict(dict)
    for before in changes_of_kinds(store, PARTS)["before"]:
        rows = json.loads(before).get("touchpoint", {})
        for key, row in rows.items():
            if "stage_id" in row:
                left[row["stage_id"]][key] = None
    return left


def stage_of_key(store: Store, key: UUID) -> UUID:
    """Return the stage that a key means: the one it was merged into, by the history of changes, else itself."""
    for line in changes_of_kinds(store, ("stage",)).to_dict("records"):
        into = UUID(line["noun_id"])
        if into != key and "name" in json.loads(line["before"]).get("stage", {}).get(str(key), {}):
            return stage_of_key(store, into)
    return key
