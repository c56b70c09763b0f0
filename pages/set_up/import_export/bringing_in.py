"""Bringing a file in: recognised, tried out without writing, looked at, and only then kept."""

from dataclasses import replace
from uuid import UUID

import pandas as pd
import streamlit as st
from pandas.api.types import is_bool_dtype
from streamlit.runtime.uploaded_file_manager import UploadedFile

from audit.actions import imports
from audit.actions.known_rows import came_before
from audit.actions.trial import Trial, tried
from audit.errors import AuditError
from audit.figures.catalogue import readable
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import Kind, WithoutOutcome
from audit.intake.recipes import save_recipe
from audit.intake.settling import with_answered_columns
from audit.intake.stated_scale import contradictions
from audit.intake.tables import TableShape
from audit.publish.headlines.words import counted, percent
from audit.publish.spreadsheet import csv_text
from audit.store.import_batch import import_batches
from pages.parts.boundary import safely
from pages.parts.figures import table as figure_table
from pages.parts.figures import table_html
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import cached, store
from pages.parts.words import plain, show_problem
from pages.set_up.import_export.opened_files import OpenedFile
from pages.set_up.import_export.reading_by import chosen_recipe, known_from_now_on, opened_as

_MOST_TOUCHPOINTS = 60
_AT_ONCE = 5_000  # rows of a new mapping that are tried at every choice
_LEADING = ("outcome", "what_happened", "touchpoint")  # tell at once whether a scale is upside down
_KNOWN_BY = ("row", "day", "journey", "service", "touchpoint", "place")
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
    chosen = chosen_recipe(uploaded)
    if chosen is None:
        return
    opened, mapped, is_new = chosen
    as_notes = f"as_notes.{uploaded.file_id}"
    recipe = _with_notes(mapped) if is_new and _are_notes_wanted(as_notes) else mapped
    try:
        trial = _trial(opened, recipe, uploaded.name, needs_button=is_new and len(opened.table.rows) > _AT_ONCE)
    except AuditError as problem:
        show_problem(str(problem))
        return
    if trial is None:
        return
    report = trial.report
    st.subheader("What would come in", anchor=False)
    _outcomes(trial, recipe)
    _file_notes(report, opened.proposal().notes if is_new else ())
    _summary(report, recipe)
    if is_new:
        _offer_notes(opened, mapped, as_notes)
    if len(trial.first):
        figure_table(_first(trial.first), key="preview", title="What the first rows become")
    _came_before(report)
    _remarks(report)
    _problems(report)
    is_taken = _changes(report)
    result("import")
    count = report.accepted + report.changed * is_taken
    _import_button(count, (uploaded, opened.layout, recipe, is_new, is_taken))


def _import_button(count: int, args: tuple[object, ...]) -> None:
    st.button(
        f"Import {counted(count, 'row')}" if count else "Nothing new to import",
        type="primary",
        disabled=not count,
        on_click=safely(_import),
        args=args,
    )


def _trial(opened: OpenedFile, recipe: Recipe, name: str, *, needs_button: bool) -> Trial | None:
    """Return what would come in, tried anew only where the recipe is another; of many rows, once somebody says so."""
    batches = cached(import_batches)
    audit = (len(batches), int(batches["undone_at"].notna().sum()))
    trial = opened.tried(recipe, audit)
    if trial is None:
        rows = counted(len(opened.table.rows), "row")
        if needs_button and not st.button(f"Show what would come in of {rows}", type="primary"):
            return None
        with st.spinner(f"Reading {rows} …"):
            trial = tried(store(), opened.table, recipe, name)
        opened.keep(recipe, audit, trial)
    return trial


def _summary(report: imports.ImportReport, recipe: Recipe) -> None:
    left_out = "still open or left out by the recipe" if recipe.kind is Kind.TICKETS else "left out by the recipe"
    changed = f"{report.changed:,} changed, " if report.changed else ""
    st.markdown(
        f"**{counted(report.rows, 'row')}** read: {report.accepted:,} new "
        f"({counted(report.added, _GIVES[recipe.kind])}{_and_notes(report)}), {report.already_there:,} already there, "
        f"{changed}{report.rejected:,} with problems, {report.skipped:,} {left_out}."
    )
    if recipe.kind is Kind.TICKETS:
        st.caption(_OF_TICKETS)


def _with_notes(recipe: Recipe) -> Recipe:
    """Return a recipe by which rows that do not say how it went come in as notes, where it can have any."""
    can = recipe.kind is Kind.OBSERVATIONS and with_answered_columns(recipe).gives("what_happened")
    return replace(recipe, without_outcome=WithoutOutcome.NOTE) if can else recipe


def _offer_notes(opened: OpenedFile, recipe: Recipe, key: str) -> None:
    """Ask, where a file has such rows, whether words that do not say how it went come in as notes."""
    noting = _with_notes(recipe)
    if noting == recipe:
        return
    count = opened.notes(noting, lambda: _note_count(opened, noting))
    if count:
        rows = f"{counted(count, 'row')} {'has' if count == 1 else 'have'} words but no outcome"
        label = f"{rows}: bring the words in as notes"
        st.checkbox(label, key=key, help="Otherwise they are listed as problems and left out.")


def _are_notes_wanted(key: str) -> bool:
    is_wanted = bool(st.session_state.get(key))
    if is_wanted:
        st.session_state[key] = True  # or it is forgotten while a large table waits for its button
    return is_wanted


def _note_count(opened: OpenedFile, recipe: Recipe) -> int:
    notes = imports.read_rows(store(), opened.table, recipe).notes
    return 0 if notes is None else len(notes)


def _outcomes(trial: Trial, recipe: Recipe) -> None:
    """Say how many moments would count as good and as bad, at each touchpoint, so that a scale upside down shows."""
    total = sum(trial.outcomes.values())
    if not total:
        return
    shares = {name: f"{count:,} ({percent(count / total)})" for name, count in trial.outcomes.items()}
    st.markdown(
        f"### {shares['positive']} good · {shares['neutral']} so-so · {shares['negative']} bad\nIs that about what "
        "you expect? If good and bad are the wrong way round, reverse the scale."
    )
    for sentence in contradictions(recipe.questions):
        st.warning(plain(sentence), icon=":material/swap_vert:")
    touchpoints = list(trial.by_touchpoint.items())
    if len(touchpoints) > 1:
        rows = [
            {
                "touchpoint": touchpoint,
                "good": counts["positive"],
                "so-so": counts["neutral"],
                "bad": counts["negative"],
            }
            for touchpoint, counts in touchpoints[:_MOST_TOUCHPOINTS]
        ]
        st.html(table_html(pd.DataFrame(rows), "Good, so-so and bad at each touchpoint"))
    if len(touchpoints) > _MOST_TOUCHPOINTS:
        st.caption(f"The first {_MOST_TOUCHPOINTS} of {counted(len(touchpoints), 'touchpoint')}.")


def result(of: str) -> None:
    """Say, once, what the last `import` or `undo` did, there where somebody tapped."""
    show_announced(of)
    HeldForm(of).show_problem()


def undo(batch_id: str) -> None:
    """Take an import back and keep the sentence about it for the next look at the page."""

    def act() -> None:
        announce("undo", imports.undo_import(store(), UUID(batch_id), "Data in and out").sentence())

    HeldForm("undo").attempt(act)


def _and_notes(report: imports.ImportReport) -> str:
    does = "does" if report.notes == 1 else "do"
    return f" and {counted(report.notes, 'note')} that {does} not say how it went" if report.notes else ""


def _first(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with their place in the file, without keys and columns that say nothing."""
    shown = rows.drop(columns="id")
    if is_bool_dtype(shown.get("met", pd.Series(dtype=float))):  # of one ticket, not how much of all work
        shown = shown.rename(columns={"met": "met_its_target"})
    says = [name for name in shown if shown[name].dropna().astype(str).ne("").any()]
    leading = [name for name in _LEADING if name in says]
    return shown[[*leading, *(name for name in says if name not in leading)]].reset_index(names="row")


def _file_notes(report: imports.ImportReport, shown: tuple[str, ...]) -> None:
    """Say what is worth knowing of the file as a whole, but for what a new mapping has `shown` above."""
    for note in report.file_notes:
        if note not in shown:
            st.info(plain(note), icon=":material/info:")


def _came_before(report: imports.ImportReport) -> None:
    if report.came_by:
        st.info(plain(came_before(report.came_by)), icon=":material/content_copy:")


def _remarks(report: imports.ImportReport) -> None:
    if len(report.remarks):
        figure_table(report.remarks, key="remarks", title="Cells that were read otherwise than they are written")


def _problems(report: imports.ImportReport) -> None:
    if report.problems.empty:
        return
    st.warning(
        f"{counted(report.rejected, 'row')} with problems would be left out. Correct the file and import it again; "
        "rows that are here already are not imported twice.",
        icon=":material/rule:",
    )
    figure_table(report.problems, key="problems", title="Problems by row and column")
    st.download_button("Download all problems", csv_text(report.problems), "problems.csv", "text/csv")


def _changes(report: imports.ImportReport) -> bool:
    """Show which cells of known rows say something else now; return whether they are to be taken over."""
    if not report.changed:
        return False
    st.warning(
        f"{counted(report.changed, 'row')} came in before and {'says' if report.changed == 1 else 'say'} something "
        "else now. What is here stays, unless you take over the changes; the history keeps the earlier values.",
        icon=":material/difference:",
    )
    figure_table(_by_what_is_known(report.changes), key="changes", title="What has changed, cell by cell")
    st.download_button("Download all changes", csv_text(report.changes), "changes.csv", "text/csv")
    return st.checkbox(f"Take over {counted(report.changed, 'changed row')}", key="take_over_changed")


def _by_what_is_known(changes: pd.DataFrame) -> pd.DataFrame:
    """Return changed cells by the row of the file and what a person knows of it, without columns that say nothing."""
    shown = pd.DataFrame({name: changes[name] for name in _KNOWN_BY if changes[name].fillna("").ne("").any()})
    return shown.assign(field=changes["field"].map(readable), was=changes["was"], now=changes["now"])


def _import(  # a callback takes its arguments by their place
    uploaded: UploadedFile,
    layout: TableShape | None,
    recipe: Recipe,
    is_new: bool,  # noqa: FBT001
    is_taken: bool,  # noqa: FBT001
) -> None:
    """Keep the rows of a file; they are read once more, since a button would hold them as long as its page is open."""
    bar = st.progress(0.0, "Importing …")

    def show(done: int, of: int) -> None:
        bar.progress(done / of, "Importing …")

    def act() -> None:
        opened = opened_as(uploaded, layout)
        reading = imports.read_rows(store(), opened.table, recipe)
        if is_new:
            save_recipe(recipe)
        bring = imports.import_replacing if is_taken else imports.import_reading
        report = bring(store(), reading, recipe, uploaded.name, progress=show)
        if is_new:
            known_from_now_on(uploaded, recipe)
        given = counted(report.added, _GIVES[recipe.kind]) + _and_notes(report)
        taken = f" {counted(report.replaced, 'changed row')} taken over." if report.replaced else ""
        announce("import", f"Imported {counted(report.accepted, 'row')} ({given}) from {uploaded.name}.{taken}")

    HeldForm("import").attempt(act)
    bar.empty()
