"""What is said of the touchpoints a view of a customer group does not show by themselves."""

from collections.abc import Sequence

from audit.measures.small_groups import SMALL_CELL
from audit.model.number import spelled
from audit.publish.headlines.words import MOST_CHOSEN, counted, listed


def not_shown_sentence(touchpoints: Sequence[str]) -> str:
    """Say which touchpoints are not shown by themselves in a view of a customer group.

    Args:
        touchpoints: their names, at least one.
    """
    names = listed(touchpoints) if len(touchpoints) <= MOST_CHOSEN else counted(len(touchpoints), "touchpoint")
    return (
        f"Too few to show: {names}. By fewer than {spelled(SMALL_CELL)} moments of this customer group somebody could "
        "be recognised, there or from what the total leaves. The totals count them all the same."
    )
