"""Calling somebody otherwise, and erasing somebody who leaves: folded away in their card, and explained there."""

from uuid import UUID

import streamlit as st

from audit.actions import people as acts
from audit.model.person import Person
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store
from pages.parts.words import plain

_RENAMED = "people.renamed"  # whose name was changed last, and what it was before


def show_what_was_done() -> None:
    """Say once what was done to somebody's name, and offer to take a new name back."""
    show_announced("people")
    person_id, before = st.session_state.get(_RENAMED, (None, ""))
    if person_id:
        st.button(f"Back to {plain(before)}", key="people.back", on_click=safely(_back), args=(person_id, before))


def changing(person: Person) -> None:
    """Offer to call somebody otherwise, or to erase them."""
    box = st.expander("Rename or remove", key=f"person.{person.id}", type="compact", on_change="rerun")
    if not box.open:
        return
    form = HeldForm(f"rename.{person.id}")
    with box:
        form.ask(st.text_input, "New name or role", "name", person.name, max_chars=120)
        form.show_problem()
        st.button("Rename", key=f"rename.do.{person.id}", on_click=safely(_rename), args=(person, form))
        st.markdown(
            f"To remove {plain(person.name)}: their phones end at once, their plans are for whoever comes, and what "
            "they observed stays, under “former observer”. Their name goes out of the audit for good; it stays in "
            "backups made before, and in words somebody wrote."
        )
        sure = st.checkbox("Yes, erase this name for good", key=f"remove.sure.{person.id}")
        st.button("Remove", key=f"remove.{person.id}", disabled=not sure, on_click=safely(_remove), args=(person.id,))


def _rename(person: Person, form: HeldForm) -> None:
    def act() -> None:
        renamed = acts.rename(store(), person.id, form.answers["name"])
        st.session_state[_RENAMED] = (person.id, person.name)
        announce("people", f"{person.name} is called {renamed.name} from now on, in what was observed before too.")

    form.attempt(act)


def _back(person_id: UUID, before: str) -> None:
    acts.rename(store(), person_id, before)
    st.session_state.pop(_RENAMED)
    announce("people", f"Taken back: the name is {before} again.")


def _remove(person_id: UUID) -> None:
    word = acts.remove(store(), person_id)
    st.session_state.pop(_RENAMED, None)
    announce("people", f"Removed. What was observed stands under “{word}” now.")
