"""Choosing posters: of which touchpoints and places, with which address, and the file to print."""

import streamlit as st

from audit.errors import AuditError
from audit.model.poster import Poster
from audit.publish.headlines.words import counted
from audit.publish.posters import poster_sheets, sheets_of
from audit.store.journey import offered_journeys
from audit.store.place import offered_places
from audit.web.room.links import reaches_phones
from audit.web.walk.posters import MOST, address_for_phones, posters_of
from pages.parts.navigation import page_at
from pages.parts.session import cached, programme, store
from pages.parts.words import show_notice, show_problem

_TYPED, _OFFERED = "posters.address", "posters.offered"  # what stands there, and what was put there


def posters_section() -> str:
    """Let posters be chosen and downloaded, and return in a sentence what would be printed."""
    st.markdown(
        "Whoever scans a poster with a phone that belongs to the audit begins a walk there, with touchpoint and place "
        "filled in. Four fit on a sheet of A4, and a phone reads them from 1 m away. At the foot of each stands a "
        "notice to staff: make sure that it holds where you are."
    )
    journey_names, touchpoint_names = _touchpoints()
    where = st.multiselect(
        "Places (choose none, and the place is chosen on the phone)", cached(offered_places), key="posters.places"
    )
    address = st.text_input("Address that phones open", key=_address()).strip()
    _warn(address)
    if not touchpoint_names:
        return "Choose the touchpoints where posters are to hang."
    try:
        made = posters_of(store(), address_for_phones(address), journey_names, touchpoint_names, where)
    except AuditError as problem:
        show_problem(str(problem))
        return f"Up to {MOST} posters can be made at once."
    _download(made)
    return f"{counted(len(made), 'poster')} to print on {counted(sheets_of(len(made)), 'sheet')}."


def _address() -> str:
    """Return the key of the address; what it holds follows the door until somebody types another."""
    offered = address_for_phones()
    if st.session_state.get(_TYPED) in {None, st.session_state.get(_OFFERED)}:
        st.session_state[_TYPED] = offered
    st.session_state[_OFFERED] = offered
    return _TYPED


def _warn(address: str) -> None:
    """Say where no phone could open a poster, whichever way the door was opened or closed."""
    if not reaches_phones(address):
        show_notice("Only this machine can open this address, so no phone could: type the one that phones open.")
    elif not reaches_phones():
        show_notice(
            "No phone can come in yet. Posters can be printed now, and lead somewhere once the door for phones is open "
            "at this address."
        )
        st.page_link(page_at("people"), label="Open the door", icon=":material/phonelink_setup:")


def _touchpoints() -> tuple[list[str], list[str]]:
    """Ask for journeys and touchpoints, at first the moments of truth of the first journey."""
    every = {journey.name: journey for journey in cached(offered_journeys)}
    named = st.multiselect("Journeys", list(every), default=list(every)[:1], key="posters.journeys")
    touchpoints = {one.name: one for name in named for _, one in every[name].touchpoints()}
    moments = [name for name, one in touchpoints.items() if one.is_moment_of_truth]
    chosen = st.multiselect(
        "Touchpoints, at first the moments of truth", list(touchpoints), default=moments, key="posters.touchpoints"
    )
    return named, chosen


def _download(made: list[Poster]) -> None:
    st.download_button(
        "Download the posters",
        lambda: poster_sheets(programme().name, made, programme().language),
        "posters.html",
        "text/html",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )
    st.caption("The file opens in any browser, without a network. Print it on A4 at its actual size (100 %).")
