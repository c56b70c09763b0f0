"""The cells of a table as people read them: figures, days and words."""

import re
from html import escape
from typing import Any

import pandas as pd

from audit.model.day import DAY_KEY
from audit.model.number import rounded
from audit.model.text import isolated
from audit.publish.headlines.words import percent

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$")  # is not broken between two lines
_SENTENCE = 40  # letters: longer words are given room, so that a row is not a tall tower
TABLE_STYLE = """<style>
.figure-table{overflow-x:auto;max-height:28rem;overflow-y:auto}
.figure-table table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
.figure-table th,.figure-table td{text-align:left;padding:.5rem .9rem .5rem 0;vertical-align:top;
border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
.figure-table thead th{font-weight:600;vertical-align:bottom}
.figure-table tbody th{font-weight:400}
.figure-table td{max-width:min(24rem,60vw);overflow-wrap:break-word}
.figure-table .number{text-align:right;white-space:nowrap}
.figure-table .sentence{min-width:18rem}
.figure-table .day{white-space:nowrap}
.figure-table a{color:inherit;text-decoration:underline;display:inline-block;padding:.35rem 0}
</style>"""


def cell_text(value: Any, *, is_share: bool = False) -> str:
    """Return one figure as people read it: shares in per cent, days as 2026-03-12, a dash where nothing is known."""
    if pd.isna(value):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return f"{value:{DAY_KEY} %H:%M}".removesuffix(" 00:00")
    if isinstance(value, float):
        return percent(value) if is_share else rounded(value, 2)
    return f"{value:,}" if isinstance(value, int) else str(value)


def cell_html(text: str, right: bool, href: str = "") -> str:  # noqa: FBT001  # as `aligned`
    """Return one cell, at the right where it holds a figure, as a link where it leads to `href`."""
    words = escape(isolated(text))
    if href:
        words = f'<a href="{escape(href)}" target="_self">{words}</a>'
    return f"<td{_look(text, right)}>{words}</td>"


def _look(cell: str, right: bool) -> str:  # noqa: FBT001  # as `aligned`
    if _DAY.match(cell):
        return ' class="day"'
    return ' class="sentence"' if len(cell) > _SENTENCE else aligned(right)


def aligned(right: bool) -> str:  # noqa: FBT001  # one of two ways, said by the caller's own name
    """Return what puts a cell at the right, or nothing."""
    return ' class="number"' if right else ""
