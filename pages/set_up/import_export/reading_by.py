"""By which recipe a file is read: one it is known by, confirmed for this file, or one that is mapped now."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from audit import errors
from audit.errors import AuditError, TableRefusedError
from audit.intake.column_values import ColumnValues
from audit.intake.question import Question
from audit.intake.recipe import Recipe
from audit.intake.recipes import all_recipes
from audit.intake.recognise import Recognition, read_and_recognise
from audit.intake.settling import confirmed_marks, marks_left, strangers
from audit.intake.tables import TableShape, read_table
from pages.parts.boundary import safely
from pages.parts.words import plain, show_problem
from pages.set_up.import_export.mapping import mapped_recipe
from pages.set_up.import_export.mapping_columns import Draft
from pages.set_up.import_export.mapping_layout import choose_layout
from pages.set_up.import_export.opened_files import TRAY, OpenedFile

_AS_IT_IS = TableShape()
_IN_NO_LAYOUT = (  # what another sheet, row of names or separator cannot mend
    *(errors.EmptyTableError, errors.MacRomanError, errors.NotATableError, errors.TextUnreadableError),
    *(errors.TableTooCostlyError, errors.TableTooLargeError, errors.TwoEncodingsError, errors.WorkbookDamagedError),
)
_FEW_COLUMNS = 6
Chosen = tuple[OpenedFile, Recipe, bool]  # the last: whether the recipe is new


def chosen_recipe(uploaded: UploadedFile) -> Chosen | None:
    """Show how a file is read, and return it with the recipe and whether that is new; None while something is open."""
    key = f"mapping.{uploaded.file_id}"
    try:
        opened = opened_as(uploaded, None)
    except TableRefusedError as problem:
        show_problem(str(problem))
        return None if isinstance(problem, _IN_NO_LAYOUT) else _laid_out_anew(uploaded, None, key)
    except AuditError as problem:
        show_problem(str(problem))
        return None
    if opened.recognition.recipe is None:
        st.markdown(f"No saved mapping fits **{plain(uploaded.name)}** yet. {_INTRODUCTION}")
        return _laid_out_anew(uploaded, opened, key)
    if st.session_state.get(f"{key}.again"):
        st.markdown(f"**{plain(uploaded.name)}** is mapped again. {_INTRODUCTION}")
        st.button("Back to the saved mapping", on_click=safely(_back), args=(key,))
        return _laid_out_anew(uploaded, opened, key)
    return _known(opened, opened.recognition.recipe, key)


_INTRODUCTION = "Answer what only you can know; then you see what would come in, and nothing is written before that."


def opened_as(uploaded: UploadedFile, shape: TableShape | None) -> OpenedFile:
    """Return a file in that layout, or in the one it is recognised by, read once while somebody looks at it.

    Raises:
        AuditError: it cannot be read.
    """
    content, name = uploaded.getvalue, uploaded.name

    def read() -> OpenedFile:
        with st.spinner("Reading the file …"):
            if shape is not None:
                return OpenedFile(read_table(content(), name, shape=shape), Recognition(None), layout=shape)
            return OpenedFile(*read_and_recognise(content(), name, all_recipes()))

    return TRAY.opened(uploaded.file_id if shape is None else f"{uploaded.file_id} {shape}", read)


def known_from_now_on(uploaded: UploadedFile, recipe: Recipe) -> None:
    """Let a file that was just mapped be read by its saved mapping, which holds for it."""
    key = f"mapping.{uploaded.file_id}"
    TRAY.forget(uploaded.file_id)
    _back(key)
    st.session_state[f"{key}.holds.{recipe.name}"] = True
    st.session_state[f"{key}.by"] = recipe.name


def _back(key: str) -> None:
    st.session_state.pop(f"{key}.again", None)


def _again(key: str) -> None:
    st.session_state[f"{key}.again"] = True


def _laid_out_anew(uploaded: UploadedFile, opened: OpenedFile | None, key: str) -> Chosen | None:
    """Ask how the file is laid out and what its columns are."""
    own_shape = opened.table.shape if opened else _AS_IT_IS
    shape = choose_layout(opened.table if opened else None, own_shape, key)
    if shape != own_shape:
        try:
            opened = opened_as(uploaded, shape)
        except AuditError as problem:
            show_problem(str(problem))
            return None
    if opened is None:
        return None
    draft = st.session_state.setdefault(f"{key}.draft.{shape}", Draft())
    recipe = mapped_recipe(opened.proposal(), draft, f"{key}.{shape}")
    return (opened, recipe, True) if recipe else None


def _known(opened: OpenedFile, recognised: Recipe, key: str) -> Chosen | None:
    """Show by which recipe a file is known; what a person confirmed for another table is confirmed for this one."""
    recipes = {recipe.name: recipe for recipe in all_recipes()}
    names = list(recipes)
    by = st.session_state.get(f"{key}.by", "")
    usual = by if by in recipes else recognised.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Recognised as", names, names.index(usual), format_func=lambda name: recipes[name].title)
        st.button("Map again", on_click=safely(_again), args=(key,))
    if opened.recognition.unplaced:
        st.caption(plain(f"Not read: {', '.join(opened.recognition.unplaced)}"))
    recipe = recipes[chosen]
    try:
        is_confirmed = _is_confirmed(opened, recipe, key)
    except AuditError as problem:
        show_problem(str(problem))
        return None
    return (opened, recipe, False) if is_confirmed else None


def _is_confirmed(opened: OpenedFile, recipe: Recipe, key: str) -> bool:
    """Ask whether the marks mean here what they meant in the table they were confirmed for."""
    marks = confirmed_marks(recipe)
    if not marks:
        return True
    left = marks_left(recipe, opened.table)
    for column, beyond in left.items():
        there = f"{column} holds {', '.join(beyond[:8])}, which was not there when its scale was confirmed"
        st.warning(f"{plain(there)}. Please map the file again.", icon=":material/rule:")
    foreign = strangers(recipe, opened.table)
    if foreign and not left:
        there = f"None of the marks in {', '.join(foreign[:_FEW_COLUMNS])} was there when the scale was confirmed"
        st.warning(f"{plain(there)}. Please map the file again.", icon=":material/rule:")
    if left or foreign:
        return False
    values = ColumnValues(opened.table)
    for question in marks:
        st.markdown(plain(f"As last time: {question.reading()}. In this file: {_counted(question, values)}."))
    return st.checkbox("That holds for this file too", key=f"{key}.holds.{recipe.name}")


def _counted(question: Question, values: ColumnValues) -> str:
    present = [column for name in question.columns if (column := values.table.column_named(name))]
    if len(present) == 1:
        return _marks(present[0], values)
    shown = [f"{column}: {_marks(column, values)}" for column in present[:_FEW_COLUMNS]]
    return "; ".join([*shown, "…"] if len(present) > _FEW_COLUMNS else shown)


def _marks(column: str, values: ColumnValues) -> str:
    counts = [f"{value} ({count:,}×)" for value, count in values.counts(column, values.dated_by)]
    return ", ".join(counts[:12]) + (" …" if len(counts) > 12 else "")
