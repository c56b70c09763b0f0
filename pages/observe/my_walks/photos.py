"""The photos of one's own walks: looked at, and withdrawn where one shows what it should not."""

from uuid import UUID

import streamlit as st

from audit.actions.photos import withdraw_photo
from audit.model.walk_through import Observation
from audit.store.photo import photos_of
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.photos import photos_beside
from pages.parts.session import store


def own_photos(observation: Observation, touchpoint: str) -> None:
    """Show the photos of an observation with the way to withdraw one; nothing where there are none."""
    if not photos_beside(str(observation.id), touchpoint):
        return
    keys = list(photos_of(store(), [observation.id])["id"])
    form = HeldForm(f"photo.{observation.id}", is_sent_together=True)
    with st.expander("Withdraw a photo", icon=":material/hide_image:"), st.form(form.name, border=False):
        st.markdown("The photo is deleted here and cannot be brought back. The reason stays in the history.")
        form.ask(
            st.segmented_control,
            "Which photo?",
            "photo",
            keys[0],
            options=keys,
            format_func=lambda key: f"Photo {keys.index(key) + 1}",
            required=True,
        )
        form.ask(st.text_input, "Why is it withdrawn?", "reason", "")
        form.ask(st.text_input, "Your name or initials", "by", "")
        st.form_submit_button("Withdraw this photo", on_click=safely(_withdraw), args=(form,))
        form.show_problem()


def _withdraw(form: HeldForm) -> None:
    def act() -> None:
        typed = form.answers
        withdraw_photo(store(), UUID(typed["photo"]), typed["by"].strip() or "not said", typed["reason"])

    form.attempt(act)
