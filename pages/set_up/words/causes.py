"""The causes that can be found behind trouble: those of the app and one's own, renamed, retired and brought back."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from audit.actions import wording
from audit.model.vocabulary import MAX_NAME, Term, TermKind, Vocabulary, is_shipped, shipped_term
from audit.store.vocabulary import own_term
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store
from pages.parts.words import plain
from pages.set_up.words.changing import Done, listed, offer_acts

_DONE = "words.causes"
_NEW = HeldForm("words.cause", is_sent_together=True)
_BY, _HELP = "Your name or initials", "Shown in the history of this change."


def causes(words: Vocabulary) -> None:
    """Show what can be found behind trouble and what is offered no more, with the ways to add to it and change it."""
    st.header("Causes", anchor=False)
    st.markdown(
        "What lies behind a sign of trouble or a bad experience, chosen under Voices and Recoveries by whoever looks "
        "into it. A cause is of the service, never a person."
    )
    st.markdown(" · ".join(plain(term.title) for term in words.offered(TermKind.CAUSE)))
    every = words.of(TermKind.CAUSE)
    listed("Retired: offered no more, and still in every figure", [term for term in every if term.is_retired])
    show_announced(_DONE)
    with st.expander("Add a cause", icon=":material/add:"), st.form(_NEW.name, border=False):
        _NEW.ask(st.text_input, "Name", "name", "", max_chars=MAX_NAME, placeholder="e.g. signage, opening hours")
        _NEW.ask(st.text_input, _BY, "by", "", help=_HELP)
        st.form_submit_button("Add this cause", type="primary", on_click=safely(_add))
        _NEW.show_problem()
    _changing(every)


def _changing(every: Sequence[Term]) -> None:
    box = st.expander("Change or retire a cause", icon=":material/edit:", key="words.causes.box", on_change="rerun")
    if not box.open:
        return
    with box:
        titles = {term.key: term.title for term in every}
        key = st.selectbox("Cause", list(titles), format_func=titles.__getitem__, key="words.causes.chosen")
        stands, form = own_term(store(), TermKind.CAUSE, key), HeldForm(f"words.cause.{key}", is_sent_together=True)
        english = shipped_term(TermKind.CAUSE, key).title if is_shipped(stands) else ""
        with st.form(form.name, border=False):
            form.ask(st.text_input, "Name", "name", stands.name, max_chars=MAX_NAME, placeholder=english)
            if english:
                st.caption("Left empty, the field gives the English word back.")
            form.ask(st.text_input, _BY, "by", "", help=_HELP)
            with st.container(horizontal=True):
                offer_acts(form, stands, lambda by: _save(form, stands, by), Done(_DONE, titles[key], "chosen"))
            form.show_problem()


def _add() -> None:
    def act() -> None:
        added = wording.add_cause(store(), _NEW.answers["name"], _NEW.answers["by"])
        announce(_DONE, f"Added: {added.title}.")

    _NEW.attempt(act)


def _save(form: HeldForm, stands: Term, by: str) -> None:
    wording.reword(store(), [replace(stands, name=form.answers["name"])], by)
