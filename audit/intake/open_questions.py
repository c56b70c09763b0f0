"""Which questions a table leaves open once its columns are placed; columns that share a scale are one question."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from audit.intake import traits
from audit.intake.amounts import plain_numbers
from audit.intake.column_values import ColumnValues
from audit.intake.date_questions import date_question
from audit.intake.marked_scale import MarkedScale
from audit.intake.question import (
    AS_PROPOSED,
    LEAVE_OUT,
    MOST_VALUES,
    NO,
    NO_STEP,
    TURNED_ROUND,
    YES,
    About,
    Question,
)
from audit.intake.recipe_parts import ROW_FIELDS, SCORE, Scale, WaitUnit
from audit.intake.stated_scale import shared_scale
from audit.intake.traits import Look
from audit.intake.word_steps import step_of
from audit.model.rating import DIMENSIONS

ENDS_FROM_ONE = ((1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 10), (0, 10), (0, 100))
ENDS_FROM_ZERO = ((0, 1), (0, 4), (0, 5), (0, 6), (0, 10), (0, 100))
MOST_CHOICES = 20  # columns offered as the one that says how it went
JUDGES = frozenset({"outcome", SCORE, *DIMENSIONS})
WAIT = "wait_minutes"
Counts = tuple[tuple[str, int], ...]


def questions_for(
    values: ColumnValues,
    targets: Mapping[str, str],
    fixed: Collection[str] = (),
    apart: Collection[str] = (),
    *,
    unit: str = "",
) -> tuple[Question, ...]:
    """Return what only a person can say of a table whose columns are placed so.

    Args:
        values: The table's.
        targets: Column -> field, or `score`; those not named are not read.
        fixed: The fields that have the same value in every row.
        apart: Columns that are asked about each on its own.
        unit: The unit of a wait where it is known, "" where it is not.
    """
    dated = _columns_for(targets, {"observed_at"})
    judging = _columns_for(targets, JUDGES)
    of_rows = list(_row_questions(values, targets, fixed))
    for question in of_rows:
        if question.about is About.OUTCOME:
            judging += [column for column in question.choices if column not in judging]
    times = date_question(values, _columns_for(targets, {"observed_at", "resolved_at"}))
    signs = _decimal_question(values, _columns_for(targets, JUDGES | {WAIT}))
    waits = None if unit else _wait_question(values, _columns_for(targets, {WAIT}), dated)
    counts = {column: values.counts(column, dated) for column in judging if values.look(column) is not Look.OUTCOMES}
    return (*of_rows, *filter(None, (times, signs, waits)), *_of_the_marks(counts, apart))


def _row_questions(values: ColumnValues, targets: Mapping[str, str], fixed: Collection[str]) -> Iterator[Question]:
    placed = {*targets.values(), *fixed}
    columns = values.table.columns
    if "observed_at" not in placed:
        yield Question(About.DATE_COLUMN, choices=values.dated_by or columns)
    if not placed & {"outcome", SCORE}:
        yield Question(About.OUTCOME, choices=_may_judge(values, targets)[:MOST_CHOICES])
    elif SCORE in placed and "outcome" not in placed and placed & set(ROW_FIELDS):
        yield Question(About.COMMENTS, choices=(LEAVE_OUT, *_columns_for(targets, {SCORE})))


def _may_judge(values: ColumnValues, targets: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns not placed yet that look like a judgement; without such, all not placed yet, else all."""
    free = [column for column in values.table.columns if not targets.get(column)]
    judging = [column for column in free if values.look(column) in traits.JUDGING]
    return tuple(judging or free or values.table.columns)


def _columns_for(targets: Mapping[str, str], fields: Collection[str]) -> list[str]:
    """Return the columns that go to one of `fields`, in the order of the table."""
    return [column for column in targets if targets[column] in fields]


def _decimal_question(values: ColumnValues, columns: Sequence[str]) -> Question | None:
    """Return the question of what a point means in numbers such as 1.234; None where it can mean one thing alone."""
    doubtful: dict[str, list[str]] = {}
    for column in columns:
        cells = pd.Series(values.sample(column), dtype="str")
        _, is_doubtful = plain_numbers(cells, "", values.table.separator)
        doubtful |= {column: cells[is_doubtful].tolist()} if is_doubtful.any() else {}
    if not doubtful:
        return None
    present = [(cell, values.count_of(column, cell)) for column, cells in doubtful.items() for cell in cells]
    return Question(About.DECIMAL, tuple(doubtful), tuple(present[:MOST_VALUES]), ("comma", "point"))


def _wait_question(values: ColumnValues, columns: Sequence[str], dated: Sequence[str]) -> Question | None:
    """Return the question of the unit of a wait; None where the name of its column or its cells tell it."""
    if not columns or not traits.is_wait_without_unit(columns[0], values.sample(columns[0])):
        return None
    present = values.counts(columns[0], dated)[:MOST_VALUES]
    units = (WaitUnit.MINUTES, WaitUnit.SECONDS, WaitUnit.HOURS)
    return Question(About.WAIT_UNIT, (columns[0],), present, tuple(map(str, units)))


def _of_the_marks(counts: Mapping[str, Counts], apart: Collection[str]) -> Iterator[Question]:
    numbers: dict[object, list[str]] = {}
    words: list[list[str]] = []
    given = {column: traits.answers_among([value for value, _ in counted]) for column, counted in counts.items()}
    for column, cells in given.items():
        if _is_yes_no(cells):
            present = tuple(pair for pair in counts[column] if pair[0] in cells)
            yield Question(About.YES_NO, (column,), present, tuple(cells))
        elif _is_numbers(cells):
            numbers.setdefault(column if column in apart else _scale_of(column, cells), []).append(column)
        elif cells:
            _put_with_its_like(column, words, counts, apart)
    yield from (_scale_question(columns, counts) for columns in numbers.values())
    yield from (_words_question(columns, counts) for columns in words)
    yield from _no_answer_question([column for columns in numbers.values() for column in columns], counts)


def _is_yes_no(given: Sequence[str]) -> bool:
    return len(given) == 2 and traits.look_of(given) is Look.YES_NO


def _is_numbers(given: Sequence[str]) -> bool:
    numbers = [value for value in given if traits.number_in(value) is not None]
    return bool(given) and len(numbers) >= traits.MOST * len(given)


def _scale_of(column: str, given: Sequence[str]) -> object:
    numbers = [number for value in given if (number := traits.number_in(value)) is not None]
    return shared_scale(column, min(numbers), max(numbers))


def _put_with_its_like(
    column: str, groups: list[list[str]], counts: Mapping[str, Counts], apart: Collection[str]
) -> None:
    """Put a column of words with those that judge in words of the same family, or in one of its own words."""
    for group in groups:
        if column not in apart and group[0] not in apart and _traits(counts[column]) & _traits(counts[group[0]]):
            group.append(column)
            return
    groups.append([column])


def _traits(counted: Counts) -> set[str]:
    words = {value.casefold() for value, _ in counted} - traits.NO_ANSWER
    return words | {f"family {family}" for family, _ in map(step_of, words) if family}


def together(columns: Sequence[str], counts: Mapping[str, Counts]) -> Counts:
    """Return the values of several columns with their counts added up, numbers by size, else the most first."""
    total: dict[str, int] = {}
    for column in columns:
        for value, count in counts[column]:
            total[value] = total.get(value, 0) + count
    pairs = sorted(total.items(), key=lambda pair: (traits.number_in(pair[0]) is None, traits.number_in(pair[0]) or 0))
    return tuple(pairs)


def _scale_question(columns: Sequence[str], counts: Mapping[str, Counts]) -> Question:
    counted = together(columns, counts)
    given = set(traits.answers_among([value for value, _ in counted]))
    marks = tuple((value, count) for value, count in counted if value in given and traits.number_in(value) is not None)
    return Question(
        About.SCALE, tuple(columns), _some(marks), tuple(map(str, _scale_choices([value for value, _ in marks])))
    )


def _some(marks: Counts) -> Counts:
    """Return the marks, or of very many the lowest, the highest and the most frequent."""
    if len(marks) <= MOST_VALUES:
        return marks
    frequent = sorted(marks[5:-5], key=lambda pair: -pair[1])[: MOST_VALUES - 10]
    return tuple(pair for pair in marks if pair in {*marks[:5], *frequent, *marks[-5:]})


def _scale_choices(marks: Sequence[str]) -> Iterator[MarkedScale]:
    numbers = [traits.number_in(mark) or 0 for mark in marks]
    for worst, best in _fitting_ends(min(numbers), max(numbers)):
        yield MarkedScale(Scale(worst, best))
        yield MarkedScale(Scale(best, worst))
        if any(traits.number_in(mark) == 0 for mark in marks) and best > 1:
            yield MarkedScale(Scale(1, best), is_zero_none=True)
            yield MarkedScale(Scale(best, 1), is_zero_none=True)


def _fitting_ends(low: float, high: float) -> Sequence[tuple[float, float]]:
    """Return the usual scales that hold both, at most three; where none does, the one that reaches just so far."""
    usual = ENDS_FROM_ONE if low >= 1 else ENDS_FROM_ZERO
    fitting = [ends for ends in usual if ends[0] <= low and high <= ends[1]]
    if not fitting:
        return [(low, high if high > low else low + 1)]
    return fitting[: 3 if low >= 1 else 1]


def _words_question(columns: Sequence[str], counts: Mapping[str, Counts]) -> Question:
    counted = together(columns, counts)
    steps = {value: step_of(value)[1] for value, _ in counted}
    proposed = {value: step for value, step in steps.items() if step or value.casefold() in traits.NO_ANSWER}
    ordered = sorted(counted, key=lambda pair: (pair[0] not in proposed, proposed.get(pair[0], NO_STEP)))
    choices = (AS_PROPOSED, TURNED_ROUND) if len(proposed) == len(counted) else ()
    return Question(About.WORDS, tuple(columns), tuple(ordered[:MOST_VALUES]), choices, proposed)


def _no_answer_question(columns: Sequence[str], counts: Mapping[str, Counts]) -> Iterator[Question]:
    codes: dict[str, int] = {}
    holding = []
    for column in columns:
        given = set(traits.answers_among([value for value, _ in counts[column]]))
        here = {value: count for value, count in counts[column] if value not in given}
        holding += [column] * bool(here)
        for value, count in here.items():
            codes[value] = codes.get(value, 0) + count
    if codes:
        yield Question(About.NO_ANSWER, tuple(holding), tuple(codes.items()), (YES, NO))
