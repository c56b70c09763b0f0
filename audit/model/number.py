"""Numbers as people read them."""

import math
from decimal import ROUND_HALF_UP, Decimal

PER_CENT = "\u00a0%"  # a number and its sign stay on one line
_SAME = 1e-9  # numbers nearer than this are told apart by how they were worked out, not by what was seen
_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MOST_DECIMALS = 9  # enough to tell apart whatever is not the same


def rounded(number: float, decimals: int = 1) -> str:
    """Return a number with so many decimals; one that lies halfway goes away from zero, as it does in every chart.

    Python's own formats bring it to the even neighbour: a sentence would say 4.2 of what a chart shows as 4.3.

    Args:
        number: what is told.
        decimals: how many digits follow the point.

    Returns:
        "4.3" of 4.25, "1,234.5"; "0.0", never "-0.0"; "inf" and "nan" of what is no number.
    """
    if not math.isfinite(number):
        return str(float(number))
    exact = Decimal(float(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact or abs(exact):,f}"


def counted(n: int, thing: str) -> str:
    """Return a number with what it counts: "1 walk", "2 walks"."""
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


def spelled(number: int) -> str:
    """Return a small whole number as a word: "five"; from thirteen on, in figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def as_set(share: float) -> str:
    """Return a share that somebody set, 0-1, as exactly as it was set: "90 %", "92.5 %"."""
    return f"{100 * share:.10g}{PER_CENT}"


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
        shown
        for places in range(decimals, _MOST_DECIMALS + 1)
        if (shown := rounded(number, places)) not in {rounded(each, places) for each in others}
    )
