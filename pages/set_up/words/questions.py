"""The five questions in one's own words: a name and a sentence for each dimension, empty for the English ones."""

import streamlit as st

from audit.actions.wording import reword
from audit.model.number import spelled
from audit.model.vocabulary import MAX_MEANING, MAX_NAME, Term, TermKind, Vocabulary, shipped_term
from audit.publish.headlines.words import counted
from audit.store.vocabulary import own_terms
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store

_FORM = HeldForm("words.questions", is_sent_together=True)


def questions_sentence(words: Vocabulary) -> str:
    """Say whether the five questions are asked in the programme's own words."""
    five = words.of(TermKind.DIMENSION)
    own = [term for term in five if term != shipped_term(term.kind, term.key)]
    if not own:
        return "The five questions are asked in the English words that came with the app."
    if len(own) == len(five):
        return f"The five questions are asked in your own words: {', '.join(term.title for term in five)}."
    return (
        f"{spelled(len(own)).capitalize()} of the five questions {'is' if len(own) == 1 else 'are'} in your own words."
    )


def questions(words: Vocabulary) -> None:
    """Ask for the name and the question of each dimension."""
    st.header("The five questions", anchor=False)
    st.markdown(
        "What a walk asks about at each stop. Your words are shown on phones, on the form for the field and on RATER; "
        "charts and files go on saying reliability to responsiveness. Left empty, a field gives the English words back."
    )
    typed = {term.key: term for term in own_terms(store()) if term.kind is TermKind.DIMENSION}
    with st.form(_FORM.name):
        for term in words.of(TermKind.DIMENSION):
            _ask(shipped_term(term.kind, term.key), typed.get(term.key, Term(term.kind, term.key)))
        _FORM.ask(st.text_input, "Your name or initials", "by", "", help="Shown in the history of this change.")
        st.form_submit_button("Save the five questions", type="primary", on_click=safely(_save), args=(words,))
        _FORM.show_problem()
    show_announced(_FORM.name)


def _ask(english: Term, own: Term) -> None:
    name, question = st.columns([1, 3])
    with name:
        label = f"{english.title}: name"
        _FORM.ask(st.text_input, label, f"{own.key}.name", own.name, max_chars=MAX_NAME, placeholder=english.title)
    with question:
        label = f"{english.title}: the question"
        _FORM.ask(
            st.text_input, label, f"{own.key}.meaning", own.meaning, max_chars=MAX_MEANING, placeholder=english.meaning
        )


def _save(words: Vocabulary) -> None:
    def act() -> None:
        answers = _FORM.answers
        terms = [
            Term(term.kind, term.key, answers[f"{term.key}.name"], answers[f"{term.key}.meaning"])
            for term in words.of(TermKind.DIMENSION)
        ]
        changed = reword(store(), terms, answers["by"].strip() or "not said")
        announce(
            _FORM.name,
            f"Saved: {counted(changed, 'question')} changed. Phones show it at their next contact."
            if changed
            else "Nothing was changed.",
        )

    _FORM.attempt(act)
