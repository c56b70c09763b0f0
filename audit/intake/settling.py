"""The answers of a recipe put to work; and whether a later table stays within what was confirmed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from audit.errors import MappingUnconfirmedError, QuestionOpenError, ScaleLeftError
from audit.intake import traits
from audit.intake.cells import plain
from audit.intake.column_values import ColumnValues
from audit.intake.date_questions import dates_by
from audit.intake.question import ABOUT_THE_TABLE, ANSWER_BY, LEAVE_OUT, About, Question
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import ROW_FIELDS, FieldSource, TouchpointPart, WaitUnit
from audit.intake.tables import Table
from audit.model.rating import DIMENSIONS, Outcome

OF_MARKS = frozenset({About.SCALE, About.WORDS, About.YES_NO})  # what says which end is best
SHOWN = 8  # values in one sentence


def open_questions(recipe: Recipe) -> tuple[Question, ...]:
    """Return the questions that keep `recipe` from being followed; those about columns it does not read do not."""
    read = set(with_answered_columns(recipe).columns())
    read |= {column for question in recipe.questions if not question.answer for column in question.choices}
    return tuple(
        question
        for question in recipe.questions
        if not question.answer and (question.about in ABOUT_THE_TABLE or read & set(question.columns))
    )


def refuse_open(recipe: Recipe) -> None:
    """Refuse a recipe with open questions, and say how each is answered.

    Raises:
        QuestionOpenError: a question has no answer yet.
    """
    if still_open := open_questions(recipe):
        listed = [(question.sentence(), ANSWER_BY[question.about]) for question in still_open]
        raise QuestionOpenError(recipe.name, listed)


def confirmed_marks(recipe: Recipe) -> tuple[Question, ...]:
    """Return the answered questions of which end of a scale is best: what a person confirmed for one table.

    Each with those of its columns that the recipe reads.
    """
    read = set(with_answered_columns(recipe).columns())
    answered = [question for question in recipe.questions if question.about in OF_MARKS and question.answer]
    return tuple(
        replace(question, columns=columns)
        for question in answered
        if (columns := tuple(column for column in question.columns if column in read))
    )


def known_by_more_than_names(recipe: Recipe, file_name: str) -> Recipe:
    """Return a recipe that a file was recognised by, unless a person confirmed its marks for another table.

    Raises:
        MappingUnconfirmedError: alike names of columns do not make alike marks.
    """
    marks = confirmed_marks(recipe)
    if marks:
        raise MappingUnconfirmedError(file_name, recipe.name, [question.reading() for question in marks])
    return recipe


def settled(recipe: Recipe, table: Table) -> Recipe:
    """Return `recipe` with every answer put in its place, for `table` to be read by.

    Raises:
        QuestionOpenError: a question has no answer yet.
        ScaleLeftError: the table holds marks that were not there when the scale was confirmed, and are not on it.
        RecipeError: the answers do not go together.
    """
    if not recipe.questions:
        return recipe
    refuse_open(recipe)
    placed = with_answered_columns(recipe)
    # a mark beyond the scale shows that it was not the scale
    if left := marks_left(placed, table):
        column, values = next(iter(left.items()))
        raise ScaleLeftError(recipe.name, column, values[:SHOWN])
    return replace(_with_marks(_with_signs(placed)), questions=())


def _with_signs(recipe: Recipe) -> Recipe:
    for question in recipe.questions:
        if question.about is About.DECIMAL:
            recipe = replace(recipe, decimal=str(question.answer))
        if question.about is About.WAIT_UNIT and (waits := recipe.fields.get("wait_minutes")):
            waits = replace(waits, unit=WaitUnit(str(question.answer).casefold()))
            recipe = replace(recipe, fields={**recipe.fields, "wait_minutes": waits})
        if question.about is About.DATES:
            by = dates_by(str(question.answer))
            recipe = replace(
                recipe, dates=replace(recipe.dates, order=by.order, formats=by.formats, real_dates=by.real_dates)
            )
    return recipe


def _with_marks(recipe: Recipe) -> Recipe:
    for question in recipe.questions:
        recipe = replace(
            recipe,
            fields={name: _marked(name, source, question) for name, source in recipe.fields.items()},
            touchpoints=tuple(_marked_part(part, question) for part in recipe.touchpoints),
        )
    return recipe


def marks_left(recipe: Recipe, table: Table) -> Mapping[str, tuple[str, ...]]:
    """Return for each column the marks of `table` that leave the scale confirmed for it."""
    values = ColumnValues(table)
    source = recipe.fields.get("observed_at", FieldSource(()))
    dated = [column for name in source.columns if (column := table.column_named(name))]
    answered = [value for question in recipe.questions for value in _no_answers(question)]
    left = {}
    for question in confirmed_marks(recipe):
        for name in question.columns:
            column = table.column_named(name)
            if column and (beyond := tuple(_beyond(question, values.counts(column, dated), answered))):
                left[column] = beyond
    return left


def share_of_marks_known(recipe: Recipe, table: Table) -> float:
    """Return the share of the confirmed columns of `recipe` whose marks in `table` all stood there or lie between.

    1 where no column was confirmed; a column of which no mark was there when it was confirmed counts as none.
    """
    confirmed = {name for question in confirmed_marks(recipe) for name in question.columns if table.column_named(name)}
    off = {table.column_named(name) for name in strangers(recipe, table)} | {*marks_left(recipe, table)}
    return 1 - len(off) / len(confirmed) if confirmed else 1


def strangers(recipe: Recipe, table: Table) -> tuple[str, ...]:
    """Return the confirmed columns of which `table` holds marks, but none of those that stood there."""
    values = ColumnValues(table)
    unknown = []
    for question in confirmed_marks(recipe):
        known = {plain(value) for value, _ in question.present} | {plain(word) for word in question.steps()}
        for name in question.columns:
            column = table.column_named(name)
            there = {plain(value) for value, _ in values.counts(column)} if column else set()
            # not one mark in common: another question under the same name
            if there and there.isdisjoint(known):
                unknown.append(name)
    return tuple(unknown)


def _no_answers(question: Question) -> Iterator[str]:
    """Yield the codes a person has looked at, whether they stand for no answer or are to be listed as problems."""
    if question.about is About.NO_ANSWER and question.answer:
        yield from (plain(value) for value, _ in question.present)
    elif question.answer:
        yield from map(plain, question.no_answers())


def _beyond(question: Question, counts: tuple[tuple[str, int], ...], answered: list[str]) -> Iterator[str]:
    known = {plain(value) for value, _ in question.present} | {plain(word) for word in question.steps()}
    for value, _ in counts:
        if plain(value) in known or plain(value) in answered:
            continue
        if question.about is not About.SCALE:
            yield value
        elif (number := traits.number_in(value)) is not None:
            low, high = sorted((question.scale().worst, question.scale().best))
            if not low <= number <= high:
                yield value


def with_answered_columns(recipe: Recipe) -> Recipe:
    """Return `recipe` with the columns put in place that its answers name."""
    for question in recipe.questions:
        answer = str(question.answer)
        if question.about is About.DATE_COLUMN and answer:
            recipe = replace(recipe, fields={**recipe.fields, "observed_at": FieldSource((answer,))})
        elif question.about is About.OUTCOME and answer:
            recipe = replace(recipe, fields={**recipe.fields, "outcome": FieldSource((answer,), from_score=True)})
        elif question.about is About.COMMENTS and answer:
            recipe = _with_row_part(recipe, answer)
    return recipe


def _with_row_part(recipe: Recipe, answer: str) -> Recipe:
    """Return `recipe` with the row as a whole judged by the column `answer`, or without what belongs to the whole."""
    if answer == LEAVE_OUT:
        sources = {name: source for name, source in recipe.fields.items() if name not in ROW_FIELDS}
        return replace(recipe, fields=sources, whole_row=None)
    parts = tuple(part for part in recipe.touchpoints if part.score != answer)
    fields = {**recipe.fields, "outcome": FieldSource((answer,), from_score=True)}
    row_part = recipe.whole_row if parts else None
    named = {} if parts or recipe.whole_row is None else {"touchpoint": recipe.whole_row.touchpoint}
    fixed = named | dict(recipe.fixed)
    return replace(recipe, fields=fields, touchpoints=parts, whole_row=row_part, fixed=fixed)


def _marked(name: str, source: FieldSource, question: Question) -> FieldSource:
    """Return the source of a field with the answer of a question about its columns."""
    if not set(question.columns) & set(source.columns) or name not in {"outcome", *DIMENSIONS}:
        return source
    if question.about is About.YES_NO and name == "outcome":
        return replace(source, words=_outcomes(question), from_score=False)
    none = (*source.not_applicable, *question.no_answers())
    return replace(
        source,
        scale=question.scale() if question.about is About.SCALE else source.scale,
        words={**source.words, **_ratings(question)},
        not_applicable=none,
    )


def _marked_part(part: TouchpointPart, question: Question) -> TouchpointPart:
    if part.score not in question.columns or not part.score:
        return part
    if question.about is About.YES_NO and not part.dimensions:
        return replace(part, score="", outcome=part.score, words=_outcomes(question))
    return replace(
        part,
        scale=question.scale() if question.about is About.SCALE else part.scale,
        words={**part.words, **_ratings(question)},
        not_applicable=(*part.not_applicable, *question.no_answers()),
    )


def _outcomes(question: Question) -> dict[str, str]:
    return {word: str(Outcome.POSITIVE if good else Outcome.NEGATIVE) for word, good in question.good().items()}


def _ratings(question: Question) -> dict[str, str]:
    """Return the rating from 1 to 5 that each word stands for."""
    if question.about is About.YES_NO:
        return {word: "5" if good else "1" for word, good in question.good().items()}
    return {word: step for word, step in question.steps().items() if step}
