"""The signals that can be ticked on a walk: those of the app and one's own, reworded, retired and brought back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from audit.actions import wording
from audit.model.vocabulary import MAX_MEANING, MAX_NAME, Term, TermKind, Vocabulary, is_shipped, shipped_term
from audit.store.vocabulary import own_term
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store
from pages.set_up.words.changing import Done, listed, offer_acts

_DONE = "words.signals"
_NEW = HeldForm("words.signal", is_sent_together=True)
_SIGNS = {True: "a good sign", False: "a sign of trouble"}
_BY = "Your name or initials"


def signals(words: Vocabulary) -> None:
    """Show what can be ticked and what cannot any more, with the ways to add to it and to change it."""
    st.header("Signals", anchor=False)
    st.markdown("Patterns worth counting, to be ticked at a stop. A sign of trouble asks for what lies behind it.")
    every = words.of(TermKind.SIGNAL)
    for is_good, label in ((True, "Good signs"), (False, "Signs of trouble")):
        listed(label, [term for term in every if term.is_good is is_good and not term.is_retired])
    listed("Retired: offered no more, and still in every figure", [term for term in every if term.is_retired])
    show_announced(_DONE)
    _adding()
    _changing(every)


def _adding() -> None:
    with st.expander("Add a signal", icon=":material/add:"), st.form(_NEW.name, border=False):
        _ask_words(_NEW, Term(TermKind.SIGNAL, ""), "", "")
        _ask_sign(_NEW, is_good=True)
        _NEW.ask(st.text_input, _BY, "by", "", help="Shown in the history of this change.")
        st.form_submit_button("Add this signal", type="primary", on_click=safely(_add))
        _NEW.show_problem()


def _changing(every: Sequence[Term]) -> None:
    box = st.expander("Change or retire a signal", icon=":material/edit:", key="words.change", on_change="rerun")
    if not box.open:
        return
    with box:
        titles = {term.key: term.title for term in every}
        key = st.selectbox("Signal", list(titles), format_func=titles.__getitem__, key="words.chosen")
        stands, form = own_term(store(), TermKind.SIGNAL, key), HeldForm(f"words.signal.{key}", is_sent_together=True)
        english = shipped_term(TermKind.SIGNAL, key)
        with st.form(form.name, border=False):
            if is_shipped(stands):
                _ask_words(form, stands, english.title, english.meaning)
                st.caption("Left empty, a field gives the English words back.")
            else:
                _ask_words(form, stands, "", "")
                _ask_sign(form, is_good=stands.is_good)
            form.ask(st.text_input, _BY, "by", "", help="Shown in the history of this change.")
            with st.container(horizontal=True):
                save = partial(_save, form, stands)
                offer_acts(form, stands, save, Done(_DONE, titles[key], "ticked"))
            form.show_problem()


def _ask_words(form: HeldForm, stands: Term, name: str, meaning: str) -> None:
    form.ask(st.text_input, "Name", "name", stands.name, max_chars=MAX_NAME, placeholder=name)
    label = "What it means, in one sentence"
    form.ask(st.text_input, label, "meaning", stands.meaning, max_chars=MAX_MEANING, placeholder=meaning)


def _ask_sign(form: HeldForm, *, is_good: bool) -> None:
    label = "What it is"
    form.ask(
        st.segmented_control, label, "is_good", is_good, options=[True, False], format_func=_SIGNS.get, required=True
    )


def _add() -> None:
    def act() -> None:
        typed = _NEW.answers
        added = wording.add_signal(store(), typed["name"], typed["meaning"], is_good=typed["is_good"], by=typed["by"])
        announce(_DONE, f"Added: {added.title}. Phones offer it at their next contact.")

    _NEW.attempt(act)


def _save(form: HeldForm, stands: Term, by: str) -> None:
    typed = form.answers
    is_good = typed.get("is_good", stands.is_good)
    wording.reword(store(), [replace(stands, name=typed["name"], meaning=typed["meaning"], is_good=is_good)], by)
