"""Bringing in what waited on a phone, by the file that its owner saved there."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from audit.errors import AuditError
from audit.publish.headlines.words import counted
from audit.web.walk import waiting_file
from audit.web.walk.waiting_file import read_waiting_file
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce
from pages.parts.session import store
from pages.parts.words import plain, show_problem

_LEFT_OUT = "from_phone.left_out"  # what the last one brought in could not give, said once


def is_from_phone(uploaded: UploadedFile) -> bool:
    """Return whether a phone wrote the file, or it claims so."""
    return waiting_file.is_waiting_file(uploaded.name, uploaded.getvalue())


def bring_in(uploaded: UploadedFile) -> None:
    """Show what such a file holds, and the button that brings it in."""
    try:
        file = read_waiting_file(uploaded.name, uploaded.getvalue())
    except AuditError as problem:
        show_problem(str(problem))
        return
    st.markdown(f"**What waited on a phone**: {plain(file.sentence)}")
    st.caption(
        "Everything keeps the identity it has on the phone: what is here already is not stored twice, not even if the "
        "phone sends it later."
    )
    for sentence in st.session_state.pop(_LEFT_OUT, ()):
        st.warning(plain(sentence), icon=":material/rule:")
    label = f"Bring in {counted(file.entries, 'observation')}"
    st.button(label, type="primary", on_click=safely(_bring_in), args=(uploaded,))


def _bring_in(uploaded: UploadedFile) -> None:
    def act() -> None:
        done = waiting_file.bring_in(store(), read_waiting_file(uploaded.name, uploaded.getvalue()))
        st.session_state[_LEFT_OUT] = done.problems
        announce("import", done.sentence)

    HeldForm("import").attempt(act)
