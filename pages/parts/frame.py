"""The rooms of the house as the way between them, and what every page looks like."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.parts.rooms import PAGES, ROOMS

ICON = PAGES.parent / "static" / "icon.png"
LOOK = PAGES.parent / "static" / "look.css"


def pages() -> dict[str, list[StreamlitPage]]:
    """Return every page under the room it belongs to; the first is where people arrive."""
    return {
        room: [
            st.Page(PAGES / file, title=title, url_path=path, icon=icon, default=not path)
            for file, title, path, icon in doors
        ]
        for room, doors in ROOMS.items()
    }
