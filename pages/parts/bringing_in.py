"""Bringing a file in: recognised, tried out without writing, looked at, and only then kept."""

from uuid import UUID

import pandas as pd
import streamlit as st
from pandas.api.types import is_bool_dtype
from streamlit.runtime.uploaded_file_manager import UploadedFile

from audit.actions import imports
from audit.errors import AuditError
from audit.intake.reading import Reading
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import Kind
from audit.intake.recipes import all_recipes, save_recipe
from audit.intake.recognise import read_and_recognise
from audit.publish.headlines.words import counted
from audit.publish.spreadsheet import csv_text
from pages.parts.boundary import safely
from pages.parts.figures import table as figure_table
from pages.parts.mapping import mapped_recipe
from pages.parts.opened_files import TRAY, OpenedFile
from pages.parts.session import store
from pages.parts.words import plain, show_problem

_PREVIEW = 8
_GIVES = {
    Kind.OBSERVATIONS: "observation",
    Kind.SERVICE_METRICS: "service metric",
    Kind.TICKETS: "ticket target",
}
_OF_TICKETS = (
    "A ticket counts once it is closed, on that day, for each target it had. Who asked and what was written stay in "
    "the service desk's own system."
)


def bring_in(uploaded: UploadedFile) -> None:
    """Show what a file holds, what would become of it, and the button that keeps it."""
    try:
        opened = TRAY.opened(uploaded.file_id, lambda: _read(uploaded))
        recipe, is_new = _recipe(opened)
        reading = imports.read_rows(store(), opened.table, recipe)
        report = imports.import_reading(store(), reading, recipe, uploaded.name, is_dry=True)
    except AuditError as problem:
        show_problem(str(problem))
        return
    left_out = "still open or left out by the recipe" if recipe.kind is Kind.TICKETS else "left out by the recipe"
    changed = f"{report.changed:,} changed, " if report.changed else ""
    st.markdown(
        f"**{counted(report.rows, 'row')}** read: {report.accepted:,} new "
        f"({counted(report.added, _GIVES[recipe.kind])}), {report.already_there:,} already there, "
        f"{changed}{report.rejected:,} with problems, {report.skipped:,} {left_out}."
    )
    if recipe.kind is Kind.TICKETS:
        st.caption(_OF_TICKETS)
    if len(reading.rows):
        figure_table(_first(reading.rows), key="preview", title="What the first rows become")
    _problems(reading)
    is_taken = _changes(report)
    count = report.accepted + report.changed * is_taken
    st.button(
        f"Import {counted(count, 'row')}" if count else "Nothing new to import",
        type="primary",
        disabled=not count,
        on_click=safely(_import),
        args=(uploaded, recipe, is_new, is_taken),
    )


def result() -> None:
    """Say, once, what the last import or undo did."""
    if said := st.session_state.pop("import_result", ""):
        st.success(plain(said), icon=":material/check:")
    if problem := st.session_state.pop("import_problem", ""):
        show_problem(problem)


def undo(batch_id: str) -> None:
    """Take an import back and keep the sentence about it for the next look at the page."""
    try:
        gone = imports.undo_import(store(), UUID(batch_id), "Data in and out")
        st.session_state["import_result"] = (
            f"Taken back: {counted(gone, 'observation, service metric or ticket target')}."
        )
    except AuditError as problem:
        st.session_state["import_problem"] = str(problem)


def _read(uploaded: UploadedFile) -> OpenedFile:
    with st.spinner("Reading the file in a process of its own …"):
        return OpenedFile(*read_and_recognise(uploaded.getvalue(), uploaded.name, all_recipes()))


def _recipe(opened: OpenedFile) -> tuple[Recipe, bool]:
    found = opened.recognition
    if found.recipe is None and found.proposal is not None:
        return mapped_recipe(opened.table, found.proposal), True
    recipes = {recipe.name: recipe for recipe in all_recipes()}
    names = list(recipes)
    known = found.recipe.name if found.recipe else names[0]
    chosen = st.selectbox("Recognised as", names, names.index(known), format_func=lambda name: recipes[name].title)
    if found.unplaced:
        st.caption(plain(f"Not read: {', '.join(found.unplaced)}"))
    return recipes[chosen], False


def _first(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the first rows with their place in the file, without keys and columns that say nothing."""
    shown = rows.take(range(min(_PREVIEW, len(rows)))).drop(columns="id")  # a slice would hold all the rows
    if is_bool_dtype(shown.get("met", pd.Series(dtype=float))):  # of one ticket, not how much of all work
        shown = shown.rename(columns={"met": "met_its_target"})
    says = [name for name in shown if shown[name].dropna().astype(str).ne("").any()]
    return shown[says].reset_index(names="row")


def _problems(reading: Reading) -> None:
    if reading.problems.empty:
        return
    st.warning(
        f"{counted(reading.rejected, 'row')} with problems would be left out. Mend the file and import it again; what "
        "is there already is not doubled.",
        icon=":material/rule:",
    )
    figure_table(reading.problems, key="problems", title="Problems by row and column")
    st.download_button("Download all problems", csv_text(reading.problems), "problems.csv", "text/csv")


def _changes(report: imports.ImportReport) -> bool:
    """Show which cells of known rows say something else now; return whether they are to be taken over."""
    if not report.changed:
        return False
    st.warning(
        f"{counted(report.changed, 'row')} came in before and {'says' if report.changed == 1 else 'say'} something "
        "else now. What stands here stays, unless you take the changes over; the history keeps what stood before.",
        icon=":material/difference:",
    )
    figure_table(report.changes.drop(columns="id"), key="changes", title="What has changed, cell by cell")
    st.download_button("Download all changes", csv_text(report.changes), "changes.csv", "text/csv")
    return st.checkbox(f"Take over {counted(report.changed, 'changed row')}", key="take_over_changed")


def _import(uploaded: UploadedFile, recipe: Recipe, is_new: bool, is_taken: bool) -> None:  # noqa: FBT001  # a callback
    """Keep the rows of a file; they are read once more, since a button would hold them as long as its page is open."""
    bar = st.progress(0.0, "Importing …")

    def show(done: int, of: int) -> None:
        bar.progress(done / of, "Importing …")

    try:
        opened = TRAY.opened(uploaded.file_id, lambda: _read(uploaded))
        reading = imports.read_rows(store(), opened.table, recipe)
        if is_new:
            save_recipe(recipe)
        bring = imports.import_replacing if is_taken else imports.import_reading
        report = bring(store(), reading, recipe, uploaded.name, progress=show)
        given = counted(report.added, _GIVES[recipe.kind])
        taken = f" {counted(report.replaced, 'changed row')} taken over." if report.replaced else ""
        st.session_state["import_result"] = (
            f"Imported {counted(report.accepted, 'row')} ({given}) from {uploaded.name}.{taken}"
        )
    except AuditError as problem:
        st.session_state["import_problem"] = str(problem)
    bar.empty()
