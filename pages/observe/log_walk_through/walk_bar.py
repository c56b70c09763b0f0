"""The bar under a walk: Save & next stays where it is, and whatever is to be said about it stands right above."""

import streamlit as st

from audit.model.draft import Draft
from audit.model.duration import duration_words
from audit.model.journey import Touchpoint
from audit.model.waiting import minutes_waited
from pages.parts import capture
from pages.parts.boundary import safely
from pages.parts.words import plain, show_problem

_MEANINGLESS = {"clock_started_at", "touchpoint_id", "journey_id"}  # their values are for the program
_MUCH = 120  # characters; more of them scroll in a box of their own, so that the form stays in sight


def walk_bar(draft: Draft, touchpoint: Touchpoint, next_touchpoint_id: str) -> bool:
    """Offer Save & next and Finish; above them say what stood in the way, else what was saved last with its undo.

    Nothing in it runs by itself: what does so in the bottom of a page has made its neighbours vanish. The room above
    the buttons is always there, so that they are the same buttons whether it is filled or not.

    Returns:
        Whether Save & next was tapped, which its own callback has acted on unless the server was started anew.
    """
    here = draft.entry.observation_id
    with st.bottom:
        above, row = st.container(), st.container(horizontal=True)
    with above:
        if not _what_stood_in_the_way():
            _undo(draft)
    with row:
        is_tapped = st.button(
            "Save & next",
            key=f"save.{here}",
            type="primary",
            width="stretch",
            on_click=safely(capture.save_and_go_on),
            args=(draft, touchpoint.name, next_touchpoint_id),
        )
        st.button(
            "Finish",
            key=f"finish.{draft.id}",
            on_click=safely(capture.finish),
            args=(draft,),
            disabled=not draft.version,
        )
    return is_tapped


def _what_stood_in_the_way() -> bool:
    """Say it, and return whether there was anything; room above the buttons is dear on a phone."""
    if problem := capture.problem():
        show_problem(problem)
    lines = [
        f"{name.replace('_', ' ').capitalize()}: {text}"
        for name, text in capture.unsaved().items()
        if name not in _MEANINGLESS
    ]
    if not lines:
        return bool(problem)
    words = "\n".join(lines)
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(height=96 if len(words) > _MUCH else "content", border=False):
            st.caption("Entered here but not saved:")
            st.text(words)
        st.button("Drop it", key="drop_not_kept", on_click=safely(capture.drop_unsaved))
    return True


def _undo(draft: Draft) -> None:
    if (saved := capture.undoable(draft)) is None:
        return
    minutes = minutes_waited(saved.entry.wait)
    waited = "" if minutes is None else f", waited {duration_words(minutes)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(f"Saved: {saved.touchpoint}, {saved.entry.outcome}{waited}."), width="stretch")
        st.button(
            "Undo",
            key=f"undo.{saved.entry.observation_id}",
            icon=":material/undo:",
            on_click=safely(capture.undo),
            args=(draft, saved.entry.observation_id),
        )
