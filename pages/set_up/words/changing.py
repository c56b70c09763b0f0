"""What can be done with a word: saved, retired, brought back, and deleted where it is one's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from audit.actions import wording
from audit.model.vocabulary import Term, is_shipped
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce
from pages.parts.session import store
from pages.parts.words import plain


@dataclass(frozen=True, slots=True)
class Done:
    """How it is said that a word was changed: where, what the word is called, and what people do with its like."""

    place: str
    title: str
    used: str  # "ticked"


def listed(label: str, terms: Sequence[Term]) -> None:
    """Show words with what each means, where there are any."""
    if terms:
        lines = "\n".join(
            f"- **{plain(term.title)}**{f': {plain(term.sentence)}' if term.sentence else ''}" for term in terms
        )
        st.markdown(f"{label}\n\n{lines}")


def offer_acts(form: HeldForm, stands: Term, save: Callable[[str], object], done: Done) -> None:
    """Offer to save what was typed, by whom, and what else can be done with a word."""
    kind, key, title = stands.kind, stands.key, done.title
    acts: dict[str, tuple[Callable[[str], object], str]] = {"Save": (save, f"Saved: {title}.")}
    if stands.is_retired:
        back = f"{title} can be {done.used} again."
        acts["Bring it back"] = (lambda by: wording.bring_back(store(), kind, key, by), back)
    else:
        gone = f"{title} is offered no more; what was {done.used} stays in every figure."
        acts["Retire it"] = (lambda by: wording.retire(store(), kind, key, by), gone)
    if not is_shipped(stands):
        acts["Delete it"] = (lambda by: wording.delete(store(), kind, key, by), f"Deleted: {title}.")
    for label, (act, sentence) in acts.items():
        st.form_submit_button(label, on_click=safely(_do), args=(form, act, done.place, sentence))


def _do(form: HeldForm, act: Callable[[str], object], place: str, sentence: str) -> None:
    def done() -> None:
        act(form.answers["by"])
        announce(place, sentence)

    form.attempt(done)
