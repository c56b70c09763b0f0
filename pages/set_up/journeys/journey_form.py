"""What a journey is for and what may be played through on it, its place among the others, and copying it."""

from dataclasses import asdict

import streamlit as st

from audit.actions import journey_changing as changing
from audit.actions.journey_copying import copy_journey
from audit.actions.journey_deleting import delete_journey
from audit.actions.journey_meanwhile import journey_says, save_journey
from audit.errors import PartChangedError
from audit.model.journey import Journey
from audit.model.labels import REPERTOIRE_LABELS
from audit.model.repertoire import PLAYED, Repertoire
from audit.model.text import names_of
from audit.store.journey import offered_journeys
from audit.store.repertoire import repertoire
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce
from pages.parts.session import cached, store
from pages.set_up.journeys.acting import DONE, button, by
from pages.set_up.journeys.naming import name_field


def journey_form(journey: Journey) -> None:
    """Offer to change what a journey says of itself, to copy it, to retire and to delete it."""
    box = st.expander("Change this journey", key=f"change.{journey.id}", type="compact", on_change="rerun")
    if not box.open:
        return
    with box:
        name_field("journey", journey)
        form = HeldForm(f"journey.{journey.id}")
        if not form.typed:
            form.go_on_from(cached(journey_says, journey.id))
        form.ask(st.text_area, "What a customer wants from it", "purpose", journey.purpose, height=80)
        for name, texts in asdict(cached(repertoire, journey.id)).items():
            form.ask(st.text_area, f"{REPERTOIRE_LABELS[name]}, one a line", name, "\n".join(texts), height=136)
        form.show_problem()
        st.button("Save", key=form.at("save"), on_click=safely(_save), args=(form, journey), type="primary")
        _moves(journey)
        _copying(journey)


def _moves(journey: Journey) -> None:
    keys = [one.id for one in cached(offered_journeys)]
    key, place = f"journey.{journey.id}", keys.index(journey.id)
    with st.container(horizontal=True):
        button("Up", f"up.{key}", changing.move_journey, journey.id, -1, disabled=not place, width="content")
        last = place == len(keys) - 1
        button("Down", f"down.{key}", changing.move_journey, journey.id, 1, disabled=last, width="content")
        button("Retire", f"retire.{key}", changing.retire, "journey", journey.id, width="content")
        button("Delete", f"delete.{key}", delete_journey, journey.id, width="content")


def _copying(journey: Journey) -> None:
    form = HeldForm(f"copy.{journey.id}")
    form.ask(st.text_input, "Copy it under the name", "name", f"{journey.name} (copy)")
    form.show_problem()
    st.button("Copy this journey", key=form.at("copy"), on_click=safely(_copy), args=(form, journey))


def _save(form: HeldForm, journey: Journey) -> None:
    says = form.answers

    def act() -> None:
        try:
            played = Repertoire(**{name: names_of(says[name]) for name in PLAYED})
            before = form.begun_on(journey_says(store(), journey.id))
            save_journey(store(), before, journey.id, says["purpose"], played, by())
        except PartChangedError:
            form.go_on_from(journey_says(store(), journey.id))
            raise

    form.attempt(act)


def _copy(form: HeldForm, journey: Journey) -> None:
    name = form.answers["name"]
    if form.attempt(lambda: copy_journey(store(), journey.id, name, form.key, by())):
        announce(DONE, f"Copied: {name}.")
