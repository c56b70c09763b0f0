"""The pages in their groups as Streamlit wants them, and the style of every page."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.parts.navigation import NAVIGATION, PAGES

ICON = PAGES.parent / "static" / "icon.png"
LOOK = PAGES.parent / "static" / "look.css"


def pages() -> dict[str, list[StreamlitPage]]:
    """Return every page under the group it belongs to; the first is where people arrive."""
    return {
        group: [
            st.Page(PAGES / file, title=title, url_path=path, icon=icon, default=not path)
            for file, title, path, icon in entries
        ]
        for group, entries in NAVIGATION.items()
    }
