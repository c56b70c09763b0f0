"""The frame round every page: its settings, the navigation, and the one error boundary."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts.address import arrive
from pages.parts.boundary import boundary
from pages.parts.frame import ICON, LOOK, pages
from pages.parts.leads import behind
from pages.parts.observed import observed_page

NAME = "Moments of Truth"

st.set_page_config(
    page_title=NAME,
    page_icon=str(ICON),
    layout="wide",
    menu_items={"About": f"{NAME}: a journey audit. Light for the field, dark for the room."},
)
with boundary():
    st.html(LOOK)
    if running := get_script_run_ctx():
        arrive(running.page_script_hash)
    page = st.navigation(pages())
    st.set_page_config(page_title=f"{page.title} · {NAME}")
    if behind():
        observed_page(page.title)
    else:
        page.run()
