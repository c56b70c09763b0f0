"""Cells that hold several answers with semicolons between them, as forms with boxes to tick write them."""

from collections.abc import Iterator, Sequence

from audit.intake.column_values import ColumnValues
from audit.model.number import counted

MOST_OF = 0.5  # share of the cells that have to hold several, for a semicolon stands in sentences, too
LONGEST = 40  # characters of an answer, on average


def several_answers(values: ColumnValues, columns: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each of `columns` whose cells hold several answers."""
    for column in columns:
        if not _hold_several(values.sample(column)):
            continue
        cells = [(cell, count) for cell, count in values.counts(column) if len(_answers(cell)) > 1]
        rows = counted(sum(count for _, count in cells), "row")
        yield (
            f"{column!r} holds several answers in one cell, as in {cells[0][0][:LONGEST]!r} ({rows}). As words it "
            "stays as it is written; as signals each answer counts by itself; anywhere else it counts as one answer."
        )


def _hold_several(cells: Sequence[str]) -> bool:
    several = [answers for answers in map(_answers, cells) if len(answers) > 1]
    lengths = [len(answer) for answers in several for answer in answers]
    return bool(several) and len(several) >= MOST_OF * len(cells) and sum(lengths) <= LONGEST * len(lengths)


def _answers(cell: str) -> list[str]:
    return [answer.strip() for answer in cell.split(";") if answer.strip()]
