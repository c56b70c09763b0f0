"""A slide: one message for the room, whatever it is shown on (screen, deck, hand-out, minutes)."""

from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from audit.model.review import Item


class Layout(StrEnum):
    """How the words of a slide stand on it."""

    PLAIN = "plain"  # headline, the line beneath it, then lines or a picture, or both side by side
    COVER = "cover"  # the title as large as it may be, above a picture
    QUOTE = "quote"  # somebody's words are the headline, on full colour
    ROWS = "rows"  # pairs of a label and what is said to it
    COLUMNS = "columns"  # columns of lines beside each other, each with a title or without
    CLOSE = "close"  # rows beneath a large word, on full colour


@dataclass(frozen=True, slots=True)
class Column:
    """A column of lines on a slide, beneath its title ("" = none); `foot` stands small at its end."""

    title: str
    lines: tuple[str, ...]
    foot: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Slide:
    """One message.

    `headline` has at most nine words unless the facilitator wrote it. `section` says which part of the meeting it
    belongs to ("" = as its point is titled), `under` is the line beneath the headline. `lines` are the body, people's
    words among them only where chosen; `rows` (label, words) and `columns` are the body of those layouts. `chart` names
    a chart of `audit.charts.slides.SLIDE_CHARTS` ("" = none) and `figure` is the frame it draws. `description` says in
    words what the chart shows. `is_hidden` slides wait to be revealed. `period` says which days it is about. `part`
    names it among the slides of its point where others may come in before it while it is shown ("" = by its place).
    `owes`: it says that something is owed, or that nothing is, so the caveat goes with it. `photo` is the hash that
    names the file of a photo ("" = none); `description` then says what it is of.
    """

    item: Item
    headline: str
    lines: tuple[str, ...] = ()
    chart: str = ""
    figure: pd.DataFrame | None = None
    description: str = ""
    notes: str = ""
    minutes: float = 2.0
    is_hidden: bool = False
    period: str = ""
    part: str = ""
    owes: bool = False
    photo: str = ""
    section: str = ""
    under: str = ""
    layout: Layout = Layout.PLAIN
    rows: tuple[tuple[str, str], ...] = ()
    columns: tuple[Column, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All that is said beneath the headline, line by line, wherever it stands."""
        beneath = (self.under,) if self.under else ()
        rows = tuple(f"{label}: {line}" for label, line in self.rows)
        columns = tuple(line for each in self.columns for line in (each.title, *each.lines, each.foot) if line)
        return (*beneath, *self.lines, *rows, *columns)


def on_pages(slide: Slide) -> tuple[Slide, ...]:
    """Return a slide as pages of a document, which have room for one picture each: the photo beside a chart follows."""
    if not (slide.chart and slide.photo):
        return (slide,)
    photo = Slide(slide.item, slide.headline, minutes=0.2, period=slide.period, photo=slide.photo)
    return replace(slide, photo=""), replace(photo, section=slide.section, description=f"Photo: {slide.section}")
