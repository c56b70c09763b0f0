"""One journey as a customer meets it: its stages in order, under each its touchpoints, and room for more."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.actions import journey_changing as changing
from audit.actions.journey_deleting import delete_stage
from audit.actions.journey_making import add_stages, add_touchpoints
from audit.actions.journey_merging import merge_stages
from audit.model.journey import Journey, Stage, Touchpoint
from pages.parts.session import store
from pages.parts.words import plain
from pages.set_up.journeys.acting import button, button_once_chosen, by
from pages.set_up.journeys.device import is_on_phone
from pages.set_up.journeys.downloading import downloads
from pages.set_up.journeys.journey_form import journey_form
from pages.set_up.journeys.naming import name_field, one_more
from pages.set_up.journeys.retired import retired_parts
from pages.set_up.journeys.touchpoint_row import touchpoint_row


def journey_section(journey: Journey) -> None:
    """Show a journey with all that is offered in it, and what is retired folded away."""
    st.header(plain(journey.name), anchor=False)
    if journey.purpose:
        st.markdown(plain(journey.purpose))
    journey_form(journey)
    with st.container():  # so that the field beneath stays where it is, and the keyboard in it
        for stage in journey.offered().stages:
            _stage(journey, stage)
    one_more(
        f"stage.new.{journey.id}",
        "Add a stage",
        lambda name, key: add_stages(store(), journey.id, [Stage(name, id=key)], by()),
    )
    retired_parts(journey)
    downloads(journey)


def _stage(journey: Journey, stage: Stage) -> None:
    box = _box(stage)
    if box is None:
        return
    with box:
        with st.container():
            for touchpoint in stage.touchpoints:
                touchpoint_row(journey, stage, touchpoint)
        one_more(
            f"touchpoint.new.{stage.id}",
            f"Add a touchpoint to {stage.name}",
            lambda name, key: add_touchpoints(store(), stage.id, [Touchpoint(name, id=key)], by()),
        )
        box = st.expander("Change this stage", key=f"change.{stage.id}", type="compact", on_change="rerun")
        if box.open:
            with box:
                _change_stage(journey.offered().stages, stage)


def _box(stage: Stage) -> DeltaGenerator | None:
    """Return what a stage stands in, None where it is folded: on a phone, where a journey is long, all are at first."""
    if is_on_phone():
        fold = st.expander(f"**{plain(stage.name)}**", key=f"stage.{stage.id}", on_change="rerun")
        return fold if fold.open else None
    box = st.container(border=True)
    box.subheader(plain(stage.name), anchor=False)
    return box


def _change_stage(siblings: tuple[Stage, ...], stage: Stage) -> None:
    name_field("stage", stage)
    key, place = f"stage.{stage.id}", [one.id for one in siblings].index(stage.id)
    with st.container(horizontal=True):
        button("Up", f"up.{key}", changing.move_stage, stage.id, -1, disabled=not place, width="content")
        last = place == len(siblings) - 1
        button("Down", f"down.{key}", changing.move_stage, stage.id, 1, disabled=last, width="content")
        button("Retire", f"retire.{key}", changing.retire, "stage", stage.id, width="content")
        button("Delete", f"delete.{key}", delete_stage, stage.id, width="content")
    button_once_chosen(
        "It is the same as another stage",
        {one.id: one.name for one in siblings if one.id != stage.id},
        f"Merge {plain(stage.name)} into",
        f"same.{stage.id}",
        merge_stages,
        stage.id,
        about="Its touchpoints stand there from then on, with all that was observed at them.",
    )
