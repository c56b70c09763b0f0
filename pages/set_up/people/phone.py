"""One phone of somebody's, and taking it back: asked first, with what it means for whoever holds it."""

from uuid import UUID

import streamlit as st

from audit.actions import people as acts
from audit.model.day import written_moment
from audit.model.person import Device
from pages.parts.boundary import safely
from pages.parts.session import programme, store


def phone(device: Device) -> None:
    """Show since when it is theirs, when it was last here, and the button that takes it back."""
    clock = programme().local
    if device.taken_back_at is not None:
        st.caption(
            f"A phone of theirs was taken back {written_moment(clock(device.taken_back_at))}. An invitation opened on "
            "it lets it go on."
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"Phone since {written_moment(clock(device.arrived_at))}, "
            f"last seen {written_moment(clock(device.last_used_at))}"
        )
        with st.popover("Take back", key=f"back.{device.id}"):
            st.markdown(
                "This phone will send nothing any more. What it has not sent stays on it: its owner can save it as a "
                "file there, to be brought in under *Data in and out*. A new invitation, opened on it, lets it go on "
                "where it was."
            )
            st.button("Yes, take it back", key=f"back.do.{device.id}", on_click=safely(_take_back), args=(device.id,))


def _take_back(device_id: UUID) -> None:
    acts.take_back(store(), device_id)
