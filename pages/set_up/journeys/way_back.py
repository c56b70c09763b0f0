"""The way back to the top of a page that is long on a phone, where a thumb finds it."""

import streamlit as st

_TOP = "top-of-journeys"


def top() -> None:
    """Mark the top of the page."""
    st.html(f'<span id="{_TOP}"></span>')


def way_back() -> None:
    """Offer the way there, at the foot of a narrow screen whatever part of the page it shows."""
    st.html(f'<a class="way-back" href="#{_TOP}">↑ To the top</a>')
