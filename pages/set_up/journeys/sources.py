"""Where a journey that is to be made comes from: a table on the screen, lines of text or a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

import streamlit as st

from audit.actions.journey_files import is_template, template_of
from audit.intake.journey_files import rows_of_cells, rows_of_file, rows_of_text
from audit.intake.journey_rows import JourneyReading, read_rows
from audit.intake.templates import Template, read_template
from audit.model.journey_table import COLUMNS
from pages.parts.held_form import HeldForm
from pages.set_up.journeys.device import is_on_phone
from pages.set_up.journeys.typed_table import cells_of, typed_table


@dataclass(frozen=True, slots=True)
class Draft:
    """A journey before it is made: what was read of it, and the template it comes from, if it does."""

    reading: JourneyReading
    template: Template | None = None

    def finished(self, purpose: str) -> Template:
        """Return what is begun: a template under the name that was typed, or a table's journey.

        Raises:
            AuditError: it has no name, no touchpoint, or something in it cannot be used.
        """
        journey = self.reading.journey(purpose)
        if self.template is None:
            return template_of(journey)
        return replace(self.template, name=journey.name, purpose=journey.purpose, journey=journey)


def _ask_lines(form: HeldForm) -> None:
    label = "One touchpoint a line, in the order a customer meets them"
    form.ask(st.text_area, label, "lines", "", height=240, placeholder="Arriving:\nParking\nFront door")
    st.caption("A line that ends with a colon begins a stage; cells pasted from a spreadsheet are read as a table.")


def _ask_file(form: HeldForm) -> None:
    """Take a file and hold it, since Streamlit forgets it once the page is left."""
    uploaded = st.file_uploader("A CSV or Excel file, or a journey as TOML", key=form.at(f"file.{form.key}"))
    st.caption(f"Columns of a table, in any order: {', '.join(COLUMNS)}. Only touchpoint is needed.")
    if uploaded is not None and form.typed.get("file_id") != uploaded.file_id:
        form.put_in(file_id=uploaded.file_id, content=uploaded.getvalue(), file_name=uploaded.name, held=None)


def _from_table(form: HeldForm) -> Draft:
    return Draft(read_rows(rows_of_cells(cells_of(form), COLUMNS), form.answers["name"]))


def _from_lines(form: HeldForm) -> Draft:
    return Draft(read_rows(rows_of_text(form.answers["lines"]), form.answers["name"]))


def _from_file(form: HeldForm) -> Draft:
    """Return what the file holds, called as it is called where no name was typed."""
    typed, name = form.typed, form.answers["name"]
    if "content" not in typed:
        return Draft(read_rows([], name))
    read = read_template if is_template(typed["file_name"]) else rows_of_file
    if typed["held"] is None:  # read once, however often the page is drawn
        form.put_in(held=read(typed["content"], typed["file_name"]))
    held = form.typed["held"]
    if isinstance(held, Template):
        return _under(held, form)
    return Draft(read_rows(held, name.strip() or PurePath(typed["file_name"]).stem))


def _under(template: Template, form: HeldForm) -> Draft:
    """Return a template under the name and the purpose that were typed, its own where none were."""
    journey, answers = template.start(), form.answers
    name, purpose = answers["name"].strip() or journey.name, answers["purpose"].strip() or journey.purpose
    return Draft(JourneyReading(name, journey.stages, purpose=purpose), template)


Source = tuple[Callable[[HeldForm], None], Callable[[HeldForm], Draft]]  # how it is asked, and how it is read
SOURCES: dict[str, Source] = {
    "A table": (typed_table, _from_table),
    "Lines of text": (_ask_lines, _from_lines),
    "A file": (_ask_file, _from_file),
}


def sources_in_order() -> list[str]:
    """Return what a journey can come from, first what is easiest: a phone's keyboard writes lines better than cells."""
    table, lines, file = SOURCES
    return [lines, table, file] if is_on_phone() else [table, lines, file]
