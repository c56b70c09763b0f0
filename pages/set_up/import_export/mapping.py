"""The mapping screen: what stands in an unknown file, placed and answered by a person, and kept for next time."""

import re
from collections.abc import Mapping

import streamlit as st

from audit.errors import AuditError
from audit.intake.column_values import ColumnValues
from audit.intake.open_questions import Counts
from audit.intake.proposal import Proposal
from audit.intake.proposed_recipe import Placed, contradiction, draft_recipe, questions_of
from audit.intake.question import About, Answer, Question
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import SCORE, WaitUnit
from audit.intake.settling import open_questions
from audit.model.clock import TIME_ZONES
from audit.model.walk_through import Method
from audit.publish.headlines.words import counted
from pages.parts.words import plain
from pages.set_up.import_export.mapping_apart import APART, ask_apart
from pages.set_up.import_export.mapping_columns import Draft, place_columns
from pages.set_up.import_export.mapping_questions import answer_to

_FIXED = {
    "place": "Place",
    "touchpoint": "Touchpoint",
    "journey": "Journey",
    "channel": "Channel",
    "customer_group": "Customer group",
}
_PROGRAMMES = "the time zone of this audit"
_BY_COLUMN = "as the column says, or as answered above"


def mapped_recipe(proposal: Proposal, draft: Draft, key: str) -> Recipe | None:
    """Ask what a table does not say, and where its columns belong.

    Args:
        proposal: What the screen starts from.
        draft: What was said of this file before; it is written on.
        key: What the widgets of this file are called by.

    Returns:
        The recipe that says all this, None while something is open; what that is stands on the screen then.
    """
    values = proposal.values
    draft.targets = draft.targets or proposal.targets()
    for note in proposal.notes:
        st.info(plain(note), icon=":material/info:")
    questions = st.container()
    with st.expander("Where the columns go", expanded=True):
        place_columns(values, proposal, draft, key)
    placed = _placed(draft, proposal, key)
    with questions:
        answers = _answers(values, placed, draft, key)
    name = _name(values, key)
    return _recipe(values, name, placed, answers)


def _answers(values: ColumnValues, placed: Placed, draft: Draft, key: str) -> dict[str, Answer]:
    """Show the questions that the placed columns leave, and return the answers by their keys."""
    questions = questions_of(values, placed, {})
    if not questions:
        return {}
    st.subheader("What only you can answer", anchor=False)
    words = next((column for column, target in placed.targets.items() if target == "what_happened"), "")
    return {question.key: _answer(question, values, draft, words, key) for question in questions}


def _answer(question: Question, values: ColumnValues, draft: Draft, words: str, key: str) -> Answer:
    with st.container(border=True):
        answer = answer_to(question, key, _beside(question, values, words), _by_column(question, values, draft))
        ask_apart(question, draft, key)
    return answer


def _by_column(question: Question, values: ColumnValues, draft: Draft) -> dict[str, Counts]:
    """Return what stands in each of several columns that share a question: alike names do not make alike marks."""
    dated = [column for column, target in draft.targets.items() if target == "observed_at"]
    several = len(question.columns) > 1 and question.about in APART
    return {column: values.counts(column, dated) for column in question.columns if several}


def _beside(question: Question, values: ColumnValues, words: str) -> dict[str, str]:
    """Return what somebody wrote beside the two ends of a scale, or beside yes and no: it tells which is which."""
    if not words or len(question.columns) > 1 or question.about not in {About.SCALE, About.YES_NO}:
        return {}
    ends = dict.fromkeys((question.present[0][0], question.present[-1][0]))
    texts = {end: values.beside(question.columns[0], end, words) for end in ends}
    return {end: text for end, text in texts.items() if text}


def _placed(draft: Draft, proposal: Proposal, key: str) -> Placed:
    """Ask for what stands in no column: the same in every row, the clock, the unit of a wait, rows to pass over."""
    targets = {column: target for column, target in draft.targets.items() if target}
    with st.expander("The same in every row, times, rows to skip"):
        fixed = _fixed(targets, key)
        zone = st.selectbox("Time zone of the times", [_PROGRAMMES, *sorted(TIME_ZONES)], key=f"{key}.zone")
        unit = _BY_COLUMN
        if "wait_minutes" in targets.values():
            unit = st.selectbox("Waits are written in", [_BY_COLUMN, *map(str, WaitUnit)], key=f"{key}.unit")
        rows = st.number_input(
            "Rows to skip, directly below the column names", 0, 100, proposal.skip_first_rows, key=f"{key}.pass_over"
        )
    return Placed(
        targets,
        {name: value for name, value in fixed.items() if value},
        draft.dimensions,
        "" if unit == _BY_COLUMN else unit,
        "" if zone == _PROGRAMMES else zone,
        int(rows),
        frozenset(draft.apart),
    )


def _fixed(targets: Mapping[str, str], key: str) -> dict[str, str]:
    """Ask for the fields that no column gives and that may be the same in every row."""
    given = set(targets.values())
    fixed = {
        name: st.text_input(f"{label}, the same in every row", key=f"{key}.fixed.{name}")
        for name, label in _FIXED.items()
        if name not in given and not (name == "touchpoint" and SCORE in given)
    }
    if "method" not in given:
        methods = ["", *map(str, Method)]
        fixed["method"] = st.selectbox("How it was observed, in every row", methods, key=f"{key}.fixed.method")
    return fixed


def _name(values: ColumnValues, key: str) -> str:
    usual = values.table.name.rsplit(".", 1)[0]
    name = st.text_input(
        "Name of this mapping, so that such files are recognised next time", usual, max_chars=60, key=f"{key}.name"
    )
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "my-mapping"


def _recipe(values: ColumnValues, name: str, placed: Placed, answers: dict[str, Answer]) -> Recipe | None:
    """Return the recipe, or say on the screen what is open still."""
    if trouble := contradiction(placed):
        st.warning(trouble, icon=":material/rule:")
        return None
    try:
        recipe = draft_recipe(values, name, placed, answers)
    except AuditError as problem:
        st.error(plain(str(problem)))
        return None
    still_open = open_questions(recipe)
    if still_open:
        st.info(
            f"{counted(len(still_open), 'question')} above still to be answered. Then you see what would come in.",
            icon=":material/help:",
        )
        return None
    return recipe
