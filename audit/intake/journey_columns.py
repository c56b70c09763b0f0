"""Which column of somebody's table says what of a journey, whatever its case, spacing or language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.intake.tables import normalised
from audit.model.journey_table import (
    ANCHOR_COLUMNS,
    CHANNEL,
    COLUMNS,
    LOOK_FOR,
    MINIMUM,
    MOMENT_OF_TRUTH,
    STAGE,
    TARGET,
    TOUCHPOINT,
    WHY,
)

Row = tuple[int, Sequence[str]]  # its number as a spreadsheet counts, and its cells

_OTHER_NAMES = {
    STAGE: "stages phase phases step section etappe abschnitt schritt étape etapa fase ステージ 段階 المرحلة",
    TOUCHPOINT: (
        "touchpoints touch_point touch_points touch_point_s contact_point name kontaktpunkt kontaktpunkte "
        "berührungspunkt point_de_contact punto_de_contacto タッチポイント 接点 نقطة_التواصل نقطة_الاتصال"
    ),
    CHANNEL: "channels kanal canal チャネル القناة",
    MOMENT_OF_TRUTH: (
        "moments_of_truth is_moment_of_truth mot key_moment moment_der_wahrheit moment_de_vérité 真実の瞬間 "
        "لحظة_الحقيقة"
    ),
    WHY: "reason because warum grund pourquoi por_qué 理由 السبب لماذا",
    LOOK_FOR: "description look_for watch_for what_to_watch_for beschreibung worauf_achten 説明 الوصف",
    MINIMUM: "min minimum_standard mindestens mindestwert 最低 الحد_الأدنى",
    TARGET: "target_standard goal ziel zielwert objectif objetivo 目標 الهدف",
}
_COLUMN_OF = {normalised(column): column for column in (*COLUMNS, *ANCHOR_COLUMNS)} | {
    normalised(name): column for column, names in _OTHER_NAMES.items() for name in names.split()
}
_BULLET = re.compile(r"(?:[-*•–·]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column of ours stands in a table.

    `index` gives our column -> where it stands in a row. `rows` are those below the names of the columns, if any.
    `unused` are the columns that say nothing of a journey, as they are called.
    """

    index: dict[str, int]
    rows: Sequence[Row]
    unused: tuple[str, ...] = ()

    def cell(self, row: Sequence[str], column: str) -> str:
        """Return what a row says in a column of ours, "" where it says nothing."""
        index = self.index.get(column, len(row))
        return row[index] if index < len(row) else ""


def is_header(row: Sequence[str]) -> bool:
    """Return whether a row holds names of columns: that of the touchpoints, or two others."""
    columns = {_COLUMN_OF.get(normalised(cell)) for cell in row} - {None}
    return TOUCHPOINT in columns or len(columns) > 1


def layout_of(rows: Sequence[Row]) -> Layout:
    """Return where what stands: by the names in the first row, else by the order of the columns that are filled.

    Without names a single column holds touchpoints, several hold what `COLUMNS` lists, in that order. Rows that name
    nothing but stages, or nothing but touchpoints, are a list of names.
    """
    layout = _by_names(rows) if rows and is_header(rows[0][1]) else _by_order(rows)
    says = {column for column in layout.index if any(layout.cell(cells, column) for _, cells in layout.rows)}
    return _as_names(layout, *says) if says in ({STAGE}, {TOUCHPOINT}) else layout


def _by_names(rows: Sequence[Row]) -> Layout:
    index: dict[str, int] = {}
    unused = []
    for position, cell in enumerate(rows[0][1]):
        column = _COLUMN_OF.get(normalised(cell))
        if column and column not in index:
            index[column] = position
        elif cell:
            unused.append(cell)
    return Layout(index, rows[1:], tuple(unused))


def _by_order(rows: Sequence[Row]) -> Layout:
    filled = sorted({index for _, cells in rows for index, cell in enumerate(cells) if cell})
    columns = (TOUCHPOINT,) if len(filled) == 1 else COLUMNS
    unused = tuple(f"column {index + 1}" for index in filled[len(columns) :])
    return Layout(dict(zip(columns, filled, strict=False)), rows, unused)


def _as_names(layout: Layout, column: str) -> Layout:
    """Return a list of names as touchpoints, those that end with a colon as the stages above them."""
    rows: list[Row] = []
    for number, cells in layout.rows:
        name = _BULLET.sub("", layout.cell(cells, column), count=1)
        is_stage = len(name) > 1 and name.endswith((":", "："))
        rows.append((number, [name[:-1], ""] if is_stage else ["", name]))
    return Layout({STAGE: 0, TOUCHPOINT: 1}, rows, layout.unused)
