"""A share in words: "100 %" only of all, "0 %" only of none, in sentences, pictures and a deck's own charts."""

from audit.model.number import PER_CENT, apart

_HALF = 0.5  # of the last digit written: what lies nearer than this to all or none would be written as all or none


def percent(share: float, *beside: float) -> str:
    """Return a share in whole per cent, finer only where that would make it look like what it is not.

    Args:
        share: from 0 to 1.
        beside: shares it is set beside; it gets decimals until it does not look the same as one that differs.

    Returns:
        "12 %", or "89.7 %" beside 0.9; "over 99 %" and "under 1 %" of what is not quite all and not quite none.
    """
    words = apart(100 * share, *(100 * each for each in beside), decimals=0)
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    elif (words == "0" and share > 0) or (words == "100" and share < 1):
        words = "under 1" if words == "0" else "over 99"
    return f"{words}{PER_CENT}"


def percent_in_vega(share: str, decimals: int = 0) -> str:
    """Return the Vega expression that writes a share in the short form of a picture: "12%", ">99%", "<1%".

    Args:
        share: a Vega expression for a share from 0 to 1.
        decimals: how many digits follow the point.
    """
    least = 10.0 ** -(2 + decimals)  # a share of one in the last digit
    over, under = f"{100 * (1 - least):.{decimals}f}", f"{100 * least:.{decimals}f}"
    nearly_all = f"{share} < 1 && {share} >= {1 - _HALF * least:.10g}"
    nearly_none = f"{share} > 0 && {share} < {_HALF * least:.10g}"
    written = f"format({share}, '.{decimals}%')"
    return f"({nearly_all} ? '>{over}%' : {nearly_none} ? '<{under}%' : {written})"


def percent_in_sheets(share: float) -> str:
    """Return the number format by which a spreadsheet or a slide writes a share, after the figure is changed too.

    Such a format has two conditions at most: near none it looks after none, elsewhere after all.

    Args:
        share: from 0 to 1, as it is now.
    """
    return '[<=0]0%;[<0.005]"<1%";0%' if share < _HALF else '[>=1]0%;[>=0.995]">99%";0%'
