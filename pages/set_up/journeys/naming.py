"""The field in which a journey or a stage is called otherwise, and the field in which one more is named."""

from collections.abc import Callable
from typing import Literal
from uuid import UUID

import streamlit as st

from audit.actions.journey_meanwhile import save_name
from audit.errors import RenamedMeanwhileError
from audit.model.journey import MOST_NAME, Journey, Stage
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store
from pages.parts.words import plain
from pages.set_up.journeys.acting import by

Kind = Literal["journey", "stage"]


def name_field(kind: Kind, one: Journey | Stage) -> None:
    """Show the name; what is typed over it is what it is called from then on."""
    form = HeldForm(f"name.{one.id}")
    form.ask(
        st.text_input,
        f"Name of the {kind}",
        "name",
        one.name,
        max_chars=room(one.name, MOST_NAME),
        on_change=safely(_rename),
        args=(form, kind, one),
    )


def room(words: str, most: int) -> int:
    """Return how many letters a field takes: `most`, or as many as stand there, so that nothing there is cut."""
    return max(most, len(words))


def _rename(form: HeldForm, kind: Kind, one: Journey | Stage) -> None:
    form.hold("name")

    def act() -> None:
        try:
            save_name(store(), kind, one.id, (one.name, form.typed["name"]), by())
        except RenamedMeanwhileError:
            form.typed.pop("name")  # the field shows what stands, so that what was typed can be typed again
            raise

    form.attempt(act, field="name")


def one_more(key: str, label: str, add: Callable[[str, UUID], None]) -> None:
    """Ask for the name of one more; Enter adds it, and the field is ready for the next.

    Args:
        key: what the form is called by.
        label: what is asked.
        add: adds what is named, under the key it is given.
    """
    form = HeldForm(key, is_sent_together=True)
    with st.form(f"form.{key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        form.ask(st.text_input, plain(label), "name", "", max_chars=MOST_NAME)
        st.form_submit_button("Add", on_click=safely(_add), args=(form, add), width="content")
    form.show_problem()


def _add(form: HeldForm, add: Callable[[str, UUID], None]) -> None:
    key = form.key
    form.attempt(lambda: add(form.answers["name"], key))
