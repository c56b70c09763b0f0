"""The questions that only a person can answer about a table, each with what stands in its columns."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from audit.intake.date_questions import REAL, dates_by
from audit.intake.dates import read_days
from audit.intake.marked_scale import MarkedScale, marked_scale
from audit.intake.question import LEAVE_OUT, NO_STEP, STEPS, YES, About, Answer, Question
from audit.intake.recipe_parts import RealDates, Scale
from audit.model.day import written_day
from audit.model.number import rounded
from audit.publish.headlines.words import counted
from pages.parts.words import plain

_FEW = 14  # values shown in one line
_FEW_COLUMNS = 6
_ONE_WORD = 200  # pixels
_OTHER = "another scale"
_STEP_WORDS = {"5": "best", "4": "good", "3": "so-so", "2": "bad", "1": "worst", NO_STEP: "no answer"}
_TITLES: Mapping[About, str] = {
    About.DATE_COLUMN: "Which column says when it was?",
    About.OUTCOME: "Which column says how it went?",
    About.COMMENTS: "Comments and the like belong to the visit as a whole. Which column says how that went?",
    About.DATES: "How are the dates written?",
    About.SCALE: "Which mark is the best, and which the worst?",
    About.WORDS: "What does each word stand for, from best to worst?",
    About.YES_NO: "Which answer is good news?",
    About.DECIMAL: "Is the point a decimal sign, or does it separate thousands?",
    About.WAIT_UNIT: "In which unit are the waits written?",
    About.NO_ANSWER: "Do these mean that nobody answered?",
}


def answer_to(
    question: Question, key: str, beside: Mapping[str, str], by_column: Mapping[str, tuple[tuple[str, int], ...]]
) -> Answer:
    """Show a question and return its answer, "" while there is none.

    Args:
        question: What is asked.
        key: What the widgets of this file are called by.
        beside: For some values, what somebody wrote in a row that holds it.
        by_column: Where several columns share the question, what stands in each.
    """
    st.markdown(f"**{_TITLES[question.about]}**")
    if by_column:
        _each_column(by_column)
    elif question.columns:
        values = "" if question.about is About.WORDS else f": {_counted(question.present)}"
        st.markdown(plain(_columns(question.columns)) + values)
    for value, words in beside.items():
        st.caption(f"Beside {plain(value)} somebody wrote: “{plain(words)}”")
    return _WIDGETS[question.about](question, f"{key}.{question.key}")


def _each_column(by_column: Mapping[str, tuple[tuple[str, int], ...]]) -> None:
    lines = [f"- {plain(column)}: {_counted(counts)}" for column, counts in by_column.items()]
    st.markdown("\n".join(lines[:_FEW_COLUMNS]))
    if more := lines[_FEW_COLUMNS:]:
        with st.expander(f"And {counted(len(more), 'more column')}", type="compact"):
            st.markdown("\n".join(more))


def _columns(columns: tuple[str, ...]) -> str:
    rest = len(columns) - _FEW_COLUMNS
    return ", ".join(columns[:_FEW_COLUMNS]) + (f" and {rest} more columns" if rest > 0 else "")


def _counted(present: tuple[tuple[str, int], ...]) -> str:
    """Return the values with their counts; of many, the first and the last."""
    shown = [f"{plain(value)} ({count:,}×)" for value, count in present]
    if len(shown) > _FEW:
        shown = [*shown[: _FEW // 2], "…", *shown[-_FEW // 2 :]]
    return " · ".join(shown)


def _choice(question: Question, key: str, say: Callable[[str], str], *more: str) -> str:
    choices = (*question.choices, *more)
    return st.pills(_label(question), choices, format_func=say, key=key, label_visibility="collapsed") or ""


def _label(question: Question) -> str:
    """Return what a screen reader says before the choices."""
    return plain(f"{_TITLES[question.about]} {_columns(question.columns)}".strip())


def _column(question: Question, key: str) -> str:
    say = {LEAVE_OUT: "none: leave the comments out"}
    return (
        st.selectbox(
            _label(question),
            question.choices,
            None,
            format_func=lambda choice: say.get(choice, choice),
            key=key,
            placeholder="Choose a column",
            label_visibility="collapsed",
        )
        or ""
    )


def _scale(question: Question, key: str) -> str:
    def say(choice: str) -> str:
        marked = marked_scale(choice)
        if marked is None:
            return "Another scale"
        worst, best = f"{marked.scale.worst:g}", f"{marked.scale.best:g}"
        if marked.is_zero_none:
            return f"{best} is best, {worst} worst, 0 no answer"
        return f"{best} is the best, {worst} the worst"

    chosen = _choice(question, key, say, _OTHER)
    if chosen != _OTHER:
        return chosen
    with st.container(horizontal=True):
        worst = st.number_input("Worst mark", value=None, step=1.0, format="%g", key=f"{key}.worst")
        best = st.number_input("Best mark", value=None, step=1.0, format="%g", key=f"{key}.best")
    if worst is None or best is None or worst == best:
        return ""
    return str(MarkedScale(Scale(worst, best)))


def _words(question: Question, key: str) -> Answer:
    """Ask for the step of each word; what is proposed counts once somebody says that it is right."""
    steps: dict[str, str] = {}
    choices = [*reversed(STEPS), NO_STEP]
    with st.container(horizontal=True):
        for value, count in question.present:
            usual = question.proposed.get(value)
            step = st.selectbox(
                f"{plain(value)} ({count:,}×)",
                choices,
                None if usual is None else choices.index(usual),
                format_func=lambda step: _STEP_WORDS[step],
                key=f"{key}.{value}",
                placeholder="Choose",
                width=_ONE_WORD,
            )
            if step is not None:
                steps[value] = step
    is_right = st.checkbox("This is right", key=f"{key}.right")
    is_judging = set(steps.values()) - {NO_STEP}
    if is_right and len(steps) < len(question.present):
        st.caption("One word has no place yet.")
    return steps if is_right and is_judging and len(steps) == len(question.present) else ""


def _yes_no(question: Question, key: str) -> str:
    return _choice(question, key, lambda value: f"“{value}” is good news")


def _no_answer(question: Question, key: str) -> str:
    return _choice(
        question,
        key,
        lambda choice: "Yes, nobody answered" if choice == YES else "No, list their rows as problems",
    )


def _dates(question: Question, key: str) -> str:
    value = question.present[0][0]

    def say(choice: str) -> str:
        order, _, real = choice.partition(REAL)
        if real:
            return f"{order}, real dates {'are right' if real == RealDates.RIGHT else 'have day and month swapped'}"
        day = read_days(pd.Series([value]), dates_by(choice)).iloc[0]
        return choice if pd.isna(day) else f"{value} is {written_day(day, 'short')}"

    return _choice(question, key, say)


def _decimal(question: Question, key: str) -> str:
    value = question.present[0][0]
    thousands = f"{int(value.replace('.', '')):,}".replace(",", " ")
    say = {"comma": f"{value} is {thousands}", "point": f"{value} is about {rounded(float(value), 0)}"}
    return _choice(question, key, say.__getitem__)


def _wait_unit(question: Question, key: str) -> str:
    return _choice(question, key, str.capitalize)


_WIDGETS: Mapping[About, Callable[[Question, str], Answer]] = {
    About.DATE_COLUMN: _column,
    About.OUTCOME: _column,
    About.COMMENTS: _column,
    About.DATES: _dates,
    About.SCALE: _scale,
    About.WORDS: _words,
    About.YES_NO: _yes_no,
    About.NO_ANSWER: _no_answer,
    About.DECIMAL: _decimal,
    About.WAIT_UNIT: _wait_unit,
}
