"""A slide: one message for the room, whatever it is shown on (screen, deck, hand-out, minutes)."""

from dataclasses import dataclass

import pandas as pd

from audit.model.review import Item


@dataclass(frozen=True, slots=True, eq=False)
class Slide:
    """One message.

    `headline` has at most seven words unless the facilitator wrote it. `lines` are the body, people's words among
    them only where chosen. `chart` names a chart of `audit.charts.slides.SLIDE_CHARTS` ("" = none) and `figure` is the
    frame it draws. `description` says in words what the chart shows. `is_hidden` slides wait to be revealed.
    `period` says which days it is about. `part` names it among the slides of its point where others may come in before
    it while it is shown ("" = by its place). `owes`: it says that something is owed, or that nothing is, so the caveat
    goes with it. `photo` is the hash that names the file of a photo ("" = none); `description` then says what it is of.
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
