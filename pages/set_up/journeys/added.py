"""The touchpoints that somebody named on a walk because they were missing, until the steward has looked at them."""

from uuid import UUID

import streamlit as st

from audit.actions import set_up
from audit.model.day import written_moment
from audit.store.added_touchpoint import added_touchpoints
from pages.parts.boundary import safely
from pages.parts.session import cached, programme, store
from pages.parts.words import plain


def added_on_walks() -> None:
    """List them with stage, who and when, and let each be left as it is."""
    added = cached(added_touchpoints)
    if added.empty:
        return
    st.header("Added on a walk", anchor=False)
    st.markdown("These were missing when somebody came by. What was observed there counts already.")
    for row in added.to_dict("records"):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(f"**{plain(row['touchpoint'])}** · {plain(row['stage'])}, {plain(row['journey'])}")
                when = written_moment(programme().local(row["added_at"]))
                st.caption(f"By {plain(row['observer']) or 'somebody'}, {when}")
            st.button(
                "Keep it as it is",
                key=f"added.{row['id']}",
                on_click=safely(set_up.accept_touchpoint),
                args=(store(), UUID(row["id"]), "not said"),
                width="content",
            )
