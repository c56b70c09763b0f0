"""The sentence that says which customer groups a view leaves out."""

from collections.abc import Sequence

from audit.measures.small_groups import SMALL_CELL
from audit.model.number import spelled
from audit.publish.headlines.words import listed


def groups_left_out(groups: Sequence[str]) -> str:
    """Return what goes with a view that may not show some of the customer groups it chooses.

    Args:
        groups: those it leaves out; not none.
    """
    return (
        f"Left out: {listed(groups)}. Fewer than {spelled(SMALL_CELL)} moments are in this view, so that people could "
        "be recognised."
    )
