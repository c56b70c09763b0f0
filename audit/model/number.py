"""Numbers as people read them."""

_SAME = 1e-9  # numbers nearer than this are told apart by how they were worked out, not by what was seen
_MOST_DECIMALS = 9  # enough to tell apart whatever is not the same


def apart(number: float, *beside: float, decimals: int = 1) -> str:
    """Return a number with `decimals`, more only where it would look like one beside it that differs.

    Args:
        number: what is told.
        beside: the numbers it is set beside.
        decimals: how many are enough otherwise.

    Returns:
        "3.9", or "3.96" beside 4.0.
    """
    others = [each for each in beside if abs(each - number) > _SAME]
    return next(
        told
        for places in range(decimals, _MOST_DECIMALS + 1)
        if (told := f"{number:.{places}f}") not in {f"{each:.{places}f}" for each in others}
    )
