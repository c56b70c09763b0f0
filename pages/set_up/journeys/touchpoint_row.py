"""One touchpoint in its journey: a line that opens to what it says, its place, and whether it is offered."""

import streamlit as st

from audit.actions import journey_changing as changing
from audit.actions.journey_deleting import delete_touchpoint
from audit.actions.journey_merging import merge_touchpoints
from audit.model.journey import Journey, Stage, Touchpoint
from audit.publish.headlines.catalogue import promise_here
from audit.publish.headlines.commitment import promised_here
from audit.store.commitment import open_commitments_at
from pages.parts.promises import service_of
from pages.parts.session import cached
from pages.parts.words import plain
from pages.set_up.journeys.acting import button, button_once_chosen
from pages.set_up.journeys.touchpoint_form import box_of, touchpoint_form


def touchpoint_row(journey: Journey, stage: Stage, touchpoint: Touchpoint) -> None:
    """Show a touchpoint in one line, which opens to all that can be changed of it."""
    parts = [f"**{plain(touchpoint.name)}**", plain(touchpoint.channel)]
    parts.append("moment of truth" if touchpoint.is_moment_of_truth else "")
    title = " · ".join(part for part in parts if part)
    box = st.expander(title, key=box_of(touchpoint), type="compact", on_change="rerun")
    if not box.open:
        return
    with box:
        _promises(touchpoint)
        touchpoint_form(touchpoint)
        _moves(journey, stage, touchpoint)
        _merging(journey, touchpoint)


def _promises(touchpoint: Touchpoint) -> None:
    """Say what the service has promised here, and what we have, until it is judged."""
    if service := service_of(touchpoint.id):
        st.caption(f":material/handshake: {plain(promise_here(service))}")
    for line in promised_here(cached(open_commitments_at, touchpoint.id)):
        st.caption(f":material/flag: {plain(line)}")


def _moves(journey: Journey, stage: Stage, touchpoint: Touchpoint) -> None:
    key, place = f"touchpoint.{touchpoint.id}", stage.touchpoints.index(touchpoint)
    with st.container(horizontal=True):
        button("Up", f"up.{key}", changing.move_touchpoint, touchpoint.id, -1, disabled=not place, width="content")
        last = place == len(stage.touchpoints) - 1
        button("Down", f"down.{key}", changing.move_touchpoint, touchpoint.id, 1, disabled=last, width="content")
        button("Retire", f"retire.{key}", changing.retire, "touchpoint", touchpoint.id, width="content")
        button("Delete", f"delete.{key}", delete_touchpoint, touchpoint.id, width="content")
    names = {one.id: one.name for one in journey.offered().stages if one.id != stage.id}
    does = f"Move {plain(touchpoint.name)} to"
    button_once_chosen("Move it to another stage", names, does, f"to.{key}", changing.move_to_stage, touchpoint.id)


def _merging(journey: Journey, touchpoint: Touchpoint) -> None:
    """Offer to merge a touchpoint into another of its journey, once that is chosen."""
    button_once_chosen(
        "It is the same as another",
        {one.id: one.name for _, one in journey.offered().touchpoints() if one.id != touchpoint.id},
        f"Merge {plain(touchpoint.name)} into",
        f"same.{touchpoint.id}",
        merge_touchpoints,
        touchpoint.id,
        about="All that was observed, planned and promised here becomes the other’s; what is said there stays.",
    )
