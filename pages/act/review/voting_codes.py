"""Voting with codes on paper: the sheet is made here once, and the vote can go back to phones until it is used."""

import streamlit as st

from audit.actions import room as acts
from audit.model.review import Review
from audit.model.voting_code import MOST_ON_A_SHEET
from audit.publish.code_sheet import Slip, code_sheet
from audit.publish.headlines.words import counted
from audit.review.vote import votes_cast
from audit.store.room import room_with
from audit.store.voting_code import code_count
from audit.web.room import links
from pages.parts.boundary import safely
from pages.parts.session import store
from pages.parts.words import show_notice

_SHEET = "codes.sheet"  # the sheet just made, of which review; gone with the session, and kept nowhere else
_USUAL = 30
_MANY = "codes.many"


def voting_codes(review: Review) -> None:
    """Say what counts once in the vote, and offer to vote with codes or to go back to phones."""
    room = room_with(store(), review.id)
    if room is None or review.closed_at is not None:
        return
    codes = code_count(store(), review.id)
    if room.by_code:
        st.markdown(f"The vote is by code: {counted(codes, 'code')} made. Each counts once, on whatever phone.")
    else:
        st.markdown(
            "Each phone counts once. A phone is known by a cookie, so another browser or a private window counts as "
            "another phone. Where it must hold, vote with codes."
        )
    box = st.expander("Make more codes" if room.by_code else "Vote with codes", key="codes.box", type="compact")
    with box:
        _making(review)
    if room.by_code and not votes_cast(store(), review.id):
        st.button("Vote by phone again, without codes", key="codes.back", on_click=safely(_back), args=(review,))


def _making(review: Review) -> None:
    """Offer to make a sheet, and hand it out once it is made."""
    st.markdown(
        "You get a sheet of slips to print and cut out, each with a code that counts once. Votes of phones do not "
        "count from then on. Only the sheet shows the codes; a further sheet adds to those before."
    )
    if not links.reaches_phones():
        show_notice(
            "No phone can come in yet, so slips printed now would lead nowhere. Open the door on the page People and "
            "phones first, at an address that stays: the slips hold it."
        )
    st.number_input("How many codes", 1, MOST_ON_A_SHEET, _USUAL, key=_MANY, width=200)
    st.button("Make the sheet", key="codes.make", on_click=safely(_make), args=(review,))
    made, sheet = st.session_state.get(_SHEET, (None, ""))
    if made == review.id:
        st.download_button(
            "Download the sheet",
            sheet,
            "voting-codes.html",
            "text/html",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )


def _make(review: Review) -> None:
    codes = acts.make_codes(store(), review.id, int(st.session_state[_MANY]))
    slips = [Slip(code, links.slip_link(review.id, review.key, code)) for code in codes]
    room_address = links.short_link(review.id, review.key)
    st.session_state[_SHEET] = (review.id, code_sheet(review.title, room_address, slips))


def _back(review: Review) -> None:
    acts.vote_by_phone(store(), review.id)
    st.session_state.pop(_SHEET, None)
