"""Walks in progress: to go on with, to give up and to bring back; what a phone holds is only looked at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions import drafting
from audit.model.clock import utc_now
from audit.model.day import written_day, written_moment
from audit.model.draft import Draft
from audit.publish.headlines.words import counted
from pages.parts.boundary import safely
from pages.parts.navigation import page_at
from pages.parts.session import programme, store
from pages.parts.words import plain

_GIVING_UP = "giving_up"  # the walk that is to be given up, while that is asked


def open_walk(draft: Draft, journey: str, touchpoint: str) -> None:
    """Show a walk that is still open, with the ways to go on and to give it up."""
    with st.container(border=True):
        st.markdown(_called(draft, journey))
        st.caption(plain(f"{draft.head.method}, at {touchpoint}"))
        st.page_link(page_at("log"), label="Go on", icon=":material/play_arrow:")
        if st.session_state.get(_GIVING_UP) == draft.id:
            _ask(draft)
        else:
            st.button("Give it up", key=f"drop.{draft.id}", on_click=safely(_ask_about), args=(draft.id,))


def walk_on_a_phone(walk: Mapping[Any, Any]) -> None:
    """Show where a walk is open that a phone holds: whose it is, since when, and what arrived of it last.

    Args:
        walk: a row of `audit.store.field_entry.walks_on_phones`.
    """
    whose = " · ".join(filter(None, [walk["observer"] or "observer not said", walk["place"]]))
    arrived = "no observation has arrived yet"
    if walk["observations"]:
        arrived = f"{counted(walk['observations'], 'observation')} here, last arrival {_clock(walk['last_arrival'])}"
    with st.container(border=True):
        st.markdown(f"**{plain(walk['journey'])}** · begun {_clock(walk['started_at'])}")
        st.caption(plain(f"{whose} · {arrived}"))
        st.caption("It is open where it was begun, on that phone or in that browser. Only there can it be ended.")


def given_up_walk(draft: Draft, given_up_at: datetime, journey: str) -> None:
    """Show a walk that was given up, with the way to bring it back."""
    until = programme().day_of(given_up_at + drafting.GIVEN_UP_FOR)
    with st.container(border=True):
        st.markdown(_called(draft, journey))
        st.caption(f"Given up {_clock(given_up_at)}; it can be brought back until {written_day(until, 'short')}.")
        st.button("Bring it back", key=f"back.{draft.id}", on_click=safely(_bring_back), args=(draft.id,))


def _ask(draft: Draft) -> None:
    until = programme().day_of(utc_now() + drafting.GIVEN_UP_FOR)
    st.markdown(
        "Give this walk up? What was saved on it stays in the audit. What was not saved yet is put aside with it; "
        f"you can bring it back here until {written_day(until, 'short')}."
    )
    with st.container(horizontal=True):
        st.button("Yes, give it up", key=f"yes.{draft.id}", type="primary", on_click=safely(_give_up), args=(draft,))
        st.button("Keep it", key=f"no.{draft.id}", on_click=safely(_ask_about), args=(None,))


def _called(draft: Draft, journey: str) -> str:
    return f"**{plain(journey)}** · begun {_clock(draft.started_at)}"


def _clock(moment: datetime) -> str:
    return written_moment(programme().local(moment))


def _ask_about(draft_id: UUID | None) -> None:
    st.session_state[_GIVING_UP] = draft_id


def _give_up(draft: Draft) -> None:
    st.session_state[_GIVING_UP] = None
    drafting.give_up(store(), draft)


def _bring_back(draft_id: UUID) -> None:
    drafting.bring_back(store(), draft_id)
