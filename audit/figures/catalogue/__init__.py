"""Every figure, declared once: the command, table heads, warm-up, bench, docs table and chart tests come from here."""

from collections.abc import Callable, Mapping

from audit.figures.catalogue import change, coverage, deeds, ledger, observers, ratings, services, sides, since_last
from audit.figures.catalogue.figure import Column, Figure, Picture, Unit, readable

_DECLARED = (deeds, ratings, ledger, services, coverage, observers, change, sides, since_last)
CATALOGUE: Mapping[str, Figure] = {figure.name: figure for part in _DECLARED for figure in part.FIGURES}
PRINTED: tuple[str, ...] = tuple(name for name, figure in CATALOGUE.items() if figure.is_printed)


def drawn_by(chart: Callable[..., object], options: Mapping[str, object]) -> str:
    """Return the name of the figure that a chart draws.

    Args:
        chart: a chart of `audit.charts`.
        options: what else it is given; where it draws several figures, they say which.

    Returns:
        The figure one of whose pictures is just that; else the first with such a picture; "" where none has.
    """
    named = f"{chart.__module__.removeprefix('audit.charts.')}.{chart.__name__}"
    fits = [(name, each) for name, figure in CATALOGUE.items() for each in figure.pictures if each.chart == named]
    alike = [name for name, each in fits if dict(each.options).items() <= options.items()]
    return next(iter([*alike, *(name for name, _ in fits)]), "")


__all__ = ["CATALOGUE", "PRINTED", "Column", "Figure", "Picture", "Unit", "drawn_by", "readable"]
