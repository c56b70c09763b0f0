"""One touchpoint: what to watch for, what was promised there, and the standard the team has promised itself."""

import streamlit as st

from audit.model.journey import Standards, Touchpoint
from audit.publish.headlines.catalogue import promise_here
from audit.publish.headlines.commitment import promised_here
from audit.store.commitment import open_commitments_at
from audit.store.journey import change_standards
from pages.parts.boundary import safely
from pages.parts.promises import service_of
from pages.parts.session import cached, store
from pages.parts.words import plain


def touchpoint_card(touchpoint: Touchpoint) -> None:
    """Show a touchpoint with its standards, which can be set, moved and taken back."""
    mark = " · moment of truth" if touchpoint.is_moment_of_truth else ""
    st.markdown(f"**{plain(touchpoint.name)}** · {touchpoint.channel or 'no channel'}{mark}")
    what_to_watch(touchpoint)
    key = f"standard.{touchpoint.id}"
    has = st.checkbox(
        "We have a standard here",
        touchpoint.standards is not None,
        key=f"has.{key}",
        on_change=safely(_keep),
        args=(touchpoint, key),
    )
    if has:
        zone = touchpoint.standards or Standards(3.0, 4.5)
        st.slider(
            f"From the minimum to the target at {plain(touchpoint.name)}",
            1.0,
            5.0,
            (float(zone.minimum), float(zone.target)),
            step=0.1,
            key=key,
            on_change=safely(_keep),
            args=(touchpoint, key),
        )


def what_to_watch(touchpoint: Touchpoint) -> None:
    """Say what to watch for at a touchpoint, what its service has promised, and what we have, until it is judged."""
    if touchpoint.description:
        st.caption(plain(touchpoint.description))
    if service := service_of(touchpoint.id):
        st.caption(f":material/handshake: {plain(promise_here(service))}")
    for line in promised_here(cached(open_commitments_at, touchpoint.id)):
        st.caption(f":material/flag: {plain(line)}")


def _keep(touchpoint: Touchpoint, key: str) -> None:
    standards = None
    if st.session_state[f"has.{key}"]:
        standards = Standards(*st.session_state.get(key, (3.0, 4.5)))
    change_standards(store(), touchpoint.id, standards)
