"""A change of a journey as one line of its history."""

import json
from collections.abc import Mapping
from typing import Any


def change_sentence(line: Mapping[str, Any]) -> str:
    """Return what a change did, without a full stop.

    Args:
        line: `reason`, `before` and `after` (JSON text) of a line of the history of journeys, stages and touchpoints.
    """
    if not is_renaming(line):
        return str(line["reason"])
    before, after = (json.loads(line[side])["name"] for side in ("before", "after"))
    because = f" ({line['reason']})" if line["reason"] else ""
    return f"Renamed {before} to {after}{because}"


def is_renaming(line: Mapping[str, Any]) -> bool:
    """Return whether a line of the history says that something is called otherwise, and nothing else."""
    return set(json.loads(line["after"])) == {"name"}
