"""What is declared of a figure: its name, who works it out, its columns, and the charts that draw it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pkgutil import resolve_name
from typing import Any

import pandas as pd

from audit.figures.question import BY_TOUCHPOINT, Measure

Options = tuple[tuple[str, Any], ...]


class Unit(StrEnum):
    """What the values of a column are, as docs/measures.md names it."""

    NAME = "name"
    WORD = "one of a few words"
    TEXT = "words people wrote"
    KEY = "identifier"
    COUNT = "count"
    DAY = "day"
    PERIOD = "period"
    DAYS = "days"
    MINUTES = "minutes"
    SCORE = "1 to 5"
    SCORE_GAP = "-4 to 4"
    SHARE = "share, 0 to 1"
    SHARE_GAP = "-1 to 1"
    PER_100 = "of 100"
    PER_DAY = "a day"
    NUMBER = "number"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a figure: its name for scripts, its unit, what people call it, and what else is to be known."""

    name: str
    unit: Unit
    label: str = ""
    note: str = ""

    @property
    def head(self) -> str:
        """What stands above the column on the screen."""
        return self.label or readable(self.name)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that draws a figure, as the pages draw it.

    Charts are named, not imported: `moments measure` knows the catalogue too, and should not wait for the library of
    charts.

    Args:
        chart: its module in `audit.charts` and its function, as "rater.rater_dots".
        options: what else the chart takes, as (name, value).
        by: what the figure is reported by for it; None = its usual keys.
        laid_out: what lays the rows out for the chart, in `audit.charts`, as "labels.staged"; "" = nothing does.
        columns: of the rows laid out, where they are not those of the figure.
    """

    chart: str
    options: Options = ()
    by: tuple[str, ...] | None = None
    laid_out: str = ""
    columns: tuple[Column, ...] = ()

    @property
    def draws(self) -> Callable[..., Any]:
        """The chart itself."""
        draws: Callable[..., Any] = resolve_name(f"audit.charts.{self.chart}")
        return draws

    def rows(self, figure: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the figure as the chart takes them."""
        if not self.laid_out:
            return figure
        lay_out: Callable[[pd.DataFrame], pd.DataFrame] = resolve_name(f"audit.charts.{self.laid_out}")
        return lay_out(figure)


@dataclass(frozen=True)
class Figure:
    """One figure of the audit.

    Args:
        name: what `moments measure` and docs/measures.md call it.
        about: what it says, in one line.
        measure: the function that works it out.
        columns: in their order; the keys it is reported by stand before them and are not among them.
        by: its usual keys.
        is_keyed: whether it can be reported by other keys; where not, all its columns are in `columns`.
        pictures: the charts that draw it.
        is_printed: whether `moments measure` prints it; else it stands on pages alone.
        engines: who else works it out in the bench, to be compared with.
    """

    name: str
    about: str
    measure: Measure
    columns: tuple[Column, ...]
    by: tuple[str, ...] = BY_TOUCHPOINT
    is_keyed: bool = True
    pictures: tuple[Picture, ...] = ()
    is_printed: bool = True
    engines: tuple[str, ...] = ()

    @cached_property
    def column(self) -> Mapping[str, Column]:
        """Its columns by their names, those of its pictures among them where it has none of that name."""
        of_pictures = {column.name: column for picture in self.pictures for column in picture.columns}
        return of_pictures | {column.name: column for column in self.columns}


def readable(name: str) -> str:
    """Return the name of a column as people say it, where nothing else is declared."""
    return name.replace("_", " ").capitalize() if len(name) > 1 else name
