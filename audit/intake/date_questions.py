"""How the dates of a table are to be read, where they can be read in more than one way."""

from collections.abc import Sequence

from audit.intake import traits
from audit.intake.column_values import ColumnValues
from audit.intake.date_formats import SERIAL
from audit.intake.question import About, Question
from audit.intake.recipe_parts import DateOrder, Dates, RealDates

SHORT = {"DD{0}MM{0}YY": (0, 1), "MM{0}DD{0}YY": (1, 0), "YY{0}MM{0}DD": (2, 1)}  # where day and month stand
SHOWN_DATES = 6
TIMES = ("", " HH:mm", " HH:mm:ss")
BETWEEN = " or "
REAL = ", real dates "  # of a workbook that holds dates of both kinds: right, or day and month swapped


def date_question(values: ColumnValues, columns: Sequence[str]) -> Question | None:
    """Return the question of how the dates in `columns` are read; None where they can be read in one way alone."""
    cells = [cell for column in columns for cell in values.sample(column) if traits.A_DATE.match(cell)]
    serial = [cell for column in columns for cell in values.sample(column) if traits.A_SERIAL.fullmatch(cell)]
    choices = ((SERIAL,) if serial else ()) + _choices(cells)
    if has_both_kinds(cells) and not values.table.separator:
        choices = tuple(f"{order}{REAL}{real}" for order in choices for real in (RealDates.RIGHT, RealDates.SWAPPED))
    if not choices:
        return None
    shown = [
        (cell, sum(values.count_of(column, cell) for column in columns)) for cell in (*serial, *cells)[:SHOWN_DATES]
    ]
    return Question(About.DATES, tuple(columns), tuple(shown), choices)


def dates_by(answer: str) -> Dates:
    """Return how dates are written by the answer to the question of them: an order, or the exact forms."""
    order, _, real = answer.partition(REAL)
    if order in list(DateOrder):
        return Dates(DateOrder(order), real_dates=RealDates(real))
    forms = answer.split(BETWEEN)
    return Dates(formats=tuple(form + time for form in forms for time in (TIMES if "YY" in form else ("",))))


def order_shown(values: ColumnValues, columns: Sequence[str]) -> DateOrder:
    """Return the order that the dates in `columns` show, year first where they show none."""
    cells = [cell for column in columns for cell in values.sample(column)]
    return traits.date_order_of(cells) or DateOrder.YEAR_FIRST


def has_both_kinds(cells: Sequence[str]) -> bool:
    """Return whether some dates begin with the year and others end with it, as where a spreadsheet took only some."""
    return len({len(match[1]) == 4 for match in map(traits.DATED.match, cells) if match}) > 1


def _choices(cells: Sequence[str]) -> tuple[str, ...]:
    parts = [match.groups() for match in map(traits.DATED.match, cells) if match]
    short = [part for part in parts if len(part[0]) <= 2 and len(part[2]) <= 2]
    if short:
        return _short_choices(cells, [tuple(map(int, part)) for part in short])
    if has_both_kinds(cells) or traits.date_order_of(cells) is None:
        return (str(DateOrder.DAY_FIRST), str(DateOrder.MONTH_FIRST))
    return ()


def _short_choices(cells: Sequence[str], parts: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    """Return the forms with a year of two digits in which all those dates exist, or every form where none is."""
    fitting = [
        form
        for form, (day, month) in SHORT.items()
        if all(1 <= part[day] <= 31 and 1 <= part[month] <= 12 for part in parts)
    ]
    signs = sorted({sign for cell in cells for sign in "-/." if sign in cell[:8]})
    return tuple(BETWEEN.join(form.format(sign) for sign in signs) for form in fitting or SHORT)
